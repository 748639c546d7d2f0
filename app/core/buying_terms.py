"""What one order of a part costs at an offer: money of the site, as the quantity rules count it."""

from dataclasses import dataclass

from app.core.offers import Offer
from app.core.policy import SitePolicy
from app.core.stock import Part

DAYS_PER_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class BuyingTerms:
    """An offer with what ordering and holding cost at this site.

    Attributes
    ----------
    order_cost : float
        The part's share of K, money an order.
    shipping_cost : float
        Current s, money an order.
    carrying_rate_per_year : float
        Yearly holding cost as a share of the price paid.
    storage_cost_per_year : float
        Money a piece and year beside it.
    shelf_life_days : int or None
        None where the part does not age.
    """

    offer: Offer
    order_cost: float
    shipping_cost: float
    carrying_rate_per_year: float
    storage_cost_per_year: float
    shelf_life_days: int | None = None

    @property
    def fixed_cost(self) -> float:
        """K + s: what every order costs whatever its quantity."""
        return self.order_cost + self.shipping_cost

    def price(self, quantity: int) -> float:
        """Price of one piece in an order of that many."""
        return float(self.offer.price_at(quantity).amount)

    def holding_per_day(self, quantity: int) -> float:
        """Return h for a piece of an order of that many, at the price paid for it."""
        yearly = self.price(quantity) * self.carrying_rate_per_year + self.storage_cost_per_year
        return yearly / DAYS_PER_YEAR


def terms_of(part: Part, offer: Offer, policy: SitePolicy) -> BuyingTerms:
    """Put an offer together with the site's order cost and what holding the part costs.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from app.core.money import Money
    >>> part = Part("p", "6309", "Bearing", Money(Decimal(450), "EUR"), "north")
    >>> terms = terms_of(part, Offer("p", "north", part.price), SitePolicy())
    >>> terms.fixed_cost, round(terms.holding_per_day(1), 4)
    (60.0, 0.3082)
    """
    return BuyingTerms(
        offer,
        float(policy.order_cost) * offer.order_cost_share,
        float(offer.shipping_cost),
        policy.carrying_rate_per_year,
        float(part.storage_cost_per_year),
        part.shelf_life_days,
    )
