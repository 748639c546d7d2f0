"""Lives noted when a job replaces an item, and by hand from older papers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.component_life import LifeEnd, PastLife
from app.core.errors import ScenarioRefused, StepRefused
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import Outcome, WorkOrderKind
from app.maintenance import jobs
from app.maintenance.lives import keep_past_life, remove_past_life
from app.replenishment.review import review
from tests.office_books import PUMP_BEARING, PUMP_PART, at, judged
from tests.past_predictions import lognormal

FITTED = at().today - timedelta(days=400)


def fitted(store, on=FITTED):
    with store.begin("t") as uow:
        component = uow.plant.component(PUMP_BEARING)
        uow.plant.save_component(replace(component, installed_on=on))


def lives(store):
    with store.read() as uow:
        return uow.lives.of_component(PUMP_BEARING)


def begun_job(store, kind=WorkOrderKind.PREVENTIVE):
    """A job on the pump's bearing that is under way, its part on the shelf."""
    with store.begin("t") as uow:
        review(uow, PUMP_BEARING, judged(lognormal(6.0, 0.2)), at())
        job = uow.work_orders.open_for(PUMP_BEARING)
        uow.work_orders.save(replace(job, kind=kind))
        uow.stock.add_movement(
            StockMovement("m", PUMP_PART, 5, MovementKind.CORRECTION, at().now, "t")
        )
        for item in uow.plant.component(PUMP_BEARING).kit:
            uow.stock.add_movement(
                StockMovement(item.part_id, item.part_id, 9, MovementKind.CORRECTION, at().now, "t")
            )
    jobs.plan(store, job.id, at(), "plan")
    with store.read() as uow:
        if uow.work_orders.get(job.id).state.value == "PLANNED":
            jobs.make_ready(store, job.id, at(), "ready")
    jobs.start(store, job.id, at(1.0), "start")
    return job


@pytest.mark.parametrize(
    ("kind", "end", "days"),
    [
        (WorkOrderKind.PREVENTIVE, LifeEnd.WORN, 402),
        (WorkOrderKind.CORRECTIVE, LifeEnd.FAILED, 400),
    ],
)
def test_a_job_that_found_the_wear_ends_a_life(store, kind, end, days):
    fitted(store)
    job = begun_job(store, kind)
    jobs.finish(store, job.id, at(2.0), "finish", Outcome.AS_PREDICTED)
    (life,) = lives(store)
    assert (life.fitted_on, life.end, life.noted_from) == (FITTED, end, job.number)
    assert (life.ended_on - life.fitted_on).days == days
    assert life.part_id == PUMP_PART


@pytest.mark.parametrize("outcome", [Outcome.OTHER_FAULT, Outcome.NO_FAULT_FOUND])
def test_an_item_that_stays_goes_on_living(store, outcome):
    fitted(store)
    job = begun_job(store)
    jobs.finish(store, job.id, at(2.0), "finish", outcome)
    assert lives(store) == []


def test_nobody_knows_how_long_an_item_lived_that_nobody_saw_fitted(store):
    job = begun_job(store)
    fitted(store, on=None)
    jobs.finish(store, job.id, at(2.0), "finish", Outcome.AS_PREDICTED)
    assert lives(store) == []


def noted(first, last, end=LifeEnd.FAILED):
    days = (at().today - timedelta(days=d) for d in (first, last))
    return PastLife("life", PUMP_BEARING, PUMP_PART, *days, end, "paper card")


def test_a_life_read_from_older_papers_is_kept_once_and_taken_back(store):
    fitted(store)
    life = noted(900, 400)
    for _ in range(2):
        keep_past_life(store, life, at(), "key")
    assert lives(store) == [life]
    remove_past_life(store, life, at(), "back")
    assert lives(store) == []
    with pytest.raises(StepRefused, match="no past life"):
        remove_past_life(store, life, at(), "again")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(900, 399, "another item was in service from .* until now"), (10, -5, "still to come")],
)
def test_a_life_that_cant_be_is_refused(store, first, last, said):
    fitted(store)
    with pytest.raises(ScenarioRefused, match=said):
        keep_past_life(store, noted(first, last), at(), "key")
    assert lives(store) == []


def test_one_place_holds_one_item_at_a_time(store):
    fitted(store, on=at().today)
    keep_past_life(store, noted(900, 500), at(), "first")
    second = replace(noted(600, 300), id="second")
    with pytest.raises(ScenarioRefused, match="another item was in service"):
        keep_past_life(store, second, at(), "second")
    keep_past_life(store, replace(noted(500, 300), id="second"), at(), "third")
    assert len(lives(store)) == 2


def test_a_life_that_ends_before_it_begins_is_refused():
    with pytest.raises(ScenarioRefused, match="Swap"):
        noted(10, 20)
