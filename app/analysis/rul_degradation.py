"""Remaining life from a degradation path that grows towards a limit."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from app.analysis.rul_evidence import LimitPath, RulEvidence
from app.core.distribution import LEVELS, DaysDistribution
from app.core.errors import NotEnoughHistory

UNSTEADINESS: NDArray[np.float64] = np.array([0.1, 0.3, 1.0, 3.0, 10.0])
UNSTEADINESS.setflags(write=False)
"""How far the growth rate wanders over the time scale, in units of limit rise / time scale: from
almost straight to wholly erratic, equally likely before the data speaks."""
RATE_SPREAD = 3.0
"""Spread of the growth rate before the data speaks, in the same units: hardly any knowledge."""
LEAST_NOISE_LOG = 0.05
"""Measurements of one level differ by at least 5 %."""
SCALE_OF_SERVICE = 0.05
"""Least time scale of a degradation, as a share of the time in service: bearings live for 3 to 10
years and show their defects for 1 to 6 months (public maintenance articles). Compared with 0.02
and 0.1 on the PHM 2012 bearings, where 0.1 is too late and 0.02 no better."""
KEPT_POINTS = 24
"""Newest measurements that enter one by one; older ones in `BINS` means."""
BINS = 40
HORIZON = np.geomspace(1e-4, 1e4, 321)
"""Days looked at, in time scales."""


@dataclass(frozen=True, slots=True)
class DegradationPath:
    """Exponential growth whose rate wanders, and a break-off where it does so wildly.

    Notes
    -----
    The logarithm of the level x follows dx = s dt, ds = sqrt(q) dW, observed with noise
    (local linear trend, exact Kalman filter). With D the rise from baseline to limit and T the
    time scale (time since the level left its baseline, or `SCALE_OF_SERVICE` of the service life
    if that is longer) the diffusion is q = u^2 D^2 / T^3. The unsteadiness u is not known: five
    values are filtered side by side and weighted by how well each foretold the measurements
    (Bayesian model average). P(level(t) > limit) gives the chance of having passed the limit.

    Real bearings also break off below any limit. A degradation that has lasted T is at a random
    moment of its course, so that P(it lasts longer than T + r) = T / (T + r) without further
    knowledge of its scale (a scale-invariant prior). A path of unsteadiness u breaks off at
    min(u, 1) times that hazard: nearly straight growth is trusted, erratic growth is not. And a
    worn component lasts no longer than a sound one: the prior life is a third, competing end.
    """

    name: str = "degradation path"
    version: str = "1"

    def predict(self, evidence: RulEvidence) -> DaysDistribution:
        """Return the days until the first limit is passed or the component breaks off.

        Infinite quantiles mean that the path may never get there.

        Raises
        ------
        NotEnoughHistory
            If there is no path of at least two measurements.
        """
        paths = [path for path in evidence.paths if path.days.size >= 2]
        if not paths:
            raise NotEnoughHistory(
                "A degradation path needs at least two measurements since the level rose.",
                "Wait for the next scheduled measurement.",
            )
        earliest = np.min([_days_left(path, evidence) for path in paths], axis=0)
        return DaysDistribution(np.asarray(earliest))


def _days_left(path: LimitPath, evidence: RulEvidence) -> NDArray[np.float64]:
    """Quantiles of the days until one limit is passed, shape (103,)."""
    days, level, counts = _thinned(path.days, path.log_level)
    scale_days = _time_scale(path.days, evidence.service_days)
    rise = max(path.log_limit - path.log_baseline, 4 * LEAST_NOISE_LOG)
    noise = _noise_variance(path.log_level) / counts
    state = _filtered(days, level, noise, rise, scale_days)
    ahead_days = HORIZON * scale_days
    breaks_off = (scale_days + ahead_days) / scale_days
    survival = _path_survival(state, ahead_days, path.log_limit)
    survival *= breaks_off ** -np.minimum(UNSTEADINESS, 1.0)[:, None]
    lasting = evidence.life.survival(evidence.service_days, ahead_days)
    return _quantiles(ahead_days, np.maximum.accumulate(1 - state.weight @ survival * lasting))


@dataclass(frozen=True, slots=True, eq=False)
class _PathState:
    """Mean and covariance of level and rate now, one column a value of unsteadiness.

    Every field is an ndarray of shape (5,): level, rate a day, their variances and covariance,
    diffusion of the rate, and posterior weight.
    """

    level: NDArray[np.float64]
    rate: NDArray[np.float64]
    level_variance: NDArray[np.float64]
    covariance: NDArray[np.float64]
    rate_variance: NDArray[np.float64]
    diffusion: NDArray[np.float64]
    weight: NDArray[np.float64]


def _filtered(
    days: NDArray[np.float64],
    observed: NDArray[np.float64],
    noise: NDArray[np.float64],
    rise: float,
    scale_days: float,
) -> _PathState:
    """Run the Kalman filters side by side and weigh them by the likelihood of the series."""
    diffusion = UNSTEADINESS**2 * rise**2 / scale_days**3
    level = np.full(UNSTEADINESS.size, observed[0])
    rate = np.zeros_like(level)
    c00, c01 = np.full_like(level, noise[0]), np.zeros_like(level)
    c11 = np.full_like(level, (RATE_SPREAD * rise / scale_days) ** 2)
    log_likelihood = np.zeros_like(level)
    for step, value, variance in zip(np.diff(days), observed[1:], noise[1:], strict=True):
        level = level + step * rate
        c00 = c00 + step * (2 * c01 + step * c11) + diffusion * step**3 / 3
        c01 = c01 + step * c11 + diffusion * step**2 / 2
        c11 = c11 + diffusion * step
        spread = c00 + variance
        surprise = value - level
        log_likelihood -= (np.log(spread) + surprise**2 / spread) / 2
        level, rate = level + c00 / spread * surprise, rate + c01 / spread * surprise
        c11 = c11 - c01**2 / spread
        c01, c00 = c01 * variance / spread, c00 * variance / spread
    weight = np.exp(log_likelihood - log_likelihood.max())
    return _PathState(level, rate, c00, c01, c11, diffusion, weight / weight.sum())


def _path_survival(
    state: _PathState, ahead_days: NDArray[np.float64], log_limit: float
) -> NDArray[np.float64]:
    """Probability that each path has not passed the limit by each day, shape (5, m)."""
    ahead = ahead_days[None, :]
    mean = state.level[:, None] + state.rate[:, None] * ahead
    variance = (
        state.level_variance[:, None]
        + 2 * ahead * state.covariance[:, None]
        + ahead**2 * state.rate_variance[:, None]
        + state.diffusion[:, None] * ahead**3 / 3
    )
    return np.minimum.accumulate(ndtr((log_limit - mean) / np.sqrt(variance)), axis=1)


def _time_scale(days: NDArray[np.float64], service_days: float) -> float:
    """Days over which the degradation goes on: those seen, or a share of the service life."""
    steps = days.size - 1
    seen = float(days[-1] - days[0]) * (steps + 1) / steps
    return max(seen, SCALE_OF_SERVICE * service_days, 1e-6)


def _noise_variance(log_level: NDArray[np.float64]) -> float:
    """Variance of one measurement from the differences of neighbours, robust."""
    deviation = 1.4826 / math.sqrt(2) * float(np.median(np.abs(np.diff(log_level))))
    return max(deviation, LEAST_NOISE_LOG) ** 2


def _thinned(
    days: NDArray[np.float64], level: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Average the older measurements in bins; return days, levels and measurements a bin."""
    older = days.size - KEPT_POINTS
    if older <= BINS:
        return days, level, np.ones(days.size)
    edges = np.linspace(0, older, BINS + 1).astype(np.int64)[:-1]
    counts = np.diff(np.append(edges, older))
    day_means = np.add.reduceat(days[:older], edges) / counts
    level_means = np.add.reduceat(level[:older], edges) / counts
    return (
        np.concatenate((day_means, days[older:])),
        np.concatenate((level_means, level[older:])),
        np.concatenate((counts, np.ones(KEPT_POINTS))),
    )


def _quantiles(ahead_days: NDArray[np.float64], failed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Invert a cumulative probability given at some days; never reached is infinite."""
    probability = np.concatenate(([0.0], failed))
    grows = np.concatenate(([True], np.diff(probability) > 0))
    ahead = np.concatenate(([0.0], ahead_days))
    days = np.interp(LEVELS, probability[grows], ahead[grows], right=np.inf)
    return np.asarray(np.maximum.accumulate(days))
