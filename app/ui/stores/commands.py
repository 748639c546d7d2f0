"""What the Stores page does: one use case each, the part looked at again, and the way back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.bootstrap import Runtime
from app.core.offers import Offer
from app.core.purchasing import PurchaseOrder
from app.core.reservations import Reservation, ReservationKind
from app.core.stock import Part
from app.core.texts import translate
from app.counting import count
from app.replenishment import by_hand, orders
from app.replenishment.parts import alternates, counting, offers, register
from app.replenishment.parts.again import review_now
from app.replenishment.parts.keeping import Wish, keep_for_purpose
from app.replenishment.risk_levels import set_levels
from app.stores import pieces_lying_aside, release, reserve
from app.ui.needs.commands import drafted_words
from app.ui.page import new_key


@dataclass(frozen=True, slots=True)
class Edit:
    """What was done, in words, and what undoes it and says so."""

    said: str
    undo: Callable[[], str]


def keep_levels(runtime: Runtime, part: Part, levels: Mapping[str, int]) -> Edit:
    """Set the levels a person typed another number for."""
    before = {name: getattr(part, name) for name in levels}

    def kept(numbers: Mapping[str, int]) -> None:
        set_levels(runtime.store, part.id, runtime.moment(), new_key(), **numbers)

    kept(levels)
    return _edit(
        runtime,
        translate("Stores", "The levels of {part} are kept.").format(part=part.number),
        [part.id],
        lambda: kept(before),
    )


def keep_offer(runtime: Runtime, part: Part, offer: Offer) -> Edit:
    """Keep what a supplier asks."""
    store = runtime.store
    before = offers.save_offer(store, offer, runtime.moment(), new_key())

    def undo() -> None:
        if before is None:
            offers.remove_offer(store, part.id, offer.supplier_id, runtime.moment(), new_key())
        else:
            offers.save_offer(store, before, runtime.moment(), new_key())

    said = translate("Stores", "The offer for {part} is kept.").format(part=part.number)
    return _edit(runtime, said, [part.id], undo)


def drop_offer(runtime: Runtime, part: Part, supplier_id: str) -> Edit:
    """Forget what a supplier asks."""
    store = runtime.store
    before = offers.remove_offer(store, part.id, supplier_id, runtime.moment(), new_key())

    def undo() -> None:
        if before is not None:
            offers.save_offer(store, before, runtime.moment(), new_key())

    said = translate("Stores", "The offer for {part} is removed.").format(part=part.number)
    return _edit(runtime, said, [part.id], undo)


def buy_here_first(runtime: Runtime, part: Part, supplier_id: str, vendor: str) -> Edit:
    """Choose who is asked first."""
    store = runtime.store
    before = offers.buy_first_from(store, part.id, supplier_id, runtime.moment(), new_key())

    def undo() -> None:
        if before is not None:
            offers.buy_first_from(store, part.id, before, runtime.moment(), new_key())

    said = translate("Stores", "{part} is bought from {vendor} first.")
    return _edit(runtime, said.format(part=part.number, vendor=vendor), [part.id], undo)


def approve_alternate(runtime: Runtime, part: Part, other: Part) -> Edit:
    """Let two parts replace each other."""
    moment, key = runtime.moment(), new_key()
    before = alternates.approve_alternate(runtime.store, part.id, other.id, moment, key)
    said = translate("Stores", "{part} and {other} replace each other.")
    said = said.format(part=part.number, other=other.number)
    return _edit(runtime, said, before, lambda: _restore(runtime, before))


def withdraw_alternate(runtime: Runtime, part: Part, other: Part) -> Edit:
    """Take a part out of the group."""
    moment, key = runtime.moment(), new_key()
    before = alternates.withdraw_alternate(runtime.store, part.id, other.id, moment, key)
    said = translate("Stores", "{other} replaces {part} no more.")
    said = said.format(part=part.number, other=other.number)
    return _edit(runtime, said, before, lambda: _restore(runtime, before))


def keep_pieces(runtime: Runtime, part: Part, wish: Wish, job_id: str = "") -> Edit:
    """Keep pieces for a job or another purpose."""
    kept = _reserve(runtime, part.id, wish, job_id)
    said = {
        ReservationKind.HARD: translate("Stores", "{n} of {part} are put aside for {purpose}."),
        ReservationKind.SOFT: translate("Stores", "{n} of {part} are asked for, for {purpose}."),
    }[wish.kind].format(n=wish.quantity, part=part.number, purpose=wish.purpose)
    return _edit(
        runtime,
        said,
        [part.id],
        lambda: release(runtime.store, kept, runtime.moment(), new_key()),
    )


def give_back(runtime: Runtime, part: Part, kept: Reservation) -> Edit:
    """Let go of pieces that were kept."""
    release(runtime.store, kept.id, runtime.moment(), new_key())
    wish = Wish(kept.quantity, kept.kind, kept.required_on, kept.purpose)
    said = translate("Stores", "{n} of {part} are given back.")
    return _edit(
        runtime,
        said.format(n=kept.quantity, part=part.number),
        [part.id],
        lambda: _reserve(runtime, part.id, wish, kept.work_order_id),
    )


def count_in(runtime: Runtime, part: Part, counted: int, why: str) -> Edit:
    """Book a count; what was put aside and is not there is let go."""
    store, moment, key = runtime.store, runtime.moment(), new_key()
    had = _put_aside(runtime, part)
    difference = count(store, part.id, counted, moment, key, why)
    lost = had - _put_aside(runtime, part)

    def undo() -> None:
        counting.take_back_count(store, part.id, difference, runtime.moment(), new_key())

    said = translate("Stores", "{part}: {n} counted, {difference} against the books.")
    said = said.format(part=part.number, n=counted, difference=f"{difference:+d}")
    gone = translate("Stores", "{n} that lay aside are not there: they are let go.")
    words = f"{said} {gone.format(n=lost)}" if lost > 0 else said
    return _edit(runtime, words, [part.id], undo)


def _put_aside(runtime: Runtime, part: Part) -> int:
    """Count what lies aside of a part."""
    with runtime.store.read() as uow:
        return pieces_lying_aside(uow, part.id)


def order_by_hand(
    runtime: Runtime, part: Part, pieces: int, supplier_id: str, needed_by: date, why: str
) -> Edit:
    """Draft an order nothing asks for."""
    moment, key, wanted = runtime.moment(), new_key(), {part.id: pieces}
    made = by_hand.draft(runtime.store, wanted, needed_by, moment, key, why, supplier_id)

    def undo() -> None:
        orders.take_draft_back(runtime.store, made.id, runtime.moment(), new_key())

    said = translate("Stores", "{number} is drafted: {n} of {part}.")
    said = said.format(number=made.number, n=pieces, part=part.number)
    return _edit(runtime, said, [part.id], undo)


def add_part(runtime: Runtime, part: Part) -> Edit:
    """Put a new part on the register."""
    register.add_part(runtime.store, part, runtime.moment(), new_key())

    def undo() -> str:
        register.remove_part(runtime.store, part.id, runtime.moment(), new_key())
        runtime.plant_changed()
        return translate("Stores", "{part} is off the register again.").format(part=part.number)

    runtime.plant_changed()
    said = translate("Stores", "{part} is on the register: count its stock, add its vendors.")
    return Edit(said.format(part=part.number), undo)


def _edit(runtime: Runtime, said: str, part_ids: Iterable[str], undo: Callable[[], object]) -> Edit:
    """Look at the parts again, and say what was drafted for it."""
    parts = tuple(part_ids)
    made = review_now(runtime.store, parts, runtime.moment())
    runtime.plant_changed()
    words = f"{said} {drafted_words(made)}" if made else said
    return Edit(words, lambda: _undone(runtime, parts, made, undo))


def _undone(
    runtime: Runtime,
    part_ids: tuple[str, ...],
    made: tuple[PurchaseOrder, ...],
    undo: Callable[[], object],
) -> str:
    """Undo a change with the drafts it led to, those that nobody has approved."""
    undo()
    with runtime.store.read() as uow:
        now = [uow.orders.get(one.id) for one in made]
    for order in filter(orders.is_only_drafted, now):
        orders.take_draft_back(runtime.store, order.id, runtime.moment(), new_key())
    review_now(runtime.store, part_ids, runtime.moment())
    runtime.plant_changed()
    stays = ", ".join(o.number for o in now if o.state.is_open and not orders.is_only_drafted(o))
    said = translate("Stores", "Taken back.")
    stay = translate("Stores", "{numbers} is approved already: cancel it on its own page.")
    return f"{said} {stay.format(numbers=stays)}" if stays else said


def _restore(runtime: Runtime, groups: alternates.Groups) -> None:
    """Put alternates back."""
    alternates.restore_alternates(runtime.store, groups, runtime.moment(), new_key())


def _reserve(runtime: Runtime, part_id: str, wish: Wish, job_id: str) -> str:
    """Keep pieces through the door of jobs, or that of other purposes."""
    store, moment, key = runtime.store, runtime.moment(), new_key()
    if not job_id:
        return keep_for_purpose(store, part_id, wish, moment, key)
    return reserve(store, job_id, wish.quantity, wish.kind, moment, key, wish.required_on)
