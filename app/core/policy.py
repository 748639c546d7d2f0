"""What the site decides: limits, service levels, calendar, currency."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from app.core.assets import Criticality
from app.core.calendars import WorkCalendar
from app.core.lead_posterior import LeadPrior
from app.core.money import Money


class TriggerRule(Enum):
    """Which rule dates the order."""

    EXPECTED_COST = "expected cost"
    ARTICLE = "article rule"


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """Settings of the site, kept in the database with the plant.

    Attributes
    ----------
    approval_limit : Money
        An order strictly below it may approve itself.
    approval_probability : float
        Least P(need arises within the horizon) x alert precision for that.
    planning_horizon_days : int
        The horizon of that probability.
    receiving_margin_days : int
        Goods-in check and kitting; the article's least slack of 24 h.
    carrying_rate_per_year : float
        Yearly cost of holding as a share of the price.
    order_cost : Decimal
        K, what one order costs beside goods and shipping (to write, send, receive and pay it), in
        money of the site.
    service_floor : dict
        Probability of being in time that each criticality class must reach.
    article_planning_quantile : float
        Quantile of remaining life the article rule plans on; 0.9 is its literal reading.
    false_onset_years : float
        One false onset of degradation accepted in so many years of a sound measurement point.
    lead_prior, lead_prior_fitted_on : LeadPrior, date or None
        The pool of all suppliers, and the plant-local day it was fitted to their receipts.
    wants_second_name_for_models : bool
        Whether a learned model is approved by another person than whoever trained or brought it.
    """

    site_name: str = "Plant"
    site_address: tuple[str, ...] = ()
    deliver_to: tuple[str, ...] = ()
    currency: str = "EUR"
    paper: str = "A4"
    time_zone: str = "Europe/Berlin"
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    rule: TriggerRule = TriggerRule.EXPECTED_COST
    approval_limit: Money = field(default_factory=lambda: Money(Decimal(500), "EUR"))
    approval_probability: float = 0.90
    is_auto_approval_on: bool = True
    planning_horizon_days: int = 90
    receiving_margin_days: int = 1
    carrying_rate_per_year: float = 0.25
    order_cost: Decimal = Decimal(60)
    service_floor: dict[Criticality, float] = field(
        default_factory=lambda: {Criticality.A: 0.999, Criticality.B: 0.99, Criticality.C: 0.95}
    )
    article_planning_quantile: float = 0.9
    lead_prior: LeadPrior = field(default_factory=LeadPrior)
    lead_prior_fitted_on: date | None = None
    order_terms: tuple[str, ...] = ()
    false_onset_years: float = 100.0
    wants_second_name_for_models: bool = False

    def holding_cost_per_day(
        self, price: Money, storage_cost_per_year: Decimal = Decimal(0)
    ) -> float:
        """Return h, money of the site currency for holding one piece a day.

        >>> policy = SitePolicy()
        >>> round(policy.holding_cost_per_day(Money(Decimal(450), "EUR")), 4)
        0.3082
        >>> round(policy.holding_cost_per_day(Money(Decimal(450), "EUR"), Decimal("36.50")), 4)
        0.4082
        """
        yearly = float(price.amount) * self.carrying_rate_per_year + float(storage_cost_per_year)
        return yearly / 365.0
