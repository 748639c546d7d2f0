"""The plant the schedules are played on: parts that machines share, and needs of one vendor."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.core.assets import KitItem
from app.core.distribution import DaysDistribution
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.core.policy import SitePolicy
from app.core.stock import Part
from app.demo_books import fill_demo_books
from app.demo_plant.identity import demo_id
from app.demo_plant.purchasing import BEARING_HOUSE, DRIVE_HOUSE
from app.storage.store import Store

BEGIN = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
ZONE = ZoneInfo(SitePolicy().time_zone)
LIMIT = Money(Decimal(200), "EUR")
"""One pump bearing of 84.00 approves itself, the third one of a day does not."""

PUMP, MOTOR, FAN, COMPRESSOR, CONVEYOR = (
    demo_id("component", tag) for tag in ("P-101", "M-102", "F-103", "C-104", "V-105")
)
PEOPLE = ("S. Wulff", "J. Petersen", "A. Thomsen")

SHARED = demo_id("part", "6309-2RS-C3")
BY_FOUR = demo_id("part", "by four")
PAIR = demo_id("part", "6312-C3")
DOLLARS = demo_id("part", "in dollars")
SEAL = demo_id("part", "seal")

USED_IN = {
    PUMP: (SHARED, 1),
    MOTOR: (SHARED, 2),
    FAN: (BY_FOUR, 1),
    COMPRESSOR: (PAIR, 2),
    CONVEYOR: (DOLLARS, 1),
}
"""Part and pieces of each component's job."""

KITS = {PUMP: {SEAL: 2}, FAN: {SEAL: 1}, CONVEYOR: {PAIR: 1}}
"""What a job needs beside its own part, which may be another machine's own."""

PARTS = (SHARED, BY_FOUR, PAIR, DOLLARS, SEAL)
GROUP = {SHARED: BY_FOUR, BY_FOUR: SHARED}
"""Alternates of each other."""

HANSA, FOERDE = demo_id("supplier", BEARING_HOUSE), demo_id("supplier", DRIVE_HOUSE)

LIVES = (
    DaysDistribution.certain(1.0),
    DaysDistribution.from_quantiles({0.02: 6.0, 0.05: 8.0, 0.5: 11.0, 0.999: 25.0}),
    DaysDistribution.from_quantiles({0.02: 2.0, 0.5: 15.0, 0.98: 60.0}),
    DaysDistribution.from_quantiles({0.02: 18.0, 0.5: 30.0, 0.98: 50.0}),
    DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0}),
)
"""What a monitor may believe, from "tomorrow" to "not this season"."""


def euros(amount: str) -> Money:
    """Money of the site."""
    return Money(Decimal(amount), "EUR")


OFFERS = (
    Offer(SHARED, HANSA, euros("84.00"), breaks=(PriceBreak(4, euros("76.00")),)),
    Offer(
        SHARED,
        FOERDE,
        euros("88.50"),
        shipping_quotes=(ShippingQuote(date(2026, 8, 24), Decimal(9)),),
    ),
    Offer(PAIR, HANSA, euros("181.00"), minimum_order=2, pack_size=2),
    Offer(SEAL, HANSA, euros("9.00"), pack_size=5),
)
"""Prices that fall, packs, and two vendors of one part."""


def lay_out(store: Store) -> None:
    """Write the plant's books, with nothing ordered yet."""
    with store.begin("soak") as uow:
        fill_demo_books(uow, BEGIN, "soak")
        uow.plant.save_policy(replace(uow.plant.policy(), approval_limit=LIMIT))
        for part in _parts(uow.stock.part(SHARED)):
            uow.stock.add_part(part)
        for offer in OFFERS:
            uow.offers.save(uow.stock.part(offer.part_id), offer)
        for component_id, (part_id, pieces) in USED_IN.items():
            component = uow.plant.component(component_id)
            kit = tuple(KitItem(*item) for item in KITS.get(component_id, {}).items())
            used = replace(component, part_id=part_id, quantity_per_job=pieces, kit=kit)
            uow.plant.save_component(used)


def _parts(bearing: Part) -> tuple[Part, ...]:
    """Parts beside the demo plant's: one in fours, one in dollars, and a seal."""
    group = frozenset({SHARED})
    return (
        replace(bearing, id=BY_FOUR, number="by four", minimum_order=4, alternates=group),
        replace(bearing, id=DOLLARS, number="in dollars", price=Money(Decimal(61), "USD")),
        replace(bearing, id=SEAL, number="seal", price=euros("9.00")),
    )
