"""Demand that comes now and then: its class, and its rate by Croston and his successors."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

SPARSE_INTERVAL, LUMPY_VARIATION = 1.32, 0.49
"""Average interval and squared variation from which demand counts as sparse and as lumpy."""


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


def croston(demand: Sequence[float], smoothing: float = 0.1) -> float:
    """Pieces a period: smoothed size over smoothed interval, both updated when demand comes.

    Smoothing starts at the first size; the first interval is the period of the first demand,
    counted from 1. No demand at all is 0.

    >>> round(croston([0, 0, 3, 0, 1, 0, 0, 2, 0, 0, 0, 1]), 6)
    0.843988
    """
    size, interval, since = None, 0.0, 0
    for pieces in demand:
        since += 1
        if pieces <= 0:
            continue
        if size is None:
            size, interval = float(pieces), float(since)
        else:
            size += smoothing * (pieces - size)
            interval += smoothing * (since - interval)
        since = 0
    return 0.0 if size is None else size / interval


def syntetos_boylan(demand: Sequence[float], smoothing: float = 0.1) -> float:
    """Croston without its bias: times 1 - alpha/2.

    >>> round(syntetos_boylan([0, 0, 3, 0, 1, 0, 0, 2, 0, 0, 0, 1]), 6)
    0.801789
    """
    return (1.0 - smoothing / 2.0) * croston(demand, smoothing)


def teunter_syntetos_babai(
    demand: Sequence[float], size_smoothing: float = 0.2, chance_smoothing: float = 0.1
) -> float:
    """Pieces a period by the chance of demand, which also falls while none comes.

    Parts that are dying out fade, which Croston's never do. The chance starts at 1 if the first
    period has demand, else at 0.

    >>> round(teunter_syntetos_babai([1, 2, 0, 4, 1, 1, 0, 2]), 6)
    1.352263
    """
    history = [float(pieces) for pieces in demand]
    size = next((pieces for pieces in history if pieces > 0), 0.0)
    if size == 0:
        return 0.0
    chance = 1.0 if history[0] > 0 else 0.0
    for pieces in history[1:]:
        came = pieces > 0
        chance += chance_smoothing * (float(came) - chance)
        if came:
            size += size_smoothing * (pieces - size)
    return chance * size


def demand_rate(demand: Sequence[float]) -> float:
    """Pieces a period by the method that suits the class.

    Smooth and erratic demand is averaged by Croston, sparse demand by his unbiased successor,
    lumpy demand by the one that lets a dying part fade.

    >>> demand_rate([2, 2, 2, 2]), demand_rate([0, 0, 0])
    (2.0, 0.0)
    """
    found = demand_pattern(demand).demand_class
    if found is DemandClass.LUMPY:
        return teunter_syntetos_babai(demand)
    return syntetos_boylan(demand) if found is DemandClass.INTERMITTENT else croston(demand)
