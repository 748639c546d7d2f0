"""Planned work comes on its dates: once, at an interval until its end, or on given days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StepRefused
from app.core.planned_tasks import PlannedTask

FIRST = date(2026, 3, 2)
FAR = FIRST + timedelta(days=300)


def task(**more) -> PlannedTask:
    return PlannedTask("t", "c", "Change the seal", "p", 1, FIRST, **more)


@given(st.integers(1, 60), st.integers(0, 300))
def test_an_interval_ends_with_its_last_day(every, lasts):
    ends = FIRST + timedelta(days=lasts)
    found = task(every_days=every, ends_on=ends).dates_until(FAR)
    assert found == tuple(day for day in task(every_days=every).dates_until(FAR) if day <= ends)
    assert found[0] == FIRST


@given(st.sets(st.integers(1, 200), max_size=5))
def test_given_dates_come_one_after_the_other_and_then_no_more(after):
    days = tuple(FIRST + timedelta(days=n) for n in sorted(after))
    left, seen = task(more_dates=days), []
    assert left.dates_until(FAR) == (FIRST, *days)
    while left.is_active:
        seen.append(left.due_on)
        left = left.done_on(left.due_on)
    assert tuple(seen) == (FIRST, *days)


def test_a_task_done_past_its_end_comes_no_more():
    done = task(every_days=30, ends_on=FIRST + timedelta(days=40)).done_on(FIRST)
    assert done.due_on == FIRST + timedelta(days=30)
    assert not done.done_on(done.due_on).is_active


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ends_on": FIRST - timedelta(days=1)}, "before its first date"),
        ({"more_dates": (FIRST,)}, "each after the one before"),
        ({"more_dates": (FAR,), "every_days": 7}, "interval or end as well"),
        ({"every_days": 0}, "1 day or more"),
    ],
)
def test_dates_that_can_not_be_are_refused(more, said):
    with pytest.raises(StepRefused, match=said):
        task(**more)
