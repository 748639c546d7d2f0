"""The job: planned, ready when its part is in, done once, and the component is new."""

import pytest

from app.core.errors import StepRefused
from app.core.purchasing import OrderState
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.maintenance import jobs
from app.replenishment import orders
from app.replenishment.review import review
from app.storage.store import Store
from app.stores import promised_to_others
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged


@pytest.fixture
def job(store: Store) -> WorkOrder:
    """The job proposed with an order that approved itself."""
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at())
    with store.read() as uow:
        (proposed,) = uow.work_orders.all()
    return proposed


def deliver(store: Store, job: WorkOrder) -> None:
    order_id = job.purchase_order_id or ""
    orders.issue(store, order_id, at(), "i")
    orders.receive(store, order_id, PUMP_PART, 1, at(5.0), "r")


def test_the_job_becomes_ready_when_its_part_arrives(store: Store, job: WorkOrder) -> None:
    assert jobs.plan(store, job.id, at(), "p").state is WorkOrderState.PLANNED
    deliver(store, job)
    with store.read() as uow:
        assert uow.work_orders.get(job.id).state is WorkOrderState.READY
        assert promised_to_others(uow, PUMP_PART, "another component") == 1


def test_the_job_is_not_ready_without_its_part(store: Store, job: WorkOrder) -> None:
    jobs.plan(store, job.id, at(), "p")
    with pytest.raises(StepRefused, match="6309-2RS-C3"):
        jobs.make_ready(store, job.id, at(), "r")


def test_a_finished_job_uses_the_part_once_and_renews_the_component(
    store: Store, job: WorkOrder
) -> None:
    jobs.plan(store, job.id, at(), "p")
    deliver(store, job)
    jobs.start(store, job.id, at(6.0), "s")
    for _ in range(2):
        done = jobs.finish(store, job.id, at(6.1), "f", Outcome.AS_PREDICTED, "outer race spalled")
    assert (done.state, done.outcome) == (WorkOrderState.DONE, Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 0
        assert uow.plant.component(PUMP_BEARING).installed_on == at(6.1).today
        assert uow.orders.get(job.purchase_order_id or "").state is OrderState.CLOSED
        assert uow.work_orders.last_replacement(PUMP_BEARING) == at(6.1).now
        assert [e.kind for e in uow.events.all()][-1] == "job_done"


def test_planning_when_the_part_is_already_in_makes_ready_at_once(
    store: Store, job: WorkOrder
) -> None:
    deliver(store, job)
    assert jobs.plan(store, job.id, at(5.5), "p").state is WorkOrderState.READY
