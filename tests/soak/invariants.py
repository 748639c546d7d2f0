"""What must hold of the books at every moment, whatever happened before."""

from collections import Counter
from itertools import accumulate

from tests.soak import plant
from tests.soak.books import OPEN_ORDER, Books, Order

BEYOND_DRAFT = frozenset({"APPROVED", "ORDERED", "PARTLY_RECEIVED", "RECEIVED", "CLOSED"})


def problems_of(books: Books) -> list[str]:
    """Say everything that is wrong with the books, nothing when all is well."""
    return [said for check in CHECKS for said in check(books)]


def one_open_order_a_need(books: Books) -> list[str]:
    """No need has two open orders."""
    pegs = {(line.need, order.id) for order, line in books.open_lines() if line.need}
    needs = Counter(need for need, _order in pegs)
    return [f"{n} open orders for {need}" for need, n in needs.items() if n > 1]


def one_open_job_a_component(books: Books) -> list[str]:
    """No component has two open jobs."""
    jobs = Counter(job.component_id for job in books.open_jobs())
    return [f"{n} open jobs on {component}" for component, n in jobs.items() if n > 1]


def never_below_zero(books: Books) -> list[str]:
    """The ledger never sums up to less than nothing, at any of its rows."""
    said = []
    for part in {movement.part_id for movement in books.movements}:
        sums = accumulate(m.quantity for m in books.movements if m.part_id == part)
        said += [f"stock of {part} was {least}" for least in [min(sums)] if least < 0]
    return said


def goods_came_as_booked(books: Books) -> list[str]:
    """What the order's lines say came in is what the ledger took in, and no more than ordered."""
    came: Counter[tuple[str, str]] = Counter()
    for movement in books.movements:
        if movement.kind == "goods receipt":
            came[movement.reference, movement.part_id] += movement.quantity
    said = []
    for order in books.orders:
        of_part: Counter[str] = Counter()
        for line in books.lines_of[order.id]:
            of_part[line.part_id] += line.received
            if not 0 <= line.received <= line.quantity:
                said.append(f"{order.number}: {line.received} of {line.quantity} came")
        said += [
            f"{order.number}: {n} came by its lines, {came[order.number, part]} by the ledger"
            for part, n in of_part.items()
            if n != came[order.number, part]
        ]
    return said


def orders_end_as_their_lines_say(books: Books) -> list[str]:
    """An order is received when all came, partly when some did, and not yet when none did."""
    said = []
    for order in books.orders:
        lines = books.lines_of[order.id]
        came, wanted = sum(ln.received for ln in lines), sum(ln.quantity for ln in lines)
        allowed = {
            "RECEIVED": came == wanted,
            "PARTLY_RECEIVED": 0 < came < wanted,
            "CLOSED": came > 0,
        }.get(order.state, came == 0)
        if not allowed:
            said.append(f"{order.number} is {order.state} and {came} of {wanted} came")
    return said


def jobs_used_what_they_say(books: Books) -> list[str]:
    """Every finished replacement took its pieces once; no other job took any."""
    taken: Counter[str] = Counter()
    for movement in books.movements:
        if movement.kind == "issued to a job":
            taken[movement.reference] -= movement.quantity
    said = []
    for job in books.jobs:
        is_used = job.outcome == "as predicted" and job.part_id is not None
        kit = sum(plant.KITS.get(job.component_id, {}).values())
        expected = job.quantity + kit if is_used else 0
        if taken[job.number] != expected:
            said.append(f"{job.number} took {taken[job.number]}, expected {expected}")
    return said


def put_aside_is_there(books: Books) -> list[str]:
    """Parts put aside for jobs lie on the shelf."""
    return [
        f"{pieces} of {part} are put aside, {books.on_hand[part]} are on the shelf"
        for part, pieces in books.put_aside.items()
        if pieces > books.on_hand[part]
    ]


def jobs_wait_for_no_order_that_ended(books: Books) -> list[str]:
    """An open job names no order that was cancelled."""
    ended = {order.id for order in books.orders if order.state == "CANCELLED"}
    return [
        f"{job.number} waits for a cancelled order"
        for job in books.open_jobs()
        if job.purchase_order_id in ended
    ]


def approved_once(books: Books) -> list[str]:
    """Each order was approved at most once since it was last a draft; whoever did is named."""
    return [said for order in books.orders for said in _approvals(books, order)]


def _approvals(books: Books, order: Order) -> list[str]:
    """Follow one order's approvals through the audit trail."""
    said, standing = [], 0
    for row in books.trail:
        if row.subject == order.number:
            was = (row.before, row.after)
            standing += row.action == "approved" or was == ("", "APPROVED")
            standing -= row.action == "withdraw approval"
            if not 0 <= standing <= 1:
                said.append(f"{order.number} stood approved {standing} times")
    is_approved = bool(order.approved_by) and order.approved_at is not None
    if order.state in BEYOND_DRAFT and not (standing and is_approved):
        said.append(f"{order.number} is {order.state} and nobody approved it")
    if order.state == "DRAFT" and (standing or is_approved):
        said.append(f"{order.number} is a draft that {order.approved_by} approved")
    return said


def one_lead_time_an_order(books: Books) -> list[str]:
    """However many parcels came, an order teaches one lead time."""
    taught = Counter(
        receipt.order_id
        for receipt in books.receipts
        if receipt.order_id and receipt.completes_order and not receipt.is_hurried
    )
    return [f"{order} taught {n} lead times" for order, n in taught.items() if n > 1]


def numbers_are_given_once(books: Books) -> list[str]:
    """No number of an order or a job is given twice, and none is left out within a year."""
    said = []
    for numbers in ([o.number for o in books.orders], [j.number for j in books.jobs]):
        of_year = Counter(number.rpartition("-")[0] for number in numbers)
        for year, n in of_year.items():
            expected = {f"{year}-{at:04d}" for at in range(1, n + 1)}
            said += [f"{number} is left out" for number in expected - set(numbers)]
    return said


def lines_are_open_with_their_order(books: Books) -> list[str]:
    """A line counts as cover just as long as its order is open."""
    return [
        f"{order.number} is {order.state} and a line of it has is_open = {line.is_open}"
        for order in books.orders
        for line in books.lines_of[order.id]
        if bool(line.is_open) is not (order.state in OPEN_ORDER)
    ]


CHECKS = (
    one_open_order_a_need,
    one_open_job_a_component,
    never_below_zero,
    goods_came_as_booked,
    orders_end_as_their_lines_say,
    jobs_used_what_they_say,
    put_aside_is_there,
    jobs_wait_for_no_order_that_ended,
    approved_once,
    one_lead_time_an_order,
    numbers_are_given_once,
    lines_are_open_with_their_order,
)
