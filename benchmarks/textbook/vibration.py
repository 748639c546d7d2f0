"""What a live analyser shows of a block, written as the textbook does: one channel, scipy, float64.

The bands' levels are summed over welch's density; a filter for each band would take four times as
long as everything else together.
"""

import itertools
from dataclasses import dataclass

import numpy as np
import scipy.fft
import scipy.signal
import scipy.stats

KNOCK_BAND_HZ = (2000.0, 8000.0)
EDGES_HZ = (10.0, 1000.0, 2000.0, 3000.0, 4000.0, 6000.0, 8000.0, 10_000.0, 12_800.0)
SHARP_TAPS = 4097


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What is shown of one block, or of several (then with a first axis)."""

    rms_ms2: np.ndarray
    peak_ms2: np.ndarray
    crest_factor: np.ndarray
    skewness: np.ndarray
    kurtosis: np.ndarray
    velocity_rms_mms: np.ndarray
    bands_ms2: np.ndarray
    velocity_mms: np.ndarray
    envelope_ms2: np.ndarray


def textbook_shown(
    samples: np.ndarray, rate_hz: float, before: np.ndarray | None, share: float
) -> tuple[Shown, np.ndarray]:
    """Describe one channel; `before` is the average density so far, returned anew."""
    centred = scipy.signal.detrend(samples.astype(np.float64), type="constant")
    frequency_hz, density = scipy.signal.welch(centred, rate_hz, "hann", samples.size)
    average = density if before is None else (1 - share) * before + share * density
    inside = (frequency_hz >= 10) & (frequency_hz <= 1000)
    velocity = np.zeros(frequency_hz.size)
    omega = 2 * np.pi * frequency_hz[inside]
    velocity[inside] = 1000 * np.sqrt(average[inside] * frequency_hz[1]) / omega
    speed = 1000 * np.sqrt(np.sum(density[inside] / omega**2) * frequency_hz[1])
    places = np.searchsorted(frequency_hz, EDGES_HZ)
    bands = [np.sqrt(density[a:b].sum() * frequency_hz[1]) for a, b in itertools.pairwise(places)]
    rms, peak = np.sqrt(np.mean(centred**2)), np.abs(centred).max()
    skewness, kurtosis = scipy.stats.skew(centred), scipy.stats.kurtosis(centred)
    lines = textbook_spectrum(samples, rate_hz, KNOCK_BAND_HZ)
    return (
        Shown(rms, peak, peak / rms, skewness, kurtosis, speed, np.array(bands), velocity, lines),
        average,
    )


def textbook_envelope(
    record: np.ndarray, rate_hz: float, band_hz: tuple[float, float]
) -> np.ndarray:
    """Band-pass, analytic signal, magnitude, in double precision, same length."""
    filtered = scipy.signal.sosfiltfilt(
        scipy.signal.butter(8, band_hz, "bandpass", fs=rate_hz, output="sos"),
        record.astype(np.float64),
    )
    return np.abs(scipy.signal.hilbert(filtered))


def textbook_spectrum(
    record: np.ndarray, rate_hz: float, band_hz: tuple[float, float]
) -> np.ndarray:
    """Spectrum of the envelope by the textbook, in m/s2 peak a line."""
    found = textbook_envelope(record, rate_hz, band_hz)
    hann = scipy.signal.get_window("hann", found.size)
    return np.abs(scipy.fft.rfft((found - found.mean()) * hann)) * 2 / hann.sum()


def sliced_spectrum(record: np.ndarray, rate_hz: float, band_hz: tuple[float, float]) -> np.ndarray:
    """Envelope spectrum by the analyser's own definition, in numpy and double precision.

    The magnitude is sampled at the rate of the band, as short transforms do; a filter's skirts and
    a full sample rate give other lines in noise, though the same ones where something modulates.
    """
    hann = scipy.signal.get_window("hann", record.size)
    lines = np.fft.rfft((record.astype(np.float64) - record.mean(dtype=np.float64)) * hann)
    low, high = (round(end_hz * record.size / rate_hz) for end_hz in band_hz)
    size = scipy.fft.next_fast_len(high - low)
    windowed = 2 * size / record.size * np.abs(np.fft.ifft(lines[low:high], size))
    short_hann = scipy.signal.get_window("hann", size)
    centred = windowed - windowed.sum() / short_hann.sum() * short_hann
    found = np.abs(np.fft.rfft(centred)) * 2 / short_hann.sum()
    if size % 2 == 0:
        found[-1] /= 2
    return found


def textbook_kurtosis(record: np.ndarray, rate_hz: float, band_hz: tuple[float, float]) -> float:
    """Kurtosis of a band's complex envelope by the textbook, ends cut."""
    cut = record.size // 50
    return envelope_kurtosis(textbook_envelope(record, rate_hz, band_hz)[cut:-cut])


def sharp_kurtosis(record: np.ndarray, rate_hz: float, band_hz: tuple[float, float]) -> float:
    """Kurtosis as `textbook_kurtosis`, by a filter whose ends are 20 Hz wide.

    Where an end of the band lies in the resonance, the skirts of a Butterworth filter let in what
    the band does not hold: its kurtosis is up to a third higher.
    """
    taps = scipy.signal.firwin(SHARP_TAPS, band_hz, fs=rate_hz, pass_zero=False)
    filtered = scipy.signal.fftconvolve(record.astype(np.float64), taps, "same")
    return envelope_kurtosis(np.abs(scipy.signal.hilbert(filtered))[SHARP_TAPS:-SHARP_TAPS])


def envelope_kurtosis(found: np.ndarray) -> float:
    """Return <e^4> / <e^2>^2, 2 for Gaussian noise."""
    return float(np.mean(found**4) / np.mean(found**2) ** 2)
