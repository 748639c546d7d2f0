"""The synchronised pictures of one block: waveform, spectrum, waterfall, envelope, combs."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.texts import translate
from app.monitoring.outbox import LiveFrame
from app.ui.live.comb_table import CombTable
from app.ui.live.combs import comb_levels, teeth
from app.ui.live.spectrum_plot import SpectrumPlot
from app.ui.live.toolbar import VELOCITY
from app.ui.live.waterfall import Waterfall
from app.ui.plots import LinePlot

LEAST_ENVELOPE_HZ = 200.0
ENVELOPE_TEETH = 3.6
"""The envelope's axis ends a little behind the third line of the fastest defect."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a block is drawn: quantity, axis, span, and whether it is averaged."""

    quantity: str = VELOCITY
    is_in_orders: bool = False
    span_hz: float = 1000.0
    is_averaged: bool = False

    @property
    def is_velocity(self) -> bool:
        """Whether the spectrum shows velocity."""
        return self.quantity == VELOCITY


class LivePanes(QWidget):
    """Draws one block of one point in every picture at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waveform = LinePlot(
            translate("Live", "Waveform, m/s²"), is_mirrored=True, smallest_top=0.1
        )
        self.spectrum = SpectrumPlot("", 0.01)
        self.waterfall = Waterfall()
        self.envelope = SpectrumPlot(translate("Live", "Envelope, m/s² peak"), 0.01)
        self.envelope.unit = translate("Live", "m/s² peak")
        self.table = CombTable()
        self._choice = Choice()
        self._lay_out()
        self.begin(self._choice)

    def _lay_out(self) -> None:
        """Waveform across, below it spectrum over waterfall, and envelope over its numbers."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.waveform, 0, 0, 1, 2)
        grid.addWidget(self.spectrum, 1, 0)
        grid.addWidget(self.envelope, 1, 1)
        grid.addWidget(self.waterfall, 2, 0)
        grid.addWidget(self.table, 2, 1)
        for row, stretch in enumerate((5, 8, 5)):
            grid.setRowStretch(row, stretch)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def begin(self, choice: Choice) -> None:
        """Start with empty ranges: another point, quantity, axis or span."""
        self._choice = choice
        self.spectrum.title = (
            translate("Live", "Velocity, mm/s RMS")
            if choice.is_velocity
            else translate("Live", "Acceleration, m/s² peak")
        )
        self.spectrum.unit = (
            translate("Live", "mm/s RMS") if choice.is_velocity else translate("Live", "m/s² peak")
        )
        self.spectrum.setAccessibleName(self.spectrum.title)
        for plot in (self.waveform, self.spectrum, self.envelope):
            plot.forget_range()
        self.waterfall.begin(10.0, self.spectrum.unit)

    def show_frame(self, frame: LiveFrame, *, is_new: bool = True) -> None:
        """Draw a block; the waterfall takes a row only from a new one."""
        self._show_waveform(frame)
        self._show_spectrum(frame, is_new=is_new)
        self._show_envelope(frame)

    def forget_frame(self) -> None:
        """Take every curve away: they were another point's."""
        for plot in (self.waveform, self.spectrum, self.envelope):
            plot.show_series(np.zeros(0), 0.0, 1.0)

    def show_numbers(self, frame: LiveFrame | None, notice: str) -> None:
        """Write the combs' levels, or the notice why there are none: text, once a second."""
        if frame is None or notice:
            self.table.show_levels((), notice)
            return
        self.table.show_levels(
            comb_levels(frame.envelope_hz, frame.envelope_ms2, frame.defect_hz),
            _why_no_combs(frame),
        )

    def mute(self, notice: str) -> None:
        """Grey every curve under a notice, or end that."""
        for plot in (self.waveform, self.spectrum, self.envelope):
            plot.mute(notice)

    def _show_waveform(self, frame: LiveFrame) -> None:
        """Draw the samples over milliseconds."""
        step_ms = 1000 / frame.sample_rate_hz
        length_ms = frame.acceleration_ms2.size * step_ms
        self.waveform.frame_x(0.0, max(length_ms, 1.0), translate("Units", "ms"))
        self.waveform.show_series(frame.acceleration_ms2, 0.0, step_ms)

    def _show_spectrum(self, frame: LiveFrame, *, is_new: bool) -> None:
        """Draw the lines of the quantity chosen and lay them on the waterfall."""
        shaft_hz = frame.defect_hz.get("shaft", 0.0)
        lines = _lines(frame, self._choice)
        step_hz = _step_hz(frame.frequency_hz)
        span_hz = min(self._choice.span_hz, max(step_hz * (lines.size - 1), 1.0))
        self.spectrum.frame_hz(span_hz, in_orders=self._choice.is_in_orders, shaft_hz=shaft_hz)
        self.spectrum.show_lines(lines, step_hz, teeth(frame.defect_hz, ("shaft",)))
        if is_new and lines.size:
            self.waterfall.add(lines[: int(span_hz / step_hz) + 1])

    def _show_envelope(self, frame: LiveFrame) -> None:
        """Draw the envelope spectrum with the bearing's combs."""
        shaft_hz = frame.defect_hz.get("shaft", 0.0)
        combs = teeth(frame.defect_hz)
        fastest = max((t.frequency_hz for t in combs if t.order == 1), default=0.0)
        end_hz = float(frame.envelope_hz[-1]) if frame.envelope_hz.size else LEAST_ENVELOPE_HZ
        wanted = max(ENVELOPE_TEETH * fastest, LEAST_ENVELOPE_HZ)
        high_hz = min(float(np.ceil(wanted / 50) * 50), end_hz)
        in_orders = self._choice.is_in_orders
        self.envelope.frame_hz(high_hz, in_orders=in_orders, shaft_hz=shaft_hz)
        self.envelope.show_lines(frame.envelope_ms2, _step_hz(frame.envelope_hz), combs)


def _lines(frame: LiveFrame, choice: Choice) -> np.ndarray:
    """Lines of the quantity chosen, of this block or of the average."""
    if choice.is_averaged and frame.averaged_blocks:
        return frame.averaged_velocity_mms if choice.is_velocity else frame.averaged_lines_ms2
    return frame.velocity_mms if choice.is_velocity else frame.acceleration_lines_ms2


def _step_hz(frequency_hz: np.ndarray) -> float:
    """Distance of two lines; 1 where there are none."""
    return float(frequency_hz[1] - frequency_hz[0]) if frequency_hz.size > 1 else 1.0


def _why_no_combs(frame: LiveFrame) -> str:
    """Say what would make the bearing's lines known."""
    if frame.defect_hz.get("shaft", 0.0) <= 0:
        return translate("Live", "Shaft speed unknown: enter it to place the bearing's lines.")
    return translate("Live", "No bearing is entered for this point.")
