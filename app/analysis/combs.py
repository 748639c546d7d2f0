"""How far the comb of a defect stands out of the envelope spectrum, as a test against the rest."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from app.analysis.ball_lines import broad_standing
from app.analysis.bearings import DefectFrequencies
from app.analysis.envelope import choose_band, prewhitened
from app.analysis.envelope_lines import (
    NOISE_AMPLITUDE,
    EnvelopeLines,
    envelope_lines,
    standing_of,
)
from app.analysis.shaft_speed import FEWEST_TURNS
from app.analysis.spectrum import Samples
from app.core.errors import SamplingTooSlow

HARMONICS = 4
"""Multiples of a defect frequency that make its comb."""
SLIP = 0.012
"""Share by which a comb may lie off its kinematic place (1-2 % in Randall and Antoni 2011)."""
OWN_MULTIPLES = 12
"""Multiples of a comb, with their sidebands, that are taken away before the rest is looked at."""
OWN_WIDTH = 0.004
"""Half width of a line that random slip has smeared, as a share of its frequency."""
DECOYS_FROM, DECOYS_TO = 0.5, 1.25
"""Decoy combs lie between half the slowest race or ball frequency and 1.25 of the fastest."""
STEPS_A_LINE = 3
"""Places a comb is tried at while its last line moves by one line of the spectrum."""


@dataclass(frozen=True, slots=True)
class CombLine:
    """One line of a comb: where it stands and how high above the noise floor."""

    frequency_hz: float
    level_db: float


@dataclass(frozen=True, slots=True)
class CombScore:
    """What speaks for one defect.

    Attributes
    ----------
    defect : str
        ``"outer"``, ``"inner"``, ``"ball"`` or ``"cage"``.
    lines : tuple of CombLine
        The comb where it fits best, first harmonic first.
    standing : float
        How far it outdoes combs at frequencies where nothing should be, in units of their
        Gumbel distribution: chance alone makes one as strong with about exp(-standing).
    depth : float
        Share of the mean energy of the pre-whitened signal that the comb modulates, noise
        taken off; a property of the bearing, which a longer record does not change.
    """

    defect: str
    lines: tuple[CombLine, ...]
    standing: float
    depth: float

    @property
    def frequency_hz(self) -> float:
        """Where the first line was found."""
        return self.lines[0].frequency_hz

    @property
    def level_db(self) -> float:
        """Mean height of the lines above their floor."""
        return sum(line.level_db for line in self.lines) / len(self.lines)

    @property
    def false_alarm_probability(self) -> float:
        """Chance that something else of this very record makes a comb as strong."""
        return -math.expm1(-math.exp(-min(max(self.standing, -5.0), 700.0)))


@dataclass(frozen=True, slots=True)
class CombScores:
    """The combs of one record, the one that stands out most first, and the bands they are from."""

    scores: tuple[CombScore, ...]
    bands_hz: tuple[tuple[float, float], ...]

    def of(self, defect: str) -> CombScore:
        """Return the score of one defect."""
        return next(score for score in self.scores if score.defect == defect)


def comb_scores(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    defects: DefectFrequencies,
    shaft_speed_rpm: float,
) -> CombScores:
    """Score every defect's comb in the squared envelope spectrum of the pre-whitened signal.

    Two bands are read and their lines averaged: the whole one, and the one the kurtogram picks.
    The sum of a comb's line amplitudes, at its best place within `SLIP`, is held against the same
    sum at decoy frequencies of the same record, after the comb with its sidebands was taken away.
    So a record full of other lines asks for more, and no noise model is assumed.

    Pre-whitening asks for the slip every real bearing has: an artificial train of exactly equal
    intervals is whitened away.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    defects : DefectFrequencies
        Kinematic frequencies at `shaft_speed_rpm`.
    shaft_speed_rpm : float
        Above 0; as exact as the record allows (`shaft_speed`).

    Raises
    ------
    SamplingTooSlow
        If the record holds fewer than `FEWEST_TURNS` turns, or two lines of the fastest comb do
        not lie below a quarter of the sample rate.
    """
    shaft_hz = shaft_speed_rpm / 60
    _check(acceleration_ms2.size, sample_rate_hz, defects, shaft_hz)
    white = prewhitened(acceleration_ms2)
    fastest_hz = max(defects.by_defect().values())
    whole_hz = (0.0, sample_rate_hz / 2)
    impulsive_hz = choose_band(white, sample_rate_hz, 2 * (HARMONICS + 0.5) * fastest_hz)
    bands_hz = tuple(dict.fromkeys((whole_hz, impulsive_hz)))
    top_hz = (HARMONICS + 0.5) * DECOYS_TO * fastest_hz
    lines = envelope_lines(white, sample_rate_hz, bands_hz, shaft_hz, top_hz)
    scores = [
        score_comb(lines, name, defect_hz, defects, shaft_hz)
        for name, defect_hz in defects.by_defect().items()
        if defect_hz * acceleration_ms2.size / sample_rate_hz >= FEWEST_TURNS
    ]
    return CombScores(tuple(sorted(scores, key=lambda score: -score.standing)), bands_hz)


def _check(count: int, sample_rate_hz: float, defects: DefectFrequencies, shaft_hz: float) -> None:
    """Refuse a record whose envelope spectrum cannot show the combs."""
    turns = count / sample_rate_hz * shaft_hz
    if turns < FEWEST_TURNS:
        raise SamplingTooSlow(
            f"The record holds {turns:.1f} turns of the shaft; expected at least {FEWEST_TURNS}.",
            "Let the source send longer blocks.",
        )
    fastest_hz = max(defects.by_defect().values())
    if 2 * fastest_hz > sample_rate_hz / 4:
        raise SamplingTooSlow(
            f"An envelope up to {2 * fastest_hz:.0f} Hz needs at least {8 * fastest_hz:.0f} "
            f"samples a second, got {sample_rate_hz:g}.",
            "Raise the sample rate of the source.",
        )


def score_comb(
    lines: EnvelopeLines,
    defect: str,
    defect_hz: float,
    defects: DefectFrequencies,
    shaft_hz: float,
) -> CombScore:
    """Place one comb, and hold it against the decoys of what is left without it.

    A rolling element is looked for twice, by sharp lines and by broad ones, and the stronger
    sign counts; two tries double the chance, which takes ln 2 off.
    """
    steps = 2 * math.ceil(SLIP * defect_hz * STEPS_A_LINE * HARMONICS / lines.line_hz) + 1
    places_hz = defect_hz * np.linspace(1 - SLIP, 1 + SLIP, steps)
    sums = _comb_sums(lines.amplitude, places_hz / lines.line_hz)
    at_hz, best = float(places_hz[int(np.argmax(sums))]), float(sums.max())
    is_ball = defect == "ball"
    sideband_hz = defects.cage_hz if is_ball else shaft_hz
    rest = lines.without(_own_lines(lines, at_hz, sideband_hz, half_steps=is_ball))
    standing = standing_of(best, _decoys(rest, lines.line_hz, defects))
    depth = _depth(lines, at_hz)
    if is_ball:
        broad, broad_at_hz, broad_depth = broad_standing(lines, defects)
        if broad > standing:
            standing, at_hz, depth = broad, broad_at_hz, broad_depth
        standing -= math.log(2)
    return CombScore(defect, _comb_lines(lines, at_hz), standing, depth)


def _comb_sums(amplitude: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum the amplitudes of the combs whose first lines stand at `places`, in lines."""
    total = np.zeros(places.size)
    for order in range(1, HARMONICS + 1):
        place = np.rint(order * places).astype(np.intp)
        inside = place < amplitude.size
        total += np.where(inside, amplitude[np.where(inside, place, 0)], NOISE_AMPLITUDE)
    return total


