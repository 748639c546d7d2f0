"""A machine steps to a new level: it says so, is believed no more, and is believed again."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.acquisition.inbox import Inbox, SampleLedger
from app.bootstrap import Runtime
from app.core.assets import MeasurementPoint
from app.core.health import RulState
from app.core.measurements import Reading
from app.core.purchasing import OrderState
from app.core.sources import PlantClock
from app.monitoring.monitor import Monitor
from app.monitoring.outbox import Outbox
from app.ui.target import Place, Target
from tests.journeys.hands import Hands, said
from tests.journeys.small_plant import D0, component_id

SitDown = Callable[[], Hands]
COUPLING = component_id("P-101", "Coupling")
TEMPERATURE = MeasurementPoint(
    "temperature", COUPLING, "Temperature", "degC", quantity="temperature", danger_high=95.0
)
QUIET, AFTER = 40, 22
"""Readings, four hours apart, before the step and after it."""


@pytest.fixture
def stepped(small_plant: Runtime) -> Monitor:
    """A pump's coupling ran at 50 °C for a week; since a change of product it runs at 68 °C."""
    with small_plant.store.begin("t") as uow:
        uow.plant.add_point(TEMPERATURE)
    ledger = SampleLedger()
    monitor = Monitor(
        small_plant.store, Outbox(), Inbox(ledger), ledger, small_plant.now, ZoneInfo("UTC")
    )
    noise = 0.4 * np.random.default_rng(3).standard_normal(QUIET + AFTER)
    for n, value in enumerate(noise + np.where(np.arange(noise.size) < QUIET, 50.0, 68.0)):
        at = D0 + timedelta(hours=4 * n)
        small_plant.clock.follow(PlantClock(int(at.timestamp() * 1000), 0.0))
        monitor.judge(Reading(TEMPERATURE.id, small_plant.now(), float(value), TEMPERATURE.unit))
    return monitor


def judged_again(monitor: Monitor, runtime: Runtime) -> RulState:
    """What the next measurement is judged to mean."""
    at = runtime.now() + timedelta(hours=4)
    runtime.clock.follow(PlantClock(int(at.timestamp() * 1000), 0.0))
    monitor.plant_changed()
    monitor.judge(Reading(TEMPERATURE.id, runtime.now(), 68.0, TEMPERATURE.unit))
    return state(runtime)


def state(runtime: Runtime) -> RulState:
    latest = runtime.store.measurements.latest_assessment(COUPLING)
    assert latest is not None
    return latest.rul.state


def test_a_changed_regime_is_said_everywhere_and_ends_with_a_new_baseline_or_a_word(
    stepped: Monitor, small_plant: Runtime, at_the_window: SitDown
) -> None:
    assert state(small_plant) is RulState.OUT_OF_RANGE
    with small_plant.store.read() as uow:
        record = uow.decisions.latest(COUPLING)
        assert all(order.state is OrderState.DRAFT for order in uow.orders.all())
    assert record is not None
    codes = {reason.code for reason in record.decision.reasons}
    assert {"regime_level", "collect_out_of_range", "life_by_age"} <= codes

    hands = at_the_window()
    pages = hands.window.pages
    card = hands.card("What changed?", "P-101")
    assert card.card.sentence == "Stepped to a new level and stays: not believed."
    hands.press("Open", inside=card)
    assert pages.place is Place.ASSETS
    assert "Regime changed: temperature high went from" in said(pages.assets), said(pages.assets)
    for place, page, what in (
        (Place.TWIN, pages.twin, "P-101"),
        (Place.WHY, pages.why, COUPLING),
    ):
        pages.show_target(Target(place, what))
        assert "Regime changed: temperature high went from" in said(page), said(page)
    hands.go(Place.IMPROVE)
    hands.press("Our predictions")
    assert "▲ P-101, Coupling: Regime changed" in said(pages.improve.predictions)

    hands.window.pages.show_target(Target(Place.ASSETS, "P-101"))
    hands.press("Points", inside=pages.assets)
    points = pages.assets.points
    points.points.choose(TEMPERATURE.id)
    points._show_point()
    assert "readings): wear grows" in said(points), said(points)
    hands.press("Take a new baseline", inside=points)
    assert judged_again(stepped, small_plant) is RulState.PRIOR_ONLY
    points.points.setFocus()
    hands.key(Qt.Key.Key_Z, ctrl=True)
    assert judged_again(stepped, small_plant) is RulState.OUT_OF_RANGE
    pages.assets.refresh()
    hands.press("This is wear", inside=points)
    pages.assets.refresh()
    assert "Called wear: its path is believed again." in said(points)
    assert judged_again(stepped, small_plant) is RulState.DEGRADING
