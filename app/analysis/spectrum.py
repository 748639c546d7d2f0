"""Amplitude, power and velocity spectra of an evenly sampled acceleration."""

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from app.analysis.windows import window, window_factors

VELOCITY_BAND_HZ = (10.0, 1000.0)
"""Band of the vibration severity, ISO 2954 as read in public summaries; cut on whole lines."""

Samples = NDArray[np.float32] | NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """Lines of a spectrum.

    Attributes
    ----------
    frequency_hz : ndarray, shape (m,)
        Frequencies of the lines, from 0 to half the sample rate.
    values : ndarray, shape (..., m)
        What stands at each line, in `unit`.
    unit : str
        ``"m/s2"`` (peak amplitude), ``"mm/s"`` (RMS a line) or ``"(m/s2)2/Hz"``.
    """

    frequency_hz: NDArray[np.float64]
    values: Samples
    unit: str

    @property
    def resolution_hz(self) -> float:
        """Distance of two lines."""
        return float(self.frequency_hz[1] - self.frequency_hz[0])


def line_frequencies_hz(count: int, sample_rate_hz: float) -> NDArray[np.float64]:
    """Return the frequencies of the lines of a record of `count` samples, shape (count//2+1,)."""
    return np.asarray(np.arange(count // 2 + 1) * (sample_rate_hz / count), dtype=np.float64)


def amplitude_spectrum(
    acceleration_ms2: Samples, sample_rate_hz: float, window_name: str = "hann"
) -> Spectrum:
    """Peak amplitude of the sine at each line, of one record or of several at once.

    The mean is taken out before the window. Keeps float32 when given float32 (the live path).

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (..., n)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    window_name : str
        One of `windows.COSINE_COEFFICIENTS`.

    Returns
    -------
    Spectrum
        Values in m/s2 peak, shape (..., n//2+1).

    Examples
    --------
    >>> time_s = np.arange(1024) / 1024
    >>> spectrum = amplitude_spectrum(3 * np.sin(2 * np.pi * 100 * time_s), 1024)
    >>> round(float(spectrum.values[100]), 6)
    3.0
    """
    count = acceleration_ms2.shape[-1]
    lines = np.abs(_windowed_fft(acceleration_ms2, window_name))
    lines *= 2 * window_factors(window_name, count).amplitude / count
    lines[..., 0] /= 2
    if count % 2 == 0:
        lines[..., -1] /= 2
    return Spectrum(line_frequencies_hz(count, sample_rate_hz), lines, "m/s2")


def power_spectral_density(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    segment: int | None = None,
    window_name: str = "hann",
) -> Spectrum:
    """One-sided power spectral density, averaged over half-overlapping segments (Welch).

    PSD = 2 |X|^2 / (fs sum w^2), DC and Nyquist not doubled; the mean of each segment is removed.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    segment : int, optional
        Samples a segment; the whole record if not given.

    Returns
    -------
    Spectrum
        Values in (m/s2)2/Hz, shape (segment//2+1,).
    """
    count = min(segment or acceleration_ms2.size, acceleration_ms2.size)
    samples: NDArray[np.float64] = np.asarray(acceleration_ms2, dtype=np.float64)
    frames = np.lib.stride_tricks.sliding_window_view(samples, count)[:: max(count // 2, 1)]
    lines = _windowed_fft(np.asarray(frames), window_name)
    density = np.mean(lines.real**2 + lines.imag**2, axis=0)
    shape = window(window_name, count)
    density *= 2 / (sample_rate_hz * float(shape @ shape))
    density[0] /= 2
    if count % 2 == 0:
        density[-1] /= 2
    return Spectrum(line_frequencies_hz(count, sample_rate_hz), density, "(m/s2)2/Hz")


def velocity_spectrum(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    band_hz: tuple[float, float] = VELOCITY_BAND_HZ,
) -> Spectrum:
    """RMS velocity at each line by dividing by the angular frequency, inside the band alone.

    The lines carry the energy factor of the Hann window: the root of the sum of their squares is
    the velocity RMS of the band (Brandt and Brincker 2014 name division in the frequency domain
    the best integration).

    Returns
    -------
    Spectrum
        Values in mm/s RMS a line, zero outside the band, shape (n//2+1,).

    Examples
    --------
    >>> time_s = np.arange(12800) / 12800
    >>> one_g_rms = np.sqrt(2) * 9.80665 * np.sin(2 * np.pi * 50 * time_s)
    >>> lines = velocity_spectrum(one_g_rms, 12800).values
    >>> f"{np.sqrt(np.sum(lines ** 2)):.1f} mm/s"
    '31.2 mm/s'
    """
    count = acceleration_ms2.size
    frequency_hz = line_frequencies_hz(count, sample_rate_hz)
    lines = np.abs(_windowed_fft(np.asarray(acceleration_ms2, dtype=np.float64), "hann"))
    lines *= np.sqrt(2) * window_factors("hann", count).energy / count
    inside = lines_inside(frequency_hz, band_hz)
    velocity = np.zeros_like(lines)
    velocity[inside] = 1000 * lines[inside] / (2 * np.pi * frequency_hz[inside])
    return Spectrum(frequency_hz, velocity, "mm/s")


def lines_inside(
    frequency_hz: NDArray[np.float64], band_hz: tuple[float, float]
) -> NDArray[np.bool_]:
    """Tell which lines lie in a band, both ends included, shape (m,).

    A thousandth of a line is allowed for, so that a line that stands on the end by design is not
    lost to rounding.
    """
    slack_hz = 1e-3 * frequency_hz[1] if frequency_hz.size > 1 else 0.0
    low_hz, high_hz = band_hz
    return (frequency_hz >= low_hz - slack_hz) & (frequency_hz <= high_hz + slack_hz)


def band_rms(density: Spectrum, band_hz: tuple[float, float]) -> float:
    """RMS level of a band from a power spectral density; lower end included, upper not."""
    low, high = np.searchsorted(density.frequency_hz, band_hz)
    return float(np.sqrt(density.values[low:high].sum(dtype=float) * density.resolution_hz))


def _windowed_fft(records: Samples, window_name: str) -> NDArray[np.complexfloating]:
    """Take the mean out, lay the window on and transform the last axis."""
    centred = records - records.mean(axis=-1, keepdims=True, dtype=records.dtype)
    centred *= window(window_name, records.shape[-1]).astype(records.dtype)
    return np.asarray(scipy.fft.rfft(centred, axis=-1, overwrite_x=True))
