"""Maintenance and sanitation windows of an asset: the days on which a job can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.core.errors import ScenarioRefused

HOURS_PER_DAY = 24.0


class WindowKind(Enum):
    """Why the machine stands: for maintenance, or to be cleaned (parts must be ready then)."""

    MAINTENANCE = "maintenance"
    SANITATION = "sanitation"


@dataclass(frozen=True, slots=True)
class MaintenanceWindow:
    """A time at which an asset may be worked on: every week on a weekday, or once from a date.

    Attributes
    ----------
    weekday : int or None
        Monday is 0; None for a dated window.
    on : date or None
        First day of a dated window; None for a weekly one.
    begins_at : time
        Plant-local time of day.
    lasts_hours : float
        From `begins_at` on; a dated window may reach over days.

    Raises
    ------
    ScenarioRefused
        If it has neither or both of weekday and date, or its length can't be.
    """

    id: str
    asset_id: str
    kind: WindowKind = WindowKind.MAINTENANCE
    name: str = ""
    weekday: int | None = None
    on: date | None = None
    begins_at: time = time(0, 0)
    lasts_hours: float = HOURS_PER_DAY

    def __post_init__(self) -> None:
        if (self.weekday is None) == (self.on is None):
            raise ScenarioRefused(
                f'Window "{self.name}": expected a weekday or a date, found both or neither.',
                "Give one of the two.",
            )
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ScenarioRefused(
                f'Window "{self.name}": expected a weekday from 0 (Monday) to 6, '
                f"found {self.weekday}.",
                "Correct it.",
            )
        most = 7 * HOURS_PER_DAY if self.weekday is not None else 365 * HOURS_PER_DAY
        if not 0 < self.lasts_hours <= most:
            raise ScenarioRefused(
                f'Window "{self.name}": expected a length above 0 and up to {most:g} hours, '
                f"found {self.lasts_hours:g}.",
                "Correct it.",
            )

    def holds(self, job_days: float) -> bool:
        """Whether a job fits into it, its days counted as 24 hours of standing.

        >>> MaintenanceWindow("w", "a", weekday=5, lasts_hours=6.0).holds(0.25)
        True
        """
        return job_days * HOURS_PER_DAY <= self.lasts_hours

    def days(self, today: date, count: int) -> list[int]:
        """Return the days from today on which it begins, within `count` days.

        >>> MaintenanceWindow("w", "a", weekday=5).days(date(2026, 3, 2), 14)   # a Monday
        [5, 12]
        """
        if self.on is not None:
            begins = (self.on - today).days
            return [begins] if 0 <= begins < count else []
        first = ((self.weekday or 0) - today.weekday()) % 7
        return list(range(first, count, 7))


def window_days(
    windows: Iterable[MaintenanceWindow], job_days: float, today: date, count: int
) -> NDArray[np.int64]:
    """List the days on which a job can begin, rising, each once.

    Parameters
    ----------
    windows : iterable of MaintenanceWindow
        Of one asset; they hold on closed days too, where they are declared for them.
    job_days : float
        Standing of the job in days; windows too short for it are left out.
    count : int
        Days looked ahead.

    Examples
    --------
    >>> saturday = MaintenanceWindow("w", "a", weekday=5)
    >>> cleaning = MaintenanceWindow("c", "a", WindowKind.SANITATION, weekday=2, lasts_hours=4.0)
    >>> window_days([saturday, cleaning], 0.1, date(2026, 3, 2), 14).tolist()
    [2, 5, 9, 12]
    """
    found = {day for w in windows if w.holds(job_days) for day in w.days(today, count)}
    return np.array(sorted(found), dtype=np.int64)


def parts_ready_by(
    windows: Sequence[MaintenanceWindow], margin_days: int, today: date, count: int
) -> list[tuple[MaintenanceWindow, date]]:
    """Say for each sanitation window ahead by which day its parts must be in (R27).

    Examples
    --------
    >>> cleaning = MaintenanceWindow("c", "a", WindowKind.SANITATION, weekday=4)
    >>> [day.isoformat() for _, day in parts_ready_by([cleaning], 1, date(2026, 3, 2), 14)]
    ['2026-03-05', '2026-03-12']
    """
    return sorted(
        (
            (window, today + timedelta(days=day - margin_days))
            for window in windows
            if window.kind is WindowKind.SANITATION
            for day in window.days(today, count)
        ),
        key=lambda ready: (ready[1], ready[0].id),
    )
