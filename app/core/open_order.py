"""When an order that is open already will come: its age is part of what is known of it."""

import math
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS
from app.core.distribution import LEVELS, DaysDistribution
from app.core.lead_law import LeadLaw, learned_law, lognormal_law, with_accidents
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.lead_stages import LeadStage, are_stages_known, law_of_stages
from app.core.lead_time import (
    MOST_LEAD_DAYS,
    ROUNDING,
    Supplier,
    late_half_widened,
    lead_law_of,
    prior_of,
)
from app.core.policy import SitePolicy
from app.core.purchasing import DeliveryDates, PurchaseOrder
from app.core.trigger import DeliveryMode

Days = NDArray[np.float64]


def arrival_of_open_order(
    order: PurchaseOrder,
    said: DeliveryDates,
    supplier: Supplier,
    policy: SitePolicy,
    today: date,
    lead_multiplier: float = 1.0,
) -> DaysDistribution:
    """Say how many days from today an order will be booked in, given that it has not come yet.

    Source: `jit-trigger.md` section 4: L is conditioned on L > age, age in supplier working days
    up to yesterday, so that today's delivery may still come. A vendor declared certain that broke
    its word has the pool's spread. Where the vendor's stages are known and the goods were shipped
    or stand at the gate, only the stages left are waited for. A promise of a later day is
    believed; one of an earlier day adds nothing to what receipts say.

    Parameters
    ----------
    order : PurchaseOrder
        Open; one not sent yet counts as sent today.
    said : DeliveryDates
        What the supplier said of it.
    lead_multiplier : float
        From supply-risk mode (`app.core.supply_risk`), 1 without: the late half of what is left
        lies further from its median.

    Returns
    -------
    DaysDistribution
        Whole plant-local days from today (0 is today), over the supplier's working days and the
        plant's goods-in days; at most two years.
    """
    start, law, certain = _left(order, said, supplier, policy, today)
    passed = int(supplier.calendar.open_days(start, (today - start).days).sum())
    age = max(passed - 1, 0)
    if certain is not None and math.ceil(certain - ROUNDING) >= passed:
        length = np.full(LEVELS.size, certain)
    else:
        law = law or _broken_word(certain or 1.0, policy.lead_prior)
        usual = law.quantiles(LEVELS, age)
        length = late_half_widened(usual, float(np.median(usual)), lead_multiplier)
    days = _booked_in(length, passed, start, supplier, policy, today)
    if said.promised_on is not None:
        days = np.maximum(days, (said.promised_on - today).days)
    return DaysDistribution(days)


def _left(
    order: PurchaseOrder,
    said: DeliveryDates,
    supplier: Supplier,
    policy: SitePolicy,
    today: date,
) -> tuple[date, LeadLaw | None, float | None]:
    """Day the wait began, its law, and its length where that is certain."""
    start = order.sent_on or today
    hurried = supplier.expedite_median_days
    if DeliveryMode(order.delivery_mode) is DeliveryMode.EXPEDITED and hurried is not None:
        spread = supplier.expedite_spread_days
        law = lognormal_law(hurried, math.log1p(spread / hurried)) if spread > 0 else None
        return start, law, None if law else hurried
    begun = said.arrived_on or said.shipped_on
    if begun is not None and are_stages_known(
        len(supplier.stage_days), len(supplier.receipts_days)
    ):
        left = (LeadStage.GOODS_IN,) if said.arrived_on else (LeadStage.TRANSIT, LeadStage.GOODS_IN)
        prior = prior_of(supplier, policy.lead_prior)
        return begun, law_of_stages(left, supplier.stage_days, prior, MOST_LEAD_DAYS), None
    law = lead_law_of(supplier, policy.lead_prior)
    return start, law, None if law else supplier.declared_median_days


def _broken_word(median_days: float, pool: LeadPrior) -> LeadLaw:
    """Return the law of a vendor that was certain and is late: its median, the pool's spread."""
    prior = LeadPrior(math.log(median_days), pool.weight, pool.shape, pool.rate)
    return with_accidents(learned_law(learn_lead_time((), prior)))


def _booked_in(
    length_days: Days, passed: int, start: date, supplier: Supplier, policy: SitePolicy, today: date
) -> Days:
    """Move lengths in supplier working days to the plant's goods-in days, counted from today."""
    whole = np.clip(np.ceil(length_days - ROUNDING), passed, passed + HORIZON_DAYS).astype(int)
    span = 3 * (int(whole.max()) + HORIZON_DAYS)
    supplier_open = np.flatnonzero(supplier.calendar.open_days(start, span))
    plant_open = np.flatnonzero(policy.calendar.goods_in_days(today, span))
    ready = supplier_open[np.minimum(whole, supplier_open.size - 1)] - (today - start).days
    at = np.minimum(np.searchsorted(plant_open, ready), plant_open.size - 1)
    days = np.minimum(plant_open[at], HORIZON_DAYS)
    return np.asarray(days, dtype=float)
