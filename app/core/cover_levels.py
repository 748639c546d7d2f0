"""Safety stock and buffer stock: two levels kept for two reasons (`requirements.md` R15).

Safety stock is against needs nobody predicts, as few pieces as the service level allows: it is the
stock the trigger keeps of itself, since it counts those needs with the rest. Buffer stock is kept
on purpose, for a part whose lead time scatters and whose machine is critical: as many as the
vendor's bad deliveries would leave missing. Failures may take both. Planned work takes neither: it
never uses the safety piece of a critical machine (`jit-trigger.md` section 3.4).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from app.core.assets import Criticality
from app.core.lead_time import LeadTime

BAD_DELIVERY = 0.95
"""Level of the lead time that buffer stock bridges."""

SCATTERS_FROM = 0.3
"""Spread over median lead time from which a vendor's lead time counts as scattering."""

BUFFERED = frozenset({Criticality.A})
"""Criticality for which buffer stock is kept."""

LEAST_RISK = 1e-6
"""No level is sought that fails more rarely: the answer would rest on the tails alone."""


@dataclass(frozen=True, slots=True)
class CoverLevels:
    """What a part should have beside its dated needs, with the numbers behind it.

    Attributes
    ----------
    safety_stock, buffer_stock : int
        Pieces.
    expected_unpredicted : float
        Needs nobody predicts until an order of the next review is usable, on average.
    service_level : float
        P(the safety stock is enough until then), at least.
    lead_scatter : float
        Spread over median of the lead time.
    """

    safety_stock: int
    buffer_stock: int
    expected_unpredicted: float
    service_level: float
    lead_scatter: float


def service_level_of(holding_per_day: float, shortage_per_day: float, floor: float) -> float:
    """Probability of being in time that pays, not below the service floor: max(c/(h+c), beta).

    >>> service_level_of(1.0, 3.0, 0.5)
    0.75
    """
    total = holding_per_day + shortage_per_day
    return max(shortage_per_day / total if total > 0 else 0.0, floor)


def cover_levels(
    unpredicted: NDArray[np.float64],
    arrival: NDArray[np.float64],
    lead: LeadTime,
    criticality: Criticality,
    service_level: float,
) -> CoverLevels:
    """Work out how many pieces a part should have beside its dated needs.

    Parameters
    ----------
    unpredicted : ndarray, shape (days,)
        Expected count of needs nobody predicts, by each day.
    arrival : ndarray, shape (days,)
        Probability that an order of today is usable on each day: a column of
        `app.core.order_cost.arrival_weights`.
    lead : LeadTime
        Of its vendor; its spread is the variance score.
    criticality : Criticality
        Highest of the machines it serves.
    service_level : float
        From `service_level_of`.

    Examples
    --------
    One need in 50 days nobody predicts, a vendor that takes 5 days or, now and then, 30:

    >>> from app.core.lead_time import declared_lead_time
    >>> arrival = np.zeros(60)
    >>> arrival[[5, 30]] = 0.9, 0.1
    >>> lead = declared_lead_time(5.0, 2.0)
    >>> found = cover_levels(np.arange(60) / 50, arrival, lead, Criticality.A, 0.95)
    >>> found.safety_stock, found.buffer_stock, round(found.expected_unpredicted, 3)
    (1, 1, 0.15)
    """
    risk = max(1.0 - service_level, LEAST_RISK)
    safety = _least_count(unpredicted, arrival, risk)
    scatter = lead.spread_days / lead.median_days
    expected = float(unpredicted @ arrival)
    buffer = 0
    if criticality in BUFFERED and scatter >= SCATTERS_FROM and expected > 0:
        late_day = int(np.searchsorted(np.cumsum(arrival), BAD_DELIVERY - LEAST_RISK))
        on_that_day = np.eye(arrival.size)[min(late_day, arrival.size - 1)]
        buffer = max(_least_count(unpredicted, on_that_day, risk) - safety, 1)
    return CoverLevels(safety, buffer, expected, service_level, scatter)


def _least_count(
    unpredicted: NDArray[np.float64], arrival: NDArray[np.float64], risk: float
) -> int:
    """Fewest pieces that run short with no more than that risk, Poisson needs given the arrival."""
    count = 0
    while float(special.pdtrc(count, unpredicted) @ arrival) > risk:
        count += 1
    return count


def position_for_trigger(
    position: int, safety_stock: int, buffer_stock: int, levels: CoverLevels
) -> int:
    """Pieces the trigger counts: without buffer stock, and without safety stock beyond its own.

    The trigger holds `levels.safety_stock` of itself. What a person keeps beyond it, and the
    buffer, is kept by counting it as not there; it may be below 0, and then is ordered.

    >>> position_for_trigger(4, 3, 1, CoverLevels(2, 1, 0.4, 0.99, 0.5))
    2
    """
    return position - buffer_stock - max(safety_stock - levels.safety_stock, 0)
