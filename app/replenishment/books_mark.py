"""A mark of everything a part's review was made from: as long as it stays, so does the review."""

import hashlib

from app.storage.unit_of_work import UnitOfWork


def books_mark(uow: UnitOfWork, part_id: str) -> str:
    """Write down what the books say of a part in a digest that any change of them changes."""
    part, components = uow.stock.part(part_id), uow.plant.components_of_part(part_id)
    said = (
        part,
        uow.stock.on_hand(part_id),
        uow.plant.policy(),
        uow.plant.supplier(part.supplier_id) if part.supplier_id else None,
        uow.offers.of(part),
        uow.risk.current(),
        components,
        [uow.decisions.latest_id(component.id) for component in components],
        uow.orders.open_of_part(part_id),
        uow.work_orders.open_of_part(part_id),
        uow.planned_tasks.active_of_part(part_id),
        uow.reservations.open_of(part_id),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()
