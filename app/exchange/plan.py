"""Plan a scenario: one dated decision a component, stock handed out by need date."""

from collections.abc import Iterable
from datetime import date

from app.core.assets import Criticality
from app.core.decision import evaluate_trigger
from app.core.flips import smallest_changes
from app.core.need import Need
from app.core.stock import StockPosition
from app.core.supply import Supply, supply_of
from app.core.supply_risk import multiplier_of
from app.core.trigger import TriggerDecision
from app.exchange.pieces import PartPieces
from app.exchange.plan_late import late_reasons
from app.exchange.scenario import Scenario, ScenarioComponent
from app.exchange.scenario_parts import ScenarioPart

Json = dict[str, object]
Supplies = dict[tuple[str, Criticality], Supply]
"""Vendors laid out, for parts of each class."""


def plan_scenario(scenario: Scenario) -> list[Json]:
    """Decide every component of a scenario, in the scenario's order.

    Parts shared by several components go to the need that comes first; what one need takes the
    next can't count on, what a minimum order brings too many it can.
    """
    classes = {component.criticality for component in scenario.components}
    supplies = {(name, c): _supply(scenario, name, c) for name in scenario.vendors for c in classes}
    bare = [
        _decide(scenario, component, supplies, StockPosition()) for component in scenario.components
    ]
    margin = scenario.policy.receiving_margin_days
    pieces = {
        number: PartPieces(part, margin, scenario.today) for number, part in scenario.parts.items()
    }
    rows: dict[int, Json] = {}
    for n in sorted(range(len(bare)), key=lambda n: bare[n].need_by or date.max):
        component = scenario.components[n]
        of_part = pieces[component.part]
        stock = of_part.position_for(bare[n])
        decision = (
            bare[n] if stock == StockPosition() else _decide(scenario, component, supplies, stock)
        )
        of_part.book(component.quantity, stock, bare[n], decision)
        decision = _explained(scenario, component, supplies, stock, decision)
        rows[n] = _row(component, scenario.parts[component.part], decision)
    return [rows[n] for n in range(len(rows))]


def _supply(scenario: Scenario, vendor: str, criticality: Criticality) -> Supply:
    """Lay a vendor's lead time out from the scenario's day, as supply risk widens it."""
    multiplier = multiplier_of(scenario.supply_risk, criticality, scenario.today)
    seller, policy = scenario.vendors[vendor], scenario.policy
    return supply_of(seller, policy, scenario.today, lead_multiplier=multiplier)


def _decide(
    scenario: Scenario,
    component: ScenarioComponent,
    supplies: Supplies,
    stock: StockPosition,
) -> TriggerDecision:
    """Decide one component."""
    part = scenario.parts[component.part]
    need = _need(component, part, scenario)
    return evaluate_trigger(
        need, supplies[part.vendor, component.criticality], stock, scenario.policy
    )


def _explained(
    scenario: Scenario,
    component: ScenarioComponent,
    supplies: Supplies,
    stock: StockPosition,
    decision: TriggerDecision,
) -> TriggerDecision:
    """Add what would have altered the decision."""
    part, policy = scenario.parts[component.part], scenario.policy
    need = _need(component, part, scenario)
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
