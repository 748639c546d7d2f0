"""How high a limit must stand above the quiet level for a stated rate of false onsets."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

DAYS_PER_YEAR = 365.25
NODES, REACH = 64, 8.0
"""Points and width, in standard deviations, of the integral over what lies above a limit."""
LIMITS: NDArray[np.float64] = np.linspace(-3.0, 9.0, 97)
LIMITS.setflags(write=False)
"""Limits, in standard deviations above the mean, at which the rate of rows is worked out."""
DRAWS = 20_000
"""Baselines drawn to know how far their median and spread miss the truth."""
CUT = 3.0
SIGMAS: NDArray[np.float64] = np.arange(2.0, 40.5, 0.5)
SIGMAS.setflags(write=False)
"""Heights of a limit above the baseline at which its rate of false onsets is worked out."""
CORRELATION_STEP, MOST_CORRELATION = 0.1, 0.9
PROVEN_CORRELATION = 0.5
"""Up to which correlation of neighbours the stated rate has been counted to hold."""
ERROR_OF_CORRELATION = 0.1
"""Added to the correlation of neighbours read off a baseline (half its standard error), since
a correlation thought too small costs false alarms."""


@dataclass(frozen=True, slots=True)
class FalseAlarmRate:
    """How many false onsets are accepted of one sound measurement point.

    Attributes
    ----------
    years : float
        One false onset in so many years of measuring, all indicators of the point together.

    Notes
    -----
    Holds for noise around a steady level on the indicator's scale, its tails up to those of a
    Student t with five degrees of freedom, neighbouring measurements correlated by up to
    `PROVEN_CORRELATION` (`tests/analysis/test_false_alarms.py` counts it; at 0.8 two to three
    times as many came). A machine that changes without wearing (process, mounting, load where no
    load is known) is not noise.
    """

    years: float = 100.0

    def per_measurement(self, interval_days: float, indicators: int) -> float:
        """Share of it that falls to one measurement of one indicator.

        >>> round(1 / FalseAlarmRate(100.0).per_measurement(1 / 6, 2))
        438300
        """
        measurements = self.years * DAYS_PER_YEAR / max(interval_days, 1e-9)
        return 1.0 / (measurements * max(indicators, 1))


def sigmas_above(per_measurement: float, correlation: float, baseline: int, in_a_row: int) -> float:
    """Robust standard deviations a limit stands above the baseline's median.

    Parameters
    ----------
    per_measurement : float
        Accepted chance that a false row of measurements above the limit begins, at each.
    correlation : float
        Of neighbouring measurements; rounded up to a tenth, at most 0.9 is reckoned with.
    baseline : int
        Measurements that median and median absolute deviation were learned from.
    in_a_row : int
        Measurements above the limit that make an onset.

    Notes
    -----
    A row begins at a measurement with the chance that `in_a_row` values in a row lie above the
    limit less that one more does, for a stationary Gaussian autoregression of first order, solved
    by quadrature. Median and deviation of a short baseline are themselves noisy: the chance is the
    mean over baselines drawn from the same noise.

    Examples
    --------
    A point of one indicator, measured six times a day, one false onset in 100 years:

    >>> rate = FalseAlarmRate(100.0).per_measurement(1 / 6, 1)
    >>> [round(sigmas_above(rate, c, 20, 5), 1) for c in (0.0, 0.3, 0.6)]
    [2.0, 2.9, 4.8]
    """
    steps = math.ceil(min(max(correlation, 0.0), MOST_CORRELATION) / CORRELATION_STEP - 1e-9)
    rates = _log_rates(steps, baseline, in_a_row)
    return float(np.interp(-math.log(per_measurement), -rates, SIGMAS).item())


def false_onsets(sigmas: float, correlation: float, baseline: int, in_a_row: int) -> float:
    """Chance that a false row begins at a measurement, with a limit so many deviations up."""
    median, deviation = _drawn_baselines(correlation, baseline)
    rate = _log_rate_of_rows(correlation, in_a_row)
    found: NDArray[np.float64] = np.exp(np.interp(sigmas * deviation + median, LIMITS, rate))
    return float(found.sum()) / found.size


def correlation_of(deviation: NDArray[np.float64]) -> float:
    """Correlation of neighbours to reckon with, from residuals of a baseline.

    The mean over its indicators, freed of the bias of short series and raised by
    `ERROR_OF_CORRELATION`.

    Parameters
    ----------
    deviation : ndarray, shape (n, k)
        Residuals of n measurements; columns with a NaN are left out.

    Examples
    --------
    >>> alternating = np.tile([1.0, -1.0], 10)[:, None]
    >>> correlation_of(alternating)
    0.0
    """
    count = deviation.shape[0]
    known = deviation[:, ~np.isnan(deviation).any(axis=0)]
    scale = 3 * 1.4826 * np.median(np.abs(known), axis=0)
    known = np.clip(known, -scale, scale)
    square = np.sum(known**2, axis=0)
    moving = square > 0
    if not moving.any():
        return 0.0
    lagged = np.sum(known[1:] * known[:-1], axis=0)[moving] / square[moving]
    unbiased: float = (count * float(lagged.mean()) + 1) / (count - 3)
    return min(max(unbiased + ERROR_OF_CORRELATION, 0.0), MOST_CORRELATION)


def median_and_deviation(
    level: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Median and robust standard deviation down the first axis; NaN where one is NaN.

    Notes
    -----
    The root mean square of the deviations, each cut at `CUT` times 1.4826 x their median absolute
    value: two far outliers in twenty cost a little, and it is steadier than that median alone.

    Examples
    --------
    >>> level = np.append(np.tile([-1.0, 1.0], 9), [400.0, 500.0])
    >>> float(median_and_deviation(level)[1].round(2))
    3.12
    """
    median = np.median(level, axis=0)
    deviation = np.abs(level - median)
    cut = CUT * 1.4826 * np.median(deviation, axis=0)
    return median, np.sqrt(np.mean(np.minimum(deviation, cut) ** 2, axis=0))


