"""The job a person asks for beside a need."""

import pytest

from app.core.errors import StepRefused
from app.core.work_orders import WorkOrderState
from app.core.work_window import MaintenanceWindow
from app.replenishment.job_for_need import propose_job
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, SOON, at, judged


def test_a_job_is_refused_before_anything_is_decided(store: Store) -> None:
    with pytest.raises(StepRefused, match="nothing is decided"):
        propose_job(store, PUMP_BEARING, at(), "key")
    with store.read() as uow:
        assert uow.work_orders.open_orders() == []


def test_the_job_of_the_review_is_the_one_that_is_found(store: Store) -> None:
    with store.begin("test") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at())
        proposed = uow.work_orders.open_for(PUMP_BEARING)
    assert proposed is not None
    assert propose_job(store, PUMP_BEARING, at(1), "next day").id == proposed.id


def test_a_need_that_can_wait_gets_its_job_when_it_is_asked_for(store: Store) -> None:
    later = judged(SOON.shifted(60.0))
    with store.begin("test") as uow:
        review(uow, PUMP_BEARING, later, at())
        assert uow.work_orders.open_for(PUMP_BEARING) is None
    job = propose_job(store, PUMP_BEARING, at(), "key")
    assert job.state is WorkOrderState.PROPOSED
    assert job.steps
    assert job.part_id is not None
    assert propose_job(store, PUMP_BEARING, at(1), "other key").id == job.id
    with store.read() as uow:
        assert len(uow.work_orders.open_orders()) == 1


def test_the_job_falls_into_a_window_of_its_machine(store: Store) -> None:
    with store.begin("test") as uow:
        asset_id = uow.plant.component(PUMP_BEARING).asset_id
        uow.windows.put(MaintenanceWindow("w", asset_id, name="Saturday shift", weekday=5))
        review(uow, PUMP_BEARING, judged(SOON), at())
        job = uow.work_orders.open_for(PUMP_BEARING)
    assert job is not None
    assert job.planned_on is not None
    assert job.planned_on.weekday() == 5
