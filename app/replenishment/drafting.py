"""The draft order a decision leads to, kept up to date until it goes out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from app.core.approval import BY_RULE, RULE_VERSION, ApprovalVerdict, judge_approval
from app.core.health import RulState
from app.core.moment import Moment
from app.core.money import Money
from app.core.purchasing import OrderLine, OrderState, Peg, PurchaseOrder
from app.core.reasons import Reason
from app.core.records import DecisionRecord
from app.core.trigger import DeliveryMode, TriggerDecision
from app.replenishment.approval_supply import supply_with_wait
from app.replenishment.arrivals import expected_arrival
from app.replenishment.job_proposal import expect_kit, expect_part
from app.replenishment.need import Case, Trade, supply_of_order
from app.storage.unit_of_work import UnitOfWork

AUTOMATIC = f"{BY_RULE}low value ({RULE_VERSION})"
"""The name an automatic approval carries."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one line of an order is wanted for, and how sure that is.

    Attributes
    ----------
    quantity : int
        Pieces of this line.
    peg : Peg or None
        The need it serves; None for the shelf.
    pegged : int or None
        Of the pieces, those for that need alone: of an alternate what is over serves the
        alternate's own needs. None where all stay with the need until they come.
    within_horizon, alert_precision : float
        P(the need arises within the planning horizon), and the share of such alerts that come true.
    """

    trade: Trade
    decision: TriggerDecision
    quantity: int
    peg: Peg | None
    within_horizon: float
    alert_precision: float
    state: RulState
    was_cancelled: bool = False
    pegged: int | None = None


def wanted_by(
    uow: UnitOfWork, case: Case, record: DecisionRecord, quantity: int | None = None
) -> Wanted:
    """Say what a component's decision wants."""
    life = case.need.own_life or case.need.life
    horizon = float(case.trade.policy.planning_horizon_days)
    mode = record.assessment.diagnosis.failure_mode.value if record.assessment else ""
    own, bought = case.trade.part.id, case.trade.bought
    wanted_part = own if bought else ""
    return Wanted(
        trade=case.trade,
        decision=record.decision,
        quantity=record.decision.quantity if quantity is None else quantity,
        peg=Peg(case.component.id, mode, record.id, record.decision.need_by, wanted_part),
        within_horizon=life.probability_within(horizon) if life else 0.0,
        alert_precision=case.need.alert_precision,
        state=case.need.knowledge,
        was_cancelled=was_cancelled(uow, case.component.id),
        pegged=case.missing if bought else None,
    )


def draft_order(
    uow: UnitOfWork, wanted: tuple[Wanted, ...], moment: Moment, *, may_approve: bool = True
) -> tuple[PurchaseOrder, tuple[Reason, ...]]:
    """Write one order to one supplier, a line each; approved at once where the rule allows.

    `may_approve` is false for what a person drafts by hand: that is for a person to approve.
    """
    trade, decisions = wanted[0].trade, [one.decision for one in wanted]
    is_hurried = any(d.mode is DeliveryMode.EXPEDITED for d in decisions)
    mode = DeliveryMode.EXPEDITED if is_hurried else DeliveryMode.NORMAL
    dates = [d.arrive_by for d in decisions if d.arrive_by]
    order = PurchaseOrder(
        id=str(uuid4()),
        number=uow.orders.next_number(moment.today.year),
        supplier_id=trade.supplier.id,
        state=OrderState.DRAFT,
        lines=tuple(line for one in wanted for line in _lines(one, wanted)),
        created_at=moment.now,
        created_by=moment.actor,
        needed_by=min(dates, default=None),
        delivery_mode=mode.value,
    )
    verdict = _verdict(uow, wanted, order, moment)
    if verdict.is_approved and may_approve:
        order = replace(
            order.step(OrderState.APPROVED), approved_at=moment.now, approved_by=AUTOMATIC
        )
    arrival = _arrival(uow, trade, order)
    return replace(order, expected_on=arrival), verdict.reasons


