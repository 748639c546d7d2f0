"""What people do with a job: plan, make ready, start, finish. Each command is safe to repeat."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import NAMESPACE_URL, uuid4, uuid5

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.need_line import kit_id
from app.core.purchasing import OrderState
from app.core.records import PlantEvent
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.lending import made_ready, missing_part, pieces_for_job
from app.maintenance.journal import note_move
from app.maintenance.lives import note_life
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.stores import end_reservations, kit_of


def plan(
    store: Store, job_id: str, moment: Moment, key: str, day: date | None = None, why: str = ""
) -> WorkOrder:
    """Accept a proposed job, ready at once if the part is in; another day needs a reason."""

    def command(uow: UnitOfWork, job: WorkOrder) -> WorkOrder:
        if day is not None and day < moment.today:
            raise StepRefused(
                f"{job.number} can't be planned for {day}: that day has passed.",
                "Choose today or a later day; nothing was changed.",
            )
        note_move(uow, job, day, moment, why)
        planned = replace(job.step(WorkOrderState.PLANNED), planned_on=day or job.planned_on)
        return made_ready(uow, planned, moment) if missing_part(uow, job) is None else planned

    return _once(store, job_id, moment, key, command)


def make_ready(store: Store, job_id: str, moment: Moment, key: str) -> WorkOrder:
    """Declare a planned job ready; its parts are then promised to it.

    Raises
    ------
    StepRefused
        If the parts are not on the shelf, nor alternates that can be spared.
    """

    def command(uow: UnitOfWork, job: WorkOrder) -> WorkOrder:
        _need_parts(uow, job)
        return made_ready(uow, job, moment)

    return _once(store, job_id, moment, key, command)


def start(store: Store, job_id: str, moment: Moment, key: str) -> WorkOrder:
    """Begin a ready job."""
    return _once(store, job_id, moment, key, lambda _uow, job: job.step(WorkOrderState.IN_PROGRESS))


def finish(
    store: Store,
    job_id: str,
    moment: Moment,
    key: str,
    outcome: Outcome,
    note: str = "",
    found_mode: str = "",
) -> WorkOrder:
    """Finish a job and judge the prediction.

    Found as predicted, the part has left the shelf and the component is new. With another fault
    or none found the part stays where it is, and so does the component with its history.
    `found_mode` says what was found, in the words of `FailureMode`.
    """

    def command(uow: UnitOfWork, job: WorkOrder) -> WorkOrder:
        done = replace(
            job.step(WorkOrderState.DONE),
            done_at=moment.now,
            done_by=moment.actor,
            outcome=outcome,
            note=note,
            found_mode=found_mode,
        )
        component = uow.plant.component(job.component_id)
        if outcome is Outcome.AS_PREDICTED:
            _need_parts(uow, job)
            _use_parts(uow, job, moment, key)
            note_life(uow, component, done, moment)
            uow.plant.save_component(replace(component, installed_on=moment.today))
        _close_order(uow, job, moment)
        _free_kit_lines(uow, job)
        event = PlantEvent(
            str(uuid4()), moment.now, "job_done", component.asset_id, job.id, outcome.value
        )
        uow.events.add(event)
        return done

    return _once(store, job_id, moment, key, command)


def cancel(store: Store, job_id: str, moment: Moment, key: str, why: str) -> WorkOrder:
    """Cancel a job that is not begun, with the reason on record."""
    if not why.strip():
        raise StepRefused("A cancelled job needs a reason.", "Say why, then cancel it.")
    return _once(
        store,
        job_id,
        moment,
        key,
        lambda _uow, job: replace(job.step(WorkOrderState.CANCELLED), note=why),
    )


def _need_parts(uow: UnitOfWork, job: WorkOrder) -> None:
    """Refuse a step that needs parts which are not there."""
    missing = missing_part(uow, job)
    if missing is not None:
        part = uow.stock.part(missing.part_id)
        raise StepRefused(
            f"{job.number} needs {missing.quantity} x {part.number}, which is not on the shelf.",
            "Receive the part first; nothing was changed.",
        )


def _use_parts(uow: UnitOfWork, job: WorkOrder, moment: Moment, key: str) -> None:
    """Take the job's parts off the shelf, those of alternates and of its kit with them."""
    own = pieces_for_job(uow, job)
    taken = [
        (f"issue:{key}" if part_id == job.part_id else f"issue:{key}:{part_id}", part_id, pieces)
        for part_id, pieces in own.items()
    ]
    kit = kit_of(uow, job)
    taken += [(f"issue:{key}:kit:{item.part_id}", item.part_id, item.quantity) for item in kit]
    for name, part_id, pieces in taken:
        uow.stock.add_movement(
            StockMovement(
                id=str(uuid5(NAMESPACE_URL, name)),
                part_id=part_id,
                quantity=-pieces,
                kind=MovementKind.ISSUE,
                at=moment.now,
                actor=moment.actor,
                reference=job.number,
            )
        )


def _close_order(uow: UnitOfWork, job: WorkOrder, moment: Moment) -> None:
    """Close the received order of a job; what is still to come of another serves anybody."""
    if job.purchase_order_id is None:
        return
    order = uow.orders.get(job.purchase_order_id)
    if order.state.is_open:
        freed = tuple(replace(line, peg=None) for line in order.lines)
        uow.orders.save(replace(order, lines=freed))
    if order.state is OrderState.RECEIVED:
        uow.orders.save(order.step(OrderState.CLOSED))
        uow.audit.append(moment.now, "close order", order.number, "RECEIVED", "CLOSED")


def _free_kit_lines(uow: UnitOfWork, job: WorkOrder) -> None:
    """Let what is still to come for the kit of a job that is over serve anybody."""
    for item in kit_of(uow, job):
        name = kit_id(job.component_id, item.part_id)
        for order in uow.orders.open_of_part(item.part_id):
            freed = tuple(
                replace(line, peg=None) if line.peg and line.peg.failure_mode == name else line
                for line in order.lines
            )
            if freed != order.lines:
                uow.orders.save(replace(order, lines=freed))


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
        if not changed.state.is_open:
            end_reservations(uow, changed, moment)
        uow.audit.append(
            moment.now, "job step", changed.number, job.state.value, changed.state.value
        )
        return changed.state.value

    store.once(key, moment.actor, step)
    with store.read() as uow:
        return uow.work_orders.get(job_id)
