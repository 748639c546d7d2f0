"""What lies on the shelf, and what of it is promised or put aside."""

from collections import Counter
from datetime import date
from uuid import NAMESPACE_URL, uuid4, uuid5

from app.core.assets import KitItem
from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.reservations import Reservation, ReservationKind
from app.core.work_orders import WorkOrder, WorkOrderState
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

LIES_READY = frozenset({WorkOrderState.READY, WorkOrderState.IN_PROGRESS})
"""States in which a job's parts are put aside for it."""


def pieces_put_aside(job: WorkOrder, reserved: list[Reservation]) -> int:
    """Count the pieces on the shelf that nobody but this job may take."""
    if job.state in LIES_READY:
        return job.quantity
    hard = sum(
        one.quantity
        for one in reserved
        if one.work_order_id == job.id and one.kind is ReservationKind.HARD
    )
    return min(hard, job.quantity)


def pieces_kept_for(uow: UnitOfWork, job: WorkOrder, reserved: list[Reservation]) -> int:
    """Count the pieces that nobody but this job may take, on its part's shelf or an alternate's."""
    lent = 0 if job.state in LIES_READY else sum(lent_to(uow, job).values())
    return min(pieces_put_aside(job, reserved) + lent, job.quantity)


def pieces_lying_aside(uow: UnitOfWork, part_id: str) -> int:
    """Count the pieces on a part's own shelf that lie there for one job or purpose.

    What alternates put aside for a job lies on their shelves.
    """
    reserved, jobs = uow.reservations.open_of(part_id), uow.work_orders.open_of_part(part_id)
    known = {job.id for job in jobs}
    for_jobs = sum(
        max(min(pieces_put_aside(job, reserved), job.quantity - sum(lent_to(uow, job).values())), 0)
        for job in jobs
    )
    return for_jobs + sum(
        one.quantity
        for one in reserved
        if one.kind is ReservationKind.HARD and one.work_order_id not in known
    )


def pieces_of_kit_put_aside(job: WorkOrder, reserved: list[Reservation]) -> int:
    """Count the pieces of a part that are kept on the shelf for this job alone."""
    return sum(
        one.quantity
        for one in reserved
        if one.work_order_id == job.id and one.kind is ReservationKind.HARD
    )


def kit_of(uow: UnitOfWork, job: WorkOrder) -> tuple[KitItem, ...]:
    """Return the parts a job needs beside its own: those of the component it replaces."""
    component = uow.plant.component(job.component_id)
    is_replaced = job.part_id is not None and job.part_id == component.part_id
    return component.kit if is_replaced else ()


def kit_holds(uow: UnitOfWork, part_id: str) -> dict[str, int]:
    """Count the pieces of a part put aside for jobs that want it in their kit, by job."""
    found: Counter[str] = Counter()
    for one in uow.reservations.open_of(part_id):
        if one.work_order_id and one.kind is ReservationKind.HARD:
            kit = kit_of(uow, uow.work_orders.get(one.work_order_id))
            is_of_kit = any(item.part_id == part_id for item in kit)
            found[one.work_order_id] += one.quantity if is_of_kit else 0
    return dict(+found)


def put_kit_aside(
    uow: UnitOfWork, job: WorkOrder, moment: Moment, only: frozenset[str] | None = None
) -> None:
    """Put what is free of a job's kit aside for it; `only` names the parts that just came."""
    for item in kit_of(uow, job):
        if only is None or item.part_id in only:
            kept = _kept(uow, job, item.part_id)
            free = free_on_shelf(uow, item.part_id, job.component_id) - kept
            _put(uow, job, KitItem(item.part_id, min(item.quantity - kept, free)), moment)


