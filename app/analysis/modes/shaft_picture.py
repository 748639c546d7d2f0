"""What the shaft's own lines of one record show, read once for all rules."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.analysis.modes.lines import LineSpectrum, Tone, line_spectrum
from app.analysis.spectrum import VELOCITY_BAND_HZ, Samples
from app.analysis.windows import window
from app.core.drive import Drive

ORDERS = tuple(float(n) for n in range(1, 11))
HALF_ORDERS = (0.5, 1.5, 2.5, 3.5)
BELT_MULTIPLES = 4
BELOW_SHAFT, BELOW_BELT = 0.3, 0.8
"""The band of the velocity begins below half the speed, and below the belt's own frequency."""


@dataclass(frozen=True, slots=True, eq=False)
class ShaftPicture:
    """Lines of a shaft.

    Attributes
    ----------
    shaft_hz : float
        Turns a second.
    lines : LineSpectrum
        The record's lines.
    orders, halves, belt : tuple of Tone
        Multiples 1 to 10 of the speed; of half the speed, 0.5 to 3.5; of the belt, 1 to 4, none
        without its figures.
    total_mms2 : float
        Square of the velocity RMS from below the slowest of them up to 1000 Hz.
    steadiness : float
        Standard deviation over mean of the once-per-turn amplitude in four quarters.
    drive : Drive
        What turns with the shaft.
    is_axial : bool
        Whether the record was taken along the shaft.
    """

    shaft_hz: float
    lines: LineSpectrum
    orders: tuple[Tone, ...]
    halves: tuple[Tone, ...]
    belt: tuple[Tone, ...]
    total_mms2: float
    steadiness: float
    drive: Drive
    is_axial: bool

    def share_of(self, tones: Sequence[Tone]) -> float:
        """Share of the velocity's power that tones hold."""
        if self.total_mms2 <= 0:
            return 0.0
        return min(sum(tone.velocity_mms**2 for tone in tones) / self.total_mms2, 1.0)

    def order_of(self, frequency_hz: float) -> float:
        """Say a frequency in multiples of the speed."""
        return frequency_hz / self.shaft_hz

    def is_apart_from_shaft(self, frequency_hz: float) -> bool:
        """Tell whether a frequency can be told from every multiple of the speed."""
        nearest = max(round(self.order_of(frequency_hz)), 1) * self.shaft_hz
        return self.lines.are_apart(frequency_hz, nearest)

    def worded(self, tone: Tone) -> str:
        """Write a tone as a technician reads it.

        >>> picture = shaft_picture(np.sin(np.arange(4096) * 0.1), 1000.0, 8.0)
        >>> picture.worded(Tone(50.0, 1.0, 3.18, 40.2))
        '50.0 Hz (6.25x, 3.18 mm/s, 40 dB above its floor)'
        """
        return (
            f"{tone.frequency_hz:.1f} Hz ({self.order_of(tone.frequency_hz):.3g}x, "
            f"{tone.velocity_mms:.2f} mm/s, {tone.level_db:.0f} dB above its floor)"
        )


def shaft_picture(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    shaft_hz: float,
    drive: Drive | None = None,
    *,
    is_axial: bool = False,
) -> ShaftPicture:
    """Read a record's lines at the places a shaft makes them.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled; eight turns or more.
    sample_rate_hz : float
        Samples per second.
    shaft_hz : float
        Turns a second.
    """
    known = drive or Drive()
    lines = line_spectrum(acceleration_ms2, sample_rate_hz, shaft_hz)
    belt_hz = known.belt_hz(shaft_hz)
    wanted = [order * shaft_hz for order in (*ORDERS, *HALF_ORDERS)]
    if belt_hz is not None:
        wanted += [multiple * belt_hz for multiple in range(1, BELT_MULTIPLES + 1)]
    tones = lines.tones(wanted)
    lowest_hz = min(VELOCITY_BAND_HZ[0], BELOW_SHAFT * shaft_hz)
    if belt_hz is not None:
        lowest_hz = min(lowest_hz, BELOW_BELT * belt_hz)
    stop = len(ORDERS) + len(HALF_ORDERS)
    return ShaftPicture(
        shaft_hz=shaft_hz,
        lines=lines,
        orders=tuple(tones[: len(ORDERS)]),
        halves=tuple(tones[len(ORDERS) : stop]),
        belt=tuple(tones[stop:]),
        total_mms2=lines.velocity_power(lowest_hz),
        steadiness=_steadiness(acceleration_ms2, sample_rate_hz, tones[0].frequency_hz),
        drive=known,
        is_axial=is_axial,
    )


def _steadiness(acceleration_ms2: Samples, sample_rate_hz: float, frequency_hz: float) -> float:
    """Tell how the amplitude of one frequency varies over the quarters of a record."""
    count = acceleration_ms2.size // 4
    quarters = np.asarray(acceleration_ms2[: 4 * count], dtype=np.float64).reshape(4, count)
    cycles = np.arange(count) * (frequency_hz / sample_rate_hz)
    wave = window("hann", count) * np.exp(-2j * math.pi * cycles)
    amplitude = np.abs(np.sum((quarters - quarters.mean(axis=1, keepdims=True)) * wave, axis=1))
    return float(amplitude.std() / max(float(amplitude.mean()), 1e-300))