@lru_cache
def _log_rates(steps: int, baseline: int, in_a_row: int) -> NDArray[np.float64]:
    """Logarithm of the rate of false onsets at each of `SIGMAS`, falling; `steps` of a tenth."""
    correlation = steps * CORRELATION_STEP
    rates = [false_onsets(float(s), correlation, baseline, in_a_row) for s in SIGMAS]
    return np.asarray(np.log(rates))


@lru_cache
def _log_rate_of_rows(correlation: float, in_a_row: int) -> NDArray[np.float64]:
    """Logarithm of the rate of rows at each of `LIMITS`."""
    rates = []
    for limit in LIMITS:
        chances = _chances_above(float(limit), correlation, in_a_row + 1)
        rates.append(max(chances[-2] - chances[-1], 1e-300))
    return np.asarray(np.log(rates))


def _chances_above(limit: float, correlation: float, count: int) -> list[float]:
    """Chance that 1, 2 ... `count` neighbours of the autoregression all lie above a limit."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    value, weight = limit + REACH * (nodes + 1) / 2, weights * REACH / 2
    density = np.exp(-(value**2) / 2) / math.sqrt(2 * math.pi) * weight
    spread = math.sqrt(1 - correlation**2)
    step = (value[None, :] - correlation * value[:, None]) / spread
    kernel = np.exp(-(step**2) / 2) / (spread * math.sqrt(2 * math.pi)) * weight
    stay, chances = np.ones(NODES), [float(ndtr(-limit))]
    for _ in range(count - 1):
        stay = kernel @ stay
        chances.append(float(density @ stay))
    return chances


@lru_cache
def _drawn_baselines(
    correlation: float, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Median and robust deviation of drawn baselines, each of shape (DRAWS,), in true sigmas."""
    noise = np.random.default_rng(1).standard_normal((count, DRAWS))
    spread = math.sqrt(1 - correlation**2)
    for i in range(1, count):
        noise[i] = correlation * noise[i - 1] + spread * noise[i]
    return median_and_deviation(noise)