def _arrival(uow: UnitOfWork, trade: Trade, order: PurchaseOrder) -> date:
    """Expect an order's goods; a draft first waits for a person."""
    is_draft = order.state is OrderState.DRAFT
    laid_out = supply_with_wait if is_draft else supply_of_order
    return expected_arrival(laid_out(uow, order, trade), DeliveryMode(order.delivery_mode))


def _lines(one: Wanted, wanted: tuple[Wanted, ...]) -> Iterator[OrderLine]:
    """Write the line of a need, and one of nobody for what is over of an alternate.

    The price is that of all pieces of the part on the order.
    """
    part_id = one.trade.goods.id
    pieces = sum(other.quantity for other in wanted if other.trade.goods.id == part_id)
    price = one.trade.offer.price_at(pieces)
    pegged = one.quantity if one.pegged is None else min(one.pegged, one.quantity)
    yield OrderLine(part_id, pegged, price, one.peg)
    if one.quantity > pegged:
        yield OrderLine(part_id, one.quantity - pegged, price)


def _verdict(
    uow: UnitOfWork, wanted: tuple[Wanted, ...], order: PurchaseOrder, moment: Moment
) -> ApprovalVerdict:
    """Try the low-value rule on a new order: its least sure line speaks for it."""
    trade = wanted[0].trade
    weakest = min(wanted, key=_trust)
    return judge_approval(
        total=order.total,
        same_day_total=same_day_total(uow, trade.supplier.id, order.total, moment.today),
        need_within_horizon=weakest.within_horizon,
        alert_precision=weakest.alert_precision,
        rul_state=weakest.state,
        policy=trade.policy,
        was_cancelled=any(one.was_cancelled for one in wanted),
    )


def same_day_total(uow: UnitOfWork, supplier_id: str, total: Money, today: date) -> Money:
    """Add an order's total to those of the supplier's other orders of the day."""
    for other in uow.orders.of_supplier_on(supplier_id, today):
        is_same_money = other.total.currency == total.currency
        if other.state is not OrderState.CANCELLED and is_same_money:
            total = total + other.total
    return total


def _trust(one: Wanted) -> tuple[bool, float]:
    """Order lines by how far the low-value rule would go along with them."""
    return one.state is RulState.DEGRADING, one.within_horizon * one.alert_precision


def was_cancelled(uow: UnitOfWork, component_id: str) -> bool:
    """Whether a person cancelled an order for the item in service: then a person decides again."""
    since = uow.work_orders.last_replacement(component_id)
    return any(
        order.state is OrderState.CANCELLED
        and (since is None or order.created_at > since)
        and any(line.peg and line.peg.component_id == component_id for line in order.lines)
        for order in uow.orders.all()
    )


def refresh_order(
    uow: UnitOfWork, trade: Trade, order: PurchaseOrder, decision: TriggerDecision, moment: Moment
) -> None:
    """Bring the dates and the delivery of an order not sent yet up to the newest decision.

    It may be wanted earlier or in a hurry, never later: the paper's reasons are those it was
    drafted on. Quantity and price stay; what changed stands in the record of changes.
    """
    wanted, mode = decision.arrive_by, decision.mode
    if wanted is None or order.state not in {OrderState.DRAFT, OrderState.APPROVED}:
        return
    if mode is not DeliveryMode.EXPEDITED:
        mode = DeliveryMode(order.delivery_mode)
    supply = supply_of_order(uow, order, trade)
    arrival = _arrival(uow, trade, replace(order, delivery_mode=mode.value))
    needed_by = min(order.needed_by or wanted, wanted)
    fresh = replace(order, needed_by=needed_by, expected_on=arrival, delivery_mode=mode.value)
    if fresh == order:
        return
    uow.orders.save(fresh)
    uow.audit.append(moment.now, "refresh order", order.number, _dates(order), _dates(fresh))
    expect_part(uow, supply, order.id, arrival)
    expect_kit(uow, fresh, moment)


def _dates(order: PurchaseOrder) -> str:
    """Write what a refresh may change."""
    return f"needed {order.needed_by}, expected {order.expected_on}, {order.delivery_mode}"
