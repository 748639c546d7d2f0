"""What a review may do to the books, and what it may not."""

from collections.abc import Callable

from app.core.money import Money
from tests.soak.books import Books, Line, Order
from tests.soak.world import World, expect

HUNDREDTHS = 100
"""Prices in the file are in hundredths of a cent."""


def check_review(before: Books, after: Books, component_id: str, limit: Money) -> None:
    """Compare the books around a review of one component."""
    expect(after.movements == before.movements, "a review moved stock")
    expect(after.receipts == before.receipts, "a review learned a lead time")
    known = {order.id for order in before.orders}
    drafted = [order for order in after.orders if order.id not in known]
    served = {line.component_id for order in drafted for line in after.lines_of[order.id]}
    expect(len(drafted) == len(served), f"one review drafted {len(drafted)} orders for {served}")
    for order in drafted:
        _check_draft(before, after, order)
        if order.state == "APPROVED":
            _check_approval(after, order, limit)
    _check_the_others(before, after, component_id)


def _check_draft(before: Books, after: Books, order: Order) -> None:
    """A draft serves one component, and orders no more than it lacks."""
    (line,) = after.lines_of[order.id]
    item = next(item for item in after.items if item.id == line.component_id)
    part = next(part for part in after.parts if part.id == item.part_id)
    most = max(item.quantity_per_job, part.minimum_order)
    expect(0 < line.quantity <= most, f"{order.number}: {line.quantity} ordered, {most} justified")
    wanted = sum(other.quantity_per_job for other in after.items if other.part_id == part.id)
    expect(
        before.on_hand[part.id] < wanted,
        f"{order.number} was drafted with enough on the shelf for every machine",
    )


def _check_approval(after: Books, order: Order, limit: Money) -> None:
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


def _check_the_others(before: Books, after: Books, component_id: str) -> None:
    """Orders that were sent, and those of other components, stay as they were."""
    now = {order.id: order for order in after.orders}
    for order in before.orders:
        lines = before.lines_of[order.id]
        expect(after.lines_of[order.id] == lines, f"a review changed lines of {order.number}")
        is_own = any(line.component_id == component_id for line in lines)
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
