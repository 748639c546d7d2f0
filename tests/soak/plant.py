"""The plant the schedules are played on: parts that machines share, and needs of one vendor."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.core.distribution import DaysDistribution
from app.core.money import Money
from app.core.policy import SitePolicy
from app.demo_books import fill_demo_books
from app.demo_plant.identity import demo_id
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

USED_IN = {
    PUMP: (SHARED, 1),
    MOTOR: (SHARED, 2),
    FAN: (BY_FOUR, 1),
    COMPRESSOR: (PAIR, 2),
    CONVEYOR: (DOLLARS, 1),
}
"""Part and pieces of each component's job."""

LIVES = (
    DaysDistribution.certain(1.0),
    DaysDistribution.from_quantiles({0.02: 6.0, 0.05: 8.0, 0.5: 11.0, 0.999: 25.0}),
    DaysDistribution.from_quantiles({0.02: 2.0, 0.5: 15.0, 0.98: 60.0}),
    DaysDistribution.from_quantiles({0.02: 18.0, 0.5: 30.0, 0.98: 50.0}),
    DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0}),
)
"""What a monitor may believe, from "tomorrow" to "not this season"."""


def lay_out(store: Store) -> None:
    """Write the plant's books, with nothing ordered yet."""
    with store.begin("soak") as uow:
        fill_demo_books(uow, BEGIN, "soak")
        uow.plant.save_policy(replace(uow.plant.policy(), approval_limit=LIMIT))
        bearing = uow.stock.part(SHARED)
        uow.stock.add_part(
            replace(
                bearing,
                id=BY_FOUR,
                number="by four",
                minimum_order=4,
                alternates=frozenset({SHARED}),
            )
        )
        price = Money(Decimal(61), "USD")
        uow.stock.add_part(replace(bearing, id=DOLLARS, number="in dollars", price=price))
        for component_id, (part_id, pieces) in USED_IN.items():
            component = uow.plant.component(component_id)
            uow.plant.save_component(replace(component, part_id=part_id, quantity_per_job=pieces))
