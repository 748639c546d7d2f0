"""A calendar as the year picture shows it: what each day is, month by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from app.core.calendars import WorkCalendar

MONTHS = 13
"""Months shown, the one under way with them: the same shutdown of next year is in sight."""
DAYS_A_WEEK = 7


class DayKind(Enum):
    """What a day is; the worst that holds wins."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    SHUTDOWN = "shutdown"
    NEW_SHUTDOWN = "new shutdown"


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day: what it is, what it is called, whether goods are taken in."""

    day: date
    kind: DayKind
    name: str
    takes_goods: bool


@dataclass(frozen=True, slots=True)
class YearScene:
    """Months from today's on, each with its days."""

    today: date
    months: tuple[tuple[YearDay, ...], ...]
    has_goods_in_days: bool


def year_scene(calendar: WorkCalendar, stands: WorkCalendar, today: date) -> YearScene:
    """Lay a calendar out; shutdowns that the one that stands does not have are new.

    Parameters
    ----------
    calendar, stands : WorkCalendar
        As it is filled in, and as it is kept.
    """
    first, months = today.replace(day=1), []
    for _ in range(MONTHS):
        after = (first + timedelta(days=31)).replace(day=1)
        months.append(_month(calendar, stands, first, (after - first).days))
        first = after
    return YearScene(today, tuple(months), bool(calendar.goods_in_weekdays))


def _month(
    calendar: WorkCalendar, stands: WorkCalendar, first: date, count: int
) -> tuple[YearDay, ...]:
    """Say what each day of a month is."""
    is_open, takes = calendar.open_days(first, count), calendar.goods_in_days(first, count)
    off = calendar.holidays_in(first.year)
    found = []
    for n in range(count):
        day = first + timedelta(days=n)
        kind, name = DayKind.OPEN if is_open[n] else DayKind.CLOSED, ""
        if day in off:
            kind = DayKind.HOLIDAY
        if (shutdown := calendar.closure_of(day)) is not None:
            is_new = shutdown not in stands.shutdowns
            kind = DayKind.NEW_SHUTDOWN if is_new else DayKind.SHUTDOWN
            name = shutdown.name
        found.append(YearDay(day, kind, name, bool(takes[n])))
    return tuple(found)
