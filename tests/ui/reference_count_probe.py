"""Emit signals and paint in a process of its own; print how many references were lost.

A binding that loses references ends in an abort, which would take every other test with it.
Prints one JSON object: for "signals" and "frames" the references of None, True and False lost.
"""

import gc
import json
import os
import sys

import numpy as np
import pyqtgraph
from PySide6.QtCore import QObject, Signal, Slot

EMISSIONS = 2_000
FRAMES = 200


class Bell(QObject):
    """Something that rings and something that hears it."""

    rung = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rung.connect(self.hear)

    @Slot(bool)
    def hear(self, _loud: bool) -> None:
        self.heard += 1


def counts() -> dict[str, int]:
    """References of the three singletons now."""
    gc.collect()
    return {str(value): sys.getrefcount(value) for value in (None, True, False)}


def lost_since(before: dict[str, int]) -> dict[str, int]:
    """References lost since; negative when gained."""
    after = counts()
    return {name: before[name] - after[name] for name in before}


def lost_by_signals() -> dict[str, int]:
    bell = Bell()
    before = counts()
    for count in range(EMISSIONS):
        bell.rung.emit(count % 2 == 0)
    if bell.heard != EMISSIONS:
        sys.exit(f"{bell.heard} of {EMISSIONS} signals were heard")
    return lost_since(before)


def lost_by_frames(application: QObject) -> dict[str, int]:
    plot = pyqtgraph.PlotWidget()
    curve = plot.plot()
    plot.show()
    lines = np.random.default_rng(1).normal(size=(FRAMES, 256))
    application.processEvents()
    before = counts()
    for line in lines:
        curve.setData(line)
        plot.grab()
        application.processEvents()
    return lost_since(before)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = pyqtgraph.mkQApp()
    sys.stdout.write(json.dumps({"signals": lost_by_signals(), "frames": lost_by_frames(qt)}))
