"""What the demo plant's office agreed beside its register: offers, a kit, dates, a window."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from app.core.assets import Component, KitItem
from app.core.component_life import LifeEnd, PastLife
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.core.planned_tasks import PlannedTask
from app.core.stock import Part, StockMovement
from app.core.work_window import MaintenanceWindow
from app.demo_plant.identity import demo_id
from app.demo_plant.purchasing import (
    BEARING_HOUSE,
    COMPRESSOR_HOUSE,
    DRIVE_HOUSE,
    demo_parts,
    opening_count,
)
from app.demo_plant.register import demo_components

SEAL, SEPARATOR, SCRAPER = "SR-45-62-8", "1625-7756-00", "BW-800-K"
COMPRESSOR_BEARING = "6312-C3"
SATURDAY = 5
_ON_SHELF = {SEAL: 4, SEPARATOR: 1}
"""The scraper blades are not there: their date is far enough away to buy them for it."""


def upkeep_parts() -> tuple[Part, ...]:
    """Return the parts that are no bearings, prices in EUR."""
    return (
        _part(SEAL, "Radial shaft seal 45 x 62 x 8 mm, NBR", "6.40", BEARING_HOUSE, "A-05-04"),
        _part(
            SEPARATOR, "Oil separator element, screw compressor", "214", COMPRESSOR_HOUSE, "B-01-02"
        ),
        _part(SCRAPER, "Belt scraper blades, 800 mm, set", "58.60", DRIVE_HOUSE, "C-02-01"),
    )


def upkeep_stock(at: datetime, actor: str) -> tuple[StockMovement, ...]:
    """Return the opening count of these parts."""
    return opening_count(_ON_SHELF, at, actor)


def demo_offers() -> tuple[tuple[Part, Offer], ...]:
    """Return what two houses ask for the pump's bearing: the dearer one delivers sooner."""
    bearing = demo_parts()[0]
    own = Offer(
        part_id=bearing.id,
        supplier_id=demo_id("supplier", BEARING_HOUSE),
        price=bearing.price,
        breaks=(PriceBreak(4, Money(Decimal("78.50"), "EUR")),),
        shipping_quotes=_quotes("6.90", "6.90", "7.40"),
    )
    other = Offer(
        part_id=bearing.id,
        supplier_id=demo_id("supplier", DRIVE_HOUSE),
        price=Money(Decimal("96.40"), "EUR"),
        shipping_quotes=_quotes("9.80", "11.20", "11.90"),
    )
    return ((bearing, own), (bearing, other))


def with_upkeep(component: Component) -> Component:
    """Give a component what its job needs beside its part: new seals with the pump's bearing."""
    if component.id != demo_id("component", "P-101"):
        return component
    return replace(component, kit=(KitItem(demo_id("part", SEAL), 2),))


def with_level(part: Part) -> Part:
    """Keep one piece on purpose for the most critical machine, whose supplier is slow."""
    return replace(part, buffer_stock=1) if part.number == COMPRESSOR_BEARING else part


def demo_tasks() -> tuple[PlannedTask, ...]:
    """Return the work that comes on its date: before the Christmas shutdown, and after it."""
    return (
        PlannedTask(
            id=demo_id("task", "oil separator"),
            component_id=demo_id("component", "C-104"),
            name="Exchange the oil separator",
            part_id=demo_id("part", SEPARATOR),
            quantity=1,
            due_on=date(2026, 12, 14),
            every_days=364,
        ),
        PlannedTask(
            id=demo_id("task", "scraper blades"),
            component_id=demo_id("component", "V-105"),
            name="Renew the scraper blades",
            part_id=demo_id("part", SCRAPER),
            quantity=1,
            due_on=date(2027, 1, 18),
            every_days=182,
        ),
    )


def demo_lives() -> tuple[PastLife, ...]:
    """Return what the office read from the machines' cards: bearings that were replaced before."""
    cards = (
        ("P-101", date(2020, 5, 11), date(2023, 9, 18), LifeEnd.WORN),
        ("P-101", date(2017, 3, 6), date(2020, 5, 11), LifeEnd.FAILED),
        ("F-103", date(2021, 8, 30), date(2024, 11, 25), LifeEnd.REPLACED),
        ("M-102", date(2020, 10, 12), date(2025, 4, 7), LifeEnd.WORN),
    )
    bearing = {one.id: one.part_id for one in demo_components()}
    return tuple(
        PastLife(
            id=demo_id("life", f"{tag} {fitted}"),
            component_id=demo_id("component", tag),
            part_id=bearing[demo_id("component", tag)],
            fitted_on=fitted,
            ended_on=ended,
            end=end,
            noted_from="card of the machine",
        )
        for tag, fitted, ended, end in cards
    )


def demo_windows() -> tuple[MaintenanceWindow, ...]:
    """Return when the boiler is cold, so that its fan may be worked on."""
    return (
        MaintenanceWindow(
            id=demo_id("window", "F-103"),
            asset_id=demo_id("asset", "F-103"),
            name="Boiler cold",
            weekday=SATURDAY,
            begins_at=time(0, 0),
            lasts_hours=36.0,
        ),
    )


def _part(number: str, description: str, price: str, supplier: str, bin_place: str) -> Part:
    return Part(
        id=demo_id("part", number),
        number=number,
        description=description,
        price=Money(Decimal(price), "EUR"),
        supplier_id=demo_id("supplier", supplier),
        bin=bin_place,
    )


def _quotes(*costs: str) -> tuple[ShippingQuote, ...]:
    """Return what shipping one order was quoted at in the last months, oldest first."""
    days = (date(2026, 3, 2), date(2026, 6, 1), date(2026, 8, 24))
    return tuple(ShippingQuote(day, Decimal(cost)) for day, cost in zip(days, costs, strict=True))
