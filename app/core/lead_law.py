"""Lead time as a law of probability: learned, by stage, with accidents, and while an order is open.

Unlike the quantiles everything else plans with, a law reaches as far as an order can be late.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from app.core.lead_posterior import LeadPosterior

ACCIDENT_SHARE, ACCIDENT_FACTOR = 0.02, 3.0
"""eps and m: two deliveries in a hundred take three times as long (`jit-trigger.md` section 4)."""

STEPS_PER_DAY = 8
"""Grid on which stages are added up; quantiles are read between its points."""

SHORTEST, LONGEST = 1e-3, 1e6
"""Working days between which quantiles are sought."""

_HALVINGS = 48

Days = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LeadLaw:
    """P(L > l) for any number of working days l.

    Examples
    --------
    >>> law = lognormal_law(5.0, 0.4)
    >>> law.quantiles([0.5, 0.9]).round(2).tolist()
    [5.0, 8.35]
    >>> law.quantiles([0.5], open_for_days=8.0).round(2).tolist()   # late already
    [9.31]
    """

    later_than: Callable[[Days], Days]

    def quantiles(self, levels: ArrayLike, open_for_days: float = 0.0) -> Days:
        """Days by which a delivery has come with each probability, given that L > age.

        Parameters
        ----------
        levels : array_like, shape (n,)
            Probabilities in (0, 1), rising.
        open_for_days : float
            Age of the order: it has not come within these days.

        Returns
        -------
        ndarray, shape (n,)
            Working days from the order on, from 0.001 to 10^6.
        """
        left = 1.0 - np.asarray(levels, dtype=float)
        if open_for_days > 0:
            left = left * self.later_than(np.array([open_for_days]))[0]
        low, high = (np.full(left.shape, math.log(bound)) for bound in (SHORTEST, LONGEST))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            is_later = self.later_than(np.exp(middle)) > left
            low, high = np.where(is_later, middle, low), np.where(is_later, high, middle)
        return np.asarray(np.maximum(np.exp(high), open_for_days))


def learned_law(posterior: LeadPosterior) -> LeadLaw:
    """Return the predictive law of a supplier's receipts: Student-t on log days.

    The posterior must have a spread; what is certain has no law but its one value.
    """
    freedom, centre, scale = 2 * posterior.shape, posterior.mean_log, posterior.scale_log
    return LeadLaw(
        lambda days: np.asarray(special.stdtr(freedom, (centre - np.log(days)) / scale), np.float64)
    )


def lognormal_law(median_days: float, scale_log: float) -> LeadLaw:
    """Return the law of a lead time as it is declared with a spread."""
    centre = math.log(median_days)
    return LeadLaw(lambda days: special.ndtr((centre - np.log(days)) / scale_log))


def with_accidents(
    law: LeadLaw, share: float = ACCIDENT_SHARE, factor: float = ACCIDENT_FACTOR
) -> LeadLaw:
    """Mix deliveries in that go wrong and take longer: (1 - eps) g(l) + eps g(l/m).

    >>> usual = lognormal_law(5.0, 0.1)
    >>> [round(float(law.later_than(np.array([12.0]))[0]), 4)
    ...     for law in (usual, with_accidents(usual))]
    [0.0, 0.0197]
    """
    usual = law.later_than
    return LeadLaw(lambda days: (1 - share) * usual(days) + share * usual(days / factor))


def stages_together(laws: Sequence[LeadLaw], longest_days: float) -> LeadLaw:
    """Add independent stages up on a grid of eighths of a day.

    The logarithm of a stage is Student-t, which has no moments to match a lognormal by, so the
    stages are convolved instead. What takes longer than the grid is counted at its end.

    Parameters
    ----------
    laws : sequence of LeadLaw
        One law a stage, at least one.
    longest_days : float
        Where the grid ends.
    """
    edges = (np.arange(int(longest_days * STEPS_PER_DAY) + 1) + 0.5) / STEPS_PER_DAY
    together = reduce(_convolved, (_masses(law, edges) for law in laws))
    later = np.maximum(1.0 - np.cumsum(together), 0.0)
    later[-1] = 0.0
    return LeadLaw(lambda days: np.interp(days, edges, later, left=1.0))


def _masses(law: LeadLaw, edges: Days) -> Days:
    """Probability of each grid point, the rest of it at the last."""
    reached = 1.0 - law.later_than(edges)
    reached[-1] = 1.0
    return np.diff(reached, prepend=0.0)


def _convolved(one: Days, other: Days) -> Days:
    """Masses of a sum; what leaves the grid gathers at its end."""
    size = one.size
    length = 2 * size
    spread = np.fft.irfft(np.fft.rfft(one, length) * np.fft.rfft(other, length), length)
    spread = np.maximum(spread, 0.0)
    kept: Days = spread[:size].copy()
    kept[-1] += spread[size:].sum()
    return kept
