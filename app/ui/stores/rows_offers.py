"""What each vendor asks for a part, as plain rows in the reader's words."""

from dataclasses import dataclass
from datetime import date

from app.core.money import Money
from app.core.texts import translate
from app.replenishment.parts.record import OfferSeen
from app.ui.orders.rows_record import Fact
from app.ui.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What one vendor asks; `in_on` is the day an order of today comes in.

    `facts` say its price steps, shipping, lead time and hurried delivery.
    """

    id: str
    vendor: str
    standing: str
    price: str
    amount: float
    least: int
    pack: int
    in_on: date
    facts: tuple[Fact, ...]


def offer_row(seen: OfferSeen, currency: str, say: Wording) -> OfferRow:
    """Say one offer."""
    offer, price = seen.offer, seen.offer.price
    is_site_money = price.currency == currency
    return OfferRow(
        id=seen.supplier.id,
        vendor=seen.supplier.name,
        standing=_standing(seen),
        price=say.amount(price.amount) if is_site_money else say.money(price),
        amount=float(price.amount),
        least=offer.minimum_order,
        pack=offer.pack_size,
        in_on=seen.in_on,
        facts=_offer_facts(seen, currency, say),
    )


def _offer_facts(seen: OfferSeen, currency: str, say: Wording) -> tuple[Fact, ...]:
    """Say what stands beside the price of an offer; units in the values."""
    offer, lead = seen.offer, seen.lead
    step = translate("Stores", "from {n} on: {price}")
    steps = [
        step.format(n=say.count(one.least), price=say.money(one.price)) for one in offer.breaks
    ]
    shipping = say.money(Money(offer.shipping_cost, offer.price.currency))
    days = translate("Stores", "P50 {p50} + V {spread} working d, {basis}, n = {n}")
    return (
        (translate("Stores", "Price steps"), ", ".join(steps) or NOTHING),
        (
            translate("Stores", "Shipping an order"),
            shipping if offer.shipping_quotes else translate("Stores", "nothing quoted"),
        ),
        (
            translate("Stores", "Lead time"),
            days.format(
                p50=say.fixed(lead.median_days, 1),
                spread=say.fixed(lead.spread_days, 1),
                basis=translate("Words", lead.basis),
                n=say.count(lead.receipts),
            ),
        ),
        (translate("Stores", "Hurried delivery"), _hurried(seen, currency, say)),
    )


def _hurried(seen: OfferSeen, currency: str, say: Wording) -> str:
    """Say when a hurried delivery comes in, and what that costs beside the price."""
    if seen.hurried_in_on is None:
        return translate("Stores", "none agreed")
    fee = seen.supplier.expedite_cost
    text = translate("Stores", "sent today in on {day}, fee {fee}")
    known = translate("Stores", "not known") if fee is None else say.money(Money(fee, currency))
    return text.format(day=say.short_day(seen.hurried_in_on), fee=known)


def _standing(seen: OfferSeen) -> str:
    """Say whether the part is bought there."""
    if seen.is_own and seen.is_taken:
        return translate("Stores", "asked first, taken today")
    if seen.is_own:
        return translate("Stores", "asked first")
    return translate("Stores", "taken today: cheapest expected") if seen.is_taken else ""
