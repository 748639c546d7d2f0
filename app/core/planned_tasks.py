"""Maintenance planned on a date: what it wants and when it comes again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from app.core.errors import StepRefused

MOST_DATES = 400
"""Dates of one task looked ahead for; a task every day is past two years then."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A preventive job on a component, on its date, with the part it uses.

    `every_days` is None for a task that comes once. `part_id` may differ from the component's own
    part: a seal with each bearing.

    Attributes
    ----------
    due_on : date
        The next date, plant-local.
    ends_on : date or None
        Last day on which a task with an interval may come; None for no end.
    more_dates : tuple of date
        Further dates after `due_on`, rising, of a task that comes without an interval.

    Raises
    ------
    StepRefused
        If its quantity, interval, end or dates can't be.
    """

    id: str
    component_id: str
    name: str
    part_id: str
    quantity: int
    due_on: date
    every_days: int | None = None
    is_active: bool = True
    ends_on: date | None = None
    more_dates: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise StepRefused(
                f'"{self.name}" wants at least 1 piece, found {self.quantity}.',
                "Correct the quantity; nothing was planned.",
            )
        if self.every_days is not None and self.every_days < 1:
            raise StepRefused(
                f'"{self.name}" can come again after 1 day or more, found {self.every_days}.',
                "Correct the interval, or leave it out; nothing was planned.",
            )
        if self.ends_on is not None and self.ends_on < self.due_on:
            raise StepRefused(
                f'"{self.name}" would end on {self.ends_on}, before its first date {self.due_on}.',
                "Correct one of the two days; nothing was planned.",
            )
        self._refuse_dates()

    def _refuse_dates(self) -> None:
        """Refuse further dates that do not rise, or that stand beside an interval."""
        if not self.more_dates:
            return
        if self.every_days is not None or self.ends_on is not None:
            raise StepRefused(
                f'"{self.name}" has further dates and an interval or end as well.',
                "Give dates, or an interval; nothing was planned.",
            )
        days = (self.due_on, *self.more_dates)
        if any(after <= before for before, after in pairwise(days)):
            raise StepRefused(
                f'"{self.name}": expected further dates each after the one before, from '
                f"{self.due_on} on.",
                "Put the dates in order, each once; nothing was planned.",
            )

    def dates_until(self, last: date) -> tuple[date, ...]:
        """Return the dates the task falls on, up to a day.

        >>> task = PlannedTask("t", "c", "grease", "p", 1, date(2026, 3, 2), every_days=30)
        >>> [day.isoformat() for day in task.dates_until(date(2026, 4, 30))]
        ['2026-03-02', '2026-04-01']
        """
        if self.more_dates:
            return tuple(day for day in (self.due_on, *self.more_dates) if day <= last)
        found: list[date] = []
        day, last = self.due_on, min(last, self.ends_on or last)
        while day <= last and len(found) < MOST_DATES:
            found.append(day)
            if self.every_days is None:
                break
            day += timedelta(days=self.every_days)
        return tuple(found)

    def done_on(self, day: date) -> "PlannedTask":
        """Move to the next date, an interval counted from the day it was done; the last one ends.

        >>> task = PlannedTask("t", "c", "grease", "p", 1, date(2026, 3, 2), every_days=30)
        >>> task.done_on(date(2026, 3, 5)).due_on.isoformat()
        '2026-04-04'
        """
        if self.more_dates:
            return replace(self, due_on=self.more_dates[0], more_dates=self.more_dates[1:])
        if self.every_days is None:
            return replace(self, is_active=False)
        following = day + timedelta(days=self.every_days)
        is_over = self.ends_on is not None and following > self.ends_on
        return replace(self, is_active=False) if is_over else replace(self, due_on=following)


def parts_together(
    tasks: Iterable[PlannedTask], last: date
) -> dict[tuple[str, date], dict[str, int]]:
    """Count the pieces by part that work on one component wants on one day: such a job is a kit.

    >>> day = date(2026, 3, 2)
    >>> tasks = [PlannedTask(p, "c", "overhaul", p, 1, day) for p in ("bearing", "seal")]
    >>> parts_together(tasks, day)
    {('c', datetime.date(2026, 3, 2)): {'bearing': 1, 'seal': 1}}
    """
    found: dict[tuple[str, date], dict[str, int]] = {}
    for task in tasks:
        for day in task.dates_until(last):
            pieces = found.setdefault((task.component_id, day), {})
            pieces[task.part_id] = pieces.get(task.part_id, 0) + task.quantity
    return found
