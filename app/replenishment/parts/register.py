"""A part put on the register by hand, and taken off again while nothing refers to it."""

from collections.abc import Callable

from app.core.errors import ScenarioRefused, StepRefused
from app.core.moment import Moment
from app.core.stock import Part
from app.replenishment.parts.offers import MOST_PRICE
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def add_part(store: Store, part: Part, moment: Moment, key: str) -> str:
    """Put a new part on the register; returns its id.

    Raises
    ------
    ScenarioRefused
        If it has no number, one that another part bears, or no price; nothing is added then.
    PartUnknown
        If its supplier is not on the register.
    """

    def command(uow: UnitOfWork) -> str:
        number = part.number.strip()
        _refuse_unless(bool(number), "A part needs a number.", "Type it as people call it.")
        known = {one.number.casefold() for one in uow.stock.parts()}
        _refuse_unless(
            number.casefold() not in known,
            f"There is a part {number} already.",
            "Choose it in the list, or give this one another number; nothing was added.",
        )
        _refuse_unless(
            0 < part.price.amount <= MOST_PRICE,
            f"{number}: expected a price above 0, found {part.price}.",
            "Type what a piece costs about; nothing was added.",
        )
        if part.supplier_id is not None:
            uow.plant.supplier(part.supplier_id)
        uow.stock.add_part(part)
        uow.audit.append(moment.now, "add part", number, "", f"{part.description}, {part.price}")
        return part.id

    return store.once(key, moment.actor, command)


def remove_part(store: Store, part_id: str, moment: Moment, key: str) -> None:
    """Take a part off the register that was added by mistake.

    Raises
    ------
    StepRefused
        If a machine, an order, a promise, a task or a movement refers to it.
    """

    def command(uow: UnitOfWork) -> str:
        part = uow.stock.part(part_id)
        used: tuple[Callable[[str], object], ...] = (
            uow.stock.movements,
            uow.plant.components_of_part,
            uow.plant.components_with_kit_part,
            uow.planned_tasks.active_of_part,
            uow.work_orders.open_of_part,
            uow.reservations.open_of,
            uow.orders.open_of_part,
        )
        if any(read(part_id) for read in used):
            raise StepRefused(
                f"{part.number} is used already.", "Keep it on the register; nothing was changed."
            )
        for offer in uow.offers.of(part):
            uow.offers.remove(part_id, offer.supplier_id)
        uow.part_reviews.forget(part_id)
        uow.stock.remove_part(part_id)
        uow.audit.append(moment.now, "remove part", part.number, part.description, "")
        return part_id

    store.once(key, moment.actor, command)


def _refuse_unless(holds: bool, what: str, remedy: str) -> None:
    """Refuse a part that can't be added."""
    if not holds:
        raise ScenarioRefused(what, remedy)
