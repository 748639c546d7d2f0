"""Pieces of a part kept for a purpose: put aside for good, or asked for on a day."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from app.core.errors import StepRefused


class ReservationKind(Enum):
    """HARD pieces leave the position for everybody else; SOFT ones yield to who needs them first.

    Source: `jit-trigger.md` section 6, Maximo's hard and soft reservations.
    """

    HARD = "put aside"
    SOFT = "asked for"


@dataclass(frozen=True, slots=True)
class Reservation:
    """Some pieces for one job or one purpose.

    `work_order_id` is empty where it serves no job. `required_on` is the plant-local day it is
    wanted, `released_at` when it ended, None while it stands.
    """

    id: str
    part_id: str
    quantity: int
    kind: ReservationKind
    required_on: date
    purpose: str
    made_at: datetime
    made_by: str
    work_order_id: str = ""
    released_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise StepRefused(
                f"A reservation is for at least 1 piece, found {self.quantity}.",
                "Correct the quantity; nothing was reserved.",
            )

    @property
    def is_open(self) -> bool:
        """Whether it still holds."""
        return self.released_at is None

    def released(self, at: datetime) -> "Reservation":
        """Give the pieces back to everybody."""
        return replace(self, released_at=at)
