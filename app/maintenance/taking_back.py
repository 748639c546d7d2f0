"""A job finished by mistake goes on: what its finish moved is put back, and the record says so."""

from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid4, uuid5

from app.core.assets import Component
from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.reservations import Reservation
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import WorkOrder, WorkOrderState
from app.maintenance.lives import forget_life
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.stores import kit_of


@dataclass(frozen=True, slots=True)
class BeforeFinish:
    """What stood in the books just before a job was finished."""

    job: WorkOrder
    component: Component
    orders: tuple[PurchaseOrder, ...]
    reservations: tuple[Reservation, ...]


def before_finish(uow: UnitOfWork, job: WorkOrder) -> BeforeFinish:
    """Note what the finish of a job may move."""
    orders = {} if job.purchase_order_id is None else _by_id(uow, job.purchase_order_id)
    for item in kit_of(uow, job):
        orders |= {order.id: order for order in uow.orders.open_of_part(item.part_id)}
    return BeforeFinish(
        job=job,
        component=uow.plant.component(job.component_id),
        orders=tuple(orders.values()),
        reservations=tuple(uow.reservations.open_for_job(job.id)),
    )


def take_back_finish(store: Store, before: BeforeFinish, moment: Moment, key: str) -> WorkOrder:
    """Take the finish of a job back: it is in progress again, its parts lie on the shelf.

    Raises
    ------
    StepRefused
        If another job of the component was opened since, or the component was changed.
    """

    def step(uow: UnitOfWork) -> str:
        done = uow.work_orders.get(before.job.id)
        _refuse_what_went_on(uow, before, done)
        going_on = replace(before.job, state=done.step(WorkOrderState.IN_PROGRESS).state)
        uow.work_orders.save(going_on)
        component = uow.plant.component(done.component_id)
        fitted = before.component.installed_on
        if component.installed_on != fitted:
            uow.plant.save_component(replace(component, installed_on=fitted))
        _bring_parts_back(uow, done, moment)
        forget_life(uow, done)
        for order in before.orders:
            _reopen(uow, order)
        for reserved in before.reservations:
            uow.reservations.add(replace(reserved, id=str(uuid4())))
        uow.audit.append(
            moment.now, "take back finish", done.number, done.state.value, going_on.state.value
        )
        return going_on.state.value

    store.once(key, moment.actor, step)
    with store.read() as uow:
        return uow.work_orders.get(before.job.id)


def _by_id(uow: UnitOfWork, order_id: str) -> dict[str, PurchaseOrder]:
    """Return one order under its id."""
    return {order_id: uow.orders.get(order_id)}


def _refuse_what_went_on(uow: UnitOfWork, before: BeforeFinish, done: WorkOrder) -> None:
    """Refuse where the books have gone on from the finish."""
    other = uow.work_orders.open_for(done.component_id)
    if other is not None and other.id != done.id:
        raise StepRefused(
            f"{done.number} can't be taken back: {other.number} is open for the same place.",
            f"Cancel {other.number} first; nothing was changed.",
        )
    if done.state is not WorkOrderState.DONE or before.job.state is not WorkOrderState.IN_PROGRESS:
        raise StepRefused(
            f"{done.number} is {done.state.value}: only a job that was just finished is taken "
            "back.",
            "Nothing was changed.",
        )


def _bring_parts_back(uow: UnitOfWork, done: WorkOrder, moment: Moment) -> None:
    """Return to the shelf what the finish took off it."""
    part_ids = [item.part_id for item in kit_of(uow, done)]
    part_ids += [] if done.part_id is None else [done.part_id]
    if done.part_id is not None:
        part_ids += sorted(uow.stock.part(done.part_id).alternates)
    for part_id in dict.fromkeys(part_ids):
        moved = [m for m in uow.stock.movements(part_id) if m.reference == done.number]
        taken = -sum(m.quantity for m in moved if m.kind in _OF_A_JOB)
        if taken > 0:
            name = f"return:{done.id}:{part_id}:{len(moved)}"
            uow.stock.add_movement(
                StockMovement(
                    id=str(uuid5(NAMESPACE_URL, name)),
                    part_id=part_id,
                    quantity=taken,
                    kind=MovementKind.RETURN,
                    at=moment.now,
                    actor=moment.actor,
                    reference=done.number,
                )
            )


_OF_A_JOB = frozenset({MovementKind.ISSUE, MovementKind.RETURN})


def _reopen(uow: UnitOfWork, before: PurchaseOrder) -> None:
    """Let an order be as it was, where nothing but the finish changed it."""
    now = uow.orders.get(before.id)
    is_closed = (now.state, before.state) == (OrderState.CLOSED, OrderState.RECEIVED)
    unpegged = tuple(replace(line, peg=None) for line in before.lines)
    is_freed = tuple(replace(line, peg=None) for line in now.lines) == unpegged
    if is_closed or (now.state is before.state and is_freed and now.lines != before.lines):
        uow.orders.save(replace(now, state=before.state, lines=before.lines))
