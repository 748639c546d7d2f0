"""Upkeep of a machine with real widgets: entered, said at the field, seen on the board, undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import Criticality
from app.core.drive import Drive
from app.core.health import Assessment
from app.core.need_line import NeedKind, NeedLine, kit_id
from app.demo_plant.identity import demo_id
from app.maintenance import jobs
from app.replenishment.board import need_lines
from app.replenishment.job_for_need import propose_job
from app.ui.background import Background
from app.ui.target import Place, Target
from app.ui.translation import use_language
from app.ui.upkeep.task_editor import DATES, EVERY
from app.ui.upkeep.upkeep_panel import UpkeepPanel
from app.ui.upkeep.window_editor import DATED
from app.ui.wording import Wording
from tests.ui.opener import Opener
from tests.ui.visible_texts import clipped, said_without_catalogue

WAIT_MS = 30_000
PUMP, BEARING = demo_id("asset", "P-101"), demo_id("component", "P-101")
OTHER = demo_id("part", "6312-C3")


@pytest.fixture
def panel(
    qtbot: QtBot,
    runtime: Runtime,
    say: Wording,
    background: Background,
    assess: Callable[..., Assessment],
) -> UpkeepPanel:
    """The pump's upkeep; its bearing wears."""
    assess("P-101", 60.0)
    made = UpkeepPanel(runtime, say, background)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show_asset(PUMP)
    with qtbot.waitExposed(made):
        made.show()
    return made


def kept(panel: UpkeepPanel, qtbot: QtBot, press: QPushButton) -> str:
    with qtbot.waitSignal(panel.done, timeout=WAIT_MS) as told:
        qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    return str((told.args or [""])[0])


def undo(panel: UpkeepPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.done, timeout=WAIT_MS):
        panel.undo.trigger()


