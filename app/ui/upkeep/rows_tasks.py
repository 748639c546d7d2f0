"""Planned work as rows, and the dates a person types for it."""

from dataclasses import dataclass
from datetime import date

from app.core.errors import PlantError
from app.core.planned_tasks import PlannedTask
from app.core.texts import translate
from app.ui.day_box import DayBox
from app.ui.table_model import Column, value_column
from app.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One planned task with the names of its component and part."""

    task: PlannedTask
    component: str
    part: str

    @property
    def id(self) -> str:
        """Id of the task."""
        return self.task.id


def typed_dates(text: str, box: DayBox, say: Wording) -> tuple[date, ...]:
    """Read dates with commas between, each as a box of days writes it.

    Raises
    ------
    PlantError
        If one of them is no date.
    """
    found = []
    for one in filter(None, (part.strip() for part in text.split(","))):
        day = say.locale.toDate(one, box.displayFormat())
        if not day.isValid():
            refused = translate(
                "Upkeep", "Further dates: expected a date like {day}, found “{text}”."
            )
            raise PlantError(
                refused.format(day=say.numeric_day(box.chosen), text=one),
                translate("Upkeep", "Correct it; nothing was planned."),
            )
        found.append(date(day.year(), day.month(), day.day()))
    return tuple(found)


def how_often(task: PlannedTask, say: Wording) -> str:
    """Write how a task comes again."""
    if task.every_days is None:
        count = len(task.more_dates)
        if not count:
            return translate("Upkeep", "once")
        return translate("Upkeep", "{n} more dates").format(n=count)
    text = translate("Upkeep", "every {n} d").format(n=task.every_days)
    if task.ends_on is None:
        return text
    until = translate("Upkeep", "{often} until {day}")
    return until.format(often=text, day=say.numeric_day(task.ends_on))


def task_columns(say: Wording) -> list[Column[TaskRow]]:
    """Say what the list holds."""
    return [
        Column(translate("Upkeep", "What, where"), lambda row: f"{row.task.name}, {row.component}"),
        Column(
            translate("Upkeep", "Part"), lambda row: f"{say.count(row.task.quantity)} × {row.part}"
        ),
        value_column(
            translate("Upkeep", "Next"),
            lambda row: row.task.due_on,
            say.short_day,
        ),
        Column(translate("Upkeep", "How often"), lambda row: how_often(row.task, say)),
    ]