def promised_to_others(uow: UnitOfWork, part_id: str, component_id: str) -> int:
    """Count the pieces on the shelf that this component's job has to leave there.

    What is put aside for others stays, jobs that want another part among them, and so do the
    pieces of jobs planned for an earlier day: who needs them first is served first. What a job
    still expects from its own order is no claim on the shelf.
    """
    open_jobs = uow.work_orders.open_of_part(part_id)
    reserved = uow.reservations.open_of(part_id)
    own = next((job for job in open_jobs if job.component_id == component_id), None)
    beside = own or uow.work_orders.open_for(component_id)
    known = {job.id for job in open_jobs} | ({beside.id} if beside else set())
    kept_besides = sum(
        one.quantity
        for one in reserved
        if one.work_order_id not in known and one.kind is ReservationKind.HARD
    )
    return kept_besides + sum(
        claim_of(uow, job, own, reserved) for job in open_jobs if job.component_id != component_id
    )


def free_on_shelf(uow: UnitOfWork, part_id: str, component_id: str) -> int:
    """Count the pieces this component's job can take: what is put aside for it, at the least."""
    on_hand, job = uow.stock.on_hand(part_id), uow.work_orders.open_for(component_id)
    reserved = uow.reservations.open_of(part_id) if job else []
    kept = pieces_of_kit_put_aside(job, reserved) if job else 0
    return max(on_hand - promised_to_others(uow, part_id, component_id), min(kept, on_hand))


def reserve(
    store: Store,
    job_id: str,
    quantity: int,
    kind: ReservationKind,
    moment: Moment,
    key: str,
    required_on: date | None = None,
) -> str:
    """Keep pieces of a job's part for it; hard pieces leave the position for everybody else.

    Returns the id of the reservation.

    Raises
    ------
    StepRefused
        If the job wants no part or fewer pieces, or too few are free on the shelf to put aside.
    """

    def command(uow: UnitOfWork) -> str:
        job = uow.work_orders.get(job_id)
        if job.part_id is None or not job.state.is_open:
            raise StepRefused(f"{job.number} wants no part.", "Nothing was reserved.")
        kept = _kept(uow, job, job.part_id)
        if kept + quantity > job.quantity:
            raise StepRefused(
                f"{job.number} wants {job.quantity} pieces; {kept} are reserved already.",
                f"Reserve up to {job.quantity - kept}; nothing was reserved.",
            )
        free = free_on_shelf(uow, job.part_id, job.component_id) - kept
        if kind is ReservationKind.HARD and quantity > free:
            raise StepRefused(
                f"{quantity} pieces can't be put aside for {job.number}: {max(free, 0)} are free "
                "on the shelf.",
                "Ask for them instead (soft), or receive the part first; nothing was reserved.",
            )
        reservation = Reservation(
            id=str(uuid5(NAMESPACE_URL, f"reserve:{key}")),
            part_id=job.part_id,
            quantity=quantity,
            kind=kind,
            required_on=required_on or job.planned_on or moment.today,
            purpose=job.number,
            made_at=moment.now,
            made_by=moment.actor,
            work_order_id=job.id,
        )
        uow.reservations.add(reservation)
        uow.audit.append(moment.now, "reserve", job.number, "", f"{quantity} {kind.value}")
        return reservation.id

    return store.once(key, moment.actor, command)


def release(store: Store, reservation_id: str, moment: Moment, key: str) -> None:
    """Give reserved pieces back to everybody.

    Raises
    ------
    StepRefused
        If they are an alternate's and a job that is ready or begun counts on them.
    """

    def command(uow: UnitOfWork) -> str:
        reservation = uow.reservations.get(reservation_id)
        if reservation.is_open:
            _refuse_taking_from_ready(uow, reservation)
            uow.reservations.save(reservation.released(moment.now))
            kept = f"{reservation.quantity} {reservation.kind.value}"
            uow.audit.append(moment.now, "release", reservation.purpose, kept, "")
        return reservation.id

    store.once(key, moment.actor, command)


def _refuse_taking_from_ready(uow: UnitOfWork, reservation: Reservation) -> None:
    """Leave a job that is ready what alternates put aside for it: its own part may not be in."""
    if not reservation.work_order_id:
        return
    job = uow.work_orders.get(reservation.work_order_id)
    if job.state in LIES_READY and reservation.part_id in lent_to(uow, job):
        raise StepRefused(
            f"{job.number} is ready and takes these pieces.",
            "Finish or cancel the job; they are free then.",
        )


