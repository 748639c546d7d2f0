"""Waveform, spectrum and envelope of one channel, with the bearing's combs."""

import numpy as np
from PySide6.QtWidgets import QGridLayout

from app.analysis.envelope import envelope_spectrum
from app.analysis.spectrum import amplitude_spectrum, velocity_spectrum
from app.core.assets import Bearing
from app.core.measurements import Waveform
from app.core.texts import translate
from app.exchange.recording import ChannelResult
from app.monitoring.live import defect_lines
from app.monitoring.outbox import LiveFrame
from app.ui.live.panes import Choice, LivePanes


def frame_of(result: ChannelResult, bearing: Bearing | None) -> LiveFrame | None:
    """Describe an analysed channel, ready to draw; None of one that was refused."""
    waveform, found = result.waveform, result.study
    if waveform is None or found is None:
        return None
    samples, rate_hz = waveform.acceleration_ms2, waveform.sample_rate_hz
    velocity = velocity_spectrum(samples, rate_hz)
    envelope = envelope_spectrum(samples, rate_hz, found.envelope_band_hz)
    return LiveFrame(
        point_id=waveform.point_id,
        taken_at=waveform.taken_at,
        sample_rate_hz=rate_hz,
        acceleration_ms2=samples,
        frequency_hz=velocity.frequency_hz,
        velocity_mms=np.asarray(velocity.values, dtype=np.float64),
        acceleration_lines_ms2=_lines(waveform),
        envelope_hz=envelope.frequency_hz,
        envelope_ms2=np.asarray(envelope.values, dtype=np.float64),
        features=found.features,
        defect_hz=defect_lines(bearing, found.features.shaft_speed_rpm),
    )


def _lines(waveform: Waveform) -> np.ndarray:
    lines = amplitude_spectrum(waveform.acceleration_ms2, waveform.sample_rate_hz)
    return np.asarray(lines.values, dtype=np.float64)


class RecordingPanes(LivePanes):
    """The pictures of the live page without the waterfall: a recording does not move on."""

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.waveform, 0, 0, 1, 2)
        grid.addWidget(self.spectrum, 1, 0, 1, 2)
        grid.addWidget(self.envelope, 2, 0)
        grid.addWidget(self.table, 2, 1)
        for row, stretch in enumerate((4, 7, 6)):
            grid.setRowStretch(row, stretch)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.waterfall.setParent(self)
        self.waterfall.hide()

    def show_channel(self, drawn: LiveFrame | None, choice: Choice, *, is_unit_known: bool) -> None:
        """Draw a channel anew, in m/s2 or in the unit nobody declared; nothing of a refused one."""
        self.begin(choice)
        self._call_unit(is_known=is_unit_known)
        if drawn is None:
            self.forget_frame()
            for plot in (self.spectrum, self.envelope):
                plot.show_lines(np.zeros(0), 1.0, ())
            self.show_numbers(None, translate("Recording", "No file is analysed yet."))
            return
        self.show_frame(drawn)
        if drawn.defect_hz and not drawn.features.envelope_ms2:
            told = translate("Recording", "Choose a bearing, and its lines stand here.")
            self.show_numbers(None, told)
        else:
            self.show_numbers(drawn, "")

    def _call_unit(self, *, is_known: bool) -> None:
        """Name the unit of the amplitudes."""
        self.table.unit = "m/s²" if is_known else "—"
        if is_known:
            self.waveform.title = translate("Live", "Waveform, m/s²")
            self.envelope.title = translate("Live", "Envelope, m/s² peak")
            self.envelope.unit = translate("Live", "m/s² peak")
            return
        self.waveform.title = translate("Recording", "Waveform, as recorded")
        self.spectrum.title = translate("Recording", "Spectrum, as recorded, peak")
        self.envelope.title = translate("Recording", "Envelope, as recorded, peak")
        self.spectrum.unit = self.envelope.unit = translate("Recording", "as recorded")
