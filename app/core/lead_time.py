"""Suppliers, and what their receipts teach about how long a part takes."""

import math
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from app.core.calendars import WorkCalendar
from app.core.distribution import LEVELS, DaysDistribution
from app.core.errors import ScenarioRefused
from app.core.lead_law import (
    ACCIDENT_FACTOR,
    ACCIDENT_SHARE,
    LeadLaw,
    learned_law,
    lognormal_law,
    with_accidents,
)
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.lead_stages import LeadStage, StageDays, are_stages_known, law_of_stages

ONE_SIGMA = 0.8413447460685429
"""Probability level whose distance to the median is the article's "variance" (Phi(1))."""

ROUNDING = 1e-9
"""Spread of log days below which a lead time is certain: sums carry rounding noise."""

LEAST_LEAD_DAYS, MOST_LEAD_DAYS = 0.01, 730.0
"""A declared lead time is above 0, as its logarithm is planned with, and within two years."""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Order issued to goods received, in supplier working days, as a distribution.

    `spread_days` is the article's lead-time variance score V = P84 - P50. `basis` is "learned",
    "learned by stage", "declared" or "pool of all suppliers"; with no receipts it is never "on
    time". `widened_by` is above 1 while supply-risk mode widens it.
    """

    distribution: DaysDistribution
    median_days: float
    spread_days: float
    receipts: int
    basis: str
    widened_by: float = 1.0


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
    did; `receipts_days` are lead times in supplier working days, oldest first, and `stage_days`
    those of them whose stages were noted. `expedite_cost` is what a hurried delivery costs beside
    the price, in money of the site; None where nobody asked.

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
    stage_days: tuple[StageDays, ...] = ()

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
    widen what was typed; a declared spread of 0 stays certain until a receipt differs. What is
    learned, or taken from the pool, has accidents in it (`with_accidents`); where the stages of
    the deliveries were noted it is their sum.
    """
    declared = supplier.declared_median_days
    if not supplier.receipts_days and declared is not None:
        return declared_lead_time(declared, supplier.declared_spread_days or 0.0)
    return _learned(supplier.receipts_days, supplier.stage_days, prior_of(supplier, pool))


def lead_law_of(supplier: Supplier, pool: LeadPrior) -> LeadLaw | None:
    """Return the law behind `lead_time_of`; None where the lead time is certain."""
    declared, spread = supplier.declared_median_days, supplier.declared_spread_days
    if not supplier.receipts_days and declared is not None:
        return lognormal_law(declared, math.log1p(spread / declared)) if spread else None
    return _learned_law(supplier.receipts_days, supplier.stage_days, prior_of(supplier, pool))


@lru_cache(maxsize=1024)
def _learned(
    receipts_days: tuple[float, ...], stage_days: tuple[StageDays, ...], prior: LeadPrior
) -> LeadTime:
    """Read the quantiles of what was learned, the same receipts only once."""
    n = len(receipts_days)
    law = _learned_law(receipts_days, stage_days, prior)
    if law is None:
        median = round(math.exp(learn_lead_time(receipts_days, prior).mean_log), 9)
        return LeadTime(DaysDistribution.certain(median), median, 0.0, n, "learned")
    is_by_stage = are_stages_known(len(stage_days), n)
    basis = ("learned by stage" if is_by_stage else "learned") if n else "pool of all suppliers"
    median, one_sigma = law.quantiles([0.5, ONE_SIGMA])
    days = DaysDistribution(law.quantiles(LEVELS))
    return LeadTime(days, float(median), float(one_sigma - median), n, basis)


def _learned_law(
    receipts_days: tuple[float, ...], stage_days: tuple[StageDays, ...], prior: LeadPrior
) -> LeadLaw | None:
    """Return the law of receipts with accidents, None where nothing varies."""
    if are_stages_known(len(stage_days), len(receipts_days)):
        stages = list(LeadStage)
        return with_accidents(law_of_stages(stages, stage_days, prior, MOST_LEAD_DAYS))
    posterior = learn_lead_time(receipts_days, prior)
    return with_accidents(learned_law(posterior)) if posterior.scale_log > ROUNDING else None


def widened(lead: LeadTime, multiplier: float) -> LeadTime:
    """Return a lead time whose late half lies further from its median, by a multiplier.

    V becomes multiplier x V; deliveries quicker than usual stay as quick. What is certain gets
    accidents instead, eps x (multiplier - 1) of them, as it has no spread to widen. Source:
    `jit-trigger.md` section 5.

    >>> risky = widened(declared_lead_time(4.0, 2.0), 1.5)
    >>> risky.median_days, risky.spread_days, risky.distribution.quantile(0.3) < 4.0
    (4.0, 3.0, True)
    >>> widened(declared_lead_time(5.0), 2.0).distribution.quantile(0.995)
    15.0
    """
    if multiplier <= 1.0:
        return lead
    days, median = lead.distribution.days, lead.median_days
    if days[0] == days[-1]:
        is_accident = LEVELS > 1.0 - ACCIDENT_SHARE * (multiplier - 1.0)
        late = np.where(is_accident, ACCIDENT_FACTOR * days, days)
    else:
        late = late_half_widened(days, median, multiplier)
    return replace(
        lead,
        distribution=DaysDistribution(late),
        spread_days=multiplier * lead.spread_days,
        widened_by=multiplier,
    )


def late_half_widened(
    days: NDArray[np.float64], median_days: float, multiplier: float
) -> NDArray[np.float64]:
    """Stretch what lies above the median by a multiplier, leave the rest."""
    return np.where(days > median_days, median_days + multiplier * (days - median_days), days)


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


def prior_of(supplier: Supplier, pool: LeadPrior) -> LeadPrior:
    """Centre the pool on what was declared; a declared spread sets the prior's variance."""
    median, spread = supplier.declared_median_days, supplier.declared_spread_days
    if median is None:
        return pool
    if spread is None:
        return LeadPrior(math.log(median), pool.weight, pool.shape, pool.rate)
    scale = math.log1p(spread / median)
    return LeadPrior(math.log(median), pool.weight, pool.shape, pool.shape * scale**2)
