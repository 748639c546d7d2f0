from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from app.core.errors import StepRefused
from app.core.work_orders import WorkOrderState
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@few
@given(job=some.closed_jobs, changed=some.closed_jobs)
def test_a_job_reads_as_it_was_last_kept(store, job, changed):
    changed = replace(changed, id=job.id)
    with store.begin("eva") as uow:
        uow.work_orders.add(job)
        assert uow.work_orders.get(job.id) == job
        uow.work_orders.save(changed)
    with store.read() as uow:
        assert uow.work_orders.get(job.id) == changed
        assert changed in uow.work_orders.all()
        assert uow.work_orders.open_orders() == []


def test_a_component_never_has_two_open_jobs(store):
    with store.begin("eva") as uow:
        uow.work_orders.add(ex.job("WO-2026-0001"))
        uow.work_orders.add(ex.job("WO-2026-0002", "other"))
    with pytest.raises(StepRefused, match="already has an open work order"):  # noqa: SIM117
        with store.begin("eva") as uow:
            uow.work_orders.add(ex.job("WO-2026-0003"))


def test_a_component_may_be_worked_on_again_once_its_job_is_cancelled(store):
    first, second = ex.job("WO-2026-0001"), ex.job("WO-2026-0002")
    with store.begin("eva") as uow:
        uow.work_orders.add(first)
        assert uow.work_orders.open_for("component") == first
        uow.work_orders.save(first.step(WorkOrderState.CANCELLED))
        assert uow.work_orders.open_for("component") is None
        uow.work_orders.add(second)
        assert uow.work_orders.open_orders() == [second]


def test_numbers_of_jobs_follow_each_other(store):
    with store.begin("eva") as uow:
        assert uow.work_orders.next_number(2026) == "WO-2026-0001"
        uow.work_orders.add(ex.job("WO-2026-0001"))
        assert uow.work_orders.next_number(2026) == "WO-2026-0002"


def test_a_job_is_read_in_the_transaction_that_changes_it(store):
    job = ex.job("WO-2026-0001")
    with store.begin("eva") as uow:
        uow.work_orders.add(job)
    with pytest.raises(StepRefused, match="since it was read"), store.begin("max") as uow:
        uow.work_orders.save(job.step(WorkOrderState.PLANNED))


def test_a_job_that_is_not_kept_can_not_be_changed(store):
    with pytest.raises(StepRefused, match="not kept yet"), store.begin("eva") as uow:
        uow.work_orders.save(ex.job("WO-2026-0001"))


def test_an_unknown_job_is_named(store):
    with store.read() as uow, pytest.raises(StepRefused, match='"WO-9"'):
        uow.work_orders.get("WO-9")
