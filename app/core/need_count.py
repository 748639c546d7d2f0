"""How many pieces of a part will be wanted by each day, and when the k-th of them is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from app.core.distribution import LEVELS, DaysDistribution, cumulative


def at_least(
    slots: NDArray[np.float64],
    unpredicted: NDArray[np.float64],
    planned: NDArray[np.int64],
    most: int,
    pieces: Sequence[int] = (),
) -> NDArray[np.float64]:
    """Probability that at least 0, 1, ... `most` pieces are wanted by each day.

    N(t) = sum Bernoulli(F_i(t)) + Poisson(Lambda(t)) + PM(t); only counts below `most` are summed,
    so that every answer is exact and none is capped (`jit-trigger.md` section 3.4).

    Parameters
    ----------
    slots : ndarray, shape (..., n, days)
        Probability that each position has failed by each day.
    unpredicted : ndarray, shape (..., days)
        Expected count of needs nobody predicts, by each day.
    planned : ndarray of int, shape (..., days)
        Pieces wanted on fixed dates, by each day.
    most : int
        Highest count asked for.
    pieces : sequence of int, shape (n,)
        Pieces that each position wants at once; one each unless given.

    Returns
    -------
    ndarray, shape (..., most + 1, days)
        `P(N(t) >= k)` for k = 0 to `most`.

    Examples
    --------
    >>> slots = np.array([[0.1], [0.5], [0.9]])
    >>> at_least(slots, np.zeros(1), np.zeros(1, dtype=int), 3)[:, 0].round(3).tolist()
    [1.0, 0.955, 0.5, 0.045]
    >>> at_least(slots[:1], np.zeros(1), np.zeros(1, dtype=int), 3, [2])[:, 0].round(3).tolist()
    [1.0, 0.1, 0.1, 0.0]
    """
    counts = np.arange(most)[:, None]
    expected = unpredicted[..., None, :]
    exactly = np.exp(special.xlogy(counts, expected) - expected - special.gammaln(counts + 1))
    for n in range(slots.shape[-2]):
        failed = slots[..., n, None, :]
        less = np.zeros_like(exactly)
        step = int(pieces[n]) if len(pieces) else 1
        less[..., step:, :] = exactly[..., : max(most - step, 0), :]
        exactly = exactly * (1.0 - failed) + less * failed
    certain = np.ones_like(exactly[..., :1, :]) if most else np.ones_like(expected)
    reached = np.concatenate((certain, 1.0 - np.cumsum(exactly, axis=-2)), axis=-2)
    return _with_planned(np.clip(reached, 0.0, 1.0), planned)


def _with_planned(reached: NDArray[np.float64], planned: NDArray[np.int64]) -> NDArray[np.float64]:
    """Count pieces of fixed dates first: k pieces are reached when k - PM others are."""
    if not planned.any():
        return reached
    counts = np.arange(reached.shape[-2])[:, None]
    others = np.clip(counts - planned[..., None, :], 0, None)
    return np.take_along_axis(reached, others, axis=-2)


def kth_need(
    slots: NDArray[np.float64],
    unpredicted: NDArray[np.float64],
    planned: NDArray[np.int64],
    k: int,
    pieces: Sequence[int] = (),
) -> NDArray[np.float64]:
    """P(T_(k) <= t): the probability that the k-th piece is wanted by each day.

    Returns
    -------
    ndarray, shape (..., days)

    Examples
    --------
    >>> one = np.array([[0.0, 0.2, 0.6]])
    >>> kth_need(one, np.zeros(3), np.zeros(3, dtype=int), 1).round(6).tolist()
    [0.0, 0.2, 0.6]
    """
    return np.asarray(at_least(slots, unpredicted, planned, k, pieces)[..., k, :])


def need_by_day(quantiles_days: NDArray[np.float64], days: int) -> NDArray[np.float64]:
    """Lay remaining lives out on the day grid: a failure at any hour of day t is a need of day t.

    Parameters
    ----------
    quantiles_days : ndarray, shape (n, 103)
        Quantiles of remaining life from the start of day 0.
    days : int
        Length of the grid.

    Returns
    -------
    ndarray, shape (n, days)
        P(T < t + 1) for t = 0, 1, 2, ...

    Examples
    --------
    >>> need_by_day(DaysDistribution.certain(2.0).fleet(), 4).round(2).tolist()
    [[0.0, 0.0, 1.0, 1.0]]
    """
    return cumulative(quantiles_days, np.arange(1.0, days + 1.0), closed=False)


def days_from_grid(reached: NDArray[np.float64]) -> DaysDistribution:
    """Turn probabilities on the day grid into quantiles; what lies past the grid has none.

    Parameters
    ----------
    reached : ndarray, shape (days,)
        P(need on day t or before) for t = 0, 1, 2, ...; within a day it grows evenly.

    Examples
    --------
    >>> days_from_grid(np.array([0.0, 0.25, 0.5, 0.75])).quantile(0.5)
    3.0
    """
    rising = np.maximum.accumulate(np.concatenate(([0.0], reached)))
    position = np.searchsorted(rising, LEVELS - 1e-12, side="left")
    inside = np.clip(position, 1, rising.size - 1)
    low, high = rising[inside - 1], rising[inside]
    share = np.divide(LEVELS - low, high - low, out=np.ones_like(low), where=high > low)
    days = inside - 1 + np.clip(share, 0.0, 1.0)
    days = np.where(position == rising.size, np.inf, days)
    return DaysDistribution(np.maximum.accumulate(days))
