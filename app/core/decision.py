"""One need decided: the fleet's arithmetic for a fleet of one, put into words and dates."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from app.core.alternatives import alternative_reasons, order_alternatives
from app.core.calendars import HORIZON_DAYS
from app.core.decision_reasons import reasons_for_days
from app.core.distribution import DaysDistribution
from app.core.ignorance import collect_reason
from app.core.late_reasons import reasons_for_late
from app.core.need import Need
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Reason
from app.core.stock import StockPosition
from app.core.supply import Supply
from app.core.trigger import (
    LATE_TOLERANCE,
    DecisionKind,
    DeliveryMode,
    Needs,
    OrderDays,
    TriggerDecision,
    day_or_none,
    order_days,
)


def evaluate_trigger(
    need: Need, supply: Supply, stock: StockPosition, policy: SitePolicy
) -> TriggerDecision:
    """Decide one need: COVERED, WAIT, ORDER or LATE, with its reasons.

    Examples
    --------
    The article's first example: 18 days of life, 5 days of lead time, ordered on day 12.

    >>> from app.core.assets import Criticality
    >>> from app.core.calendars import WorkCalendar
    >>> from app.core.lead_time import declared_lead_time
    >>> from app.core.supply import supply_from
    >>> today = date(2026, 3, 2)
    >>> supply = supply_from(today, WorkCalendar(), WorkCalendar(), declared_lead_time(5.0), 1)
    >>> need = Need(DaysDistribution.certain(18.0), "degrading", Criticality.A, 0.06, 43200.0)
    >>> decision = evaluate_trigger(need, supply, StockPosition(), SitePolicy())
    >>> decision.kind.value, (decision.order_by - today).days, (decision.arrive_by - today).days
    ('WAIT', 12, 17)
    """
    today = supply.table.today
    if need.life is None or need.foreign_fault:
        return _undated(need, policy)
    days = order_days_of(need, need.life, supply, policy)
    reasons = reasons_for_days(need, need.life, days, supply, policy)
    stock_reason = _stock_reason(stock, need)
    if stock.position >= need.quantity:
        return _dated(DecisionKind.COVERED, 0, None, days, policy, today).explained(
            *reasons, stock_reason, Reason("covered")
        )
    best = best_order_day(days, policy)
    quantity = max(need.quantity - max(stock.position, 0), need.minimum_order)
    kind, mode, late = kind_of(best, days)
    decision = _dated(kind, quantity, late, days, policy, today, best, mode)
    return decision.explained(
        *reasons,
        *reasons_for_late(kind, mode, best, days, supply, policy),
        *_alternatives(need, days, supply, decision, policy.currency),
        stock_reason,
        Reason(
            "quantity",
            float(quantity),
            "pcs",
            {
                "quantity": quantity,
                "missing": need.quantity - max(stock.position, 0),
                "minimum": need.minimum_order,
            },
        ),
        Reason("rule", details={"rule": policy.rule.value}),
    )


def _alternatives(
    need: Need, days: OrderDays, supply: Supply, decision: TriggerDecision, currency: str
) -> Iterator[Reason]:
    """Cost what else could be done; nothing where no order is dated."""
    if decision.order_by is None:
        return
    best = (decision.order_by - supply.table.today).days
    found = order_alternatives(need, days, supply, best, decision.mode, decision.quantity)
    yield from alternative_reasons(found, currency)


def order_days_of(
    need: Need, life: DaysDistribution, supply: Supply, policy: SitePolicy
) -> OrderDays:
    """Compute the order days of one need as a fleet of one."""
    return _order_days_of_one(
        life,
        (
            need.holding_per_day,
            need.shortage_per_day,
            need.service_floor(policy),
            need.job_days,
        ),
        supply,
        policy.article_planning_quantile,
        by_article=policy.rule is TriggerRule.ARTICLE,
    )


@lru_cache(maxsize=256)
def _order_days_of_one(
    life: DaysDistribution,
    terms: tuple[float, float, float, float],
    supply: Supply,
    article_quantile: float,
    *,
    by_article: bool,
) -> OrderDays:
    """Compute the order days of one need, the same need only once; nobody changes its arrays."""
    holding, shortage, floor, job_days = (np.array([term]) for term in terms)
    fleet = Needs(life, holding, shortage, floor, job_days)
    return order_days(fleet, supply, article_quantile, by_article=by_article)


def best_order_day(days: OrderDays, policy: SitePolicy) -> int:
    """Return the order day of the rule the site follows, -1 where it has passed."""
    by_article = policy.rule is TriggerRule.ARTICLE
    return int(days.article_day[0] if by_article else days.order_day[0])


def kind_of(best: int, days: OrderDays) -> tuple[DecisionKind, DeliveryMode, float]:
    """Tell WAIT, ORDER and LATE apart by the best order day and what ordering today leaves."""
    if best > 0:
        return DecisionKind.WAIT, DeliveryMode.NORMAL, float(days.late[0, best])
    late, mode = float(days.late[0, 0]), DeliveryMode.NORMAL
    limit = float(days.risk[0]) + LATE_TOLERANCE
    if late > limit and days.late_expedited is not None and days.late_expedited[0, 0] < late:
        late, mode = float(days.late_expedited[0, 0]), DeliveryMode.EXPEDITED
    is_late = best < 0 and late > limit
    return (DecisionKind.LATE if is_late else DecisionKind.ORDER), mode, late


def _dated(
    kind: DecisionKind,
    quantity: int,
    late: float | None,
    days: OrderDays,
    policy: SitePolicy,
    today: date,
    best: int = 0,
    mode: DeliveryMode = DeliveryMode.NORMAL,
) -> TriggerDecision:
    """Put dates on the day counts; a best day already passed is ordered today."""
    order_by = None if kind is DecisionKind.COVERED else _horizon_date(today, max(best, 0))
    return TriggerDecision(
        kind=kind,
        order_by=order_by,
        arrive_by=_horizon_date(today, int(days.arrive_day[0])),
        need_by=_horizon_date(today, int(days.need_day[0])),
        quantity=quantity,
        late_probability=late,
        tolerated_risk=float(days.risk[0]),
        article_order_by=_article_date(today, days),
        rule=policy.rule,
        mode=mode,
    )


def _horizon_date(today: date, day: int) -> date | None:
    """Return the date of a day, None at the end of the horizon, where nothing is dated."""
    return today + timedelta(days=day) if day < HORIZON_DAYS - 1 else None


def _article_date(today: date, days: OrderDays) -> date | None:
    """Return the article rule's date, also one that has passed (shown beside, never acted on)."""
    exact = float(days.article_day_exact[0])
    if np.isnan(exact):
        return None
    if days.article_day[0] < 0:
        return today + timedelta(days=min(int(np.floor(exact)), -1))
    return day_or_none(today, int(days.article_day[0]))


def _undated(need: Need, policy: SitePolicy) -> TriggerDecision:
    """Wait without a date: there is no distribution that could date an order."""
    return TriggerDecision(
        kind=DecisionKind.WAIT,
        order_by=None,
        arrive_by=None,
        need_by=None,
        quantity=0,
        late_probability=None,
        tolerated_risk=None,
        article_order_by=None,
        rule=policy.rule,
        reasons=(
            Reason("no_part_needed", details={"mode": need.foreign_fault})
            if need.foreign_fault
            else Reason("no_distribution", details={"state": need.life_state}),
            *collect_reason(need.life_state, need.regime),
        ),
    )


def _stock_reason(stock: StockPosition, need: Need) -> Reason:
    """Say the stock arithmetic."""
    return Reason(
        "stock",
        float(stock.position),
        "pcs",
        {
            "on_hand": stock.on_hand,
            "on_order": stock.on_order,
            "allocated": stock.allocated,
            "position": stock.position,
            "needed": need.quantity,
        },
    )
