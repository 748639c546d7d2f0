"""Needs on fixed dates: planned work, reservations without a job, and what a date asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.core.assets import Criticality, KitItem
from app.core.calendars import HORIZON_DAYS
from app.core.distribution import DaysDistribution
from app.core.need import FIXED_DATE, Need
from app.core.need_line import NeedKind
from app.core.part_pool import PoolNeed
from app.core.planned_tasks import PlannedTask, parts_together
from app.core.reservations import Reservation, ReservationKind
from app.replenishment.kit_split import KitSplit, split_of_date
from app.replenishment.need import Trade
from app.storage.unit_of_work import UnitOfWork

TASK_HORIZON_DAYS = 400
"""Dates of planned tasks that are looked at: further than any lead time that is planned with."""


def asset_id_of(uow: UnitOfWork, component_id: str) -> str:
    """Return the machine a component belongs to."""
    return uow.plant.component(component_id).asset_id


def planned_id(task: PlannedTask, day: date) -> str:
    """Name the need of a planned task on one of its dates."""
    return f"planned:{task.id}:{day.isoformat()}"


def tasks_together(
    uow: UnitOfWork, tasks: list[PlannedTask], today: date
) -> dict[tuple[str, date], dict[str, int]]:
    """Count what work on the components of these tasks wants on each of its days."""
    places = {task.component_id for task in tasks}
    beside = [t for t in uow.planned_tasks.active() if t.component_id in places] if places else []
    return parts_together(beside, today + timedelta(days=TASK_HORIZON_DAYS))


def splits_of_dates(
    uow: UnitOfWork,
    trade: Trade,
    tasks: Iterable[PlannedTask],
    kits: Mapping[tuple[str, date], Mapping[str, int]],
) -> dict[str, KitSplit]:
    """Split the probability of each date on which a task's part is wanted with others, by need."""
    found, today = {}, trade.supply.table.today
    for task in tasks:
        component = uow.plant.component(task.component_id)
        criticality = uow.plant.asset(component.asset_id).criticality
        for day in task.dates_until(today + timedelta(days=TASK_HORIZON_DAYS)):
            pieces = kits[task.component_id, day]
            items = tuple(KitItem(part_id, n) for part_id, n in pieces.items())
            on_day = days_until(day, today)
            split = split_of_date(uow, component, items, criticality, on_day, trade)
            if split is not None:
                found[planned_id(task, day)] = split
    return found


def needs_of_task(
    uow: UnitOfWork,
    trade: Trade,
    task: PlannedTask,
    kits: Mapping[tuple[str, date], Mapping[str, int]],
    today: date,
) -> list[PoolNeed]:
    """Return the needs of a planned task, one a date; tasks of one day and place are one kit."""
    asset = uow.plant.asset(asset_id_of(uow, task.component_id))
    last = today + timedelta(days=TASK_HORIZON_DAYS)
    return [
        PoolNeed(
            planned_id(task, day),
            NeedKind.PLANNED,
            replace(
                need_on_date(trade, day, today, task.quantity),
                criticality=asset.criticality,
                kit_parts=len(kits.get((task.component_id, day), (1,))),
            ),
            days_until(day, today),
        )
        for day in task.dates_until(last)
    ]


def needs_of_reservations(trade: Trade, reserved: list[Reservation], today: date) -> list[PoolNeed]:
    """Return what is reserved for no job: put aside already, or asked for on its day."""
    return [
        PoolNeed(
            f"reserved:{one.id}",
            NeedKind.JOB,
            need_on_date(trade, one.required_on, today, one.quantity),
            days_until(one.required_on, today),
            reserved=one.quantity if one.kind is ReservationKind.HARD else 0,
        )
        for one in reserved
        if not one.work_order_id
    ]


def need_on_date(trade: Trade, on: date, today: date, quantity: int) -> Need:
    """Return a need on a fixed date: nothing stands still for it, the service floor decides."""
    return Need(
        life=DaysDistribution.certain(float(days_until(on, today))),
        life_state=FIXED_DATE,
        criticality=Criticality.C,
        holding_per_day=trade.holding_per_day * quantity,
        shortage_per_day=0.0,
        quantity=quantity,
        minimum_order=trade.part.minimum_order,
    )


def days_until(on: date | None, today: date) -> int:
    """Count days from today; what has passed is wanted today."""
    return min(max((on - today).days, 0), HORIZON_DAYS - 2) if on else 0
