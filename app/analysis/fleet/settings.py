"""Which columns are operating settings: they say nothing of age, and a lot of the other columns."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.history import FleetHistory

MOST_RANK_CORRELATION = 0.15
"""A setting's mean rank correlation with time within a unit stays below this."""
MOST_STANDARD_ERRORS = 4.0
"""And within so many standard errors of zero, over the units."""


def columns_without_trend(history: FleetHistory) -> NDArray[np.intp]:
    """Find the columns that vary, but not with the time a unit has run.

    The mean over the units of the rank correlation with time is compared with its standard error.

    Returns
    -------
    ndarray of int
        Where they stand.
    """
    by_unit = np.array(list(_rank_correlations(history)))
    if by_unit.shape[0] < 2:
        return np.empty(0, dtype=np.intp)
    mean = by_unit.mean(axis=0)
    error = by_unit.std(axis=0, ddof=1) / np.sqrt(by_unit.shape[0])
    varies = varying(history.values)
    is_flat = np.abs(mean) <= np.minimum(MOST_RANK_CORRELATION, MOST_STANDARD_ERRORS * error)
    return np.flatnonzero(varies & is_flat)


def varying(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which columns, shape (n, p), hold at least two different numbers.

    >>> varying(np.array([[1.0, 2.0, np.nan], [1.0, 3.0, np.nan]])).tolist()
    [False, True, False]
    """
    known = ~np.isnan(values)
    low = np.where(known, values, np.inf).min(axis=0)
    high = np.where(known, values, -np.inf).max(axis=0)
    return np.asarray(high > low)


def _rank_correlations(history: FleetHistory) -> Iterator[NDArray[np.float64]]:
    """Yield the rank correlation of every column with time for each unit of some length."""
    for rows in history.rows_of():
        values = history.values[rows]
        if values.shape[0] < 5:
            continue
        known = ~np.isnan(values)
        middle = np.nanmedian(np.where(known.any(axis=0), values, 0.0), axis=0)
        ranks = _ranks(np.where(known, values, middle))
        ranks -= ranks.mean(axis=0)
        when = np.arange(values.shape[0]) - (values.shape[0] - 1) / 2
        size = np.sqrt((ranks**2).sum(axis=0) * (when**2).sum())
        yield np.divide(when @ ranks, size, out=np.zeros_like(size), where=size > 0)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks down each column, ties shared."""
    from scipy.stats import rankdata  # noqa: PLC0415 - the window starts without it

    return np.asarray(rankdata(values, axis=0), dtype=np.float64)
