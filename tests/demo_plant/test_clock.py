"""The demo plant's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import ScenarioRefused
from app.demo_plant.clock import DemoClock, instant_of, utc_ms_of

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


@given(
    speed=st.floats(0.01, 1e6),
    began_s=st.floats(0, 1e6),
    elapsed_s=st.floats(0, 1e4),
)
@settings(deadline=None)
def test_plant_time_passes_at_the_speed(speed: float, began_s: float, elapsed_s: float) -> None:
    clock = DemoClock(START, speed, began_s)
    passed = (clock.now(began_s + elapsed_s) - START).total_seconds()
    assert passed == pytest.approx(elapsed_s * speed, rel=1e-6, abs=1e-3 + 1e-9 * speed)


@given(st.lists(st.floats(0, 1e5), min_size=2))
@settings(deadline=None)
def test_plant_time_never_goes_back(readings_s: list[float]) -> None:
    clock = DemoClock(START, 43_200.0, 0.0)
    told = [clock.utc_ms(reading_s) for reading_s in sorted(readings_s)]
    assert told == sorted(told)


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0.01, 1e5)), max_size=5), st.floats(0, 1e4))
@settings(deadline=None)
def test_another_pace_begins_where_the_clock_stands(
    paces: list[tuple[float, float]], after_s: float
) -> None:
    clock, reading_s, expected_s = DemoClock(START, 60.0, 0.0), 0.0, 0.0
    for waited_s, speed in paces:
        expected_s += waited_s * clock.speed
        reading_s += waited_s
        clock = clock.at_pace(speed, reading_s)
    expected_s += after_s * clock.speed
    passed_s = (clock.now(reading_s + after_s) - START).total_seconds()
    assert passed_s == pytest.approx(expected_s, rel=1e-6, abs=0.01)


@given(st.floats(0, 4e9).map(lambda s: instant_of(0) + timedelta(seconds=s)))
@settings(deadline=None)
def test_milliseconds_and_instants_agree(instant: datetime) -> None:
    assert timedelta(0) <= instant - instant_of(utc_ms_of(instant)) < timedelta(milliseconds=1)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ScenarioRefused, match="no time zone"):
        DemoClock(START.replace(tzinfo=None), 1.0, 0.0)


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan"), float("inf")])
def test_a_clock_that_would_not_run_is_refused(speed: float) -> None:
    with pytest.raises(ScenarioRefused, match="speed"):
        DemoClock(START, speed, 0.0)
