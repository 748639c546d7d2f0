"""A small plant's books for use-case tests: the demo plant's office, without its machines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

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
from app.core.moment import Moment
from app.core.money import Money
from app.demo_books import fill_demo_books
from app.demo_plant.identity import demo_id
from app.storage.store import Store

MONDAY = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
PUMP_BEARING = demo_id("component", "P-101")
PUMP_PART = demo_id("part", "6309-2RS-C3")


def at(days: float = 0.0, actor: str = "S. Wulff") -> Moment:
    """The moment so many days after the first Monday."""
    now = MONDAY + timedelta(days=days)
    return Moment(now, now.date(), actor)


def filled_store(folder: Path) -> Store:
    """Open a new plant folder with the office's books in it."""
    store = Store.open(folder, owner="test")
    with store.begin("test") as uow:
        fill_demo_books(uow, MONDAY, "test")
        limit = Money(Decimal(500), "EUR")
        uow.plant.save_policy(replace(uow.plant.policy(), approval_limit=limit))
    return store


def judged(
    life: DaysDistribution | None,
    days: float = 0.0,
    state: RulState = RulState.DEGRADING,
    mode: FailureMode = FailureMode.OUTER_RACE_WEAR,
    component_id: str = PUMP_BEARING,
) -> Assessment:
    """An assessment that says so many days of life from then on."""
    taken_at = MONDAY + timedelta(days=days)
    return Assessment(
        id=str(uuid4()),
        component_id=component_id,
        point_id=demo_id("point", "P-101"),
        taken_at=taken_at,
        health=Health(HealthState.ALARM, 0.5, "peak", 30.0, 60.0, "m/s2", "limit of the point"),
        diagnosis=Diagnosis(mode, 0.9),
        rul=RulEstimate(state, life, "test", "1", taken_at, 200, alert_precision=0.95),
    )


SOON = DaysDistribution.from_quantiles({0.02: 6.0, 0.05: 8.0, 0.5: 11.0, 0.999: 25.0})
"""A life that makes today the day to order the pump's bearing: neither early nor late."""
