"""When must the part be ordered, and why: the JIT trigger, written once over arrays."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import (
    HORIZON_DAYS,
    WorkCalendar,
    last_goods_in_days,
    last_slot_before,
)
from app.core.distribution import DaysDistribution, quantiles_at
from app.core.hurry import cost_when_hurried, risk_when_hurried
from app.core.lead_time import LeadTime
from app.core.order_time import (
    RISK_FLOOR,
    ROUNDING,
    late_probability,
    latest_day_within,
    lead_probabilities,
    tolerated_risk,
)
from app.core.policy import TriggerRule
from app.core.reasons import Reason
from app.core.supply import Supply

LATE_TOLERANCE = 0.01
"""One point above the tolerated risk an order of today is called LATE."""


class DecisionKind(Enum):
    """What the trigger says of one need."""

    COVERED = "COVERED"
    WAIT = "WAIT"
    ORDER = "ORDER"
    LATE = "LATE"


class DeliveryMode(Enum):
    """How the part is to travel."""

    NORMAL = "normal delivery"
    EXPEDITED = "expedited delivery"


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """A fleet of needs served by one supplier; one decision is a fleet of one.

    Attributes
    ----------
    life : DaysDistribution, fleet of n
        Remaining life in days from today.
    holding_per_day, shortage_per_day, service_floor, job_days : ndarray, shape (n,)
        h and c in money a day, beta of the criticality class, length of the job in days.
    """

    life: DaysDistribution
    holding_per_day: NDArray[np.float64]
    shortage_per_day: NDArray[np.float64]
    service_floor: NDArray[np.float64]
    job_days: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class OrderDays:
    """What the trigger computes for a fleet, all in days from today, shape (n,).

    What few readers ask for is worked out when it is asked for.

    Attributes
    ----------
    life_days : ndarray, shape (n, 103)
        Quantiles of the remaining life after the pull-forward before plant shutdowns.
    risk : ndarray, shape (n,)
        Tolerated risk.
    late : ndarray, shape (n, order days)
        Probability of being late by order day.
    cost : ndarray, shape (n, m), or None
        Expected money of each order day, where a hurried delivery with a price is counted on.
    """

    life_days: NDArray[np.float64]
    risk: NDArray[np.float64]
    late: NDArray[np.float64]
    cost: NDArray[np.floating[Any]] | None
    supply: Supply
    article_quantile: float
    by_article: bool

    @cached_property
    def life(self) -> DaysDistribution:
        """Remaining life after the pull-forward."""
        return DaysDistribution(self.life_days)

    @cached_property
    def order_day(self) -> NDArray[np.int64]:
        """Best order day by the tolerated risk, -1 where it has passed."""
        return latest_day_within(self.late, self.risk)

    @cached_property
    def need_day(self) -> NDArray[np.int64]:
        """Day of need of the rule that decides: its risk, or its planning quantile."""
        quantile = np.full_like(self.risk, self.article_quantile)
        return _need_days(self.life_days, quantile if self.by_article else self.risk)

    @cached_property
    def arrive_day(self) -> NDArray[np.int64]:
        """Last goods-in day a margin before the need."""
        return _latest_open(self.need_day - self.supply.margin_days, self.supply)

    @cached_property
    def late_expedited(self) -> NDArray[np.float64] | None:
        """Probability of being late by order day with the hurried delivery, None without one."""
        hurried = self.supply.expedited
        return _late(self.life_days, hurried, self.supply) if hurried else None

    @property
    def article_day(self) -> NDArray[np.int64]:
        """Order day of the article rule, -1 where it has passed."""
        return self._article[1]

    @property
    def article_day_exact(self) -> NDArray[np.float64]:
        """The article rule before calendars, NaN where its quantile is beyond the horizon."""
        return self._article[0]

    @cached_property
    def _article(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        return _article_days(self.life_days, self.supply, self.article_quantile)


@dataclass(frozen=True, slots=True)
class TriggerDecision:
    """The dated decision to order, with every number needed to recompute it by hand.

    `late_probability` belongs to the order day proposed: `order_by` for WAIT, today for ORDER and
    LATE. Dates are None where there is no distribution to date them by.
    """

    kind: DecisionKind
    order_by: date | None
    arrive_by: date | None
    need_by: date | None
    quantity: int
    late_probability: float | None
    tolerated_risk: float | None
    article_order_by: date | None
    rule: TriggerRule
    mode: DeliveryMode = DeliveryMode.NORMAL
    reasons: tuple[Reason, ...] = ()

    def explained(self, *reasons: Reason) -> "TriggerDecision":
        """Return the decision with further reasons at the end."""
        return replace(self, reasons=self.reasons + reasons)


def pulled_forward(
    life: NDArray[np.float64], job_days: NDArray[np.float64], plant: WorkCalendar, today: date
) -> NDArray[np.float64]:
    """Move failures predicted inside a plant shutdown to the last slot that holds the job.

    Quantiles stay in order: an earlier one that lay between that slot and the shutdown moves with
    them. A shutdown that has already begun moves nothing.

    Parameters
    ----------
    life : ndarray, shape (n, 103)
        Quantiles in days from today.
    job_days : ndarray, shape (n,)
        Length of the job in days.

    Returns
    -------
    ndarray, shape (n, 103)
    """
    moved = life
    for shutdown in sorted(plant.shutdowns, key=lambda s: s.first, reverse=True):
        first, last = (shutdown.first - today).days, (shutdown.last - today).days
        if first <= 0:
            continue
        slots = np.empty(life.shape[0])
        for length in np.unique(job_days):
            slot = last_slot_before(shutdown.first, float(length), plant, today)
            slots[job_days == length] = (slot - today).days if slot else 0
        inside = (moved >= first) & (moved < last + 1)
        moved = np.where(inside, slots[:, None], moved)
        moved = np.minimum.accumulate(moved[:, ::-1], axis=1)[:, ::-1]
    return moved


def order_days(
    needs: Needs, supply: Supply, article_quantile: float, *, by_article: bool = False
) -> OrderDays:
    """Compute what dates the orders of a fleet by both rules; `by_article` says which decides.

    Where the supplier's hurried delivery has a price, the tolerated risk is that of the cheapest
    day with it at hand.
    """
    today = supply.table.today
    life = pulled_forward(needs.life.fleet(), needs.job_days, supply.plant, today)
    risk = tolerated_risk(needs.holding_per_day, needs.shortage_per_day, needs.service_floor)
    late = _late(life, supply.lead, supply)
    floor = np.maximum(RISK_FLOOR, 1.0 - needs.service_floor)
    cost = cost_when_hurried(
        life, needs.holding_per_day, needs.shortage_per_day, supply, late, floor
    )
    if cost is not None:
        risk = np.maximum(risk, risk_when_hurried(cost, late, floor))
    return OrderDays(life, risk, late, cost, supply, article_quantile, by_article)


def _late(life: NDArray[np.float64], lead: LeadTime, supply: Supply) -> NDArray[np.float64]:
    """Probability of being late for every order day with one delivery mode."""
    return late_probability(
        life, lead_probabilities(lead.distribution), supply.table, supply.margin_days
    )


def _need_days(life: NDArray[np.float64], levels: NDArray[np.float64]) -> NDArray[np.int64]:
    """Day on which each failure has happened with its level, rounded towards earlier."""
    days = np.empty(life.shape[0])
    for level in np.unique(levels):
        rows = levels == level
        days[rows] = quantiles_at(life[rows], float(level))
    return np.asarray(np.floor(np.minimum(days, HORIZON_DAYS) + ROUNDING), dtype=np.int64)


def _latest_open(days: NDArray[np.int64], supply: Supply) -> NDArray[np.int64]:
    """Move each day back to the plant's last goods-in day; today where there is none."""
    last_open = last_goods_in_days(supply.plant, supply.table.today, HORIZON_DAYS + 1)
    return np.asarray(last_open[np.clip(days, 0, HORIZON_DAYS)], dtype=np.int64)


def _article_days(
    life: NDArray[np.float64], supply: Supply, quantile: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Article rule before calendars and as an order day; parts of a day round to earlier."""
    planned = quantiles_at(life, quantile)
    lead, spread = supply.lead.median_days, supply.lead.spread_days
    slack = max(float(supply.margin_days), spread)
    whole_lead = int(np.ceil(lead - ROUNDING))
    arrival = supply.table.arrival_day[:, whole_lead]
    targets = np.floor(planned - slack + whole_lead - lead + ROUNDING)
    days = np.searchsorted(arrival, targets, side="right") - 1
    exact = np.where(np.isinf(planned), np.nan, planned - lead - slack)
    return exact, np.asarray(days, dtype=np.int64)


def day_or_none(today: date, day: float) -> date | None:
    """Turn a day count into a date; a day already passed or beyond the horizon has none.

    >>> day_or_none(date(2026, 3, 2), 12)
    datetime.date(2026, 3, 14)
    """
    if np.isnan(day) or day < 0 or day >= HORIZON_DAYS:
        return None
    return today + timedelta(days=int(day))
