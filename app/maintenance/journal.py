"""What the decision journal keeps of a job that is not done on the day proposed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from app.core.assets import Component
from app.core.errors import StepRefused
from app.core.journal import Act, Course, JournalEntry
from app.core.moment import Moment
from app.core.work_orders import WorkOrder
from app.storage.unit_of_work import UnitOfWork

HOLDING_PLACES = Decimal("0.0001")
"""Holding is kept to a hundredth of a cent a day."""


def rates_of(uow: UnitOfWork, component: Component, quantity: int) -> tuple[Decimal, Decimal]:
    """Return h for the pieces of a job and c of the machine, in money a day."""
    asset = uow.plant.asset(component.asset_id)
    if component.part_id is None:
        return Decimal(0), asset.downtime_cost_per_day
    price = uow.stock.part(component.part_id).price
    holding = Decimal(str(uow.plant.policy().holding_cost_per_day(price))) * quantity
    return holding.quantize(HOLDING_PLACES), asset.downtime_cost_per_day


def note_move(uow: UnitOfWork, job: WorkOrder, day: date | None, moment: Moment, why: str) -> None:
    """Keep that a job is to be done on another day than the one proposed; else nothing.

    Raises
    ------
    StepRefused
        If nobody says why.
    """
    if day is None or job.planned_on is None or day == job.planned_on:
        return
    if not why.strip():
        raise StepRefused(
            f"{job.number} was proposed for {job.planned_on}: another day needs a reason.",
            "Say why, or take the day proposed; nothing was changed.",
        )
    component = uow.plant.component(job.component_id)
    holding, shortage = rates_of(uow, component, job.quantity)
    proposed = Course(None, "", "", job.quantity, work_on=job.planned_on)
    uow.journal.add(
        JournalEntry(
            id=str(uuid4()),
            at=moment.now,
            today=moment.today,
            actor=moment.actor,
            act=Act.JOB_MOVED,
            component_id=job.component_id,
            subject=job.id,
            number=job.number,
            decision_id=job.decision_id,
            reason=why.strip(),
            proposed=proposed,
            taken=replace(proposed, work_on=day),
            holding_per_day=holding,
            shortage_per_day=shortage,
            currency=uow.plant.policy().currency,
        )
    )
