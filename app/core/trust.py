"""How far a family's predictions may be trusted, by what became known of the earlier ones.

A prediction is judged by what is known later of the same slot: the day it failed, or, where it was
replaced before that, the last prediction, which knew more. Errors are taken on log days, pooled
over the plant and shrunk towards that pool for a family with few claims. Only closed claims count,
so that nothing of the future enters (`jit-trigger.md` section 8.4: fallback for slots whose recent
predictions fail a test of calibration).
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.core.distribution import LEVELS

Reals = NDArray[np.float64]

ENOUGH_CLAIMS = 8
"""Closed claims below which nothing is said of a plant's predictions."""

FAMILY_WEIGHT = 10.0
"""Claims of its own at which a family counts as much as the whole plant does for it."""

MOST_LEFT = 0.5
"""A claim still open is judged only when its later prediction left at most this share to come."""

USEFUL_ERROR = 0.5
"""Log error below which a prediction is of use however alike the lives are (a factor of 1.6)."""

BIAS_OF_NOTE, SPREAD_OF_NOTE = 0.2, 1.5
"""Log bias and factor of spread from which the record is called biased or over-/underconfident."""

SMALLEST_SD, TINY_DAYS = 0.01, 1e-3
"""Claims narrower than this, and days shorter than this, are not told apart."""

ROUNDS = 12
"""Rounds of correcting the later predictions by the bias found so far; each halves the rest."""


