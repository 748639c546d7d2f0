"""What the shelf wants of a part beside its dated needs: demand nobody predicts, and kept levels.

One piece more is ordered while the k-th of all needs, predicted or not, may come before an order
of a later day is usable: `app.core.part_plan.units_to_order` with the part's whole pool.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.assets import Criticality
from app.core.calendars import HORIZON_DAYS
from app.core.cover_levels import (
    CoverLevels,
    cover_levels,
    position_for_trigger,
    service_level_of,
)
from app.core.intermittent import NO_DEMAND, DemandForecast
from app.core.notice import foreseen_share
from app.core.order_cost import arrival_weights
from app.core.order_time import ROUNDING, lead_probabilities
from app.core.part_plan import PartFleet, units_to_order
from app.core.part_pool import NeedGrid, PartPool, RankedNeed
from app.core.supply import Supply
from app.core.trust import ENOUGH_CLAIMS

ORDER_DAYS = 64
"""Days from today among which the cheapest order day is looked for."""


@dataclass(frozen=True, slots=True)
class ShelfTerms:
    """What unpredicted demand costs and how safe it has to be.

    Attributes
    ----------
    unpredicted_per_day : float
        Rate, pieces a day.
    holding_per_day, shortage_per_day : float
        h of one piece and c of a need nobody predicted, money a day.
    service_floor : float
        Of the most critical machine the part is used on.
    criticality : Criticality
        Class of that machine.
    safety_stock, buffer_stock : int
        Pieces a person keeps: against needs nobody predicts, and on purpose beside them.
    notice_days : tuple of float
        Notice that the failures on record gave, 0 for one without; too few tell nothing.
    demand : DemandForecast
        What a period of 30 days asks for by the ledger, before what ages explain is taken off.
    """

    unpredicted_per_day: float
    holding_per_day: float
    shortage_per_day: float
    service_floor: float
    criticality: Criticality = Criticality.C
    safety_stock: int = 0
    buffer_stock: int = 0
    notice_days: tuple[float, ...] = ()
    demand: DemandForecast = NO_DEMAND

    @property
    def kept_level(self) -> int:
        """Pieces kept, both kinds together."""
        return self.safety_stock + self.buffer_stock


@dataclass(frozen=True, slots=True)
class ShelfNeed:
    """Pieces to order for the shelf today, and what they follow from.

    `position` counts all free pieces, on the shelf and to come, with `ordered` for dated needs
    today. `early_on_average` are the pieces dated needs take before an order of today is usable,
    on average, and `early` the whole pieces counted for them. `late`
    is P(the next piece is wanted before an order of today is usable). `levels` are what the part
    should have by its rate: the trigger holds that safety stock of itself. `foreseen` is what is
    counted on that needs to come will announce themselves, None where nothing is.
    """

    units: int
    by_rate: int
    by_level: int
    position: int
    early: int
    early_on_average: float
    late: float
    levels: CoverLevels
    foreseen: "Foreseen | None" = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Share of the needs nobody predicts today that will still give enough notice to hurry.

    `enough_days` is the notice with which a hurried piece still comes in time.
    """

    share: float
    enough_days: int


