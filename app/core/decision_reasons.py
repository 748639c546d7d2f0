"""The reasons behind a dated decision, in the order a reader recomputes them."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS
from app.core.distribution import DaysDistribution
from app.core.lead_time import LeadTime
from app.core.need import Need
from app.core.order_time import lead_probabilities
from app.core.policy import SitePolicy
from app.core.reasons import Detail, Reason
from app.core.trigger import (
    DecisionKind,
    DeliveryMode,
    OrderDays,
    Supply,
)

PRINTED_SHARE = 0.002
"""Lead times less likely than this share a printed line with their neighbours."""


def reasons_for_days(
    need: Need, life: DaysDistribution, days: OrderDays, supply: Supply, policy: SitePolicy
) -> tuple[Reason, ...]:
    """Say what the dates follow from: life, risk, calendars, lead time, article rule."""
    return (
        *_life(need, life, days, policy),
        *_pull_forward(need, life, days, supply),
        _arrival(days, supply),
        *_lead(supply),
        _article(days, supply, policy),
    )


def _life(
    need: Need, life: DaysDistribution, days: OrderDays, policy: SitePolicy
) -> Iterator[Reason]:
    """Remaining life, the two costs, and the risk they allow."""
    quantiles: dict[str, Detail] = {f"p{p}": _shown(life.quantile(p / 100)) for p in (10, 50, 90)}
    median = life.quantile(0.5)
    yield Reason(
        "remaining_life",
        None if np.isinf(median) else median,
        "d",
        {**quantiles, "state": need.life_state},
    )
    for code, cost in (("holding", need.holding_per_day), ("shortage", need.shortage_per_day)):
        unit = f"{policy.currency}/d"
        yield Reason(code, cost, unit, {"per_day": cost, "currency": policy.currency})
    total = need.holding_per_day + need.shortage_per_day
    yield Reason(
        "tolerated_risk",
        float(days.risk[0]),
        "1",
        {
            "risk": float(days.risk[0]),
            "cost_ratio": need.holding_per_day / total if total > 0 else 1.0,
            "service_floor": policy.service_floor[need.criticality],
        },
    )


def _shown(days: float) -> Detail:
    """Show a day count, or that it lies beyond the horizon."""
    return "> horizon" if np.isinf(days) else round(days, 2)


def _pull_forward(
    need: Need, life: DaysDistribution, days: OrderDays, supply: Supply
) -> Iterator[Reason]:
    """Say the need date, and which shutdown moved it if one did."""
    today = supply.table.today
    need_day = int(days.need_day[0])
    need_by = today + timedelta(days=need_day)
    unmoved = life.quantile(float(days.risk[0]))
    moved_by = None
    if np.floor(min(unmoved, HORIZON_DAYS)) > need_day:
        later = [s for s in supply.plant.shutdowns if s.first > need_by]
        moved_by = min(later, key=lambda s: s.first, default=None)
    if moved_by:
        yield Reason(
            "pulled_forward",
            float(need_day),
            "d",
            {
                "predicted": today + timedelta(days=int(min(unmoved, HORIZON_DAYS))),
                "day": need_by,
                "name": moved_by.name,
                "first": moved_by.first,
                "last": moved_by.last,
                "job_days": need.job_days,
            },
        )
    yield Reason("need_by", float(need_day), "d", {"day": need_by, "days": need_day})


def _arrival(days: OrderDays, supply: Supply) -> Reason:
    """Say when the part must be in."""
    arrive = int(days.arrive_day[0])
    return Reason(
        "receiving_margin",
        float(supply.margin_days),
        "d",
        {"days": supply.margin_days, "day": supply.table.today + timedelta(days=arrive)},
    )


def _lead(supply: Supply) -> Iterator[Reason]:
    """Lead-time quantiles with the number of receipts behind them."""
    lead = supply.lead
    yield Reason(
        "lead_time",
        lead.median_days,
        "working d",
        {
            **_quantiles(lead),
            "receipts": lead.receipts,
            "basis": lead.basis,
        },
    )
    spread = round(lead.spread_days, 2)
    yield Reason("lead_spread", spread, "d", {"days": spread})


def _quantiles(lead: LeadTime) -> dict[str, Detail]:
    """Return the printed quantiles of a lead time."""
    return {f"p{p}": round(lead.distribution.quantile(p / 100), 2) for p in (50, 90, 99)}


def _article(days: OrderDays, supply: Supply, policy: SitePolicy) -> Reason:
    """Say the article rule's arithmetic, whatever rule decides."""
    exact = float(days.article_day_exact[0])
    quantile = policy.article_planning_quantile * 100
    if np.isnan(exact):
        return Reason("article_impossible", details={"quantile": quantile})
    lead, spread = supply.lead.median_days, supply.lead.spread_days
    slack = max(float(supply.margin_days), spread)
    day = int(days.article_day[0]) if days.article_day[0] >= 0 else int(np.floor(exact))
    return Reason(
        "article_rule",
        float(day),
        "d",
        {
            "planned": round(exact + lead + slack, 2),
            "lead": round(lead, 2),
            "margin": supply.margin_days,
            "spread": round(spread, 2),
            "days": round(exact, 2),
            "day": supply.table.today + timedelta(days=day),
            "quantile": quantile,
        },
    )


