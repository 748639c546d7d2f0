"""A part looked at again after its books were changed, and what was drafted for it."""

from collections.abc import Iterable

from app.core.moment import Moment
from app.core.purchasing import PurchaseOrder
from app.replenishment.replan import replan
from app.storage.store import Store


def review_now(store: Store, part_ids: Iterable[str], moment: Moment) -> tuple[PurchaseOrder, ...]:
    """Review parts and the machines that use them, so that board and Why? are true at once.

    Returns
    -------
    tuple of PurchaseOrder
        What was drafted for these parts in this name, oldest first.
    """
    parts = set(part_ids)
    with store.read() as uow:
        known = {order.id for order in uow.orders.open_orders()}
    replan(store, sorted(parts), moment, lambda _done, _of: None)
    with store.read() as uow:
        return tuple(
            order
            for order in uow.orders.open_orders()
            if order.id not in known
            and order.created_by == moment.actor
            and any(line.part_id in parts for line in order.lines)
        )
