"""The twin page: one machine whole, what would change it, and the ways there and on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import Component, MeasurementPoint
from app.core.health import Assessment
from app.core.measurements import Features
from app.demo_plant.identity import demo_id
from app.replenishment.twin import NoTwin, Twin
from app.ui.main_window import MainWindow
from app.ui.target import Place, Target
from app.ui.twin_view import TwinView
from app.ui.wording import Wording
from tests.ui.opener import Opener
from tests.ui.visible_texts import clipped

PUMP, FAN = demo_id("asset", "P-101"), demo_id("asset", "F-103")


@pytest.fixture
def measured(runtime: Runtime, assess: Callable[..., Assessment]) -> None:
    """The pump rises for a month and is judged to fail in some 30 days."""
    now = runtime.now()
    point = demo_id("point", "P-101")
    kept = []
    for n, day in enumerate(np.linspace(-40.0, -0.1, 160)):
        level = 4.0 * float(np.exp(max(day + 20.0, 0.0) / 12.0))
        kept.append(
            Features(
                point, now + timedelta(days=float(day)), 1.2 + 0.02 * level, level / 5.0, level,
                4.0, 1.0, shaft_speed_rpm=1480.0 + 4.0 * (n % 5),
            )
        )  # fmt: skip
    runtime.store.measurements.add_features(kept)
    assess("P-101", 30.0)


@pytest.fixture
def view(qtbot: QtBot, runtime: Runtime, say: Wording) -> Iterator[TwinView]:
    shown = TwinView(runtime, say)
    qtbot.addWidget(shown)
    shown.resize(1240, 690)
    shown.show()
    return shown


def number(view: TwinView, name: str) -> tuple[str, str]:
    line = next(line for line in view._lines if line.name == name)
    return line.plant, line.assumed


def test_a_machine_is_shown_whole(measured: None, view: TwinView) -> None:
    view.show_asset(PUMP)
    assert "likely to fail in 30 d" in view.headline.text()
    assert "n = 160 good measurements" in view.basis.text()
    assert "As of" in view.basis.text()
    assert "Speed (blue), rpm: 1,480 to 1,496" in view.speed.text
    assert view.life.scene is not None
    assert view.life.scene.life is not None
    (state,) = view.record.points if view.record else ()
    assert state.good == 160
    texts = " ".join(label.text() for _head, label in view.points._texts)
    assert "own baseline" in texts
    assert "failure limit of the point" in texts
    assert not [line for line in view._lines if line.is_news], "nothing is assumed yet"


def test_a_lighter_load_stretches_the_life_at_once_and_ctrl_z_goes_back(
    qtbot: QtBot, measured: None, view: TwinView
) -> None:
    view.show_asset(PUMP)
    before = view.life.scene
    slider = view.conditions.load.slider
    slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert view.conditions.load.value == pytest.approx(0.8)
    plant, assumed = (int(text) for text in number(view, "Life P50, d"))
    assert assumed == pytest.approx(plant / 0.8**3, abs=1.0)
    assert view.life.scene is not before
    assert "Wear 0.51 times as fast" in view.change.text()
    assert "ISO 281" in view.change.text()
    view._back.trigger()
    assert view.conditions.is_plant
    assert not view._back.isEnabled()
    assert number(view, "Life P50, d") == (str(plant), str(plant))


def test_fewer_days_and_less_speed_cost_output(measured: None, view: TwinView) -> None:
    view.show_asset(PUMP)
    view.conditions.speed.slider.setValue(0)
    _plant, lost = number(view, "Output lost")
    assert _plant == "0.00"
    assert float(lost) > 0
    view.conditions.go_back()
    view.conditions.running.slider.setValue(2)
    assert number(view, "Life P50, d")[1] != number(view, "Life P50, d")[0]


def test_the_job_day_and_an_order_of_today_redraw_the_plan(measured: None, view: TwinView) -> None:
    view.show_asset(PUMP)
    twin = view.record.twin if view.record else None
    assert isinstance(twin, Twin)
    assert twin.part_source == "sellers"
    view.conditions.job.slider.setValue(39)
    assert number(view, "P(fails first)")[1] != number(view, "P(fails first)")[0]
    marks = [mark for mark in view.life.scene.marks if mark.words == "replace"]  # type: ignore[union-attr]
    assert [mark.first for mark in marks] == [view.conditions.job.value]
    view.conditions.ordered.click()
    today = view.record.asset.today if view.record else None
    assert number(view, "Order by")[1] == view._say.short_day(today)


def test_what_is_assumed_stays_while_the_books_are_read_anew(
    measured: None, view: TwinView
) -> None:
    view.show_asset(PUMP)
    view.conditions.load.slider.setValue(6)
    kept = view._lines
    view.refresh()
    assert view.conditions.load.slider.value() == 6
    assert view._lines == kept
    view.show_asset(FAN)
    assert view.conditions.is_plant, "another machine begins as it runs"


def test_a_machine_without_a_path_is_forecast_by_its_age(
    runtime: Runtime, view: TwinView, well_plant: None
) -> None:
    view.show_asset(FAN)
    assert "No degradation detected" in view.headline.text()
    assert "forecast by age" in view.basis.text()
    assert number(view, "Needed by") == ("—", "—")
    assert int(number(view, "Life P50, d")[0].replace(",", "")) > 365


def test_a_component_without_a_part_says_what_is_missing(runtime: Runtime, view: TwinView) -> None:
    with runtime.store.begin("t") as uow:
        fan = next(c for c in uow.plant.components() if c.asset_id == FAN)
        uow.plant.save_component(replace(fan, part_id=None, kit=()))
    view.show_asset(FAN)
    assert isinstance(view.record.twin if view.record else None, NoTwin)
    assert "No spare part" in view._why_not.text()
    assert view.print_job() is not None


def test_all_components_and_points_of_a_machine_stand_on_one_page(
    runtime: Runtime, view: TwinView
) -> None:
    with runtime.store.begin("t") as uow:
        uow.plant.add_component(Component("second", PUMP, "Shaft seal", None))
        uow.plant.add_point(MeasurementPoint("second point", "second", "Seal side", "m/s2"))
    view.show_asset(PUMP)
    assert view.record is not None
    assert {state.point.id for state in view.record.points} == {
        demo_id("point", "P-101"),
        "second point",
    }
    tabs = {tab.text(): tab for tab in view._group.buttons()}
    assert set(tabs) == {"Drive-end bearing", "Shaft seal"}
    tabs["Shaft seal"].click()
    assert view.record.asset.component.id == "second"
    assert tabs["Shaft seal"].isChecked()


def test_it_prints_what_it_shows(measured: None, view: TwinView) -> None:
    view.show_asset(PUMP)
    view.conditions.load.slider.setValue(8)
    job = view.print_job()
    assert job is not None
    for words in ("P-101", "Life P50, d", "own baseline", "As of", "ISO 281", "data:image/png"):
        assert words in job.html


def test_enter_on_the_assets_page_and_the_search_lead_to_it(
    qtbot: QtBot, opened: Opener, measured: None
) -> None:
    window: MainWindow = opened()
    window.go(Target(Place.ASSETS, PUMP))
    lines = window.pages.assets.assets.lines
    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert window.pages.place is Place.TWIN
    assert window.pages.twin.name == "P-101"
    QApplication.processEvents()
    assert clipped(window.pages.twin) == []
    window.back()
    assert window.pages.place is Place.ASSETS
    window.open_search()
    line = window.chooser._line
    qtbot.keyClicks(line, "twin F-103")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.pages.path() == ["Twin", "F-103"]
