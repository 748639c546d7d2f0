"""The doors to the books the Needs page goes through: read the board, draft, propose a job."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.moment import Moment
from app.core.need_line import NeedLine
from app.core.purchasing import PurchaseOrder
from app.core.work_orders import WorkOrder
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
    propose_job : callable
        Propose the job of a component's need; one that is open already is returned as it is.
    """

    lines: Callable[[UnitOfWork, Moment], tuple[NeedLine, ...]]
    draft: Callable[[Store, tuple[str, ...], Moment, str], tuple[PurchaseOrder, ...]]
    propose_job: Callable[[Store, str, Moment, str], WorkOrder]
