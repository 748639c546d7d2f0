"""The demo plant's parts, their suppliers, and what was on the shelf when it began."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.core.calendars import MONDAY_TO_FRIDAY, WorkCalendar
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.purchasing import Receipt
from app.core.stock import MovementKind, Part, StockMovement
from app.demo_plant.identity import demo_id

BEARING_HOUSE = "Hansa Wälzlager Kontor GmbH"
DRIVE_HOUSE = "Fördetechnik Antriebe e. K."
COMPRESSOR_HOUSE = "Nordluft Kompressoren Service GmbH"

_RECEIPTS_DAYS = {
    BEARING_HOUSE: (5.0, 4.0, 5.0, 6.0, 5.0, 5.0),
    DRIVE_HOUSE: (3.0, 3.0, 4.0, 2.0),
    COMPRESSOR_HOUSE: (9.0, 12.0, 10.0),
}
_PARTS = (
    (
        "6309-2RS-C3",
        "Deep groove ball bearing 45 x 100 x 25 mm, sealed, clearance C3",
        "84.00",
        BEARING_HOUSE,
        "Nordkugel",
        "NK 6309-2RSR-C3",
        "A-03-12",
    ),
    (
        "6309-2Z-C3",
        "Deep groove ball bearing 45 x 100 x 25 mm, shielded, clearance C3, for electric motors",
        "61.50",
        BEARING_HOUSE,
        "Nordkugel",
        "NK 6309-2Z-C3-E",
        "A-03-13",
    ),
    (
        "6216-C3",
        "Deep groove ball bearing 80 x 140 x 26 mm, open, clearance C3, with adapter sleeve",
        "146.20",
        BEARING_HOUSE,
        "Nordkugel",
        "NK 6216-C3-H",
        "A-04-02",
    ),
    (
        "6312-C3",
        "Deep groove ball bearing 60 x 130 x 31 mm, matched pair for screw compressors",
        "189.00",
        COMPRESSOR_HOUSE,
        "Verdis",
        "VD 0574-6312-P",
        "B-01-07",
    ),
    (
        "6212-2RS",
        "Deep groove ball bearing 60 x 110 x 22 mm, sealed",
        "47.80",
        DRIVE_HOUSE,
        "Nordkugel",
        "NK 6212-2RSR",
        "A-03-20",
    ),
    (
        "6310-C3",
        "Deep groove ball bearing 50 x 110 x 27 mm, open, clearance C3, brass cage",
        "98.40",
        DRIVE_HOUSE,
        "Nordkugel",
        "NK 6310-M-C3",
        "A-03-15",
    ),
)
_ON_SHELF = {"6309-2Z-C3": 1, "6216-C3": 1, "6312-C3": 1, "6212-2RS": 2, "6310-C3": 1}
"""Pieces counted when the program was introduced; the pump's bearing is not there."""


def demo_parts() -> tuple[Part, ...]:
    """Return the spare bearings of the six machines, prices in EUR."""
    return tuple(
        Part(
            id=demo_id("part", number),
            number=number,
            description=description,
            price=Money(Decimal(price), "EUR"),
            supplier_id=demo_id("supplier", supplier),
            maker=maker,
            maker_number=maker_number,
            bin=bin_place,
        )
        for number, description, price, supplier, maker, maker_number, bin_place in _PARTS
    )


