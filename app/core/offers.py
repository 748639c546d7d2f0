"""What a supplier asks for a part: price and its breaks, least quantity, packs, shipping."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from app.core.errors import ScenarioRefused
from app.core.money import Money
from app.core.stock import Part

RECENT = timedelta(days=365)
"""Shipping quotes older than this, seen from the latest, say nothing of today's volatility."""


@dataclass(frozen=True, slots=True)
class PriceBreak:
    """Price of every piece of an order of at least so many (an all-units break)."""

    least: int
    price: Money


@dataclass(frozen=True, slots=True)
class ShippingQuote:
    """What shipping one order cost on a day, in the currency of the price."""

    on: date
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Offer:
    """One supplier's terms for one part.

    Attributes
    ----------
    price : Money
        Of one piece, below the first break.
    minimum_order : int
        Fewest pieces sold.
    pack_size : int
        Pieces sold together: quantities are its multiples.
    breaks : tuple of PriceBreak
        By least quantity, rising.
    shipping_quotes : tuple of ShippingQuote
        Cost of shipping an order, oldest first; the last is the current one.
    order_cost_share : float
        Share of the cost of one order that this part bears, 1 where it is ordered alone and less
        where its orders usually carry several lines.

    Raises
    ------
    ScenarioRefused
        If a figure is below what can be, breaks or quotes do not rise, or currencies differ.

    Examples
    --------
    >>> offer = Offer("part", "vendor", Money(Decimal(90), "EUR"), minimum_order=5, pack_size=2,
    ...     breaks=(PriceBreak(10, Money(Decimal(84), "EUR")),))
    >>> offer.orderable(1), offer.orderable(9), str(offer.price_at(10))
    (6, 10, '84.00 EUR')
    """

    part_id: str
    supplier_id: str
    price: Money
    minimum_order: int = 1
    pack_size: int = 1
    breaks: tuple[PriceBreak, ...] = ()
    shipping_quotes: tuple[ShippingQuote, ...] = ()
    order_cost_share: float = 1.0

    def __post_init__(self) -> None:
        self._must("a minimum order of 1 or more", self.minimum_order >= 1, self.minimum_order)
        self._must("packs of 1 piece or more", self.pack_size >= 1, self.pack_size)
        share = self.order_cost_share
        self._must("a share of the order cost from 0 to 1", 0 <= share <= 1, share)
        least = [b.least for b in self.breaks]
        self._must("price breaks from 2 pieces on, rising", _rises([1, *least]), least)
        for step in self.breaks:
            same = step.price.currency == self.price.currency
            self._must(f"price breaks in {self.price.currency}", same, step.price)
        days = [quote.on.toordinal() for quote in self.shipping_quotes]
        found = ", ".join(str(quote.on) for quote in self.shipping_quotes)
        self._must("shipping quotes of different days, oldest first", _rises(days), found)
        for quote in self.shipping_quotes:
            self._must("shipping costs of 0 or more", quote.cost >= 0, quote.cost)

    def price_at(self, quantity: int) -> Money:
        """Price of one piece in an order of that many."""
        reached = [step.price for step in self.breaks if step.least <= quantity]
        return reached[-1] if reached else self.price

    def orderable(self, wanted: int) -> int:
        """Fewest pieces that are sold and are at least as many as wanted."""
        return math.ceil(max(wanted, self.minimum_order) / self.pack_size) * self.pack_size

    @property
    def shipping_cost(self) -> Decimal:
        """Current cost of shipping one order; 0 where nothing was quoted."""
        return self.shipping_quotes[-1].cost if self.shipping_quotes else Decimal(0)

    @property
    def recent_shipping_costs(self) -> tuple[Decimal, ...]:
        """Quotes of the year before the current one and it, oldest first."""
        if not self.shipping_quotes:
            return ()
        since = self.shipping_quotes[-1].on - RECENT
        return tuple(quote.cost for quote in self.shipping_quotes if quote.on >= since)

    def _must(self, expected: str, holds: bool, found: object) -> None:
        """Refuse terms nobody can offer."""
        if not holds:
            raise ScenarioRefused(
                f"Offer of {self.supplier_id} for {self.part_id}: expected {expected}, "
                f"found {found}.",
                "Correct the offer.",
            )


def offers_of(part: Part, known: Iterable[Offer]) -> tuple[Offer, ...]:
    """All offers for a part, the preferred one first, the others by supplier.

    The preferred supplier, its price and least quantity stand on the part; what is known of its
    packs, breaks and shipping comes with them.

    Parameters
    ----------
    part : Part
        What is bought.
    known : iterable of Offer
        Offers kept for this part, of the preferred supplier too.

    Examples
    --------
    >>> part = Part("p", "6309", "Bearing", Money(Decimal(84), "EUR"), "north", minimum_order=2)
    >>> dear = Money(Decimal(99), "EUR")
    >>> known = (Offer("p", "east", dear), Offer("p", "north", dear, pack_size=4))
    >>> [(o.supplier_id, str(o.price), o.pack_size) for o in offers_of(part, known)]
    [('north', '84.00 EUR', 4), ('east', '99.00 EUR', 1)]
    """
    by_supplier = {offer.supplier_id: offer for offer in known}
    preferred: tuple[Offer, ...] = ()
    if part.supplier_id is not None:
        plain = Offer(part.id, part.supplier_id, part.price)
        terms = by_supplier.pop(part.supplier_id, plain)
        preferred = (replace(terms, price=part.price, minimum_order=part.minimum_order),)
    return preferred + tuple(by_supplier[name] for name in sorted(by_supplier))


def _rises(values: list[int]) -> bool:
    """Whether each value is above the one before it."""
    return all(one < following for one, following in pairwise(values))