def reasons_for_late(
    kind: DecisionKind, mode: DeliveryMode, best: int, days: OrderDays, supply: Supply
) -> tuple[Reason, ...]:
    """Show the sum behind the probability of being late, term by term."""
    if best >= HORIZON_DAYS - 1:
        return (Reason("beyond_horizon", float(HORIZON_DAYS), "d", {"days": HORIZON_DAYS}),)
    today, order_day = supply.table.today, max(best, 0)
    lead, late = supply.lead, days.late
    hurried: tuple[Reason, ...] = ()
    if mode is DeliveryMode.EXPEDITED and supply.expedited and days.late_expedited is not None:
        lead, late = supply.expedited, days.late_expedited
        hurried = (Reason("lead_expedited", lead.median_days, "working d", _quantiles(lead)),)
    probability = float(late[0, order_day])
    day = today + timedelta(days=order_day)
    terms = tuple(_late_terms(order_day, days, supply, lead))
    summed = Reason("late_sum", probability, "1", {"day": day, "probability": probability})
    if kind is DecisionKind.WAIT:
        return (*terms, summed, *_wait_until(order_day, late, day))
    passed = (Reason("best_day_passed"),) if best < 0 else ()
    details: dict[str, Detail] = {"mode": mode.value, "probability": probability}
    return (*hurried, *terms, summed, *passed, Reason("late_today", probability, "1", details))


def _wait_until(order_day: int, late: NDArray[np.float64], day: date) -> Iterator[Reason]:
    """Say the last day that is still within the risk, and the first that is not."""
    after = float(late[0, order_day + 1])
    yield Reason("late_next", after, "1", {"day": day + timedelta(days=1), "probability": after})
    yield Reason("order_by", float(order_day), "d", {"day": day, "days": order_day})


def _late_terms(
    order_day: int, days: OrderDays, supply: Supply, lead: LeadTime
) -> Iterator[Reason]:
    """Yield one reason a lead time: its probability times what has failed before arrival.

    Unlikely lead times next to each other are printed as one range, so that a long tail stays
    readable and the products still add up to the sum.
    """
    today, life = supply.table.today, days.life.fleet_row(0)
    shares = lead_probabilities(lead.distribution)
    for lengths in _ranges(shares):
        usable = supply.table.arrival_day[order_day, lengths] + supply.margin_days
        failed = np.array([life.probability_before(int(day)) for day in usable])
        share, product = float(shares[lengths].sum()), float(shares[lengths] @ failed)
        details: dict[str, Detail] = {
            "shortest": int(lengths[0]),
            "lead": int(lengths[-1]),
            "probability": share,
            "arrival": today + timedelta(days=int(usable[-1]) - supply.margin_days),
            "usable": today + timedelta(days=int(usable[-1])),
            "failed": product / share,
            "product": product,
        }
        code = "late_term" if lengths.size == 1 else "late_range"
        yield Reason(code, product, "1", details)


def _ranges(shares: NDArray[np.float64]) -> Iterator[NDArray[np.intp]]:
    """Group lead times: each likely one alone, unlikely neighbours until they weigh enough."""
    group: list[int] = []
    for length in np.flatnonzero(shares):
        is_likely = shares[length] >= PRINTED_SHARE
        if group and (is_likely or shares[group].sum() >= PRINTED_SHARE):
            yield np.array(group)
            group = []
        group.append(int(length))
        if is_likely:
            yield np.array(group)
            group = []
    if group:
        yield np.array(group)
