"""The newest block of a point, described for the screen."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.analysis.average import PowerAverage
from app.analysis.bearings import defect_frequencies
from app.analysis.block import Blocks
from app.analysis.envelope import envelope_spectrum
from app.analysis.spectrum import amplitude_of_lines, velocity_of_power
from app.core.assets import Bearing
from app.core.measurements import Features, Waveform
from app.monitoring.outbox import LiveFrame

AVERAGED_BLOCKS = 8
"""Blocks the averaged spectra reach back."""


def live_frame(
    waveform: Waveform,
    features: Features,
    bearing: Bearing | None,
    block: Blocks,
    average: PowerAverage,
) -> LiveFrame:
    """Describe a waveform as spectra with the bearing's lines, ready to draw.

    Parameters
    ----------
    block : Blocks
        The waveform's transform, behind `features` too.
    average : PowerAverage
        Of the point's blocks so far; takes this one in.
    """
    count, rate_hz = block.count, waveform.sample_rate_hz
    power = average.take(block.power, rate_hz)
    averaged_velocity = velocity_of_power(power, count, rate_hz)
    averaged_lines = amplitude_of_lines(np.sqrt(power), count, rate_hz)
    velocity, lines = block.velocity(), block.amplitude()
    envelope = block.envelope(_envelope_band_hz(features, waveform.sample_rate_hz))
    return LiveFrame(
        point_id=waveform.point_id,
        taken_at=waveform.taken_at,
        sample_rate_hz=waveform.sample_rate_hz,
        acceleration_ms2=waveform.acceleration_ms2,
        frequency_hz=velocity.frequency_hz,
        velocity_mms=velocity.values.astype(np.float64),
        acceleration_lines_ms2=lines.values.astype(np.float64),
        envelope_hz=envelope.frequency_hz,
        envelope_ms2=envelope.values.astype(np.float64),
        features=features,
        defect_hz=defect_lines(bearing, features.shaft_speed_rpm),
        averaged_velocity_mms=averaged_velocity.values.astype(np.float64),
        averaged_lines_ms2=averaged_lines.values.astype(np.float64),
        averaged_blocks=average.taken,
    )


def defect_lines(bearing: Bearing | None, speed_rpm: float | None) -> dict[str, float]:
    """Return shaft and bearing lines in Hz at a speed; empty where the speed is unknown."""
    if not speed_rpm:
        return {}
    lines = {"shaft": speed_rpm / 60.0}
    if bearing is not None:
        lines |= defect_frequencies(bearing, speed_rpm).by_defect()
    return lines


Pairs = tuple[tuple[float, float], ...]
MOST_PAIRS = 160


def thumbnail(x: NDArray[np.float64], y: NDArray[np.float64]) -> Pairs:
    """Thin a curve out to what a thumbnail can show, keeping each column's highest value.

    >>> thumbnail(np.arange(4.0), np.array([1.0, 3.0, 2.0, 0.0]))
    ((0.0, 1.0), (1.0, 3.0), (2.0, 2.0), (3.0, 0.0))
    """
    if x.size <= MOST_PAIRS:
        chosen = np.arange(x.size)
    else:
        edges = np.linspace(0, x.size, MOST_PAIRS + 1).astype(int)
        chosen = np.array(
            [start + int(np.argmax(y[start:stop])) for start, stop in pairwise(edges)]
        )
    return tuple((round(float(x[i]), 3), round(float(y[i]), 5)) for i in chosen)


def trend_thumbnail(history: list[Features]) -> Pairs:
    """Thin a point's peak acceleration over days before the newest measurement.

    Days are negative and end at 0, so that paper and screen put "now" at the right edge.
    """
    good = [f for f in history if f.acceleration_peak_ms2 > 0]
    if not good:
        return ()
    last = good[-1].taken_at
    days = np.array([(f.taken_at - last).total_seconds() / 86_400 for f in good])
    return thumbnail(days, np.array([f.acceleration_peak_ms2 for f in good]))


def envelope_thumbnail(waveform: Waveform, features: Features, highest_hz: float) -> Pairs:
    """Thin the envelope spectrum of a waveform up to a frequency."""
    rate_hz = waveform.sample_rate_hz
    band_hz = _envelope_band_hz(features, rate_hz)
    lines = envelope_spectrum(waveform.acceleration_ms2, rate_hz, band_hz)
    shown = (lines.frequency_hz > 0) & (lines.frequency_hz <= highest_hz)
    return thumbnail(lines.frequency_hz[shown], lines.values[shown].astype(np.float64))


def _envelope_band_hz(features: Features, sample_rate_hz: float) -> tuple[float, float]:
    """Return the band that was chosen for the bearing, or an upper one where none was."""
    return features.envelope_band_hz or (0.25 * sample_rate_hz, 0.45 * sample_rate_hz)
