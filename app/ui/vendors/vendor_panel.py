"""One vendor: facts, lead times, orders on their way, receipts, and what was agreed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.texts import translate
from app.replenishment.vendor_terms import terms_of
from app.ui.elements import button, hairline, label, value
from app.ui.orders.fact_grid import FactGrid
from app.ui.record_list import RecordList
from app.ui.vendors.columns import WHAT, on_the_way_columns, receipt_columns
from app.ui.vendors.delivery_note import DeliveryNote
from app.ui.vendors.lead_picture import LeadPicture, LeadScene
from app.ui.vendors.rows_record import OnTheWayRow, ReceiptRow, VendorSheet
from app.ui.vendors.terms_form import TermsForm
from app.ui.wording import Wording

MOST_ROWS, ROW_PX = 6, 40
"""A longer table scrolls by itself; a row has two lines."""


class VendorPanel(QWidget):
    """The record of a vendor; `order_asked` carries an order to open.

    `calendar_asked` goes out for the days on which the vendor works, `card_asked` for its name and
    address.
    """

    order_asked = Signal(str)
    calendar_asked = Signal()
    card_asked = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: VendorSheet | None = None
        self._name, self._contact = value("", "heading", wraps=True), value("", "muted", wraps=True)
        self._facts, self.picture, self.terms = FactGrid(2), LeadPicture(), TermsForm(say)
        self.receipts: RecordList[ReceiptRow] = RecordList(
            translate("Vendors", "Receipts"),
            receipt_columns(say),
            WHAT,
            is_tight=True,
            row_px=ROW_PX,
        )
        self.on_the_way: RecordList[OnTheWayRow] = RecordList(
            translate("Vendors", "Orders on their way"),
            on_the_way_columns(say),
            WHAT,
            is_tight=True,
            row_px=ROW_PX,
        )
        self._no_receipts = label(
            translate("Vendors", "No receipts yet: each delivery booked in teaches a lead time."),
            "muted",
            wraps=True,
        )
        self._none_coming = label(translate("Vendors", "Nothing is on its way."), "muted")
        self.delivery = DeliveryNote(say)
        self._today: date | None = None
        self.calendar = button(
            translate("Vendors", "Its calendar …"), self.calendar_asked.emit, "link"
        )
        self.card = button(
            translate("Vendors", "Its name and address …"), self.card_asked.emit, "link"
        )
        self.on_the_way.row_chosen.connect(lambda _order_id: self._choose_delivery())
        self.receipts.opened.connect(self._open_receipt)
        self.on_the_way.opened.connect(self.order_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the parts below each other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        head: tuple[QWidget, ...] = (self._name, self._contact, self._facts)
        for part in head:
            column.addWidget(part)
        links = QHBoxLayout()
        links.addWidget(self.card)
        links.addWidget(self.calendar)
        links.addStretch(1)
        column.addLayout(links)
        column.addWidget(self.picture)
        sections: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            (
                translate("Vendors", "On their way"),
                (self.on_the_way, self.delivery, self._none_coming),
            ),
            (translate("Vendors", "Receipts"), (self.receipts, self._no_receipts)),
            (translate("Vendors", "What was agreed"), (self.terms,)),
        )
        for title, parts in sections:
            column.addWidget(hairline())
            column.addWidget(label(title, "question"))
            for shown in parts:
                column.addWidget(shown)
        column.addStretch(1)

    def show_sheet(self, sheet: VendorSheet, today: date, *, is_read_only: bool) -> None:
        """Show a vendor, or the same one as it stands now; what is being typed stays."""
        supplier, score = sheet.record.supplier, sheet.record.score
        is_new = self.sheet is None or self.sheet.record.supplier.id != supplier.id
        self.sheet = sheet
        self._name.setText(supplier.name)
        self._contact.setText(sheet.contact)
        self._contact.setVisible(bool(sheet.contact))
        self._facts.show_facts(sheet.facts)
        words = ". ".join(f"{name}: {text}" for name, text in sheet.facts)
        self.picture.show_scene(LeadScene(sheet.record.lead, score.histogram), words)
        self.receipts.show_rows(list(sheet.receipts))
        self.on_the_way.show_rows(list(sheet.on_the_way))
        for table, nothing in (
            (self.receipts, self._no_receipts),
            (self.on_the_way, self._none_coming),
        ):
            table.fit_height(MOST_ROWS)
            nothing.setVisible(not table.rows)
        self._today = today
        self.on_the_way.choose_first()
        self._choose_delivery()
        self.terms.show_terms(terms_of(supplier), sheet.currency, is_new=is_new)
        self.terms.allow(is_read_only=is_read_only)
        self.card.setEnabled(not is_read_only)

    def _choose_delivery(self) -> None:
        """Let something be noted of the order chosen."""
        chosen = self.on_the_way.chosen_id
        row = next((row for row in self.on_the_way.rows if row.id == chosen), None)
        if self._today is not None:
            self.delivery.show_order(row, self._today)

    def _open_receipt(self, receipt_id: str) -> None:
        """Open the order of a receipt; history has none."""
        row = next(row for row in self.receipts.rows if row.id == receipt_id)
        if row.order_id:
            self.order_asked.emit(row.order_id)