def demo_suppliers() -> tuple[Supplier, ...]:
    """Return the three suppliers with what was agreed and what past receipts taught.

    The bearing house works Monday to Friday in Hamburg and takes about 5 working days, spread
    about 1; it has no hurried delivery, the compressor house has a courier.
    """
    return (
        Supplier(
            id=demo_id("supplier", BEARING_HOUSE),
            name=BEARING_HOUSE,
            calendar=WorkCalendar(MONDAY_TO_FRIDAY, "DE", "HH"),
            declared_median_days=5.0,
            declared_spread_days=1.0,
            receipts_days=_RECEIPTS_DAYS[BEARING_HOUSE],
            address=("Billhorner Deich 118", "20539 Hamburg", "Germany"),
            contact="Order desk, Frau Petersen",
            customer_number="K-20417",
        ),
        Supplier(
            id=demo_id("supplier", DRIVE_HOUSE),
            name=DRIVE_HOUSE,
            calendar=WorkCalendar(MONDAY_TO_FRIDAY, "DE", "SH"),
            declared_median_days=3.0,
            declared_spread_days=1.0,
            receipts_days=_RECEIPTS_DAYS[DRIVE_HOUSE],
            address=("Liebigstraße 9", "24941 Flensburg", "Germany"),
            contact="Herr Thomsen",
            customer_number="1188",
        ),
        Supplier(
            id=demo_id("supplier", COMPRESSOR_HOUSE),
            name=COMPRESSOR_HOUSE,
            calendar=WorkCalendar(MONDAY_TO_FRIDAY, "DE", "NI"),
            declared_median_days=10.0,
            declared_spread_days=3.0,
            receipts_days=_RECEIPTS_DAYS[COMPRESSOR_HOUSE],
            expedite_median_days=2.0,
            expedite_spread_days=0.5,
            address=("Am Industriehafen 4", "26723 Emden", "Germany"),
            contact="Parts service",
            customer_number="DE-55302",
        ),
    )


def demo_receipts(before: date, actor: str) -> tuple[Receipt, ...]:
    """Return the receipts behind the suppliers' lead times, a month apart, oldest first.

    Parameters
    ----------
    before : date
        Plant-local day on which the story begins; the last receipt came a month earlier.
    actor : str
        Who took the goods in.
    """
    parts = {part.supplier_id: part.id for part in demo_parts()}
    return tuple(
        _receipt(supplier, parts[supplier.id], number, before, actor)
        for supplier in demo_suppliers()
        for number in range(len(supplier.receipts_days))
    )


def _receipt(supplier: Supplier, part_id: str, number: int, before: date, actor: str) -> Receipt:
    """Return one receipt; the supplier had promised what it says it usually takes."""
    days = supplier.receipts_days[number]
    received = before - timedelta(days=30 * (len(supplier.receipts_days) - number))
    ordered = _open_days_on(supplier.calendar, received, -int(days))
    usual = int(supplier.declared_median_days or days)
    return Receipt(
        id=demo_id("receipt", f"{supplier.name} {number}"),
        supplier_id=supplier.id,
        part_id=part_id,
        order_id="",
        quantity=1,
        received_on=received,
        lead_days=days,
        actor=actor,
        ordered_on=ordered,
        promised_on=_open_days_on(supplier.calendar, ordered, usual),
    )


def _open_days_on(calendar: WorkCalendar, day: date, count: int) -> date:
    """Go on from a day, or back, by a count of open days; a closed day moves there first."""
    step = timedelta(days=1 if count > 0 else -1)
    while not calendar.is_open(day):
        day += step
    for _ in range(abs(count)):
        day += step
        while not calendar.is_open(day):
            day += step
    return day


def demo_opening_stock(at: datetime, actor: str) -> tuple[StockMovement, ...]:
    """Return the opening movements of the ledger.

    Parameters
    ----------
    at : datetime
        Aware instant of the opening count.
    actor : str
        Who counted.
    """
    return opening_count(_ON_SHELF, at, actor)


def opening_count(
    pieces_by_number: Mapping[str, int], at: datetime, actor: str
) -> tuple[StockMovement, ...]:
    """Write down what was counted of each part when the program was introduced."""
    return tuple(
        StockMovement(
            id=demo_id("opening stock", number),
            part_id=demo_id("part", number),
            quantity=pieces,
            kind=MovementKind.OPENING,
            at=at,
            actor=actor,
            reference="opening count",
        )
        for number, pieces in pieces_by_number.items()
    )
