"""The job a person asks for beside a need."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from app.analysis.life.on_calendar import prior_life
from app.core.distribution import LEVELS, DaysDistribution
from app.core.errors import StepRefused
from app.core.health import RulState
from app.core.need_count import need_by_day
from app.core.purchasing import OrderState
from app.core.replacement import best_window, cost_rate
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import WorkOrderState
from app.core.work_window import MaintenanceWindow
from app.replenishment import orders
from app.replenishment.job_for_need import propose_job
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged


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


def test_a_part_on_the_shelf_is_used_in_the_window_the_one_step_rule_names(store: Store) -> None:
    life = DaysDistribution(60.0 * (-np.log1p(-LEVELS)) ** (1 / 4.0))
    with store.begin("t") as uow:
        component = uow.plant.component(PUMP_BEARING)
        pump = uow.plant.asset(component.asset_id)
        dear = replace(pump, downtime_cost_per_day=Decimal(400), repair_days=6.0)
        uow.plant.save_asset(dear)
        uow.plant.save_component(replace(component, job_days=0.5))
        uow.windows.put(MaintenanceWindow("w", pump.id, name="Saturday", weekday=5, lasts_hours=24))
        uow.stock.add_movement(
            StockMovement("m", PUMP_PART, 1, MovementKind.CORRECTION, at().now, "t")
        )
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(life), at(0.0, "monitor"))
        (job,) = uow.work_orders.all()
        prior = prior_life(component, pump.asset_class)
        price = float(uow.stock.part(PUMP_PART).price.amount)
    rate = cost_rate(*(np.array([x]) for x in (200.0, price, 0.0, prior.mean_days())))
    windows = np.arange(5, 360, 7)
    failing = need_by_day(life.fleet(), 365)
    by_step = best_window(failing, windows, np.array([400.0 * 5.5]), rate)
    assert job.planned_on == at().today + timedelta(days=int(windows[by_step[0]]))


def test_a_planned_job_wants_its_part_when_the_machine_is_seen_no_more(store: Store) -> None:
    with store.begin("test") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at())
        (order,) = uow.orders.all()
    orders.cancel(store, order.id, at(), "c", "the vendor is gone")
    with store.begin("test") as uow:
        for days in (0.5, 1.0):
            record = review(uow, PUMP_BEARING, judged(None, days, RulState.NO_DATA), at(days))
            assert record is not None
            assert record.knowledge is RulState.NO_DATA
        drafted = [o for o in uow.orders.all() if o.state is OrderState.DRAFT]
    assert record.decision.need_by is not None
    assert len(drafted) == 1, "the planned day wants the part; a person approves it"
