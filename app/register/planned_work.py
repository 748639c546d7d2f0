"""Work planned on dates, entered, changed and ended by a person."""

from dataclasses import replace

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.planned_tasks import PlannedTask
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def keep_task(store: Store, task: PlannedTask, moment: Moment, key: str) -> PlannedTask | None:
    """Keep a planned task, new or changed; returns it as it stood before, None where it is new.

    Raises
    ------
    StepRefused
        If it has no name, or its next date has passed.
    PartUnknown
        If its component or part is not on the register; nothing is planned then.
    """
    if not task.name.strip():
        raise StepRefused("A planned task says what is done, found nothing.", "Name it.")
    if task.is_active and task.due_on < moment.today:
        raise StepRefused(
            f'"{task.name}" would begin on {task.due_on}: that day has passed.',
            "Give today or a later day; nothing was planned.",
        )
    before: list[PlannedTask | None] = []

    def command(uow: UnitOfWork) -> str:
        was = next((t for t in uow.planned_tasks.active() if t.id == task.id), None)
        before.append(was)
        uow.stock.part(task.part_id)
        component = uow.plant.component(task.component_id)
        uow.planned_tasks.put(task)
        subject = f"{uow.plant.asset(component.asset_id).tag} {component.name}"
        uow.audit.append(moment.now, "plan task", subject, _worded(was), _worded(task))
        return task.id

    store.once(key, moment.actor, command)
    return before[0] if before else task


def end_task(store: Store, task_id: str, moment: Moment, key: str) -> PlannedTask:
    """Let a task come no more; returns it as it stood before."""
    with store.read() as uow:
        task = uow.planned_tasks.get(task_id)
    keep_task(store, replace(task, is_active=False), moment, key)
    return task


def bring_task_back(store: Store, task: PlannedTask, moment: Moment, key: str) -> PlannedTask:
    """Let a task come again as it stood, from its next date that has not passed."""
    while task.is_active and task.due_on < moment.today:
        task = task.done_on(task.due_on)
    keep_task(store, task, moment, key)
    return task


def _worded(task: PlannedTask | None) -> str:
    """Write a task; nothing for none or one that has ended."""
    if task is None or not task.is_active:
        return ""
    every = f", every {task.every_days} d" if task.every_days else ""
    until = f" until {task.ends_on}" if task.ends_on else ""
    more = "".join(f", {day}" for day in task.more_dates)
    return f"{task.name}: {task.quantity} x {task.part_id} on {task.due_on}{more}{every}{until}"
