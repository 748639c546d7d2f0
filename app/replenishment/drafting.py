"""What a decision leads to: the draft order, the proposed job, both kept up to date."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from uuid import uuid4

from app.core.approval import RULE_VERSION, ApprovalVerdict, judge_approval
from app.core.calendars import last_slot_before
from app.core.health import RulState
from app.core.moment import Moment
from app.core.order_time import ROUNDING
from app.core.purchasing import OrderLine, OrderState, Peg, PurchaseOrder
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.texts import translate
from app.core.trigger import DeliveryMode
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
        is_same_money = other.total.currency == same_day.currency
        if other.state is not OrderState.CANCELLED and is_same_money:
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
        was_cancelled=_was_cancelled(uow, case),
    )


def _was_cancelled(uow: UnitOfWork, case: Case) -> bool:
    """Whether a person cancelled an order for the item in service: then a person decides again."""
    since = uow.work_orders.last_replacement(case.component.id)
    return any(
        order.state is OrderState.CANCELLED
        and (since is None or order.created_at > since)
        and any(line.peg and line.peg.component_id == case.component.id for line in order.lines)
        for order in uow.orders.all()
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
    """Propose the job that uses the part; one that is open already is tied to the new order."""
    open_job = uow.work_orders.open_for(case.component.id)
    if open_job is not None:
        _tie(uow, case, open_job, order)
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
        planned_on=_planned_day(case, record, arrival),
        part_expected_on=arrival,
    )
    uow.work_orders.add(job)
    uow.audit.append(moment.now, "propose job", job.number, "", job.state.value)


def _planned_day(case: Case, record: DecisionRecord, arrival: date | None) -> date:
    """Plan the job once its part is in; one whose part is here on the last day before the need."""
    supply = case.supply
    if arrival is not None:
        return job_day(supply, arrival)
    earliest = job_day(supply, supply.table.today)
    need_by = record.decision.need_by
    if need_by is None:
        return earliest
    after = need_by + timedelta(days=1)
    slot = last_slot_before(after, case.component.job_days, supply.plant, supply.table.today)
    return max(earliest, slot or earliest)


def _tie(uow: UnitOfWork, case: Case, job: WorkOrder, order: PurchaseOrder | None) -> None:
    """Let a job that has no order, or a cancelled one, wait for the new order."""
    if order is None or job.state not in {WorkOrderState.PROPOSED, WorkOrderState.PLANNED}:
        return
    before = uow.orders.get(job.purchase_order_id) if job.purchase_order_id else None
    if before is not None and before.state.is_open:
        return
    arrival = order.expected_on
    planned = job_day(case.supply, arrival) if arrival else job.planned_on
    uow.work_orders.save(
        replace(job, purchase_order_id=order.id, part_expected_on=arrival, planned_on=planned)
    )


def refresh_order(
    uow: UnitOfWork, case: Case, order: PurchaseOrder, record: DecisionRecord, moment: Moment
) -> None:
    """Bring the dates and the delivery of an order not sent yet up to the newest decision.

    It may be wanted earlier or in a hurry, never later: the paper's reasons are those it was
    drafted on. Quantity and price stay; what changed stands in the record of changes.
    """
    wanted, mode = record.decision.arrive_by, record.decision.mode
    if wanted is None or order.state not in {OrderState.DRAFT, OrderState.APPROVED}:
        return
    if mode is not DeliveryMode.EXPEDITED:
        mode = DeliveryMode(order.delivery_mode)
    arrival = expected_arrival(case.supply, mode)
    needed_by = min(order.needed_by or wanted, wanted)
    fresh = replace(order, needed_by=needed_by, expected_on=arrival, delivery_mode=mode.value)
    if fresh == order:
        return
    uow.orders.save(fresh)
    uow.audit.append(moment.now, "refresh order", order.number, _dates(order), _dates(fresh))
    expect_part(uow, case.supply, order.id, arrival)


def _dates(order: PurchaseOrder) -> str:
    """Write what a refresh may change."""
    return f"needed {order.needed_by}, expected {order.expected_on}, {order.delivery_mode}"


def expect_part(uow: UnitOfWork, supply: Supply, order_id: str, arrival: date) -> None:
    """Write the expected arrival on the job that waits for an order."""
    for job in uow.work_orders.open_orders():
        if job.purchase_order_id == order_id:
            planned = job.planned_on
            if job.state in {WorkOrderState.PROPOSED, WorkOrderState.PLANNED}:
                planned = job_day(supply, arrival)
            uow.work_orders.save(replace(job, part_expected_on=arrival, planned_on=planned))
