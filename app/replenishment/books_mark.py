"""A mark of everything a part's review was made from: as long as it stays, so does the review."""

import hashlib

from app.core.stock import Part
from app.lending import spare_pieces
from app.storage.unit_of_work import UnitOfWork
from app.stores import lent_to


def books_mark(uow: UnitOfWork, part_id: str) -> str:
    """Write down what the books say of a part in a digest that any change of them changes."""
    part, components = uow.stock.part(part_id), uow.plant.components_of_part(part_id)
    of_kits = uow.plant.components_with_kit_part(part_id)
    tasks = uow.planned_tasks.active_of_part(part_id)
    planned_at = [uow.plant.component(task.component_id) for task in tasks]
    machines = sorted({c.asset_id for c in (*components, *of_kits, *planned_at)})
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
        tasks,
        uow.reservations.open_of(part_id),
        _of_alternates(uow, part) if part.alternates else None,
        [(c, uow.decisions.latest_id(c.id), uow.work_orders.open_for(c.id)) for c in of_kits],
        [(uow.plant.asset(one), uow.windows.of_asset(one)) for one in machines],
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _of_alternates(uow: UnitOfWork, part: Part) -> tuple[object, ...]:
    """Say what alternates can lend to a part, and what they put aside for its jobs."""
    jobs = uow.work_orders.open_of_part(part.id)
    return spare_pieces(uow, part), [lent_to(uow, job) for job in jobs]
