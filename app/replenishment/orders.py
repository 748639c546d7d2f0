"""What people do with an order: approve, issue, receive, cancel. Each command is safe to repeat.

A command carries an idempotency key: after an error whose outcome is unknown it is sent again
with the same key and answers with what was done the first time.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import NAMESPACE_URL, uuid4, uuid5

from app.core.assets import KitItem
from app.core.errors import ApprovalRefused, StepRefused
from app.core.journal import Act
from app.core.moment import Moment
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import PlantEvent
from app.core.stock import MovementKind, StockMovement
from app.core.supply import Supply, supply_of
from app.core.trigger import DeliveryMode
from app.core.work_orders import WorkOrderState
from app.lending import made_ready, missing_part
from app.replenishment.arrivals import expected_arrival
from app.replenishment.by_hand import refuse_alone
from app.replenishment.drafting import AUTOMATIC
from app.replenishment.goods_in import keep_receipt
from app.replenishment.job_proposal import expect_kit, expect_part
from app.replenishment.journal import note, note_issue, note_taken_back
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.stores import kit_of, put_alternate_aside, put_aside, put_kit_aside


def approve(store: Store, order_id: str, moment: Moment, key: str) -> PurchaseOrder:
    """Approve a draft in a person's name.

    Raises
    ------
    ApprovalRefused
        If nobody is named, the order is no draft, or who approves made it by hand and it needs a
        second person (`app.replenishment.by_hand`).
    """
    if not moment.actor.strip():
        raise ApprovalRefused("An approval needs a name.", "Say who you are, then approve.")

    def command(uow: UnitOfWork, order: PurchaseOrder) -> PurchaseOrder:
        if order.state is not OrderState.DRAFT:
            raise ApprovalRefused(
                f"Order {order.number} is {order.state.value}, not a draft.",
                "Nothing was changed.",
            )
        refuse_alone(uow, order, moment)
        approved = replace(
            order.step(OrderState.APPROVED), approved_at=moment.now, approved_by=moment.actor
        )
        note(uow, Act.APPROVED, approved, moment)
        return _saved(uow, order, approved, "approved", moment.actor, moment)

    return _once(store, order_id, moment, key, command)


def withdraw_approval(store: Store, order_id: str, moment: Moment, key: str) -> PurchaseOrder:
    """Take an approval back while the order has not gone out: it is a draft again."""

    def command(uow: UnitOfWork, order: PurchaseOrder) -> PurchaseOrder:
        draft = replace(order.step(OrderState.DRAFT), approved_at=None, approved_by="")
        uow.orders.save(draft)
        note(uow, Act.WITHDRAWN, draft, moment)
        uow.audit.append(
            moment.now, "withdraw approval", order.number, order.state.value, draft.state.value
        )
        return draft

    return _once(store, order_id, moment, key, command)


def issue(store: Store, order_id: str, moment: Moment, key: str) -> PurchaseOrder:
    """Send an approved order to its supplier: lead time is counted from today."""

    def command(uow: UnitOfWork, order: PurchaseOrder) -> PurchaseOrder:
        supply = _supply_of(uow, order, moment.today)
        arrival = expected_arrival(supply, DeliveryMode(order.delivery_mode))
        issued = replace(
            order.step(OrderState.ORDERED),
            ordered_at=moment.now,
            sent_on=moment.today,
            expected_on=arrival,
        )
        expect_part(uow, supply, order.id, arrival)
        note_issue(uow, issued, moment)
        saved = _saved(uow, order, issued, "ordered", order.number, moment)
        expect_kit(uow, saved, moment)
        return saved

    return _once(store, order_id, moment, key, command)


def receive(
    store: Store, order_id: str, part_id: str, quantity: int, moment: Moment, key: str
) -> PurchaseOrder:
    """Book goods in: stock rises, the order's line closes, the supplier's lead time is learned."""

    def command(uow: UnitOfWork, order: PurchaseOrder) -> PurchaseOrder:
        received = replace(order.received_line(part_id, quantity), received_on=moment.today)
        uow.stock.add_movement(
            StockMovement(
                id=str(uuid5(NAMESPACE_URL, f"receipt:{key}")),
                part_id=part_id,
                quantity=quantity,
                kind=MovementKind.RECEIPT,
                at=moment.now,
                actor=moment.actor,
                reference=order.number,
            )
        )
        keep_receipt(uow, order, (part_id, quantity), moment, key)
        _saved(uow, order, received, "received", f"{quantity}", moment)
        _part_arrived(uow, received, KitItem(part_id, quantity), moment)
        return received

    return _once(store, order_id, moment, key, command)


def cancel(store: Store, order_id: str, moment: Moment, key: str, why: str) -> PurchaseOrder:
    """Cancel an order that has not been received, with the reason on record."""
    return _end(store, order_id, OrderState.CANCELLED, moment, key, why)


def take_draft_back(store: Store, order_id: str, moment: Moment, key: str) -> PurchaseOrder:
    """Undo the drafting of an order: it is cancelled, and counts as no decision of anybody.

    Raises
    ------
    StepRefused
        If somebody has approved it meanwhile.
    """

    def command(uow: UnitOfWork, order: PurchaseOrder) -> PurchaseOrder:
        if not is_only_drafted(order):
            raise StepRefused(
                f"Order {order.number} is {order.state.value}: more was done than drafting it.",
                "Cancel it on its own page; nothing was changed.",
            )
        gone = order.step(OrderState.CANCELLED)
        uow.orders.save(gone)
        note_taken_back(uow, order, moment)
        _free_job(uow, order)
        uow.audit.append(
            moment.now, "take draft back", order.number, order.state.value, gone.state.value
        )
        return gone

    return _once(store, order_id, moment, key, command)


def is_only_drafted(order: PurchaseOrder) -> bool:
    """Whether nobody has done more with an order than draft it; the rule may have approved it."""
    return order.state is OrderState.DRAFT or (
        order.state is OrderState.APPROVED and order.approved_by == AUTOMATIC
    )


def close_short(store: Store, order_id: str, moment: Moment, key: str, why: str) -> PurchaseOrder:
    """Close an order of which the rest will not come; what came stays on the shelf."""
    return _end(store, order_id, OrderState.CLOSED, moment, key, why)


def _end(
    store: Store, order_id: str, state: OrderState, moment: Moment, key: str, why: str
) -> PurchaseOrder:
    """End an order before its time, and untie the job that waited for it."""
    if not why.strip():
        raise StepRefused(
            "An order that ends before its time needs a reason.", "Say why, then end it."
        )

    def command(uow: UnitOfWork, order: PurchaseOrder) -> PurchaseOrder:
        ended = order.step(state)
        uow.orders.save(ended)
        note(
            uow, Act.CANCELLED if state is OrderState.CANCELLED else Act.CHANGED, ended, moment, why
        )
        _free_job(uow, order)
        uow.audit.append(
            moment.now, "end order", order.number, order.state.value, f"{state.value}: {why}"
        )
        return ended

    return _once(store, order_id, moment, key, command)


def _free_job(uow: UnitOfWork, order: PurchaseOrder) -> None:
    """Untie the job that waited for an order: its part does not come from there any more."""
    for job in uow.work_orders.open_orders():
        if job.purchase_order_id == order.id:
            uow.work_orders.save(replace(job, purchase_order_id=None, part_expected_on=None))


def _once(
    store: Store,
    order_id: str,
    moment: Moment,
    key: str,
    command: Callable[[UnitOfWork, PurchaseOrder], PurchaseOrder],
) -> PurchaseOrder:
    """Run a command unless its key says that it was run already."""
    store.once(
        key,
        moment.actor,
        lambda uow: command(uow, uow.orders.get(order_id)).state.value,
    )
    with store.read() as uow:
        return uow.orders.get(order_id)


def _saved(
    uow: UnitOfWork,
    before: PurchaseOrder,
    after: PurchaseOrder,
    kind: str,
    text: str,
    moment: Moment,
) -> PurchaseOrder:
    """Save an order's step with its audit row and its line in the plant's story."""
    uow.orders.save(after)
    uow.audit.append(moment.now, kind, after.number, before.state.value, after.state.value)
    asset_id = _asset_of(uow, after)
    uow.events.add(PlantEvent(str(uuid4()), moment.now, kind, asset_id, after.id, text))
    return after


def _asset_of(uow: UnitOfWork, order: PurchaseOrder) -> str:
    """Find the asset an order serves, empty for stock orders."""
    peg = next((line.peg for line in order.lines if line.peg), None)
    return uow.plant.component(peg.component_id).asset_id if peg else ""


def _supply_of(uow: UnitOfWork, order: PurchaseOrder, today: date) -> Supply:
    """Lay out the order's supplier from today on."""
    return supply_of(uow.plant.supplier(order.supplier_id), uow.plant.policy(), today)


def _part_arrived(uow: UnitOfWork, order: PurchaseOrder, came: KitItem, moment: Moment) -> None:
    """Put what came aside for the job it was ordered for; a planned one is ready with all of it."""
    came_for = {(line.peg.component_id, line.part_id) for line in order.lines if line.peg}
    instead = {
        (line.peg.component_id, line.serves_part_id)
        for line in order.lines
        if line.peg and line.peg.wanted_part_id and line.part_id == came.part_id
    }
    for job in uow.work_orders.open_orders():
        of_kit = frozenset(
            i.part_id for i in kit_of(uow, job) if (job.component_id, i.part_id) in came_for
        )
        is_its_order = job.purchase_order_id == order.id
        is_instead = (job.component_id, job.part_id) in instead
        if not is_its_order and not of_kit and not is_instead:
            continue
        if is_instead:
            put_alternate_aside(uow, job, came, moment)
        elif is_its_order and came.part_id == job.part_id:
            put_aside(uow, job, came.quantity, moment)
        put_kit_aside(uow, job, moment, of_kit)
        if job.state is WorkOrderState.PLANNED and missing_part(uow, job) is None:
            uow.work_orders.save(made_ready(uow, job, moment))
