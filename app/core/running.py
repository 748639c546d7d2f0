"""How many hours a machine runs between two days, and on which day it has run some more."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import WorkCalendar

HOURS_PER_DAY = 24.0
LOOKED_AHEAD_DAYS = 3650
"""Days laid out one by one; what lies beyond goes on at their average."""


@dataclass(frozen=True, slots=True)
class RunningPattern:
    """Hours a day on the days the plant works; round the clock on every day without a calendar.

    While only the workshop is shut (`stands_still` false) the machines run on.
    """

    hours_per_day: float = HOURS_PER_DAY
    calendar: WorkCalendar | None = None

    def hours_between(self, first: date, last: date) -> float:
        """Return the hours run from the morning of one day to that of another; 0 when reversed.

        >>> from app.core.calendars import MONDAY_TO_FRIDAY
        >>> shift = RunningPattern(8.0, WorkCalendar(MONDAY_TO_FRIDAY))
        >>> shift.hours_between(date(2026, 3, 2), date(2026, 3, 9))   # Monday to Monday
        40.0
        """
        days = (last - first).days
        if days <= 0:
            return 0.0
        if self.calendar is None:
            return days * self.hours_per_day
        return float(_runs(self.calendar, first, days).sum()) * self.hours_per_day

    def hours_ahead(self, today: date, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the hours run within so many days from today on; same shape as `days`."""
        if self.calendar is None:
            return np.asarray(days * self.hours_per_day)
        total = self._run_by(today)
        inside = np.interp(days, np.arange(total.size), total)
        beyond = np.maximum(days - (total.size - 1), 0.0) * self._average(total)
        return np.asarray(inside + beyond)

    def days_ahead(self, today: date, hours: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the days from today on after which so many more hours are run.

        >>> from app.core.calendars import MONDAY_TO_FRIDAY
        >>> shift = RunningPattern(8.0, WorkCalendar(MONDAY_TO_FRIDAY))
        >>> shift.days_ahead(date(2026, 3, 2), np.array([44.0])).tolist()   # next Monday noon
        [7.5]
        """
        if self.calendar is None:
            return np.asarray(hours / self.hours_per_day)
        total = self._run_by(today)
        day = np.clip(np.searchsorted(total, hours) - 1, 0, total.size - 2)
        length = np.maximum(total[day + 1] - total[day], 1e-12)
        inside = np.where(hours > 0, day + (hours - total[day]) / length, 0.0)
        beyond = total.size - 1 + (hours - total[-1]) / self._average(total)
        return np.asarray(np.where(hours > total[-1], beyond, inside))

    def _run_by(self, today: date) -> NDArray[np.float64]:
        """Return the hours run by the morning of each day ahead, from 0 today on."""
        runs = _ahead(self.calendar or WorkCalendar(), today)
        return np.concatenate(([0.0], np.cumsum(runs))) * self.hours_per_day

    def _average(self, total: NDArray[np.float64]) -> float:
        """Return the hours a day over the days laid out."""
        return max(float(total[-1]) / (total.size - 1), 1e-9)


def _runs(calendar: WorkCalendar, first: date, days: int) -> NDArray[np.bool_]:
    """Tell for some days whether the machines run."""
    runs = calendar.open_days(first, days)
    for shutdown in calendar.shutdowns:
        if not shutdown.stands_still:
            start = max((shutdown.first - first).days, 0)
            for n in range(start, min((shutdown.last - first).days + 1, days)):
                runs[n] |= (first + timedelta(days=n)).weekday() in calendar.working_weekdays
    return runs


@lru_cache(maxsize=16)
def _ahead(calendar: WorkCalendar, today: date) -> NDArray[np.bool_]:
    """Lay the days ahead out once for every component that is asked on the same day."""
    runs = _runs(calendar, today, LOOKED_AHEAD_DAYS)
    runs.setflags(write=False)
    return runs
