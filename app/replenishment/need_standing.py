"""How one need of the board stands as the books are now: its share of the stock, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from app.core.moment import Moment
from app.core.need_line import NeedLine
from app.core.order_time import ROUNDING
from app.core.stock import StockPosition
from app.core.supply import Supply
from app.core.trigger import DecisionKind, DeliveryMode, TriggerDecision
from app.core.ways_out_reasons import ways_out_reasons
from app.replenishment.late_playbook import find_ways_out
from app.replenishment.part_lines import Decided
from app.replenishment.part_look import look_at
from app.replenishment.pool import PartBooks, read_books
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Arrival:
    """When an order of the proposed day comes in: by the median and by P84 of the lead time."""

    ordered_on: date
    in_on: date
    late_in_on: date


@dataclass(frozen=True, slots=True)
class NeedStanding:
    """What a need can have, and the decision with its reasons.

    Attributes
    ----------
    position : StockPosition
        Shelf, what is due before the need, and what others have of both.
    ordered : int
        Pieces still to come of an order placed for this need.
    decision : TriggerDecision or None
        None where nothing was decided, as the need is gone.
    arrival : Arrival or None
        Of the order proposed, None where none is.
    """

    position: StockPosition
    ordered: int = 0
    decision: TriggerDecision | None = None
    arrival: Arrival | None = None


def standing_of(uow: UnitOfWork, line: NeedLine, moment: Moment) -> NeedStanding:
    """Look at one need again, with all others of its part; nothing is written."""
    books = read_books(uow, line.part_id, moment)
    look = look_at(uow, books, moment)
    one = next((d for d in look.decided if d.ranked.item.id == line.id), None)
    if one is not None:
        arrival = _arrival_of(one.decision, books.trade_for(line.id).supply)
        decision = _with_ways_out(uow, one, books, moment)
        return NeedStanding(one.ranked.position, one.ranked.item.ordered, decision, arrival)
    pool = books.pool
    position = StockPosition(pool.on_hand, pool.free_on_order(), pool.set_aside)
    is_shelf = line.id == f"shelf:{line.part_id}"
    return NeedStanding(position, decision=look.shelf if is_shelf else None)


def _with_ways_out(
    uow: UnitOfWork, one: Decided, books: PartBooks, moment: Moment
) -> TriggerDecision:
    """Put beside a decision that is late what can still be done, for a machine's own part."""
    place = books.places.get(one.ranked.item.id)
    is_of_kit = one.ranked.item.is_of_kit
    if place is None or is_of_kit or one.decision.kind is not DecisionKind.LATE:
        return one.decision
    need = books.need_of(one.ranked)
    ways = find_ways_out(uow, place.id, need, moment)
    currency = books.trade.policy.currency
    return one.decision.explained(*(ways_out_reasons(ways, currency) if ways else ()))


def _arrival_of(decision: TriggerDecision, supply: Supply) -> Arrival | None:
    """Say when an order of the proposed day comes in, of today where that day is over."""
    if decision.kind is DecisionKind.COVERED or decision.order_by is None:
        return None
    today = supply.table.today
    order_day = max((decision.order_by - today).days, 0)
    is_hurried = decision.mode is DeliveryMode.EXPEDITED
    lead = supply.expedited if is_hurried and supply.expedited else supply.lead
    days = [
        int(supply.table.arrival_day[order_day, ceil(length - ROUNDING)])
        for length in (lead.median_days, lead.median_days + lead.spread_days)
    ]
    in_on, late_in_on = (today + timedelta(days=day) for day in days)
    return Arrival(today + timedelta(days=order_day), in_on, late_in_on)
