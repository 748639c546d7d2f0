"""What a review says serves each need, held against the books: no piece serves two."""

from collections import Counter
from collections.abc import Iterator

from app.core.need_line import NeedKind, NeedLine
from app.core.part_review import PartReview
from app.core.trigger import DecisionKind
from tests.soak import plant
from tests.soak.books import OPEN_ORDER, Books, Job
from tests.soak.world import World, expect

DUE = {DecisionKind.ORDER, DecisionKind.LATE}


def check_served(world: World, parts: set[str], component_id: str = "") -> None:
    """Hold the reviews of some parts that were just written against the books."""
    books = world.eyes.read()
    with world.store.read() as uow:
        reviews = {review.part_id: review for review in uow.part_reviews.latest_all()}
    for part_id in parts & set(reviews):
        if reviews[part_id].taken_at == world.now:
            for said in _problems(books, reviews, part_id, component_id):
                expect(holds=False, otherwise=said)


def _problems(
    books: Books, reviews: dict[str, PartReview], part_id: str, component_id: str
) -> Iterator[str]:
    """Say what can't be true of the newest review of a part."""
    lines = reviews[part_id].lines
    yield from _shelf(books, lines, part_id)
    yield from _lent(books, reviews, part_id)
    yield from _orders(books, lines, part_id)
    for line in lines:
        yield from _line(books, line, component_id)


def _shelf(books: Books, lines: tuple[NeedLine, ...], part_id: str) -> Iterator[str]:
    """Pieces put aside serve whom they were put aside for, and nobody counts on a piece twice."""
    served = {line.id: _pieces(line, "") for line in lines}
    wanted = {line.id: line.quantity for line in lines}
    jobs, besides = {job.id: job for job in books.jobs}, 0
    for (part, whose), pieces in books.aside.items():
        if part == part_id:
            need = next((n for n in _needs_of(jobs.get(whose), whose, part_id) if n in served), "")
            own = min(pieces, wanted.get(need, 0))
            besides += pieces - min(pieces, served.get(need, 0))
            if served.get(need, 0) < own:
                yield f"{pieces} are put aside for {need}, {served[need]} serve it"
    there = books.on_hand[part_id]
    if sum(served.values()) + besides > there:
        yield f"{served} of {part_id} serve needs, {besides} are aside besides, {there} are there"


def _needs_of(job: Job | None, reservation_id: str, part_id: str) -> tuple[str, ...]:
    """Names of the need that pieces put aside may stand for."""
    if job is None:
        return (f"reserved:{reservation_id}",)
    if job.part_id == part_id:
        return f"predicted:{job.component_id}", f"job:{job.id}"
    return (f"kit:{job.component_id}:{part_id}",)


def _lent(books: Books, reviews: dict[str, PartReview], part_id: str) -> Iterator[str]:
    """What is borrowed of an alternate is not what its own needs count on."""
    other = plant.GROUP.get(part_id, "")
    review = reviews.get(other)
    names = {cover.part_number for line in reviews[part_id].lines for cover in line.cover} - {""}
    borrowed = sum(_pieces(line, name) for line in reviews[part_id].lines for name in names)
    if not borrowed:
        return
    own = sum(_pieces(line, "") for line in review.lines) if review else 0
    if own + borrowed > books.on_hand[other]:
        yield f"{borrowed} are borrowed of {other}, {own} serve its own, {books.on_hand[other]} lie"


def _orders(books: Books, lines: tuple[NeedLine, ...], part_id: str) -> Iterator[str]:
    """An order serves needs with no more pieces than are still to come."""
    to_come: Counter[str] = Counter()
    for order, line in books.open_lines():
        if line.serves == part_id:
            to_come[order.id] += line.quantity - line.received
    counted: Counter[str] = Counter()
    for line in lines:
        for cover in line.cover:
            counted[cover.order_id] += cover.quantity if cover.order_id else 0
    for order_id, pieces in counted.items():
        if pieces > to_come[order_id]:
            yield f"{pieces} of order {order_id} serve needs, {to_come[order_id]} are to come"


def _line(books: Books, line: NeedLine, component_id: str) -> Iterator[str]:
    """A need has its pieces or lacks them; what is on its way for another or nobody comes in time.

    What is due is ordered, unless it has an order already: that one is never repeated, nor one
    that a person cancelled on the same day.
    """
    if line.kind is NeedKind.UNPREDICTED:
        return
    is_of_machine = line.id.startswith("predicted:")
    need = line.component_id if is_of_machine else line.id
    served = sum(cover.quantity for cover in line.cover)
    if line.need_by is not None and served + line.missing < line.quantity:
        yield f"{line.id} wants {line.quantity}: {served} serve it, {line.missing} are missing"
    if line.need_by is not None:
        own = {order.id for order, ordered in books.open_lines() if ordered.need == need}
        others = [c for c in line.cover if c.order_id and c.order_id not in own and c.due]
        yield from (
            f"{line.id} is wanted by {line.need_by}, and what serves it comes {cover.due}"
            for cover in others
            if cover.due is not None and cover.due > line.need_by
        )
    is_reviewed = line.component_id == component_id if is_of_machine else True
    known = (order.id for order in books.orders if order.state in {*OPEN_ORDER, "CANCELLED"})
    has_order = any(ordered.need == need for name in known for ordered in books.lines_of[name])
    if line.decision in DUE and line.missing and is_reviewed and not has_order:
        yield f"{line.id} is due, {line.missing} are missing, and nothing was ordered"


def _pieces(line: NeedLine, part_number: str) -> int:
    """Pieces on a shelf that serve a need."""
    on_shelf = (c for c in line.cover if not c.order_id and c.part_number == part_number)
    return sum(cover.quantity for cover in on_shelf)
