"""Whether a block or a value can be a measurement: pure functions, one verdict each."""

from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.core.measurements import BadReason, Quality
from app.core.sample_faults import STUCK_SHARE, is_clipped, longest_standstill

ACCELERATION_LIMIT_MS2 = 10_000.0
"""About 1000 g: beyond any accelerometer of machine monitoring (full scale 50 to 500 g)."""

RATE_TOLERANCE = 0.02
"""A clock crystal is off by parts in 10^5; 2 % is another setting, not another crystal."""

LEAST_SAMPLES = 2


class Verdict(NamedTuple):
    """How far something may be believed, and why not further."""

    quality: Quality
    bad_reason: BadReason


GOOD = Verdict(Quality.GOOD, BadReason.NONE)
_RANK = {Quality.GOOD: 0, Quality.UNCERTAIN: 1, Quality.BAD: 2}


def bad(reason: BadReason) -> Verdict:
    """Name a reason for which nothing may be concluded."""
    return Verdict(Quality.BAD, reason)


def worst(*verdicts: Verdict) -> Verdict:
    """Keep the worst verdict; of equals the first.

    Examples
    --------
    >>> worst(GOOD, bad(BadReason.FROZEN), bad(BadReason.STALE)).bad_reason.value
    'frozen'
    """
    return max(verdicts, key=lambda verdict: _RANK[verdict.quality], default=GOOD)


def judge_block(
    samples_ms2: NDArray[np.float32], limit_ms2: float = ACCELERATION_LIMIT_MS2
) -> Verdict:
    """Judge the samples of one block by themselves.

    A lone spike is what a noisy sensor does and stays good: robust features live with it.

    Parameters
    ----------
    samples_ms2 : ndarray, shape (n,)
        Acceleration in m/s2.
    limit_ms2 : float
        Largest magnitude in m/s2 the sensor can measure.

    Returns
    -------
    Verdict
        BAD for too few samples, NaN or infinity, values beyond the limit and a signal that stands
        still over half of the block; UNCERTAIN for a clipped one (the machine shakes beyond the
        sensor's range, so its peak is at least what is seen); otherwise GOOD.

    Examples
    --------
    >>> judge_block(np.zeros(64, dtype=np.float32)).bad_reason.value
    'frozen'
    >>> judge_block(np.array([0.5, np.nan, 0.25], dtype=np.float32)).bad_reason.value
    'not a number'
    """
    if samples_ms2.size < LEAST_SAMPLES:
        return bad(BadReason.TRUNCATED)
    if not np.isfinite(samples_ms2).all():
        return bad(BadReason.NOT_A_NUMBER)
    if float(np.max(np.abs(samples_ms2))) > limit_ms2:
        return bad(BadReason.OUT_OF_RANGE)
    if longest_standstill(samples_ms2) > STUCK_SHARE * samples_ms2.size:
        return bad(BadReason.FROZEN)
    if is_clipped(samples_ms2):
        return Verdict(Quality.UNCERTAIN, BadReason.CLIPPED)
    return GOOD


def judge_rate(sample_rate_hz: float, expected_hz: float | None) -> Verdict:
    """Compare the rate a source states with the rate it is configured for.

    Examples
    --------
    >>> judge_rate(12800.0, 25600.0).bad_reason.value
    'wrong rate'
    """
    if not (np.isfinite(sample_rate_hz) and sample_rate_hz > 0):
        return bad(BadReason.WRONG_RATE)
    if expected_hz is None or abs(sample_rate_hz / expected_hz - 1.0) <= RATE_TOLERANCE:
        return GOOD
    return bad(BadReason.WRONG_RATE)


def judge_instant(taken_at: datetime, previous: datetime | None) -> Verdict:
    """Find a new block whose time did not move on: it is an old one under a new number."""
    if previous is not None and taken_at <= previous:
        return bad(BadReason.STALE)
    return GOOD


def judge_repeat(
    samples_ms2: NDArray[np.float32], previous_ms2: NDArray[np.float32] | None
) -> Verdict:
    """Find a block equal to the one before, sample by sample: noise never repeats itself."""
    if previous_ms2 is not None and np.array_equal(samples_ms2, previous_ms2):
        return bad(BadReason.FROZEN)
    return GOOD
