"""Pieces kept for a purpose that is no job: put aside now, or asked for on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from app.core.errors import StepRefused
from app.core.moment import Moment
from app.core.reservations import Reservation, ReservationKind
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.stores import free_on_shelf

NO_JOB = ""
"""Who keeps pieces for no job stands behind every job."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be kept, on which plant-local day it is wanted, and for what or whom."""

    quantity: int
    kind: ReservationKind
    required_on: date
    purpose: str


def keep_for_purpose(store: Store, part_id: str, wish: Wish, moment: Moment, key: str) -> str:
    """Keep pieces of a part for a purpose; returns the id of the reservation.

    Raises
    ------
    StepRefused
        If nobody says what for, the day has passed, no piece is wanted, or too few are free on
        the shelf to put aside.
    """

    def command(uow: UnitOfWork) -> str:
        part = uow.stock.part(part_id)
        if not wish.purpose.strip():
            raise StepRefused("Pieces are kept for somebody.", "Say what or whom they are for.")
        if wish.required_on < moment.today:
            raise StepRefused(
                f"{wish.required_on} has passed.", "Choose today or a later day; nothing was kept."
            )
        free = max(free_on_shelf(uow, part_id, NO_JOB), 0)
        if wish.kind is ReservationKind.HARD and wish.quantity > free:
            raise StepRefused(
                f"{wish.quantity} pieces of {part.number} can't be put aside: {free} are free on "
                "the shelf.",
                "Ask for them on a day instead, or receive the part first; nothing was kept.",
            )
        kept = Reservation(
            id=str(uuid5(NAMESPACE_URL, f"keep:{key}")),
            part_id=part_id,
            quantity=wish.quantity,
            kind=wish.kind,
            required_on=wish.required_on,
            purpose=wish.purpose.strip(),
            made_at=moment.now,
            made_by=moment.actor,
        )
        uow.reservations.add(kept)
        text = f"{kept.quantity} {kept.kind.value} for {kept.purpose}"
        uow.audit.append(moment.now, "reserve", part.number, "", text)
        return kept.id

    return store.once(key, moment.actor, command)
