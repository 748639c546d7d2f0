"""What goods that come in leave in the books: a receipt with its stages, a lead time learned."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from app.core.calendars import lead_working_days
from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.purchasing import DeliveryDates, PurchaseOrder, Receipt
from app.core.records import PlantEvent
from app.core.trigger import DeliveryMode
from app.storage.unit_of_work import UnitOfWork


def keep_receipt(
    uow: UnitOfWork, order: PurchaseOrder, came: tuple[str, int], moment: Moment, key: str
) -> None:
    """Keep a delivery as a receipt; the last piece of a normal one teaches a lead time.

    Parameters
    ----------
    order : PurchaseOrder
        As it was before this delivery.
    came : (str, int)
        Part and pieces.

    Raises
    ------
    StepRefused
        If the goods would have come before the order was issued: a clock is wrong.
    """
    if order.sent_on is None or moment.today < order.sent_on:
        raise StepRefused(
            f"Order {order.number} was issued on {order.sent_on}, goods of {moment.today} can't "
            "belong to it.",
            "Check the computer's date; nothing was booked.",
        )
    part_id, quantity = came
    supplier, said = uow.plant.supplier(order.supplier_id), uow.orders.delivery_dates(order.id)
    receipt = Receipt(
        id=str(uuid5(NAMESPACE_URL, f"lead:{key}")),
        supplier_id=supplier.id,
        part_id=part_id,
        order_id=order.id,
        quantity=quantity,
        received_on=moment.today,
        lead_days=float(lead_working_days(supplier.calendar, order.sent_on, moment.today)),
        actor=moment.actor,
        drafted_on=order.created_at.astimezone(ZoneInfo(uow.plant.policy().time_zone)).date(),
        ordered_on=order.sent_on,
        promised_on=said.promised_on,
        shipped_on=said.shipped_on,
        arrived_on=said.arrived_on,
        completes_order=sum(line.open_quantity for line in order.lines) == quantity,
        is_hurried=DeliveryMode(order.delivery_mode) is DeliveryMode.EXPEDITED,
    )
    uow.orders.add_receipt(receipt)
    if said.shipped_on or said.arrived_on:
        uow.orders.save_delivery_dates(DeliveryDates(order.id, said.promised_on))
    if receipt.teaches_lead_time:
        text = f"{supplier.name}: {receipt.lead_days:g} d"
        uow.events.add(_learned(uow, order, receipt.id, text, moment.now))


def _learned(
    uow: UnitOfWork, order: PurchaseOrder, receipt_id: str, text: str, now: datetime
) -> PlantEvent:
    """Word what was learned as a line of the plant's story."""
    peg = next((line.peg for line in order.lines if line.peg), None)
    asset_id = uow.plant.component(peg.component_id).asset_id if peg else ""
    return PlantEvent(receipt_id, now, "lead_time_learned", asset_id, order.id, text)
