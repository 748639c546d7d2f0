"""What a part has: on the shelf, put aside there, to come, and what of it is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.core.need_line import NeedLine
from app.core.purchasing import OrderLine, PurchaseOrder
from app.core.stock import StockPosition
from app.core.trigger import DecisionKind
from app.storage.unit_of_work import UnitOfWork
from app.stores import pieces_lying_aside

OpenLine = tuple[PurchaseOrder, OrderLine]
"""A line goods are still to come of, with its order; drafts count, as they are cover."""


class PartState(Enum):
    """How a part's needs stand, the worst first."""

    LATE = "late"
    MISSING = "missing"
    COVERED = "covered"
    UNWANTED = "not wanted"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pieces of a part.

    Attributes
    ----------
    on_hand : int
        On its shelf, by the ledger.
    put_aside : int
        Of these, pieces nobody but one job or purpose may take.
    to_come : int
        Of open orders, drafts among them.
    """

    on_hand: int
    put_aside: int
    to_come: int

    @property
    def free(self) -> int:
        """On hand - put aside + to come; below 0 where more is promised than there is.

        >>> Shelf(on_hand=3, put_aside=1, to_come=4).free
        6
        """
        return self.position.position

    @property
    def position(self) -> StockPosition:
        """The same as the rules count it."""
        return StockPosition(self.on_hand, self.to_come, self.put_aside)


def shelf_of(uow: UnitOfWork, part_id: str) -> Shelf:
    """Count a part's pieces."""
    coming = sum(line.open_quantity for _order, line in open_lines(uow, part_id))
    return Shelf(uow.stock.on_hand(part_id), pieces_lying_aside(uow, part_id), coming)


def open_lines(uow: UnitOfWork, part_id: str) -> tuple[OpenLine, ...]:
    """Return the open lines of a part, the oldest order first."""
    return tuple(
        (order, line)
        for order in uow.orders.open_of_part(part_id)
        for line in order.lines
        if line.part_id == part_id and line.open_quantity
    )


def state_of(lines: Iterable[NeedLine]) -> PartState:
    """Say how a part stands by its needs.

    >>> from app.core.need_line import NeedKind
    >>> line = NeedLine("n", NeedKind.JOB, "p", "v", 2, DecisionKind.WAIT, 2, missing=1)
    >>> state_of([line]).value, state_of([]).value
    ('missing', 'not wanted')
    """
    known = [line for line in lines if line.is_on_board]
    if any(line.decision is DecisionKind.LATE for line in known):
        return PartState.LATE
    if any(line.missing for line in known):
        return PartState.MISSING
    return PartState.COVERED if known else PartState.UNWANTED


def next_need(lines: Iterable[NeedLine]) -> date | None:
    """Return the earliest day on which a part is wanted, None where none is known."""
    return min((line.need_by for line in lines if line.need_by), default=None)