def put_aside(uow: UnitOfWork, job: WorkOrder, arrived: int, moment: Moment) -> None:
    """Put pieces that came for a job aside for it, up to what it wants and what is free."""
    if job.part_id is None:
        return
    kept = _kept(uow, job, job.part_id)
    free = free_on_shelf(uow, job.part_id, job.component_id) - kept
    wanted = job.quantity - kept - sum(lent_to(uow, job).values())
    _put(uow, job, KitItem(job.part_id, min(arrived, wanted, free)), moment)


def put_alternate_aside(uow: UnitOfWork, job: WorkOrder, came: KitItem, moment: Moment) -> None:
    """Put pieces of an alternate that were bought for a job aside for it, up to what it wants.

    They are the job's before anything that the alternate's own jobs may still claim of the shelf.
    """
    if job.part_id is None:
        return
    wanted = job.quantity - _kept(uow, job, job.part_id) - sum(lent_to(uow, job).values())
    free = uow.stock.on_hand(came.part_id) - pieces_lying_aside(uow, came.part_id)
    _put(uow, job, KitItem(came.part_id, min(came.quantity, wanted, free)), moment)


def end_reservations(uow: UnitOfWork, job: WorkOrder, moment: Moment) -> None:
    """Let go of what was kept for a job that is over."""
    for reservation in uow.reservations.open_for_job(job.id):
        uow.reservations.save(reservation.released(moment.now))


def _kept(uow: UnitOfWork, job: WorkOrder, part_id: str) -> int:
    """Count the pieces of a part that are reserved for a job."""
    reserved = uow.reservations.open_for_job(job.id)
    return sum(one.quantity for one in reserved if one.part_id == part_id)


def _put(uow: UnitOfWork, job: WorkOrder, item: KitItem, moment: Moment) -> None:
    """Put pieces on the shelf aside for a job, if there are any."""
    if item.quantity > 0:
        uow.reservations.add(
            Reservation(
                id=str(uuid4()),
                part_id=item.part_id,
                quantity=item.quantity,
                kind=ReservationKind.HARD,
                required_on=job.planned_on or moment.today,
                purpose=job.number,
                made_at=moment.now,
                made_by=moment.actor,
                work_order_id=job.id,
            )
        )
        uow.audit.append(moment.now, "put aside", job.number, "", f"{item.quantity}")


def claim_of(
    uow: UnitOfWork, job: WorkOrder, own: WorkOrder | None, reserved: list[Reservation]
) -> int:
    """Count the pieces of its part another job may have before this one.

    What alternates put aside for it is no claim on the part's own shelf.
    """
    wanted = job.quantity - sum(lent_to(uow, job).values())
    put_aside = min(pieces_put_aside(job, reserved), wanted)
    if own is None or _is_wanted_before(job, own):
        return max(put_aside, wanted - _still_to_come(uow, job), 0)
    return max(put_aside, 0)


def lent_to(uow: UnitOfWork, job: WorkOrder) -> dict[str, int]:
    """Count what alternates of a job's part put aside for it, by the alternate's id."""
    others = [r for r in uow.reservations.open_for_job(job.id) if r.part_id != job.part_id]
    if not others or job.part_id is None:
        return {}
    of_kit = {item.part_id for item in kit_of(uow, job)}
    alternates = uow.stock.part(job.part_id).alternates - of_kit
    found: Counter[str] = Counter()
    for one in others:
        found[one.part_id] += one.quantity if one.part_id in alternates else 0
    return dict(+found)


def _is_wanted_before(job: WorkOrder, own: WorkOrder) -> bool:
    """Whether a job is planned for an earlier day; of one day the one written first."""
    days = (job.planned_on or date.max, own.planned_on or date.max)
    return days[0] < days[1] or (days[0] == days[1] and job.created_at < own.created_at)


def _still_to_come(uow: UnitOfWork, job: WorkOrder) -> int:
    """Count what a job's own order has not delivered yet."""
    if job.purchase_order_id is None:
        return 0
    order = uow.orders.get(job.purchase_order_id)
    if not order.state.is_open:
        return 0
    return sum(line.open_quantity for line in order.lines if line.serves_part_id == job.part_id)
