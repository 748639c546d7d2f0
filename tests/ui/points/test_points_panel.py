"""The points of a machine: what each is judged by, set up and taken back, with real widgets."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import PointRole
from app.core.condition_indicator import Badness
from app.core.health import HealthState
from app.core.measurements import Features, Reading
from app.demo_plant.identity import demo_id
from app.ui.points.points_panel import PointsPanel
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.ui.opener import Opener

ASSET, POINT = demo_id("asset", "P-101"), demo_id("point", "P-101")


@pytest.fixture
def measured(runtime: Runtime) -> None:
    """A pump measured every four hours for 20 days, its velocity noisy around 2 mm/s."""
    rng = np.random.default_rng(4)
    now = runtime.now()
    runtime.store.measurements.add_features(
        [
            Features(
                POINT,
                now - timedelta(hours=4 * (120 - i)),
                2.0 * float(np.exp(0.05 * rng.standard_normal())),
                1.0,
                4.0 * float(np.exp(0.1 * rng.standard_normal())),
                4.0,
                0.1,
                {"10-1000 Hz": 0.5, "1000-3000 Hz": 0.6, "3000-6400 Hz": 0.3},
                envelope_ms2={"outer": 0.05},
                shaft_speed_rpm=1480.0 + float(rng.uniform(-3, 3)),
            )
            for i in range(120)
        ]
    )


@pytest.fixture
def panel(qtbot: QtBot, runtime: Runtime, say: Wording, measured: None) -> PointsPanel:
    made = PointsPanel(runtime, say)
    qtbot.addWidget(made)
    made.resize(1084, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.show_asset(ASSET)
    return made


def add_scalar(panel: PointsPanel, name="Bearing temperature", quantity="temperature") -> None:
    panel.add.click()
    panel.scalar.name.setText(name)
    panel.scalar.quantity.setCurrentText(quantity)
    panel.scalar.act.click()


def type_in(panel: PointsPanel, **texts: str) -> None:
    for name, text in texts.items():
        field = panel.form.scalar.fields[name]
        field.setText(text)
        field.textEdited.emit(text)


def point_named(runtime: Runtime, name: str):
    with runtime.store.read() as uow:
        return next(p for p in uow.plant.points() if p.name == name)


def test_a_point_says_what_decides_and_whose_limit_that_is(panel):
    facts = dict(panel.facts)
    assert "limit" in facts["Decides"]
    assert "n = 20" in facts["Baseline"]
    assert "rpm" in facts["Speed and load"]
    assert "load not known: not normalised" in facts["Speed and load"]
    assert facts["False onsets"].startswith("At most one in 100 years")
    assert "No claim of conformity" in facts["Zones"]
    assert panel.row.health.state is HealthState.NORMAL


def test_every_indicator_stands_with_its_limits(panel):
    rows = {row.id: row for row in panel.indicators.rows}
    assert {"velocity RMS 10-1000 Hz", "kurtosis", "crest factor", "envelope level"} <= set(rows)
    velocity = rows["velocity RMS 10-1000 Hz"]
    assert velocity.limit(HealthState.DANGER) == "8.50"
    assert "own baseline" in velocity.sources
    assert panel.indicators.rows[0].is_deciding


def test_another_table_of_zones_is_kept_and_taken_back(panel, runtime):
    form = panel.form
    form.zones.setCurrentIndex(form.zones.findData("10816-3-group-2-rigid"))
    form.zones.activated.emit(0)
    form.keep.click()
    assert panel.row.zones.cd_mms == 4.5
    panel.undo.trigger()
    assert panel.row.zones.cd_mms == 8.5


def test_a_scalar_point_is_added_and_its_typed_values_get_health(panel, runtime, qtbot):
    add_scalar(panel)
    point = point_named(runtime, "Bearing temperature")
    assert (point.unit, point.badness, point.role) == ("degC", Badness.HIGH, PointRole.CONDITION)
    assert panel.row.point == point
    type_in(panel, alarm_high="80", danger_high="95")
    panel.form.keep.click()
    now = runtime.now()
    readings = [
        Reading(point.id, now - timedelta(hours=i), 60.0 if i > 5 else 85.0, "degC")
        for i in range(40, 0, -1)
    ]
    runtime.store.measurements.add_readings(readings)
    panel.show_asset(ASSET)
    assert panel.row.health.state is HealthState.ALARM
    assert panel.row.health.limit == 80.0


def test_limits_in_the_wrong_order_are_refused_at_the_form(panel, runtime):
    add_scalar(panel)
    type_in(panel, alarm_high="95", danger_high="80")
    panel.form.keep.click()
    assert "expected limits that rise" in panel.form.scalar.error.text()
    assert point_named(runtime, "Bearing temperature").danger_high is None


def test_a_point_without_a_name_is_asked_for_one(panel):
    add_scalar(panel, name="")
    assert "Expected a name" in panel.scalar.refusal


def test_a_value_typed_goes_the_way_of_every_measurement(panel, runtime, qtbot):
    add_scalar(panel)
    taken = []
    runtime.take_reading = taken.append
    panel.enter.click()
    panel.reading.field.setText("61.5")
    panel.reading.act.click()
    assert [(one.value, one.unit) for one in taken] == [(61.5, "degC")]


def test_a_machine_in_a_state_its_baseline_never_met_says_so(panel, runtime):
    store, now = runtime.store, runtime.now()
    last = store.measurements.features(POINT)[-1]
    store.measurements.add_features(
        [
            replace(last, taken_at=now + timedelta(hours=i), shaft_speed_rpm=980.0)
            for i in range(1, 7)
        ]
    )
    runtime.now = lambda: now + timedelta(hours=7)
    panel.show_asset(ASSET)
    assert "out of range of the baseline" in dict(panel.facts)["Speed and load"]
    assert panel.row.health.state is HealthState.NORMAL


def test_the_asset_page_leads_to_its_points(opened: Opener, measured, qtbot: QtBot):
    window = opened()
    window.go(Target(Place.ASSETS, ASSET))
    assets = window.pages.assets
    assets.header.points.click()
    assert assets.points.isVisible()
    assert assets.points.row.point.id == POINT
    assert assets.points.undo in window.commands()
    assets.header.life.click()
    assert not assets.points.isVisible()
