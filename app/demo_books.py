"""The demo plant's books: what its office enters before the story begins."""

from dataclasses import replace
from datetime import datetime

from app.demo_plant.office import demo_policy
from app.demo_plant.purchasing import (
    demo_opening_stock,
    demo_parts,
    demo_receipts,
    demo_suppliers,
)
from app.demo_plant.register import demo_assets, demo_components, demo_points
from app.demo_plant.upkeep import (
    demo_lives,
    demo_offers,
    demo_tasks,
    demo_windows,
    upkeep_parts,
    upkeep_stock,
    with_level,
    with_upkeep,
)
from app.storage.unit_of_work import UnitOfWork


def fill_demo_books(uow: UnitOfWork, at: datetime, actor: str) -> None:
    """Enter the demo plant's register, suppliers, parts and opening stock."""
    uow.plant.save_policy(demo_policy())
    for supplier in demo_suppliers():
        uow.plant.add_supplier(replace(supplier, receipts_days=()))
    for part in demo_parts():
        uow.stock.add_part(part)
    for receipt in demo_receipts(at.date(), actor):
        uow.orders.add_receipt(receipt)
    for asset in demo_assets():
        uow.plant.add_asset(asset)
    for component in demo_components():
        uow.plant.add_component(component)
    for point in demo_points():
        uow.plant.add_point(point)
    for movement in demo_opening_stock(at, actor):
        uow.stock.add_movement(movement)


def fill_demo_upkeep(uow: UnitOfWork, at: datetime, actor: str) -> None:
    """Enter what the office agreed beside: offers, a kit, a level, dates, a window, past lives."""
    for part in upkeep_parts():
        uow.stock.add_part(part)
    for movement in upkeep_stock(at, actor):
        uow.stock.add_movement(movement)
    for part in demo_parts():
        uow.stock.save_part(with_level(part))
    for component in demo_components():
        uow.plant.save_component(with_upkeep(component))
    for part, offer in demo_offers():
        uow.offers.save(part, offer)
    for task in demo_tasks():
        uow.planned_tasks.put(task)
    for window in demo_windows():
        uow.windows.put(window)
    for life in demo_lives():
        uow.lives.add(life)
