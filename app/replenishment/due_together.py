"""Which dated needs of a part are due today, those with them that ordering for the first makes due.

A need is dated by its place among all pieces wanted. Once the pieces before it are on an order of
their own they stay with whom they are for, and it may be the next one wanted, today.
"""

from collections.abc import Collection
from dataclasses import replace

from app.core.moment import Moment
from app.core.part_pool import PoolNeed, rank_needs
from app.replenishment.open_lines import is_of_component
from app.replenishment.part_lines import Decided
from app.replenishment.part_look import DUE, PartLook, look_at
from app.replenishment.pool import PartBooks
from app.storage.unit_of_work import UnitOfWork


def due_on_dates(look: PartLook) -> list[Decided]:
    """Return what work on fixed dates, jobs and kits want ordered today."""
    return [
        one
        for one in look.decided
        if not is_of_component(one.ranked.item) and one.decision.kind in DUE and one.ranked.missing
    ]


def all_due_together(uow: UnitOfWork, books: PartBooks, look: PartLook, moment: Moment) -> PartLook:
    """Look at the part with all that is due today, so that one order holds it.

    Found one after the other, each would order a pack of its own.
    """
    due = {one.ranked.item.id: one for one in due_on_dates(look)}
    reasons, last = dict(look.review.reasons), look
    while due and _others_lack_pieces(last, due):
        seen = look_at(uow, _as_if_ordered(books, due.values()), moment)
        more = {one.ranked.item.id: one for one in due_on_dates(seen)}
        if not more:
            break
        due |= more
        reasons |= {name: seen.review.reasons.get(name, ()) for name in more}
        last = seen
    if last is look:
        return look
    decided = tuple(due.get(one.ranked.item.id, one) for one in look.decided)
    return replace(last, decided=decided, review=replace(last.review, reasons=reasons))


def _others_lack_pieces(look: PartLook, due: Collection[str]) -> bool:
    """Whether a need lacks pieces that is not among those due."""
    return any(one.ranked.missing and one.ranked.item.id not in due for one in look.decided)


def _as_if_ordered(books: PartBooks, due: Collection[Decided]) -> PartBooks:
    """Return the books as they stand once what is due has an order of its own."""
    missing = {one.ranked.item.id: one.ranked.missing for one in due}

    def served(item: PoolNeed) -> PoolNeed:
        return replace(item, ordered=item.ordered + missing.get(item.id, 0))

    pool = replace(books.pool, needs=[served(item) for item in books.pool.needs])
    ranked = rank_needs(pool, books.trade.policy, books.trade.supply)
    return replace(books, pool=pool, ranked=ranked)
