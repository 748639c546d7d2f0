"""A real plant in a folder of its own: the demo office's books, its clock held still."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.distribution import LEVELS, DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
)
from app.core.purchasing import PurchaseOrder
from app.core.sources import PlantClock
from app.core.work_orders import WorkOrder
from app.demo_plant.identity import demo_id
from app.demo_plant.register import demo_sources
from app.replenishment.review import review
from app.storage.store import Store
from app.ui.background import Background
from app.ui.main_window import MainWindow
from app.ui.translation import use_language
from app.ui.wording import Wording
from tests.office_books import MONDAY, filled_store
from tests.ui.opener import Opener, dress, keep_settings_in, window_at_small_size

ACTOR = "Ada Planner"
SPREAD = np.exp(0.44 * (2 * LEVELS - 1))
"""Remaining life from 0.64 to 1.55 times its median."""


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    keep_settings_in(tmp_path)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Light, English and empty: windows closed before are gone, none is dressed for nothing."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    dress(qapp)
    yield
    use_language(qapp, "en_GB")


@pytest.fixture
def say() -> Wording:
    return Wording(QLocale("en_GB"), ZoneInfo("Europe/Berlin"))


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    """Work beside a page that has no window."""
    made = Background()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plant folder filled once and copied by each test."""
    folder = tmp_path_factory.mktemp("books") / "plant"
    with filled_store(folder) as store, store.begin(ACTOR) as uow:
        for source in demo_sources("127.0.0.1:1", "opc.tcp://127.0.0.1:1"):
            uow.plant.save_source(source)
    return folder


@pytest.fixture
def runtime(tmp_path: Path, books: Path) -> Iterator[Runtime]:
    """The program without its front end; nothing is measured, the clock stands on a Monday."""
    store = Store.open(shutil.copytree(books, tmp_path / "plant"), owner=ACTOR)
    made = Runtime(store, ACTOR)
    _set_clock(made, MONDAY)
    yield made
    store.close()


@pytest.fixture
def days_pass(runtime: Runtime) -> Callable[[int], None]:
    """Let the plant's clock go on by some days."""
    return lambda days: _set_clock(runtime, runtime.now() + timedelta(days=days))


@pytest.fixture
def people_decide(runtime: Runtime) -> None:
    """Switch the low-value rule off, so that drafts wait for a person."""
    with runtime.store.begin(ACTOR) as uow:
        uow.plant.save_policy(replace(uow.plant.policy(), is_auto_approval_on=False))


@pytest.fixture
def assess(runtime: Runtime) -> Callable[..., Assessment]:
    """Judge a machine's component a minute later and review it, as the monitor does."""

    def judge(
        tag: str,
        median_days: float | None = 30.0,
        state: HealthState = HealthState.ALARM,
        mode: FailureMode = FailureMode.OUTER_RACE_WEAR,
    ) -> Assessment:
        now = runtime.now() + timedelta(minutes=1)
        _set_clock(runtime, now)
        is_wearing = median_days is not None
        assessment = Assessment(
            id=f"{tag} {now.isoformat()}",
            component_id=demo_id("component", tag),
            point_id=demo_id("point", tag),
            taken_at=now,
            health=Health(state, 0.4, "velocity_rms_mms", 6.2, 4.5, "mm/s", "ISO 20816-3"),
            diagnosis=Diagnosis(mode, 0.93),
            rul=RulEstimate(
                RulState.DEGRADING if is_wearing else RulState.NO_DEGRADATION,
                DaysDistribution(median_days * SPREAD) if is_wearing else None,
                "degradation path",
                "1",
                now,
                84,
                0.97,
            ),
        )
        runtime.store.measurements.add_assessment(assessment)
        with runtime.store.begin(ACTOR) as uow:
            review(uow, assessment.component_id, assessment, runtime.moment())
        return assessment

    return judge


@pytest.fixture
def well_plant(assess: Callable[..., Assessment]) -> None:
    """Every machine is measured and as it should be."""
    for tag in ("P-101", "M-102", "F-103", "C-104", "V-105", "G-106"):
        assess(tag, None, HealthState.NORMAL, FailureMode.NONE)


@pytest.fixture
def draft(
    runtime: Runtime, people_decide: None, assess: Callable[..., Assessment]
) -> PurchaseOrder:
    """An order for the pump's bearing that waits for approval, its job proposed."""
    assess("P-101", 11.5)
    with runtime.store.read() as uow:
        return uow.orders.open_orders()[0]


@pytest.fixture
def job(runtime: Runtime, draft: PurchaseOrder) -> WorkOrder:
    """The job proposed beside the draft."""
    with runtime.store.read() as uow:
        return uow.work_orders.open_orders()[0]


@pytest.fixture
def opened(qtbot: QtBot, runtime: Runtime, say: Wording) -> Iterator[Opener]:
    """Open the window on the runtime at the smallest size that is served."""
    windows: list[MainWindow] = []

    def open_window() -> MainWindow:
        window = window_at_small_size(qtbot, runtime, say)
        window.start()
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close()


def _set_clock(runtime: Runtime, at: datetime) -> None:
    """Hold the plant's clock at an instant."""
    runtime.clock.follow(PlantClock(int(at.timestamp() * 1000), 0.0))
