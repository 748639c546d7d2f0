"""The form for what a vendor asks for a part: price and its steps, least, packs, shipping."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.errors import PlantError
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.offers import Offer, PriceBreak, ShippingQuote
from app.core.stock import Part
from app.core.texts import translate
from app.ui.elements import label
from app.ui.entry_form import EntryForm
from app.ui.typed import typed_amount, typed_pieces
from app.ui.wording import Wording

BETWEEN_STEPS, BEFORE_PRICE = ";", ":"
"""How steps of the price are typed: "10: 84.00; 50: 79.50"."""


class OfferForm(EntryForm):
    """A new offer, or one that is changed; `typed` is the offer as it stands in the fields."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__("", translate("Stores", "Keep this offer"), say.locale, parent)
        self._say = say
        self._part_id = ""
        self._before: Offer | None = None
        self._currency = ""
        self.vendor = QComboBox()
        self.vendor.setProperty("holdsValue", True)
        self.price, self.least, self.pack = QLineEdit(), QLineEdit(), QLineEdit()
        self.breaks, self.shipping = QLineEdit(), QLineEdit()
        self.add_field("vendor", translate("Stores", "&Vendor"), self.vendor)
        self.add_field("price", "", self.price)
        self.add_field("shipping", "", self.shipping)
        self.add_field("least", translate("Stores", "&Least order, pcs"), self.least)
        self.add_field("pack", translate("Stores", "Pac&ks of, pcs"), self.pack)
        self.add_field("breaks", translate("Stores", "Price &from a quantity on"), self.breaks)
        example = translate("Stores", "{pieces}: {price}; …")
        self.breaks.setPlaceholderText(example.format(pieces=10, price=say.amount(Decimal("84.5"))))
        terms = translate(
            "Stores", "Lead time and hurried delivery are agreed on the vendor's own page."
        )
        self.add_note(label(terms, "small", wraps=True))

    def begin(
        self, part: Part, suppliers: list[Supplier], currency: str, before: Offer | None
    ) -> None:
        """Ask for an offer; of one that is changed the vendor stands."""
        self._part_id, self._before = part.id, before
        self._currency = before.price.currency if before else currency
        title = translate("Stores", "What a vendor asks for {part}").format(part=part.number)
        self.retitle(title)
        price = translate("Stores", "&Price a piece, {unit}").format(unit=self._currency)
        shipping = translate("Stores", "Shi&pping an order, {unit}").format(unit=self._currency)
        self.rename("price", price)
        self.rename("shipping", shipping)
        self.vendor.clear()
        for supplier in suppliers:
            self.vendor.addItem(supplier.name, supplier.id)
        if before is not None:
            self.vendor.setCurrentIndex(max(self.vendor.findData(before.supplier_id), 0))
        self.vendor.setEnabled(before is None)
        self._fill(before)
        self.open("vendor" if before is None else "price")

    def typed(self, today: date) -> Offer:
        """What is typed; another shipping cost is a quote of today.

        Raises
        ------
        PlantError
            If a field can't be read, or what it says can't be.
        """
        plain = self._before or Offer(
            self._part_id, self.vendor.currentData() or "", Money(Decimal(1), self._currency)
        )
        price = Money(self.amount("price"), self._currency)
        breaks = self.read("breaks", self._breaks)
        least, pack = self.pieces("least"), self.pieces("pack")
        shipping = self.number("shipping")
        quotes = self._quotes(plain, shipping, today)
        return replace(
            plain,
            price=price,
            minimum_order=least,
            pack_size=pack,
            breaks=breaks,
            shipping_quotes=quotes,
        )

    def _fill(self, offer: Offer | None) -> None:
        """Write an offer into the fields; a new one is sold piece by piece."""
        say = self._say
        self.price.setText(say.amount(offer.price.amount) if offer else "")
        self.least.setText(say.count(offer.minimum_order if offer else 1))
        self.pack.setText(say.count(offer.pack_size if offer else 1))
        steps = offer.breaks if offer else ()
        self.breaks.setText(
            f"{BETWEEN_STEPS} ".join(
                f"{say.count(step.least)}{BEFORE_PRICE} {say.amount(step.price.amount)}"
                for step in steps
            )
        )
        has_quote = offer is not None and bool(offer.shipping_quotes)
        self.shipping.setText(say.amount(offer.shipping_cost) if offer and has_quote else "")

    def _quotes(self, offer: Offer, cost: Decimal | None, today: date) -> tuple[ShippingQuote, ...]:
        """Put another cost beside the quotes before today; nothing typed takes them away."""
        if cost is None:
            return ()
        if offer.shipping_quotes and cost == offer.shipping_cost:
            return offer.shipping_quotes
        before = tuple(quote for quote in offer.shipping_quotes if quote.on < today)
        return (*before, ShippingQuote(today, cost))

    def _breaks(self, text: str, name: str, locale: QLocale) -> tuple[PriceBreak, ...]:
        """Read steps of the price."""
        found = []
        for step in filter(str.strip, text.split(BETWEEN_STEPS)):
            pieces, colon, price = step.partition(BEFORE_PRICE)
            if not colon:
                refused = translate("Stores", "{name}: expected {example}, found “{text}”.")
                example = self.breaks.placeholderText()
                raise PlantError(
                    refused.format(name=name, example=example, text=step.strip()),
                    translate("Stores", "Write pieces, a colon, the price; nothing was changed."),
                )
            amount = Money(typed_amount(price, name, locale), self._currency)
            found.append(PriceBreak(typed_pieces(pieces, name, locale), amount))
        return tuple(found)
