"""Amplitude and velocity spectra of an evenly sampled acceleration."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from app.analysis.windows import window_factors, window_in

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
        ``"m/s2"`` (peak amplitude), ``"mm/s"`` (RMS a line) or ``"1"`` (depth of modulation).
    """

    frequency_hz: NDArray[np.float64]
    values: Samples
    unit: str

    @property
    def resolution_hz(self) -> float:
        """Distance of two lines."""
        return float(self.frequency_hz[1] - self.frequency_hz[0])


@lru_cache(maxsize=32)
def line_frequencies_hz(count: int, sample_rate_hz: float) -> NDArray[np.float64]:
    """Return the frequencies of the lines of a record of `count` samples, shape (count//2+1,).

    Cached and read-only.
    """
    numbers: NDArray[np.float64] = np.arange(count // 2 + 1, dtype=np.float64)
    frequency_hz = numbers * (sample_rate_hz / count)
    frequency_hz.setflags(write=False)
    return frequency_hz


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
    magnitude = np.abs(_windowed_fft(mean_free(acceleration_ms2), window_name))
    return amplitude_of_lines(magnitude, acceleration_ms2.shape[-1], sample_rate_hz, window_name)


def amplitude_of_lines(
    magnitude: Samples, count: int, sample_rate_hz: float, window_name: str = "hann"
) -> Spectrum:
    """Scale magnitudes of windowed lines, in place, to the peak amplitude of the sine at each."""
    magnitude *= 2 * window_factors(window_name, count).amplitude / count
    magnitude[..., 0] /= 2
    if count % 2 == 0:
        magnitude[..., -1] /= 2
    return Spectrum(line_frequencies_hz(count, sample_rate_hz), magnitude, "m/s2")


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
    samples: NDArray[np.float64] = np.asarray(acceleration_ms2, dtype=np.float64)
    power = np.abs(hann_lines(mean_free(samples))) ** 2
    return velocity_of_power(power, samples.size, sample_rate_hz, band_hz)


def velocity_of_power(
    power: Samples,
    count: int,
    sample_rate_hz: float,
    band_hz: tuple[float, float] = VELOCITY_BAND_HZ,
) -> Spectrum:
    """Velocity spectrum of |X|^2 of Hann lines, of one record or of an average of several.

    Parameters
    ----------
    power : ndarray, shape (..., count//2+1)
        Squared magnitudes of the lines of mean-free records.
    """
    inside, weights = velocity_weights(count, sample_rate_hz, band_hz)
    lines = np.zeros_like(power)
    np.sqrt(power[..., inside] * weights.astype(power.dtype), out=lines[..., inside])
    return Spectrum(line_frequencies_hz(count, sample_rate_hz), lines, "mm/s")


def mean_square_of_line(count: int) -> float:
    """What turns |X|^2 of a Hann line into the mean square it stands for."""
    return 2 * (window_factors("hann", count).energy / count) ** 2


@lru_cache(maxsize=32)
def velocity_weights(
    count: int, sample_rate_hz: float, band_hz: tuple[float, float]
) -> tuple[slice, NDArray[np.float64]]:
    """Lines of a band, and what turns their |X|^2 in (m/s2)^2 into (mm/s)^2 of velocity."""
    frequency_hz = line_frequencies_hz(count, sample_rate_hz)
    inside = np.flatnonzero(lines_inside(frequency_hz, band_hz))
    band = slice(int(inside[0]), int(inside[-1]) + 1) if inside.size else slice(0, 0)
    weights = mean_square_of_line(count) * (1000 / (2 * np.pi * frequency_hz[band])) ** 2
    weights.setflags(write=False)
    return band, weights


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


def mean_free(records: Samples) -> Samples:
    """Take the mean of each record out, shape as given; keeps single precision."""
    mean = np.einsum("...i->...", records) / records.shape[-1]
    return np.asarray(records - mean[..., np.newaxis])


def hann_lines(centred: Samples) -> NDArray[np.complexfloating]:
    """Transform mean-free records behind a Hann window, shape (..., n//2+1); they are used up."""
    return _windowed_fft(centred, "hann")


def _windowed_fft(centred: Samples, window_name: str) -> NDArray[np.complexfloating]:
    """Lay the window on mean-free records, in place, and transform the last axis."""
    centred *= window_in(window_name, centred.shape[-1], centred.dtype)
    return np.asarray(scipy.fft.rfft(centred, axis=-1, overwrite_x=True))
