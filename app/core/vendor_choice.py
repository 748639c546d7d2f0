"""From whom: every vendor and delivery compared for one trigger, each by its own figures alone.

What an order brings is told as landed cost a piece: goods at the price of its quantity, shipping,
the order itself, and its pieces on the shelf until they are wanted, divided among those that are
expected to be wanted at all. The pieces the trigger calls for are charged with it, with the fee of
a hurried delivery and with the expected cost of waiting (`jit-trigger.md` sections 3.3, 3.5 and 6).
No vendor's line depends on another's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.batch import BatchChoice, choose_quantity
from app.core.buying_terms import BuyingTerms
from app.core.lead_time import LeadTime
from app.core.order_cost import arrival_weights, cost_by_order_day, late_by_order_day
from app.core.order_time import ROUNDING, lead_probabilities
from app.core.piece_needs import PartNeeds, next_pieces
from app.core.supply import Supply
from app.core.trigger import DeliveryMode

ORDER_DAYS = np.arange(61)
"""Days on which an order may go out instead of today; who may wait longer says 60."""


@dataclass(frozen=True, slots=True)
class Seller:
    """A vendor that may be asked: how its parts reach the plant, and its terms."""

    supply: Supply
    terms: BuyingTerms

    @property
    def supplier_id(self) -> str:
        """Who it is."""
        return self.terms.offer.supplier_id


@dataclass(frozen=True, slots=True)
class Shortage:
    """What being late costs a piece and day, and how safely it must be in time."""

    cost_per_day: float
    service_floor: float


@dataclass(frozen=True, slots=True)
class VendorOption:
    """One vendor and delivery with its costs, money of the site.

    Attributes
    ----------
    order_in_days : int
        Cheapest day to order from this vendor that the floor allows; 0 is today.
    terms : BuyingTerms
        Price, shipping and order cost it is reckoned with.
    batch : BatchChoice
        How many, and the quantities compared.
    landed_cost_per_piece : float
        All that bringing a piece costs but hurry and waiting.
    expedite_fee, waiting : float
        Of the whole order; expected cost of what comes too late.
    cost_today : float
        J of ordering today: shelf and waiting of the pieces called for, without the order itself.
    late_probability : float
        P(the first piece is wanted before it is usable).
    expected_cost : float
        Of the pieces called for: landed, hurried, waited for.
    basis : str
        Where its lead time comes from: learned, declared, or the pool where nothing is known.
    """

    supplier_id: str
    mode: DeliveryMode
    order_in_days: int
    terms: BuyingTerms
    batch: BatchChoice
    landed_cost_per_piece: float
    expedite_fee: float
    waiting: float
    cost_today: float
    late_probability: float
    is_within_floor: bool
    expected_cost: float
    basis: str

    @property
    def part_id(self) -> str:
        """What is bought: one of the parts that replace each other."""
        return self.terms.offer.part_id

    @property
    def quantity(self) -> int:
        """Pieces of the order."""
        return self.batch.chosen.quantity


def compare_vendors(
    needs: PartNeeds, needed: int, shortage: Shortage, sellers: Iterable[Seller]
) -> tuple[VendorOption, ...]:
    """Rank every vendor and delivery, the one to take first.

    The cheapest in expectation within the service floor comes first; where none is within it,
    the safest to a whole percent. An option whose `order_in_days` is above 0 says: wait, and order
    there then. A hurried delivery whose fee nobody knows is not compared.

    Parameters
    ----------
    needs : PartNeeds
        All needs of the part on the day grid, and its position.
    needed : int
        Pieces the trigger calls for, 1 or more.
    shortage : Shortage
        c and the service floor.
    sellers : iterable of Seller
        In the order of preference: of equal options the earlier is taken.

    Examples
    --------
    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from app.core.lead_time import Supplier
    >>> from app.core.money import Money
    >>> from app.core.offers import Offer
    >>> from app.core.policy import SitePolicy
    >>> from app.core.supply import supply_of
    >>> def seller(name, price, days):
    ...     supply = supply_of(Supplier(name, name, declared_median_days=days), SitePolicy(),
    ...         date(2026, 3, 2))
    ...     offer = Offer("p", name, Money(Decimal(price), "EUR"))
    ...     return Seller(supply, BuyingTerms(offer, 60, 0, 0.25, 0))
    >>> sure = (np.arange(90) >= 6)[None] * 1.0
    >>> needs = PartNeeds(sure, np.zeros(90), np.zeros(90, dtype=int), 0)
    >>> ranked = compare_vendors(needs, 1, Shortage(900.0, 0.99),
    ...     [seller("far", "80", 8.0), seller("near", "95", 2.0)])
    >>> [(o.supplier_id, o.order_in_days, round(o.expected_cost)) for o in ranked]
    [('near', 3, 155), ('far', 0, 2840)]
    """
    options = [
        _option(needs, needed, shortage, seller, mode, lead)
        for seller in sellers
        for mode, lead in (
            (DeliveryMode.NORMAL, seller.supply.lead),
            (DeliveryMode.EXPEDITED, seller.supply.expedited),
        )
        if lead is not None and (mode is DeliveryMode.NORMAL or _has_fee(seller))
    ]
    return in_order(options)


def in_order(options: Iterable[VendorOption]) -> tuple[VendorOption, ...]:
    """Rank options, the one to take first; of equal ones the earlier is taken."""
    return tuple(sorted(options, key=_rank))


def _has_fee(seller: Seller) -> bool:
    """Whether it is known what hurrying costs there: nobody counts on an unknown fee."""
    return bool(np.isfinite(seller.supply.expedite_cost))


def _rank(option: VendorOption) -> tuple[bool, float, float]:
    """Within the floor by cost; outside it by safety first."""
    risk = 0.0 if option.is_within_floor else round(option.late_probability, 2)
    return not option.is_within_floor, risk, option.expected_cost


def _option(
    needs: PartNeeds,
    needed: int,
    shortage: Shortage,
    seller: Seller,
    mode: DeliveryMode,
    lead: LeadTime,
) -> VendorOption:
    """Cost one vendor and delivery on its cheapest day."""
    is_hurried = mode is DeliveryMode.EXPEDITED
    weights = _usable(seller.supply, lead)
    longer = needs.longer_by(max(len(weights) - needs.unpredicted.size, 0))
    weights = np.pad(weights, ((0, longer.unpredicted.size - len(weights)), (0, 0)))
    pieces = next_pieces(longer, needed).wanted_by
    late = late_by_order_day(pieces[:1], weights)[0]
    hurry = (np.inf, 0.0) if is_hurried else _hurry_later(seller.supply)
    none = np.zeros(len(pieces))
    cost = np.full(len(pieces), shortage.cost_per_day)
    waiting = cost_by_order_day(pieces, weights, none, cost, *hurry).sum(axis=0)
    own = none + seller.terms.holding_per_day(needed)
    by_day = waiting + cost_by_order_day(pieces, weights, own, none).sum(axis=0)
    within = late <= 1.0 - shortage.service_floor + ROUNDING
    day = int(np.where(within, by_day, np.inf).argmin()) if within.any() else 0
    batch = choose_quantity(longer, weights[:, day], needed, seller.terms)
    landed = _landed_cost(batch, needs, seller.terms)
    fee = seller.supply.expedite_cost if is_hurried else 0.0
    return VendorOption(
        supplier_id=seller.supplier_id,
        mode=mode,
        order_in_days=int(ORDER_DAYS[day]),
        terms=seller.terms,
        batch=batch,
        landed_cost_per_piece=landed,
        expedite_fee=fee,
        waiting=float(waiting[day]),
        cost_today=float(by_day[0]),
        late_probability=float(late[day]),
        is_within_floor=bool(within[day]),
        expected_cost=needed * landed + fee + float(waiting[day]),
        basis=lead.basis,
    )


def _usable(supply: Supply, lead: LeadTime) -> NDArray[np.float64]:
    """Probability that an order of each day is usable on each day, up to the latest it can be."""
    probability = lead_probabilities(lead.distribution)
    latest = int(supply.table.arrival_day[ORDER_DAYS[-1], probability.size - 1])
    days = latest + supply.margin_days + 1
    return arrival_weights(probability, supply.table, supply.margin_days, ORDER_DAYS, days)


def _hurry_later(supply: Supply) -> tuple[float, float]:
    """Fee and days of the hurried delivery that ends waiting for a normal one."""
    if supply.expedited is None:
        return np.inf, 0.0
    return supply.expedite_cost, supply.expedited.median_days


def _landed_cost(batch: BatchChoice, needs: PartNeeds, terms: BuyingTerms) -> float:
    """Cost of bringing one piece, shared among those expected to be wanted within the grid."""
    order = batch.chosen
    goods = order.unit_price * order.quantity
    wanted = max(batch.needed, needs.whole_pieces_expected)
    total = terms.fixed_cost + goods + order.holding + order.ageing
    return total / min(order.quantity, wanted)
