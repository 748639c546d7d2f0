"""What is known when a calm order comes too late: the machine, who sells, who else has the part."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.core.assets import Asset, Criticality
from app.core.distribution import DaysDistribution
from app.core.offers import Offer
from app.core.order_cost import arrival_weights
from app.core.order_time import lead_probabilities
from app.core.supply import Supply
from app.core.trigger import DeliveryMode

Days = NDArray[np.float64]

LOOK_AHEAD_DAYS = 365
"""Days of a grid that holds what is late: what comes past them counts at their end."""


class Way(Enum):
    """What can still be done."""

    ON_ORDER = "wait for the order"
    NORMAL = "normal delivery"
    EXPEDITED = "expedited delivery"
    OTHER_VENDOR = "other vendor"
    TAKEN = "part from another machine"
    DERATED = "run derated"
    STAGED = "run to failure, crew staged"


@dataclass(frozen=True, slots=True)
class LateNeed:
    """The machine that will want its part before a calm order brings it.

    Attributes
    ----------
    holding_per_day, shortage_per_day : float
        h and c in money a day.
    planned_job_days, repair_days : float
        Standing still for the planned job, and for the repair after a failure.
    """

    life: DaysDistribution
    criticality: Criticality
    holding_per_day: float
    shortage_per_day: float
    planned_job_days: float = 1.0
    repair_days: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A vendor and delivery the part can be ordered from today.

    Attributes
    ----------
    weights : ndarray, shape (days,)
        Probability that the part is usable on each day: a column of
        `app.core.order_cost.arrival_weights`.
    fee : float
        Money beside what the part costs in the usual way; infinite where it is not known.
    hurry_cost, hurry_days : float
        c_e and l_e of a hurried delivery that would end the waiting, infinite cost for none.
    is_on_order : bool
        Whether it is an order on its way already; `vendor` is then its number.
    """

    vendor: str
    mode: DeliveryMode
    weights: Days
    fee: float = 0.0
    is_usual_vendor: bool = True
    hurry_cost: float = np.inf
    hurry_days: float = 0.0
    is_on_order: bool = False

    @property
    def way(self) -> Way:
        """What ordering here is called."""
        if self.is_on_order:
            return Way.ON_ORDER
        if not self.is_usual_vendor:
            return Way.OTHER_VENDOR
        return Way.EXPEDITED if self.mode is DeliveryMode.EXPEDITED else Way.NORMAL


@dataclass(frozen=True, slots=True)
class Donor:
    """Another machine that carries the same part; `life` is that part's, None where not known.

    Its part is usable after `taking_days`; it then stands until the part ordered today is in, and
    for its own job of `job_days`.
    """

    name: str
    criticality: Criticality
    shortage_per_day: float
    life: DaysDistribution | None
    taking_days: int = 1
    job_days: float = 1.0


@dataclass(frozen=True, slots=True)
class Derating:
    """What running slower does: life times `life_factor` (above 1), share of output lost."""

    life_factor: float
    output_lost: float


@dataclass(frozen=True, slots=True)
class StagedCrew:
    """A crew with tools laid out at the machine: its repair, and what its waiting costs a day."""

    repair_days: float
    standby_per_day: float


def derating_of(asset: Asset) -> Derating | None:
    """Return what running an asset slower does; None where it was not entered whole.

    >>> from app.core.assets import AssetClass
    >>> derating_of(Asset("a", "P-101", "Pump", AssetClass.PUMP, Criticality.A)) is None
    True
    """
    if asset.derated_life_factor is None or asset.derated_output_lost is None:
        return None
    return Derating(asset.derated_life_factor, asset.derated_output_lost)


def crew_of(asset: Asset) -> StagedCrew | None:
    """Return what a crew waiting at an asset does; None where it was not entered whole."""
    if asset.staged_repair_days is None or asset.standby_cost_per_day is None:
        return None
    return StagedCrew(asset.staged_repair_days, float(asset.standby_cost_per_day))


def fee_above(offer: Offer, usual: Offer, quantity: int) -> float:
    """Return what a job's pieces cost from an offer above the usual one, shipping with them.

    >>> from decimal import Decimal
    >>> from app.core.money import Money
    >>> usual, near = (Offer("p", v, Money(Decimal(m), "EUR")) for v, m in (("v", 84), ("n", 99)))
    >>> fee_above(near, usual, 2)
    30.0
    """
    near, far = (
        float(o.price_at(o.orderable(quantity)).amount * quantity + o.shipping_cost)
        for o in (offer, usual)
    )
    return near - far


def sources_of(
    vendor: str, supply: Supply, days: int, fee: float = 0.0, *, is_usual_vendor: bool = True
) -> tuple[Source, ...]:
    """Lay out a vendor's deliveries of an order of today, the hurried one where it is offered.

    Parameters
    ----------
    days : int
        Length of the day grid; what comes later stands on its last day.
    fee : float
        Money beside what the part costs in the usual way (a dearer price, freight).

    Examples
    --------
    >>> from datetime import date
    >>> from app.core.calendars import WorkCalendar
    >>> from app.core.lead_time import declared_lead_time
    >>> from app.core.supply import supply_from
    >>> supply = supply_from(date(2026, 3, 2), WorkCalendar(), WorkCalendar(),
    ...                      declared_lead_time(5.0), 1, declared_lead_time(2.0), 150.0)
    >>> [(s.way.value, int(s.weights.argmax()), s.fee) for s in sources_of("V", supply, 20)]
    [('normal delivery', 6, 0.0), ('expedited delivery', 3, 150.0)]
    """
    modes = [(DeliveryMode.NORMAL, supply.lead, fee, (np.inf, 0.0))]
    if supply.expedited is not None:
        later = (supply.expedite_cost, supply.expedited.median_days)
        hurried = (DeliveryMode.EXPEDITED, supply.expedited, fee + supply.expedite_cost)
        modes = [(*modes[0][:3], later), (*hurried, (np.inf, 0.0))]
    today = np.array([0])
    return tuple(
        Source(
            vendor,
            mode,
            arrival_weights(
                lead_probabilities(lead.distribution), supply.table, supply.margin_days, today, days
            )[:, 0],
            money,
            is_usual_vendor,
            *later_hurry,
        )
        for mode, lead, money, later_hurry in modes
    )


def source_on_order(
    number: str, mode: DeliveryMode, arrival: DaysDistribution, margin_days: int, days: int
) -> Source:
    """Lay out an order on its way.

    Parameters
    ----------
    arrival : DaysDistribution
        Days from today until it is booked in, from `app.core.open_order`.

    Examples
    --------
    >>> due = DaysDistribution.certain(4.0)
    >>> source = source_on_order("PO-1", DeliveryMode.NORMAL, due, 1, 20)
    >>> source.way.value, int(source.weights.argmax())
    ('wait for the order', 5)
    """
    shares = lead_probabilities(arrival)
    weights = np.zeros(days)
    np.add.at(weights, np.minimum(np.arange(shares.size) + margin_days, days - 1), shares)
    return Source(number, mode, weights, is_on_order=True)
