"""A job is closed with what it found; next day the plant's own record says so, and leads on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.bootstrap import Runtime
from app.core.health import FailureMode
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind, WorkOrderState
from app.ui.target import Place
from tests.journeys.hands import Hands, said
from tests.journeys.small_plant import D0, component_id, set_day
from tests.past_predictions import lognormal, past_items, tell

SitDown = Callable[[], Hands]
BEARING = component_id("P-101")


@pytest.fixture
def begun(small_plant: Runtime) -> None:
    """Eight bearings are gone; the ninth has an alarm, and its job is in progress."""
    with small_plant.store.begin("t") as uow:
        past_items(uow, lives=(40.0, 60.0, 50.0, 70.0, 45.0, 55.0, 65.0, 50.0),
                   component_id=BEARING)  # fmt: skip
        tell(uow, lognormal(30.0, 0.3), -0.6, BEARING)
        uow.work_orders.add(
            WorkOrder(
                id="job", number="WO-2026-0099", component_id=BEARING,
                kind=WorkOrderKind.PREVENTIVE, state=WorkOrderState.IN_PROGRESS,
                title="Open DE bearing", failure_mode=FailureMode.OUTER_RACE_WEAR.value, steps=(),
                part_id=None, quantity=0, created_at=D0 - timedelta(hours=6), created_by="t",
                decision_id="", planned_on=D0.date(),
            )
        )  # fmt: skip


def box(hands: Hands, name: str) -> QComboBox:
    return next(
        b
        for b in hands.window.pages.orders.job_panel.findChildren(QComboBox)
        if b.accessibleName() == name
    )


def test_what_a_job_found_is_counted_the_next_day_and_leads_to_machine_twin_and_job(
    begun: None, small_plant: Runtime, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    pages = hands.window.pages
    hands.go(Place.ORDERS)
    at = next(n for n, row in enumerate(pages.orders.list.rows) if row.number == "WO-2026-0099")
    hands.choose(pages.orders.list, at)
    hands.pick(box(hands, "Was the prediction right?"), Outcome.NO_FAULT_FOUND.value)
    note = next(
        field
        for field in pages.orders.job_panel.findChildren(QLineEdit)
        if field.accessibleName().startswith("Note")
    )
    hands.type(note, "grease only")
    hands.press("Finish", inside=pages.orders.job_panel)

    hands.go(Place.IMPROVE)
    hands.press("Our predictions")
    page = pages.improve.predictions
    assert "n = 8 alarms are over: 8 came true" in said(page), "known from tomorrow on"
    assert "alarms open: 1" in said(page)

    set_day(small_plant, 1)
    page.refresh()
    assert "n = 9 alarms are over: 8 came true, 0 another fault, 1 no fault found" in said(page)
    hands.choose(page.list, 0)
    assert "○ no fault found" in said(page.panel)
    assert "grease only" in said(page.panel)
    hands.press("Job", inside=page.panel)
    assert pages.place is Place.ORDERS
    assert "WO-2026-0099" in said(pages.orders)
    hands.window.back()
    hands.press("Twin", inside=page.panel)
    assert pages.place is Place.TWIN
    assert pages.twin.name == "P-101"
    assert "WO-2026-0099: Open DE bearing, no fault found" in {
        line.text for line in pages.twin._story
    }


def test_a_finish_taken_back_was_never_counted(
    begun: None, small_plant: Runtime, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    pages = hands.window.pages
    hands.go(Place.ORDERS)
    at = next(n for n, row in enumerate(pages.orders.list.rows) if row.number == "WO-2026-0099")
    hands.choose(pages.orders.list, at)
    hands.pick(box(hands, "Was the prediction right?"), Outcome.OTHER_FAULT.value)
    hands.press("Finish", inside=pages.orders.job_panel)
    hands.key(Qt.Key.Key_Z, ctrl=True)
    set_day(small_plant, 1)
    hands.go(Place.IMPROVE)
    hands.press("Our predictions")
    assert "0 another fault, 0 no fault found" in said(pages.improve.predictions)
    assert "alarms open: 1" in said(pages.improve.predictions)
