"""Maintenance planned on a date: what it wants and when it comes again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.core.errors import StepRefused

MOST_DATES = 400
"""Dates of one task looked ahead for; a task every day is past two years then."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A preventive job on a component, on its date, with the part it uses.

    `every_days` is None for a task that comes once. `part_id` may differ from the component's own
    part: a seal with each bearing.
    """

    id: str
    component_id: str
    name: str
    part_id: str
    quantity: int
    due_on: date
    every_days: int | None = None
    is_active: bool = True

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

    def dates_until(self, last: date) -> tuple[date, ...]:
        """Return the dates the task falls on, up to a day.

        >>> task = PlannedTask("t", "c", "grease", "p", 1, date(2026, 3, 2), every_days=30)
        >>> [day.isoformat() for day in task.dates_until(date(2026, 4, 30))]
        ['2026-03-02', '2026-04-01']
        """
        found: list[date] = []
        day = self.due_on
        while day <= last and len(found) < MOST_DATES:
            found.append(day)
            if self.every_days is None:
                break
            day += timedelta(days=self.every_days)
        return tuple(found)

    def done_on(self, day: date) -> "PlannedTask":
        """Move to the next date, counted from the day it was done; a single task ends.

        >>> task = PlannedTask("t", "c", "grease", "p", 1, date(2026, 3, 2), every_days=30)
        >>> task.done_on(date(2026, 3, 5)).due_on.isoformat()
        '2026-04-04'
        """
        if self.every_days is None:
            return replace(self, is_active=False)
        return replace(self, due_on=day + timedelta(days=self.every_days))


def parts_together(tasks: Iterable[PlannedTask]) -> dict[tuple[str, date], int]:
    """Count the parts that work on one component wants on one day: such a job is a kit.

    >>> day = date(2026, 3, 2)
    >>> tasks = [PlannedTask(p, "c", "overhaul", p, 1, day) for p in ("bearing", "seal")]
    >>> parts_together(tasks)
    {('c', datetime.date(2026, 3, 2)): 2}
    """
    found: dict[tuple[str, date], set[str]] = {}
    for task in tasks:
        found.setdefault((task.component_id, task.due_on), set()).add(task.part_id)
    return {place_and_day: len(parts) for place_and_day, parts in found.items()}
