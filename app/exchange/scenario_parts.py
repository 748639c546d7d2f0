"""The parts of a planning scenario: their stock, their offers and what may replace them."""

from dataclasses import dataclass, replace
from datetime import date

from app.core.alternates import interchangeable
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote, offers_of
from app.core.stock import Part
from app.exchange.fields import Fields, by_name, refused

StockLine = tuple[int, int, tuple["OpenOrder", ...]]
"""On hand, allocated, on order."""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """Pieces on the way and the day they are due."""

    quantity: int
    due: date


@dataclass(frozen=True, slots=True)
class ScenarioPart:
    """A part with its offers, the preferred one first, and its stock.

    `part` names itself, its vendor and its alternates by the numbers and names of the scenario.
    """

    part: Part
    offers: tuple[Offer, ...]
    on_hand: int
    allocated: int
    on_order: tuple[OpenOrder, ...]

    @property
    def number(self) -> str:
        """How the scenario calls the part."""
        return self.part.number

    @property
    def vendor(self) -> str:
        """Who sells it by preference."""
        return self.offers[0].supplier_id

    @property
    def price(self) -> Money:
        """Price of one piece at the preferred vendor."""
        return self.part.price

    @property
    def minimum_order(self) -> int:
        """Fewest the preferred vendor sells."""
        return self.part.minimum_order


def read_parts(top: Fields, vendors: dict[str, Supplier], currency: str) -> dict[str, ScenarioPart]:
    """Read the lists of parts and of stock; alternates replace each other both ways round."""
    stock = by_name("scenario.stock", top.items("stock", _stock))
    bought = top.items("parts", lambda p, at: _part(p, at, vendors, stock, currency), needed=True)
    parts = by_name("scenario.parts", ((p.number, p) for p in bought))
    for number in stock:
        if number not in parts:
            raise refused("scenario.stock", "a part of the list of parts", number)
    groups = interchangeable({number: part.part.alternates for number, part in parts.items()})
    for number in groups:
        if number not in parts:
            raise refused("scenario.parts, alternates", "a part of the list of parts", number)
    return {
        number: replace(part, part=replace(part.part, alternates=groups[number]))
        for number, part in parts.items()
    }


def _stock(item: object, place: str) -> tuple[str, StockLine]:
    """Read the stock of one part."""
    fields = Fields(item, place)
    entry = (
        fields.text("part"),
        (
            fields.count("on_hand", 0),
            fields.count("allocated", 0),
            tuple(fields.items("on_order", _open_order)),
        ),
    )
    fields.done()
    return entry


def _open_order(item: object, place: str) -> OpenOrder:
    """Read pieces on the way."""
    fields = Fields(item, place)
    order = OpenOrder(fields.count("quantity", least=1), fields.day("due"))
    fields.done()
    return order


def _part(
    item: object,
    place: str,
    vendors: dict[str, Supplier],
    stock: dict[str, StockLine],
    currency: str,
) -> ScenarioPart:
    """Read a part with its offers and put its stock beside it."""
    fields = Fields(item, place)
    number = fields.text("number")
    ages = fields.has("shelf_life_days")
    part = Part(
        id=number,
        number=number,
        description="",
        price=fields.price("price", currency),
        supplier_id=fields.choice("vendor", {name: name for name in vendors}),
        minimum_order=fields.count("minimum_order", 1, least=1),
        safety_stock=fields.count("safety_stock", 0),
        buffer_stock=fields.count("buffer_stock", 0),
        shelf_life_days=fields.count("shelf_life_days", least=1) if ages else None,
        storage_cost_per_year=fields.money(
            "storage_cost_per_year", currency, f"0.00 {currency}"
        ).amount,
        alternates=frozenset(fields.items("alternates", _number)),
    )
    offers = by_name(
        f"{place}.offers",
        (
            (offer.supplier_id, offer)
            for offer in fields.items("offers", lambda o, at: _offer(o, at, part, vendors))
        ),
    )
    fields.done()
    return ScenarioPart(part, offers_of(part, offers.values()), *stock.get(number, (0, 0, ())))


def _number(item: object, place: str) -> str:
    """Read the number of another part."""
    parent, _, name = place.rpartition(".")
    return Fields({name: item}, parent).text(name)


def _offer(item: object, place: str, part: Part, vendors: dict[str, Supplier]) -> Offer:
    """Read what a vendor asks; of the part's own vendor the price stands on the part."""
    fields = Fields(item, place)
    currency = part.price.currency
    vendor = fields.choice("vendor", {name: name for name in vendors})
    is_own = vendor == part.supplier_id
    offer = Offer(
        part_id=part.id,
        supplier_id=vendor,
        price=part.price if is_own else fields.price("price", currency),
        minimum_order=part.minimum_order if is_own else fields.count("minimum_order", 1, least=1),
        pack_size=fields.count("pack_size", 1, least=1),
        breaks=tuple(fields.items("price_breaks", lambda b, at: _break(b, at, currency))),
        shipping_quotes=tuple(
            fields.items("shipping_quotes", lambda q, at: _quote(q, at, currency))
        ),
        order_cost_share=fields.number("order_cost_share", 1.0, most=1.0),
    )
    fields.done()
    return offer


def _break(item: object, place: str, currency: str) -> PriceBreak:
    """Read from how many pieces on which price holds."""
    fields = Fields(item, place)
    step = PriceBreak(fields.count("least", least=2), fields.price("price", currency))
    fields.done()
    return step


def _quote(item: object, place: str, currency: str) -> ShippingQuote:
    """Read what shipping an order cost on a day."""
    fields = Fields(item, place)
    quote = ShippingQuote(fields.day("on"), fields.money("cost", currency).amount)
    fields.done()
    return quote
