"""One part of a scenario decided: its machines, the kits that want it, the level it keeps."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from app.core.decision import evaluate_trigger
from app.core.flips import smallest_changes
from app.core.part_pool import RankedNeed
from app.core.shelf_need import ShelfTerms, shelf_need
from app.core.stock import StockPosition
from app.core.trigger import DecisionKind, TriggerDecision
from app.exchange.plan_late import late_reasons
from app.exchange.plan_market import Market
from app.exchange.plan_pool import PlanBooks, place_of
from app.exchange.scenario_parts import ScenarioPart
from app.exchange.surplus import Surplus
from app.replenishment.arrivals import expected_arrival
from app.replenishment.buying import alternate_as_bought, as_bought, reasons_for_vendor
from app.replenishment.part_look import DUE
from app.replenishment.shelf_decision import shelf_decision


def decide_needs(
    market: Market, part: ScenarioPart, books: PlanBooks
) -> tuple[dict[str, TriggerDecision], PlanBooks]:
    """Decide every need of a part by its id; the books with today's orders on their way.

    What is due today is ordered in the quantity that is cheapest, after the orders before it. What
    an alternate brings beyond the need is the alternate's.
    """
    surplus, found, now = Surplus(), {}, books
    for ranked in books.ranked:
        trade = books.trade_for(ranked.item.id)
        need = books.need_of(ranked)
        decision = evaluate_trigger(need, trade.supply, ranked.position, trade.policy)
        stock = surplus.added_to(ranked.position, decision)
        if stock != ranked.position:
            decision = evaluate_trigger(need, trade.supply, stock, trade.policy)
        needed = ranked.missing - (stock.on_order - ranked.position.on_order)
        own = decision
        if decision.kind in DUE and needed > 0 and trade.bought is not None:
            decision = alternate_as_bought(trade, ranked, needed, decision)
            own = replace(decision, quantity=needed)
            now = _ordered(now, ranked, own)
        elif decision.kind in DUE and needed > 0:
            own = decision = as_bought(trade, now.pool, now.ranked, needed, decision)
            now = _ordered(now, ranked, decision)
        surplus.book(ranked, stock, own)
        split = books.splits.get(place_of(ranked.item.id))
        decision = decision.explained(
            *books.borrowed.reasons(ranked), *(split.reasons() if split is not None else ())
        )
        found[ranked.item.id] = _explained(market, part, books, ranked, stock, decision)
    return found, now


def _ordered(books: PlanBooks, ranked: RankedNeed, decision: TriggerDecision) -> PlanBooks:
    """Count an order of today: its pieces stay with its need, what it brings beyond is free."""
    need, supply = ranked.item.need, books.trade_for(ranked.item.id).supply
    ordered = replace(ranked.item, ordered=decision.quantity)
    usable = expected_arrival(supply, decision.mode) + timedelta(days=supply.margin_days)
    free = max(decision.quantity - need.quantity, 0)
    arrivals = [*books.pool.arrivals, ((usable - supply.table.today).days, free)]
    needs = [ordered if one is ranked.item else one for one in books.pool.needs]
    pool = replace(books.pool, needs=needs, arrivals=sorted(arrivals))
    served = tuple(replace(r, item=ordered) if r is ranked else r for r in books.ranked)
    return replace(books, pool=pool, ranked=served)


def _explained(
    market: Market,
    part: ScenarioPart,
    books: PlanBooks,
    ranked: RankedNeed,
    stock: StockPosition,
    decision: TriggerDecision,
) -> TriggerDecision:
    """Add what would have altered the decision, the other vendors and the ways out."""
    trade, need = books.trade_for(ranked.item.id), books.need_of(ranked)
    names = [o.supplier_id for o in part.offers if o.supplier_id != trade.supplier.id]
    others = [(name, market.supply(name, part.number)) for name in names]
    decision = decision.explained(
        *smallest_changes(need, trade.supply, stock, trade.policy, decision, others),
        *reasons_for_vendor(books.trade, market.vendor, books.vendors),
        *(choice.reasons(market.vendor) if (choice := books.sources.get(ranked.item.id)) else ()),
    )
    if ranked.item.is_of_kit:
        return decision
    component = market.scenario.components[place_of(ranked.item.id)]
    return decision.explained(*late_reasons(market, component, need, decision))


def decide_shelf(books: PlanBooks) -> TriggerDecision | None:
    """Decide what the part's level lacks; None where none is kept.

    Parameters
    ----------
    books : PlanBooks
        With today's orders for needs on their way.
    """
    trade, part = books.trade, books.trade.part
    shortages = [item.need.shortage_per_day for item in books.pool.needs]
    terms = ShelfTerms(
        unpredicted_per_day=0.0,
        holding_per_day=trade.holding_per_day,
        shortage_per_day=float(np.mean(shortages)) if shortages else 0.0,
        service_floor=trade.policy.service_floor[trade.criticality],
        criticality=trade.criticality,
        safety_stock=part.safety_stock,
        buffer_stock=part.buffer_stock,
    )
    if not terms.kept_level:
        return None
    found = shelf_need(books.pool, books.ranked, 0, terms, trade.supply)
    decision = shelf_decision(trade, books.pool, found, terms)
    if decision.kind is not DecisionKind.ORDER:
        return decision
    return as_bought(trade, books.pool, books.ranked, found.units, decision)
