"""What a review may do to the books, and what it may not."""

from collections.abc import Callable

from app.core.money import Money
from tests.soak import plant
from tests.soak.books import Books, Line, Order, Stocked
from tests.soak.world import World, expect

HUNDREDTHS = 100
"""Prices in the file are in hundredths of a cent."""


def check_review(before: Books, after: Books, component_id: str, limit: Money) -> None:
    """Compare the books around a review of one component."""
    expect(after.movements == before.movements, "a review moved stock")
    expect(after.receipts == before.receipts, "a review learned a lead time")
    known = {order.id for order in before.orders}
    drafted = [order for order in after.orders if order.id not in known]
    parts = {plant.USED_IN[component_id][0], *plant.KITS.get(component_id, {})}
    for order in drafted:
        instead = {ln.part_id for ln in after.lines_of[order.id] if ln.wanted_part_id in parts}
        for line in after.lines_of[order.id]:
            is_wanted = line.part_id in parts | instead
            expect(is_wanted, f"{order.number} orders another part")
            check_line(before, after, order, line)
        if order.state == "APPROVED":
            check_approval(after, order, limit)
    _check_the_others(before, after, parts)


def check_line(before: Books, after: Books, order: Order, line: Line) -> None:
    """A new line orders no more than all needs of its part want, in pieces as they are sold.

    Nothing is ordered for a machine while the shelf has its pieces and nobody else may want them.
    What stands in for another part is one of its approved alternates.
    """
    part = next(part for part in after.parts if part.id == line.part_id)
    is_instead = plant.GROUP.get(line.serves) == part.id
    expect(is_instead or line.serves == part.id, f"{order.number}: {part.id} replaces nothing")
    wanted = _wanted_by_others(after, part.id, "") + _wanted_on_shelf(after, part)
    if is_instead:
        wanted = _wanted_by_others(after, line.serves, "")
    most = _as_sold(order, part, wanted)
    expect(0 < line.quantity <= most, f"{order.number}: {line.quantity} ordered, {wanted} wanted")
    if line.need and line.need == line.component_id:
        own = next(item.quantity_per_job for item in after.items if item.id == line.need)
        free = before.on_hand[line.serves] - _wanted_by_others(before, line.serves, line.need)
        expect(
            free < own,
            f"{order.number} was drafted with {free} on the shelf that nobody else may want",
        )


def _as_sold(order: Order, part: Stocked, wanted: int) -> int:
    """Fewest pieces that are sold and are at least as many as wanted."""
    for offer in plant.OFFERS:
        if (offer.part_id, offer.supplier_id) == (part.id, order.supplier_id):
            return offer.orderable(wanted)
    return max(wanted, part.minimum_order)


def _wanted_on_shelf(books: Books, part: Stocked) -> int:
    """Pieces the shelf may want at most: levels, raised while supply is at risk, and use."""
    used = -sum(m.quantity for m in books.movements if m.part_id == part.id and m.quantity < 0)
    return 3 * (part.safety_stock + part.buffer_stock + used)


def _wanted_by_others(books: Books, part_id: str, but: str) -> int:
    """Most pieces of a part that anything but one component may want within a year."""
    machines = {item.id: item.quantity_per_job for item in books.items if item.part_id == part_id}
    for job in books.open_jobs():
        if job.part_id == part_id:
            machines[job.component_id] = max(job.quantity, machines.get(job.component_id, 0))
    for component_id, kit in plant.KITS.items():
        if part_id in kit:
            machines[component_id] = kit[part_id]
    machines.pop(but, None)
    tasks = sum(
        task.quantity * (1 if task.every_days is None else 1 + 400 // task.every_days)
        for task in books.tasks
        if task.part_id == part_id and task.is_active
    )
    kept = sum(k.quantity for k in books.kept if k.part_id == part_id and k.released_at is None)
    return sum(machines.values()) + tasks + kept


def check_approval(after: Books, order: Order, limit: Money) -> None:
    """What approved itself of one vendor on one day stays below the limit, in its currency."""
    lines = [
        line
        for other in after.orders
        if other.supplier_id == order.supplier_id
        and other.created_on == order.created_on
        and other.approved_by.startswith("rule")
        and other.state != "CANCELLED"
        for line in after.lines_of[other.id]
    ]
    expect(all(line.currency == limit.currency for line in lines), "another currency passed")
    total = sum(map(_total, lines))
    most = limit.minor_units * HUNDREDTHS
    expect(total < most, f"{total} approved themselves on one day, limit {most}")


def _total(line: Line) -> int:
    """Money of a line, in hundredths of a cent."""
    return line.quantity * line.unit_price


def _check_the_others(before: Books, after: Books, parts: set[str]) -> None:
    """Orders that were sent, and those of other parts, stay; drafts of these move in time."""
    now = {order.id: order for order in after.orders}
    for order in before.orders:
        lines = before.lines_of[order.id]
        expect(after.lines_of[order.id] == lines, f"a review changed lines of {order.number}")
        is_own = any(line.serves in parts for line in lines)
        if order.sent_on or not is_own:
            expect(now[order.id] == order, f"a review changed {order.number}")
        else:
            fixed = now[order.id]._replace(needed_by=order.needed_by, expected_on=order.expected_on)
            expect(fixed == order, f"a review changed more than the dates of {order.number}")


def check_same_day(world: World, review: Callable[[], None], *, thrice: bool) -> None:
    """The same day's second review orders nothing; the third writes nothing at all."""
    first = world.eyes.read()
    review()
    second = world.eyes.read()
    expect(second.decided == first.decided, "the same day's second review changed the plant")
    if not thrice:
        return
    review()
    expect(world.eyes.read() == second, "the same day's third review wrote something")
