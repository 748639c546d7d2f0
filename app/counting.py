"""A stock count: what is really there is booked, and what it no longer covers is let go.

A count is never refused because pieces were promised: they are not there. Who needs them last loses
them first, jobs that have begun last of all. A job that was ready waits again with what is left of
its pieces, so that the next review orders the missing ones. Pieces that a begun job has at its
machine already are counted as there: they leave the store when it is finished.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid4, uuid5

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.records import PlantEvent
from app.core.reservations import Reservation, ReservationKind
from app.core.stock import MovementKind, Part, StockMovement
from app.core.work_orders import WorkOrder, WorkOrderState
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.stores import LIES_READY, lent_to

COUNTED = "count"
"""What the audit trail calls it."""

MOST_FOUND = 1_000_000
"""More pieces are a slip of the finger."""


@dataclass(frozen=True, slots=True)
class _Hold:
    """Pieces of the counted part that lie aside for one job or one purpose, and when for."""

    pieces: int
    wanted_on: date
    rows: tuple[Reservation, ...]
    job: WorkOrder | None = None

    @property
    def has_begun(self) -> bool:
        """Whether work waits for them already."""
        return self.job is not None and self.job.state is WorkOrderState.IN_PROGRESS


def count(store: Store, part_id: str, found: int, moment: Moment, key: str, why: str) -> int:
    """Book that so many pieces of a part lie in the store, and let go what they don't cover.

    Returns by how much the ledger changed.

    Raises
    ------
    StepRefused
        If it is no number of pieces, or differs from the ledger and nobody says why.
    """
    if not 0 <= found <= MOST_FOUND:
        raise StepRefused(
            f"A count finds 0 to {MOST_FOUND} pieces, not {found}.",
            "Correct the number; nothing was booked.",
        )
    differences: list[int] = []

    def command(uow: UnitOfWork) -> str:
        part, known = uow.stock.part(part_id), uow.stock.on_hand(part_id)
        if found != known and not why.strip():
            raise StepRefused(
                f"{part.number}: {found} counted, {known} in the books.",
                "Count again; if it stays, say why they differ. Nothing was booked.",
            )
        differences.append(found - known)
        if found != known:
            uow.stock.add_movement(
                StockMovement(
                    id=str(uuid5(NAMESPACE_URL, f"count:{key}")),
                    part_id=part_id,
                    quantity=found - known,
                    kind=MovementKind.CORRECTION,
                    at=moment.now,
                    actor=moment.actor,
                    reference=why.strip(),
                )
            )
        uow.audit.append(moment.now, COUNTED, part.number, f"{known}", f"{found}")
        _let_go(uow, part, found, moment)
        return f"{found}"

    store.once(key, moment.actor, command)
    return differences[0] if differences else 0


def _let_go(uow: UnitOfWork, part: Part, found: int, moment: Moment) -> None:
    """Shorten what is put aside to what is there."""
    holds = [*_of_jobs(uow, part.id, moment), *_of_purposes(uow, part.id)]
    over = sum(hold.pieces for hold in holds) - found
    for hold in sorted(holds, key=lambda h: (h.has_begun, -h.wanted_on.toordinal())):
        lost = min(max(over, 0), hold.pieces)
        if lost:
            _shorten(uow, part, hold, lost, moment)
            over -= lost


def _of_jobs(uow: UnitOfWork, part_id: str, moment: Moment) -> Iterator[_Hold]:
    """List what lies aside for jobs; a ready one has its own part without a reservation."""
    kept = _put_aside(uow, part_id)
    jobs = {job.id: job for job in uow.work_orders.open_of_part(part_id)}
    jobs |= {r.work_order_id: uow.work_orders.get(r.work_order_id) for r in kept if r.work_order_id}
    for job in jobs.values():
        rows = tuple(row for row in kept if row.work_order_id == job.id)
        pieces = sum(row.quantity for row in rows)
        if job.part_id == part_id and job.state in LIES_READY:
            pieces = job.quantity - sum(lent_to(uow, job).values())
        yield _Hold(pieces, job.planned_on or moment.today, rows, job)


def _of_purposes(uow: UnitOfWork, part_id: str) -> Iterator[_Hold]:
    """List what lies aside for no job."""
    for row in _put_aside(uow, part_id):
        if not row.work_order_id:
            yield _Hold(row.quantity, row.required_on, (row,))


def _put_aside(uow: UnitOfWork, part_id: str) -> list[Reservation]:
    """Return the reservations that hold pieces on the shelf."""
    return [r for r in uow.reservations.open_of(part_id) if r.kind is ReservationKind.HARD]


def _shorten(uow: UnitOfWork, part: Part, hold: _Hold, lost: int, moment: Moment) -> None:
    """Take pieces that are not there from who had them, on record and told to the planner."""
    job, left = hold.job, hold.pieces - lost
    if job is not None and job.state in LIES_READY:
        _wait_again(uow, job, moment, but=part.id)
    _keep_only(uow, hold, part.id, left, moment)
    purpose = job.number if job else hold.rows[0].purpose
    kept = f"{hold.pieces} of {part.number}", f"{left} of {part.number}"
    uow.audit.append(moment.now, "count lets go", purpose, *kept)
    asset_id = uow.plant.component(job.component_id).asset_id if job else ""
    kind = "job_uncovered" if job else "purpose_uncovered"
    text = f"{lost} x {part.number}" if job else f"{lost} x {part.number} ({purpose})"
    subject = job.id if job else hold.rows[0].id
    uow.events.add(PlantEvent(str(uuid4()), moment.now, kind, asset_id, subject, text))


def _wait_again(uow: UnitOfWork, job: WorkOrder, moment: Moment, but: str) -> None:
    """Take a ready or begun job back to planned; its own part stays aside, unless it is missing."""
    own = job.quantity - sum(lent_to(uow, job).values())
    waiting = job.step(WorkOrderState.PLANNED)
    uow.work_orders.save(waiting)
    uow.audit.append(moment.now, "job step", job.number, job.state.value, waiting.state.value)
    if job.part_id and job.part_id != but:
        rows = tuple(r for r in _put_aside(uow, job.part_id) if r.work_order_id == job.id)
        hold = _Hold(own, job.planned_on or moment.today, rows, waiting)
        _keep_only(uow, hold, job.part_id, own, moment)


def _keep_only(uow: UnitOfWork, hold: _Hold, part_id: str, left: int, moment: Moment) -> None:
    """Let the reservations of a hold stand for so many pieces, as one of them or none."""
    for row in hold.rows:
        uow.reservations.save(row.released(moment.now))
    if left > 0:
        kept = Reservation(
            id=str(uuid4()),
            part_id=part_id,
            quantity=left,
            kind=ReservationKind.HARD,
            required_on=hold.wanted_on,
            purpose=hold.job.number if hold.job else hold.rows[0].purpose,
            made_at=moment.now,
            made_by=moment.actor,
            work_order_id=hold.job.id if hold.job else "",
        )
        uow.reservations.add(kept)
