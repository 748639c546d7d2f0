"""A job as the technician carries it, read from the plant's books."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from app.core.assets import Component, KitItem
from app.core.need_line import kit_id
from app.core.policy import SitePolicy
from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord
from app.core.work_orders import Outcome, WorkOrder
from app.documents.evidence import seen_of
from app.documents.letterhead import letterhead_of
from app.documents.papers import PartPaper, WorkOrderPaper
from app.documents.pictures import trend_picture
from app.storage.unit_of_work import UnitOfWork

PERMIT, TOOLS = "permit:", "tools:"
"""A procedure's line that begins so is prepared before the work, and stands apart on paper."""


def work_order_paper(
    uow: UnitOfWork, job: WorkOrder, policy: SitePolicy, folder: Path | None = None
) -> WorkOrderPaper:
    """Put a job on paper.

    Steps that begin "Permit:" or "Tools:" stand apart from the others, to be ticked before the
    work begins.

    Raises
    ------
    PartUnknown
        If the component or part named by the job is not on the register.
    """
    component = uow.plant.component(job.component_id)
    asset = uow.plant.asset(component.asset_id)
    record = uow.decisions.get(job.decision_id) if job.decision_id else None
    assessment = record.assessment if record else None
    point = uow.plant.point(assessment.point_id) if assessment else None
    created = job.created_at.astimezone(ZoneInfo(policy.time_zone)).date()
    return WorkOrderPaper(
        letterhead=letterhead_of(policy, folder),
        number=job.number,
        state=job.state.value,
        kind=job.kind.value,
        title=job.title,
        created_on=created,
        asset_tag=asset.tag,
        asset_name=asset.name,
        place=asset.place,
        criticality=asset.criticality.value,
        component=component.name,
        bearing=component.bearing.name if component.bearing else "",
        installed_on=component.installed_on,
        job_days=component.job_days,
        failure_mode=job.failure_mode,
        planned_on=job.planned_on,
        need_by=_need_by(record),
        parts=_parts(uow, job, component),
        permits=_marked(job.steps, PERMIT),
        tools=_marked(job.steps, TOOLS),
        steps=tuple(s for s in job.steps if not s.lower().startswith((PERMIT, TOOLS))),
        seen=seen_of(assessment, policy) if assessment else None,
        trend=trend_picture(record, point) if record else None,
        outcomes=tuple(outcome.value for outcome in Outcome),
        code=f"kairos:WO:{job.number}:{job.id[:16]}",
    )


def _need_by(record: DecisionRecord | None) -> date | None:
    """Return the day the component must be replaced by."""
    return record.decision.need_by if record else None


def _parts(uow: UnitOfWork, job: WorkOrder, component: Component) -> tuple[PartPaper, ...]:
    """Say which parts the job takes: its own, then those of its kit."""
    if job.part_id is None:
        return ()
    tied = uow.orders.get(job.purchase_order_id) if job.purchase_order_id else None
    kit = component.kit if job.part_id == component.part_id else ()
    lent = _lent(uow, job, {item.part_id for item in kit})
    own = job.quantity - sum(item.quantity for item in lent)
    found = [_part(uow, KitItem(job.part_id, own), tied, job.part_expected_on)] if own > 0 else []
    replaced = uow.stock.part(job.part_id).number
    found += [replace(_part(uow, item, None, None), replaces=replaced) for item in lent]
    return (*found, *(_of_kit(uow, component, item) for item in kit))


def _lent(uow: UnitOfWork, job: WorkOrder, of_kit: set[str]) -> list[KitItem]:
    """Say which pieces of alternates lie aside for a job in place of its own part."""
    alternates = uow.stock.part(job.part_id or "").alternates - of_kit
    found: Counter[str] = Counter()
    for one in uow.reservations.open_for_job(job.id):
        found[one.part_id] += one.quantity if one.part_id in alternates else 0
    return [KitItem(part_id, pieces) for part_id, pieces in sorted((+found).items())]


def _of_kit(uow: UnitOfWork, component: Component, item: KitItem) -> PartPaper:
    """Say where a part of the kit lies, and on which order it comes."""
    name = kit_id(component.id, item.part_id)
    order = next(
        (
            order
            for order in uow.orders.open_of_part(item.part_id)
            if any(line.peg and line.peg.failure_mode == name for line in order.lines)
        ),
        None,
    )
    return _part(uow, item, order, order.expected_on if order else None)


def _part(
    uow: UnitOfWork, item: KitItem, order: PurchaseOrder | None, expected_on: date | None
) -> PartPaper:
    """Say which part, where it lies, and on which order it comes."""
    part = uow.stock.part(item.part_id)
    return PartPaper(
        number=part.number,
        description=part.description,
        quantity=item.quantity,
        unit=part.unit,
        bin=part.bin,
        on_hand=uow.stock.on_hand(part.id),
        expected_on=expected_on,
        order_number=order.number if order else "",
    )


def _marked(steps: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """Return the steps that begin with a mark, without it."""
    return tuple(s[len(mark) :].strip() for s in steps if s.lower().startswith(mark))