def _own_lines(
    lines: EnvelopeLines, at_hz: float, sideband_hz: float, *, half_steps: bool
) -> NDArray[np.bool_]:
    """Mark a comb, its sidebands and, for a ball, its half steps (BSF)."""
    is_own = np.zeros(lines.amplitude.size, dtype=np.bool_)
    steps = 2 if half_steps else 1
    for order in range(1, steps * OWN_MULTIPLES + 1):
        for sideband in (-2, -1, 0, 1, 2):
            centre_hz = order / steps * at_hz + sideband * sideband_hz
            reach_hz = max(OWN_WIDTH * order / steps * at_hz, 2 * lines.line_hz)
            low, high = (round((centre_hz + s * reach_hz) / lines.line_hz) for s in (-1, 1))
            is_own[max(low, 0) : max(high + 1, 0)] = True
    return is_own


def _decoys(
    rest: NDArray[np.float64], line_hz: float, defects: DefectFrequencies
) -> NDArray[np.float64]:
    """Best sums within `SLIP` of frequencies all over the range of the races and the ball."""
    races_hz = (defects.outer_hz, defects.inner_hz, defects.ball_hz)
    low_hz, high_hz = DECOYS_FROM * min(races_hz), DECOYS_TO * max(races_hz)
    step = min(line_hz / (STEPS_A_LINE * HARMONICS * high_hz), SLIP / 2)
    places_hz = np.exp(np.arange(math.log(low_hz), math.log(high_hz), step))
    width = 2 * math.ceil(SLIP / step) + 1
    best = maximum_filter1d(_comb_sums(rest, places_hz / line_hz), width, mode="nearest")
    return np.asarray(best[:: max(width // 2, 1)])


def _comb_lines(lines: EnvelopeLines, at_hz: float) -> tuple[CombLine, ...]:
    """Say where the lines of a comb stand and how high."""
    found = []
    for order in range(1, HARMONICS + 1):
        place = round(order * at_hz / lines.line_hz)
        if place < lines.amplitude.size:
            level_db = 20 * math.log10(max(float(lines.amplitude[place]), 1e-6))
            found.append(CombLine(order * at_hz, level_db))
    return tuple(found)


def _depth(lines: EnvelopeLines, at_hz: float) -> float:
    """Root sum of squares of the comb's lines, each the highest of three."""
    total = 0.0
    for order in range(1, HARMONICS + 1):
        place = round(order * at_hz / lines.line_hz)
        near = lines.depth_squared[max(place - 1, 0) : place + 2]
        total += float(near.max()) if near.size else 0.0
    return math.sqrt(total)
