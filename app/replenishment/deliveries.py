"""What a supplier says of an order on its way: promised, shipped, at the gate."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.purchasing import DeliveryDates, OrderState, PurchaseOrder
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def note_promise(
    store: Store, order_id: str, promised_on: date, moment: Moment, key: str
) -> DeliveryDates:
    """Keep the day the supplier confirmed; a later confirmation takes its place."""
    return _note(store, order_id, "promised_on", promised_on, moment, key)


def note_shipped(
    store: Store, order_id: str, shipped_on: date, moment: Moment, key: str
) -> DeliveryDates:
    """Keep the day the supplier handed the goods over to the carrier."""
    return _note(store, order_id, "shipped_on", shipped_on, moment, key)


def note_arrived(
    store: Store, order_id: str, arrived_on: date, moment: Moment, key: str
) -> DeliveryDates:
    """Keep the day the goods stood at the gate, before they are checked and booked in."""
    return _note(store, order_id, "arrived_on", arrived_on, moment, key)


def _note(
    store: Store, order_id: str, name: str, day: date, moment: Moment, key: str
) -> DeliveryDates:
    """Keep one day of an order once, with its audit row.

    Raises
    ------
    StepRefused
        If the order is not on its way, or the day can't be.
    """
    said: dict[str, Any] = {name: day}

    def command(uow: UnitOfWork) -> str:
        order = uow.orders.get(order_id)
        before = uow.orders.delivery_dates(order_id)
        after = replace(before, **said)
        _refuse_impossible(order, name, day, after, moment.today)
        uow.orders.save_delivery_dates(after)
        was = getattr(before, name)
        uow.audit.append(moment.now, f"note {name}", order.number, str(was or ""), day.isoformat())
        return day.isoformat()

    store.once(key, moment.actor, command)
    with store.read() as uow:
        return uow.orders.delivery_dates(order_id)


def _refuse_impossible(
    order: PurchaseOrder, name: str, day: date, after: DeliveryDates, today: date
) -> None:
    """Refuse days of an order not sent, before it was sent, or of a future that is no promise."""
    if order.state not in {OrderState.ORDERED, OrderState.PARTLY_RECEIVED}:
        raise StepRefused(
            f"Order {order.number} is {order.state.value}: no delivery of it can be noted.",
            "Issue the order first.",
        )
    said = name.removesuffix("_on")
    if order.sent_on is None or day < order.sent_on:
        raise StepRefused(
            f"Order {order.number} was issued on {order.sent_on}; {said} on {day} is before that.",
            "Correct the day; nothing was changed.",
        )
    if name != "promised_on" and day > today:
        raise StepRefused(
            f"Today is {today}; order {order.number} can't have {said} on {day} yet.",
            "Correct the day, or note a promise; nothing was changed.",
        )
    if after.shipped_on and after.arrived_on and after.arrived_on < after.shipped_on:
        raise StepRefused(
            f"Order {order.number} would arrive on {after.arrived_on}, before it was shipped on "
            f"{after.shipped_on}.",
            "Correct the day; nothing was changed.",
        )
