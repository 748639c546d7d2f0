"""The reasons behind a dated decision, in the order a reader recomputes them."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from app.core.binding import binding_reason
from app.core.calendars import HORIZON_DAYS, Shutdown
from app.core.component_life import LifeBasis
from app.core.distribution import DaysDistribution
from app.core.hurry_reasons import hurry_reasons, plain_risk
from app.core.ignorance import collect_reason
from app.core.lead_time import LeadTime
from app.core.need import FIXED_DATE, Need
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.track_reasons import track_reasons
from app.core.trigger import OrderDays

LOW_LEVELS = {"p01": 0.001, "p1": 0.01, "p5": 0.05}
"""Early quantiles of life that are printed, by the name their text has for them."""


def reasons_for_days(
    need: Need, life: DaysDistribution, days: OrderDays, supply: Supply, policy: SitePolicy
) -> tuple[Reason, ...]:
    """Say what the dates follow from: life, risk, calendars, lead time, article rule."""
    return (
        *_life(need, life, days, supply, policy),
        *_need(need, life, days, supply, policy),
        *_lead(supply),
        *_article(days, supply, policy),
    )


def _life(
    need: Need, life: DaysDistribution, days: OrderDays, supply: Supply, policy: SitePolicy
) -> Iterator[Reason]:
    """Remaining life, the two costs, and the risk they allow."""
    yield from _knowledge(need, need.own_life or life, supply.table.today)
    if need.own_life is not None:
        shared: dict[str, Detail] = {
            "rank": need.rank,
            "others": need.shared_with,
        }
        yield _three_quantiles("kth_need", life, shared)
    if need.life_state != FIXED_DATE:
        yield _low_quantiles(life, float(days.risk[0]))
    for code, cost in (("holding", need.holding_per_day), ("shortage", need.shortage_per_day)):
        unit = f"{policy.currency}/d"
        yield Reason(code, cost, unit, {"per_day": cost, "currency": policy.currency})
    total = need.holding_per_day + need.shortage_per_day
    plain = plain_risk(need, policy)
    yield Reason(
        "tolerated_risk",
        plain,
        "1",
        {
            "risk": plain,
            "cost_ratio": need.holding_per_day / total if total > 0 else 1.0,
            "service_floor": need.service_floor(policy),
        },
    )
    if need.kit_parts > 1:
        floor = need.service_floor(policy)
        kit: dict[str, Detail] = {"parts": need.kit_parts, "floor": floor}
        yield Reason("kit_floor", floor, "1", kit)
    yield from hurry_reasons(need, days, supply, policy)
    yield binding_reason(need, float(days.risk[0]), policy)


def _knowledge(need: Need, life: DaysDistribution, today: date) -> Iterator[Reason]:
    """Say what is known of when the need comes: a date, or a life and how far it is believed."""
    if need.life_state == FIXED_DATE:
        days = life.quantile(0.5)
        on = today + timedelta(days=int(days))
        yield Reason("fixed_date", days, "d", {"day": on})
        return
    if need.checked is not None:
        yield from track_reasons(need.checked)
    yield _three_quantiles("remaining_life", life, {"state": need.life_state})
    if need.by_age is not None:
        yield _by_age(need.by_age)
    yield from collect_reason(need.life_state, need.regime)


def _by_age(basis: LifeBasis) -> Reason:
    """Say how much of a life by age is prior and how much is data."""
    shares = {"prior": basis.prior, "sisters": basis.sisters, "own": basis.own}
    details: dict[str, Detail] = {name: round(100 * share) for name, share in shares.items()}
    details |= {"lives": basis.lives, "whole": basis.whole_lives, "source": basis.source}
    return Reason("life_by_age", basis.prior, "1", details)


def _three_quantiles(code: str, life: DaysDistribution, more: dict[str, Detail]) -> Reason:
    """Say a distribution by three of its quantiles."""
    shown: dict[str, Detail] = {f"p{p}": _shown(life.quantile(p / 100)) for p in (10, 50, 90)}
    median = life.quantile(0.5)
    return Reason(code, None if np.isinf(median) else median, "d", {**shown, **more})


def _low_quantiles(life: DaysDistribution, risk: float) -> Reason:
    """Say the early end of remaining life, which dates the need."""
    details = {name: _shown(life.quantile(p)) for name, p in LOW_LEVELS.items()}
    at_risk = _shown(life.quantile(risk))
    return Reason("life_at_risk", None, "d", {**details, "risk": risk, "days": at_risk})


def _shown(days: float) -> Detail:
    """Show a day count, or that it lies beyond the horizon."""
    return "> horizon" if np.isinf(days) else round(days, 2)


def _need(
    need: Need, life: DaysDistribution, days: OrderDays, supply: Supply, policy: SitePolicy
) -> Iterator[Reason]:
    """Say the need date, which shutdown moved it if one did, and when the part must be in."""
    today, need_day = supply.table.today, int(days.need_day[0])
    if need_day >= HORIZON_DAYS - 1:
        return
    by_article = policy.rule is TriggerRule.ARTICLE
    level = policy.article_planning_quantile if by_article else float(days.risk[0])
    need_by = today + timedelta(days=need_day)
    predicted = today + timedelta(days=int(min(life.quantile(level), HORIZON_DAYS)))
    if predicted > need_by and (moved_by := _mover(predicted, need_by, supply)):
        yield _pulled_forward(need, predicted, need_by, need_day, moved_by)
    details: dict[str, Detail] = {"day": need_by, "days": need_day, "quantile": level * 100}
    code = "need_by_article" if by_article else "need_by"
    if need.life_state == FIXED_DATE:
        code = "need_by_date"
    yield Reason(code, float(need_day), "d", details)
    yield _arrival(days, supply)


def _mover(predicted: date, need_by: date, supply: Supply) -> Shutdown | None:
    """Find the shutdown that moved a need: the one it lay in, else the next after the new date."""
    later = [s for s in supply.plant.shutdowns if s.first > need_by]
    return supply.plant.closure_of(predicted) or min(later, key=lambda s: s.first, default=None)


def _pulled_forward(
    need: Need, predicted: date, need_by: date, need_day: int, shutdown: Shutdown
) -> Reason:
    """Say which shutdown moved the need, and from where."""
    details: dict[str, Detail] = {
        "predicted": predicted,
        "day": need_by,
        "name": shutdown.name,
        "first": shutdown.first,
        "last": shutdown.last,
        "job_days": need.job_days,
    }
    return Reason("pulled_forward", float(need_day), "d", details)


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
            **lead_quantiles(lead),
            "receipts": lead.receipts,
            "basis": lead.basis,
        },
    )
    spread = round(lead.spread_days, 2)
    yield Reason("lead_spread", spread, "d", {"days": spread})
    if lead.widened_by > 1.0:
        multiplier = round(lead.widened_by, 3)
        yield Reason("supply_risk", multiplier, "1", {"multiplier": multiplier})


def lead_quantiles(lead: LeadTime) -> dict[str, Detail]:
    """Return the printed quantiles of a lead time."""
    return {f"p{p}": round(lead.distribution.quantile(p / 100), 2) for p in (50, 90, 99)}


def _article(days: OrderDays, supply: Supply, policy: SitePolicy) -> Iterator[Reason]:
    """Say the article rule's arithmetic, whatever rule decides, and what calendars make of it."""
    exact, today = float(days.article_day_exact[0]), supply.table.today
    quantile = policy.article_planning_quantile * 100
    if np.isnan(exact):
        yield Reason("article_impossible", details={"quantile": quantile})
        return
    lead, spread = supply.lead.median_days, supply.lead.spread_days
    slack, nominal = max(float(supply.margin_days), spread), int(np.floor(exact))
    details: dict[str, Detail] = {
        "planned": round(exact + lead + slack, 2),
        "lead": round(lead, 2),
        "margin": supply.margin_days,
        "spread": round(spread, 2),
        "days": round(exact, 2),
        "day": today + timedelta(days=nominal),
        "quantile": quantile,
    }
    yield Reason("article_rule", exact, "d", details)
    day = int(days.article_day[0])
    if day < 0:
        yield Reason("article_passed")
    elif day != nominal and day < HORIZON_DAYS - 1:
        yield Reason("article_moved", float(day), "d", {"day": today + timedelta(days=day)})
