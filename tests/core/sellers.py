"""Vendors and needs that several tests of buying share."""

from datetime import date
from decimal import Decimal

import numpy as np

from app.core.buying_terms import BuyingTerms
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer
from app.core.piece_needs import PartNeeds
from app.core.policy import SitePolicy
from app.core.supply import supply_of
from app.core.vendor_choice import Seller

TODAY, DAYS = date(2026, 3, 2), 365
GRID = np.arange(DAYS)


def seller(name: str, price: float = 100.0, days: float | None = 5.0, **changes) -> Seller:
    terms = {"minimum_order", "pack_size", "breaks"} & set(changes)
    offer = Offer("p", name, Money(Decimal(str(price)), "EUR"), **{n: changes[n] for n in terms})
    known = {n: value for n, value in changes.items() if n not in {*terms, "shelf", "shipping"}}
    supplier = Supplier(name, name, declared_median_days=days, **known)
    supply = supply_of(supplier, SitePolicy(), TODAY)
    shipping = changes.get("shipping", 0.0)
    return Seller(supply, BuyingTerms(offer, 60.0, shipping, 0.25, 0.0, changes.get("shelf")))


def wanted_on(*days: int) -> PartNeeds:
    planned = sum(((day <= GRID).astype(int) for day in days), np.zeros(DAYS, dtype=int))
    return PartNeeds(np.zeros((0, DAYS)), np.zeros(DAYS), planned, 0)
