"""Working days: holidays, shutdowns, arrivals, the last slot before a closure."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.calendars import (
    MONDAY_TO_FRIDAY,
    Shutdown,
    WorkCalendar,
    arrival_table,
    last_slot_before,
    latest_order_day,
    lead_working_days,
    working_days_between,
)
from app.core.errors import ScenarioRefused

MONDAY = date(2026, 3, 2)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
ranges = st.tuples(st.integers(0, 90), st.integers(0, 15)).map(
    lambda r: Shutdown(MONDAY + timedelta(r[0]), MONDAY + timedelta(r[0] + r[1]))
)
calendars = st.builds(
    WorkCalendar,
    working_weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    shutdowns=st.lists(ranges, max_size=2).map(tuple),
)


@given(days)
def test_a_calendar_not_given_is_open_every_day(day: date) -> None:
    assert WorkCalendar().is_open(day)


def test_public_holidays_are_closed() -> None:
    plant = WorkCalendar(holiday_country="DE", holiday_region="BY")
    assert not plant.is_open(date(2026, 1, 6)), "Epiphany in Bavaria"
    assert WorkCalendar(holiday_country="DE", holiday_region="HH").is_open(date(2026, 1, 6))
    assert not plant.is_open(date(2027, 1, 1)), "the next year counts too"


def test_an_unknown_country_is_refused_in_words() -> None:
    with pytest.raises(ScenarioRefused, match="not known"):
        WorkCalendar(holiday_country="XX")


def test_a_shutdown_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ScenarioRefused, match="before it begins"):
        Shutdown(MONDAY, MONDAY - timedelta(days=1))


@given(calendars, st.integers(0, 60))
def test_many_days_at_once_agree_with_one_by_one(calendar: WorkCalendar, first: int) -> None:
    start = MONDAY + timedelta(days=first)
    at_once = calendar.open_days(start, 30)
    assert at_once.tolist() == [calendar.is_open(start + timedelta(days=n)) for n in range(30)]


@given(calendars, calendars, st.integers(0, 12))
def test_goods_come_in_on_open_days_and_never_earlier_for_a_later_order(
    supplier: WorkCalendar, plant: WorkCalendar, lead: int
) -> None:
    table = arrival_table(MONDAY, supplier, plant, 60, lead)
    arrivals = table.arrival_day[:, lead]
    assert (np.diff(arrivals) >= 0).all()
    assert (arrivals >= np.arange(60)).all()
    assert all(plant.is_open(MONDAY + timedelta(days=int(day))) for day in arrivals)
    assert all(supplier.is_open(MONDAY + timedelta(days=int(day))) for day in table.sent_day)


@given(calendars, calendars, st.integers(0, 8), st.integers(0, 50))
def test_the_latest_order_day_is_the_latest_and_in_time(
    supplier: WorkCalendar, plant: WorkCalendar, lead: int, target: int
) -> None:
    table = arrival_table(MONDAY, supplier, plant, 60, lead)
    found = latest_order_day(table, lead, target)
    if found is None:
        assert table.arrival_day[0, lead] > target
    else:
        order_day, arrival = found
        assert arrival <= target
        assert table.arrival_day[order_day + 1, lead] > target


@given(calendars, st.integers(0, 6), st.integers(0, 40))
def test_lead_times_are_counted_as_they_are_planned(
    calendar: WorkCalendar, lead: int, order_day: int
) -> None:
    table = arrival_table(MONDAY, calendar, WorkCalendar(), 60, lead)
    sent = MONDAY + timedelta(days=int(table.sent_day[order_day]))
    came = MONDAY + timedelta(days=int(table.arrival_day[order_day, lead]))
    assert working_days_between(calendar, sent, came) == lead
    ordered = MONDAY + timedelta(days=order_day)
    assert lead_working_days(calendar, ordered, came) == lead, "also if ordered on a closed day"


@given(calendars, st.integers(1, 40), st.integers(1, 5))
def test_a_job_in_the_last_slot_ends_before_the_day(
    plant: WorkCalendar, day: int, length: int
) -> None:
    before = MONDAY + timedelta(days=day)
    slot = last_slot_before(before, float(length), plant, MONDAY)
    left = [d for d in range(day) if plant.is_open(MONDAY + timedelta(days=d))]
    if slot is None:
        assert len(left) < length
    else:
        start = (slot - MONDAY).days
        assert plant.is_open(slot)
        assert len([d for d in left if d >= start]) == length


@given(calendars, st.integers(-40, 0))
def test_a_span_that_ends_before_it_begins_has_no_days(calendar: WorkCalendar, count: int) -> None:
    assert calendar.open_days(MONDAY, count).size == 0


def test_parts_of_a_day_count_whole() -> None:
    assert last_slot_before(MONDAY + timedelta(days=5), 1.2, WorkCalendar(), MONDAY) == (
        MONDAY + timedelta(days=3)
    )


def test_a_supplier_that_never_opens_is_refused_in_words() -> None:
    closed = WorkCalendar(shutdowns=(Shutdown(MONDAY, MONDAY + timedelta(days=5000)),))
    with pytest.raises(ScenarioRefused, match="working days"):
        arrival_table(MONDAY, closed, WorkCalendar(MONDAY_TO_FRIDAY), 10, 3)
