"""What receipts teach of a lead time: normal-inverse-gamma on its logarithm."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

SHORTEST_DAYS = 0.5
"""A delivery on the day of its order counts half a day, as its logarithm is learned."""


@dataclass(frozen=True, slots=True)
class LeadPrior:
    """Normal-inverse-gamma prior on log lead time, pooled from all suppliers.

    Source: `jit-trigger.md` section 4. The default pool is centred on 7 days with a log
    variance of 0.1.
    """

    mean_log: float = math.log(7.0)
    weight: float = 1.0
    shape: float = 3.0
    rate: float = 0.3


@dataclass(frozen=True, slots=True)
class LeadPosterior:
    """What is believed of log lead time after some receipts; predictive is a Student-t.

    Examples
    --------
    >>> p = learn_lead_time([5, 5, 6, 5, 5], LeadPrior(math.log(7.0), 1.0, 3.0, 0.3))
    >>> round(p.quantile(0.9), 4)
    7.9076
    """

    mean_log: float
    weight: float
    shape: float
    rate: float
    receipts: int

    @property
    def scale_log(self) -> float:
        """Scale of the predictive Student-t on log days."""
        return math.sqrt(self.rate * (self.weight + 1) / (self.shape * self.weight))

    def quantile(self, probability: float, *, open_for_days: float = 0.0) -> float:
        """Return total lead time in days at a level, given that it has not arrived yet.

        Parameters
        ----------
        probability : float
            Level in (0, 1).
        open_for_days : float
            Age of an order still open: the answer is conditioned on L > age.
        """
        passed = self._probability_within(open_for_days)
        level = passed + probability * (1.0 - passed)
        step = special.stdtrit(2 * self.shape, level)
        return float(math.exp(self.mean_log + self.scale_log * step))

    def _probability_within(self, days: float) -> float:
        """Return P(L <= days)."""
        if days <= 0:
            return 0.0
        if self.scale_log == 0:
            return float(math.log(days) >= self.mean_log)
        step = (math.log(days) - self.mean_log) / self.scale_log
        return float(special.stdtr(2 * self.shape, step))


def learn_lead_time(
    receipts_days: Sequence[float], prior: LeadPrior, shortest_days: float = SHORTEST_DAYS
) -> LeadPosterior:
    """Update the prior by the lead times of one supplier's receipts.

    Parameters
    ----------
    receipts_days : sequence of float
        Lead times in supplier working days; a same-day delivery counts half a day.
    prior : LeadPrior
        Pool of all suppliers; other suppliers' receipts come in by nothing else.
    shortest_days : float
        What less than that counts as.
    """
    logs = np.log(np.maximum(np.asarray(receipts_days, dtype=float), shortest_days))
    n = logs.size
    if n == 0:
        return LeadPosterior(prior.mean_log, prior.weight, prior.shape, prior.rate, 0)
    mean = float(logs.mean())
    weight = prior.weight + n
    spread = float(((logs - mean) ** 2).sum())
    pull = prior.weight * n * (mean - prior.mean_log) ** 2 / (2 * weight)
    return LeadPosterior(
        mean_log=(prior.weight * prior.mean_log + n * mean) / weight,
        weight=weight,
        shape=prior.shape + n / 2,
        rate=prior.rate + spread / 2 + pull,
        receipts=n,
    )
