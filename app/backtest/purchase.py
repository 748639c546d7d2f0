"""From whom a policy of the replay buys, how many and at what price, by what was known that day.

Every policy orders as its vendor sells: least quantities, packs, and the price of so many. The
product's own rules also choose among the vendors with an offer, as the daily review does. Offers
are taken as they stand today, as the books keep no older version of them.
"""

from dataclasses import dataclass, replace

import numpy as np

from app.backtest.knowledge import Knowledge
from app.backtest.rules.plant_day import PlantDay
from app.backtest.slots import Slots
from app.backtest.vendor_days import GRID_DAYS, VendorDays
from app.core.buying_terms import terms_of
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.need_count import need_by_day
from app.core.offers import Offer
from app.core.piece_needs import PartNeeds
from app.core.supply import supply_of
from app.core.trigger import DeliveryMode
from app.core.vendor_choice import Seller, Shortage, compare_vendors

CHOOSES_VENDORS = frozenset({"no_condition", "kairos"})
"""Policies that ask every vendor with an offer."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order line before it is sent."""

    supplier_id: str
    pieces: int
    price: Money


@dataclass(frozen=True, slots=True)
class Buyer:
    """Buys for every policy."""

    slots: Slots
    vendors: VendorDays

    def purchase(
        self, policy: str, row: int, pieces: int, mode: DeliveryMode, seen: PlantDay,
        known: Knowledge,
    ) -> Purchase:  # fmt: skip
        """Buy so many pieces of a part at least; who hurries asks the usual vendor."""
        usual, *others = self._offers(row, known)
        is_choice = bool(others) and policy in CHOOSES_VENDORS and mode is DeliveryMode.NORMAL
        if not is_choice:
            wanted = usual.orderable(pieces)
            return Purchase(usual.supplier_id, wanted, usual.price_at(wanted))
        needs, shortage = _needs(row, seen), _shortage(row, seen)
        sellers = [self._seller(row, offer, known) for offer in (usual, *others)]
        ranked = compare_vendors(needs, pieces, shortage, sellers)
        best = next(one for one in ranked if one.mode is DeliveryMode.NORMAL)
        offer = best.terms.offer
        return Purchase(best.supplier_id, best.quantity, offer.price_at(best.quantity))

    def _offers(self, row: int, known: Knowledge) -> tuple[Offer, ...]:
        """Return a part's offers in the site's currency, the usual vendor's at the known price."""
        register, part_id = known.register, self.slots.part_ids[row]
        usual, *others = register.offers[part_id]
        currency = register.policy.currency
        of_site = (offer for offer in others if offer.price.currency == currency)
        return replace(usual, price=known.price(part_id)), *of_site

    def _seller(self, row: int, offer: Offer, known: Knowledge) -> Seller:
        """Lay a vendor out as far as it was known."""
        register = known.register
        policy = replace(register.policy, lead_prior=self.vendors.pool)
        supplier = learned(register.suppliers[offer.supplier_id], known)
        part = register.parts[self.slots.part_ids[row]]
        return Seller(supply_of(supplier, policy, known.day), terms_of(part, offer, policy))


def learned(supplier: Supplier, known: Knowledge) -> Supplier:
    """Give a supplier the deliveries that had come in by then."""
    return replace(
        supplier,
        receipts_days=tuple(known.leads_days.get(supplier.id, ())),
        stage_days=tuple(known.stage_days.get(supplier.id, ())),
    )


def _needs(row: int, seen: PlantDay) -> PartNeeds:
    """Lay out a part's needs as they are foreseen."""
    lives = seen.alerts.quantiles_days[seen.terms.slot_part[seen.alerts.slot] == row]
    slots = need_by_day(lives, GRID_DAYS) if lives.size else np.zeros((0, GRID_DAYS))
    rate = float(seen.need_rate[row])
    return PartNeeds(
        slots=slots,
        unpredicted=rate * np.arange(1.0, GRID_DAYS + 1.0),
        planned=seen.planned[row],
        position=int(seen.position[row]),
    )


def _shortage(row: int, seen: PlantDay) -> Shortage:
    """Say what being late costs a piece of a part, and how safely it must be in time."""
    cost = seen.terms.mean_over_slots(seen.terms.slot_shortage)[row]
    return Shortage(float(cost), float(seen.terms.strictest_floor[row]))
