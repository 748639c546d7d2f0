"""Cost of redrawing the live page against plain pyqtgraph curves, in turns in one process.

    python benchmarks/live_redraw.py [--rounds 9] [--frames 25]

CPU milliseconds a frame, every frame new data, window 1280 x 800, offscreen raster. The absolute
figures belong to the machine; the ratios are what is claimed. The last line runs the whole live
page for some seconds on blocks of 8192 samples at 25 Hz and counts pictures and CPU share.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.analysis.average import PowerAverage
from app.analysis.bearings import bearing_named
from app.analysis.block import transform
from app.analysis.features import extract_features
from app.core.measurements import Waveform
from app.monitoring.live import AVERAGED_BLOCKS, live_frame
from app.monitoring.outbox import LiveFrame
from app.ui.live.panes import LivePanes
from app.ui.plots import LinePlot
from app.ui.theme import use_theme

SAMPLES, RATE_HZ, PLOTS = 8192, 12_800.0, 4
SIZE = (1280, 800)
Draw = Callable[[int], None]


def frames(count: int) -> list[LiveFrame]:
    """Return blocks of a machine with shaft lines, knocks and noise."""
    rng = np.random.default_rng(3)
    seconds = np.arange(SAMPLES) / RATE_HZ
    bearing = bearing_named("6309")
    made, average = [], PowerAverage(AVERAGED_BLOCKS)
    for i in range(count):
        knocks = np.exp(-((seconds * 74.9 + 0.37 * i) % 1.0) * 40) * np.sin(18_000 * seconds)
        signal = 0.5 * np.sin(155 * seconds + i) + 4 * knocks + 0.3 * rng.standard_normal(SAMPLES)
        taken_at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(seconds=i)
        waveform = Waveform("p", taken_at, RATE_HZ, signal.astype(np.float32), 1480.0)
        block = transform(waveform.acceleration_ms2, RATE_HZ)
        features = extract_features(waveform, bearing, block=block)
        made.append(live_frame(waveform, features, bearing, block, average))
    return made


def pyqtgraph_scene(*, as_first_written: bool) -> tuple[QWidget, Draw]:
    """Four curves: plain with fixed ranges, or with grid and auto-range as one first writes it."""
    window = pg.GraphicsLayoutWidget()
    curves = []
    for row in range(PLOTS):
        plot = window.addPlot(row=row, col=0)
        if as_first_written:
            plot.showGrid(x=True, y=True, alpha=0.3)
        else:
            plot.disableAutoRange()
            plot.setRange(xRange=(0, SAMPLES), yRange=(-6, 6), padding=0)
        curves.append(plot.plot(pen=pg.mkPen("k", width=1)))

    def draw(index: int) -> None:
        for curve, frame in zip(curves, FRAMES[index : index + PLOTS], strict=True):
            curve.setData(frame.acceleration_ms2)

    return window, draw


def four_plots() -> tuple[QWidget, Draw]:
    """Four of this program's plots, with their grid."""
    window = QWidget()
    column = QVBoxLayout(window)
    plots = [LinePlot("waveform", is_mirrored=True) for _ in range(PLOTS)]
    for plot in plots:
        column.addWidget(plot)
        plot.frame_x(0, SAMPLES - 1, "samples")

    def draw(index: int) -> None:
        for plot, frame in zip(plots, FRAMES[index : index + PLOTS], strict=True):
            plot.show_series(frame.acceleration_ms2, 0.0, 1.0)

    return window, draw


def live_panes() -> tuple[QWidget, Draw]:
    """The live page's pictures: waveform, two spectra with combs and cursor, waterfall."""
    panes = LivePanes()
    panes.spectrum.place_cursor(49.0)

    def draw(index: int) -> None:
        panes.show_frame(FRAMES[index])

    return panes, draw


def cpu_ms(application: QApplication, draw: Draw, count: int) -> float:
    """CPU time of a frame, painting included."""
    started = time.process_time()
    for index in range(count):
        draw(index)
        application.processEvents()
    return (time.process_time() - started) / count * 1e3


def run_live_page(application: QApplication, seconds: float) -> tuple[float, float]:
    """Feed blocks at 25 Hz; return pictures a second and the share of one core."""
    panes = LivePanes()
    panes.resize(*SIZE)
    panes.show()
    application.processEvents()
    began, cpu, drawn = time.monotonic(), time.process_time(), 0
    while (now := time.monotonic() - began) < seconds:
        if now * 25 >= drawn:
            panes.show_frame(FRAMES[drawn % len(FRAMES)])
            drawn += 1
        application.processEvents()
        time.sleep(0.001)
    wall = time.monotonic() - began
    return drawn / wall, (time.process_time() - cpu) / wall


def main() -> None:
    """Take turns, print the table."""
    application = QApplication.instance() or QApplication([])
    use_theme(application, "light")
    pg.setConfigOptions(antialias=False, background="w", foreground="k")
    scenes = {
        "plain pyqtgraph, 4 curves, no grid": pyqtgraph_scene(as_first_written=False),
        "pyqtgraph as first written (grid, auto-range)": pyqtgraph_scene(as_first_written=True),
        "Kairos, 4 plots with grid": four_plots(),
        "Kairos, live page (3 plots, combs, cursor, waterfall)": live_panes(),
    }
    for window, draw in scenes.values():
        window.resize(*SIZE)
        window.show()
        cpu_ms(application, draw, 5)
    taken: dict[str, list[float]] = {name: [] for name in scenes}
    for _ in range(ARGUMENTS.rounds):
        for name, (_window, draw) in scenes.items():
            taken[name].append(cpu_ms(application, draw, ARGUMENTS.frames))
    first = next(iter(taken))
    print(f"{'scene, ' + str(SAMPLES) + ' points a curve':<56}{'ms/frame':>10}{'ratio':>20}")
    for name, times in taken.items():
        ratios = [mine / plain for mine, plain in zip(times, taken[first], strict=True)]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"{name:<56}{statistics.median(times):>10.2f}{spread:>20}")
    for window, _draw in scenes.values():
        window.close()
    rate, share = run_live_page(application, ARGUMENTS.seconds)
    print(f"live pictures at 25 blocks/s: {rate:.1f} pictures/s, {share:.0%} of one core")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--frames", type=int, default=25)
    parser.add_argument("--seconds", type=float, default=10.0)
    ARGUMENTS = parser.parse_args()
    FRAMES = frames(ARGUMENTS.frames + PLOTS)
    main()
