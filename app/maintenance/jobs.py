"""What people do with a job: plan, make ready, start, finish. Each command is safe to repeat."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid4, uuid5

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.purchasing import OrderState
from app.core.records import PlantEvent
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def plan(store: Store, job_id: str, moment: Moment, key: str, day: date | None = None) -> WorkOrder:
    """Accept a proposed job, on the proposed day or another; ready at once if the part is in."""

    def command(uow: UnitOfWork, job: WorkOrder) -> WorkOrder:
        planned = replace(job.step(WorkOrderState.PLANNED), planned_on=day or job.planned_on)
        return planned.step(WorkOrderState.READY) if _has_parts(uow, job) else planned

    return _once(store, job_id, moment, key, command)


def make_ready(store: Store, job_id: str, moment: Moment, key: str) -> WorkOrder:
    """Declare a planned job ready; its parts are then promised to it.

    Raises
    ------
    StepRefused
        If the parts are not on the shelf.
    """

    def command(uow: UnitOfWork, job: WorkOrder) -> WorkOrder:
        _need_parts(uow, job)
        return job.step(WorkOrderState.READY)

    return _once(store, job_id, moment, key, command)


def start(store: Store, job_id: str, moment: Moment, key: str) -> WorkOrder:
    """Begin a ready job."""
    return _once(store, job_id, moment, key, lambda _uow, job: job.step(WorkOrderState.IN_PROGRESS))


def finish(
    store: Store, job_id: str, moment: Moment, key: str, outcome: Outcome, note: str = ""
) -> WorkOrder:
    """Finish a job: parts leave the shelf, the component is new, the prediction is judged."""

    def command(uow: UnitOfWork, job: WorkOrder) -> WorkOrder:
        _need_parts(uow, job)
        done = replace(
            job.step(WorkOrderState.DONE),
            done_at=moment.now,
            done_by=moment.actor,
            outcome=outcome,
            note=note,
        )
        _use_part(uow, job, moment, key)
        _close_order(uow, job, moment)
        component = uow.plant.component(job.component_id)
        uow.plant.save_component(replace(component, installed_on=moment.today))
        event = PlantEvent(
            str(uuid4()), moment.now, "job_done", component.asset_id, job.id, outcome.value
        )
        uow.events.add(event)
        return done

    return _once(store, job_id, moment, key, command)


def last_replacement_at(uow: UnitOfWork, component_id: str) -> datetime | None:
    """Return the instant from which the component in service has run, None if never replaced."""
    done = [
        job.done_at
        for job in uow.work_orders.all()
        if job.component_id == component_id and job.done_at is not None
    ]
    return max(done, default=None)


def _has_parts(uow: UnitOfWork, job: WorkOrder) -> bool:
    """Whether the shelf holds what the job needs, beside what others were promised."""
    if job.part_id is None:
        return True
    promised = uow.work_orders.allocated(job.part_id, besides_component_id=job.component_id)
    return uow.stock.on_hand(job.part_id) - promised >= job.quantity


def _need_parts(uow: UnitOfWork, job: WorkOrder) -> None:
    """Refuse a step that needs parts which are not there."""
    if not _has_parts(uow, job):
        part = uow.stock.part(job.part_id or "")
        raise StepRefused(
            f"{job.number} needs {job.quantity} x {part.number}, which is not on the shelf.",
            "Receive the part first; nothing was changed.",
        )


def _use_part(uow: UnitOfWork, job: WorkOrder, moment: Moment, key: str) -> None:
    """Take the job's parts off the shelf."""
    if job.part_id is not None:
        uow.stock.add_movement(
            StockMovement(
                id=str(uuid5(NAMESPACE_URL, f"issue:{key}")),
                part_id=job.part_id,
                quantity=-job.quantity,
                kind=MovementKind.ISSUE,
                at=moment.now,
                actor=moment.actor,
                reference=job.number,
            )
        )


def _close_order(uow: UnitOfWork, job: WorkOrder, moment: Moment) -> None:
    """Close the received order whose part the job used."""
    if job.purchase_order_id is None:
        return
    order = uow.orders.get(job.purchase_order_id)
    if order.state is OrderState.RECEIVED:
        uow.orders.save(order.step(OrderState.CLOSED))
        uow.audit.append(moment.now, "close order", order.number, "RECEIVED", "CLOSED")


def _once(
    store: Store,
    job_id: str,
    moment: Moment,
    key: str,
    command: Callable[[UnitOfWork, WorkOrder], WorkOrder],
) -> WorkOrder:
    """Run a command unless its key says that it was run already."""

    def step(uow: UnitOfWork) -> str:
        job = uow.work_orders.get(job_id)
        changed = command(uow, job)
        uow.work_orders.save(changed)
        uow.audit.append(
            moment.now, "job step", changed.number, job.state.value, changed.state.value
        )
        return changed.state.value

    store.once(key, moment.actor, step)
    with store.read() as uow:
        return uow.work_orders.get(job_id)
