"""The decision behind a record, with what its picture is drawn on."""

from dataclasses import dataclass

from app.core.calendars import WorkCalendar
from app.core.lead_time import LeadTime
from app.core.records import DecisionRecord
from app.replenishment.decided_supply import decided_supply
from app.storage.unit_of_work import UnitOfWork
from app.ui.register import Register


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a decision is explained with.

    `calendar` is the plant's, `supplier_calendar` that of the supplier decided on; `lead` is None
    where no supplier is known, else that of the delivery mode decided, counted from the draft where
    the order is dated to wait for its approval. `margin_days` and `job_days` are what goods-in and
    the job take.
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
    supply = decided_supply(uow, record)
    return Evidence(
        record=record,
        where=register.where(record.component_id),
        calendar=policy.calendar,
        lead=supply.lead if supply else None,
        supplier_calendar=supply.supplier if supply else None,
        margin_days=policy.receiving_margin_days,
        job_days=component.job_days,
    )
