"""Envelope of a band, its spectrum, and the choice of the band that holds the impacts."""

import math
from collections.abc import Iterator

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from app.analysis.spectrum import Samples, Spectrum, amplitude_spectrum
from app.core.errors import SamplingTooSlow

END_SHARE = 0.02
"""Share cut off either end: the slice rings where the record's ends do not meet."""
BAND_COUNTS = (2, 3, 4, 6, 8, 12, 16)
"""Bands the frequency axis is split into, the 1/3-binary grid of Antoni 2007."""


def prewhitened(acceleration_ms2: Samples) -> NDArray[np.float64]:
    """Flatten the spectrum to one magnitude (cepstrum pre-whitening), shape (n,), no unit.

    Shaft harmonics and resonances lose their weight, repeated impacts keep their phase pattern
    (Borghesani et al. 2013). The result has unit RMS.
    """
    lines = scipy.fft.rfft(np.asarray(acceleration_ms2, dtype=np.float64))
    magnitude = np.abs(lines)
    lines = np.where(magnitude > 0, lines / np.where(magnitude > 0, magnitude, 1.0), 0.0)
    lines[0] = 0.0
    flat = scipy.fft.irfft(lines, acceleration_ms2.size)
    return np.asarray(flat / max(float(np.sqrt(np.mean(flat**2))), 1e-300))


def envelope(
    acceleration_ms2: Samples, sample_rate_hz: float, band_hz: tuple[float, float]
) -> tuple[NDArray[np.float64], float]:
    """Magnitude of the analytic signal of a band, at the rate the band needs.

    One FFT, the band's slice, one short inverse FFT; agrees with band-pass filter and Hilbert
    transform. `END_SHARE` of the record is cut off either end.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    band_hz : tuple of float
        Lower and upper end of the band.

    Returns
    -------
    envelope_ms2 : ndarray, shape (m,)
        Envelope in m/s2, not below 0.
    envelope_rate_hz : float
        Its samples per second.

    Raises
    ------
    SamplingTooSlow
        If the band is empty or ends beyond half the sample rate; it is never clamped.
    """
    low_hz, high_hz = band_hz
    if not 0 <= low_hz < high_hz <= sample_rate_hz / 2:
        raise SamplingTooSlow(
            f"The envelope band {low_hz:g}-{high_hz:g} Hz does not lie below half the sample rate, "
            f"{sample_rate_hz / 2:g} Hz.",
            "Choose a lower band or sample faster.",
        )
    lines = _mean_free_fft(acceleration_ms2)
    per_line = acceleration_ms2.size / sample_rate_hz
    analytic = _slice(lines, round(low_hz * per_line), round(high_hz * per_line))
    rate_hz = analytic.size / per_line
    cut = math.ceil(END_SHARE * analytic.size)
    return np.abs(analytic[cut : analytic.size - cut]) * (2 / acceleration_ms2.size), rate_hz


def envelope_spectrum(
    acceleration_ms2: Samples, sample_rate_hz: float, band_hz: tuple[float, float]
) -> Spectrum:
    """Amplitude spectrum of the envelope, its mean removed, Hann window.

    Returns
    -------
    Spectrum
        Values in m/s2 peak of the envelope's modulation.

    Raises
    ------
    SamplingTooSlow
        As `envelope`.
    """
    envelope_ms2, rate_hz = envelope(acceleration_ms2, sample_rate_hz, band_hz)
    return amplitude_spectrum(envelope_ms2, rate_hz)


def squared_envelope_spectrum(
    acceleration_ms2: Samples, sample_rate_hz: float, band_hz: tuple[float, float]
) -> Spectrum:
    """Amplitude spectrum of the squared envelope, in units of its mean: depths of modulation.

    In Gaussian noise the squares of the lines are exponentially distributed, all with one mean.

    Raises
    ------
    SamplingTooSlow
        As `envelope`.
    """
    envelope_ms2, rate_hz = envelope(acceleration_ms2, sample_rate_hz, band_hz)
    energy = envelope_ms2**2
    lines = amplitude_spectrum(energy / max(float(energy.mean()), 1e-300), rate_hz)
    return Spectrum(lines.frequency_hz, lines.values, "1")


def choose_band(
    acceleration_ms2: Samples, sample_rate_hz: float, narrowest_hz: float = 0.0
) -> tuple[float, float]:
    """Pick the band whose complex envelope is the most impulsive (kurtogram, Antoni 2007).

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    narrowest_hz : float
        Least width of the band, e.g. three times the highest defect frequency.

    Returns
    -------
    tuple of float
        Lower and upper end in Hz; the whole axis when it cannot be split.
    """
    lines = _mean_free_fft(acceleration_ms2)
    best, chosen = -math.inf, (0.0, sample_rate_hz / 2)
    for low, high in _candidate_slices(lines.size, sample_rate_hz, narrowest_hz):
        kurtosis = _envelope_kurtosis(_slice(lines, low, high))
        if kurtosis > best:
            per_line_hz = sample_rate_hz / acceleration_ms2.size
            best, chosen = kurtosis, (low * per_line_hz, high * per_line_hz)
    return chosen


def _candidate_slices(
    line_count: int, sample_rate_hz: float, narrowest_hz: float
) -> Iterator[tuple[int, int]]:
    """Split the frequency axis into ever narrower bands, while they are wide enough."""
    for parts in BAND_COUNTS:
        width = (line_count - 1) // parts
        if width < 16 or sample_rate_hz / 2 / parts < narrowest_hz:
            return
        for part in range(parts):
            yield part * width, (part + 1) * width


def _envelope_kurtosis(analytic: NDArray[np.complexfloating]) -> float:
    """Kurtosis of a complex envelope, <|x|^4> / <|x|^2>^2 - 2: 0 for Gaussian noise."""
    cut = math.ceil(END_SHARE * analytic.size)
    power = (analytic.real**2 + analytic.imag**2)[cut : analytic.size - cut]
    mean_power = float(power.mean())
    return float(np.mean(power**2)) / mean_power**2 - 2 if mean_power > 0 else -math.inf


def _mean_free_fft(acceleration_ms2: Samples) -> NDArray[np.complexfloating]:
    """Transform a record without its mean."""
    return np.asarray(scipy.fft.rfft(acceleration_ms2 - acceleration_ms2.mean()))


def _slice(lines: NDArray[np.complexfloating], low: int, high: int) -> NDArray[np.complexfloating]:
    """Return the analytic signal of the lines from `low` up to `high`, not scaled."""
    return np.asarray(scipy.fft.ifft(lines[low:high])) * (high - low)
