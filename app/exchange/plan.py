"""Plan a scenario: one dated decision a component, decided with all needs of its part."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.core.assets import Criticality
from app.core.borrowing import Borrowed, borrowed_today
from app.core.decision import evaluate_trigger
from app.core.flips import smallest_changes
from app.core.need import Need
from app.core.need_line import NeedKind
from app.core.part_pool import PartPool, PoolNeed, rank_needs
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_of
from app.core.supply_risk import multiplier_of
from app.core.trigger import TriggerDecision
from app.exchange.plan_late import late_reasons
from app.exchange.scenario import Scenario, ScenarioComponent
from app.exchange.scenario_parts import ScenarioPart
from app.exchange.surplus import Surplus

Json = dict[str, object]
Supplies = dict[tuple[str, Criticality], Supply]
"""Vendors laid out, for parts of each class."""


def plan_scenario(scenario: Scenario) -> list[Json]:
    """Decide every component of a scenario, in the scenario's order.

    Components that share a part are decided together, as the daily review does: the pieces serve
    the need that comes first, and the k-th piece is dated by the k-th of all needs.
    """
    classes = {component.criticality for component in scenario.components}
    supplies = {(name, c): _supply(scenario, name, c) for name in scenario.vendors for c in classes}
    spare = _spare(scenario)
    rows: dict[int, Json] = {}
    for number in dict.fromkeys(component.part for component in scenario.components):
        rows |= _plan_part(scenario, number, supplies, spare)
    return [rows[n] for n in range(len(rows))]


def _spare(scenario: Scenario) -> dict[str, int]:
    """Count what the parts with alternates can lend: what their own needs and levels leave."""
    found = {}
    for number, part in scenario.parts.items():
        if part.part.alternates:
            pool, kept = _pool(scenario, part), part.part.safety_stock + part.part.buffer_stock
            taken = sum(r.taken for r in rank_needs(pool, scenario.policy))
            found[number] = max(pool.on_hand - pool.set_aside - taken - kept, 0)
    return found


def _borrowed(
    scenario: Scenario, part: ScenarioPart, supplies: Supplies, spare: dict[str, int]
) -> Borrowed:
    """Take from the spare pieces what a part's needs borrow; who is listed first is served."""
    group = {number: spare[number] for number in sorted(part.part.alternates) if spare[number]}
    others = [scenario.parts[number].part for number in group]
    supply = next(supply for (name, _class), supply in supplies.items() if name == part.vendor)
    taken = borrowed_today(_pool(scenario, part), part.part, others, group, scenario.policy, supply)
    for number, pieces in taken.items():
        spare[number] -= pieces
    return Borrowed(taken)


def _plan_part(
    scenario: Scenario, number: str, supplies: Supplies, spare: dict[str, int]
) -> dict[int, Json]:
    """Decide the components that use one part; rows by their place in the scenario."""
    part = scenario.parts[number]
    borrowed = _borrowed(scenario, part, supplies, spare)
    pool = _pool(scenario, part)
    pool = replace(pool, on_hand=pool.on_hand + sum(borrowed.counted.values()))
    surplus, rows = Surplus(), {}
    for ranked in rank_needs(pool, scenario.policy, next(iter(supplies.values()))):
        n = int(ranked.item.id)
        component = scenario.components[n]
        supply = supplies[part.vendor, component.criticality]
        need = ranked.need_as_ranked(pool)
        decision = evaluate_trigger(need, supply, ranked.position, scenario.policy)
        stock = surplus.added_to(ranked.position, decision)
        if stock != ranked.position:
            decision = evaluate_trigger(need, supply, stock, scenario.policy)
        surplus.book(ranked, stock, decision)
        decision = decision.explained(*borrowed.reasons(ranked))
        decision = _explained(scenario, component, need, supplies, stock, decision)
        rows[n] = _row(component, part, decision)
    return rows


