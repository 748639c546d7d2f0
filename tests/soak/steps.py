"""What may happen in a plant: each step carries its own draw, so that any may be left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.core.health import FailureMode, RulState
from app.core.work_orders import Outcome
from app.counting import count
from app.maintenance import jobs
from app.replenishment import orders
from app.replenishment.review import review
from tests.soak import plant
from tests.soak.beliefs import believed
from tests.soak.books import OPEN_JOB, OPEN_ORDER, Books, Job
from tests.soak.reviewed import check_review, check_same_day
from tests.soak.served import check_served
from tests.soak.world import Mishap, World, expect

T = TypeVar("T")


@dataclass(frozen=True)
class Draw:
    """The numbers a step picks by."""

    which: float
    how: float
    actor: str
    mishap: Mishap
    at_statement: int

    def among(self, items: Sequence[T]) -> T | None:
        """Pick one of some, None of none."""
        return items[int(self.which * len(items))] if items else None


Step = Callable[[World, Draw], None]


def judge(world: World, draw: Draw) -> None:
    """The monitor believes something new of a component, and reviews it."""
    component_id = draw.among(tuple(plant.USED_IN)) or plant.PUMP
    life = plant.LIVES[int(draw.how * len(plant.LIVES))]
    state = RulState.PRIOR_ONLY if draw.how * 97 % 1 < 0.2 else RulState.DEGRADING
    mode = FailureMode.UNDETERMINED if draw.how * 89 % 1 < 0.2 else FailureMode.OUTER_RACE_WEAR
    world.beliefs[component_id] = believed(component_id, life, world.now, state, mode)
    _review(world, draw, component_id)


def look_again(world: World, draw: Draw) -> None:
    """The monitor reviews what it believes already; then once or twice more on the same day."""
    component_id = draw.among(tuple(world.beliefs))
    if component_id is not None:
        _review(world, draw, component_id)
        check_same_day(world, lambda: _plain_review(world, component_id), thrice=draw.how < 0.3)


def _review(world: World, draw: Draw, component_id: str) -> None:
    """Review one component, and look at what came of it."""
    before = world.eyes.read()
    is_done = world.carry_out(
        lambda _key: _plain_review(world, component_id),
        draw.mishap,
        draw.at_statement,
        has_key=False,
    )
    expect(is_done, "a review was refused")
    check_review(before, world.eyes.read(), component_id, world.limit)
    parts = {plant.USED_IN[component_id][0], *plant.KITS.get(component_id, {})}
    check_served(world, parts, component_id)


def _plain_review(world: World, component_id: str) -> None:
    """Review one component as the monitor does."""
    world.tally["reviews"] += 1
    with world.store.begin("monitor") as uow:
        review(uow, component_id, world.beliefs[component_id], world.moment("monitor"))


def approve(world: World, draw: Draw) -> None:
    """A person approves an order, often one that is no draft."""
    _order_step(world, draw, orders.approve, {"DRAFT"})


def withdraw(world: World, draw: Draw) -> None:
    """A person takes an approval back."""
    _order_step(world, draw, orders.withdraw_approval, {"APPROVED"})


def issue(world: World, draw: Draw) -> None:
    """A person issues an order."""
    _order_step(world, draw, orders.issue, {"APPROVED"})


def cancel(world: World, draw: Draw) -> None:
    """A person cancels an order."""
    _order_step(world, draw, lambda *a: orders.cancel(*a, "soak"), {"DRAFT", "APPROVED", "ORDERED"})


def close_short(world: World, draw: Draw) -> None:
    """A person closes an order of which the rest won't come."""
    _order_step(world, draw, lambda *a: orders.close_short(*a, "soak"), {"PARTLY_RECEIVED"})


def _order_step(
    world: World, draw: Draw, command: Callable[..., object], allowed: set[str]
) -> None:
    """Take a step with one of the open orders; done where its state allows it, else refused."""
    known = [order for order in world.eyes.read().orders if order.state in OPEN_ORDER]
    order = draw.among(known)
    if order is None:
        return
    is_done = world.carry_out(
        lambda key: command(world.store, order.id, world.moment(draw.actor), key),
        draw.mishap,
        draw.at_statement,
    )
    expect(not is_done or order.state in allowed, f"{order.number} was {order.state}")


