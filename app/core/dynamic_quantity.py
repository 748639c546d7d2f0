"""The economic order quantity with today's shipping and storage cost, and how far it moves.

`requirements.md` R16: shipping is what was quoted last; the quotes of the year before it say how
volatile it is, and the quantity is told for the lowest and the highest of them as well.
"""

import statistics
from dataclasses import dataclass, replace

from app.core.buying_terms import BuyingTerms
from app.core.order_quantity import OrderQuantity, quantity_at_all_units_price


@dataclass(frozen=True, slots=True)
class DynamicQuantity:
    """Economic quantities for steady demand, and the shipping costs they hold for.

    Attributes
    ----------
    now, lowest, highest : OrderQuantity
        With the current shipping cost, and the lowest and highest recent one; cost in money a
        year, the purchase in it.
    shipping : (float, float, float)
        The three shipping costs, money an order.
    volatility : float
        Sample standard deviation of the recent quotes over their mean; 0 with fewer than two.
    """

    now: OrderQuantity
    lowest: OrderQuantity
    highest: OrderQuantity
    shipping: tuple[float, float, float]
    volatility: float


def dynamic_quantity(terms: BuyingTerms, demand_per_year: float) -> DynamicQuantity:
    """Work the economic quantity out at today's costs and at the ends of recent shipping quotes.

    Parameters
    ----------
    terms : BuyingTerms
        From `app.core.buying_terms.terms_of`; its offer carries the quotes.
    demand_per_year : float
        Pieces a year, above 0.

    Examples
    --------
    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from app.core.money import Money
    >>> from app.core.offers import Offer, ShippingQuote
    >>> quotes = tuple(ShippingQuote(date(2026, m, 1), Decimal(c)) for m, c in ((1, 10), (2, 40)))
    >>> offer = Offer("p", "north", Money(Decimal(100), "EUR"), shipping_quotes=quotes)
    >>> found = dynamic_quantity(BuyingTerms(offer, 60.0, 40.0, 0.25, 5.0), 24)
    >>> [round(q.quantity, 2) for q in (found.now, found.lowest, found.highest)]
    [12.65, 10.58, 12.65]
    >>> round(found.volatility, 3)
    0.849
    """
    recent = [float(cost) for cost in terms.offer.recent_shipping_costs]
    ends = (min(recent), max(recent)) if recent else (terms.shipping_cost, terms.shipping_cost)
    shipping = (terms.shipping_cost, *ends)
    now, lowest, highest = (
        _economic(replace(terms, shipping_cost=cost), demand_per_year) for cost in shipping
    )
    mean = statistics.fmean(recent) if recent else 0.0
    spread = statistics.stdev(recent) if len(recent) > 1 else 0.0
    return DynamicQuantity(now, lowest, highest, shipping, spread / mean if mean else 0.0)


def _economic(terms: BuyingTerms, demand_per_year: float) -> OrderQuantity:
    """Find the cheapest quantity over all price breaks."""
    offer = terms.offer
    prices = (offer.price, *(step.price for step in offer.breaks))
    return quantity_at_all_units_price(
        terms.fixed_cost,
        terms.carrying_rate_per_year,
        demand_per_year,
        [0.0, *(float(step.least) for step in offer.breaks)],
        [float(price.amount) for price in prices],
        terms.storage_cost_per_year,
    )
