"""The speed of the shaft as a record itself shows it, by the comb of its harmonics."""

import math
from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from app.analysis.bearings import DefectFrequencies
from app.analysis.spectrum import Samples
from app.analysis.windows import window

HARMONICS = 10
"""Harmonics that make the shaft's comb: unbalance, misalignment and looseness feed the first."""
STATED_TOLERANCE = 0.03
"""How far a stated speed may be off: the slip of a small induction motor at full load."""
STATED_SPREAD = 0.002
"""Usual error of a stated speed; larger ones are believed, but on stronger evidence (Cauchy)."""
DOUBT, BLIND_DOUBT = 6.0, 12.0
"""Log odds by which the record must outdo a stated speed, among some hundred places that are
tried, or every other speed where none is stated, among some ten thousand."""
LOUDEST = 5.0
"""Most a single line counts where a speed is stated or a motor's field known: one line alone, such
as twice the mains beside twice the speed, overrules nothing; two may."""
FEWEST_TURNS = 8
"""Turns a record must hold: with fewer the lines of the shaft's harmonics run into each other."""
NOISE_SCORE, NOISE_SPREAD = 0.596, 0.420
"""Mean and standard deviation of ln(1 + x), x exponential: what one line of noise scores."""
LEAST_SCORE = HARMONICS * NOISE_SCORE + 5 * HARMONICS**0.5 * NOISE_SPREAD
"""Five standard deviations above noise; below it the record shows no shaft at all."""
BLIND_RANGE_HZ = (10.0, 100.0)
"""Where a speed is looked for when none is stated: 600 to 6000 r/min."""
STEPS_A_LINE = 24
"""Places tried within one line, so that the tenth harmonic is not missed."""
SLIP_RANGE = (0.94, 1.002)
"""Speeds of an induction motor as shares of its field's, from overloaded to idle."""
FIRST_LINES, LEAST_HEIGHT = 3, 3.5
"""Without anything stated the first three harmonics must each stand this high, ln(1 + x): a comb
at half or twice the speed lacks one of them."""


@dataclass(frozen=True, slots=True)
class ShaftSpeed:
    """A shaft speed and where it comes from.

    Attributes
    ----------
    rpm : float
        Revolutions a minute.
    is_estimated : bool
        True where the record decided it, False where it stands as it was stated.
    """

    rpm: float
    is_estimated: bool


def shaft_speed(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    stated_rpm: float | None,
    per_turn: DefectFrequencies | None = None,
) -> ShaftSpeed | None:
    """Find the shaft speed of a record, near a stated one or without any.

    The score of a speed is the sum over its harmonics of ln(1 + line / noise floor). Near a
    stated speed it competes with a Cauchy prior around that; without one, with every other speed.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled.
    sample_rate_hz : float
        Samples per second.
    stated_rpm : float or None
        Speed that was measured or stands on the plate, above 0.
    per_turn : DefectFrequencies, optional
        Defect frequencies of the bearing at one turn a second. Without a stated speed the knocks
        of a worn bearing are as good a comb as the shaft's: both are asked for at once. Where the
        bearing is not known either, the shaft's first three harmonics must all stand.

    Returns
    -------
    ShaftSpeed or None
        The stated speed where the record does not clearly say otherwise (within about two lines
        at the tenth harmonic it can't); None where none is stated and the record does not tell.

    Examples
    --------
    >>> time_s = np.arange(24_000) / 12_000
    >>> turns = sum(np.sin(2 * np.pi * k * 29.9 * time_s) / k for k in range(1, 9))
    >>> noise = np.random.default_rng(1).standard_normal(24_000)
    >>> round(shaft_speed(turns + noise, 12_000, 1770).rpm)
    1794
    """
    turns_hz = FEWEST_TURNS * sample_rate_hz / acceleration_ms2.size
    if stated_rpm is None:
        if per_turn is None:
            return _alone(acceleration_ms2, sample_rate_hz, turns_hz)
        return _looked_for(acceleration_ms2, sample_rate_hz, turns_hz, per_turn)
    stated = ShaftSpeed(stated_rpm, is_estimated=False)
    low_hz, high_hz = ((1 + s * STATED_TOLERANCE) * stated_rpm / 60 for s in (-1, 1))
    if low_hz < turns_hz or high_hz > sample_rate_hz / 4:
        return stated
    speeds_hz, score = _scores(acceleration_ms2, sample_rate_hz, low_hz, high_hz, LOUDEST)
    off = speeds_hz * 60 / stated_rpm - 1
    as_stated = float(score[np.abs(off) <= STATED_SPREAD / 2].max(initial=0.0))
    score -= np.log1p((off / STATED_SPREAD) ** 2)
    best = int(np.argmax(score))
    if score[best] < LEAST_SCORE or score[best] - as_stated < DOUBT:
        return stated
    return ShaftSpeed(60 * float(speeds_hz[best]), is_estimated=True)


