"""Demand that comes now and then: its class, and what the next period is expected to ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

SPARSE_INTERVAL, LUMPY_VARIATION = 1.32, 0.49
"""Average interval and squared variation from which demand counts as sparse and as lumpy."""
FADING = 0.9
"""Weight of a period against the one after it: what was asked half a year ago counts half."""
PRIOR_PERIODS, PRIOR_CHANCE = 2.0, 0.25
"""Sparse demand is evened out by so many periods of which one in four asks for anything: months
that ask for nothing say little each."""


class DemandClass(Enum):
    """Syntetos-Boylan-Croston class; a figure on the boundary goes to the upper class."""

    SMOOTH = "smooth"
    ERRATIC = "erratic"
    INTERMITTENT = "intermittent"
    LUMPY = "lumpy"
    NONE = "no demand"


@dataclass(frozen=True, slots=True)
class DemandPattern:
    """How often and how unevenly a part is asked for.

    Attributes
    ----------
    average_interval : float
        Periods for each one with demand (ADI).
    squared_variation : float
        (population sd / mean)^2 of the demands themselves (CV^2).
    demand_class : DemandClass
    """

    average_interval: float
    squared_variation: float
    demand_class: DemandClass

    @property
    def is_sparse(self) -> bool:
        """Whether many periods ask for nothing."""
        return self.average_interval >= SPARSE_INTERVAL


def demand_pattern(demand: Sequence[float]) -> DemandPattern:
    """Classify a history of demand by period.

    >>> demand_pattern([0, 0, 3, 0, 1, 0, 0, 2, 0, 0, 0, 1]).demand_class.value
    'intermittent'
    """
    history = np.asarray(demand, dtype=float)
    sizes = history[history > 0]
    if sizes.size == 0:
        return DemandPattern(float("inf"), 0.0, DemandClass.NONE)
    interval = history.size / sizes.size
    variation = float((sizes.std() / sizes.mean()) ** 2)
    is_sparse, is_lumpy = interval >= SPARSE_INTERVAL, variation >= LUMPY_VARIATION
    found = {
        (False, False): DemandClass.SMOOTH,
        (False, True): DemandClass.ERRATIC,
        (True, False): DemandClass.INTERMITTENT,
        (True, True): DemandClass.LUMPY,
    }[is_sparse, is_lumpy]
    return DemandPattern(interval, variation, found)


@dataclass(frozen=True, slots=True)
class DemandForecast:
    """What a period to come is expected to ask for.

    Attributes
    ----------
    chance : float
        Probability that it asks for anything.
    rate : float
        Pieces on average: what a stock is reckoned with.
    typical : float
        Pieces in the middle (median): as many periods ask for less as ask for more. Closest on
        average, and 0 wherever most periods ask for nothing.
    """

    chance: float
    rate: float
    typical: float


NO_DEMAND = DemandForecast(0.0, 0.0, 0.0)


def demand_forecast(demand: Sequence[float]) -> DemandForecast:
    """Forecast a period from a history of demand, recent periods weighing more.

    The chance of demand and the size of demands are averaged apart, as Teunter, Syntetos and Babai
    (2011) do, so that a part that is asked for no more fades. The chance of sparse demand is evened
    out by `PRIOR_PERIODS` at `PRIOR_CHANCE`. A part that was never asked for is expected never to
    be.

    Parameters
    ----------
    demand : sequence of float
        Pieces a period, oldest first, not below 0.

    Examples
    --------
    >>> demand_forecast([2, 2, 2, 2])
    DemandForecast(chance=1.0, rate=2.0, typical=2.0)
    >>> found = demand_forecast([0, 0, 3, 0, 1, 0, 0, 2, 0, 0, 0, 1])
    >>> round(found.chance, 3), round(found.rate, 3), found.typical
    (0.329, 0.516, 0.0)
    """
    history = np.asarray(demand, dtype=float)
    asked = history > 0
    if not asked.any():
        return NO_DEMAND
    weight: NDArray[np.float64] = FADING ** np.arange(history.size - 1.0, -1.0, -1.0)
    sizes, size_weight = history[asked], weight[asked]
    prior = PRIOR_PERIODS if demand_pattern(demand).is_sparse else 0.0
    asked_weight = float(size_weight.sum())
    chance = (asked_weight + prior * PRIOR_CHANCE) / (float(weight.sum()) + prior)
    size = float(size_weight @ sizes) / asked_weight
    return DemandForecast(chance, chance * size, _middle(chance, sizes, size_weight))


def _middle(chance: float, sizes: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    """Median of a period's pieces: 0 with 1 - chance, otherwise one of the sizes by weight."""
    if chance <= 0.5:
        return 0.0
    order = np.argsort(sizes, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    return float(sizes[order][np.searchsorted(share, (chance - 0.5) / chance - 1e-12)])
