"""The open order lines of a part: which need each serves, and when free pieces can be used."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.core.calendars import HORIZON_DAYS
from app.core.need_line import KIT, NeedKind
from app.core.open_order import arrival_of_open_order
from app.core.part_pool import PoolNeed
from app.core.purchasing import OrderLine, PurchaseOrder
from app.replenishment.arrivals import usable_on
from app.replenishment.need import Trade, supply_of_order
from app.storage.unit_of_work import UnitOfWork

SURE_ENOUGH = 0.9
"""An overdue order counts from the day by which it has come so surely, given its age."""


@dataclass(frozen=True, slots=True)
class FreePieces:
    """Pieces to come of an order that belong to nobody, usable in so many days."""

    usable_in_days: int
    quantity: int
    order: PurchaseOrder
    line: OrderLine


LinesOfOrders = tuple[tuple[PurchaseOrder, OrderLine], ...]
"""Open lines with the order each stands on."""


def predicted_id(component_id: str) -> str:
    """Name the need of a component's predicted failure."""
    return f"predicted:{component_id}"


def is_of_component(item: PoolNeed) -> bool:
    """Whether the review of a component decides and orders a need, with a record of its own."""
    return item.kind is NeedKind.PREDICTED and not item.is_of_kit


def lines_by_need(uow: UnitOfWork, part_id: str, known: set[str]) -> dict[str, LinesOfOrders]:
    """Sort the open order lines of a part by the need they are pegged to.

    An alternate's line that serves a need of the part is one of them, and none of the alternate's.
    """
    found: dict[str, list[tuple[PurchaseOrder, OrderLine]]] = {}
    for order in uow.orders.open_of_part(part_id):
        for line in order.lines:
            if line.serves_part_id == part_id and line.open_quantity:
                name = _need_id(line)
                found.setdefault(name if name in known else "", []).append((order, line))
    return {name: tuple(lines) for name, lines in found.items()}


def _need_id(line: OrderLine) -> str:
    """Name the need a line is pegged to; work on dates writes its own name on the peg."""
    if line.peg is None:
        return ""
    mode = line.peg.failure_mode
    names_itself = mode.startswith(("planned:", "job:", KIT))
    return mode if names_itself else predicted_id(line.peg.component_id)


def pieces_to_come(lines: LinesOfOrders) -> int:
    """Count the pieces still to come."""
    return sum(line.open_quantity for _order, line in lines)


def free_arrivals(
    uow: UnitOfWork,
    trade: Trade,
    lines: Mapping[str, LinesOfOrders],
    needs: list[PoolNeed],
) -> tuple[FreePieces, ...]:
    """Say when the free pieces of open orders can be used: what a line brings beyond its need."""
    wanted = {need.id: need.need.quantity for need in needs}
    found: list[FreePieces] = []
    for name, own in lines.items():
        free = max(pieces_to_come(own) - wanted.get(name, 0), 0)
        for order, line in reversed(own):
            pieces = min(free, line.open_quantity)
            free -= pieces
            if pieces:
                days = _usable_in_days(uow, trade, order)
                found.append(FreePieces(days, pieces, order, line))
    return tuple(sorted(found, key=lambda one: (one.usable_in_days, one.order.number)))


def _usable_in_days(uow: UnitOfWork, trade: Trade, order: PurchaseOrder) -> int:
    """Days until an open order can be used; an overdue one by the 90 % quantile of what is left."""
    supply = supply_of_order(uow, order, trade)
    day = usable_on(order, supply)
    if day is not None:
        return (day - supply.table.today).days
    left = arrival_of_open_order(
        order,
        uow.orders.delivery_dates(order.id),
        uow.plant.supplier(order.supplier_id),
        trade.policy,
        supply.table.today,
        trade.in_force.multiplier_of(trade.criticality),
    )
    days = min(left.quantile(SURE_ENOUGH), HORIZON_DAYS)
    return int(np.ceil(days)) + supply.margin_days
