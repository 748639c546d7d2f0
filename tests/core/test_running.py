from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.calendars import EVERY_DAY, MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.running import LOOKED_AHEAD_DAYS, RunningPattern

MONDAY = date(2026, 3, 2)

patterns = st.builds(
    RunningPattern,
    st.floats(0.5, 24.0),
    st.one_of(
        st.none(),
        st.sets(st.sampled_from(sorted(EVERY_DAY)), min_size=1).map(
            lambda days: WorkCalendar(frozenset(days))
        ),
    ),
)


def test_nobody_who_named_no_hours_runs_round_the_clock():
    assert RunningPattern().hours_between(MONDAY, MONDAY + timedelta(days=10)) == 240.0


@given(pattern=patterns, days=st.floats(0, 2 * LOOKED_AHEAD_DAYS))
def test_the_days_after_which_hours_are_run_run_these_hours(pattern, days):
    hours = pattern.hours_ahead(MONDAY, np.array([days]))
    back = pattern.days_ahead(MONDAY, hours)
    assert pattern.hours_ahead(MONDAY, back)[0] == pytest.approx(hours[0], rel=1e-6, abs=1e-6)
    assert back[0] <= days + 1e-6


@given(pattern=patterns, hours=st.lists(st.floats(0, 1e6), min_size=2, max_size=5))
def test_more_hours_take_more_days(pattern, hours):
    days = pattern.days_ahead(MONDAY, np.sort(np.array(hours)))
    assert (np.diff(days) >= -1e-9).all()


@given(pattern=patterns, first=st.integers(0, 40), more=st.integers(0, 40))
def test_hours_add_up_from_day_to_day(pattern, first, more):
    middle, end = MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + more)
    parts = pattern.hours_between(MONDAY, middle) + pattern.hours_between(middle, end)
    assert parts == pytest.approx(pattern.hours_between(MONDAY, end))


def test_a_shutdown_in_which_the_machines_stand_takes_no_hours_and_another_does():
    week = [
        Shutdown(MONDAY, MONDAY + timedelta(days=6), "summer", still) for still in (True, False)
    ]
    stands, runs = (
        RunningPattern(16.0, WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=(one,))) for one in week
    )
    end = MONDAY + timedelta(days=7)
    assert stands.hours_between(MONDAY, end) == 0.0
    assert runs.hours_between(MONDAY, end) == 80.0
    assert stands.days_ahead(MONDAY, np.array([8.0]))[0] == 7.5


def test_a_day_before_the_first_has_no_hours():
    assert RunningPattern().hours_between(MONDAY, MONDAY - timedelta(days=3)) == 0.0
