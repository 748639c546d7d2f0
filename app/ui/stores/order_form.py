"""Order by hand: how many, from whom, by when and why, beside what the board asks for."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.core.errors import PlantError
from app.core.money import Money
from app.core.texts import translate
from app.replenishment.parts.record import OfferSeen, PartRecord
from app.ui.day_box import DayBox
from app.ui.elements import label
from app.ui.entry_form import EntryForm
from app.ui.typed import typed_pieces
from app.ui.wording import NOTHING, Wording


class OrderForm(EntryForm):
    """What is asked for by hand of the part shown."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        title = translate("Stores", "Order by hand")
        super().__init__(title, translate("Stores", "Draft the order"), say.locale, parent)
        self._say = say
        self._offers: dict[str, OfferSeen] = {}
        self.count, self.why, self.vendor = QLineEdit(), QLineEdit(), QComboBox()
        self.vendor.setProperty("holdsValue", True)
        self.day = DayBox(say, translate("Stores", "Needed in by"))
        self.add_field("pieces", translate("Stores", "&Pieces"), self.count)
        self.add_field("vendor", translate("Stores", "&Vendor"), self.vendor)
        self.add_field("day", translate("Stores", "&Needed in by"), self.day)
        self.add_field("why", translate("Stores", "&Why by hand?"), self.why, columns=3)
        self.asks, self.total = label("", "small", wraps=True), label("", "small", wraps=True)
        self.rule = label("", "small", wraps=True)
        for note in (self.total, self.asks, self.rule):
            self.add_note(note)
        self.count.textChanged.connect(self._show_total)
        self.vendor.currentIndexChanged.connect(self._choose_vendor)

    def begin(self, record: PartRecord, limit: Money) -> None:
        """Ask for an order of a part, of its own vendor first."""
        self._offers = {seen.id: seen for seen in record.offers}
        self.retitle(translate("Stores", "Order {part} by hand").format(part=record.part.number))
        self.vendor.clear()
        for seen in record.offers:
            self.vendor.addItem(seen.supplier.name, seen.id)
        self.count.setText(self._say.count(record.offers[0].offer.orderable(1)))
        self.why.clear()
        self.asks.setText(self._asked(record))
        rule = translate(
            "Stores",
            "From {limit} on a second person has to approve what you order by hand; what you "
            "order so from one vendor on one day is added up.",
        )
        self.rule.setText(rule.format(limit=self._say.money(limit)))
        self._choose_vendor()
        self.open("pieces")
        self.count.selectAll()

    @property
    def typed(self) -> tuple[int, str, date, str]:
        """Pieces, id of the vendor, day and reason.

        Raises
        ------
        PlantError
            If no number is typed, or no reason.
        """
        pieces, why = self.pieces("pieces"), self.read("why", _reason)
        return pieces, self.vendor.currentData(), self.day.chosen, why

    def _asked(self, record: PartRecord) -> str:
        """Say what the board asks for without a person."""
        lines = [ln for ln in (record.planned.lines if record.planned else ()) if ln.is_on_board]
        due = sum(line.missing for line in lines if line.is_due)
        later = sum(line.missing for line in lines) - due
        text = translate("Stores", "The board asks for {due} pieces today and {later} later.")
        return text.format(due=self._say.count(due), later=self._say.count(later))

    def _choose_vendor(self, _at: int = 0) -> None:
        """Take the day on which an order of today comes in from that vendor."""
        seen = self._offers.get(self.vendor.currentData() or "")
        if seen is not None:
            self.day.show_day(seen.in_on)
        self._show_total()

    def _show_total(self, _text: str = "") -> None:
        """Say what the pieces cost there."""
        seen = self._offers.get(self.vendor.currentData() or "")
        try:
            pieces = typed_pieces(self.count.text(), "", self._say.locale)
        except PlantError:
            pieces = 0
        text = translate("Stores", "{n} × {price} = {total}, shipping {shipping}")
        if seen is None or pieces < 1:
            self.total.setText("")
            return
        offer, price = seen.offer, seen.offer.price_at(pieces)
        shipping = Money(offer.shipping_cost, price.currency)
        self.total.setText(
            text.format(
                n=self._say.count(pieces),
                price=self._say.money(price),
                total=self._say.money(price * pieces),
                shipping=self._say.money(shipping) if offer.shipping_quotes else NOTHING,
            )
        )


def _reason(text: str, name: str, _locale: object) -> str:
    """Refuse an order nobody gives a reason for."""
    if not text:
        raise PlantError(
            translate("Stores", "{name} Nothing is typed.").format(name=name),
            translate("Stores", "The reason stays on record; nothing was ordered."),
        )
    return text