def _pool(scenario: Scenario, part: ScenarioPart) -> PartPool:
    """Put the needs and the pieces of a part together; an overdue order can't be trusted."""
    margin, today = scenario.policy.receiving_margin_days, scenario.today
    return PartPool(
        needs=[
            PoolNeed(str(n), NeedKind.PREDICTED, _need(component, part, scenario))
            for n, component in enumerate(scenario.components)
            if component.part == part.number
        ],
        on_hand=part.on_hand,
        set_aside=part.allocated,
        arrivals=sorted(
            ((order.due - today).days + margin, order.quantity)
            for order in part.on_order
            if order.due >= today
        ),
    )


def _supply(scenario: Scenario, vendor: str, criticality: Criticality) -> Supply:
    """Lay a vendor's lead time out from the scenario's day, as supply risk widens it."""
    multiplier = multiplier_of(scenario.supply_risk, criticality, scenario.today)
    seller, policy = scenario.vendors[vendor], scenario.policy
    return supply_of(seller, policy, scenario.today, lead_multiplier=multiplier)


def _explained(
    scenario: Scenario,
    component: ScenarioComponent,
    need: Need,
    supplies: Supplies,
    stock: StockPosition,
    decision: TriggerDecision,
) -> TriggerDecision:
    """Add what would have altered the decision."""
    part, policy = scenario.parts[component.part], scenario.policy
    supply, *others = (supplies[o.supplier_id, component.criticality] for o in part.offers)
    names = [offer.supplier_id for offer in part.offers[1:]]
    beside = list(zip(names, others, strict=True))
    changes = smallest_changes(need, supply, stock, policy, decision, beside)
    ways = late_reasons(scenario, component, need, supplies, decision)
    return decision.explained(*changes, *ways)


def _need(component: ScenarioComponent, part: ScenarioPart, scenario: Scenario) -> Need:
    """Say what is decided for."""
    return Need(
        life=component.planned_life,
        life_state=component.life_state.value,
        criticality=component.criticality,
        holding_per_day=scenario.policy.holding_cost_per_day(
            part.price, part.part.storage_cost_per_year
        )
        * component.quantity,
        shortage_per_day=float(component.downtime_cost_per_day.amount),
        job_days=component.job_days,
        quantity=component.quantity,
        minimum_order=part.minimum_order,
    )


def _row(component: ScenarioComponent, part: ScenarioPart, decision: TriggerDecision) -> Json:
    """Write one decision as the plan's JSON object."""
    return {
        "asset": component.asset,
        "component": component.name,
        "part": part.number,
        **decision_json(decision, part.vendor),
    }


def decision_json(decision: TriggerDecision, supplier: str) -> Json:
    """Write a decision: ISO dates, days as numbers, every reason with its text and value."""
    return {
        "decision": decision.kind.value,
        "order_by": _iso(decision.order_by),
        "arrive_by": _iso(decision.arrive_by),
        "need_by": _iso(decision.need_by),
        "quantity": decision.quantity,
        "supplier": supplier,
        "p_late": decision.late_probability,
        "article_order_by": _iso(decision.article_order_by),
        "reasons": [
            {"code": r.code, "text": r.text(), "value": r.value, "unit": r.unit}
            for r in decision.reasons
        ],
    }


def _iso(day: date | None) -> str | None:
    """Write a date as ISO 8601, null for none."""
    return day.isoformat() if day else None


def plan_text(rows: Iterable[Json]) -> str:
    """Write the plan for a terminal, one line a component."""
    lines = []
    for row in rows:
        when = f"order by {row['order_by']}" if row["order_by"] else "no order date"
        late = f", P(late) {row['p_late']:.3g}" if isinstance(row["p_late"], float) else ""
        name = f"{row['asset']} {row['component']}"
        lines.append(f"{name:<32} {row['decision']:<8} {when}{late}")
    return "\n".join(lines) or "The scenario lists no component: there is nothing to decide."
