"""How many to order for steady demand: the economic order quantity and its price breaks."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.errors import ScenarioRefused


@dataclass(frozen=True, slots=True)
class OrderQuantity:
    """A quantity and what it costs a unit of time.

    Attributes
    ----------
    quantity : float
        Pieces of one order; round it as the supplier sells.
    cost : float
        Money a unit of time; with price breaks the purchase itself is in it.
    tier : int
        Price break used, counted from 0.
    short_share : float
        Share of demand that is served late on purpose.
    """

    quantity: float
    cost: float
    tier: int = 0
    short_share: float = 0.0


def economic_order_quantity(order_cost: float, holding: float, demand: float) -> OrderQuantity:
    """Balance the cost of ordering with that of holding: Q = sqrt(2 K d / h).

    Parameters
    ----------
    order_cost : float
        K, money of one order, shipping with it.
    holding : float
        h, money to hold one piece for a unit of time, above 0.
    demand : float
        d, pieces a unit of time.

    Raises
    ------
    ScenarioRefused
        If holding costs nothing: then there is no best quantity, more is always cheaper.

    Examples
    --------
    >>> round(economic_order_quantity(25, 6, 12).quantity, 6)
    10.0
    """
    if holding <= 0:
        raise ScenarioRefused(
            f"Economic order quantity: expected a holding cost above 0, found {holding:g}.",
            "Enter a carrying rate, or what the part's place costs a year.",
        )
    quantity = math.sqrt(2 * order_cost * demand / holding)
    return OrderQuantity(quantity, math.sqrt(2 * order_cost * demand * holding))


def quantity_with_backorders(
    order_cost: float, holding: float, shortage: float, demand: float
) -> OrderQuantity:
    """Let some demand wait on purpose, where waiting costs p a piece and unit of time.

    >>> found = quantity_with_backorders(8, 0.225, 5, 1300)
    >>> round(found.quantity, 2), round(found.short_share, 4)
    (310.81, 0.0431)
    """
    in_stock = shortage / (holding + shortage) if shortage > 0 else 0.0
    plain = economic_order_quantity(order_cost, holding * in_stock, demand)
    return OrderQuantity(plain.quantity, plain.cost, short_share=1.0 - in_stock)


def quantity_at_all_units_price(
    order_cost: float,
    carrying_rate: float,
    demand: float,
    breaks: Sequence[float],
    prices: Sequence[float],
    storage: float = 0.0,
) -> OrderQuantity:
    """Choose among prices that hold for every piece once a break is reached.

    Parameters
    ----------
    carrying_rate : float
        Holding cost as a share of the price, for a unit of time.
    breaks : sequence of float, shape (n,)
        Least quantity of each price, the first 0, rising.
    prices : sequence of float, shape (n,)
        Money a piece, falling.
    storage : float
        Holding cost beside it, money a piece and unit of time.

    Examples
    --------
    >>> quantity_at_all_units_price(8, 0.3, 1300, [0, 400, 800], [0.75, 0.72, 0.68]).quantity
    800
    """
    found: list[OrderQuantity] = []
    for tier, (least, end, price) in enumerate(_tiers(breaks, prices)):
        holding = carrying_rate * price + storage
        best = economic_order_quantity(order_cost, holding, demand).quantity
        quantity = max(best, least)
        if quantity >= end:
            continue
        cost = price * demand + order_cost * demand / quantity + holding * quantity / 2
        found.append(OrderQuantity(quantity, cost, tier))
    return min(found, key=lambda choice: choice.cost)


def quantity_at_incremental_price(
    order_cost: float,
    carrying_rate: float,
    demand: float,
    breaks: Sequence[float],
    prices: Sequence[float],
) -> OrderQuantity:
    """Choose among prices that hold only for the pieces beyond a break.

    What the earlier pieces cost more is part of each order's fixed cost.

    >>> found = quantity_at_incremental_price(60, 0.25, 40, [0, 10, 25], [90, 84, 80])
    >>> round(found.quantity, 3), found.tier
    (29.665, 2)
    """
    found: list[OrderQuantity] = []
    paid_more = 0.0
    for tier, (least, end, price) in enumerate(_tiers(breaks, prices)):
        if tier:
            paid_more += (prices[tier - 1] - price) * least
        plain = economic_order_quantity(order_cost + paid_more, carrying_rate * price, demand)
        if least <= plain.quantity < end:
            cost = price * demand + carrying_rate * paid_more / 2 + plain.cost
            found.append(OrderQuantity(plain.quantity, cost, tier))
    return min(found, key=lambda choice: choice.cost)


def _tiers(
    breaks: Sequence[float], prices: Sequence[float]
) -> Iterator[tuple[float, float, float]]:
    """Yield the least quantity, the first quantity beyond, and the price of each tier."""
    return zip(breaks, [*breaks[1:], math.inf], prices, strict=True)