def receive(world: World, draw: Draw) -> None:
    """Goods come in: all, some, one too many, none, or of a part that was never ordered."""
    books = world.eyes.read()
    order = draw.among([order for order in books.orders if order.state in OPEN_ORDER])
    if order is None:
        return
    lines, kind = books.lines_of[order.id], int(draw.how * 8)
    part_id = lines[int(draw.how * 61) % len(lines)].part_id
    open_pieces = sum(ln.quantity - ln.received for ln in lines if ln.part_id == part_id)
    pieces = {0: open_pieces + 1, 1: 0, 2: -1, 3: 1}.get(kind, open_pieces)
    if kind == 4:
        ordered = {line.part_id for line in lines}
        part_id = next(part for part in plant.PARTS if part not in ordered)
    is_done = world.carry_out(
        lambda key: orders.receive(
            world.store, order.id, part_id, pieces, world.moment(draw.actor), key
        ),
        draw.mishap,
        draw.at_statement,
    )
    is_right = order.state in {"ORDERED", "PARTLY_RECEIVED"} and kind not in {0, 1, 2, 4}
    expect(not is_done or is_right, f"{pieces} of {part_id} came on {order.number}")


def plan(world: World, draw: Draw) -> None:
    """A person plans a job."""
    _job_step(world, draw, jobs.plan)


def make_ready(world: World, draw: Draw) -> None:
    """A person declares a job ready."""
    _job_step(world, draw, jobs.make_ready)


def start(world: World, draw: Draw) -> None:
    """A person begins a job."""
    _job_step(world, draw, jobs.start)


def drop(world: World, draw: Draw) -> None:
    """A person cancels a job."""
    _job_step(world, draw, lambda *a: jobs.cancel(*a, "soak"))


def finish(world: World, draw: Draw) -> None:
    """A person finishes a job, with any outcome."""
    outcome = tuple(Outcome)[int(draw.how * 3)]
    books = world.eyes.read()
    job = draw.among(_open_jobs(books))
    if job is not None:
        is_done = _job_step(world, draw, lambda *a: jobs.finish(*a, outcome))
        check_finish(world, books, job, outcome, is_done=is_done)


def check_finish(world: World, books: Books, job: Job, outcome: Outcome, *, is_done: bool) -> None:
    """What was put aside for a job that has begun can be used.

    A component replaced is as new: nothing is believed of it.
    """
    has_begun = job.state == "IN_PROGRESS"
    expect(is_done or not has_begun, f"{job.number} has begun and can't be finished")
    if is_done and outcome is Outcome.AS_PREDICTED:
        world.beliefs.pop(job.component_id, None)


def _open_jobs(books: Books) -> list[Job]:
    """Jobs still to be done."""
    return [job for job in books.jobs if job.state in OPEN_JOB]


def _job_step(world: World, draw: Draw, command: Callable[..., object]) -> bool:
    """Take a step with one of the open jobs."""
    job = draw.among(_open_jobs(world.eyes.read()))
    return job is not None and world.carry_out(
        lambda key: command(world.store, job.id, world.moment(draw.actor), key),
        draw.mishap,
        draw.at_statement,
    )


def count_stock(world: World, draw: Draw) -> None:
    """A count finds more or fewer pieces than the ledger says."""
    part_id = draw.among(plant.PARTS) or plant.SHARED
    before = world.eyes.read().on_hand[part_id]
    found = before + (-3, -2, -1, 1, 2, 5)[int(draw.how * 6)]
    is_done = world.carry_out(
        lambda key: count(world.store, part_id, found, world.moment(draw.actor), key, "soak"),
        draw.mishap,
        draw.at_statement,
    )
    expect(is_done is (found >= 0), f"{found} counted with {before} on hand")
    expect(not is_done or world.eyes.read().on_hand[part_id] == found, f"{found} was not booked")


def night(world: World, draw: Draw) -> None:
    """Some days pass, weeks at times."""
    world.wait(1 + 6 * draw.how if draw.which < 0.8 else 40 * draw.how)


def clock_back(world: World, draw: Draw) -> None:
    """The computer's clock is set back, by minutes or by days."""
    world.wait(-draw.how / 24 if draw.which < 0.5 else -9 * draw.how)


def restart(world: World, draw: Draw) -> None:
    """The program is closed and started again."""
    del draw
    before = world.eyes.read()
    world.reopen()
    expect(world.eyes.read() == before, "a restart changed the books")
