"""The needs board: every need of every part, and one action that drafts orders for many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.need_line import NeedLine
from app.core.part_review import PartReview
from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord
from app.core.stock import Part
from app.core.trigger import DecisionKind
from app.replenishment.books_mark import books_mark
from app.replenishment.by_hand import DRAFTED
from app.replenishment.drafting import Wanted, draft_order, wanted_by
from app.replenishment.job_proposal import propose_work_order
from app.replenishment.need import Case
from app.replenishment.need_purchase import bought_for
from app.replenishment.open_lines import is_of_component
from app.replenishment.part_look import PartLook, look_at
from app.replenishment.part_review import (
    as_sold,
    review_part,
    wanted_for_shelf,
    wanted_on_date,
)
from app.replenishment.pool import PartBooks, read_books
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Chosen:
    """A need a person wants ordered, with the decision behind it where it was predicted."""

    wanted: Wanted
    review: PartReview
    case: Case | None = None
    record: DecisionRecord | None = None


def need_lines(uow: UnitOfWork, moment: Moment) -> tuple[NeedLine, ...]:
    """Return every need, the most urgent first; what can't be dated comes last."""
    lines = [line for review in part_reviews(uow, moment) for line in review.lines]
    dated = [line for line in lines if line.is_on_board]
    last = moment.today.replace(year=9999)
    return tuple(sorted(dated, key=lambda n: (n.order_by or n.need_by or last, n.id)))


def part_reviews(uow: UnitOfWork, moment: Moment) -> list[PartReview]:
    """Return the review of every part that something wants, as the books stand now.

    One that was made today from the same books still holds; the others are looked at again,
    without writing.
    """
    kept = {review.part_id: review for review in uow.part_reviews.latest_all()}
    found = []
    for part in wanted_parts(uow):
        review = kept.get(part.id)
        if review is None or not review.holds(moment.today, books_mark(uow, part.id)):
            review = look_at(uow, read_books(uow, part.id, moment), moment).review
        found.append(review)
    return found


def wanted_parts(uow: UnitOfWork) -> list[Part]:
    """Return the parts that can be bought and that something may want, by number."""
    return [p for p in uow.stock.parts() if p.supplier_id is not None and _is_wanted(uow, p)]


def _is_wanted(uow: UnitOfWork, part: Part) -> bool:
    """Whether anything may want a part: a machine, work on a date, a kept level, past use."""
    return bool(
        part.safety_stock
        or part.buffer_stock
        or uow.plant.components_of_part(part.id)
        or uow.plant.components_with_kit_part(part.id)
        or uow.planned_tasks.active_of_part(part.id)
        or uow.work_orders.open_of_part(part.id)
        or uow.reservations.open_of(part.id)
        or uow.stock.movements(part.id)
    )


def draft_orders(
    store: Store, need_ids: Sequence[str], moment: Moment, key: str
) -> tuple[PurchaseOrder, ...]:
    """Draft one order a supplier and currency for the needs chosen, each line pegged to its need.

    What is covered already, by a draft too, is not ordered again. A person drafts here, so a
    person approves.

    Raises
    ------
    StepRefused
        If one of the needs is not known any more; then nothing is drafted.
    """

    def command(uow: UnitOfWork) -> str:
        orders = [_draft(uow, chosen, moment) for chosen in _by_vendor(uow, need_ids, moment)]
        lines = [line for order in orders for line in order.lines]
        for part_id in {name for line in lines for name in (line.part_id, line.serves_part_id)}:
            review_part(uow, part_id, moment)
        return " ".join(order.id for order in orders)

    store.once(key, moment.actor, command)
    with store.read() as uow:
        ids = (uow.commands.outcome(key) or "").split()
        return tuple(uow.orders.get(order_id) for order_id in ids)


def planned_orders(
    uow: UnitOfWork, need_ids: Sequence[str], moment: Moment
) -> tuple[PurchaseOrder, ...]:
    """Return the orders `draft_orders` would write now; nothing is written, no number taken.

    Raises
    ------
    StepRefused
        If one of the needs is not known any more.
    """
    return tuple(
        draft_order(uow, tuple(one.wanted for one in chosen), moment, may_approve=False)[0]
        for chosen in _by_vendor(uow, need_ids, moment)
    )


