"""The ways out of a scenario's late needs: its vendors, its machines, the figures it states."""

from collections.abc import Iterator

from app.core.late_need import (
    LOOK_AHEAD_DAYS,
    Donor,
    LateNeed,
    Source,
    fee_above,
    sources_of,
)
from app.core.need import Need
from app.core.reasons import Reason
from app.core.trigger import DecisionKind, TriggerDecision
from app.core.ways_out import ways_out
from app.core.ways_out_reasons import ways_out_reasons
from app.exchange.plan_market import Market
from app.exchange.scenario import Scenario, ScenarioComponent


def late_reasons(
    market: Market,
    component: ScenarioComponent,
    need: Need,
    decision: TriggerDecision,
) -> tuple[Reason, ...]:
    """Say the ways out of a decision that is late, cheapest first; nothing for any other."""
    if decision.kind is not DecisionKind.LATE or need.life is None:
        return ()
    figures = component.late
    late = LateNeed(
        life=need.life,
        criticality=need.criticality,
        holding_per_day=need.holding_per_day,
        shortage_per_day=need.shortage_per_day,
        planned_job_days=need.job_days,
        repair_days=need.job_days if figures.repair_days is None else figures.repair_days,
    )
    sources = tuple(_sources(market, component))
    donors = tuple(_donors(market.scenario, component))
    found = ways_out(late, sources, donors, figures.derating, figures.crew)
    return ways_out_reasons(found, market.scenario.policy.currency)


def _sources(market: Market, component: ScenarioComponent) -> Iterator[Source]:
    """Lay out every vendor with an offer."""
    offers = market.scenario.parts[component.part].offers
    for offer in offers:
        yield from sources_of(
            offer.supplier_id,
            market.supply(offer.supplier_id, component.part),
            LOOK_AHEAD_DAYS,
            fee_above(offer, offers[0], component.quantity),
            is_usual_vendor=offer is offers[0],
        )


def _donors(scenario: Scenario, component: ScenarioComponent) -> Iterator[Donor]:
    """List the other components that carry as many pieces of the same part."""
    margin = scenario.policy.receiving_margin_days
    for other in scenario.components:
        is_same = other.part == component.part and other is not component
        if is_same and other.asset != component.asset and other.quantity >= component.quantity:
            yield Donor(
                name=other.asset,
                criticality=other.criticality,
                shortage_per_day=float(other.downtime_cost_per_day.amount),
                life=other.planned_life,
                taking_days=max(margin, 1),
                job_days=other.job_days,
            )
