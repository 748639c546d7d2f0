"""What a plant's own lives make of a prior: machines, parts and the kind pooled in three levels.

Lives of one machine are Weibull with the kind's shape. The logarithm of their median is drawn
about its part's, the part's about the plant's, and that about the prior's. How far machines of a
part and parts of a kind differ is learned with the rest, so that a machine with many lives keeps
its own and one with few takes its sisters'. Everything is summed over grids: no sampling, and the
same answer every time.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from app.analysis.life.belief import LifeBelief
from app.analysis.life.level import Level, Logs, log_sum, normed
from app.core.component_life import ComponentLife
from app.core.life_prior import LifePrior, scale_of_median

SHAPE_NODES = np.linspace(-2.0, 2.0, 7)
"""Shapes looked at, in standard deviations of its logarithm."""
SPREAD_NODES = np.array([0.1, 0.5, 1.0, 1.6, 2.4, 3.6]) / 1.1416
SPREAD_WEIGHTS = np.array([0.2, 0.28, 0.3, 0.15, 0.05, 0.02])
"""How far machines or parts may differ, in units of what is expected, and how likely that is
before any life is known; the mean square is 1."""
MOST_STEP, LEAST_STEP = 0.1, 0.03
REACH = 4.5
"""The grid of medians reaches so many standard deviations of the prior to either side."""
BEYOND_LIVES = 1.5
"""And so far beyond the shortest and longest life, in natural logarithms."""
TOGETHER = 256
"""Machines whose lives are summed in one piece."""
MERGED = 0.2
"""Medians this close, in natural logarithms, become one Weibull of a belief: what is lost, a
variance of 0.2^2 / 12, is less than a hundredth of the scatter of the lives of one machine."""
LIGHT = -15.0
"""Weibulls whose weight is below e^LIGHT of the heaviest are left out of a belief."""

Place = tuple[str, str]
"""A component, and the part its lives are of."""


@dataclass(frozen=True, eq=False)
class LifePool:
    """Everything the lives of one kind teach; answers for any machine, known or not.

    Attributes
    ----------
    shapes : ndarray, shape (k,)
    log_medians : ndarray, shape (n,)
        Grid of the logarithm of the median life in hours.
    lives : tuple of ComponentLife
        What it was made of.
    own : mapping of place to ndarray, shape (k, n)
        Log likelihood of the lives there.
    """

    prior: LifePrior
    shapes: NDArray[np.float64]
    log_medians: NDArray[np.float64]
    lives: tuple[ComponentLife, ...]
    own: Mapping[Place, Logs]

    def belief(
        self, component_id: str, part: str, own: Sequence[ComponentLife] | None = None
    ) -> LifeBelief:
        """Return what is believed of the next life at a place.

        Parameters
        ----------
        own : sequence of ComponentLife, optional
            Which of its own lives count; all of them if not given, none if empty: then it is what
            the prior and the sisters say.
        """
        weight, log_median = self._merged(np.exp(self.log_weights(component_id, part, own)))
        taken = weight > weight.max() * math.exp(LIGHT)
        shape = np.broadcast_to(self.shapes[:, None], weight.shape)[taken]
        scale = scale_of_median(np.exp(log_median[taken]), shape)
        return LifeBelief(shape, scale, normed(np.log(weight[taken])))

    def _merged(
        self, weight: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Merge neighbouring medians that no life tells apart: weights and mean log medians."""
        together = max(int(MERGED / (self.log_medians[1] - self.log_medians[0])), 1)
        begins = np.arange(0, self.log_medians.size, together)
        summed = np.add.reduceat(weight, begins, axis=1)
        means = np.add.reduceat(weight * self.log_medians, begins, axis=1)
        return summed, means / np.maximum(summed, 1e-300)

    def log_weights(
        self, component_id: str, part: str, own: Sequence[ComponentLife] | None = None
    ) -> Logs:
        """Return the logarithm of the weight of each shape and median there, shape (k, n)."""
        joint = self.joint(component_id, part, own)
        return normed(log_sum(joint.reshape(joint.shape[0], -1, joint.shape[-1]), axis=1))

    def joint(
        self, component_id: str, part: str, own: Sequence[ComponentLife] | None = None
    ) -> Logs:
        """Return log weights by shape, spread of parts, of machines, and median there.

        Returns
        -------
        ndarray, shape (k, spreads, spreads, n)
            Natural logarithms; their numbers sum to 1.
        """
        here = self._sisters(component_id, part)
        counting = self.lives_at(component_id, part) if own is None else own
        if counting:
            here = here + self.likelihood(counting)[:, None, None]
        return normed(here)

    def likelihood(self, lives: Sequence[ComponentLife]) -> Logs:
        """Return the log likelihood of lives of one place on this grid, shape (k, n)."""
        return _log_likelihood(lives, self.shapes, self.log_medians)

    def lives_at(self, component_id: str, part: str) -> list[ComponentLife]:
        """Return the lives of a place that the pool was made of."""
        return [one for one in self.lives if (one.component_id, one.part) == (component_id, part)]

    def _sisters(self, component_id: str, part: str) -> Logs:
        """Log weights of a place without any life of its own, as `joint` has them."""
        own, of_part = self.own.get((component_id, part)), self._parts.get(part)
        above = self._plant
        if of_part is not None:
            above = above - self._part_level.upwards(of_part)
        log_part = np.swapaxes(self._part_level.downwards(above), 1, 2)
        if of_part is not None:
            log_part = log_part + of_part[:, None]
        if own is not None:
            log_part = log_part - self._machine_level.upwards(own)[:, None]
        return self._machine_level.downwards(log_part)

    def machines_factor(self) -> float:
        """Return how far machines of one part differ, one standard deviation as a factor."""
        weight = np.exp(self._plant).sum(axis=(0, 2, 3))
        return math.exp(math.sqrt(float(weight @ _spreads(self.prior.machine_factor) ** 2)))

    @cached_property
    def _machine_level(self) -> Level:
        return Level(self.log_medians, _spreads(self.prior.machine_factor))

    @cached_property
    def _part_level(self) -> Level:
        return Level(self.log_medians, _spreads(self.prior.part_factor))

    @cached_property
    def _parts(self) -> dict[str, Logs]:
        """Log likelihood of the lives of each part, by shape, spread of machines and median."""
        places = defaultdict(list)
        for (_component, part), own in self.own.items():
            places[part].append(own)
        found = {}
        for part, all_own in places.items():
            chunks = (all_own[n : n + TOGETHER] for n in range(0, len(all_own), TOGETHER))
            found[part] = sum(self._machine_level.upwards(np.stack(c)).sum(axis=0) for c in chunks)
        return found

    @cached_property
    def _plant(self) -> Logs:
        """Log weight of shape, spread of machines and of parts, and the plant's median."""
        width = max(math.log(self.prior.plant_factor), LEAST_STEP)
        away = (self.log_medians - math.log(self.prior.median_hours)) / width
        spread = np.log(SPREAD_WEIGHTS)
        weight = (
            (-0.5 * SHAPE_NODES**2)[:, None, None, None]
            + spread[:, None, None]
            + spread[:, None]
            - 0.5 * away**2
        )
        for of_part in self._parts.values():
            weight = weight + self._part_level.upwards(of_part)
        return normed(weight)


