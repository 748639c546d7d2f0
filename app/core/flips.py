"""The smallest change that would have altered a decision, found by deciding again."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from app.core.calendars import HORIZON_DAYS
from app.core.decision import best_order_day, kind_of, order_days_of
from app.core.distribution import DaysDistribution
from app.core.hurry_reasons import plain_risk
from app.core.need import Need
from app.core.order_time import ROUNDING
from app.core.policy import SitePolicy
from app.core.reasons import Detail, Reason
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_from
from app.core.trigger import LATE_TOLERANCE, DecisionKind, TriggerDecision

MOST_DAYS = 365
"""Changes larger than a year are not offered as "smallest"."""

FLOOR_STEPS = 10_000
"""A service floor is told to a hundredth of a percent."""


def smallest_changes(
    need: Need,
    supply: Supply,
    stock: StockPosition,
    policy: SitePolicy,
    decision: TriggerDecision,
    others: Sequence[tuple[str, Supply]] = (),
) -> tuple[Reason, ...]:
    """Say by how little life, lead time, vendor, floor, cost or stock would have had to differ.

    Longer life and shorter lead time can only calm a decision down, the other way round can only
    hurry it, so each change is found by halving. Floor and cost change nothing but the tolerated
    risk, so theirs follow from the probability that must be tolerated.

    Parameters
    ----------
    others : sequence of (str, Supply)
        Other vendors of the part, by name.
    """
    if need.life is None or need.foreign_fault or decision.kind is DecisionKind.COVERED:
        return ()
    life, calmer = need.life, decision.kind is not DecisionKind.WAIT

    def with_life(days: int) -> DecisionKind:
        return _kind(need, life.shifted(days if calmer else -days), supply, policy)

    def with_lead(days: int) -> DecisionKind:
        return _kind(need, life, _with_lead(supply, -days if calmer else days), policy)

    return (
        *_reason("flip_life", _least(with_life, decision.kind), is_longer=calmer),
        *_reason("flip_lead", _least(with_lead, decision.kind), is_longer=not calmer),
        *_vendors(need, life, others, policy, decision.kind),
        *_floor_and_cost(need, life, supply, policy, decision.kind),
        Reason(
            "flip_stock",
            float(need.quantity - stock.position),
            "pcs",
            {"quantity": need.quantity - stock.position},
        ),
    )


def _vendors(
    need: Need,
    life: DaysDistribution,
    others: Sequence[tuple[str, Supply]],
    policy: SitePolicy,
    kind_now: DecisionKind,
) -> Iterator[Reason]:
    """Say from which vendors the decision would be another one."""
    for name, supply in others:
        days = order_days_of(need, life, supply, policy)
        best = best_order_day(days, policy)
        kind = kind_of(best, days)[0]
        if kind is not kind_now and best < HORIZON_DAYS - 1:
            day = supply.table.today + timedelta(days=max(best, 0))
            details: dict[str, Detail] = {"decision": kind.value, "vendor": name, "day": day}
            yield Reason("flip_vendor", float(max(best, 0)), "d", details)


def _floor_and_cost(
    need: Need, life: DaysDistribution, supply: Supply, policy: SitePolicy, kind_now: DecisionKind
) -> Iterator[Reason]:
    """Say from which service floor, and which cost of standing still, the decision is another."""
    late = order_days_of(need, life, supply, policy).late[0]
    is_late = kind_now is DecisionKind.LATE
    shown = float(late[0] if is_late else late[1])
    risk = shown - LATE_TOLERANCE if is_late else shown
    if not 0.0 < risk < 1.0:
        return
    toward = math.ceil if kind_now is DecisionKind.WAIT else math.floor
    floor = toward((1.0 - risk) * FLOOR_STEPS) / FLOOR_STEPS
    per_day = toward(need.holding_per_day * (1.0 - risk) / risk * 100.0) / 100.0
    floors = {**policy.service_floor, need.criticality: floor}
    changed = {
        "flip_floor": (need, replace(policy, service_floor=floors)),
        "flip_cost": (replace(need, shortage_per_day=per_day), policy),
    }
    kinds = {
        code: _kind(other, life, supply, under)
        for code, (other, under) in changed.items()
        if _can_flip(plain_risk(other, under), risk, supply, kind_now)
    }
    values = {"flip_floor": (floor, "1"), "flip_cost": (per_day, f"{policy.currency}/d")}
    for code, kind in kinds.items():
        if kind is not kind_now:
            details: dict[str, Detail] = {
                "decision": kind.value,
                "floor": floor,
                "per_day": per_day,
                "currency": policy.currency,
                "late": shown,
                "day": supply.table.today + timedelta(days=0 if is_late else 1),
            }
            yield Reason(code, *values[code], details)


def _can_flip(plain: float, risk: float, supply: Supply, kind_now: DecisionKind) -> bool:
    """Whether another tolerated risk can make another decision, before deciding again.

    A hurried delivery with a price only raises what is tolerated.
    """
    if kind_now is DecisionKind.WAIT:
        return plain < risk
    return plain >= risk - ROUNDING or math.isfinite(supply.expedite_cost)


def _kind(need: Need, life: DaysDistribution, supply: Supply, policy: SitePolicy) -> DecisionKind:
    """Decide again with another life or supply."""
    days = order_days_of(need, life, supply, policy)
    return kind_of(best_order_day(days, policy), days)[0]


def _with_lead(supply: Supply, days: int) -> Supply:
    """Return the supply with every delivery that many working days longer or shorter."""
    lead = supply.lead
    moved = replace(
        lead,
        distribution=lead.distribution.shifted(days),
        median_days=max(lead.median_days + days, 0.0),
    )
    return supply_from(
        supply.table.today,
        supply.supplier,
        supply.plant,
        moved,
        supply.margin_days,
        supply.expedited,
        supply.expedite_cost,
    )


def _least(
    kind_after: Callable[[int], DecisionKind], kind_now: DecisionKind
) -> tuple[int, DecisionKind] | None:
    """Find the least whole number of days after which the decision is another one."""
    low, high = 0, 1
    while (kind := kind_after(high)) is kind_now:
        if high >= MOST_DAYS:
            return None
        low, high = high, min(high * 2, MOST_DAYS)
    while high - low > 1:
        middle = (low + high) // 2
        between = kind_after(middle)
        if between is kind_now:
            low = middle
        else:
            high, kind = middle, between
    return high, kind


def _reason(
    code: str, change: tuple[int, DecisionKind] | None, *, is_longer: bool
) -> tuple[Reason, ...]:
    """Word one change, if there is one within a year."""
    if change is None:
        return ()
    details: dict[str, Detail] = {
        "days": change[0],
        "decision": change[1].value,
        "direction": "longer" if is_longer else "shorter",
    }
    return (Reason(code, float(change[0]), "d", details),)
