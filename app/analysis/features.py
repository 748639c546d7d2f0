"""Numbers that describe one waveform."""

import contextlib
import itertools
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.analysis.bearings import DefectFrequencies, defect_frequencies
from app.analysis.block import Blocks, transform
from app.analysis.combs import HARMONICS, SLIP
from app.analysis.envelope import choose_band
from app.analysis.spectrum import Samples, Spectrum
from app.core.assets import Bearing
from app.core.errors import ReadingRefused, SamplingTooSlow
from app.core.measurements import Features, Quality, Waveform

FEWEST_SAMPLES = 64
"""Below this a block says nothing of a spectrum."""
SAMPLES_AT_ONCE = 2**18
"""Transformed together at most: in single precision about what a second-level cache holds."""
BAND_EDGES_HZ = (10.0, 1000.0, 3000.0)
"""Edges of the band levels; the last band ends at half the sample rate."""


def extract_features(
    waveform: Waveform,
    bearing: Bearing | None = None,
    nominal_speed_rpm: float | None = None,
    block: Blocks | None = None,
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
    block : Blocks, optional
        The waveform's transform, where it is there already (`transformed`).

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
    samples, rate_hz = _checked(waveform), waveform.sample_rate_hz
    if block is None:
        block = transform(samples, rate_hz)
    speed_rpm = waveform.shaft_speed_rpm
    if speed_rpm is None:
        speed_rpm = nominal_speed_rpm
    band_hz, combs = _combs(samples, block, bearing, speed_rpm)
    levels = block.levels
    return Features(
        point_id=waveform.point_id,
        taken_at=waveform.taken_at,
        velocity_rms_mms=_velocity_or_none(block),
        acceleration_rms_ms2=float(levels.rms_ms2),
        acceleration_peak_ms2=float(levels.peak_ms2),
        crest_factor=float(levels.crest_factor),
        kurtosis=float(levels.kurtosis),
        bands_ms2=_named_bands_ms2(block),
        envelope_band_hz=band_hz,
        envelope_ms2=combs,
        shaft_speed_rpm=speed_rpm,
        quality=waveform.quality,
        bad_reason=waveform.bad_reason,
    )


def transformed(waveforms: Sequence[Waveform]) -> list[Blocks | None]:
    """Transform waveforms, those of one length and rate at once.

    Returns
    -------
    list of Blocks or None
        One for each waveform; None where `extract_features` takes no numbers from it.
    """
    alike: dict[tuple[int, float, str], list[tuple[int, Samples]]] = {}
    for place, waveform in enumerate(waveforms):
        if waveform.quality is Quality.BAD:
            continue
        with contextlib.suppress(ReadingRefused):
            samples = _checked(waveform)
            kind = (samples.size, waveform.sample_rate_hz, samples.dtype.char)
            alike.setdefault(kind, []).append((place, samples))
    made: list[Blocks | None] = [None] * len(waveforms)
    for (count, rate_hz, _precision), members in alike.items():
        most = max(1, SAMPLES_AT_ONCE // count)
        for batch in (members[i : i + most] for i in range(0, len(members), most)):
            together = transform(np.asarray([samples for _place, samples in batch]), rate_hz)
            for row, (place, _samples) in enumerate(batch):
                made[place] = together.row(row)
    return made


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


def _velocity_or_none(block: Blocks) -> float | None:
    """Velocity RMS, or None where the record cannot tell."""
    try:
        return float(block.velocity_rms_mms())
    except SamplingTooSlow:
        return None


def _named_bands_ms2(block: Blocks) -> dict[str, float]:
    """Levels of the bands between `BAND_EDGES_HZ` and half the sample rate, by their names.

    Keys read ``"10-1000 Hz"``; bands beyond half the sample rate are left out.
    """
    half_hz = block.sample_rate_hz / 2
    edges = (*(edge for edge in BAND_EDGES_HZ if edge < half_hz), half_hz)
    names = (f"{low:.0f}-{high:.0f} Hz" for low, high in itertools.pairwise(edges))
    return dict(zip(names, block.band_levels_ms2(edges).tolist(), strict=True))


def _combs(
    samples: Samples, block: Blocks, bearing: Bearing | None, speed_rpm: float | None
) -> tuple[tuple[float, float] | None, dict[str, float]]:
    """Choose the envelope band and measure the combs, where bearing and speed are known."""
    if bearing is None or not speed_rpm:
        return None, {}
    defects = defect_frequencies(bearing, speed_rpm)
    band_hz = choose_band(samples, block.sample_rate_hz, narrowest_band_hz(defects))
    spectrum = block.envelope(band_hz)
    return band_hz, {
        name: comb_level_ms2(spectrum, defect_hz) for name, defect_hz in defects.by_defect().items()
    }


def _checked(waveform: Waveform) -> Samples:
    """Return the samples in single or double precision, or refuse them."""
    samples = np.asarray(waveform.acceleration_ms2)
    if samples.dtype != np.float32:
        samples = samples.astype(np.float64)
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
