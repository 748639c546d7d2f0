"""Work planned on dates, each date known from the day the trail says it was planned.

The books keep only the last form of a task. It counts from the day on which it was written that
way; one of which the trail says nothing is left out, as nobody knows since when it stood. A job
opened for a date takes its place.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from app.backtest.past_jobs import local_day
from app.backtest.records import JobEnded, JobPlanned, Record, Register
from app.core.planned_tasks import PlannedTask
from app.core.records import AuditRow
from app.core.work_orders import WorkOrder

PLANNED = "plan task"
"""What the trail calls it when a task is written."""


def records_of_tasks(
    tasks: Iterable[PlannedTask],
    register: Register,
    jobs: Iterable[WorkOrder],
    audit: Iterable[AuditRow],
    zone: ZoneInfo,
    last: date,
) -> Iterator[Record]:
    """Say which dates were planned ahead, up to a last one."""
    opened = {
        (job.component_id, job.part_id, job.planned_on): local_day(job.created_at, zone)
        for job in jobs
    }
    written = [row for row in audit if row.action == PLANNED]
    for task in tasks:
        known = _known_from(task, register, written, zone)
        if known is None:
            continue
        for day in task.dates_until(last):
            name = f"task:{task.id}:{day}"
            yield JobPlanned(known, name, task.part_id, task.component_id, task.quantity, day)
            replaced = opened.get((task.component_id, task.part_id, day))
            if replaced is not None:
                yield JobEnded(max(replaced, known), name)


def _known_from(
    task: PlannedTask, register: Register, written: Iterable[AuditRow], zone: ZoneInfo
) -> date | None:
    """Day on which a task was last written, if the trail tells it as it stands."""
    component = register.components[task.component_id]
    subject = f"{register.assets[component.asset_id].tag} {component.name}"
    said = f"{task.name}: {task.quantity} x {task.part_id} on {task.due_on}"
    about = [
        row
        for row in written
        if row.subject == subject and row.after.partition(":")[0] == task.name
    ]
    if not about or not about[-1].after.startswith(said):
        return None
    return local_day(about[-1].at, zone)
