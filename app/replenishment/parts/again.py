"""A part looked at again after its books were changed, so that board and Why? are true at once."""

from collections.abc import Iterable

from app.core.moment import Moment
from app.core.purchasing import PurchaseOrder
from app.replenishment.part_review import has_part_been_reviewed, review_part
from app.replenishment.pool import kept_assessment
from app.replenishment.review import review
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def review_now(
    store: Store, part_ids: Iterable[str], moment: Moment, key: str
) -> tuple[PurchaseOrder, ...]:
    """Review parts and the machines that use them, as the day's review does.

    Returns
    -------
    tuple of PurchaseOrder
        What was drafted for it, oldest first.
    """

    def command(uow: UnitOfWork) -> str:
        before = {order.id for order in uow.orders.open_orders()}
        for part_id in dict.fromkeys(part_ids):
            _review(uow, part_id, moment)
        return " ".join(o.id for o in uow.orders.open_orders() if o.id not in before)

    ids = store.once(key, moment.actor, command).split()
    with store.read() as uow:
        return tuple(uow.orders.get(order_id) for order_id in ids)


def _review(uow: UnitOfWork, part_id: str, moment: Moment) -> None:
    """Review one part; one that nobody sells to the plant can't be ordered and is left alone."""
    if uow.stock.part(part_id).supplier_id is None:
        return
    for component in uow.plant.components_of_part(part_id):
        if uow.decisions.latest_id(component.id):
            review(uow, component.id, kept_assessment(uow, component.id), moment)
    if not has_part_been_reviewed(uow, part_id, moment):
        review_part(uow, part_id, moment)
