"""Lines of a record at the frequencies that its machine makes, each above its own floor."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from app.analysis.spectrum import VELOCITY_BAND_HZ, Samples
from app.analysis.windows import window, window_factors

MOST_TURNS = 128
"""Turns of one transform: in a longer one the tenth harmonic of a speed that wanders by a
thousandth is no line any more. Longer records are averaged over such pieces."""
LOWEST_LINES = 3
"""Lines from 0 that the window's main lobe around 0 reaches."""
LOBE = 2
"""Lines either side of a tone that the Hann window spreads it over."""
FLOOR_FROM, FLOOR_TO = 4, 20
"""Lines either side of a tone that its floor is read from."""
FLOOR_QUANTILE = 0.25
"""Of those lines; low, so that harmonics close by do not lift the floor."""
QUANTILE_OF_MEAN = -math.log(1 - FLOOR_QUANTILE)
"""Where this quantile lies below the mean of a noise line's power (exponential)."""
STANDS_DB = 12.0
"""A line this far above its floor is no chance: among nine lines that are tried it comes up
once in a million."""
SPEED_DOUBT = 0.003
"""Share of its frequency within which a tone is looked for: a speed is known to 0.2 %."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One line of the machine.

    Attributes
    ----------
    frequency_hz : float
        Where it was found.
    acceleration_ms2, velocity_mms : float
        RMS, the floor taken off.
    level_db : float
        Height above the floor.
    """

    frequency_hz: float
    acceleration_ms2: float
    velocity_mms: float
    level_db: float

    @property
    def stands(self) -> bool:
        """Whether it is no chance."""
        return self.level_db >= STANDS_DB


@dataclass(frozen=True, slots=True, eq=False)
class LineSpectrum:
    """Power of each line of a record.

    Attributes
    ----------
    power : ndarray, shape (m,)
        Square of the acceleration RMS in (m/s2)^2; the sum over a band is the band's power.
    line_hz : float
        Distance of two lines; the first stands at 0.
    pieces : int
        Pieces of the record that were averaged.
    """

    power: NDArray[np.float64]
    line_hz: float
    pieces: int = 1

    def tones(self, frequencies_hz: Sequence[float], doubt: float = SPEED_DOUBT) -> list[Tone]:
        """Look for lines at some frequencies, each within `doubt` and one line at least.

        A frequency that lies too close to 0, or beyond the last line, gives a tone of nothing, and
        so does one where nothing peaks: the flank of a stronger line is not a line.
        """
        wanted = np.asarray(frequencies_hz, dtype=np.float64)
        top = self.power.size - 1
        reach = np.maximum(doubt * wanted / self.line_hz, 1.0)
        low = np.rint(wanted / self.line_hz - reach).astype(np.intp)
        high = np.rint(wanted / self.line_hz + reach).astype(np.intp)
        is_inside = (low >= LOWEST_LINES) & (high + LOBE <= top)
        steps = np.arange(int((high - low).max(initial=0)) + 1)
        places = np.minimum(low[:, None] + steps, high[:, None])
        near = self.power[np.clip(places, 0, top)]
        peak = np.take_along_axis(places, near.argmax(axis=1)[:, None], axis=1)
        lobe = self.power[np.clip(peak + np.arange(-LOBE, LOBE + 1), 0, top)]
        is_inside &= lobe[:, LOBE] >= np.maximum(lobe[:, LOBE - 1], lobe[:, LOBE + 1])
        aside = np.concatenate((np.arange(-FLOOR_TO, -FLOOR_FROM), np.arange(4, FLOOR_TO) + 1))
        around = peak + aside
        around = np.where(around < LOWEST_LINES, peak + FLOOR_TO - around + LOWEST_LINES, around)
        around = np.minimum(around, top)
        floor = np.quantile(self.power[around], FLOOR_QUANTILE, axis=1) / QUANTILE_OF_MEAN
        floor = np.maximum(floor, 1e-300)
        rms = np.sqrt(np.maximum(lobe.sum(axis=1) - lobe.shape[1] * floor, 0.0))
        centre_hz = self._centres_hz(lobe, peak[:, 0])
        level_db = 10 * np.log10(np.maximum(lobe[:, LOBE] / floor, 1e-9))
        velocity = 1000 * rms / (2 * math.pi * centre_hz)
        return [
            Tone(*(float(n) for n in found)) if inside else Tone(float(asked), 0.0, 0.0, -90.0)
            for asked, inside, *found in zip(
                wanted, is_inside, centre_hz, rms, velocity, level_db, strict=True
            )
        ]

    def _centres_hz(self, lobe: NDArray[np.float64], peak: NDArray[np.intp]) -> NDArray[np.float64]:
        """Say where tones stand, finer than a line: the middle of their lobe."""
        offsets = np.arange(-LOBE, LOBE + 1)
        shift = (lobe @ offsets) / np.maximum(lobe.sum(axis=1), 1e-300)
        return np.asarray(np.maximum(peak + shift, 1.0) * self.line_hz)

    def velocity_power(self, low_hz: float, high_hz: float = VELOCITY_BAND_HZ[1]) -> float:
        """Square of the velocity RMS of a band in (mm/s)^2."""
        low, high = (round(edge / self.line_hz) for edge in (low_hz, high_hz))
        places = np.arange(max(low, LOWEST_LINES), min(high + 1, self.power.size))
        if not places.size:
            return 0.0
        angular = 2 * math.pi * places * self.line_hz
        return float(np.sum(self.power[places] * (1000 / angular) ** 2))

    def acceleration_power(self, low_hz: float, high_hz: float) -> float:
        """Square of the acceleration RMS of a band in (m/s2)^2."""
        low, high = (round(edge / self.line_hz) for edge in (low_hz, high_hz))
        return float(np.sum(self.power[max(low, LOWEST_LINES) : high + 1]))

    def are_apart(self, one_hz: float, other_hz: float) -> bool:
        """Tell whether two tones would make two lines: their lobes may touch, not cover."""
        return abs(one_hz - other_hz) > LOBE * self.line_hz + SPEED_DOUBT / 2 * one_hz


def line_spectrum(
    acceleration_ms2: Samples, sample_rate_hz: float, shaft_hz: float
) -> LineSpectrum:
    """Transform a record in pieces of at most `MOST_TURNS` turns, half overlapping, Hann window.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    shaft_hz : float
        Turns a second.

    Examples
    --------
    >>> time_s = np.arange(8192) / 8192
    >>> found = line_spectrum(3 * np.sin(2 * np.pi * 50 * time_s), 8192.0, 50.0)
    >>> tone = found.tones([50.0])[0]
    >>> f"{tone.acceleration_ms2:.3f} m/s2, {tone.velocity_mms:.2f} mm/s at {tone.frequency_hz:.0f}"
    '2.121 m/s2, 6.75 mm/s at 50'
    """
    samples = np.asarray(acceleration_ms2, dtype=np.float64)
    count = min(samples.size, int(MOST_TURNS * sample_rate_hz / shaft_hz))
    count = scipy.fft.prev_fast_len(count, real=True)
    pieces = np.lib.stride_tricks.sliding_window_view(samples, count)[:: max(count // 2, 1)]
    shape = window("hann", count)
    lines = scipy.fft.rfft((pieces - pieces.mean(axis=1, keepdims=True)) * shape, axis=1)
    power = np.mean(lines.real**2 + lines.imag**2, axis=0)
    power *= 2 * (window_factors("hann", count).energy / count) ** 2
    return LineSpectrum(power, sample_rate_hz / count, pieces.shape[0])
