"""A machine's own quiet level, and when it leaves it for good."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.history import HIGH_BAND, PointHistory

BASELINE_POINTS = 20
"""Settled measurements a baseline is learned from."""
LONGEST_RUN_IN = 4 * BASELINE_POINTS
"""Measurements after which the baseline is taken even though the level has not settled."""
SETTLED_LOG = 0.1
"""The halves of a settled window differ by no more than this (10 %), or by their noise."""
SIGMAS = 5.0
"""Robust standard deviations a level must rise by."""
STEP_LOG = math.log(1.6)
"""And the least rise: one step of the severity ladder 0.71, 1.12, 1.8, 2.8 ... of ISO 10816."""
CONSECUTIVE = 5
"""Measurements in a row it takes to believe a rise: a sensor that spikes in one measurement of
eight gets five in a row once in 33,000. Fewer react to bursts in early life (PHM 2012)."""
MEDIAN_POINTS = 5
"""Measurements of the running median that tells when a level left the quiet."""
QUIET_AGAIN = BASELINE_POINTS
"""Measurements without such a row after which an earlier rise is forgotten, ..."""
OUTLIERS = 4
"""... if no more of them than this are raised singly."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Quiet levels of the indicators, robust against outliers.

    Attributes
    ----------
    log_level, sigma : ndarray, shape (3,)
        Median and 1.4826 x median absolute deviation of the logarithms, columns as
        `history.INDICATORS`; NaN where an indicator is missing.
    first, stop : int
        The measurements learned from, `first` included and `stop` not.
    """

    log_level: NDArray[np.float64]
    sigma: NDArray[np.float64]
    first: int
    stop: int

    @property
    def threshold_log(self) -> NDArray[np.float64]:
        """Logarithm of the level that counts as raised, shape (3,)."""
        return np.asarray(self.log_level + np.maximum(SIGMAS * self.sigma, STEP_LOG))


def learn_baseline(history: PointHistory) -> Baseline | None:
    """Learn the quiet level from the first settled window, so that running-in does not count.

    The window of `BASELINE_POINTS` measurements moves on until the medians of its halves agree;
    after `LONGEST_RUN_IN` measurements the last window tried is taken.

    Returns
    -------
    Baseline or None
        None while there are too few measurements, or they have not settled yet.
    """
    start = history.log_level[: LONGEST_RUN_IN + BASELINE_POINTS]
    if start.shape[0] < BASELINE_POINTS:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(start, BASELINE_POINTS, axis=0)
    settled = np.flatnonzero(_is_settled(windows))
    if settled.size:
        first = int(settled[0])
    elif start.shape[0] == LONGEST_RUN_IN + BASELINE_POINTS:
        first = LONGEST_RUN_IN
    else:
        return None
    middle = np.median(windows[first], axis=-1)
    sigma = 1.4826 * np.median(np.abs(windows[first] - middle[:, None]), axis=-1)
    return Baseline(middle, sigma, first, first + BASELINE_POINTS)


def usual_high_ms2(baseline: Baseline | None) -> float | None:
    """Return the quiet acceleration above 1 kHz in m/s2, where a baseline knows it."""
    if baseline is None or math.isnan(float(baseline.log_level[HIGH_BAND])):
        return None
    return math.exp(float(baseline.log_level[HIGH_BAND]))


def find_onset(
    history: PointHistory, baseline: Baseline, indicators: tuple[int, ...]
) -> int | None:
    """Find the measurement at which the present rise above the baseline began.

    A rise is `CONSECUTIVE` measurements in a row with one of the indicators above its threshold;
    it is forgotten after `QUIET_AGAIN` in a row without.

    Parameters
    ----------
    indicators : tuple of int
        Columns of `PointHistory.log_level` that are looked at.

    Returns
    -------
    int or None
        Index of the first measurement of the rise; None when there is none.

    Notes
    -----
    With independent Gaussian noise in the logarithm and five standard deviations the chance is
    (3e-7)^3 a measurement; it is the 20 points of the baseline that bring it up, to fewer than
    one false onset in a hundred machine-years at six measurements a day
    (`tests/analysis/test_baseline.py` simulates it for noise of 3 to 20 %, with the level
    wandering by 10 %; heavy-tailed noise of 40 % has been seen to reach that rate).
    """
    columns = list(indicators)
    with np.errstate(invalid="ignore"):
        above = history.log_level[:, columns] > baseline.threshold_log[columns]
    is_raised: NDArray[np.bool_] = np.any(above, axis=1)
    is_raised[: baseline.stop] = False
    ends_row = in_a_row(is_raised, CONSECUTIVE)
    is_quiet = (count_of_last(ends_row, QUIET_AGAIN) == 0) & (
        count_of_last(is_raised, QUIET_AGAIN) <= OUTLIERS
    )
    quiet = np.flatnonzero(is_quiet)
    rows = np.flatnonzero(ends_row[quiet[-1] :]) if quiet.size else np.flatnonzero(ends_row)
    if not rows.size:
        return None
    return int(rows[0] + (quiet[-1] if quiet.size else 0)) - CONSECUTIVE + 1


def find_departure(history: PointHistory, baseline: Baseline, onset: int, column: int) -> int:
    """Find where an indicator left its quiet level on the way to an onset.

    Going back from the onset, the first measurement since which the running median of
    `MEDIAN_POINTS` has stood more than half way from the baseline to its threshold.
    """
    halfway = float(baseline.log_level[column] + baseline.threshold_log[column]) / 2
    level = history.log_level[max(baseline.stop - MEDIAN_POINTS, 0) : onset + 1, column]
    if level.size < MEDIAN_POINTS:
        return onset
    windows = np.lib.stride_tricks.sliding_window_view(level, MEDIAN_POINTS)
    with np.errstate(invalid="ignore"):
        is_low = ~(np.median(windows, axis=1) > halfway)
    steps = int(np.argmax(is_low[::-1])) if is_low.any() else is_low.size - 1
    return max(onset - steps, baseline.stop)


def in_a_row(is_true: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Tell where the last `count` values, this one included, are all true; same shape.

    >>> in_a_row(np.array([True, True, False, True, True]), 2).tolist()
    [False, True, False, False, True]
    """
    return np.asarray(count_of_last(is_true, count) == count)


def count_of_last(is_true: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Count the true values among the last `count`, fewer at the start; same shape."""
    total = np.concatenate(([0], np.cumsum(is_true, dtype=np.int64)))
    first = np.maximum(np.arange(1, total.size) - count, 0)
    return np.asarray(total[1:] - total[first])


def _is_settled(windows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell for windows of shape (w, indicators, points) whether their halves agree.

    The noise is taken from neighbouring differences, which a drift hardly enters.
    """
    half = BASELINE_POINTS // 2
    drift = np.abs(
        np.median(windows[..., half:], axis=-1) - np.median(windows[..., :half], axis=-1)
    )
    noise = 1.4826 / math.sqrt(2) * np.median(np.abs(np.diff(windows, axis=-1)), axis=-1)
    agrees = (drift <= np.maximum(SETTLED_LOG, noise)) | np.isnan(drift)
    return np.asarray(agrees.all(axis=-1))
