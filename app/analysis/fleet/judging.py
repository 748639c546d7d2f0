"""How good a fleet model is: errors and coverage on units it never saw, and against a truth."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.bands import Outcomes, learn_bands
from app.analysis.fleet.folds import FOLDS
from app.analysis.fleet.learning import Learned
from app.core.distribution import LEVELS, DaysDistribution


@dataclass(frozen=True, slots=True)
class Coverage:
    """An interval's share of truths inside, and its mean width in the table's unit of time."""

    share: float
    width: float


def coverage(
    distribution: DaysDistribution, truth: NDArray[np.float64], horizon: float, level: float
) -> tuple[NDArray[np.bool_], Coverage]:
    """Tell which truths the central interval of a level holds, everything counted to the horizon.

    Parameters
    ----------
    truth : ndarray, shape (n,)
        Remaining lives; from the horizon on they count as the horizon.
    level : float
        Such as 0.9: from the 5 % to the 95 % quantile.
    """
    low, high = (
        np.minimum(distribution.fleet()[:, int(np.argmin(np.abs(LEVELS - p)))], horizon)
        for p in ((1 - level) / 2, (1 + level) / 2)
    )
    capped = np.minimum(truth, horizon)
    inside = (low <= capped) & (capped <= high)
    return inside, Coverage(float(inside.mean()), float((high - low).mean()))


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What was found on units held out: not only from fitting, from calibration too.

    Attributes
    ----------
    rmse : float
        In the table's unit of time, remaining life counted up to the horizon.
    rmse_by_left : tuple of (from, to, rmse)
        The same, by true remaining life.
    coverage_80, coverage_90 : Coverage
        Of central intervals.
    readings : int
        Readings judged: those whose remaining life is known up to the horizon.
    calibration : tuple of (level, share)
        Share of truths inside the central interval of each level.
    worst_units_90 : float
        Share inside the 90 % interval in the tenth of units with the lowest.
    """

    rmse: float
    rmse_by_left: tuple[tuple[float, float, float], ...]
    coverage_80: Coverage
    coverage_90: Coverage
    readings: int
    calibration: tuple[tuple[float, float], ...]
    worst_units_90: float


CALIBRATION_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.98)


def judge_held_out(learned: Learned, horizon: float) -> HeldOut:
    """Judge every unit by models and bands that never saw it."""
    outcomes = learned.outcomes
    group = learned.group[outcomes.unit]
    is_known = outcomes.is_whole | (outcomes.left >= horizon)
    quantiles = np.empty((outcomes.expected.size, LEVELS.size))
    for fold in range(FOLDS):
        held = group == fold
        bands = learn_bands(outcomes.where(~held), horizon)
        quantiles[held] = bands.distribution(outcomes.expected[held]).fleet()
    judged = outcomes.where(is_known)
    given = DaysDistribution(quantiles[is_known])
    inside, wide = coverage(given, judged.left, horizon, 0.9)
    return HeldOut(
        _rmse(judged),
        _by_left(judged, horizon),
        coverage(given, judged.left, horizon, 0.8)[1],
        wide,
        int(is_known.sum()),
        tuple(
            (level, coverage(given, judged.left, horizon, level)[1].share)
            for level in CALIBRATION_LEVELS
        ),
        worst_units(inside, judged.unit),
    )


def worst_units(inside: NDArray[np.bool_], unit: NDArray[np.intp]) -> float:
    """Mean share of readings inside an interval, in the tenth of units with the lowest.

    >>> worst_units(np.array([True, True, False, True]), np.array([3, 3, 5, 5]))
    0.5
    """
    _, own = np.unique(unit, return_inverse=True)
    share = np.sort(np.bincount(own, inside) / np.bincount(own))
    return float(share[: max(share.size // 10, 1)].mean())


def _rmse(outcomes: Outcomes) -> float:
    """Root of the mean square error."""
    return float(np.sqrt(np.mean((outcomes.expected - outcomes.left) ** 2)))


def _by_left(outcomes: Outcomes, horizon: float) -> tuple[tuple[float, float, float], ...]:
    """Errors in quarters of the horizon."""
    edges = np.linspace(0, horizon, 5)
    found = []
    for low, high in pairwise(edges):
        chosen = (outcomes.left >= low) & (outcomes.left < high)
        if chosen.any():
            found.append((float(low), float(high), _rmse(outcomes.where(chosen))))
    return tuple(found)


def phm08_score(expected: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    """Sum of the PHM 2008 challenge's penalties: late predictions cost more than early ones.

    exp(-d/13) - 1 for d = expected - truth below 0, exp(d/10) - 1 above (Saxena et al. 2008).

    >>> round(phm08_score(np.array([90.0, 110.0]), np.array([100.0, 100.0])), 3)
    2.876
    """
    late = expected - truth
    penalty: Callable[[NDArray[np.float64]], NDArray[np.float64]] = np.expm1
    return float(np.where(late < 0, penalty(-late / 13), penalty(late / 10)).sum())
