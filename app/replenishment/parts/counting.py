"""What a person counted on the shelf: the ledger follows by a correction, the trail says who."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.stock import MovementKind, StockMovement
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

COUNTED, TAKEN_BACK = "count stock", "take count back"
"""What the audit trail calls them."""

MOST_COUNTED = 1_000_000
"""More pieces are a slip of the finger."""


@dataclass(frozen=True, slots=True)
class LastCount:
    """When a part was last counted, and by whom; adding or taking pieces changes neither."""

    at: datetime
    actor: str


def count_stock(
    store: Store, part_id: str, counted: int, moment: Moment, key: str, why: str = ""
) -> int:
    """Book what lies on the shelf by a person's count; returns by how much the ledger changed.

    Raises
    ------
    StepRefused
        If it is no number of pieces, or differs from the ledger and nobody says why.
    """
    differences: list[int] = []

    def command(uow: UnitOfWork) -> str:
        part, on_hand = uow.stock.part(part_id), uow.stock.on_hand(part_id)
        if not 0 <= counted <= MOST_COUNTED:
            raise StepRefused(
                f"{part.number}: expected a count from 0 to {MOST_COUNTED}, found {counted}.",
                "Correct the count; nothing was booked.",
            )
        if counted != on_hand and not why.strip():
            raise StepRefused(
                f"{part.number}: {counted} counted, {on_hand} in the books.",
                "Count again; if it stays, say why they differ. Nothing was booked.",
            )
        differences.append(counted - on_hand)
        _correct(uow, part_id, counted - on_hand, moment, key, why.strip())
        uow.audit.append(moment.now, COUNTED, part.number, str(on_hand), str(counted))
        return part_id

    store.once(key, moment.actor, command)
    return differences[0] if differences else 0


def take_back_count(store: Store, part_id: str, difference: int, moment: Moment, key: str) -> None:
    """Book the opposite of a count, whatever moved since.

    Raises
    ------
    StepRefused
        If fewer pieces are left than it had found.
    """

    def command(uow: UnitOfWork) -> str:
        part, on_hand = uow.stock.part(part_id), uow.stock.on_hand(part_id)
        _correct(uow, part_id, -difference, moment, key, TAKEN_BACK)
        after = str(on_hand - difference)
        uow.audit.append(moment.now, TAKEN_BACK, part.number, str(on_hand), after)
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


def _correct(
    uow: UnitOfWork, part_id: str, difference: int, moment: Moment, key: str, why: str
) -> None:
    """Book a difference, if there is one."""
    if difference:
        uow.stock.add_movement(
            StockMovement(
                id=str(uuid5(NAMESPACE_URL, f"count:{key}")),
                part_id=part_id,
                quantity=difference,
                kind=MovementKind.CORRECTION,
                at=moment.now,
                actor=moment.actor,
                reference=why,
            )
        )
