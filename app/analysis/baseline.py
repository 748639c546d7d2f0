"""A machine's own quiet level, and when it leaves it for good."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.analysis.condition_indicators import HIGH_BAND
from app.analysis.false_alarms import (
    FalseAlarmRate,
    correlation_of,
    median_and_deviation,
    sigmas_above,
)
from app.analysis.history import PointHistory
from app.analysis.operating import OperatingModel, learn_operating

BASELINE_POINTS = 20
"""Settled measurements a baseline is learned from."""
LONGEST_RUN_IN = 4 * BASELINE_POINTS
"""Measurements after which the baseline is taken even though the level has not settled."""
CONSECUTIVE = 5
"""Measurements in a row it takes to believe a rise: a sensor that spikes in one measurement of
eight gets five in a row once in 33,000. Fewer react to bursts in early life (PHM 2012)."""
MEDIAN_POINTS = 5
"""Measurements of the running median that tells when a level left the quiet."""
QUIET_AGAIN = BASELINE_POINTS
"""Measurements without such a row after which an earlier rise is forgotten, ..."""
OUTLIERS = 4
"""... if no more of them than this are raised singly."""
SETTLING = 3
"""The first indicators of a point, which must have settled before a baseline is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Quiet levels of the indicators, robust against outliers, and the state they belong to.

    Attributes
    ----------
    level, sigma : ndarray, shape (k,)
        Median and 1.4826 x median absolute deviation of the levels at the middle of the operating
        states met; NaN where an indicator is missing.
    threshold : ndarray, shape (k,)
        Level that counts as raised.
    first, stop : int
        The measurements learned from, `first` included and `stop` not.
    operating : OperatingModel
        What speed and load do to the levels.
    sigmas, correlation : float
        Deviations the thresholds stand above the level at least, and the correlation of
        neighbouring measurements they were reckoned with.
    rate : FalseAlarmRate
        The rate of false onsets they were reckoned for.
    """

    level: NDArray[np.float64]
    sigma: NDArray[np.float64]
    threshold: NDArray[np.float64]
    first: int
    stop: int
    operating: OperatingModel
    sigmas: float
    correlation: float
    rate: FalseAlarmRate


def learn_baseline(history: PointHistory, rate: FalseAlarmRate | None = None) -> Baseline | None:
    """Learn the quiet level from the first settled window, so that running-in does not count.

    The window of `BASELINE_POINTS` measurements moves on until the medians of its halves agree
    within an indicator's hysteresis (a tenth of the value) or their noise;
    after `LONGEST_RUN_IN` measurements the last window tried is taken.

    Parameters
    ----------
    rate : FalseAlarmRate, optional
        Rate of false onsets the thresholds keep; one in 100 years of a point if not given.

    Returns
    -------
    Baseline or None
        None while there are too few measurements, or they have not settled yet.
    """
    count = min(len(history), LONGEST_RUN_IN + BASELINE_POINTS)
    if count < BASELINE_POINTS:
        return None
    allowed = np.array([one.hysteresis for one in history.indicators[:SETTLING]])
    for first in range(count - BASELINE_POINTS + 1):
        window = slice(first, first + BASELINE_POINTS)
        speed, load = history.speed_rpm[window], history.load[window]
        model = learn_operating(history.level[window], speed, load)
        left = history.level[window] - model.effect(speed, load)
        if first == LONGEST_RUN_IN or _is_settled(left[:, :SETTLING], allowed):
            return _baseline(history, left, model, first, rate or FalseAlarmRate())
    return None


def _baseline(
    history: PointHistory,
    left: NDArray[np.float64],
    model: OperatingModel,
    first: int,
    rate: FalseAlarmRate,
) -> Baseline:
    """Take level, spread and thresholds off a settled window freed of speed and load."""
    middle, sigma = median_and_deviation(left)
    sigma *= (BASELINE_POINTS / (BASELINE_POINTS - model.count)) ** 0.5
    days = history.days[first : first + BASELINE_POINTS]
    interval_days = float(np.median(np.diff(days)))
    per_measurement = rate.per_measurement(interval_days, len(history.indicators))
    correlation = correlation_of(left - middle)
    sigmas = sigmas_above(per_measurement, correlation, BASELINE_POINTS, CONSECUTIVE)
    least = np.array([one.least_change for one in history.indicators])
    threshold = middle + np.maximum(sigmas * sigma, least)
    stop = first + BASELINE_POINTS
    return Baseline(middle, sigma, threshold, first, stop, model, sigmas, correlation, rate)


def comparable(history: PointHistory, baseline: Baseline) -> PointHistory:
    """Return the measurements that can be held against a baseline, brought to its middle state.

    What speed and load do is taken off, and a rise is shrunk as far as that is uncertain. States
    the baseline never met are left out: they say nothing, and raise nothing. What was measured
    up to the end of the baseline stays, so that its places hold.
    """
    model, speed, load = baseline.operating, history.speed_rpm, history.load
    kept = model.is_known(speed, load)
    kept[: baseline.stop] = True
    level = history.level
    if model.count:
        rise = level - model.effect(speed, load) - baseline.level
        level = baseline.level + rise / model.widening(speed, load)[:, None]
    return replace(
        history,
        days=history.days[kept],
        level=level[kept],
        speed_rpm=speed[kept],
        load=load[kept],
    )


def is_out_of_range(
    history: PointHistory, baseline: Baseline, measurements: int = CONSECUTIVE
) -> bool:
    """Tell whether all of the last measurements were taken in states the baseline never met."""
    lately = slice(-measurements, None)
    known = baseline.operating.is_known(history.speed_rpm[lately], history.load[lately])
    return len(history) > baseline.stop and not bool(known.any())


def usual_high_ms2(baseline: Baseline | None) -> float | None:
    """Return the quiet acceleration above 1 kHz in m/s2, where a baseline knows it."""
    if baseline is None or math.isnan(float(baseline.level[HIGH_BAND])):
        return None
    return math.exp(float(baseline.level[HIGH_BAND]))


def find_onset(
    history: PointHistory, baseline: Baseline, indicators: tuple[int, ...]
) -> int | None:
    """Find the measurement at which the present rise above the baseline began.

    A rise is `CONSECUTIVE` measurements in a row with an indicator above its threshold;
    it is forgotten after `QUIET_AGAIN` in a row without.

    Parameters
    ----------
    indicators : tuple of int
        Columns of `PointHistory.level` that are looked at.

    Returns
    -------
    int or None
        Index of the first measurement of the rise; None when there is none.

    Notes
    -----
    The thresholds stand as high as the rate of false onsets asks (`app.analysis.false_alarms`),
    and at least the least change that matters.
    """
    columns = list(indicators)
    with np.errstate(invalid="ignore"):
        above = history.level[:, columns] > baseline.threshold[columns]
    above[: baseline.stop] = False
    is_raised: NDArray[np.bool_] = np.any(above, axis=1)
    ends_row = np.any([in_a_row(one, CONSECUTIVE) for one in above.T], axis=0)
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
    halfway = float(baseline.level[column] + baseline.threshold[column]) / 2
    level = history.level[max(baseline.stop - MEDIAN_POINTS, 0) : onset + 1, column]
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


def _is_settled(left: NDArray[np.float64], allowed: NDArray[np.float64]) -> bool:
    """Tell whether the halves of a window, shape (points, k), agree.

    The noise is taken from neighbouring differences, which a drift hardly enters.
    """
    half = BASELINE_POINTS // 2
    drift = np.abs(np.median(left[half:], axis=0) - np.median(left[:half], axis=0))
    noise = 1.4826 / 2**0.5 * np.median(np.abs(np.diff(left, axis=0)), axis=0)
    return bool(np.all((drift <= np.maximum(allowed, noise)) | np.isnan(drift)))
