"""Suppliers, and what their receipts teach about how long a part takes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from scipy import special

from app.core.calendars import WorkCalendar
from app.core.distribution import LEVELS, DaysDistribution
from app.core.errors import ScenarioRefused

ONE_SIGMA = 0.8413447460685429
"""Probability level whose distance to the median is the article's "variance" (Phi(1))."""

LEAST_LEAD_DAYS, MOST_LEAD_DAYS = 0.01, 730.0
"""A declared lead time is above 0, as its logarithm is planned with, and within two years."""


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


def learn_lead_time(receipts_days: Sequence[float], prior: LeadPrior) -> LeadPosterior:
    """Update the prior by the lead times of one supplier's receipts.

    Parameters
    ----------
    receipts_days : sequence of float
        Lead times in supplier working days, each above 0; a same-day delivery counts half a day.
    prior : LeadPrior
        Pool of all suppliers; other suppliers' receipts come in by nothing else.
    """
    logs = np.log(np.maximum(np.asarray(receipts_days, dtype=float), 0.5))
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


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Order issued to goods received, in supplier working days, as a distribution.

    `spread_days` is the article's lead-time variance score V = P84 - P50. `basis` is "learned",
    "declared" or "pool of all suppliers"; with no receipts it is never "on time".
    """

    distribution: DaysDistribution
    median_days: float
    spread_days: float
    receipts: int
    basis: str


def declared_lead_time(median_days: float, spread_days: float = 0.0) -> LeadTime:
    """Lead time as a person typed it: median and "plus so many days".

    It is lognormal with the typed median and P84 = median + spread: late deliveries reach
    further than early ones (`requirements.md` A9); without spread it is certain.

    >>> lead = declared_lead_time(4.0, 2.0)
    >>> lead.median_days, lead.spread_days, round(lead.distribution.quantile(0.99), 2)
    (4.0, 2.0, 10.27)
    """
    if spread_days <= 0:
        certain = DaysDistribution.certain(median_days)
        return LeadTime(certain, median_days, 0.0, 0, "declared")
    scale = math.log1p(spread_days / median_days)
    days = median_days * np.exp(scale * special.ndtri(LEVELS))
    return LeadTime(DaysDistribution(days), median_days, spread_days, 0, "declared")


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who sells, with an own calendar and what was declared or received so far.

    `declared_median_days` and `declared_spread_days` are what a person typed, None where nobody
    did; `receipts_days` are lead times in supplier working days, oldest first. `expedite_cost` is
    what a hurried delivery costs beside the price, in money of the site; None where nobody asked.

    Raises
    ------
    ScenarioRefused
        If a declared lead time is not above 0 or its spread is below 0, or either is over two
        years.
    """

    id: str
    name: str
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    declared_median_days: float | None = None
    declared_spread_days: float | None = None
    receipts_days: tuple[float, ...] = ()
    expedite_median_days: float | None = None
    expedite_spread_days: float = 0.0
    address: tuple[str, ...] = ()
    contact: str = ""
    customer_number: str = ""
    expedite_cost: Decimal | None = None

    def __post_init__(self) -> None:
        self._within("lead time", self.declared_median_days, LEAST_LEAD_DAYS)
        self._within("spread", self.declared_spread_days, 0.0)
        self._within("hurried lead time", self.expedite_median_days, LEAST_LEAD_DAYS)
        self._within("hurried spread", self.expedite_spread_days, 0.0)

    def _within(self, what: str, days: float | None, least: float) -> None:
        """Refuse a declared number of days that can't be planned with."""
        if days is not None and not least <= days <= MOST_LEAD_DAYS:
            raise ScenarioRefused(
                f"{self.name}: expected a {what} from {least:g} to {MOST_LEAD_DAYS:g} days, "
                f"found {days:g}.",
                "Correct it; a delivery on the same day counts half a day.",
            )


def lead_time_of(supplier: Supplier, pool: LeadPrior) -> LeadTime:
    """Say how long this supplier takes, from receipts where there are any.

    A declared median and spread take the pool's place as the prior, so that receipts narrow or
    widen what was typed; a declared spread of 0 stays certain until a receipt differs.
    """
    declared = supplier.declared_median_days
    if not supplier.receipts_days and declared is not None:
        return declared_lead_time(declared, supplier.declared_spread_days or 0.0)
    posterior = learn_lead_time(supplier.receipts_days, _prior_of(supplier, pool))
    days = [posterior.quantile(float(level)) for level in LEVELS]
    basis = "learned" if supplier.receipts_days else "pool of all suppliers"
    median = posterior.quantile(0.5)
    spread = posterior.quantile(ONE_SIGMA) - median
    return LeadTime(DaysDistribution(np.array(days)), median, spread, posterior.receipts, basis)


def expedited_lead_time(supplier: Supplier) -> LeadTime | None:
    """Return the lead time of the hurried delivery the supplier offers, if any."""
    if supplier.expedite_median_days is None:
        return None
    return declared_lead_time(supplier.expedite_median_days, supplier.expedite_spread_days)


def expedite_cost_of(supplier: Supplier) -> float:
    """Return what hurrying costs beside the price, infinite where it is not known.

    >>> expedite_cost_of(Supplier("v", "V", expedite_cost=Decimal(150)))
    150.0
    """
    return math.inf if supplier.expedite_cost is None else float(supplier.expedite_cost)


def _prior_of(supplier: Supplier, pool: LeadPrior) -> LeadPrior:
    """Centre the pool on what was declared; a declared spread sets the prior's variance."""
    median, spread = supplier.declared_median_days, supplier.declared_spread_days
    if median is None:
        return pool
    if spread is None:
        return LeadPrior(math.log(median), pool.weight, pool.shape, pool.rate)
    scale = math.log1p(spread / median)
    return LeadPrior(math.log(median), pool.weight, pool.shape, pool.shape * scale**2)
