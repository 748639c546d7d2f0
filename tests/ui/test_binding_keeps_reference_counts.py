"""Probe of the Qt binding: some versions lose references until Python aborts.

PySide6 6.12.0 on Python 3.11 dropped one reference of `True` with every signal and many of `None`
with every repaint (docs/decisions/0001). A gained reference of a singleton costs nothing (6.8.3
gains two of `None` with each curve redrawn); a lost one ends in an abort, sooner or later.
"""

import gc
import sys

import pytest

EMISSIONS = 2_000
FRAMES = 100
TOLERATED_LOSS = 50
"""Some references come and go by themselves; 6.12.0 lost thousands here."""


@pytest.fixture
def reference_counts():
    """Counts of the three singletons; from Python 3.12 on they never change."""

    def count():
        gc.collect()
        return {value: sys.getrefcount(value) for value in (None, True, False)}

    return count


def assert_none_lost(before, after):
    lost = {value: before[value] - after[value] for value in before}
    assert {value: count for value, count in lost.items() if count > TOLERATED_LOSS} == {}


def test_emitting_signals_keeps_reference_counts(qapp, reference_counts):
    from PySide6.QtCore import QObject, Signal, Slot

    class Bell(QObject):
        rung = Signal(bool)

        def __init__(self):
            super().__init__()
            self.heard = 0

        @Slot(bool)
        def hear(self, _loud):
            self.heard += 1

    bell = Bell()
    bell.rung.connect(bell.hear)
    before = reference_counts()
    for count in range(EMISSIONS):
        bell.rung.emit(count % 2 == 0)
    qapp.processEvents()
    assert bell.heard == EMISSIONS
    assert_none_lost(before, reference_counts())


def test_painting_plots_keeps_reference_counts(qtbot, qapp, reference_counts):
    import numpy as np
    import pyqtgraph

    plot = pyqtgraph.PlotWidget()
    qtbot.addWidget(plot)
    curve = plot.plot()
    plot.show()
    lines = np.random.default_rng(1).normal(size=(FRAMES, 256))
    for frame in lines[:5]:
        curve.setData(frame)
        plot.grab()
    before = reference_counts()
    for frame in lines:
        curve.setData(frame)
        plot.grab()
        qapp.processEvents()
    assert_none_lost(before, reference_counts())