def _by_vendor(uow: UnitOfWork, need_ids: Sequence[str], moment: Moment) -> list[list[Chosen]]:
    """Sort what the chosen needs want ordered by whom it is ordered from, and in which money."""
    found: dict[tuple[str, str], list[Chosen]] = {}
    for part_id, ids in _by_part(uow, need_ids).items():
        for one in _chosen(uow, part_id, ids, moment):
            trade = one.wanted.trade
            paid_to = trade.supplier.id, trade.offer.price.currency
            found.setdefault(paid_to, []).append(one)
    return list(found.values())


def _by_part(uow: UnitOfWork, need_ids: Sequence[str]) -> dict[str, list[str]]:
    """Sort the needs chosen by their part."""
    found: dict[str, list[str]] = {}
    for need_id in dict.fromkeys(need_ids):
        found.setdefault(_part_of(uow, need_id), []).append(need_id)
    return found


def _part_of(uow: UnitOfWork, need_id: str) -> str:
    """Return the part a need wants, by the need's name."""
    kind, _, rest = need_id.partition(":")
    if kind == "shelf":
        return rest
    if kind == "kit":
        return rest.rpartition(":")[2]
    if kind == "predicted":
        part_id = uow.plant.component(rest).part_id
    elif kind == "planned":
        part_id = uow.planned_tasks.get(rest.rpartition(":")[0]).part_id
    elif kind == "job":
        part_id = uow.work_orders.get(rest).part_id
    elif kind == "reserved":
        part_id = uow.reservations.get(rest).part_id
    else:
        part_id = None
    if part_id is None:
        raise StepRefused(f'There is no need "{need_id}" any more.', "Look at the board again.")
    return part_id


def _chosen(uow: UnitOfWork, part_id: str, need_ids: list[str], moment: Moment) -> list[Chosen]:
    """Say what the chosen needs of one part want ordered, in pieces as they are sold."""
    books = read_books(uow, part_id, moment)
    look = look_at(uow, books, moment)
    found = [one for name in need_ids if (one := _choice(uow, books, look, name)) is not None]
    sold = as_sold(books, look, tuple(one.wanted for one in found))
    return [replace(one, wanted=wanted) for one, wanted in zip(found, sold, strict=True)]


def _choice(uow: UnitOfWork, books: PartBooks, look: PartLook, need_id: str) -> Chosen | None:
    """Say what one need wants ordered; None where it is covered or nothing dates it."""
    if need_id.startswith("shelf:"):
        shelf = wanted_for_shelf(books, look)
        return Chosen(shelf[0], look.review) if shelf else None
    one = next((d for d in look.decided if d.ranked.item.id == need_id), None)
    if one is None:
        raise StepRefused(f'There is no need "{need_id}" any more.', "Look at the board again.")
    if one.decision.kind is DecisionKind.COVERED or not one.decision.quantity:
        return None
    if not is_of_component(one.ranked.item):
        return Chosen(wanted_on_date(books, one), look.review)
    case = books.cases[books.places[need_id].id]
    record = uow.decisions.latest(case.component.id)
    if record is None:
        return None
    case = replace(
        case,
        need=books.need_of(one.ranked),
        trade=books.trade_for(need_id),
        missing=one.ranked.missing,
    )
    if case.trade.bought is not None:
        decision = bought_for(books, one.ranked, one.decision)
        record = replace(record, decision=decision)
        return Chosen(wanted_by(uow, case, record), look.review, case, record)
    record = replace(record, decision=one.decision)
    wanted = wanted_by(uow, case, record, case.missing)
    return Chosen(wanted, look.review, case, record)


def _draft(uow: UnitOfWork, chosen: list[Chosen], moment: Moment) -> PurchaseOrder:
    """Write one order and propose the jobs its parts are for."""
    lines = tuple(one.wanted for one in chosen)
    order, _approval = draft_order(uow, lines, moment, may_approve=False)
    uow.orders.add(order, moment.today)
    uow.audit.append(moment.now, DRAFTED, order.number, "", order.state.value)
    for review in {one.review.part_id: one.review for one in chosen}.values():
        uow.part_reviews.add(replace(review, order_id=order.id))
    for one in chosen:
        if one.case is not None and one.record is not None:
            propose_work_order(uow, one.case, one.record, order, moment)
    return order
