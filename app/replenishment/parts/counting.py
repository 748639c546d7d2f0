"""When a part was last counted, and a count taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from app.core.moment import Moment
from app.core.stock import MovementKind, StockMovement
from app.counting import COUNTED
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

TAKEN_BACK = "take count back"
"""What the audit trail calls it."""


@dataclass(frozen=True, slots=True)
class LastCount:
    """When a part was last counted, and by whom; adding or taking pieces changes neither."""

    at: datetime
    actor: str


def take_back_count(store: Store, part_id: str, difference: int, moment: Moment, key: str) -> None:
    """Book the opposite of a count, whatever moved since; promises it let go stay let go.

    Raises
    ------
    StepRefused
        If fewer pieces are left than it had found.
    """

    def command(uow: UnitOfWork) -> str:
        part, on_hand = uow.stock.part(part_id), uow.stock.on_hand(part_id)
        if difference:
            uow.stock.add_movement(
                StockMovement(
                    id=str(uuid5(NAMESPACE_URL, f"count:{key}")),
                    part_id=part_id,
                    quantity=-difference,
                    kind=MovementKind.CORRECTION,
                    at=moment.now,
                    actor=moment.actor,
                    reference=TAKEN_BACK,
                )
            )
        after = f"{on_hand - difference}"
        uow.audit.append(moment.now, TAKEN_BACK, part.number, f"{on_hand}", after)
        return part_id

    store.once(key, moment.actor, command)


def last_count(uow: UnitOfWork, number: str) -> LastCount | None:
    """Return the last count of a part, by its number, that was not taken back."""
    counts: list[LastCount] = []
    for row in uow.audit.about(number):
        if row.action == COUNTED:
            counts.append(LastCount(row.at, row.actor))
        elif row.action == TAKEN_BACK and counts:
            counts.pop()
    return counts[-1] if counts else None
