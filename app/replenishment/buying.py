"""From whom a part is bought today and how many: vendors compared, the quantity weighed."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.core.batch import BatchChoice, choose_quantity
from app.core.buying_reasons import batch_reasons, economic_reason, vendor_reasons
from app.core.buying_terms import terms_of
from app.core.calendars import HORIZON_DAYS
from app.core.distribution import DaysDistribution
from app.core.dynamic_quantity import dynamic_quantity
from app.core.lead_time import Supplier
from app.core.need_count import need_by_day
from app.core.offers import Offer
from app.core.order_cost import arrival_weights
from app.core.order_time import lead_probabilities
from app.core.part_pool import NeedGrid, PartPool, RankedNeed
from app.core.piece_needs import PartNeeds
from app.core.reasons import Reason
from app.core.supply import Supply
from app.core.trigger import TriggerDecision
from app.core.vendor_choice import Seller, Shortage, VendorOption, compare_vendors
from app.replenishment.need import Trade

Directory = Callable[[str], Supplier]
"""Finds a supplier by its id."""


def compared_vendors(
    trade: Trade,
    offers: Iterable[Offer],
    supplier: Directory,
    pool: PartPool,
    ranked: tuple[RankedNeed, ...],
) -> tuple[VendorOption, ...]:
    """Compare every vendor for the first need that lacks pieces, the one to take first.

    Empty where there is nobody to choose from, or nothing to buy.
    """
    part, policy = trade.part, trade.policy
    offers = [offer for offer in offers if offer.price.currency == policy.currency]
    lacking = next((r for r in ranked if r.missing and r.item.is_dated), None)
    if len(offers) < 2 or lacking is None:
        return ()
    need = lacking.item.need
    sellers = [
        Seller(
            trade.asking(supplier(offer.supplier_id), offer).supply,
            terms_of(part, offer, policy),
        )
        for offer in offers
    ]
    shortage = Shortage(need.shortage_per_day, policy.service_floor[need.criticality])
    return compare_vendors(part_needs(pool, ranked), lacking.missing, shortage, sellers)


def taken_vendor(trade: Trade, supplier: Directory, vendors: tuple[VendorOption, ...]) -> Trade:
    """Buy from the vendor that came first."""
    if not vendors or vendors[0].supplier_id == trade.supplier.id:
        return trade
    offer = vendors[0].terms.offer
    return trade.asking(supplier(offer.supplier_id), offer)


def chosen_quantity(
    trade: Trade,
    pool: PartPool,
    ranked: tuple[RankedNeed, ...],
    needed: int,
    unpredicted_per_day: float = 0.0,
) -> BatchChoice:
    """Weigh how many to order today where so many are needed."""
    return _weighed(trade, part_needs(pool, ranked, unpredicted_per_day), needed)


def part_needs(
    pool: PartPool, ranked: tuple[RankedNeed, ...], unpredicted_per_day: float = 0.0
) -> PartNeeds:
    """Lay all needs of a part that lack pieces out on the day grid."""
    grid = NeedGrid([r.item for r in ranked if r.item.open_pieces and r.item.is_dated])
    return PartNeeds(
        slots=grid.slots,
        unpredicted=unpredicted_per_day * np.arange(1.0, HORIZON_DAYS + 1.0),
        planned=grid.planned,
        position=pool.on_hand - pool.set_aside + pool.free_on_order(),
        pieces=tuple(grid.pieces),
    )


def lone_need(ranked: RankedNeed, pieces: int) -> PartNeeds:
    """Lay the pieces that one need lacks out on the day grid, dated by its rank, and nothing else.

    Parameters
    ----------
    ranked : RankedNeed
        With a life; a need on a date too has one.
    """
    life = ranked.life or DaysDistribution.certain(float(HORIZON_DAYS))
    nothing = np.zeros(HORIZON_DAYS)
    return PartNeeds(
        slots=need_by_day(life.fleet(), HORIZON_DAYS),
        unpredicted=nothing,
        planned=nothing.astype(np.int64),
        position=0,
        pieces=(pieces,),
    )


def economic_reasons(trade: Trade, demand_per_year: float) -> tuple[Reason, ...]:
    """Say what an order would hold for steady demand alone; nothing where there is no end to it.

    Without demand no order is ever due, and what costs nothing to hold may be bought for ever.
    """
    if demand_per_year <= 0 or trade.holding_per_day <= 0:
        return ()
    terms = terms_of(trade.goods, trade.offer, trade.policy)
    found = dynamic_quantity(terms, demand_per_year)
    return (economic_reason(found, demand_per_year, trade.policy.currency),)


def as_bought(
    trade: Trade,
    pool: PartPool,
    ranked: tuple[RankedNeed, ...],
    needed: int,
    decision: TriggerDecision,
) -> TriggerDecision:
    """Order as many as are cheapest today where a decision orders so many at least."""
    return _bought(trade, chosen_quantity(trade, pool, ranked, needed), decision)


def alternate_as_bought(
    trade: Trade, ranked: RankedNeed, needed: int, decision: TriggerDecision
) -> TriggerDecision:
    """Order as many of an alternate as are cheapest for the one need it is bought for."""
    return _bought(trade, _weighed(trade, lone_need(ranked, needed), needed), decision)


def _weighed(trade: Trade, needs: PartNeeds, needed: int) -> BatchChoice:
    """Weigh how many to order today for these needs."""
    terms = terms_of(trade.goods, trade.offer, trade.policy)
    return choose_quantity(needs, _arrival(trade.supply), needed, terms)


def _bought(trade: Trade, choice: BatchChoice, decision: TriggerDecision) -> TriggerDecision:
    """Order what was weighed, and say so instead of what the trigger calls for."""
    kept = tuple(reason for reason in decision.reasons if reason.code != "quantity")
    bought = replace(decision, quantity=choice.chosen.quantity, reasons=kept)
    return bought.explained(*quantity_reasons(trade, choice))


def quantity_reasons(trade: Trade, choice: BatchChoice) -> tuple[Reason, ...]:
    """Say the quantity with its sum, and what the others would cost."""
    return tuple(batch_reasons(choice, trade.offer, trade.policy.currency))


def reasons_for_vendor(
    trade: Trade, supplier: Directory, vendors: tuple[VendorOption, ...]
) -> tuple[Reason, ...]:
    """Say what each vendor would cost, the one taken first."""
    names = {o.supplier_id: supplier(o.supplier_id).name for o in vendors}
    today = trade.supply.table.today
    return tuple(vendor_reasons(vendors, names, today, trade.policy.currency))


def _arrival(supply: Supply) -> NDArray[np.float64]:
    """Probability that an order of today can be used on each day."""
    lead = lead_probabilities(supply.lead.distribution)
    order_today = np.zeros(1, dtype=np.int64)
    weights = arrival_weights(lead, supply.table, supply.margin_days, order_today, HORIZON_DAYS)
    return np.asarray(weights[:, 0])
