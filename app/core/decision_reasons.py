"""The reasons behind a dated decision, in the order a reader recomputes them."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.binding import binding_reason
from app.core.calendars import HORIZON_DAYS, Shutdown
from app.core.component_life import LifeBasis
from app.core.distribution import DaysDistribution, cumulative
from app.core.hurry_reasons import hurry_reasons, plain_risk
from app.core.ignorance import collect_reason
from app.core.lead_time import LeadTime
from app.core.need import FIXED_DATE, Need
from app.core.order_time import lead_probabilities
from app.core.policy import SitePolicy, TriggerRule
from app.core.reasons import Detail, Reason
from app.core.supply import Supply
from app.core.track_reasons import track_reasons
from app.core.trigger import DecisionKind, DeliveryMode, OrderDays

LOW_LEVELS = {"p01": 0.001, "p1": 0.01, "p5": 0.05}
"""Early quantiles of life that are printed, by the name their text has for them."""
PRINTED_SHARE = 0.004
"""Lead times less likely than this share a printed line with their neighbours."""


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
    yield from collect_reason(need.life_state)


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
            **_quantiles(lead),
            "receipts": lead.receipts,
            "basis": lead.basis,
        },
    )
    spread = round(lead.spread_days, 2)
    yield Reason("lead_spread", spread, "d", {"days": spread})
    if lead.widened_by > 1.0:
        multiplier = round(lead.widened_by, 3)
        yield Reason("supply_risk", multiplier, "1", {"multiplier": multiplier})


def _quantiles(lead: LeadTime) -> dict[str, Detail]:
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


def reasons_for_late(
    kind: DecisionKind,
    mode: DeliveryMode,
    best: int,
    days: OrderDays,
    supply: Supply,
    policy: SitePolicy,
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
    closed = tuple(_supplier_closed(order_day, lead, supply))
    if kind is DecisionKind.WAIT:
        by_article = policy.rule is TriggerRule.ARTICLE
        until = _wait_until(order_day, late, day, by_article=by_article)
        return (*closed, *terms, summed, *until)
    passed = (Reason("best_day_passed"),) if best < 0 else ()
    details: dict[str, Detail] = {"mode": mode.value, "probability": probability}
    return (
        *hurried,
        *closed,
        *terms,
        summed,
        *passed,
        Reason("late_today", probability, "1", details),
    )


def _wait_until(
    order_day: int, late: NDArray[np.float64], day: date, *, by_article: bool
) -> Iterator[Reason]:
    """Say what one day later would mean, and the date."""
    after = float(late[0, order_day + 1])
    code = "late_after" if by_article else "late_next"
    yield Reason(code, after, "1", {"day": day + timedelta(days=1), "probability": after})
    yield Reason("order_by", float(order_day), "d", {"day": day, "days": order_day})


def _supplier_closed(order_day: int, lead: LeadTime, supply: Supply) -> Iterator[Reason]:
    """Say on how many days the supplier is closed between order and usual arrival."""
    first = supply.table.today + timedelta(days=order_day)
    length = min(int(np.ceil(lead.median_days)), supply.table.arrival_day.shape[1] - 1)
    span = int(supply.table.arrival_day[order_day, length]) - order_day + 1
    closed = int((~supply.supplier.open_days(first, span)).sum())
    if closed:
        last = first + timedelta(days=span - 1)
        details: dict[str, Detail] = {"first": first, "last": last, "closed": closed}
        yield Reason("supplier_calendar", float(closed), "d", details)


def _late_terms(
    order_day: int, days: OrderDays, supply: Supply, lead: LeadTime
) -> Iterator[Reason]:
    """Yield one reason a lead time: its probability times what has failed before arrival.

    Unlikely lead times next to each other are printed as one range, so that a long tail stays
    readable and the products still add up to the sum.
    """
    today, life = supply.table.today, days.life.fleet()[:1]
    shares = lead_probabilities(lead.distribution)
    arrival_days = supply.table.arrival_day[order_day, : shares.size] + supply.margin_days
    failed_before = cumulative(life, arrival_days.astype(float), closed=False)[0]
    for lengths in _ranges(shares):
        usable, failed = arrival_days[lengths], failed_before[lengths]
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