def speed_by_field(
    acceleration_ms2: Samples, sample_rate_hz: float, field_rpm: float
) -> ShaftSpeed | None:
    """Find the speed of an induction motor somewhat below that of its field.

    Returns
    -------
    ShaftSpeed or None
        None where no comb between `SLIP_RANGE` outdoes the others and noise.
    """
    low_hz, high_hz = (share * field_rpm / 60 for share in SLIP_RANGE)
    turns_hz = FEWEST_TURNS * sample_rate_hz / acceleration_ms2.size
    if low_hz < turns_hz or high_hz > sample_rate_hz / 4:
        return None
    speeds_hz, score = _scores(acceleration_ms2, sample_rate_hz, low_hz, high_hz, LOUDEST)
    best = int(np.argmax(score))
    line_hz = sample_rate_hz / acceleration_ms2.size
    is_rival = np.abs(speeds_hz - speeds_hz[best]) > line_hz
    rival = float(score[is_rival].max(initial=0.0))
    if score[best] < LEAST_SCORE or score[best] - rival < DOUBT:
        return None
    return ShaftSpeed(60 * float(speeds_hz[best]), is_estimated=True)


def _alone(acceleration_ms2: Samples, sample_rate_hz: float, turns_hz: float) -> ShaftSpeed | None:
    """Find the speed whose first harmonics all stand and whose comb outdoes all others."""
    low_hz = max(BLIND_RANGE_HZ[0], turns_hz)
    high_hz = min(BLIND_RANGE_HZ[1], sample_rate_hz / 4)
    if low_hz >= high_hz:
        return None
    speeds_hz, score, weakest = _scores_with_weakest(
        acceleration_ms2, sample_rate_hz, low_hz, high_hz
    )
    able = np.where(weakest >= LEAST_HEIGHT, score, 0.0)
    best = int(np.argmax(able))
    is_rival = np.abs(speeds_hz / speeds_hz[best] - 1) > STATED_TOLERANCE
    rival = float(able[is_rival].max(initial=LEAST_SCORE))
    if able[best] - rival < BLIND_DOUBT:
        return None
    return ShaftSpeed(60 * float(speeds_hz[best]), is_estimated=True)


def _looked_for(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    turns_hz: float,
    per_turn: DefectFrequencies,
) -> ShaftSpeed | None:
    """Find the speed whose own comb and a comb of the bearing outdo those of all other speeds."""
    low_hz = max(BLIND_RANGE_HZ[0], turns_hz)
    high_hz = min(BLIND_RANGE_HZ[1], sample_rate_hz / 4)
    if low_hz >= high_hz:
        return None
    races = (per_turn.outer_hz, per_turn.inner_hz, per_turn.ball_hz)
    combs_hz, comb_score = _scores(acceleration_ms2, sample_rate_hz, low_hz, max(races) * high_hz)
    speeds_hz = combs_hz[combs_hz <= high_hz]
    of_races = [np.interp(ratio * speeds_hz, combs_hz, comb_score) for ratio in races]
    score = comb_score[: speeds_hz.size] + np.max(of_races, axis=0)
    best = int(np.argmax(score))
    is_rival = np.abs(speeds_hz / speeds_hz[best] - 1) > STATED_TOLERANCE
    if score[best] - float(score[is_rival].max(initial=0.0)) < BLIND_DOUBT:
        return None
    return ShaftSpeed(60 * float(speeds_hz[best]), is_estimated=True)


def _scores(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    low_hz: float,
    high_hz: float,
    loudest: float = math.inf,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Score the speeds between two ends, each array of shape (m,)."""
    speeds_hz, score, _ = _scores_with_weakest(
        acceleration_ms2, sample_rate_hz, low_hz, high_hz, loudest
    )
    return speeds_hz, score


def _scores_with_weakest(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    low_hz: float,
    high_hz: float,
    loudest: float = math.inf,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Score speeds, and say how high the weakest of their first harmonics stands."""
    count = acceleration_ms2.size
    line_hz = sample_rate_hz / count
    centred = np.asarray(acceleration_ms2, dtype=np.float64) - acceleration_ms2.mean()
    lines = np.abs(scipy.fft.rfft(centred * window("hann", count))) ** 2
    lines = lines[: int((HARMONICS + 1) * high_hz / line_hz) + 2]
    reach = max(int(0.8 * low_hz / line_hz) | 1, 9)
    floor = median_filter(lines, reach, mode="nearest") / np.log(2)
    height = np.minimum(np.log1p(lines / np.maximum(floor, 1e-300)), loudest)
    speeds_hz = np.arange(low_hz, high_hz, line_hz / STEPS_A_LINE)
    score, weakest = np.zeros(speeds_hz.size), np.full(speeds_hz.size, np.inf)
    for order in range(1, HARMONICS + 1):
        place = np.rint(order * speeds_hz / line_hz).astype(np.intp)
        one = np.where(place < height.size, height[np.minimum(place, height.size - 1)], 0.0)
        score += one
        if order <= FIRST_LINES:
            weakest = np.minimum(weakest, one)
    return speeds_hz, score, weakest
