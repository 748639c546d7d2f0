"""What another quantity on a draft would cost: the sum that chose the quantity, laid open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.batch import BatchChoice, BatchOption
from app.core.moment import Moment
from app.core.offers import Offer
from app.core.part_pool import PartPool, rank_needs
from app.core.purchasing import PurchaseOrder
from app.core.shelf_need import shelf_need
from app.replenishment.buying import chosen_quantity
from app.replenishment.need import Trade
from app.replenishment.open_lines import LinesOfOrders, free_arrivals, pieces_to_come
from app.replenishment.part_look import shelf_terms
from app.replenishment.parts.offers import offer_of
from app.replenishment.pool import PartBooks, read_books
from app.storage.unit_of_work import UnitOfWork

OF_NOBODY = ""
"""The need of lines that are pegged to none: the shelf's."""


@dataclass(frozen=True, slots=True)
class QuantityStudy:
    """The quantities of one draft's part, as if the draft were not there.

    Attributes
    ----------
    offer : Offer
        Of the vendor it goes to.
    holding_per_day : float
        Money of the site to hold one piece a day.
    horizon_days : int
        The site's planning horizon.
    """

    vendor: str
    offer: Offer
    choice: BatchChoice
    holding_per_day: float
    horizon_days: int

    def option(self, pieces: int) -> BatchOption | None:
        """Return one quantity with its costs, None where it was not worth laying out."""
        return next((o for o in self.choice.options if o.quantity == pieces), None)

    def idle_pieces(self, pieces: int) -> int:
        """Count the pieces of a quantity beyond every one laid out: no need is known for them."""
        return max(pieces - self.choice.options[-1].quantity, 0)

    def idle_cost(self, pieces: int) -> float:
        """Money to hold these pieces through the horizon."""
        return self.idle_pieces(pieces) * self.holding_per_day * self.horizon_days

    def extra_over_horizon(self, pieces: int) -> float | None:
        """Money of the site that a quantity costs above the proposed one within the horizon.

        Both by their cost a day covered; None where the quantity was not laid out.
        """
        option = self.option(pieces)
        if option is None:
            return None
        return (option.cost_per_day - self.choice.chosen.cost_per_day) * self.horizon_days


def study_quantity(
    uow: UnitOfWork, order_id: str, part_id: str, moment: Moment
) -> QuantityStudy | None:
    """Weigh the quantities of a draft's part; None where its vendor has no offer any more."""
    order, books = uow.orders.get(order_id), read_books(uow, part_id, moment)
    offer = offer_of(uow, uow.stock.part(part_id), order.supplier_id)
    if offer is None:
        return None
    trade = books.trade
    if order.supplier_id != trade.supplier.id:
        trade = trade.asking(uow.plant.supplier(order.supplier_id), offer)
    pool = _without(uow, trade, books, order)
    ranked = rank_needs(pool, trade.policy, trade.supply)
    served = {name for name, own in books.lines.items() if any(o.id == order.id for o, _ in own)}
    needed = sum(one.missing for one in ranked if one.item.id in served)
    rate = 0.0
    if OF_NOBODY in served:
        terms = shelf_terms(uow, books, moment)
        needed += shelf_need(pool, ranked, needed, terms, trade.supply).units
        rate = terms.unpredicted_per_day
    return QuantityStudy(
        vendor=trade.supplier.name,
        offer=trade.offer,
        choice=chosen_quantity(trade, pool, ranked, max(needed, 1), rate),
        holding_per_day=trade.holding_per_day,
        horizon_days=trade.policy.planning_horizon_days,
    )


def _without(uow: UnitOfWork, trade: Trade, books: PartBooks, order: PurchaseOrder) -> PartPool:
    """Return the part's pool as if an order were not there."""
    lines: Mapping[str, LinesOfOrders] = {
        name: tuple((other, line) for other, line in own if other.id != order.id)
        for name, own in books.lines.items()
    }
    needs = [
        replace(need, ordered=pieces_to_come(lines.get(need.id, ()))) for need in books.pool.needs
    ]
    free = free_arrivals(uow, trade, lines, needs)
    arrivals = [(one.usable_in_days, one.quantity) for one in free]
    return replace(books.pool, needs=needs, arrivals=arrivals)
