"""The needs of one part as lines of the board: decided, covered, and why."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from app.core.decision import evaluate_trigger
from app.core.need_line import Cover, NeedLine
from app.core.part_pool import RankedNeed
from app.core.purchasing import OrderLine, PurchaseOrder
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.trigger import DecisionKind, TriggerDecision
from app.replenishment.approval_lead import waits_for_a_person
from app.replenishment.approval_supply import is_dated_to_wait, supply_with_wait, wait_reason
from app.replenishment.arrivals import comes_in_time, due_on
from app.replenishment.hurry_order import hurry_reasons
from app.replenishment.need import supply_of_order
from app.replenishment.open_lines import is_of_component
from app.replenishment.pool import PartBooks
from app.storage.unit_of_work import UnitOfWork

ORDERING_REASONS = frozenset(
    {"quantity", "late_today", "best_day_passed", "order_by", "late_next", "late_after"}
    | {"alternative", "alternative_chosen"}
)
"""What is said of an order still to be placed; untrue once there is one."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One need with its decision."""

    ranked: RankedNeed
    decision: TriggerDecision


def decide(uow: UnitOfWork, books: PartBooks, ranked: RankedNeed) -> TriggerDecision:
    """Evaluate the trigger for one need of a part; what its own order covers is said so."""
    need, supply = books.need_of(ranked), supply_to_judge(uow, books, ranked)
    decision = evaluate_trigger(need, supply, ranked.position, books.trade.policy)
    if waits_for_a_person(uow, books, ranked, decision):
        waiting = _supply_waiting(uow, books, ranked)
        decision = evaluate_trigger(need, waiting, ranked.position, books.trade.policy)
        decision = decision.explained(wait_reason(uow, supply, waiting))
    decision = decision.explained(*books.borrowed.reasons(ranked))
    split = books.splits.get(ranked.item.id)
    if split is not None:
        decision = decision.explained(*split.reasons())
    own = books.lines.get(ranked.item.id, ())
    return _on_order(uow, books, ranked, own[0][0], decision) if own else decision


def supply_to_judge(uow: UnitOfWork, books: PartBooks, ranked: RankedNeed) -> Supply:
    """Lay out how a need's pieces come: as its own order does, else as one of today would."""
    own = books.lines.get(ranked.item.id, ())
    trade = books.trade_for(ranked.item.id)
    return supply_of_order(uow, own[0][0], trade) if own else trade.supply


def supply_judged_by(
    uow: UnitOfWork, books: PartBooks, ranked: RankedNeed, decision: TriggerDecision
) -> Supply:
    """Return the supply that a need's decision was reckoned with, its wait included."""
    if is_dated_to_wait(decision):
        return _supply_waiting(uow, books, ranked)
    return supply_to_judge(uow, books, ranked)


def _supply_waiting(uow: UnitOfWork, books: PartBooks, ranked: RankedNeed) -> Supply:
    """Lay out how a need's pieces come once a person has approved its draft, or one of today."""
    own = books.lines.get(ranked.item.id, ())
    return supply_with_wait(uow, own[0][0] if own else None, books.trade_for(ranked.item.id))


def _on_order(
    uow: UnitOfWork,
    books: PartBooks,
    ranked: RankedNeed,
    order: PurchaseOrder,
    decision: TriggerDecision,
) -> TriggerDecision:
    """Say that the need is on an order already: covered by it, or late all the same.

    A draft counts as cover unless ordering today is late; an order on its way counts while it is
    expected in time and brings enough. Nothing more is ordered either way. Whether it pays to have
    it hurried today is said beside; a person has it hurried.
    """
    is_sent = order.sent_on is not None
    is_enough = ranked.item.ordered + max(ranked.position.position, 0) >= ranked.item.need.quantity
    supply = supply_of_order(uow, order, books.trade)
    is_in_time = (
        decision.need_by is None or comes_in_time(order, supply, decision.need_by)
        if is_sent
        else decision.kind is not DecisionKind.LATE
    )
    kept = tuple(r for r in decision.reasons if r.code not in ORDERING_REASONS)
    hurry = hurry_reasons(uow, books, ranked, order)
    if decision.kind is DecisionKind.COVERED or (is_in_time and is_enough):
        covered = Reason("covered_by_order", details={"number": order.number})
        reasons = (*kept, covered, *hurry)
        return replace(decision, kind=DecisionKind.COVERED, quantity=0, reasons=reasons)
    expected: dict[str, Detail] = {
        "number": order.number,
        "expected": order.expected_on or "?",
        "need_by": decision.need_by or "?",
    }
    late = Reason("late_on_order", details=expected)
    return replace(
        decision,
        kind=DecisionKind.LATE,
        quantity=0,
        late_probability=None if is_sent else decision.late_probability,
        reasons=(*kept, late, *hurry),
    )