def write(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.clear()
    qtbot.keyClicks(field, text)


def lines(runtime: Runtime) -> dict[str, NeedLine]:
    with runtime.store.read() as uow:
        return {line.id: line for line in need_lines(uow, runtime.moment())}


def test_the_figures_the_ways_out_ask_for_are_entered(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    with runtime.store.read() as uow:
        stood = uow.plant.asset(PUMP)
    fields = panel.machine.grid.fields
    assert not panel.machine.keep.isEnabled()
    for key, text in (
        ("downtime_cost_per_day", "1,250.50"),
        ("repair_days", "36"),
        ("derated_life_factor", "1.5"),
        ("derated_output_lost", "20"),
        ("staged_repair_days", "6"),
        ("standby_cost_per_day", "300"),
    ):
        write(qtbot, fields[key], text)
    panel.machine.criticality.setCurrentIndex(0)
    assert "reviewed" in kept(panel, qtbot, panel.machine.keep)
    with runtime.store.read() as uow:
        asset = uow.plant.asset(PUMP)
    assert str(asset.downtime_cost_per_day) == "1250.50"
    assert (asset.repair_days, asset.staged_repair_days) == (1.5, 0.25)
    assert (asset.derated_life_factor, asset.derated_output_lost) == (1.5, 0.2)
    assert asset.criticality is Criticality.A
    assert not panel.machine.keep.isEnabled()
    undo(panel, qtbot)
    with runtime.store.read() as uow:
        assert uow.plant.asset(PUMP) == stood


def test_a_class_that_changes_dates_the_need_anew_at_once(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    before = lines(runtime)[f"predicted:{BEARING}"]
    panel.machine.criticality.setCurrentIndex(0)
    write(qtbot, panel.machine.grid.fields["downtime_cost_per_day"], "90000")
    kept(panel, qtbot, panel.machine.keep)
    after = lines(runtime)[f"predicted:{BEARING}"]
    assert after.need_by is not None
    assert before.need_by is not None
    assert after.need_by < before.need_by
    with runtime.store.read() as uow:
        told = uow.decisions.latest(BEARING)
    assert told is not None
    assert told.decision.need_by == after.need_by


def test_what_is_being_typed_stays_while_the_page_follows_the_plant(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    field = panel.job.grid.fields["job_days"]
    write(qtbot, field, "6")
    with runtime.store.begin("finishing a job") as uow:
        component = uow.plant.component(BEARING)
        uow.plant.save_component(replace(component, installed_on=runtime.today()))
    panel.show_asset(PUMP)
    assert field.text() == "6"
    kept(panel, qtbot, panel.job.keep)
    with runtime.store.read() as uow:
        now = uow.plant.component(BEARING)
    assert (now.job_days, now.installed_on) == (0.25, runtime.today())
    assert not panel.job.keep.isEnabled()


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("downtime_cost_per_day", "much", "expected a number like"),
        ("derated_life_factor", "0.5", "from 1 to 100"),
        ("downtime_cost_per_day", "0.005", "at most two decimals"),
    ],
)
def test_a_figure_that_can_not_be_is_said_at_the_form(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime, key: str, text: str, said: str
) -> None:
    with runtime.store.read() as uow:
        stood = uow.plant.asset(PUMP)
    write(qtbot, panel.machine.grid.fields[key], text)
    panel.machine.keep.click()
    assert panel.machine.grid.error.isVisible()
    assert said in panel.machine.grid.error.text()
    with runtime.store.read() as uow:
        assert uow.plant.asset(PUMP) == stood
    panel.machine.restore.click()
    assert not panel.machine.grid.error.isVisible()


def test_a_part_put_into_the_kit_is_a_need_at_once(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    name = kit_id(BEARING, OTHER)
    assert name not in lines(runtime)
    panel.job.part.setCurrentIndex(panel.job.part.findData(OTHER))
    panel.job.pieces.setValue(2)
    panel.job.put.click()
    write(qtbot, panel.job.grid.fields["job_days"], "6")
    kept(panel, qtbot, panel.job.keep)
    found = lines(runtime)[name]
    assert (found.quantity, found.kind) == (2, NeedKind.PREDICTED)
    with runtime.store.read() as uow:
        assert uow.plant.component(BEARING).job_days == 0.25
    undo(panel, qtbot)
    assert name not in lines(runtime)
    own = demo_id("part", "6309-2RS-C3")
    panel.job.part.setCurrentIndex(panel.job.part.findData(own))
    panel.job.put.click()
    assert "beside the component's own" in panel.job.grid.error.text()


def test_windows_come_weekly_or_once_and_go(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    editor, today = panel.windows, runtime.today()
    editor.day.setCurrentIndex(editor.day.findData(5))
    editor.name.setText("Saturday shift")
    assert editor.hours.value() == 8.0
    kept(panel, qtbot, editor.add)
    assert "its job of 24 h fits into none of them" in editor._too_short.text()
    undo(panel, qtbot)
    assert not editor._too_short.isVisible()
    editor.hours.setValue(24.0)
    kept(panel, qtbot, editor.add)
    editor.day.setCurrentIndex(editor.day.findData(DATED))
    editor.on.show_day(today - timedelta(days=1))
    editor.add.click()
    assert "has passed" in editor.error.text()
    editor.on.show_day(today + timedelta(days=4))
    kept(panel, qtbot, editor.add)
    with runtime.store.read() as uow:
        found = sorted(uow.windows.of_asset(PUMP), key=lambda w: w.on is None)
    assert [(w.on, w.weekday) for w in found] == [(today + timedelta(days=4), None), (None, 5)]
    with runtime.store.read() as uow:
        told = uow.decisions.latest(BEARING)
    assert told is not None
    assert "joint_best" in {r.code for r in told.decision.reasons}, "told anew with its window"
    editor.list.choose(found[0].id)
    kept(panel, qtbot, editor.remove)
    assert [row.window.weekday for row in editor.list.rows] == [5]
    undo(panel, qtbot)
    assert len(editor.list.rows) == 2


def test_planned_work_asks_for_its_parts_on_each_of_its_dates(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    editor, first = panel.tasks, runtime.today() + timedelta(days=40)

    def days() -> list[date]:
        wanted = lines(runtime).values()
        return sorted(n.need_by for n in wanted if n.id.startswith("planned:") and n.need_by)

    editor.add.click()
    assert "says what is done" in editor.error.text()
    editor.name.setText("Change the seal")
    editor.part.setCurrentIndex(editor.part.findData(OTHER))
    editor.first.show_day(first)
    editor.often.setCurrentIndex(editor.often.findData(EVERY))
    editor.days.setValue(100)
    editor.has_end.setChecked(True)
    editor.ends.show_day(first + timedelta(days=150))
    assert "Comes on" in editor._next.text()
    kept(panel, qtbot, editor.add)
    assert len(days()) == 2
    editor.list.choose(editor.list.rows[0].id)
    editor.often.setCurrentIndex(editor.often.findData(DATES))
    editor.dates.setText("soon")
    editor.change.click()
    assert "expected a date like" in editor.error.text()
    more = [first + timedelta(days=n) for n in (10, 20)]
    editor.dates.setText(", ".join(f"{day:%d/%m/%Y}" for day in more))
    kept(panel, qtbot, editor.change)
    assert len(days()) == 3
    kept(panel, qtbot, editor.remove)
    assert days() == []
    undo(panel, qtbot)
    assert len(days()) == 3


def test_the_page_turns_over_and_needs_show_what_was_entered(
    opened: Opener, qtbot: QtBot, assess: Callable[..., Assessment]
) -> None:
    assess("P-101", 60.0)
    window = opened()
    window.go(Target(Place.ASSETS, PUMP))
    assets = window.pages.assets
    qtbot.mouseClick(assets.header.upkeep, Qt.MouseButton.LeftButton)
    panel = assets.upkeep
    assert panel.isVisible()
    panel.tasks.name.setText("Overhaul")
    kept(panel, qtbot, panel.tasks.add)
    window.go(Target(Place.NEEDS))
    needs = window.pages.needs
    qtbot.waitUntil(lambda: not needs.work.is_busy, timeout=WAIT_MS)
    assert any(row.line.kind is NeedKind.PLANNED for row in needs.list.rows)
    window.go(Target(Place.ASSETS, PUMP))
    assert panel.undo in window.commands()
    qtbot.mouseClick(assets.header.upkeep, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()


def test_what_turns_with_the_shaft_is_entered_and_taken_back(
    panel: UpkeepPanel, qtbot: QtBot, runtime: Runtime
) -> None:
    assert "gear wear (teeth of the wheel)" in panel.drive.lacking.text()
    panel.drive.grid.fields["blades"].setText("6")
    panel.drive.grid.fields["supply_hz"].setText("50")
    panel.drive.grid.changed.emit()
    assert "What turns" in kept(panel, qtbot, panel.drive.keep)
    with runtime.store.read() as uow:
        assert uow.plant.component(BEARING).drive == Drive(blades=6, supply_hz=50.0)
    assert "supply" not in panel.drive.lacking.text()
    undo(panel, qtbot)
    with runtime.store.read() as uow:
        assert uow.plant.component(BEARING).drive == Drive(blades=7)


def test_a_figure_of_what_turns_that_can_not_be_is_said_at_the_form(panel: UpkeepPanel) -> None:
    panel.drive.grid.fields["gear_teeth"].setText("23.5")
    panel.drive.saved.emit()
    assert "whole number" in panel.drive.grid.error.text()
    panel.drive.grid.fields["gear_teeth"].setText("3")
    panel.drive.saved.emit()
    assert "teeth from 5" in panel.drive.grid.error.text()


def test_every_text_is_in_the_catalogue_and_none_is_clipped(
    opened: Opener, qtbot: QtBot, qapp: QApplication
) -> None:
    use_language(qapp, "zz")
    window = opened()
    window.go(Target(Place.ASSETS, PUMP))
    qtbot.mouseClick(window.pages.assets.header.upkeep, Qt.MouseButton.LeftButton)
    qtbot.wait(100)
    assert said_without_catalogue(window.pages.assets.upkeep) == []
    assert clipped(window.pages.assets.upkeep) == []


def test_another_part_of_its_own_is_chosen_and_taken_back(
    qtbot: QtBot, panel: UpkeepPanel, runtime: Runtime
) -> None:
    own = panel.job.own
    assert own.currentData() == demo_id("part", "6309-2RS-C3")
    own.setCurrentIndex(own.findData(OTHER))
    own.activated.emit(own.currentIndex())
    kept(panel, qtbot, panel.job.keep)
    with runtime.store.read() as uow:
        assert uow.plant.component(BEARING).part_id == OTHER
    assert lines(runtime)[f"predicted:{BEARING}"].part_id == OTHER
    undo(panel, qtbot)
    with runtime.store.read() as uow:
        assert uow.plant.component(BEARING).part_id == demo_id("part", "6309-2RS-C3")


def test_a_job_that_is_only_proposed_wants_the_other_part_too(
    qtbot: QtBot, panel: UpkeepPanel, runtime: Runtime
) -> None:
    propose_job(runtime.store, BEARING, runtime.moment(), "job")
    panel.job.own.setCurrentIndex(panel.job.own.findData(OTHER))
    panel.job.own.activated.emit(panel.job.own.currentIndex())
    kept(panel, qtbot, panel.job.keep)
    with runtime.store.read() as uow:
        job = uow.work_orders.open_for(BEARING)
    assert job is not None
    assert job.part_id == OTHER


def test_a_component_keeps_its_part_while_a_job_is_planned_with_it(
    qtbot: QtBot, panel: UpkeepPanel, runtime: Runtime
) -> None:
    job = propose_job(runtime.store, BEARING, runtime.moment(), "job")
    jobs.plan(runtime.store, job.id, runtime.moment(), "plan")
    panel.job.own.setCurrentIndex(0)
    panel.job.own.activated.emit(0)
    qtbot.mouseClick(panel.job.keep, Qt.MouseButton.LeftButton)
    assert "is planned with the part it has now" in panel.job.grid.error.text()
    with runtime.store.read() as uow:
        assert uow.plant.component(BEARING).part_id == demo_id("part", "6309-2RS-C3")
