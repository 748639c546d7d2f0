"""What a decision leads to: the draft order, the proposed job, both kept up to date."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from uuid import uuid4

from app.core.approval import RULE_VERSION, ApprovalVerdict, judge_approval
from app.core.health import RulState
from app.core.moment import Moment
from app.core.order_time import ROUNDING
from app.core.purchasing import OrderLine, OrderState, Peg, PurchaseOrder
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.core.texts import translate
from app.core.trigger import DeliveryMode, Supply
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState
from app.replenishment.need import Case
from app.storage.unit_of_work import UnitOfWork

AUTOMATIC = f"rule: low value ({RULE_VERSION})"
"""The name an automatic approval carries."""


def draft_order(
    uow: UnitOfWork, case: Case, record: DecisionRecord, moment: Moment
) -> tuple[PurchaseOrder, tuple[Reason, ...]]:
    """Write the order a decision asks for; approved at once where the low-value rule allows."""
    decision = record.decision
    mode = record.assessment.diagnosis.failure_mode.value if record.assessment else ""
    peg = Peg(case.component.id, mode, record.id, decision.need_by)
    line = OrderLine(case.part.id, decision.quantity, case.part.price, peg)
    order = PurchaseOrder(
        id=str(uuid4()),
        number=uow.orders.next_number(moment.today.year),
        supplier_id=case.supplier.id,
        state=OrderState.DRAFT,
        lines=(line,),
        created_at=moment.now,
        created_by=moment.actor,
        needed_by=decision.arrive_by,
        expected_on=expected_arrival(case.supply, decision.mode),
        delivery_mode=decision.mode.value,
    )
    verdict = _verdict(uow, case, order, record, moment)
    if verdict.is_approved:
        order = replace(
            order.step(OrderState.APPROVED), approved_at=moment.now, approved_by=AUTOMATIC
        )
    return order, verdict.reasons


def _verdict(
    uow: UnitOfWork, case: Case, order: PurchaseOrder, record: DecisionRecord, moment: Moment
) -> ApprovalVerdict:
    """Try the low-value rule on a new order."""
    same_day = order.total
    for other in uow.orders.of_supplier_on(case.supplier.id, moment.today):
        if other.state is not OrderState.CANCELLED:
            same_day = same_day + other.total
    rul = record.assessment.rul if record.assessment else None
    life = case.need.life
    horizon = float(case.policy.planning_horizon_days)
    return judge_approval(
        total=order.total,
        same_day_total=same_day,
        need_within_horizon=life.probability_within(horizon) if life else 0.0,
        alert_precision=rul.alert_precision if rul else 0.0,
        rul_state=rul.state if rul else RulState.NO_DATA,
        policy=case.policy,
    )


def expected_arrival(supply: Supply, mode: DeliveryMode, order_day: int = 0) -> date:
    """Return the goods-in day of an order, by the median lead time of its delivery mode."""
    is_hurried = mode is DeliveryMode.EXPEDITED and supply.expedited is not None
    lead = supply.expedited if is_hurried and supply.expedited else supply.lead
    days = ceil(lead.median_days - ROUNDING)
    return supply.table.today + timedelta(days=int(supply.table.arrival_day[order_day, days]))


def job_day(supply: Supply, arrival: date) -> date:
    """Return the plant's first open day on which the part is checked in and kitted."""
    day = arrival + timedelta(days=supply.margin_days)
    while not supply.plant.is_open(day):
        day += timedelta(days=1)
    return day


def propose_work_order(
    uow: UnitOfWork,
    case: Case,
    record: DecisionRecord,
    order: PurchaseOrder | None,
    moment: Moment,
) -> None:
    """Propose the job that uses the part, unless one is open for the component."""
    if uow.work_orders.open_for(case.component.id) is not None:
        return
    arrival = order.expected_on if order else None
    mode = record.assessment.diagnosis.failure_mode.value if record.assessment else ""
    title = translate("Work", "Replace {component} of {asset}").format(
        component=case.component.name, asset=case.asset.tag
    )
    job = WorkOrder(
        id=str(uuid4()),
        number=uow.work_orders.next_number(moment.today.year),
        component_id=case.component.id,
        kind=WorkOrderKind.PREVENTIVE,
        state=WorkOrderState.PROPOSED,
        title=title,
        failure_mode=mode,
        steps=case.component.procedure,
        part_id=case.part.id,
        quantity=case.component.quantity_per_job,
        created_at=moment.now,
        created_by=moment.actor,
        decision_id=record.id,
        purchase_order_id=order.id if order else None,
        planned_on=job_day(case.supply, arrival or moment.today),
        part_expected_on=arrival,
    )
    uow.work_orders.add(job)
    uow.audit.append(moment.now, "propose job", job.number, "", job.state.value)


def refresh_draft(
    uow: UnitOfWork, case: Case, order: PurchaseOrder, record: DecisionRecord
) -> None:
    """Bring a draft's dates up to the newest decision; quantity and price stay as drafted."""
    arrival = expected_arrival(case.supply, record.decision.mode)
    needed_by = record.decision.arrive_by
    if needed_by is None:
        return
    if (order.needed_by, order.expected_on) == (needed_by, arrival):
        return
    uow.orders.save(replace(order, needed_by=needed_by, expected_on=arrival))
    expect_part(uow, case.supply, order.id, arrival)


def expect_part(uow: UnitOfWork, supply: Supply, order_id: str, arrival: date) -> None:
    """Write the expected arrival on the job that waits for an order."""
    for job in uow.work_orders.open_orders():
        if job.purchase_order_id == order_id:
            planned = job.planned_on
            if job.state in {WorkOrderState.PROPOSED, WorkOrderState.PLANNED}:
                planned = job_day(supply, arrival)
            uow.work_orders.save(replace(job, part_expected_on=arrival, planned_on=planned))
