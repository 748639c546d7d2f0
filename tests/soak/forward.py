"""Pushing what is under way: the next step of an order or a job, as people mostly take it."""

from app.core.work_orders import Outcome
from app.maintenance import jobs
from app.replenishment import orders
from tests.soak.books import OPEN_JOB, OPEN_ORDER, Books, Job, Order
from tests.soak.steps import Draw, check_finish
from tests.soak.world import Act, World


def order_goes_on(world: World, draw: Draw) -> None:
    """An order takes its next step: approved, issued, received whole or by the piece."""
    books = world.eyes.read()
    order = draw.among([order for order in books.orders if order.state in OPEN_ORDER])
    if order is not None:
        world.carry_out(_next_of(world, draw, books, order), draw.mishap, draw.at_statement)


def _next_of(world: World, draw: Draw, books: Books, order: Order) -> Act:
    """Return the next step of an order."""
    moment = world.moment(draw.actor)
    if order.state == "DRAFT":
        return lambda key: orders.approve(world.store, order.id, moment, key)
    if order.state == "APPROVED":
        return lambda key: orders.issue(world.store, order.id, moment, key)
    line = next(line for line in books.lines_of[order.id] if line.received < line.quantity)
    of_part = [ln for ln in books.lines_of[order.id] if ln.part_id == line.part_id]
    pieces = 1 if draw.how < 0.3 else sum(ln.quantity - ln.received for ln in of_part)
    return lambda key: orders.receive(world.store, order.id, line.part_id, pieces, moment, key)


def job_goes_on(world: World, draw: Draw) -> None:
    """A job takes its next step: planned, ready, begun, finished as it was foreseen."""
    books = world.eyes.read()
    job = draw.among([job for job in books.jobs if job.state in OPEN_JOB])
    if job is None:
        return
    is_done = world.carry_out(_next_of_job(world, draw, job), draw.mishap, draw.at_statement)
    if job.state == "IN_PROGRESS":
        check_finish(world, books, job, Outcome.AS_PREDICTED, is_done=is_done)


def _next_of_job(world: World, draw: Draw, job: Job) -> Act:
    """Return the next step of a job."""
    moment = world.moment(draw.actor)
    if job.state == "IN_PROGRESS":
        done = Outcome.AS_PREDICTED
        return lambda key: jobs.finish(world.store, job.id, moment, key, done)
    step = {"PROPOSED": jobs.plan, "PLANNED": jobs.make_ready, "READY": jobs.start}[job.state]
    return lambda key: step(world.store, job.id, moment, key)