def pool_of(prior: LifePrior, lives: Iterable[ComponentLife]) -> LifePool:
    """Pool the lives of one kind; the same lives in another order give the same pool."""
    return _pool_of(prior, tuple(sorted(lives, key=_order)))


@lru_cache(maxsize=16)
def _pool_of(prior: LifePrior, lives: tuple[ComponentLife, ...]) -> LifePool:
    """Make a pool once for the reviews that ask for the same."""
    log_shape = SHAPE_NODES * math.log(prior.shape_factor) + math.log(prior.shape)
    shapes = np.exp(log_shape)
    medians = _grid(prior, lives)
    at_place = defaultdict(list)
    for life in lives:
        at_place[life.component_id, life.part].append(life)
    own = {place: _log_likelihood(known, shapes, medians) for place, known in at_place.items()}
    return LifePool(prior, shapes, medians, lives, own)


def _order(life: ComponentLife) -> tuple[str, str, float, str]:
    """Order lives, whatever order the books had them in."""
    return life.component_id, life.part, life.hours, life.end.value


def _spreads(factor: float) -> NDArray[np.float64]:
    """Spread out how far machines or parts may differ, from what is expected."""
    return SPREAD_NODES * math.log(factor)


def _grid(prior: LifePrior, lives: tuple[ComponentLife, ...]) -> NDArray[np.float64]:
    """Lay out medians, wide enough for prior and lives, finer where many lives tell more."""
    factors = (prior.plant_factor, prior.part_factor, prior.machine_factor)
    reach = REACH * math.sqrt(sum(math.log(f) ** 2 for f in factors))
    middle = math.log(prior.median_hours)
    low, high = middle - reach, middle + reach
    failed = [math.log(max(life.hours, 1e-3)) for life in lives if life.is_whole]
    if failed:
        low = min(low, max(min(failed), low - reach) - BEYOND_LIVES)
        high = max(high, min(max(failed), high + reach) + BEYOND_LIVES)
    told = 0.6 / (prior.shape * math.sqrt(max(len(failed), 1)))
    step = min(max(told, LEAST_STEP), MOST_STEP)
    return np.linspace(low, high, math.ceil((high - low) / step) + 1)


def _log_likelihood(
    lives: Sequence[ComponentLife], shapes: NDArray[np.float64], log_medians: NDArray[np.float64]
) -> Logs:
    """Log likelihood of the lives of one place for each shape and median, shape (k, n)."""
    hours = np.log([max(life.hours, 1e-3) for life in lives])
    failed = np.array([life.is_whole for life in lives])
    log_scale = log_medians - np.log(math.log(2.0)) / shapes[:, None]
    away = shapes[:, None, None] * (hours - log_scale[:, :, None])
    hazard = np.log(shapes)[:, None] * failed.sum() + away[:, :, failed].sum(axis=2)
    return np.asarray(hazard - np.exp(np.minimum(away, 700.0)).sum(axis=2))
