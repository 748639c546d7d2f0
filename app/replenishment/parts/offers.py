"""What suppliers ask for a part, as a person types it, and whom it is bought from first."""

from dataclasses import replace

from app.core.errors import ScenarioRefused, StepRefused
from app.core.lead_time import Supplier
from app.core.moment import Moment
from app.core.money import Money
from app.core.offers import Offer
from app.core.stock import Part
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

PRICE_PLACES = 4
"""A price of one piece may be finer than a cent, but no finer than this."""
MOST_PRICE = 10_000_000
MOST_PIECES = 1_000_000
"""Larger figures are a slip of the finger."""


def save_offer(store: Store, offer: Offer, moment: Moment, key: str) -> Offer | None:
    """Keep an offer, new or changed; returns what the supplier asked before, None for nothing.

    What the part's own supplier asks is the part's price and least quantity too.

    Raises
    ------
    PartUnknown
        If part or supplier are not on the register.
    ScenarioRefused
        If a figure can't be; nothing is changed then.
    """
    before: list[Offer] = []

    def command(uow: UnitOfWork) -> str:
        part, supplier = uow.stock.part(offer.part_id), uow.plant.supplier(offer.supplier_id)
        _refuse_impossible(part, supplier, offer)
        known = offer_of(uow, part, supplier.id)
        before.extend([known] if known else [])
        if part.supplier_id == supplier.id:
            part = replace(part, price=offer.price, minimum_order=offer.minimum_order)
            uow.stock.save_part(part)
        uow.offers.save(part, offer)
        was, now = _worded(supplier, known), _worded(supplier, offer)
        uow.audit.append(moment.now, "save offer", part.number, was, now)
        return part.id

    store.once(key, moment.actor, command)
    return before[0] if before else None


def remove_offer(
    store: Store, part_id: str, supplier_id: str, moment: Moment, key: str
) -> Offer | None:
    """Forget what a supplier asks for a part; returns it, None where it offered nothing.

    Raises
    ------
    StepRefused
        If the part is bought there first: another one has to be chosen before.
    """
    before: list[Offer] = []

    def command(uow: UnitOfWork) -> str:
        part, supplier = uow.stock.part(part_id), uow.plant.supplier(supplier_id)
        if part.supplier_id == supplier_id:
            raise StepRefused(
                f"{part.number} is bought from {supplier.name} first.",
                "Choose another vendor for it, then remove this offer; nothing was changed.",
            )
        known = offer_of(uow, part, supplier_id)
        if known is not None:
            before.append(known)
            uow.offers.remove(part_id, supplier_id)
            was = _worded(supplier, known)
            uow.audit.append(moment.now, "remove offer", part.number, was, "")
        return part_id

    store.once(key, moment.actor, command)
    return before[0] if before else None


def buy_first_from(
    store: Store, part_id: str, supplier_id: str, moment: Moment, key: str
) -> str | None:
    """Choose the supplier a part is bought from first; returns the one before, None for nobody.

    Of equal ways to buy it the first one is taken; where another is cheaper in expectation, the
    part is still bought there. What the former supplier asks stays an offer.

    Raises
    ------
    StepRefused
        If the supplier has no offer for the part.
    """
    before: list[str | None] = []

    def command(uow: UnitOfWork) -> str:
        part, supplier = uow.stock.part(part_id), uow.plant.supplier(supplier_id)
        before.append(part.supplier_id)
        chosen = offer_of(uow, part, supplier_id)
        if chosen is None:
            raise StepRefused(
                f"{supplier.name} has no offer for {part.number}.",
                "Add what it asks, then choose it; nothing was changed.",
            )
        if part.supplier_id != supplier_id:
            _change_supplier(uow, part, chosen, moment)
        return part_id

    store.once(key, moment.actor, command)
    return before[0] if before else supplier_id


def offer_of(uow: UnitOfWork, part: Part, supplier_id: str) -> Offer | None:
    """Return what one supplier asks for a part."""
    return next((o for o in uow.offers.of(part) if o.supplier_id == supplier_id), None)


def _change_supplier(uow: UnitOfWork, part: Part, chosen: Offer, moment: Moment) -> None:
    """Put a supplier first, its price on the part, and the former one's beside."""
    former = offer_of(uow, part, part.supplier_id) if part.supplier_id else None
    changed = replace(
        part,
        supplier_id=chosen.supplier_id,
        price=chosen.price,
        minimum_order=chosen.minimum_order,
    )
    uow.stock.save_part(changed)
    if former is not None:
        uow.offers.save(changed, former)
    was = uow.plant.supplier(former.supplier_id).name if former else ""
    now = uow.plant.supplier(chosen.supplier_id).name
    uow.audit.append(moment.now, "buy first from", part.number, was, now)


def _refuse_impossible(part: Part, supplier: Supplier, offer: Offer) -> None:
    """Refuse figures no supplier asks; what belongs together is judged by the offer itself."""
    prices = [offer.price, *(step.price for step in offer.breaks)]
    for price in prices:
        _must(part, supplier, _is_price(price), "a price above 0 with at most 4 decimals", price)
    if offer.shipping_quotes:
        cost = Money(offer.shipping_cost, offer.price.currency)
        fits = cost.amount == 0 or _is_price(cost)
        _must(part, supplier, fits, "a shipping cost with at most 4 decimals", cost)
    for pieces in (offer.minimum_order, offer.pack_size, *(step.least for step in offer.breaks)):
        _must(part, supplier, pieces <= MOST_PIECES, f"at most {MOST_PIECES} pieces", pieces)


def _is_price(price: Money) -> bool:
    """Whether somebody can ask so much."""
    places = -int(price.amount.normalize().as_tuple().exponent)
    return 0 < price.amount <= MOST_PRICE and places <= PRICE_PLACES


def _must(part: Part, supplier: Supplier, holds: bool, expected: str, found: object) -> None:
    """Refuse a figure that can't be."""
    if not holds:
        raise ScenarioRefused(
            f"{supplier.name} for {part.number}: expected {expected}, found {found}.",
            "Correct the offer; nothing was changed.",
        )


def _worded(supplier: Supplier, offer: Offer | None) -> str:
    """Write an offer for the record of changes."""
    if offer is None:
        return ""
    breaks = "".join(f", from {step.least} {step.price}" for step in offer.breaks)
    return (
        f"{supplier.name}: {offer.price}{breaks}, least {offer.minimum_order}, "
        f"packs of {offer.pack_size}, shipping {offer.shipping_cost}"
    )
