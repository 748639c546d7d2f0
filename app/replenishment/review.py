"""review(): remaining life and stock of one component -> a decision, a draft order, a job."""

import logging
from dataclasses import replace
from uuid import uuid4

from app import __version__
from app.core.decision import evaluate_trigger
from app.core.flips import smallest_changes
from app.core.health import Assessment, RulState
from app.core.moment import Moment
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.reasons import Detail, Reason
from app.core.records import DecisionRecord, PlantEvent
from app.core.stock import StockPosition
from app.core.trigger import DecisionKind, TriggerDecision
from app.replenishment.drafting import draft_order, propose_work_order, refresh_order
from app.replenishment.need import Case, case_of, comes_in_time, stock_position
from app.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

QUIET_DAYS = 30
"""Days for which an unchanged decision that dates nothing is not written again."""

ORDERING_REASONS = frozenset(
    {"quantity", "late_today", "best_day_passed", "order_by", "late_next", "late_after"}
    | {"alternative", "alternative_chosen"}
)
"""What is said of an order still to be placed; untrue once there is one."""

Thumbnail = tuple[tuple[float, float], ...]


def review(
    uow: UnitOfWork,
    component_id: str,
    assessment: Assessment | None,
    moment: Moment,
    trend: Thumbnail = (),
    spectrum: Thumbnail = (),
) -> DecisionRecord | None:
    """Decide one component and draft what the decision asks for, in the caller's transaction.

    The same day's second review with nothing changed writes nothing; an open order for the same
    component and failure mode is brought up to date, never repeated.

    Returns
    -------
    DecisionRecord or None
        The newest decision, None where the component has no spare part.
    """
    case = case_of(uow, component_id, assessment, moment.now, moment.today)
    if case is None:
        return None
    mode = assessment.diagnosis.failure_mode.value if assessment else ""
    order = uow.orders.open_for(component_id, mode) or _any_open_order(uow, component_id)
    decision, stock = _decide(uow, case)
    if order is not None:
        decision = _on_order(order, decision, case, stock)
    latest = uow.decisions.latest(component_id)
    if latest is not None and _is_still_said(latest, decision, moment):
        return latest
    changes = smallest_changes(case.need, case.supply, stock, case.policy, decision)
    record = DecisionRecord(
        id=str(uuid4()),
        component_id=component_id,
        taken_at=moment.now,
        today=moment.today,
        decision=decision.explained(*changes),
        assessment=assessment,
        trend=trend,
        spectrum=spectrum,
        program_version=__version__,
    )
    return _keep(uow, case, record, latest, order, moment)


def _decide(uow: UnitOfWork, case: Case) -> tuple[TriggerDecision, StockPosition]:
    """Evaluate the trigger, first without, then with the orders due before the need."""
    bare = evaluate_trigger(case.need, case.supply, stock_position(uow, case, None), case.policy)
    stock = stock_position(uow, case, bare.need_by)
    return evaluate_trigger(case.need, case.supply, stock, case.policy), stock


def _any_open_order(uow: UnitOfWork, component_id: str) -> PurchaseOrder | None:
    """Find an open order for the component whose failure mode was named differently then."""
    return next(
        (
            order
            for order in uow.orders.open_orders()
            if any(line.peg and line.peg.component_id == component_id for line in order.lines)
        ),
        None,
    )


def _on_order(
    order: PurchaseOrder, decision: TriggerDecision, case: Case, stock: StockPosition
) -> TriggerDecision:
    """Say that the need is on an order already: covered by it, or late all the same.

    A draft counts as cover unless ordering today is late; an order on its way counts while it is
    expected in time and brings enough. Nothing more is ordered either way.
    """
    is_sent = order.sent_on is not None
    open_pieces = sum(ln.open_quantity for ln in order.lines if ln.part_id == case.part.id)
    is_enough = open_pieces + max(stock.position, 0) >= case.need.quantity
    is_in_time = (
        decision.need_by is None or comes_in_time(order, case.supply, decision.need_by)
        if is_sent
        else decision.kind is not DecisionKind.LATE
    )
    kept = tuple(r for r in decision.reasons if r.code not in ORDERING_REASONS)
    if decision.kind is DecisionKind.COVERED or (is_in_time and is_enough):
        covered = Reason("covered_by_order", details={"number": order.number})
        return replace(decision, kind=DecisionKind.COVERED, quantity=0, reasons=(*kept, covered))
    expected: dict[str, Detail] = {
        "number": order.number,
        "expected": order.expected_on or "?",
        "need_by": decision.need_by or "?",
    }
    late = Reason("late_on_order", details=expected)
    return replace(
        decision,
        kind=DecisionKind.LATE,
        quantity=0,
        late_probability=None if is_sent else decision.late_probability,
        reasons=(*kept, late),
    )