def shelf_need(
    pool: PartPool,
    ranked: tuple[RankedNeed, ...],
    ordered: int,
    terms: ShelfTerms,
    supply: Supply,
) -> ShelfNeed:
    """Tell how many pieces to order for the shelf today.

    Parameters
    ----------
    pool, ranked : PartPool, tuple of RankedNeed
        The part's dated needs, served in their order.
    ordered : int
        Pieces ordered today for dated needs, not yet in the pool.

    Examples
    --------
    A part of which one in 50 days is wanted unforeseen, five days away, none on the shelf:

    >>> from datetime import date
    >>> from app.core.calendars import WorkCalendar
    >>> from app.core.lead_time import declared_lead_time
    >>> from app.core.supply import supply_from
    >>> supply = supply_from(date(2026, 3, 2), WorkCalendar(), WorkCalendar(),
    ...     declared_lead_time(5.0), 1)
    >>> terms = ShelfTerms(0.02, 0.06, 500.0, 0.95)
    >>> shelf_need(PartPool((), on_hand=0), (), 0, terms, supply).units
    3
    """
    position = pool.on_hand - pool.set_aside + pool.free_on_order() + ordered
    weights = _weights(supply)
    unpredicted = terms.unpredicted_per_day * np.arange(1.0, weights.shape[0] + 1.0)
    level = service_level_of(terms.holding_per_day, terms.shortage_per_day, terms.service_floor)
    levels = cover_levels(unpredicted, weights[:, 0], supply.lead, terms.criticality, level)
    counted = position_for_trigger(position, terms.safety_stock, terms.buffer_stock, levels)
    grid = NeedGrid([r.item for r in ranked if r.item.open_pieces and r.item.is_dated])
    days = weights.shape[0]
    foreseen = _foreseen(terms, supply, weights[:, 0])
    fleet = PartFleet(
        slots=grid.slots[None, :, :days],
        slot_shortage=_slot_shortage(ranked),
        unpredicted=unpredicted[None],
        unpredicted_shortage=np.array([terms.shortage_per_day]),
        planned=grid.planned[None, :days],
        holding=np.array([terms.holding_per_day]),
        service_floor=np.array([terms.service_floor]),
        position=np.array([counted]),
        pieces=grid.pieces,
        foreseen_share=None if foreseen is None else np.array([foreseen.share]),
    )
    late, by_rate = 0.0, 0
    if terms.unpredicted_per_day > 0:
        due = units_to_order(fleet, weights, supply.expedite_cost, _hurried_days(supply))
        late, by_rate = float(due.late[0]), int(due.units[0])
    on_average = _early_on_average(grid, weights)
    early = math.floor(on_average + 0.5 + ROUNDING)
    by_level = max(terms.kept_level - (position - early), 0) if terms.kept_level else 0
    units = max(by_rate, by_level)
    return ShelfNeed(units, by_rate, by_level, position, early, on_average, late, levels, foreseen)


def _foreseen(terms: ShelfTerms, supply: Supply, arrival: NDArray[np.float64]) -> Foreseen | None:
    """Say which share of the needs to come can be hurried for before the machine stands still.

    None where no hurried delivery has a price, or too few failures are on record: then every need
    is taken to come as a surprise.
    """
    hurried = supply.expedited
    is_known = len(terms.notice_days) >= ENOUGH_CLAIMS
    if hurried is None or np.isinf(supply.expedite_cost) or not is_known:
        return None
    length = int(np.ceil(hurried.median_days - ROUNDING))
    enough = int(supply.table.arrival_day[0, length]) + supply.margin_days
    notice = np.array(terms.notice_days)
    share = foreseen_share(notice, np.array([float(enough)]), arrival)
    return Foreseen(float(share[0]), enough)


def _weights(supply: Supply) -> NDArray[np.float64]:
    """Probability of being usable on each day, by order day, on a grid that holds every arrival."""
    lead = lead_probabilities(supply.lead.distribution)
    last = int(supply.table.arrival_day[ORDER_DAYS - 1, lead.size - 1]) + supply.margin_days
    days = min(last + 1, HORIZON_DAYS)
    return arrival_weights(lead, supply.table, supply.margin_days, np.arange(ORDER_DAYS), days)


def _hurried_days(supply: Supply) -> float:
    """Days of the hurried delivery, 0 where there is none (its cost is infinite then)."""
    return supply.expedited.median_days if supply.expedited else 0.0


def _slot_shortage(ranked: tuple[RankedNeed, ...]) -> NDArray[np.float64]:
    """Downtime cost of each need without a fixed date, in the order of the grid."""
    uncertain = [
        r.item.need.shortage_per_day
        for r in ranked
        if r.item.open_pieces and r.item.is_dated and r.item.on_day is None
    ]
    return np.array(uncertain, dtype=np.float64)[None]


def _early_on_average(grid: NeedGrid, weights: NDArray[np.float64]) -> float:
    """Expected pieces that dated needs take before an order of today is usable.

    To the nearest whole piece they are what a kept level has to be filled up for: a piece more
    for the mere chance of a need would lie there without a reason.
    """
    today = weights[:, 0]
    days = today.size
    expected = sum(
        pieces * float(slot[:days] @ today)
        for pieces, slot in zip(grid.pieces, grid.slots, strict=True)
    )
    return expected + float(grid.planned[:days] @ today)
