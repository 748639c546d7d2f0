"""The day of a job where shutdowns come between: before the first that cuts it, else after it."""

from datetime import date, timedelta
from math import ceil

import numpy as np

from app.core.calendars import HORIZON_DAYS, Shutdown, WorkCalendar, last_slot_before


def day_around_shutdowns(
    day: date, job_days: float, calendar: WorkCalendar, earliest: date
) -> date:
    """Return the day on which a job is done that stands on `day`, or instead of it.

    A job on a closed day, or one that a shutdown would cut, goes to the last slot before that
    shutdown, which is never before `earliest`; where there is none, to the first open day after
    it. A job that no shutdown touches moves to the next open day at most.

    Parameters
    ----------
    job_days : float
        Counted in the plant's open days; parts of a day count whole.
    earliest : date
        The first day on which its parts can be used.

    Examples
    --------
    >>> closed = WorkCalendar(shutdowns=(Shutdown(date(2026, 3, 16), date(2026, 3, 20)),))
    >>> day_around_shutdowns(date(2026, 3, 17), 1.0, closed, date(2026, 3, 2)).isoformat()
    '2026-03-15'
    >>> day_around_shutdowns(date(2026, 3, 17), 1.0, closed, date(2026, 3, 16)).isoformat()
    '2026-03-21'
    """
    is_open = np.flatnonzero(calendar.open_days(day, HORIZON_DAYS))
    needed = max(1, ceil(job_days))
    if is_open.size < needed:
        return day
    ends = day + timedelta(days=int(is_open[needed - 1]))
    cut = _first_between(calendar.shutdowns, day, ends)
    if cut is None:
        return day + timedelta(days=int(is_open[0]))
    slot = last_slot_before(cut.first, job_days, calendar, earliest)
    if slot is not None:
        return slot
    return day_around_shutdowns(cut.last + timedelta(days=1), job_days, calendar, earliest)


def _first_between(shutdowns: tuple[Shutdown, ...], first: date, last: date) -> Shutdown | None:
    """Return the earliest shutdown that shares a day with a span."""
    cutting = (s for s in shutdowns if s.first <= last and s.last >= first)
    return min(cutting, key=lambda s: s.first, default=None)
