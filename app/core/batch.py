"""How many to order when the trigger fires: every quantity that is sold, with what it costs.

Source: `jit-trigger.md` section 3.5, the Silver-Meal form on the k-th needs: the cost of an order
and of what it lays on the shelf, for each day until its pieces are used up,

    [K + s + dp Q + sum_j h E[(T_(k+j) - A)+] + p sum_j P(T_(k+j) - A > shelf)] / E[T_(k+Q) - T_(k)]

dp is the price above the lowest one compared: what the pieces cost at that price is paid whenever
they are bought, so it can't decide on the day (for steady demand it is a constant). The days end
where the batch has grown too old. A quantity counts only if bringing its pieces in one order is
not dearer than in several, so that a long quiet time after the last piece can't buy it early.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.batch_split import LaterOrders, is_one_order_cheapest
from app.core.buying_terms import BuyingTerms
from app.core.piece_needs import PartNeeds, PieceNeeds, next_pieces

LAID_OUT_AT_FIRST = 16
"""Pieces beyond what must be bought that are looked at first; more as long as one may pay."""


@dataclass(frozen=True, slots=True)
class BatchOption:
    """One quantity with its costs, money of the site.

    Attributes
    ----------
    quantity : int
        Pieces, as the supplier sells them.
    unit_price : float
        Price of a piece in an order of that many.
    ordering : float
        K + s, and what the pieces cost above the lowest price compared.
    holding : float
        Of all its pieces until each is wanted.
    ageing : float
        Expected loss of pieces that grow too old.
    covers_days : float
        From the need that calls for the order until its pieces are used up or too old.
    is_cheapest_in_one : bool
        Whether several orders for the same pieces would not be cheaper.
    """

    quantity: int
    unit_price: float
    ordering: float
    holding: float
    ageing: float
    covers_days: float
    is_cheapest_in_one: bool

    @property
    def cost(self) -> float:
        """Money of the order, without the pieces at the lowest price compared."""
        return self.ordering + self.holding + self.ageing

    @property
    def cost_per_day(self) -> float:
        """Money a day covered: what the quantities are compared by."""
        return self.cost / self.covers_days if self.covers_days > 0 else math.inf


@dataclass(frozen=True, slots=True)
class BatchChoice:
    """The quantity to order, beside all that were compared.

    Attributes
    ----------
    chosen : BatchOption
        Cheapest a day.
    options : tuple of BatchOption
        Everything compared, by quantity.
    needed : int
        Fewest pieces that must be ordered; the supplier may sell no fewer than more.
    at_shipping : tuple of (float, int)
        Lowest and highest recent shipping cost, each with the quantity it would make; empty
        where no two quotes differ.
    """

    chosen: BatchOption
    options: tuple[BatchOption, ...]
    needed: int
    at_shipping: tuple[tuple[float, int], ...] = ()


def choose_quantity(
    needs: PartNeeds, arrival: NDArray[np.float64], needed: int, terms: BuyingTerms
) -> BatchChoice:
    """Choose how many to order today at one offer.

    No piece is bought beyond what must be that is not expected to be wanted within the grid, nor
    one that lies on the shelf so much longer than the first that this costs more than an order of
    its own and what a price break saves on it; an order of its own would come as early as the
    first, where that is to be safe.

    Parameters
    ----------
    needs : PartNeeds
        All needs of the part on the day grid, and its position.
    arrival : ndarray, shape (days,)
        Probability that an order of today is usable on each day: a column of
        `app.core.order_cost.arrival_weights`.
    needed : int
        Pieces the trigger calls for, 1 or more.
    terms : BuyingTerms
        From `app.core.buying_terms.terms_of`.

    Examples
    --------
    Needs on day 10, 12 and 300; an order costs 60, a piece 0.50 a day on the shelf, so that the
    second comes with the first and the third does not:

    >>> from decimal import Decimal
    >>> from app.core.money import Money
    >>> from app.core.offers import Offer
    >>> grid = np.arange(400)
    >>> slots = np.array([(day <= grid) * 1.0 for day in (10, 12, 300)])
    >>> needs = PartNeeds(slots, np.zeros(400), np.zeros(400, dtype=int), 0)
    >>> offer = Offer("p", "north", Money(Decimal("730"), "EUR"))
    >>> choice = choose_quantity(needs, np.eye(400)[9], 1, BuyingTerms(offer, 60, 0, 0.25, 0))
    >>> choice.chosen.quantity, choice.chosen.holding, choice.chosen.covers_days
    (2, 2.0, 290.0)
    """
    recent = [float(cost) for cost in terms.offer.recent_shipping_costs]
    dearest = replace(terms, shipping_cost=max([terms.shipping_cost, *recent]))
    if terms.shelf_life_days is not None:
        needs = needs.longer_by(terms.shelf_life_days)
        arrival = np.concatenate((arrival, np.zeros(terms.shelf_life_days)))
    pieces, quantities = _laid_out(needs, arrival, needed, dearest)
    options = _options(pieces, quantities, arrival, terms)
    moved = tuple(
        (cost, _cheapest(_options(pieces, quantities, arrival, replace(terms, shipping_cost=cost))))
        for cost in sorted({min(recent), max(recent)} if recent else ())
    )
    at_shipping = tuple((cost, option.quantity) for cost, option in moved)
    return BatchChoice(
        _cheapest(options), options, needed, at_shipping if len(at_shipping) > 1 else ()
    )


def _cheapest(options: tuple[BatchOption, ...]) -> BatchOption:
    """Take the cheapest a day of those that are cheapest in one; of equals the fewest."""
    sensible = [option for option in options if option.is_cheapest_in_one]
    return min(sensible or options[:1], key=lambda option: option.cost_per_day)


def _laid_out(
    needs: PartNeeds, arrival: NDArray[np.float64], needed: int, terms: BuyingTerms
) -> tuple[PieceNeeds, NDArray[np.int64]]:
    """Return the pieces that an order may bring, and every quantity that is compared."""
    offer = terms.offer
    fewest = offer.orderable(needed)
    steps = [offer.orderable(step.least) for step in offer.breaks]
    most = max(needed, needs.whole_pieces_expected)
    compared = {fewest, *(step for step in steps if fewest < step <= most)}
    lowest = min(terms.price(step) for step in compared)
    bearable = terms.fixed_cost + terms.price(fewest) - lowest
    holding = min(terms.holding_per_day(step) for step in compared)
    count = min(max(compared) + LAID_OUT_AT_FIRST, max(most, *compared))
    while True:
        pieces = next_pieces(needs, count + 1)
        on_shelf = pieces.shelf_days(arrival)
        pays = (on_shelf - on_shelf[0]) * holding <= bearable
        if not pays[:count].all() or count >= most:
            break
        count = min(4 * count, most)
    top = min(int(pays.sum()), most)
    more = np.arange(fewest, max(top, fewest) + 1, offer.pack_size)
    return pieces, np.unique(np.concatenate((more, sorted(compared)))).astype(np.int64)


def _options(
    pieces: PieceNeeds,
    quantities: NDArray[np.int64],
    arrival: NDArray[np.float64],
    terms: BuyingTerms,
) -> tuple[BatchOption, ...]:
    """Cost every quantity."""
    price = np.array([terms.price(int(q)) for q in quantities])
    holding_per_day = np.array([terms.holding_per_day(int(q)) for q in quantities])
    on_shelf = pieces.shelf_days(arrival)
    ordering = terms.fixed_cost + (price - price.min()) * quantities
    holding = holding_per_day * pieces.total(on_shelf, quantities, pieces.days_between)
    ageing = np.zeros(quantities.size)
    if terms.shelf_life_days is not None:
        aged = pieces.aged_probability(arrival, terms.shelf_life_days)
        ageing = price * pieces.total(aged, quantities, 0.0)
    covers = pieces.covered_days(quantities, arrival, terms.shelf_life_days)
    in_one = _in_one(pieces, quantities, ordering + holding + ageing, on_shelf[0], terms)
    return tuple(
        BatchOption(*values)
        for values in zip(
            quantities.tolist(),
            price.tolist(),
            ordering.tolist(),
            holding.tolist(),
            ageing.tolist(),
            covers.tolist(),
            in_one,
            strict=True,
        )
    )


def _in_one(
    pieces: PieceNeeds,
    quantities: NDArray[np.int64],
    cost: NDArray[np.float64],
    early_days: float,
    terms: BuyingTerms,
) -> list[bool]:
    """Tell of every quantity whether several orders for the same pieces are no cheaper."""
    if quantities.size == 1:
        return [True]
    sizes = range(int(quantities[-1]) + 1)
    lowest = min(terms.price(int(q)) for q in quantities)
    ordering = [
        terms.fixed_cost + (terms.price(n) - lowest) * n
        if n and terms.offer.orderable(n) == n
        else np.inf
        for n in sizes
    ]
    later = LaterOrders(
        pieces.mean_days()[: sizes[-1]],
        early_days,
        np.array(ordering),
        np.array([terms.holding_per_day(n) for n in sizes]),
    )
    today = np.full(len(sizes), np.inf)
    today[quantities] = cost
    return [bool(one) for one in is_one_order_cheapest(today, later)[quantities]]
