"""Numbers that describe one waveform."""

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from app.analysis.bearings import DefectFrequencies, defect_frequencies
from app.analysis.combs import HARMONICS, SLIP
from app.analysis.envelope import choose_band, envelope_spectrum
from app.analysis.spectrum import (
    VELOCITY_BAND_HZ,
    Spectrum,
    band_rms,
    power_spectral_density,
    velocity_spectrum,
)
from app.core.assets import Bearing
from app.core.errors import ReadingRefused, SamplingTooSlow
from app.core.measurements import Features, Quality, Waveform

FEWEST_SAMPLES = 64
"""Below this a block says nothing of a spectrum."""
BAND_EDGES_HZ = (10.0, 1000.0, 3000.0)
"""Edges of the band levels; the last band ends at half the sample rate."""


def extract_features(
    waveform: Waveform, bearing: Bearing | None = None, nominal_speed_rpm: float | None = None
) -> Features:
    """Describe one waveform.

    A waveform that is not GOOD keeps its quality; one of BAD quality gets zeros, since nothing
    in it may be believed.

    Parameters
    ----------
    waveform : Waveform
        Acceleration in m/s2.
    bearing : Bearing, optional
        Adds comb levels of the envelope spectrum at the bearing's defect frequencies.
    nominal_speed_rpm : float, optional
        Shaft speed where the waveform carries none.

    Returns
    -------
    Features
        `velocity_rms_mms` is None when half the sample rate lies below 1000 Hz or the record is
        shorter than one period of 10 Hz; within 0.5 % from about half a second on.

    Raises
    ------
    ReadingRefused
        If a waveform said to be usable is too short, not finite or has no sample rate.
    """
    if waveform.quality is Quality.BAD:
        return _without_numbers(waveform)
    samples = _checked(waveform)
    centred = samples - samples.mean()
    power = centred * centred
    mean_square = float(power.mean())
    peak = float(np.abs(centred).max())
    rms = math.sqrt(mean_square)
    speed_rpm = waveform.shaft_speed_rpm
    if speed_rpm is None:
        speed_rpm = nominal_speed_rpm
    band_hz, combs = _combs(samples, waveform.sample_rate_hz, bearing, speed_rpm)
    return Features(
        point_id=waveform.point_id,
        taken_at=waveform.taken_at,
        velocity_rms_mms=_velocity_or_none(samples, waveform.sample_rate_hz),
        acceleration_rms_ms2=rms,
        acceleration_peak_ms2=peak,
        crest_factor=peak / rms if rms > 0 else 0.0,
        kurtosis=float((power * power).mean()) / mean_square**2 - 3 if rms > 0 else 0.0,
        bands_ms2=band_levels_ms2(samples, waveform.sample_rate_hz),
        envelope_band_hz=band_hz,
        envelope_ms2=combs,
        shaft_speed_rpm=speed_rpm,
        quality=waveform.quality,
        bad_reason=waveform.bad_reason,
    )


def velocity_rms_mms(
    acceleration_ms2: NDArray[np.floating],
    sample_rate_hz: float,
    band_hz: tuple[float, float] = VELOCITY_BAND_HZ,
) -> float:
    """Velocity RMS of a band in mm/s, on Hann lines, ends of the band cut on whole lines.

    A DC offset and tones outside the band do not change it.

    Raises
    ------
    SamplingTooSlow
        If half the sample rate lies below the band's upper end, or the record is shorter than
        one period of its lower.

    Examples
    --------
    >>> time_s = np.arange(16384) / 12800
    >>> one_g_rms = math.sqrt(2) * 9.80665 * np.sin(2 * np.pi * 159.155 * time_s)
    >>> f"{velocity_rms_mms(one_g_rms, 12800.0):.2f}"
    '9.81'
    """
    low_hz, high_hz = band_hz
    band = f"{low_hz:g}-{high_hz:g} Hz"
    if sample_rate_hz / 2 < high_hz:
        raise SamplingTooSlow(
            f"Velocity of {band} needs at least {2 * high_hz:g} samples a second, "
            f"got {sample_rate_hz:g}.",
            "Raise the sample rate of the source.",
        )
    if acceleration_ms2.size / sample_rate_hz < 0.999 / low_hz:
        raise SamplingTooSlow(
            f"Velocity of {band} needs a record of at least {1 / low_hz:g} s, "
            f"got {acceleration_ms2.size / sample_rate_hz:.3f} s.",
            "Let the source send longer blocks.",
        )
    lines = velocity_spectrum(acceleration_ms2, sample_rate_hz, band_hz).values
    return float(np.sqrt(np.sum(lines**2)))


