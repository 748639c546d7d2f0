"""One line of the needs board: what wants a part, by when, and what covers it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.core.trigger import DecisionKind, DeliveryMode

KIT = "kit:"
"""How the name of a need begins that goes with a component's own."""


def kit_id(component_id: str, part_id: str) -> str:
    """Name the need of a part that a component's job wants beside the component's own."""
    return f"{KIT}{component_id}:{part_id}"


class NeedKind(Enum):
    """Where a need comes from."""

    PREDICTED = "predicted failure"
    UNPREDICTED = "unpredicted demand"
    PLANNED = "planned maintenance"
    JOB = "open work order"


@dataclass(frozen=True, slots=True)
class Cover:
    """What serves a need or a part of it: pieces on the shelf, or of an open order.

    `order_id` is empty for pieces on the shelf, `part_number` names the alternate on whose shelf
    they are or that was ordered, empty for the part's own; `due` is None for them and for an order
    without a date.
    """

    quantity: int
    order_id: str = ""
    order_number: str = ""
    due: date | None = None
    is_in_time: bool = True
    part_number: str = ""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need of one part, with the decision that stands for it today.

    Attributes
    ----------
    id : str
        The same from day to day: kind and component, task, job or part.
    asset_id, component_id : str
        Empty for unpredicted demand, which belongs to the part.
    rank : int
        Its last piece is the rank-th wanted of the part; the stock serves ranks in their order.
    need_by, order_by : date or None
        None where nothing can be dated.
    late_probability : float or None
        P(the part comes too late) when ordered on `order_by`, or today where that has passed.
    probability : float or None
        P(the need arises within the planning horizon).
    decision_id : str
        Record with the reasons, empty where there is none yet.
    """

    id: str
    kind: NeedKind
    part_id: str
    supplier_id: str
    quantity: int
    decision: DecisionKind
    rank: int
    asset_id: str = ""
    component_id: str = ""
    need_by: date | None = None
    order_by: date | None = None
    late_probability: float | None = None
    probability: float | None = None
    mode: DeliveryMode = DeliveryMode.NORMAL
    cover: tuple[Cover, ...] = ()
    decision_id: str = ""
    missing: int = 0

    @property
    def is_due(self) -> bool:
        """Whether pieces must be ordered today.

        >>> line = NeedLine("n", NeedKind.JOB, "p", "v", 2, DecisionKind.ORDER, 2, missing=1)
        >>> line.is_due
        True
        """
        return self.missing > 0 and self.decision in {DecisionKind.ORDER, DecisionKind.LATE}

    @property
    def is_on_board(self) -> bool:
        """Whether it says anything: a predicted failure that nothing dates does not.

        >>> NeedLine("n", NeedKind.PREDICTED, "p", "v", 1, DecisionKind.WAIT, 1).is_on_board
        False
        """
        return self.kind is not NeedKind.PREDICTED or self.need_by is not None
