"""When the goods of an order are in and can be used."""

from datetime import date, timedelta
from math import ceil

from app.core.order_time import ROUNDING
from app.core.purchasing import PurchaseOrder
from app.core.supply import Supply
from app.core.trigger import DeliveryMode


def expected_arrival(supply: Supply, mode: DeliveryMode, order_day: int = 0) -> date:
    """Return the goods-in day of an order, by the median lead time of its delivery mode."""
    is_hurried = mode is DeliveryMode.EXPEDITED and supply.expedited is not None
    lead = supply.expedited if is_hurried and supply.expedited else supply.lead
    days = ceil(lead.median_days - ROUNDING)
    return supply.table.today + timedelta(days=int(supply.table.arrival_day[order_day, days]))


def due_on(order: PurchaseOrder, supply: Supply) -> date | None:
    """Return when an open order's goods are expected; None for one that is overdue.

    An order that has not gone out can arrive no earlier than if it went out today.
    """
    if order.sent_on is None:
        return expected_arrival(supply, DeliveryMode(order.delivery_mode))
    if order.expected_on is None or order.expected_on < supply.table.today:
        return None
    return order.expected_on


def usable_on(order: PurchaseOrder, supply: Supply) -> date | None:
    """Return when the goods are checked in and kitted; an overdue order can't be trusted."""
    due = due_on(order, supply)
    return None if due is None else due + timedelta(days=supply.margin_days)


def comes_in_time(order: PurchaseOrder, supply: Supply, need_by: date | None) -> bool:
    """Whether goods can be used on the day of need."""
    usable = usable_on(order, supply)
    return usable is not None and need_by is not None and usable <= need_by
