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
        _of_alternates(uow, part) if part.alternates else None,
        [(c, uow.decisions.latest_id(c.id), uow.work_orders.open_for(c.id)) for c in of_kits],
        [_of_machine(uow, asset_id) for asset_id in _machines(uow, part_id)],
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _machines(uow: UnitOfWork, part_id: str) -> list[str]:
    """Return the machines that want a part: fitted with it, in a kit, or planned for a date."""
    tasks = uow.planned_tasks.active_of_part(part_id)
    components = [
        *uow.plant.components_of_part(part_id),
        *uow.plant.components_with_kit_part(part_id),
        *(uow.plant.component(task.component_id) for task in tasks),
    ]
    return sorted({component.asset_id for component in components})


def _of_machine(uow: UnitOfWork, asset_id: str) -> tuple[object, ...]:
    """Say what a machine costs and when it may be worked on."""
    return uow.plant.asset(asset_id), uow.windows.of_asset(asset_id)


def _of_alternates(uow: UnitOfWork, part: Part) -> tuple[object, ...]:
    """Say what alternates can lend to a part, and what they put aside for its jobs."""
    jobs = uow.work_orders.open_of_part(part.id)
    return spare_pieces(uow, part), [lent_to(uow, job) for job in jobs]
