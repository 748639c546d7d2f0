"""Blocks of acceleration, transformed once: levels, bands and spectra are read off the same lines.

The live path. Single precision stays single, several channels go through at once, and what all
blocks of one length and rate share is cached where it is defined. Sums go through `einsum`, which
starts no threads of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.envelope import envelope_of_lines
from app.analysis.spectrum import (
    VELOCITY_BAND_HZ,
    Samples,
    Spectrum,
    amplitude_of_lines,
    hann_lines,
    line_frequencies_hz,
    mean_free,
    mean_square_of_line,
    velocity_of_power,
    velocity_weights,
)
from app.core.errors import SamplingTooSlow

LEAST_PEAK_MS2, HIGHEST_PEAK_MS2 = 1e-7, 1e7
"""Between these the fourth powers of a block add up in single precision; others go in double."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Levels of mean-free waveforms; each array has one value a block.

    Attributes
    ----------
    rms_ms2, peak_ms2 : ndarray
        Root mean square and largest deviation from the mean, in m/s2.
    crest_factor : ndarray
        Peak over RMS; 0 where the sensor says nothing.
    skewness, kurtosis : ndarray
        Third moment, and excess of the fourth (Gaussian 0, sine -1.5); 0 where the sensor says
        nothing.
    """

    rms_ms2: NDArray[np.float64]
    peak_ms2: NDArray[np.float64]
    crest_factor: NDArray[np.float64]
    skewness: NDArray[np.float64]
    kurtosis: NDArray[np.float64]

    def row(self, place: int) -> "Levels":
        """Return the levels of one of several blocks."""
        return Levels(
            self.rms_ms2[place],
            self.peak_ms2[place],
            self.crest_factor[place],
            self.skewness[place],
            self.kurtosis[place],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """One block, or several of one length and rate, behind one Hann-windowed transform.

    Attributes
    ----------
    count : int
        Samples a block.
    levels : Levels
        What the waveforms say.
    lines : ndarray, shape (..., m)
        The transforms X.
    magnitude, power : ndarray, shape (..., m)
        |X| and |X|^2.
    """

    count: int
    sample_rate_hz: float
    levels: Levels
    lines: NDArray[np.complexfloating]
    magnitude: Samples
    power: Samples

    def row(self, place: int) -> "Blocks":
        """Return one of several blocks."""
        return Blocks(
            self.count,
            self.sample_rate_hz,
            self.levels.row(place),
            self.lines[place],
            self.magnitude[place],
            self.power[place],
        )

    def amplitude(self) -> Spectrum:
        """Peak amplitude of the sine at each line, as `spectrum.amplitude_spectrum`."""
        return amplitude_of_lines(self.magnitude.copy(), self.count, self.sample_rate_hz)

    def velocity(self) -> Spectrum:
        """RMS velocity at each line inside 10-1000 Hz, as `spectrum.velocity_spectrum`."""
        return velocity_of_power(self.power, self.count, self.sample_rate_hz)

    def velocity_rms_mms(
        self, band_hz: tuple[float, float] = VELOCITY_BAND_HZ
    ) -> NDArray[np.float64]:
        """Velocity RMS of a band in mm/s, one a block, ends of the band cut on whole lines.

        A DC offset and tones outside the band do not change it.

        Raises
        ------
        SamplingTooSlow
            If half the sample rate lies below the band's upper end, or the record is shorter than
            one period of its lower.
        """
        low_hz, high_hz = band_hz
        band = f"{low_hz:g}-{high_hz:g} Hz"
        if self.sample_rate_hz / 2 < high_hz:
            raise SamplingTooSlow(
                f"Velocity of {band} needs at least {2 * high_hz:g} samples a second, "
                f"got {self.sample_rate_hz:g}.",
                "Raise the sample rate of the source.",
            )
        if self.count / self.sample_rate_hz < 0.999 / low_hz:
            raise SamplingTooSlow(
                f"Velocity of {band} needs a record of at least {1 / low_hz:g} s, "
                f"got {self.count / self.sample_rate_hz:.3f} s.",
                "Let the source send longer blocks.",
            )
        inside, weights = velocity_weights(self.count, self.sample_rate_hz, band_hz)
        weights = weights.astype(self.power.dtype)
        sums = np.einsum("...i,i->...", self.power[..., inside], weights)
        return np.asarray(np.sqrt(sums), dtype=np.float64)

    def band_levels_ms2(self, edges_hz: tuple[float, ...]) -> NDArray[np.float64]:
        """RMS levels of the bands between rising edges, in m/s2, shape (..., len(edges_hz) - 1).

        The lower end of a band belongs to it, the upper does not; the last edge lies above 0.
        """
        places = np.searchsorted(line_frequencies_hz(self.count, self.sample_rate_hz), edges_hz)
        end, starts = places[-1], places[:-1]
        sums = np.add.reduceat(self.power[..., :end], np.minimum(starts, end - 1), axis=-1)
        sums *= starts < places[1:]  # of an empty band reduceat gives the line it would begin at
        return np.asarray(np.sqrt(sums * mean_square_of_line(self.count)), dtype=np.float64)

    def envelope(self, band_hz: tuple[float, float]) -> Spectrum:
        """Amplitude spectrum of the envelope of a band, as `envelope.envelope_spectrum`."""
        return envelope_of_lines(self.lines, self.count, self.sample_rate_hz, band_hz)


def transform(acceleration_ms2: Samples, sample_rate_hz: float) -> Blocks:
    """Measure the levels of one or more blocks and transform them.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (..., n)
        Acceleration in m/s2, evenly sampled, finite.
    sample_rate_hz : float
        Samples per second.

    Examples
    --------
    >>> time_s = np.arange(16384) / 12800
    >>> one_g_rms = np.sqrt(2) * 9.80665 * np.sin(2 * np.pi * 159.155 * time_s)
    >>> block = transform(one_g_rms, 12800.0)
    >>> f"{block.velocity_rms_mms():.2f} mm/s, crest factor {block.levels.crest_factor:.2f}"
    '9.81 mm/s, crest factor 1.42'
    """
    centred = mean_free(acceleration_ms2)
    peak = np.maximum(centred.max(axis=-1), -centred.min(axis=-1))
    if centred.dtype == np.float32 and _is_out_of_range(peak):
        return transform(acceleration_ms2.astype(np.float64), sample_rate_hz)
    levels = _levels(centred, peak)
    lines = hann_lines(centred)
    magnitude = np.abs(lines)
    power = magnitude * magnitude
    return Blocks(centred.shape[-1], sample_rate_hz, levels, lines, magnitude, power)


def _is_out_of_range(peak: Samples) -> bool:
    """Tell whether the fourth powers of a block are too small or too large for its precision."""
    return bool(np.any((peak > HIGHEST_PEAK_MS2) | ((peak > 0) & (peak < LEAST_PEAK_MS2))))


def _levels(centred: Samples, peak: Samples) -> Levels:
    """Read the moments, each as one sum of products."""
    square = centred * centred
    second, third, fourth = (
        np.einsum("...i,...i->...", one, other).astype(np.float64) / centred.shape[-1]
        for one, other in ((centred, centred), (square, centred), (square, square))
    )
    rms = np.sqrt(second)
    is_silent = rms == 0
    scale = np.where(is_silent, 1.0, rms)
    return Levels(
        rms_ms2=rms,
        peak_ms2=peak.astype(np.float64),
        crest_factor=peak / scale,
        skewness=third / scale**3,
        kurtosis=np.where(is_silent, 0.0, fourth / scale**4 - 3),
    )
