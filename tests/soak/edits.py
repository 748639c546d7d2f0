"""What people change in the register and the settings while orders are under way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.money import Money
from app.core.policy import SitePolicy, TriggerRule
from app.demo_plant.purchasing import demo_suppliers
from app.storage.unit_of_work import UnitOfWork
from tests.soak import plant
from tests.soak.steps import Draw
from tests.soak.world import World, expect


def edit_policy(world: World, draw: Draw) -> None:
    """The site changes its limit, its rule or its margin."""
    choices: tuple[Callable[[SitePolicy], SitePolicy], ...] = (
        lambda p: replace(p, approval_limit=Money(Decimal(int(draw.how * 500)), "EUR")),
        lambda p: replace(p, is_auto_approval_on=not p.is_auto_approval_on),
        lambda p: replace(p, rule=TriggerRule.ARTICLE),
        lambda p: replace(p, rule=TriggerRule.EXPECTED_COST),
        lambda p: replace(p, receiving_margin_days=int(draw.how * 4)),
        lambda p: replace(p, carrying_rate_per_year=0.05 + draw.how),
    )
    change = draw.among(choices)

    def write(uow: UnitOfWork) -> None:
        changed = change(uow.plant.policy())
        uow.plant.save_policy(changed)
        world.limit = changed.approval_limit

    _write(world, draw, write)


def edit_calendar(world: World, draw: Draw) -> None:
    """The plant, or a supplier, closes for some days."""
    first = world.moment("").today + timedelta(days=int(30 * draw.how))
    closed = WorkCalendar(
        MONDAY_TO_FRIDAY, shutdowns=(Shutdown(first, first + timedelta(days=int(14 * draw.which))),)
    )
    supplier = draw.among((None, *demo_suppliers()))

    def write(uow: UnitOfWork) -> None:
        if supplier is None:
            uow.plant.save_policy(replace(uow.plant.policy(), calendar=closed))
        else:
            stored = uow.plant.supplier(supplier.id)
            uow.plant.save_supplier(replace(stored, calendar=closed))

    _write(world, draw, write)


def edit_supplier(world: World, draw: Draw) -> None:
    """A supplier declares another lead time, or offers a hurried delivery with or without price."""
    supplier = draw.among(demo_suppliers()) or demo_suppliers()[0]
    price = Decimal(40) if draw.how > 0.5 else None

    def write(uow: UnitOfWork) -> None:
        stored = uow.plant.supplier(supplier.id)
        hurried = replace(stored, expedite_median_days=1 + 2 * draw.how, expedite_cost=price)
        uow.plant.save_supplier(replace(hurried, declared_median_days=1 + 20 * draw.how))

    _write(world, draw, write)


def edit_component(world: World, draw: Draw) -> None:
    """A job turns out to take more pieces, or fewer."""
    component_id = draw.among(tuple(plant.USED_IN)) or plant.PUMP

    def write(uow: UnitOfWork) -> None:
        component = uow.plant.component(component_id)
        uow.plant.save_component(replace(component, quantity_per_job=1 + int(3 * draw.how)))

    _write(world, draw, write)


def _write(world: World, draw: Draw, change: Callable[[UnitOfWork], None]) -> None:
    """Keep a change, also under a mishap."""

    def act(_key: str) -> None:
        with world.store.begin(draw.actor) as uow:
            change(uow)

    is_done = world.carry_out(act, draw.mishap, draw.at_statement, has_key=False)
    expect(is_done, "a setting was refused")