def line_of(uow: UnitOfWork, books: PartBooks, decided: Decided) -> NeedLine:
    """Write one dated need as a line of the board."""
    ranked, decision = decided.ranked, decided.decision
    item, trade = ranked.item, books.trade_for(ranked.item.id)
    place = books.places.get(item.id)
    latest = uow.decisions.latest(place.id) if place and is_of_component(item) else None
    return NeedLine(
        id=item.id,
        kind=item.kind,
        part_id=trade.part.id,
        supplier_id=trade.supplier.id,
        quantity=item.need.quantity,
        decision=decision.kind,
        rank=ranked.rank,
        asset_id=place.asset_id if place else "",
        component_id=place.id if place else "",
        need_by=decision.need_by or fixed_day(ranked, trade.supply.table.today),
        order_by=decision.order_by,
        late_probability=decision.late_probability,
        probability=_probability(ranked, trade.policy.planning_horizon_days),
        mode=decision.mode,
        cover=_cover(uow, books, ranked, decision.need_by),
        decision_id=latest.id if latest else "",
        missing=ranked.missing,
    )


def fixed_day(ranked: RankedNeed, today: date) -> date | None:
    """Return the date of work on a fixed date."""
    on = ranked.item.on_day
    return None if on is None else today + timedelta(days=on)


def _probability(ranked: RankedNeed, horizon_days: int) -> float | None:
    """P(the need arises within the planning horizon)."""
    if ranked.item.on_day is not None:
        return 1.0 if ranked.item.on_day <= horizon_days else 0.0
    life = ranked.item.need.life
    return life.probability_within(float(horizon_days)) if life else None


def _cover(
    uow: UnitOfWork, books: PartBooks, ranked: RankedNeed, need_by: date | None
) -> tuple[Cover, ...]:
    """Say what serves a need: its own order, the shelf, then free orders that come in time."""
    found, wanted = [], ranked.item.need.quantity
    for order, line in books.lines.get(ranked.item.id, ()):
        pieces = min(wanted, line.open_quantity)
        wanted -= pieces
        found.append(_of_order(uow, books, order, line, need_by, pieces))
    found += books.borrowed.covers(ranked)
    gone, left = _taken_before(books, ranked), ranked.to_come
    for free in books.free:
        pieces = min(max(free.quantity - gone, 0), left)
        gone = max(gone - free.quantity, 0)
        left -= pieces
        if pieces:
            found.append(_of_order(uow, books, free.order, free.line, need_by, pieces))
    return tuple(found)


def _taken_before(books: PartBooks, ranked: RankedNeed) -> int:
    """Count the free pieces to come that earlier needs take."""
    earlier = takewhile(lambda one: one is not ranked, books.ranked)
    return sum(one.to_come for one in earlier)


def _of_order(
    uow: UnitOfWork,
    books: PartBooks,
    order: PurchaseOrder,
    line: OrderLine,
    need_by: date | None,
    pieces: int,
) -> Cover:
    """Say what an open order brings to a need."""
    supply = supply_of_order(uow, order, books.trade)
    in_time = need_by is None or comes_in_time(order, supply, need_by)
    is_its_own = line.part_id == books.trade.part.id
    return Cover(
        quantity=min(pieces, line.open_quantity),
        order_id=order.id,
        order_number=order.number,
        due=due_on(order, supply),
        is_in_time=in_time,
        part_number="" if is_its_own else uow.stock.part(line.part_id).number,
    )