def band_levels_ms2(
    acceleration_ms2: NDArray[np.floating], sample_rate_hz: float
) -> dict[str, float]:
    """RMS acceleration of the bands between `BAND_EDGES_HZ` and half the sample rate, in m/s2.

    Keys read ``"10-1000 Hz"``; bands beyond half the sample rate are left out.
    """
    density = power_spectral_density(acceleration_ms2, sample_rate_hz)
    edges = [edge for edge in BAND_EDGES_HZ if edge < sample_rate_hz / 2] + [sample_rate_hz / 2]
    return {
        f"{low:.0f}-{high:.0f} Hz": band_rms(density, (low, high))
        for low, high in itertools.pairwise(edges)
    }


def comb_level_ms2(spectrum: Spectrum, defect_hz: float) -> float:
    """Level of a defect's comb in an envelope spectrum: the root sum of squares of its lines.

    The highest line within `SLIP` of each of the first `HARMONICS` multiples counts.
    """
    total = 0.0
    for order in range(1, HARMONICS + 1):
        lines = lines_near(spectrum, order * defect_hz)
        total += float(spectrum.values[lines].max()) ** 2 if lines.size else 0.0
    return math.sqrt(total)


def lines_near(spectrum: Spectrum, centre_hz: float) -> NDArray[np.intp]:
    """Indices of the lines within `SLIP`, and at least one line, of a frequency."""
    reach_hz = max(SLIP * centre_hz, spectrum.resolution_hz)
    low, high = np.searchsorted(
        spectrum.frequency_hz, (centre_hz - reach_hz, centre_hz + reach_hz * (1 + 1e-9))
    )
    return np.arange(max(low, 1), high)


def narrowest_band_hz(defects: DefectFrequencies) -> float:
    """Width a band needs so that its envelope can hold the comb of the fastest defect."""
    return (HARMONICS + 0.5) * max(defects.by_defect().values())


def _combs(
    samples: NDArray[np.float64],
    sample_rate_hz: float,
    bearing: Bearing | None,
    speed_rpm: float | None,
) -> tuple[tuple[float, float] | None, dict[str, float]]:
    """Choose the envelope band and measure the combs, where bearing and speed are known."""
    if bearing is None or not speed_rpm:
        return None, {}
    defects = defect_frequencies(bearing, speed_rpm)
    band_hz = choose_band(samples, sample_rate_hz, narrowest_band_hz(defects))
    spectrum = envelope_spectrum(samples, sample_rate_hz, band_hz)
    return band_hz, {
        name: comb_level_ms2(spectrum, defect_hz) for name, defect_hz in defects.by_defect().items()
    }


def _checked(waveform: Waveform) -> NDArray[np.float64]:
    """Return the samples in double precision, or refuse them."""
    samples = np.asarray(waveform.acceleration_ms2, dtype=np.float64)
    if samples.ndim != 1 or samples.size < FEWEST_SAMPLES:
        raise ReadingRefused(
            f"The block of {waveform.point_id} has {samples.size} samples; "
            f"expected one row of at least {FEWEST_SAMPLES}.",
            "Check the register map or the length of the blocks.",
        )
    if not np.isfinite(samples).all():
        raise ReadingRefused(
            f"The block of {waveform.point_id} holds values that are not numbers.",
            "Check the sensor; the block is not used.",
        )
    if not (math.isfinite(waveform.sample_rate_hz) and waveform.sample_rate_hz > 0):
        raise ReadingRefused(
            f"The block of {waveform.point_id} has the sample rate {waveform.sample_rate_hz}.",
            "Enter the sample rate in samples a second.",
        )
    return samples


def _velocity_or_none(samples: NDArray[np.float64], sample_rate_hz: float) -> float | None:
    """Velocity RMS, or None where the record cannot tell."""
    try:
        return velocity_rms_mms(samples, sample_rate_hz)
    except SamplingTooSlow:
        return None


def _without_numbers(waveform: Waveform) -> Features:
    """Keep that something was measured, and that it can't be used."""
    return Features(
        point_id=waveform.point_id,
        taken_at=waveform.taken_at,
        velocity_rms_mms=None,
        acceleration_rms_ms2=0.0,
        acceleration_peak_ms2=0.0,
        crest_factor=0.0,
        kurtosis=0.0,
        shaft_speed_rpm=waveform.shaft_speed_rpm,
        quality=waveform.quality,
        bad_reason=waveform.bad_reason,
    )
