"""review_part(): all needs of one part -> drafts for dates and for the shelf, and its lines."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from app.core.batch import BatchChoice
from app.core.health import Assessment, RulState
from app.core.moment import Moment
from app.core.part_review import PartReview
from app.core.purchasing import Peg, PurchaseOrder
from app.core.reasons import Reason
from app.replenishment.books_mark import books_mark
from app.replenishment.buying import chosen_quantity, quantity_reasons
from app.replenishment.drafting import Wanted, draft_order, refresh_order
from app.replenishment.due_together import all_due_together, due_on_dates
from app.replenishment.open_lines import is_of_component
from app.replenishment.part_lines import Decided
from app.replenishment.part_look import PartLook, look_at
from app.replenishment.pool import PartBooks, read_books
from app.replenishment.shelf_decision import DAYS_PER_YEAR
from app.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

Fresh = Mapping[str, Assessment | None]


def review_part(
    uow: UnitOfWork,
    part_id: str,
    moment: Moment,
    fresh: Fresh | None = None,
    seen: tuple[PartBooks, PartLook] | None = None,
) -> PartReview:
    """Order for the part's fixed dates and for its shelf, and keep its needs as lines.

    What a predicted failure wants is drafted by the review of its component. A second review with
    nothing changed drafts nothing: what was drafted counts as cover. `seen` is a look at the part
    that the caller has had, with nothing written since.
    """
    books, look = seen or _look(uow, part_id, moment, fresh)
    _refresh(uow, books, look, moment)
    look = all_due_together(uow, books, look, moment)
    wanted = wanted_today(books, look)
    if not wanted:
        uow.part_reviews.add(look.review)
        return look.review
    reasons = _with_quantity(books, look, wanted)
    order = _ordered(uow, as_sold(books, look, wanted), moment)
    books, look = _look(uow, part_id, moment, fresh)
    _refresh(uow, books, look, moment)
    kept = replace(look.review, reasons=reasons, order_id=order.id)
    uow.part_reviews.add(kept)
    return kept


def review_kit_part(uow: UnitOfWork, part_id: str, moment: Moment, fresh: Fresh) -> None:
    """Review a part that a job needs beside its own, where the books have changed since.

    One that nobody sells to the plant can't be ordered: the board and the job say it is missing.
    """
    part = uow.stock.part(part_id)
    if part.supplier_id is None:
        log.warning("%s names no supplier: a kit that needs it is not complete", part.number)
    elif not has_part_been_reviewed(uow, part_id, moment):
        review_part(uow, part_id, moment, fresh)


def has_part_been_reviewed(uow: UnitOfWork, part_id: str, moment: Moment) -> bool:
    """Whether the part was looked at today and the books have said the same since."""
    kept = uow.part_reviews.latest(part_id)
    return kept is not None and kept.holds(moment.today, books_mark(uow, part_id))


def _look(
    uow: UnitOfWork, part_id: str, moment: Moment, fresh: Fresh | None
) -> tuple[PartBooks, PartLook]:
    """Read the part and decide its needs."""
    books = read_books(uow, part_id, moment, fresh)
    return books, look_at(uow, books, moment)


def _ordered(uow: UnitOfWork, wanted: tuple[Wanted, ...], moment: Moment) -> PurchaseOrder:
    """Draft what fixed dates and the shelf want today, on one order."""
    order, _approval = draft_order(uow, wanted, moment)
    uow.orders.add(order, moment.today)
    uow.audit.append(moment.now, "draft order", order.number, "", order.state.value)
    number = wanted[0].trade.part.number
    log.info("%s: %s drafted for dates and shelf", number, order.number)
    return order


def wanted_today(books: PartBooks, look: PartLook) -> tuple[Wanted, ...]:
    """Say what work on fixed dates and the shelf want ordered today."""
    due = tuple(wanted_on_date(books, one) for one in due_on_dates(look))
    return (*due, *wanted_for_shelf(books, look))


def wanted_on_date(books: PartBooks, one: Decided) -> Wanted:
    """Say what work on a fixed date or a job's kit wants; a person approves it."""
    item = one.ranked.item
    place = books.places.get(item.id)
    peg = Peg(place.id, item.id, "", one.decision.need_by) if place else None
    return Wanted(
        trade=books.trade,
        decision=one.decision,
        quantity=one.ranked.missing,
        peg=peg,
        within_horizon=1.0,
        alert_precision=1.0,
        state=RulState.NO_DATA,
    )


def wanted_for_shelf(books: PartBooks, look: PartLook) -> tuple[Wanted, ...]:
    """Say what the shelf wants ordered today."""
    shelf, line = look.shelf, look.review.lines[-1] if look.review.lines else None
    if shelf is None or line is None or not line.missing:
        return ()
    return (
        Wanted(
            trade=books.trade,
            decision=shelf,
            quantity=line.missing,
            peg=None,
            within_horizon=line.probability or 0.0,
            alert_precision=1.0,
            state=RulState.NO_DATA,
        ),
    )


def as_sold(books: PartBooks, look: PartLook, wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """Order as many pieces of the part as are cheapest today; what is over stands on line one.

    What an alternate is bought for instead was weighed by itself.
    """
    own = tuple(one for one in wanted if one.trade.bought is None)
    if not own:
        return wanted
    more = max(_weighed(books, look, own).chosen.quantity - sum(one.quantity for one in own), 0)
    return tuple(
        replace(one, quantity=one.quantity + more) if one is own[0] else one for one in wanted
    )


def _weighed(books: PartBooks, look: PartLook, wanted: tuple[Wanted, ...]) -> BatchChoice:
    """Weigh how many to order today where so many are wanted."""
    total = sum(one.quantity for one in wanted)
    rate = look.review.unpredicted_per_year / DAYS_PER_YEAR
    return chosen_quantity(books.trade, books.pool, books.ranked, total, rate)


def _with_quantity(
    books: PartBooks, look: PartLook, wanted: tuple[Wanted, ...]
) -> Mapping[str, tuple[Reason, ...]]:
    """Say with the first need ordered for why the order holds as many as it does."""
    reasons, due = look.review.reasons, due_on_dates(look)
    name = due[0].ranked.item.id if due else f"shelf:{books.trade.part.id}"
    said = quantity_reasons(books.trade, _weighed(books, look, wanted))
    return {**reasons, name: (*reasons.get(name, ()), *said)}


def _refresh(uow: UnitOfWork, books: PartBooks, look: PartLook, moment: Moment) -> None:
    """Bring the dates of drafts for fixed dates up to today's decisions.

    Once its pieces are on an order of its own a need may be dated earlier: by itself, no longer by
    its place among all.
    """
    for one in look.decided:
        own = books.lines.get(one.ranked.item.id, ())
        if own and not is_of_component(one.ranked.item):
            refresh_order(uow, books.trade, own[0][0], one.decision, moment)
