"""The smallest change that would have altered a decision, found by deciding again."""

from collections.abc import Callable
from dataclasses import replace

from app.core.decision import best_order_day, kind_of, order_days_of
from app.core.distribution import DaysDistribution
from app.core.need import Need
from app.core.policy import SitePolicy
from app.core.reasons import Detail, Reason
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_from
from app.core.trigger import DecisionKind, TriggerDecision

MOST_DAYS = 365
"""Changes larger than a year are not offered as "smallest"."""


def smallest_changes(
    need: Need,
    supply: Supply,
    stock: StockPosition,
    policy: SitePolicy,
    decision: TriggerDecision,
) -> tuple[Reason, ...]:
    """Say by how little life, lead time or stock would have had to differ.

    Longer life and shorter lead time can only calm a decision down, the other way round can only
    hurry it, so each change is found by halving.
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
        Reason(
            "flip_stock",
            float(need.quantity - stock.position),
            "pcs",
            {"quantity": need.quantity - stock.position},
        ),
    )


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
    while kind_after(high) is kind_now:
        if high >= MOST_DAYS:
            return None
        low, high = high, min(high * 2, MOST_DAYS)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if kind_after(middle) is kind_now else (low, middle)
    return high, kind_after(high)


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
