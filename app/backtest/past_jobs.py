"""What the plant's jobs say of past needs: failures, planned work, and what was replaced when.

A failure wants its part from the day its corrective job was opened; a job of the planner's own
from its planned day, or the day it was done if that came first. A job that came of a prediction
wants it on the day it was done: the books keep only the last of its planned days, and the day a
prediction moved it to was not known before.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.backtest.records import (
    JobEnded,
    JobPlanned,
    Moved,
    NeedDropped,
    PastNeed,
    Record,
    Replaced,
)
from app.core.records import AuditRow
from app.core.stock import MovementKind
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the plant's day of an instant."""
    return instant.astimezone(zone).date()


def records_of_jobs(
    jobs: Iterable[WorkOrder], ledger: Iterable[Moved], audit: Iterable[AuditRow], zone: ZoneInfo
) -> list[Record]:
    """Read the needs of all jobs, each from the day it was known."""
    cancelled = _cancelled_on(audit, zone)
    issued: dict[str, list[Moved]] = {}
    for moved in ledger:
        if moved.kind is MovementKind.ISSUE:
            issued.setdefault(moved.reference, []).append(moved)
    records: list[Record] = []
    for job in jobs:
        ended = _ended_on(job, cancelled, zone)
        records += _records_of(job, ended, issued.get(job.number, ()), zone)
    return records


def _records_of(
    job: WorkOrder, ended: date | None, issues: Sequence[Moved], zone: ZoneInfo
) -> Iterator[Record]:
    """Records of one job; `ended` is None while it is open."""
    own = [moved for moved in issues if moved.part_id == job.part_id]
    in_time = [moved for moved in own if ended is None or moved.day <= ended]
    is_failure = job.kind is WorkOrderKind.CORRECTIVE
    if job.part_id is not None and job.quantity and (is_failure or not job.decision_id):
        yield from _need_of(job, job.part_id, ended, zone, has_used=bool(in_time))
        single = [moved for moved in issues if moved not in in_time]
    else:
        single = list(issues)
    for moved in single:
        yield PastNeed(
            moved.day,
            moved.id,
            moved.part_id,
            job.component_id,
            -moved.quantity,
            is_failure=False,
        )
    if own:
        yield Replaced(own[0].day, job.component_id)


def _need_of(
    job: WorkOrder, part_id: str, ended: date | None, zone: ZoneInfo, *, has_used: bool
) -> Iterator[Record]:
    """Need of a failure or of planned work, and what was known of it before."""
    known = local_day(job.created_at, zone)
    is_failure = job.kind is WorkOrderKind.CORRECTIVE
    wanted = known if is_failure else _wanted_on(job, known, ended)
    dropped = None if has_used else ended
    if wanted is not None and (dropped is None or wanted < dropped):
        yield PastNeed(wanted, job.id, part_id, job.component_id, job.quantity, is_failure)
        if dropped is not None:
            yield NeedDropped(dropped, job.id)
    if not is_failure and job.planned_on is not None:
        yield JobPlanned(known, job.id, part_id, job.component_id, job.quantity, job.planned_on)
        if ended is not None:
            yield JobEnded(ended, job.id)


def _wanted_on(job: WorkOrder, known: date, ended: date | None) -> date | None:
    """Day on which planned work wanted its part: planned, or ended, whichever came first."""
    if job.planned_on is None:
        return ended
    planned = max(job.planned_on, known)
    return planned if ended is None else min(planned, ended)


def _ended_on(job: WorkOrder, cancelled: dict[str, date], zone: ZoneInfo) -> date | None:
    """Day from which a job was done or cancelled, None while it is open.

    A cancelled job of which the trail says nothing counts as never meant: it ended as it began.
    """
    if job.done_at is not None:
        return local_day(job.done_at, zone)
    if job.state is WorkOrderState.CANCELLED:
        return cancelled.get(job.number, local_day(job.created_at, zone))
    return None


def _cancelled_on(audit: Iterable[AuditRow], zone: ZoneInfo) -> dict[str, date]:
    """Days on which jobs were cancelled, by job number."""
    return {
        row.subject: local_day(row.at, zone)
        for row in audit
        if row.action == "job step" and row.after == WorkOrderState.CANCELLED.value
    }
