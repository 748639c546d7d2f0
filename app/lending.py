"""What parts lend each other: pieces of an approved alternate that its own needs leave.

A part lends what lies on its shelf less what is put aside, what its open jobs and the needs of its
newest review take from the shelf, and the levels it keeps. What the newest review of another
borrower counts on is lent to that one: a piece goes to whose order would have been due first.
"""

from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

from app.core.alternates import taken_from_group
from app.core.assets import KitItem
from app.core.moment import Moment
from app.core.need_line import NeedKind, NeedLine
from app.core.reservations import Reservation, ReservationKind
from app.core.stock import Part
from app.core.work_orders import WorkOrder, WorkOrderState
from app.storage.unit_of_work import UnitOfWork
from app.stores import claim_of, free_on_shelf, kit_holds, kit_of, lent_to, put_kit_aside

Hold = tuple[str, int]
"""Whose pieces they are, and how many."""


def spare_pieces(uow: UnitOfWork, part: Part) -> dict[str, int]:
    """Count what each alternate of a part can lend to it, by the alternate's id."""
    found = {one: _spare(uow, uow.stock.part(one), part) for one in sorted(part.alternates)}
    return {one: pieces for one, pieces in found.items() if pieces}


def pieces_for_job(uow: UnitOfWork, job: WorkOrder) -> dict[str, int]:
    """Choose what a job can take today, by part: what alternates put aside for it, its own, others.

    Fewer than it wants where there are no more. What its earlier jobs lack of the part is left to
    them of the alternates too.
    """
    if job.part_id is None:
        return {}
    part, own = uow.stock.part(job.part_id), free_on_shelf(uow, job.part_id, job.component_id)
    lent = {one: min(n, uow.stock.on_hand(one)) for one, n in lent_to(uow, job).items()}
    left = job.quantity - sum(lent.values())
    group = [uow.stock.part(one) for one in part.alternates]
    spare = Counter(spare_pieces(uow, part) if own < left else {})
    spare.subtract(taken_from_group(part, group, spare, -own))
    taken = taken_from_group(part, group, spare | Counter({part.id: max(own, 0)}), left)
    return dict(Counter(lent) + Counter(taken))


def has_pieces(uow: UnitOfWork, job: WorkOrder) -> bool:
    """Whether a job can take what it wants, beside what others were promised."""
    return sum(pieces_for_job(uow, job).values()) >= (job.quantity if job.part_id else 0)


def missing_part(uow: UnitOfWork, job: WorkOrder) -> KitItem | None:
    """Return the first part of a job that it can't take, None where all are there.

    Alternates stand in for the job's own part only, not for those of its kit.
    """
    if job.part_id is not None and not has_pieces(uow, job):
        return KitItem(job.part_id, job.quantity)
    for item in kit_of(uow, job):
        if free_on_shelf(uow, item.part_id, job.component_id) < item.quantity:
            return item
    return None


def made_ready(uow: UnitOfWork, job: WorkOrder, moment: Moment) -> WorkOrder:
    """Declare a job ready; what it takes of alternates and its kit is put aside for it."""
    put_kit_aside(uow, job, moment)
    has = lent_to(uow, job)
    for part_id, pieces in pieces_for_job(uow, job).items():
        more = pieces - has.get(part_id, 0)
        if part_id != job.part_id and more > 0:
            uow.reservations.add(
                Reservation(
                    id=str(uuid4()),
                    part_id=part_id,
                    quantity=more,
                    kind=ReservationKind.HARD,
                    required_on=job.planned_on or moment.today,
                    purpose=job.number,
                    made_at=moment.now,
                    made_by=moment.actor,
                    work_order_id=job.id,
                )
            )
            text = f"{more} of {uow.stock.part(part_id).number}"
            uow.audit.append(moment.now, "put aside", job.number, "", text)
    return job.step(WorkOrderState.READY)


def lent_out(uow: UnitOfWork, part_id: str) -> dict[str, int]:
    """Count the pieces of a part put aside for jobs that want another one, by that part.

    Those put aside for a kit that names the part are wanted as what they are.
    """
    own = {job.id for job in uow.work_orders.open_of_part(part_id)} | set(kit_holds(uow, part_id))
    found: Counter[str] = Counter()
    for one in uow.reservations.open_of(part_id):
        is_hard = one.kind is ReservationKind.HARD
        if is_hard and one.work_order_id and one.work_order_id not in own:
            found[uow.work_orders.get(one.work_order_id).part_id or ""] += one.quantity
    return dict(found)


def _spare(uow: UnitOfWork, lender: Part, borrower: Part) -> int:
    """Count what an alternate can lend; one that was never reviewed and is used lends nothing."""
    on_hand = uow.stock.on_hand(lender.id)
    if on_hand <= 0 or not _is_known(uow, lender):
        return 0
    held: dict[str, int] = {}
    for whose, pieces in (*_own_holds(uow, lender), *_lent(uow, lender, borrower)):
        held[whose] = max(held.get(whose, 0), pieces)
    kept = lender.safety_stock + lender.buffer_stock
    return max(on_hand - kept - sum(held.values()), 0)


def _is_known(uow: UnitOfWork, lender: Part) -> bool:
    """Whether what the part's own machines and dates want of the shelf has been looked at."""
    is_wanted = (
        uow.plant.components_of_part(lender.id)
        or uow.plant.components_with_kit_part(lender.id)
        or uow.planned_tasks.active_of_part(lender.id)
    )
    return not is_wanted or uow.part_reviews.latest(lender.id) is not None


def _own_holds(uow: UnitOfWork, lender: Part) -> Iterator[Hold]:
    """Say what a part's own needs take of its shelf; a machine and its job are one need."""
    reserved = uow.reservations.open_of(lender.id)
    for job in uow.work_orders.open_of_part(lender.id):
        yield job.component_id, claim_of(uow, job, None, reserved)
    for one in reserved:
        if one.kind is ReservationKind.HARD and not one.work_order_id:
            yield f"reserved:{one.id}", one.quantity
    for job_id, pieces in kit_holds(uow, lender.id).items():
        yield uow.work_orders.get(job_id).component_id, pieces
    for line in _lines(uow, lender.id):
        is_machine = line.kind in {NeedKind.PREDICTED, NeedKind.JOB} and line.component_id
        yield line.component_id if is_machine else line.id, _from_shelf_of(line, "")


def _lent(uow: UnitOfWork, lender: Part, borrower: Part) -> Iterator[Hold]:
    """Say what is lent: put aside for jobs of anybody, counted on by the other borrowers."""
    for part_id, pieces in lent_out(uow, lender.id).items():
        yield f"lent:{part_id}", pieces
    for part_id in lender.alternates - {borrower.id}:
        counted = sum(_from_shelf_of(line, lender.number) for line in _lines(uow, part_id))
        yield f"lent:{part_id}", counted


def _lines(uow: UnitOfWork, part_id: str) -> tuple[NeedLine, ...]:
    """Return what the newest review of a part found."""
    review = uow.part_reviews.latest(part_id)
    return review.lines if review else ()


def _from_shelf_of(line: NeedLine, part_number: str) -> int:
    """Count the pieces a need takes from the shelf of one part, "" for its own."""
    covers = (c for c in line.cover if not c.order_id and c.part_number == part_number)
    return sum(cover.quantity for cover in covers)
