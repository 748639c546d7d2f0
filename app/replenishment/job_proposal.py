"""The job that a decision proposes, tied to the order its part comes with."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from app.core.assets import Component
from app.core.calendars import WorkCalendar, last_slot_before
from app.core.moment import Moment
from app.core.need_line import KIT, kit_id
from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.texts import translate
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState
from app.core.work_window import window_days
from app.replenishment.need import Case
from app.replenishment.work_days import choose_window
from app.storage.unit_of_work import UnitOfWork
from app.stores import free_on_shelf

MOVABLE = frozenset({WorkOrderState.PROPOSED, WorkOrderState.PLANNED})
"""States of a job whose day follows its parts."""
WINDOWS_LOOKED_AT_DAYS = 365


def job_day(supply: Supply, arrival: date) -> date:
    """Return the plant's first open day on which the part is checked in and kitted."""
    day = arrival + timedelta(days=supply.margin_days)
    while not supply.plant.is_open(day):
        day += timedelta(days=1)
    return day


def kit_day(uow: UnitOfWork, component: Component, plant: WorkCalendar) -> date | None:
    """Return the first open day on which what is ordered for a job's kit can be used.

    None where nothing of it is on order: it lies on the shelf, or its day to order is ahead.
    """
    margin = timedelta(days=uow.plant.policy().receiving_margin_days)
    days = [
        order.expected_on + margin
        for item in component.kit
        if free_on_shelf(uow, item.part_id, component.id) < item.quantity
        for order in uow.orders.open_of_part(item.part_id)
        if order.expected_on is not None and _brings(order, kit_id(component.id, item.part_id))
    ]
    if not days:
        return None
    day = max(days)
    while not plant.is_open(day):
        day += timedelta(days=1)
    return day


def _brings(order: PurchaseOrder, need_id: str) -> bool:
    """Whether an order brings what a need of a kit wants."""
    return any(line.peg is not None and line.peg.failure_mode == need_id for line in order.lines)


def await_kit(uow: UnitOfWork, component_id: str, moment: Moment) -> None:
    """Move the job on a component to the day on which all its parts can be used, never earlier."""
    job = uow.work_orders.open_for(component_id)
    component = uow.plant.component(component_id)
    if job is None or job.state not in MOVABLE or job.part_id != component.part_id:
        return
    day = kit_day(uow, component, uow.plant.policy().calendar)
    if day is None or job.planned_on is None or day <= job.planned_on:
        return
    windows = uow.windows.of_asset(component.asset_id)
    days = window_days(windows, component.job_days, day, WINDOWS_LOOKED_AT_DAYS)
    planned = day + timedelta(days=int(days[0])) if days.size else day
    uow.work_orders.save(replace(job, planned_on=planned))
    before, after = job.planned_on.isoformat(), planned.isoformat()
    uow.audit.append(moment.now, "job waits for its kit", job.number, before, after)


def propose_work_order(
    uow: UnitOfWork,
    case: Case,
    record: DecisionRecord,
    order: PurchaseOrder | None,
    moment: Moment,
) -> None:
    """Propose the job that uses the part; one that is open already is tied to the new order."""
    open_job = uow.work_orders.open_for(case.component.id)
    if open_job is not None:
        _tie(uow, case, open_job, order)
        return
    arrival = order.expected_on if order else None
    is_part_here = order is None and _lies_here(uow, case)
    mode = record.assessment.diagnosis.failure_mode.value if record.assessment else ""
    title = translate("Work", "Replace {component} of {asset}").format(
        component=case.component.name, asset=case.asset.tag
    )
    job = WorkOrder(
        id=str(uuid4()),
        number=uow.work_orders.next_number(moment.today.year),
        component_id=case.component.id,
        kind=WorkOrderKind.PREVENTIVE,
        state=WorkOrderState.PROPOSED,
        title=title,
        failure_mode=mode,
        steps=case.component.procedure,
        part_id=case.trade.part.id,
        quantity=case.component.quantity_per_job,
        created_at=moment.now,
        created_by=moment.actor,
        decision_id=record.id,
        purchase_order_id=order.id if order else None,
        planned_on=_in_window(
            uow, case, _planned_day(case, record, arrival), moment, is_part_here=is_part_here
        ),
        part_expected_on=arrival,
    )
    uow.work_orders.add(job)
    uow.audit.append(moment.now, "propose job", job.number, "", job.state.value)


def _planned_day(case: Case, record: DecisionRecord, arrival: date | None) -> date:
    """Plan the job once its part is in; one whose part is here on the last day before the need."""
    supply = case.trade.supply
    if arrival is not None:
        return job_day(supply, arrival)
    earliest = job_day(supply, supply.table.today)
    need_by = record.decision.need_by
    if need_by is None:
        return earliest
    after = need_by + timedelta(days=1)
    slot = last_slot_before(after, case.component.job_days, supply.plant, supply.table.today)
    return max(earliest, slot or earliest)


def _lies_here(uow: UnitOfWork, case: Case) -> bool:
    """Whether the job's pieces of its own part are on the shelf."""
    return uow.stock.on_hand(case.trade.part.id) >= case.component.quantity_per_job


def _in_window(
    uow: UnitOfWork, case: Case, usable: date, moment: Moment, *, is_part_here: bool
) -> date:
    """Move a job into a window of its machine: the best one, or the next once its part is in.

    A part that is here may be used before the last day that the need allows.
    """
    choice = choose_window(uow, case.component.id, case.need, moment, is_part_here=is_part_here)
    if choice is None:
        return usable
    best = moment.today + timedelta(days=choice.best.work_day)
    if is_part_here or best >= usable:
        return best
    days = (moment.today + timedelta(days=one.day) for one in choice.work_days)
    return next((day for day in sorted(days) if day >= usable), usable)


def _tie(uow: UnitOfWork, case: Case, job: WorkOrder, order: PurchaseOrder | None) -> None:
    """Let a job that has no order, or a cancelled one, wait for the new order."""
    if order is None or job.state not in MOVABLE:
        return
    before = uow.orders.get(job.purchase_order_id) if job.purchase_order_id else None
    if before is not None and before.state.is_open:
        return
    arrival = order.expected_on
    planned = job_day(case.trade.supply, arrival) if arrival else job.planned_on
    uow.work_orders.save(
        replace(job, purchase_order_id=order.id, part_expected_on=arrival, planned_on=planned)
    )


def expect_part(uow: UnitOfWork, supply: Supply, order_id: str, arrival: date) -> None:
    """Write the expected arrival on the job that waits for an order; it waits for its kit too."""
    for job in uow.work_orders.open_orders():
        if job.purchase_order_id == order_id:
            planned = job.planned_on
            if job.state in MOVABLE:
                component = uow.plant.component(job.component_id)
                own = job_day(supply, arrival)
                planned = max(own, kit_day(uow, component, supply.plant) or own)
            uow.work_orders.save(replace(job, part_expected_on=arrival, planned_on=planned))


def expect_kit(uow: UnitOfWork, order: PurchaseOrder, moment: Moment) -> None:
    """Let the jobs wait whose kit an order brings a part of."""
    named = {
        line.peg.component_id
        for line in order.lines
        if line.peg is not None and line.peg.failure_mode.startswith(KIT)
    }
    for component_id in sorted(named):
        await_kit(uow, component_id, moment)
