"""The decision behind a record, with what its picture is drawn on."""

from dataclasses import dataclass

from app.core.approval_wait import waiting_for_approval
from app.core.calendars import WorkCalendar
from app.core.lead_time import LeadTime, expedited_lead_time, lead_time_of
from app.core.records import DecisionRecord
from app.core.trigger import DeliveryMode
from app.replenishment.approval_supply import waits_of
from app.storage.unit_of_work import UnitOfWork
from app.ui.register import Register


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision is explained with.

    `calendar` is the plant's, `supplier_calendar` the supplier's; `lead` is None where no supplier
    is known, else that of the delivery mode decided, counted from the draft where the order is
    dated to wait for its approval. `margin_days` and `job_days` are what goods-in and the job take.
    """

    record: DecisionRecord
    where: str
    calendar: WorkCalendar
    lead: LeadTime | None
    supplier_calendar: WorkCalendar | None
    margin_days: int
    job_days: float


def evidence_of(uow: UnitOfWork, decision_id: str | None, register: Register) -> Evidence | None:
    """Read the decision behind a record, None where a person wrote it by hand."""
    if not decision_id:
        return None
    return evidence_for(uow, uow.decisions.get(decision_id), register)


def evidence_for(uow: UnitOfWork, record: DecisionRecord, register: Register) -> Evidence:
    """Put beside a decision the calendars and the lead time it is drawn with."""
    policy = uow.plant.policy()
    component = register.components[record.component_id]
    part = register.parts.get(component.part_id or "")
    supplier = register.suppliers.get(part.supplier_id or "") if part else None
    is_hurried = record.decision.mode is DeliveryMode.EXPEDITED
    hurried = expedited_lead_time(supplier) if supplier and is_hurried else None
    lead = hurried or lead_time_of(supplier, policy.lead_prior) if supplier else None
    return Evidence(
        record=record,
        where=register.where(record.component_id),
        calendar=policy.calendar,
        lead=waiting_for_approval(lead, waits_of(uow, record)) if lead else None,
        supplier_calendar=supplier.calendar if supplier else None,
        margin_days=policy.receiving_margin_days,
        job_days=component.job_days,
    )
