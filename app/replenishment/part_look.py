"""One look at a part: every need decided, what the shelf wants beside, all as lines of the board.

It only reads; `app.replenishment.part_review` acts on what it finds.
"""

import math
from dataclasses import dataclass

import numpy as np

from app.core.moment import Moment
from app.core.need_line import NeedKind, NeedLine
from app.core.part_review import PartReview
from app.core.reasons import Reason
from app.core.shelf_need import ShelfNeed, ShelfTerms, shelf_need
from app.core.trigger import DecisionKind, TriggerDecision
from app.replenishment.approval_supply import supply_with_wait, wait_reason
from app.replenishment.books_mark import books_mark
from app.replenishment.demand import PERIOD_DAYS, unpredicted_demand
from app.replenishment.late_playbook import late_reasons
from app.replenishment.need import is_planned_by_age
from app.replenishment.open_lines import is_of_component
from app.replenishment.part_lines import Decided, decide, line_of
from app.replenishment.pool import PartBooks
from app.replenishment.shelf_decision import DAYS_PER_YEAR, shelf_decision
from app.replenishment.track_record import track_record
from app.storage.unit_of_work import UnitOfWork

DUE = frozenset({DecisionKind.ORDER, DecisionKind.LATE})


@dataclass(frozen=True, slots=True)
class PartLook:
    """A part's needs decided today.

    `shelf` is the decision of what nobody foresaw and of the levels kept, None where there is
    neither.
    """

    decided: tuple[Decided, ...]
    shelf: TriggerDecision | None
    review: PartReview


def look_at(uow: UnitOfWork, books: PartBooks, moment: Moment) -> PartLook:
    """Decide every need of a part without writing anything."""
    decided = tuple(Decided(ranked, decide(uow, books, ranked)) for ranked in books.ranked)
    terms = shelf_terms(uow, books, moment)
    due_pieces = sum(d.decision.quantity for d in decided if d.decision.kind in DUE)
    supply = supply_with_wait(uow, None, books.trade)
    found = shelf_need(books.pool, books.ranked, due_pieces, terms, supply)
    is_stocked = terms.unpredicted_per_day > 0 or terms.kept_level > 0
    shelf = shelf_decision(books.trade, books.pool, found, terms) if is_stocked else None
    if shelf is not None and supply is not books.trade.supply:
        shelf = shelf.explained(wait_reason(uow, books.trade.supply, supply))
    return PartLook(decided, shelf, _review(uow, books, decided, shelf, found, terms, moment))


def shelf_terms(uow: UnitOfWork, books: PartBooks, moment: Moment) -> ShelfTerms:
    """Read how often the part is wanted unforeseen, and what that costs.

    What the ages of positions planned by age already explain is not counted twice.
    """
    part, policy = books.trade.part, books.trade.policy
    cases = (*books.cases.values(), *books.kits.values())
    by_age = sum(
        need.life.probability_within(DAYS_PER_YEAR) / DAYS_PER_YEAR * need.quantity
        for need in (case.need for case in cases)
        if is_planned_by_age(need) and need.life
    )
    demand = unpredicted_demand(uow, part.id, moment.today)
    shortages = [case.need.shortage_per_day for case in cases]
    return ShelfTerms(
        unpredicted_per_day=max(demand.rate / PERIOD_DAYS - by_age, 0.0),
        holding_per_day=books.trade.holding_per_day,
        shortage_per_day=float(np.mean(shortages)) if shortages else 0.0,
        service_floor=policy.service_floor[books.trade.criticality],
        criticality=books.trade.criticality,
        safety_stock=part.safety_stock,
        buffer_stock=part.buffer_stock,
        notice_days=track_record(uow, moment.today).notice_days,
        demand=demand,
    )


def _review(
    uow: UnitOfWork,
    books: PartBooks,
    decided: tuple[Decided, ...],
    shelf: TriggerDecision | None,
    found: ShelfNeed,
    terms: ShelfTerms,
    moment: Moment,
) -> PartReview:
    """Put the lines of a part together, what no prediction dates with its reasons."""
    lines = [line_of(uow, books, one) for one in decided]
    reasons = {
        one.ranked.item.id: (*one.decision.reasons, *_ways_out(uow, books, one, moment))
        for one in decided
        if not is_of_component(one.ranked.item)
    }
    if shelf is not None:
        line = _shelf_line(books, shelf, found, terms)
        lines.append(line)
        reasons[line.id] = shelf.reasons
    return PartReview(
        part_id=books.trade.part.id,
        today=moment.today,
        taken_at=moment.now,
        on_hand=books.pool.on_hand,
        set_aside=books.pool.set_aside,
        on_order=sum(line.open_quantity for own in books.lines.values() for _o, line in own),
        unpredicted_per_year=terms.unpredicted_per_day * DAYS_PER_YEAR,
        lines=tuple(lines),
        reasons=reasons,
        mark=books_mark(uow, books.trade.part.id),
    )


def _ways_out(
    uow: UnitOfWork, books: PartBooks, one: Decided, moment: Moment
) -> tuple[Reason, ...]:
    """Say what is left for a job's kit whose part comes too late; nothing for other needs."""
    place = books.places.get(one.ranked.item.id)
    if place is None or not one.ranked.item.is_of_kit:
        return ()
    need, part_id = books.need_of(one.ranked), books.trade.part.id
    return late_reasons(uow, place.id, need, one.decision, moment, part_id)


def _shelf_line(
    books: PartBooks, shelf: TriggerDecision, found: ShelfNeed, terms: ShelfTerms
) -> NeedLine:
    """Write what the shelf wants as a line."""
    trade = books.trade
    horizon = trade.policy.planning_horizon_days
    return NeedLine(
        id=f"shelf:{trade.part.id}",
        kind=NeedKind.UNPREDICTED,
        part_id=trade.part.id,
        supplier_id=trade.supplier.id,
        quantity=shelf.quantity,
        decision=shelf.kind,
        rank=found.position + found.units,
        order_by=shelf.order_by,
        late_probability=shelf.late_probability,
        probability=1.0 - math.exp(-terms.unpredicted_per_day * horizon),
        missing=found.units,
    )
