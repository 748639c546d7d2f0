"""The broad lines of a worn rolling element: it slips more than the cage, and wanders."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from app.analysis.bearings import DefectFrequencies
from app.analysis.envelope_lines import NOISE_AMPLITUDE, EnvelopeLines, standing_of

HALF_STEPS = (0.5, 1.0, 1.5, 2.0)
"""Multiples of 2xBSF: a defect that meets one ring harder shows at the spin frequency as well."""
HALF_WIDTH = 0.01
"""Share of its frequency that a line is broad to either side."""
LAG, LEAD = 0.045, 0.012
"""A rolling element is driven by friction alone and spins slower outside the load zone; it can
hardly run ahead of rolling."""
OWN_WIDTH = 3 * HALF_WIDTH
"""Width that is taken away at the element's lines before the rest is looked at."""
OWN_STEPS = 24
"""Multiples of the spin frequency that are taken away."""
STEPS_A_WIDTH = 4
"""Places tried within one half width."""


def broad_standing(lines: EnvelopeLines, defects: DefectFrequencies) -> tuple[float, float, float]:
    """Hold the broad lines of the rolling element against the rest of the record.

    The mean amplitude within `HALF_WIDTH` of the multiples counts, weighted by the root of the
    number of lines in it, at its best place between `LAG` below and `LEAD` above rolling.

    Returns
    -------
    standing : float
        As `standing_of`.
    frequency_hz : float
        Where the broad line of 2xBSF lies.
    depth : float
        Share of the energy that the lines within the width modulate.
    """
    step = HALF_WIDTH / STEPS_A_WIDTH
    ratios = np.exp(np.arange(math.log(1 - LAG), math.log(1 + LEAD), step))
    places_hz = defects.ball_hz * ratios
    sums = _broad_sums(lines.amplitude, places_hz / lines.line_hz)
    at_hz = float(places_hz[int(np.argmax(sums))])
    rest = lines.without(_own_lines(lines, at_hz, defects.cage_hz))
    races_hz = (defects.outer_hz, defects.inner_hz, defects.ball_hz)
    low_hz, high_hz = 0.5 * min(races_hz), 1.25 * max(races_hz)
    decoys_hz = np.exp(np.arange(math.log(low_hz), math.log(high_hz), step))
    best = maximum_filter1d(
        _broad_sums(rest, decoys_hz / lines.line_hz), ratios.size, mode="nearest"
    )
    decoys = best[:: max(ratios.size // 2, 1)]
    return standing_of(float(sums.max()), decoys), at_hz, _depth(lines, at_hz)


def _edges(places: NDArray[np.float64], count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first line within the width of places, and the one after the last."""
    first = np.clip(np.rint(places * (1 - HALF_WIDTH)).astype(np.intp), 0, count - 1)
    last = np.rint(places * (1 + HALF_WIDTH)).astype(np.intp)
    return first, np.clip(np.maximum(last + 1, first + 1), 1, count)


def _broad_sums(amplitude: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up the broad lines whose 2xBSF stands at `places`, in lines."""
    running = np.concatenate(([0.0], np.cumsum(amplitude - NOISE_AMPLITUDE)))
    total = np.zeros(places.size)
    for multiple in HALF_STEPS:
        first, stop = _edges(multiple * places, amplitude.size)
        total += (running[stop] - running[first]) / np.sqrt(stop - first)
    return total


def _own_lines(lines: EnvelopeLines, at_hz: float, cage_hz: float) -> NDArray[np.bool_]:
    """Mark the element's lines and their cage sidebands."""
    is_own = np.zeros(lines.amplitude.size, dtype=np.bool_)
    for order in range(1, OWN_STEPS + 1):
        for sideband in (-2, -1, 0, 1, 2):
            centre_hz = order / 2 * at_hz
            width = HALF_WIDTH if sideband else OWN_WIDTH
            reach_hz = max(width * centre_hz, 2 * lines.line_hz)
            centre_hz += sideband * cage_hz
            low, high = (round((centre_hz + s * reach_hz) / lines.line_hz) for s in (-1, 1))
            is_own[max(low, 0) : max(high + 1, 0)] = True
    return is_own


def _depth(lines: EnvelopeLines, at_hz: float) -> float:
    """Root of the modulation power within the width; a Hann line spreads over 1.5 of them."""
    total = 0.0
    for multiple in HALF_STEPS:
        place = np.array([multiple * at_hz / lines.line_hz])
        first, stop = _edges(place, lines.amplitude.size)
        total += float(lines.depth_squared[first[0] : stop[0]].sum()) / 1.5
    return math.sqrt(total)
