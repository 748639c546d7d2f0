"""Blocks of a knocking bearing, and a live page whose seconds stand still."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.analysis.average import PowerAverage
from app.analysis.features import extract_features, transformed
from app.bootstrap import Runtime
from app.core.measurements import Quality, Waveform
from app.monitoring.live import AVERAGED_BLOCKS, live_frame
from app.monitoring.outbox import LiveFrame
from app.ui.live_view import LiveView

RATE_HZ, COUNT = 12_800.0, 8192


class Seconds:
    """A wall clock a test moves by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def block(runtime: Runtime) -> Callable[..., dict[str, LiveFrame]]:
    averages: dict[str, PowerAverage] = {}

    def of(tag: str = "P-101", number: int = 0, quality: Quality = Quality.GOOD):
        with runtime.store.read() as uow:
            asset = next(a for a in uow.plant.assets() if a.tag == tag)
            component = next(c for c in uow.plant.components() if c.asset_id == asset.id)
            point = next(p for p in uow.plant.points() if p.component_id == component.id)
        time_s = np.arange(COUNT) / RATE_HZ
        rng = np.random.default_rng(number)
        knocks = np.exp(-((time_s * 74.9) % 1.0) * 40) * np.sin(18_000 * time_s)
        signal = np.sin(2 * np.pi * 24.67 * time_s) + 6 * knocks + rng.standard_normal(COUNT)
        taken_at = runtime.now() + timedelta(minutes=number)
        waveform = Waveform(point.id, taken_at, RATE_HZ, signal.astype(np.float32), 1480.0, quality)
        (made,) = transformed([waveform])
        average = averages.setdefault(point.id, PowerAverage(AVERAGED_BLOCKS))
        features = extract_features(waveform, component.bearing)
        return {point.id: live_frame(waveform, features, component.bearing, made, average)}

    return of


@pytest.fixture
def page(qtbot: QtBot, runtime: Runtime, seconds: Seconds) -> LiveView:
    view = LiveView(runtime, seconds=seconds)
    qtbot.addWidget(view)
    view.resize(1206, 640)
    view.show()
    with runtime.store.read() as uow:
        asset = next(a for a in uow.plant.assets() if a.tag == "P-101")
        component = next(c for c in uow.plant.components() if c.asset_id == asset.id)
        point = next(p for p in uow.plant.points() if p.component_id == component.id)
    view.choose_point(point.id)
    return view
