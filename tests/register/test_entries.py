"""What people enter of a machine: through one door, on record, and back again."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.core.assets import Asset, Component, Criticality, KitItem
from app.core.errors import PartUnknown, PlantError, ScenarioRefused, StepRefused
from app.core.planned_tasks import PlannedTask
from app.core.work_window import MaintenanceWindow, WindowKind
from app.register.machines import change_component, change_machine, parts_of
from app.register.planned_work import bring_task_back, end_task, keep_task
from app.register.windows import keep_window, remove_window
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, at

DUE = at().today + timedelta(days=10)
TASK = PlannedTask("t", PUMP_BEARING, "Change the seal", PUMP_PART, 1, DUE, every_days=30)


def pump(store: Store) -> Asset:
    with store.read() as uow:
        return uow.plant.asset(bearing(store).asset_id)


def bearing(store: Store) -> Component:
    with store.read() as uow:
        return uow.plant.component(PUMP_BEARING)


def actions(store: Store) -> list[str]:
    with store.read() as uow:
        return [row.action for row in uow.audit.rows()]


def test_a_machines_figures_are_kept_and_come_back(store: Store) -> None:
    stood = pump(store)
    wished = replace(
        stood,
        criticality=Criticality.A,
        downtime_cost_per_day=Decimal("1200.50"),
        derated_life_factor=1.5,
        derated_output_lost=0.2,
        staged_repair_days=0.25,
        standby_cost_per_day=Decimal(300),
    )
    change_machine(store, stood, wished, at(), "k")
    assert pump(store) == wished
    change_machine(store, wished, stood, at(), "back")
    assert pump(store) == stood
    assert actions(store)[-2:] == ["change machine"] * 2


@pytest.mark.parametrize("cost", [Decimal(-1), Decimal("0.001"), Decimal(10) ** 12])
def test_a_cost_that_can_not_be_changes_nothing(store: Store, cost: Decimal) -> None:
    stood = pump(store)
    for changes in ({"downtime_cost_per_day": cost}, {"standby_cost_per_day": cost}):
        with pytest.raises(ScenarioRefused, match="a day from 0"):
            change_machine(store, stood, replace(stood, **changes), at(), "k")
    assert pump(store) == stood


def test_a_job_is_kept_with_its_kit_of_known_parts(store: Store) -> None:
    stood = bearing(store)
    with store.read() as uow:
        other = next(p.id for p in uow.stock.parts() if p.id != PUMP_PART)
    wished = replace(stood, job_days=0.25, quantity_per_job=2, kit=(KitItem(other, 3),))
    change_component(store, stood, wished, at(), "k")
    assert bearing(store) == wished
    assert parts_of(wished) == (PUMP_PART, other)
    with pytest.raises(PartUnknown):
        change_component(store, wished, replace(wished, kit=(KitItem("none"),)), at(), "u")
    for changes in ({"job_days": 0.0}, {"job_days": 400.0}, {"quantity_per_job": 0}):
        with pytest.raises(ScenarioRefused):
            change_component(store, wished, replace(wished, **changes), at(), "x")
    assert bearing(store) == wished


def test_what_else_changed_meanwhile_stays_and_the_same_figure_is_refused(store: Store) -> None:
    seen = bearing(store)
    with store.begin("finishing a job") as uow:
        uow.plant.save_component(replace(seen, installed_on=at().today))
    change_component(store, seen, replace(seen, job_days=0.5), at(), "k")
    assert (bearing(store).installed_on, bearing(store).job_days) == (at().today, 0.5)
    with pytest.raises(StepRefused, match="changed by someone else"):
        change_component(store, seen, replace(seen, job_days=2.0), at(), "late")
    assert bearing(store).job_days == 0.5


def test_a_window_is_kept_changed_taken_away_and_put_back(store: Store) -> None:
    asset_id = bearing(store).asset_id
    first = MaintenanceWindow("w", asset_id, name="Saturday", weekday=5, lasts_hours=8.0)
    other = replace(first, kind=WindowKind.SANITATION, lasts_hours=4.0)

    def listed() -> list[MaintenanceWindow]:
        with store.read() as uow:
            return uow.windows.of_asset(asset_id)

    assert keep_window(store, first, at(), "a") is None
    assert keep_window(store, other, at(), "b") == first
    assert remove_window(store, asset_id, "w", at(), "c") == other
    assert listed() == []
    with pytest.raises(StepRefused):
        remove_window(store, asset_id, "w", at(), "d")
    keep_window(store, other, at(), "e")
    assert listed() == [other]
    gone = MaintenanceWindow("p", asset_id, on=at(-1).today)
    with pytest.raises(ScenarioRefused, match="has passed"):
        keep_window(store, gone, at(), "f")
    assert actions(store)[-1] == "change window"


def test_planned_work_is_kept_ended_and_comes_back_on_days_ahead(store: Store) -> None:
    def coming() -> list[PlannedTask]:
        with store.read() as uow:
            return [task for task in uow.planned_tasks.active() if task.id == "t"]

    assert keep_task(store, TASK, at(), "a") is None
    assert coming() == [TASK]
    assert keep_task(store, replace(TASK, quantity=2), at(), "b") == TASK
    ended = end_task(store, "t", at(), "c")
    assert coming() == []
    bring_task_back(store, ended, at(15), "d")
    assert [task.due_on for task in coming()] == [DUE + timedelta(days=30)]


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (replace(TASK, name=" "), "says what is done"),
        (replace(TASK, due_on=at(-1).today), "has passed"),
        (replace(TASK, part_id="none"), "none"),
        (replace(TASK, component_id="none"), "none"),
    ],
)
def test_work_that_can_not_be_is_refused(store: Store, task: PlannedTask, said: str) -> None:
    with pytest.raises(PlantError, match=said):
        keep_task(store, task, at(), "k")
    with store.read() as uow:
        assert all(one.id != "t" for one in uow.planned_tasks.active())
