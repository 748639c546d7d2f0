"""A vendor put on the register by hand, its card kept, and taken off while nothing uses it."""

from dataclasses import dataclass, replace

from app.core.errors import ScenarioRefused, StepRefused
from app.core.lead_time import Supplier
from app.core.moment import Moment
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

MOST_LETTERS, MOST_LINES = 120, 6
"""What fits the head of an order: letters a line, lines of an address."""


@dataclass(frozen=True, slots=True)
class VendorCard:
    """What stands of a vendor on the head of an order."""

    name: str
    address: tuple[str, ...] = ()
    contact: str = ""
    customer_number: str = ""


def card_of(supplier: Supplier) -> VendorCard:
    """Read a vendor's card."""
    return VendorCard(supplier.name, supplier.address, supplier.contact, supplier.customer_number)


def add_vendor(store: Store, supplier_id: str, card: VendorCard, moment: Moment, key: str) -> str:
    """Put a vendor on the register, nothing agreed and nothing received yet; returns its id.

    Raises
    ------
    ScenarioRefused
        If it has no name or one that another bears, or a line is too long for paper.
    """

    def command(uow: UnitOfWork) -> str:
        tidy = _tidy(uow, supplier_id, card)
        uow.plant.add_supplier(_with_card(Supplier(supplier_id, tidy.name), tidy))
        uow.audit.append(moment.now, "add vendor", tidy.name, "", _worded(tidy))
        return supplier_id

    return store.once(key, moment.actor, command)


def keep_card(
    store: Store, supplier_id: str, card: VendorCard, moment: Moment, key: str
) -> VendorCard:
    """Keep another name or address of a vendor; returns what stood there before.

    Raises
    ------
    ScenarioRefused
        As for a new vendor; nothing is changed then.
    """
    before: list[VendorCard] = []

    def command(uow: UnitOfWork) -> str:
        supplier = uow.plant.supplier(supplier_id)
        before.append(card_of(supplier))
        tidy = _tidy(uow, supplier_id, card)
        uow.plant.save_supplier(_with_card(supplier, tidy))
        was, now = _worded(before[0]), _worded(tidy)
        uow.audit.append(moment.now, "keep vendor", supplier.name, was, now)
        return supplier_id

    store.once(key, moment.actor, command)
    return before[0] if before else card


def remove_vendor(store: Store, supplier_id: str, moment: Moment, key: str) -> None:
    """Take a vendor off the register that was added by mistake.

    Raises
    ------
    StepRefused
        If a part, an offer, an order or a receipt names it.
    """

    def command(uow: UnitOfWork) -> str:
        supplier = uow.plant.supplier(supplier_id)
        offered = uow.offers.of_all(uow.stock.parts())
        is_used = (
            any(offer.supplier_id == supplier_id for of in offered.values() for offer in of)
            or any(order.supplier_id == supplier_id for order in uow.orders.all())
            or uow.orders.receipts(supplier_id)
        )
        if is_used:
            raise StepRefused(
                f"{supplier.name} is used already.", "Keep it on the register; nothing was changed."
            )
        uow.plant.remove_supplier(supplier_id)
        uow.audit.append(moment.now, "remove vendor", supplier.name, supplier.name, "")
        return supplier_id

    store.once(key, moment.actor, command)


def _tidy(uow: UnitOfWork, supplier_id: str, card: VendorCard) -> VendorCard:
    """Return a card without blanks around its lines; refuse one no order can be sent with."""
    lines = tuple(line.strip() for line in card.address if line.strip())
    tidy = VendorCard(card.name.strip(), lines, card.contact.strip(), card.customer_number.strip())
    if not tidy.name:
        raise ScenarioRefused("A vendor needs a name.", "Type it as its invoices write it.")
    taken = [s.name for s in uow.plant.suppliers() if s.id != supplier_id]
    if tidy.name.casefold() in {name.casefold() for name in taken}:
        raise ScenarioRefused(
            f"There is a vendor {tidy.name} already.",
            "Choose it in the list, or give this one another name; nothing was changed.",
        )
    longest = max((tidy.name, *lines, tidy.contact, tidy.customer_number), key=len)
    if len(longest) > MOST_LETTERS or len(lines) > MOST_LINES:
        raise ScenarioRefused(
            f"{tidy.name}: expected up to {MOST_LINES} lines of up to {MOST_LETTERS} letters, "
            f"found {len(lines)} lines, the longest of {len(longest)}.",
            "Shorten it, so that it fits the head of an order; nothing was changed.",
        )
    return tidy


def _with_card(supplier: Supplier, card: VendorCard) -> Supplier:
    """Write a card on a vendor."""
    return replace(
        supplier,
        name=card.name,
        address=card.address,
        contact=card.contact,
        customer_number=card.customer_number,
    )


def _worded(card: VendorCard) -> str:
    """Write a card for the record of changes."""
    return "; ".join(filter(None, (card.name, *card.address, card.contact, card.customer_number)))
