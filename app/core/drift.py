"""Have the errors of predictions changed: a test that may be looked at after every closed job."""

from collections.abc import Sequence

import numpy as np
from scipy import special

FALSE_FLAG_RATE = 0.05
"""Probability that predictions whose errors stay alike are ever called drifted."""

REFERENCE_ITEMS = 8
"""Items whose errors are only learned from before the first bet."""

SHIFT = 1.0
"""Standard deviations by which the gamblers bet that errors have moved."""

MOST_TOLD = 2.5
"""Scores are cut off here, so that a single wild error calls nothing drifted."""

CHANGE_RATE = 0.05
"""Share of the capital that is laid out anew after every error: a change may come late."""

LAID_OUT = np.array([0.5, 0.25, 0.25])
"""Capital on: nothing has changed, errors moved up, errors moved down."""

LEAST_SPREAD = 1e-6
"""Errors more alike than this are not told apart."""


def drift_capital(errors: Sequence[float]) -> float:
    """Capital won by betting that the newest errors are not like those before.

    Each error is put among those before it by their mean and standard deviation (the predictive
    Student t, as a normal score). While errors are alike these scores are independent and standard
    normal, and capital that begins at 1 does not grow on average: it ever reaches 1 / 0.05 with a
    probability of at most 0.05, however often one looks (Ville's inequality).

    Parameters
    ----------
    errors : sequence of float
        One of each item, in the order in which the items ended.

    Returns
    -------
    float
        The capital now; 1 until there are `REFERENCE_ITEMS`.

    Notes
    -----
    A test martingale with the "simple jumper" of Vovk et al. 2021, "Retrain or not retrain:
    conformal test martingales for change-point detection", betting on a shifted normal.
    Of 500 normal courses of 120 items 1 % were flagged, of 300 with heavy tails 1 %; a shift by
    two standard deviations after 20 items is flagged 8 items later (median). Smaller copies of
    both counts stand in `tests/core/test_drift.py`.

    Examples
    --------
    >>> alike = [0.1, -0.2, 0.3, 0.0, -0.1, 0.2, -0.3, 0.05, -0.15, 0.25]
    >>> drift_capital(alike) < 2, drift_capital([*alike, *[0.7] * 8]) > 20
    (True, True)
    """
    known = np.asarray(errors, dtype=np.float64)
    stakes = LAID_OUT
    for at in range(REFERENCE_ITEMS, known.size):
        score = _score(known[:at], float(known[at]))
        gains = np.exp(np.array([0.0, 1.0, -1.0]) * SHIFT * score - SHIFT**2 / 2.0)
        gains[0] = 1.0
        stakes = (1.0 - CHANGE_RATE) * stakes + CHANGE_RATE * stakes.sum() * LAID_OUT
        stakes = stakes * gains
    return float(stakes.sum())


def is_drifted(capital: float) -> bool:
    """Whether errors count as changed.

    >>> is_drifted(19.9), is_drifted(20.0)
    (False, True)
    """
    return capital >= 1.0 / FALSE_FLAG_RATE


def _score(before: np.ndarray[tuple[int, ...], np.dtype[np.float64]], newest: float) -> float:
    """Normal score of an error among those before it, cut off."""
    spread = max(float(before.std(ddof=1)), LEAST_SPREAD) * np.sqrt(1.0 + 1.0 / before.size)
    t = (newest - float(before.mean())) / spread
    p = float(special.stdtr(before.size - 1, t))
    return float(special.ndtri(min(max(p, special.ndtr(-MOST_TOLD)), special.ndtr(MOST_TOLD))))
