"""Windows: refused where they can't be, and every day they give is one of theirs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ScenarioRefused
from app.core.work_window import MaintenanceWindow, WindowKind, parts_ready_by, window_days

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "weekday or a date"),
        ({"weekday": 3, "on": TODAY}, "weekday or a date"),
        ({"weekday": 7}, "0 .Monday. to 6"),
        ({"weekday": 1, "lasts_hours": 0.0}, "above 0 and up to 168 hours"),
        ({"on": TODAY, "lasts_hours": float("nan")}, "above 0 and up to 8760 hours"),
    ],
)
def test_a_window_that_can_not_be_is_refused_in_words(fields: dict[str, object], says: str) -> None:
    with pytest.raises(ScenarioRefused, match=says):
        MaintenanceWindow("w", "a", name="Saturday", **fields)  # type: ignore[arg-type]


@given(st.integers(0, 6), st.integers(0, 400), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_weekly_window_falls_on_its_weekday_once_a_week(
    weekday: int, count: int, today: date
) -> None:
    days = MaintenanceWindow("w", "a", weekday=weekday).days(today, count)
    assert all((today + timedelta(days=day)).weekday() == weekday for day in days)
    assert len(days) in {count // 7, count // 7 + 1}


def test_a_dated_window_is_once_and_only_ahead() -> None:
    once = MaintenanceWindow("w", "a", on=TODAY + timedelta(days=9), lasts_hours=72.0)
    assert window_days([once], 3.0, TODAY, 30).tolist() == [9]
    assert window_days([once], 3.0, TODAY + timedelta(days=10), 30).tolist() == []
    assert window_days([once], 3.5, TODAY, 30).tolist() == [], "the job is longer than the window"


def test_parts_must_be_ready_for_sanitation_but_not_for_any_window() -> None:
    cleaning = MaintenanceWindow("c", "a", WindowKind.SANITATION, weekday=4)
    saturday = MaintenanceWindow("s", "a", weekday=5)
    ready = parts_ready_by([saturday, cleaning], 2, TODAY, 14)
    assert [(w.id, day) for w, day in ready] == [
        ("c", TODAY + timedelta(days=2)),
        ("c", TODAY + timedelta(days=9)),
    ]
