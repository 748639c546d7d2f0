"""Single values on their way through the monitor: judged, kept, or the state of the others."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.core.assets import MeasurementPoint, PointRole
from app.core.condition_indicator import Badness
from app.core.errors import ReadingRefused
from app.core.health import HealthState, RulState
from app.core.measurements import Quality, Reading
from app.demo_plant.identity import demo_id
from app.demo_plant.machines import Machine, demo_machines
from tests.monitoring.test_monitor import Bench, waveform
from tests.office_books import MONDAY

COMPONENT = demo_id("component", "P-101")
OIL = MeasurementPoint("oil", COMPONENT, "Oil temperature", "degC", quantity="temperature")
LOAD = MeasurementPoint("load", COMPONENT, "Motor load", "%", quantity="load", role=PointRole.LOAD)


@pytest.fixture
def bench(store) -> Bench:
    with store.begin("test") as uow:
        for point in (replace(OIL, alarm_high=80.0, danger_high=95.0), LOAD):
            uow.plant.add_point(point)
    return Bench(store)


@pytest.fixture
def pump() -> Machine:
    return demo_machines(3, int(MONDAY.timestamp() * 1000))["P-101"]


def tell(bench, value, hours, point=OIL, **changes):
    bench.now = MONDAY + timedelta(hours=hours)
    bench.ledger.took_in(1)
    reading = Reading(point.id, bench.now, value, point.unit)
    bench.monitor.judge(replace(reading, **changes))


def said(bench):
    return bench.store.measurements.latest_assessment(COMPONENT).health


def warmed(count, level=60.0, sigma=1.0, seed=0):
    return level + sigma * np.random.default_rng(seed).standard_normal(count)


def test_a_temperature_gets_health_from_its_own_values(bench):
    for hour, value in enumerate([*warmed(40), *[90.0] * 5]):
        tell(bench, float(value), hour)
    health = said(bench)
    assert health.state is HealthState.ALARM
    assert (health.unit, health.limit, health.limit_source) == ("degC", 80.0, "limit of the point")
    assert len(bench.store.measurements.readings("oil")) == 45
    assert bench.ledger.counts().is_balanced


def test_a_scalar_that_climbs_to_its_limit_of_danger_foresees_a_failure(bench):
    for hour, value in enumerate([*warmed(40), *np.linspace(60, 88, 60)]):
        tell(bench, float(value), hour)
    rul = bench.store.measurements.latest_assessment(COMPONENT).rul
    assert rul.state is RulState.DEGRADING
    assert 0 < rul.distribution.quantile(0.5) < 100


def test_a_scalar_without_a_limit_of_danger_tells_the_condition_only(bench):
    with bench.store.begin("test") as uow:
        uow.plant.save_point(OIL)
    bench.monitor.load()
    for hour, value in enumerate([*warmed(40), *[90.0] * 6]):
        tell(bench, float(value), hour)
    latest = bench.store.measurements.latest_assessment(COMPONENT)
    assert latest.health.state is HealthState.WATCH
    assert latest.rul.state is RulState.NO_DATA


@pytest.mark.parametrize("worthless", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_no_number_is_kept_as_bad_and_changes_nothing(bench, worthless):
    for hour in range(30):
        tell(bench, 60.0 + 0.1 * (hour % 3), hour)
    before = said(bench)
    for hour in range(30, 34):
        tell(bench, worthless, hour)
    assert said(bench) == before
    assert bench.store.measurements.readings("oil")[-1].quality is Quality.BAD


def test_a_value_in_another_unit_is_refused_by_name(bench):
    with pytest.raises(ReadingRefused, match='expected values in "degC", got "K"'):
        tell(bench, 333.0, 1, unit="K")
    assert bench.store.measurements.readings("oil") == []
    assert bench.ledger.counts().dropped == 1


def test_a_low_flow_is_bad_and_a_high_one_is_not(bench):
    flow = MeasurementPoint(
        "flow", COMPONENT, "Flow", "m3/h", quantity="flow", badness=Badness.LOW, alarm_low=70.0
    )
    with bench.store.begin("test") as uow:
        uow.plant.add_point(flow)
    bench.monitor.load()
    for hour in range(10):
        tell(bench, 140.0, hour, flow)
    assert said(bench).state is HealthState.NORMAL
    for hour in range(10, 14):
        tell(bench, 65.0, hour, flow)
    assert said(bench).state is HealthState.ALARM


def test_the_load_near_a_measurement_is_noted_with_it(bench, pump):
    tell(bench, 73.0, 0.0, LOAD)
    bench.judge(waveform(pump, bench.now + timedelta(minutes=5)))
    bench.judge(waveform(pump, bench.now + timedelta(hours=3)))
    loads = [f.load for f in bench.store.measurements.features(demo_id("point", "P-101"))]
    assert loads == [73.0, None]


def test_a_measured_speed_stands_in_for_one_that_a_waveform_lacks(bench, pump):
    speed = replace(LOAD, id="speed", quantity="speed", unit="rpm", role=PointRole.SPEED)
    with bench.store.begin("test") as uow:
        uow.plant.add_point(speed)
    bench.monitor.load()
    tell(bench, 1391.0, 0.0, speed)
    bench.judge(waveform(pump, bench.now, shaft_speed_rpm=None))
    kept = bench.store.measurements.features(demo_id("point", "P-101"))
    assert [f.shaft_speed_rpm for f in kept] == [1391.0]


def test_what_was_measured_of_a_scalar_is_taken_up_again_at_the_next_start(bench):
    for hour in range(30):
        tell(bench, 60.0 + 0.1 * (hour % 3), hour)
    bench.monitor = bench.new_monitor()
    for hour in range(30, 36):
        tell(bench, 75.0, hour)
    assert said(bench).state is HealthState.WATCH
