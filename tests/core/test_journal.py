"""Regret: nothing where nothing differs, and dearer the dearer waiting and holding are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.journal import Act, Assumption, Course, Fate, JournalEntry, settled

DAY = date(2026, 3, 2)
ENTRY = JournalEntry(
    "e", datetime(2026, 3, 2, 9, tzinfo=UTC), DAY, "eva", Act.POSTPONED, "component", "order",
    "PO-1", "decision", "", Course(DAY, "v", "normal delivery", 1),
    Course(DAY, "v", "normal delivery", 1), Decimal("0.5"), Decimal(400), "EUR",
)  # fmt: skip
days = st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))
optional_days = st.none() | days
money = st.integers(0, 10**6).map(lambda n: Decimal(n) / 100)


def day(n: int) -> date:
    return DAY + timedelta(days=n)


@given(days, optional_days, optional_days, optional_days, money, money)
def test_the_same_course_leaves_no_regret(done, failed, usable, work, h, c):
    fate = Fate(max(done, failed or done), failed)
    course = replace(ENTRY.taken, work_on=work)
    entry = replace(ENTRY, proposed=course, taken=course, holding_per_day=h, shortage_per_day=c)
    found = settled(entry, done, fate, (usable, usable), Assumption.SAME)
    if not (failed and work and usable and max(work, usable) <= failed):
        assert found.regret == 0
    assert found.regret >= 0


@given(days, days, days, days, money)
def test_a_later_part_is_never_less_waited_for(failed, done, one, other, c):
    fate = Fate(max(done, failed), failed)
    entry = replace(ENTRY, shortage_per_day=c, holding_per_day=Decimal(0))
    usable = (max(one, other), min(one, other))
    assert settled(entry, done, fate, usable, Assumption.SAME_LEAD).regret >= 0


@pytest.mark.parametrize(
    ("fate", "usable", "regret"),
    [
        (Fate(day(12), day(8)), (day(10), day(6)), "799.00"),  # 2 d waited, not 2 d held
        (Fate(day(12), None), (day(10), day(6)), "-2.00"),  # no failure: 4 d less on the shelf
        (Fate(day(12), day(8)), (None, day(6)), "1599.00"),  # never ordered: stood until done
        (Fate(day(12), day(8)), (day(6), None), "-1599.00"),  # ordered against the advice, rightly
        (Fate(day(12), None), (day(6), None), "3.00"),  # ordered against the advice, for nothing
    ],
)
def test_regret_is_the_sum_a_person_would_write(fate, usable, regret):
    found = settled(ENTRY, day(12), fate, usable, Assumption.MEDIAN_LEAD)
    assert found.regret == Decimal(regret)


def test_a_job_moved_past_its_failure_bears_all_days_the_machine_stood():
    entry = replace(
        ENTRY,
        act=Act.JOB_MOVED,
        proposed=replace(ENTRY.proposed, work_on=day(7)),
        taken=replace(ENTRY.taken, work_on=day(14)),
    )
    found = settled(entry, day(11), Fate(day(11), day(8)), (day(6),) * 2, Assumption.SAME_PART)
    assert found.taken.waiting == Decimal("1200.00")
    assert found.regret == Decimal("1200.50"), "and the part lay a day longer"


def test_fees_count():
    entry = replace(ENTRY, taken=replace(ENTRY.taken, fees=Decimal("150.00")))
    found = settled(entry, day(9), Fate(day(9)), (day(5), day(5)), Assumption.SAME)
    assert found.regret == Decimal("150.00")
