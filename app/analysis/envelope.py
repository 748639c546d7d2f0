"""Envelope of a band, its spectrum, and the choice of the band that holds the impacts."""

import math
from collections.abc import Iterator

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from app.analysis.spectrum import (
    Samples,
    Spectrum,
    amplitude_of_lines,
    amplitude_spectrum,
    hann_lines,
    mean_free,
)
from app.analysis.windows import window_in
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
    low, high = band_lines(acceleration_ms2.size, sample_rate_hz, band_hz)
    lines = _mean_free_fft(acceleration_ms2)
    analytic = scipy.fft.ifft(lines[low:high]) * (high - low)
    rate_hz = analytic.size * sample_rate_hz / acceleration_ms2.size
    cut = math.ceil(END_SHARE * analytic.size)
    return np.abs(analytic[cut : analytic.size - cut]) * (2 / acceleration_ms2.size), rate_hz


def envelope_spectrum(
    acceleration_ms2: Samples, sample_rate_hz: float, band_hz: tuple[float, float]
) -> Spectrum:
    """Amplitude spectrum of the envelope, its mean removed, Hann window.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (..., n)
        Acceleration in m/s2, evenly sampled; one record or several.

    Returns
    -------
    Spectrum
        Values in m/s2 peak of the envelope's modulation; lines as far apart as the record's.

    Raises
    ------
    SamplingTooSlow
        As `envelope`.
    """
    lines = hann_lines(mean_free(acceleration_ms2))
    return envelope_of_lines(lines, acceleration_ms2.shape[-1], sample_rate_hz, band_hz)


def envelope_of_lines(
    lines: NDArray[np.complexfloating],
    count: int,
    sample_rate_hz: float,
    band_hz: tuple[float, float],
) -> Spectrum:
    """Envelope spectrum from Hann-windowed lines that are there already.

    A window is slow beside the band, so the slice's magnitude is the envelope behind the same
    window: it need not be laid on again, nor the ends cut, which it has brought to nought.

    Parameters
    ----------
    lines : ndarray, shape (..., m)
        Transforms of mean-free records of `count` samples.

    Raises
    ------
    SamplingTooSlow
        As `envelope`.
    """
    low, high = band_lines(count, sample_rate_hz, band_hz)
    size = scipy.fft.next_fast_len(high - low)
    windowed = np.abs(scipy.fft.ifft(lines[..., low:high], size))
    hann = window_in("hann", size, windowed.dtype)
    mean = np.einsum("...i->...", windowed) * (2 / size)
    windowed -= mean[..., np.newaxis] * hann
    found = np.abs(scipy.fft.rfft(windowed, overwrite_x=True))
    spectrum = amplitude_of_lines(found, size, size * sample_rate_hz / count)
    spectrum.values[...] *= 2 * size / count
    return spectrum


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
    line_hz = sample_rate_hz / acceleration_ms2.size
    best, chosen = -math.inf, (0.0, sample_rate_hz / 2)
    for parts, width in _splits(lines.size, sample_rate_hz, narrowest_hz):
        bands = lines[: parts * width].reshape(parts, width)
        kurtosis = _envelope_kurtosis(scipy.fft.ifft(bands))
        part = int(np.argmax(kurtosis))
        if kurtosis[part] > best:
            best = float(kurtosis[part])
            chosen = (part * width * line_hz, (part + 1) * width * line_hz)
    return chosen


def band_lines(count: int, sample_rate_hz: float, band_hz: tuple[float, float]) -> tuple[int, int]:
    """First line of a band in the transform of `count` samples, and the one behind its last.

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
    return round(low_hz * count / sample_rate_hz), round(high_hz * count / sample_rate_hz)


def _splits(
    line_count: int, sample_rate_hz: float, narrowest_hz: float
) -> Iterator[tuple[int, int]]:
    """Split the frequency axis into ever more bands, while they are wide enough: (bands, lines)."""
    for parts in BAND_COUNTS:
        width = (line_count - 1) // parts
        if width < 16 or sample_rate_hz / 2 / parts < narrowest_hz:
            return
        yield parts, width


def _envelope_kurtosis(analytic: NDArray[np.complexfloating]) -> NDArray[np.float64]:
    """Kurtosis of complex envelopes, <|x|^4> / <|x|^2>^2 - 2: 0 for Gaussian noise, shape (k,).

    A silent band is the least impulsive of all.
    """
    size = analytic.shape[-1]
    cut = math.ceil(END_SHARE * size)
    magnitude = np.abs(analytic[:, cut : size - cut])
    power = magnitude * magnitude
    second = np.einsum("ki->k", power).astype(np.float64) / power.shape[-1]
    fourth = np.einsum("ki,ki->k", power, power).astype(np.float64) / power.shape[-1]
    is_silent = second <= 0
    return np.where(is_silent, -np.inf, fourth / np.where(is_silent, 1.0, second) ** 2 - 2)


def _mean_free_fft(acceleration_ms2: Samples) -> NDArray[np.complexfloating]:
    """Transform a record without its mean."""
    return np.asarray(scipy.fft.rfft(mean_free(acceleration_ms2), overwrite_x=True))