class Verdict(Enum):
    """What the record says of a family's predictions."""

    CALIBRATED = "calibrated"
    OVERCONFIDENT = "overconfident"
    UNDERCONFIDENT = "underconfident"
    BIASED = "biased"
    UNINFORMATIVE = "uninformative"
    NOT_ENOUGH = "not enough claims"


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Earlier claims beside what is known of them by now; shape (n,) each.

    Attributes
    ----------
    family : ndarray of int
        Which predictions belong together (a part, a model).
    median_days, log_sd : ndarray
        Claimed median of remaining life, and its log standard deviation.
    elapsed_days : ndarray
        Days from the claim until the slot failed, was replaced or was last looked at.
    left_days : ndarray
        Median remaining life claimed then; 0 where the slot failed.
    """

    family: NDArray[np.int64]
    median_days: Reals
    log_sd: Reals
    elapsed_days: Reals
    left_days: Reals

    @classmethod
    def none(cls) -> "Evidence":
        """Return the record of a plant that has predicted nothing yet."""
        empty = np.zeros(0)
        return cls(np.zeros(0, dtype=np.int64), empty, empty, empty, empty)


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """What the record says of each family, f in all.

    Attributes
    ----------
    verdict : tuple of Verdict
        One a family.
    bias : ndarray, shape (f,)
        Factor by which claims were too long; divide by it.
    spread : ndarray, shape (f,)
        True log standard deviation over the claimed one; multiply by it.
    relied_on : ndarray of bool, shape (f,)
        Whether orders may follow the predictions once corrected; else no condition data is used.
    error : ndarray, shape (f,)
        Log standard deviation of the errors that remain; they must not exceed `natural`.
    natural : float
        Log standard deviation of the lengths of life themselves.
    """

    verdict: tuple[Verdict, ...]
    bias: Reals
    spread: Reals
    relied_on: NDArray[np.bool_]
    error: Reals
    natural: float


def judge(evidence: Evidence, families: int) -> Trust:
    """Judge each family's predictions by the record.

    The bias b solves log b = mean of log m1 - log(e + m2/b) over claims of median m1 whose slot
    was, e days later, left with a claimed m2; the spread compares the scatter of what remains with
    the claimed one, and allows for the error of the later claim. A family falls back when its
    errors scatter wider than the lengths of life it predicts: then the mere record of warnings
    knows as much.

    Parameters
    ----------
    evidence : Evidence
        Claims closed by today.
    families : int
        f, count of families.

    Examples
    --------
    Twenty claims of 80 days each failed after 50:

    >>> claims = np.full(20, 80.0)
    >>> record = Evidence(np.zeros(20, dtype=int), claims, claims * 0 + 0.3,
    ...     claims * 0 + 50.0, claims * 0)
    >>> found = judge(record, 1)
    >>> round(float(found.bias[0]), 3), found.verdict[0].value
    (1.6, 'biased')
    """
    told = _telling(evidence)
    if told.family.size < ENOUGH_CLAIMS:
        one, no = np.ones(families), np.zeros(families, dtype=bool)
        return Trust((Verdict.NOT_ENOUGH,) * families, one, one, no, one * 0.0, 0.0)
    everywhere = _log_bias(told, np.zeros_like(told.family), np.zeros(1))
    log_bias = _log_bias(told, told.family, np.full(families, everywhere[0]))
    spread = _spread(told, log_bias)
    error = spread * float(np.sqrt((told.log_sd**2).mean()))
    natural = float(np.std(_log_life(told, everywhere[0])))
    relied_on = error <= max(natural, USEFUL_ERROR)
    verdicts = [
        _verdict(float(b), float(k), relied_on=bool(r))
        for b, k, r in zip(log_bias, spread, relied_on, strict=True)
    ]
    return Trust(tuple(verdicts), np.exp(log_bias), spread, relied_on, error, natural)


def corrected(quantiles_days: Reals, bias: Reals, spread: Reals) -> Reals:
    """Take the bias out of claims and give them the spread the record shows.

    Each quantile q around the median m becomes (m/b) (q/m)^k: for a lognormal claim exactly a
    lognormal one with the right median and k times the log standard deviation. Where the median
    lies beyond the horizon only the bias is taken out.

    Parameters
    ----------
    quantiles_days : ndarray, shape (n, 103)
        As claimed; infinite ones stay so.
    bias, spread : ndarray, shape (n,)
        b and k of each claim's family.

    Examples
    --------
    >>> claim = np.exp(np.linspace(2.0, 4.0, LEVELS.size))[None]
    >>> better = corrected(claim, np.array([2.0]), np.array([0.5]))
    >>> np.log(better[0, [0, 51, 102]] * 2.0).round(2).tolist()
    [2.5, 3.0, 3.5]
    """
    middle = np.maximum(quantiles_days[:, LEVELS.size // 2, None], TINY_DAYS)
    with np.errstate(invalid="ignore", over="ignore"):
        ratio = np.maximum(quantiles_days, TINY_DAYS) / middle
        warped = middle / bias[:, None] * ratio ** spread[:, None]
    better = np.where(np.isfinite(middle), warped, quantiles_days / bias[:, None])
    return np.where(np.isfinite(quantiles_days), better, np.inf)


def is_telling(evidence: Evidence) -> NDArray[np.bool_]:
    """Tell of which claims enough is known by now to check them; shape (n,).

    The later prediction must leave at most half of the whole, and days must have a logarithm.

    Examples
    --------
    A claim of 80 days, first 10 days later and then 50 days later, with 30 days left:

    >>> claim, later = np.full(2, 80.0), np.array([10.0, 50.0])
    >>> is_telling(Evidence(np.zeros(2, int), claim, claim * 0, later, claim * 0 + 30.0)).tolist()
    [False, True]
    """
    whole = evidence.elapsed_days + evidence.left_days
    known = evidence.left_days <= MOST_LEFT * whole
    return np.asarray(known & (whole > 0) & (evidence.median_days > 0))


def _telling(evidence: Evidence) -> Evidence:
    """Keep the claims of which enough is known by now."""
    keep = is_telling(evidence)
    return Evidence(
        evidence.family[keep],
        evidence.median_days[keep],
        evidence.log_sd[keep],
        evidence.elapsed_days[keep],
        evidence.left_days[keep],
    )


def _log_life(told: Evidence, log_bias: Reals | float) -> Reals:
    """Log of the days from the claim to the end, as far as it is known by now."""
    return np.asarray(np.log(told.elapsed_days + told.left_days / np.exp(log_bias)))


def _log_bias(told: Evidence, family: NDArray[np.int64], towards: Reals) -> Reals:
    """Solve for the mean log error of each family, shrunk towards what is given; shape (f,)."""
    found = towards
    count = np.bincount(family, minlength=towards.size)
    weight = FAMILY_WEIGHT if towards.size > 1 else 0.0
    for _ in range(ROUNDS):
        error = np.log(told.median_days) - _log_life(told, found[family])
        total = np.bincount(family, weights=error, minlength=towards.size)
        found = (total + weight * towards) / (count + weight)
    return np.asarray(found)


def _spread(told: Evidence, log_bias: Reals) -> Reals:
    """True over claimed log standard deviation of each family, shrunk to the plant's; shape (f,).

    What was left at the later look carries an error of its own, in proportion to its share.
    """
    b = log_bias[told.family]
    error = np.log(told.median_days) - b - _log_life(told, b)
    left = told.left_days / np.exp(b)
    allowed = told.log_sd**2 * (1.0 + (left / (left + told.elapsed_days)) ** 2)
    square = error**2 / np.maximum(allowed, SMALLEST_SD**2)
    total = np.bincount(told.family, weights=square, minlength=log_bias.size)
    count = np.bincount(told.family, minlength=log_bias.size)
    return np.asarray(np.sqrt((total + FAMILY_WEIGHT * square.mean()) / (count + FAMILY_WEIGHT)))


def _verdict(log_bias: float, spread: float, *, relied_on: bool) -> Verdict:
    """Name what is wrong first: no use at all, then the bias, then the spread."""
    if not relied_on:
        return Verdict.UNINFORMATIVE
    if abs(log_bias) > BIAS_OF_NOTE:
        return Verdict.BIASED
    if spread > SPREAD_OF_NOTE:
        return Verdict.OVERCONFIDENT
    return Verdict.UNDERCONFIDENT if spread < 1.0 / SPREAD_OF_NOTE else Verdict.CALIBRATED
