"""The plant of the acceptance stories: two pumps, two vendors, no weekends, a limit of 500 USD."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from app.bootstrap import Runtime
from app.core.assets import Asset, AssetClass, Component, Criticality, MeasurementPoint
from app.core.distribution import DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
)
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.sources import PlantClock
from app.core.stock import Part
from app.replenishment.review import review
from app.storage.store import Store

D0 = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
DOWNTIME_PER_DAY = Decimal(1800 * 24)
BEARING, SEAL, COUPLING = "BRG-6309", "SEAL-10", "COUP-7"
PARTS = {BEARING: ("V1", "50.00"), SEAL: ("V1", "10.00"), COUPLING: ("V2", "30.00")}
PLACES = {"DE bearing": BEARING, "Seal": SEAL, "Coupling": COUPLING}
PROCEDURE = ("Replace DE bearing: lock out, drain.", "Pull the bearing, fit the new one.")


def open_small_plant(folder: Path, actor: str) -> Runtime:
    """Fill a new plant folder and hold its clock at 08:00 of day 0."""
    store = Store.open(folder, owner=actor)
    with store.begin(actor) as uow:
        uow.plant.save_policy(
            SitePolicy(
                site_name="Small plant",
                currency="USD",
                time_zone="UTC",
                approval_limit=Money(Decimal(500), "USD"),
            )
        )
        uow.plant.add_supplier(
            Supplier("V1", "V1", declared_median_days=5.0, declared_spread_days=0.0)
        )
        uow.plant.add_supplier(
            Supplier("V2", "V2", declared_median_days=4.0, declared_spread_days=2.0)
        )
        for number, (vendor, price) in PARTS.items():
            money = Money(Decimal(price), "USD")
            uow.stock.add_part(Part(number, number, f"part {number}", money, vendor, bin="A-03-2"))
        for tag in ("P-101", "P-102"):
            asset = Asset(
                tag, tag, "pump", AssetClass.PUMP, Criticality.A, "MAIN", DOWNTIME_PER_DAY
            )
            uow.plant.add_asset(asset)
            for name, part in PLACES.items():
                place = Component(component_id(tag, name), tag, name, part, procedure=PROCEDURE)
                uow.plant.add_component(place)
                uow.plant.add_point(MeasurementPoint(f"{place.id} point", place.id, name, "mm/s"))
    runtime = Runtime(store, actor)
    set_day(runtime, 0)
    return runtime


def component_id(tag: str, name: str = "DE bearing") -> str:
    """Name a position of a pump."""
    return f"{tag} {name}"


def set_day(runtime: Runtime, day: int) -> None:
    """Hold the plant's clock at 08:00 of a day."""
    at = D0 + timedelta(days=day)
    runtime.clock.follow(PlantClock(int(at.timestamp() * 1000), 0.0))


def judge(
    runtime: Runtime,
    component: str,
    life: DaysDistribution,
    state: RulState = RulState.DEGRADING,
    precision: float = 1.0,
) -> None:
    """Judge a position and review it, as the monitor does."""
    now = runtime.now()
    assessment = Assessment(
        id=str(uuid4()),
        component_id=component,
        point_id=f"{component} point",
        taken_at=now,
        health=Health(HealthState.ALARM, 0.4, "peak", 6.2, 4.5, "mm/s", "ISO 20816-3"),
        diagnosis=Diagnosis(FailureMode.OUTER_RACE_WEAR, 0.93),
        rul=RulEstimate(state, life, "test", "1", now, 84, precision),
    )
    runtime.store.measurements.add_assessment(assessment)
    with runtime.store.begin(runtime.actor) as uow:
        review(uow, component, assessment, runtime.moment())


def change_policy(runtime: Runtime, **changes: object) -> None:
    """Change the site's settings, as its administrator does."""
    with runtime.store.begin(runtime.actor) as uow:
        uow.plant.save_policy(replace(uow.plant.policy(), **changes))  # type: ignore[arg-type]


def change_part(runtime: Runtime, number: str, **changes: object) -> None:
    """Change a part, as its buyer does."""
    with runtime.store.begin(runtime.actor) as uow:
        uow.stock.save_part(replace(uow.stock.part(number), **changes))  # type: ignore[arg-type]