def _is_still_said(latest: DecisionRecord, decision: TriggerDecision, moment: Moment) -> bool:
    """Whether the newest record says the same, so that nothing needs to be written.

    The record of a dated decision is renewed daily, as its numbers move with the calendar; an
    undated or covered one stands for a month.
    """
    before, age_days = latest.decision, (moment.today - latest.today).days
    is_same = (before.kind, before.order_by, before.quantity) == (
        decision.kind,
        decision.order_by,
        decision.quantity,
    )
    is_quiet = decision.order_by is None or decision.kind is DecisionKind.COVERED
    return is_same and 0 <= age_days < (QUIET_DAYS if is_quiet else 1)


def _keep(
    uow: UnitOfWork,
    case: Case,
    record: DecisionRecord,
    latest: DecisionRecord | None,
    order: PurchaseOrder | None,
    moment: Moment,
) -> DecisionRecord:
    """Store the decision with what it leads to, all in one commit; returns it as stored."""
    kind = record.decision.kind
    is_new = latest is None or latest.decision.kind is not kind
    if order is not None:
        uow.decisions.add(record)
        refresh_order(uow, case, order, record, moment)
    elif kind in {DecisionKind.ORDER, DecisionKind.LATE}:
        record = _ordering(uow, case, record, moment)
    else:
        uow.decisions.add(record)
    if order is None and kind is DecisionKind.COVERED and _is_predicted(record):
        propose_work_order(uow, case, record, None, moment)
    if is_new:
        tell(uow, "decision", case, record.id, _headline(record.decision), moment)
    if kind is DecisionKind.LATE and is_new:
        late = record.decision.late_probability
        tell(uow, "late", case, record.id, "" if late is None else f"{late:.3f}", moment)
    return record


def _headline(decision: TriggerDecision) -> str:
    """Say a decision in two words: what, and by when."""
    when = f" by {decision.order_by.isoformat()}" if decision.order_by else ""
    return f"{decision.kind.value}{when}"


def _is_predicted(record: DecisionRecord) -> bool:
    """Whether the need comes from degradation seen, not from a prior."""
    return record.assessment is not None and (record.assessment.rul.state is RulState.DEGRADING)


def _ordering(
    uow: UnitOfWork, case: Case, record: DecisionRecord, moment: Moment
) -> DecisionRecord:
    """Draft the order and the job of a decision; the rule may approve the order."""
    order, approval = draft_order(uow, case, record, moment)
    record = replace(record, approval_reasons=approval)
    uow.decisions.add(record)
    uow.orders.add(order, moment.today)
    propose_work_order(uow, case, record, order, moment)
    uow.audit.append(moment.now, "draft order", order.number, "", order.state.value)
    tell(uow, "order_drafted", case, order.id, order.number, moment)
    if order.state is OrderState.APPROVED:
        tell(uow, "approved", case, order.id, order.approved_by, moment)
    log.info(
        "%s %s: %s drafted (%s), needed by %s",
        case.asset.tag, record.decision.kind.value, order.number, order.state.value,
        order.needed_by,
    )  # fmt: skip
    return record


def tell(uow: UnitOfWork, kind: str, case: Case, subject: str, text: str, moment: Moment) -> None:
    """Add one line to the plant's story."""
    uow.events.add(PlantEvent(str(uuid4()), moment.now, kind, case.asset.id, subject, text))
