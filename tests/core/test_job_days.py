"""A job never stands across a shutdown, and moves no further than it must."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.job_days import day_around_shutdowns

TODAY = date(2026, 3, 2)
CLOSED = Shutdown(TODAY + timedelta(days=15), TODAY + timedelta(days=25), "yearly")
CALENDAR = WorkCalendar(shutdowns=(CLOSED,))
ON_WEEKDAYS = WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=(CLOSED,))

days = st.integers(0, 60).map(lambda n: TODAY + timedelta(days=n))
lengths = st.floats(0.1, 4.0)


@given(days, lengths, st.sampled_from([CALENDAR, ON_WEEKDAYS]))
def test_a_job_is_done_on_open_days_with_no_shutdown_between(day, job_days, calendar):
    found = day_around_shutdowns(day, job_days, calendar, TODAY)
    assert calendar.is_open(found)
    span = int(-(-job_days // 1))
    worked = [n for n in range(60) if calendar.is_open(found + timedelta(days=n))][:span]
    ends = found + timedelta(days=worked[-1])
    assert not (found <= CLOSED.first <= ends)
    assert day_around_shutdowns(found, job_days, calendar, TODAY) == found


@given(days, lengths)
def test_a_job_that_no_shutdown_touches_stays(day, job_days):
    ends = day + timedelta(days=int(-(-job_days // 1)) - 1)
    if ends < CLOSED.first or day > CLOSED.last:
        assert day_around_shutdowns(day, job_days, CALENDAR, TODAY) == day


@given(days)
def test_its_parts_must_be_there_first(day):
    earliest = CLOSED.first - timedelta(days=1)
    found = day_around_shutdowns(day, 2.0, CALENDAR, earliest)
    if earliest <= day <= CLOSED.last:
        assert found == CLOSED.last + timedelta(days=1), "two days do not fit before it"
