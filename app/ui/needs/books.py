"""The doors to the books the Needs page goes through: read the board, draft, propose a job."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.moment import Moment
from app.core.need_line import NeedLine
from app.core.purchasing import PurchaseOrder
from app.core.work_orders import WorkOrder
from app.replenishment.board import draft_orders, need_lines, planned_orders
from app.replenishment.job_for_need import propose_job
from app.replenishment.need_standing import NeedStanding, standing_of
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NeedBooks:
    """What the page asks of the books.

    Attributes
    ----------
    lines : callable
        Every need that stands today.
    draft : callable
        Draft one order a supplier for some needs, by their ids; the key makes it safe to repeat.
    plan : callable
        The orders drafting would write for some needs, without writing them.
    standing : callable
        How one need stands: its share of the stock and the decision with its reasons.
    propose_job : callable
        Propose the job of a component's need; one that is open already is returned as it is.
    """

    lines: Callable[[UnitOfWork, Moment], tuple[NeedLine, ...]]
    draft: Callable[[Store, tuple[str, ...], Moment, str], tuple[PurchaseOrder, ...]]
    plan: Callable[[UnitOfWork, tuple[str, ...], Moment], tuple[PurchaseOrder, ...]]
    standing: Callable[[UnitOfWork, NeedLine, Moment], NeedStanding]
    propose_job: Callable[[Store, str, Moment, str], WorkOrder]


def plant_books() -> NeedBooks:
    """Return the doors as the replenishment opens them."""
    return NeedBooks(need_lines, draft_orders, planned_orders, standing_of, propose_job)
