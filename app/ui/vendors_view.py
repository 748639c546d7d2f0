"""Vendors: all of them left with n, the one chosen right with each of its receipts."""

import time
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.vendor_terms import VendorTerms, agree_terms
from app.replenishment.vendors import vendor_records
from app.ui.elements import button, label
from app.ui.list_and_record import list_and_record
from app.ui.page import PrintJob, add_command, new_key
from app.ui.scrolling import scrolled
from app.ui.target import Place, Target
from app.ui.vendors.card_form import CardForm
from app.ui.vendors.commands import keep_vendor
from app.ui.vendors.delivery_note import NOTES
from app.ui.vendors.paper import vendor_html
from app.ui.vendors.rows_record import read_vendor
from app.ui.vendors.rows_vendors import VendorRow, vendor_row
from app.ui.vendors.vendor_list import VendorList
from app.ui.vendors.vendor_panel import VendorPanel
from app.ui.wording import Wording

LIST_EVERY_S = 10.0
WIDTHS, SHARES = (490, 570), (2, 3)


class VendorsView(QWidget):
    """List and record side by side.

    `done` carries what was done in words, `failed` a `PlantError`, `wanted` a `Target`, `shown`
    goes out when another vendor is in front.
    """

    done = Signal(str)
    failed = Signal(object)
    wanted = Signal(object)
    shown = Signal()

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._rows: list[VendorRow] = []
        self._read_at = -LIST_EVERY_S
        self._before: tuple[str, Callable[[], str]] | None = None
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.filter.setPlaceholderText(translate("Vendors", "Filter by name"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.list, self.panel, self.card = VendorList(say), VendorPanel(say), CardForm(say)
        risk = Target(Place.SUPPLY_RISK)
        self._risk = button(
            translate("Risk", "Supply risk …"), lambda: self.wanted.emit(risk), "link"
        )
        self._nothing = label("", "muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._record = QStackedWidget()
        self._add = add_command(
            self, translate("Vendors", "New vendor…"), self.card.begin_new, "Ctrl+Shift+N"
        )
        self._add.setEnabled(not runtime.store.is_read_only)
        self._undo = add_command(
            self, translate("Vendors", "Take the last change back"), self._take_back, "Ctrl+Z"
        )
        self._undo.setEnabled(False)
        self.filter.textChanged.connect(self._show_list)
        self.list.row_chosen.connect(lambda _vendor_id: self._show_record())
        self.panel.calendar_asked.connect(self._open_calendar)
        self.panel.card_asked.connect(self._begin_card)
        self.card.asked.connect(self._keep_card)
        self.card.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.panel.order_asked.connect(lambda o: self.wanted.emit(Target(Place.ORDERS, o)))
        self.panel.terms.saved.connect(self._keep_terms)
        self.panel.delivery.noted.connect(self._note_delivery)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the filter over the list, and the record beside both."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.filter, 1)
        above.addWidget(self._risk)
        above.addWidget(button(self._add.text(), self._add.trigger))
        column.addLayout(above)
        column.addWidget(self.card)
        column.addWidget(self.list, 1)
        for page in (self._nothing, self.panel):
            self._record.addWidget(scrolled(page))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(list_and_record(left, self._record, WIDTHS, SHARES))

    @property
    def shown_name(self) -> str:
        """Name of the vendor shown, "" for none."""
        chosen = self.list.chosen_id
        return next((row.name for row in self._rows if row.id == chosen), "")

    def follow(self) -> None:
        """Read the record anew, and the list now and then: it counts every vendor's receipts."""
        if time.monotonic() - self._read_at > LIST_EVERY_S:
            self.refresh()
        else:
            self._show_record()

    def refresh(self) -> None:
        """Read the list and the record anew."""
        self._read_at = time.monotonic()
        with self._runtime.store.read() as uow:
            records = vendor_records(uow, self._runtime.today())
        self._rows = [vendor_row(record) for record in records]
        self._show_list()

    def show_vendor(self, supplier_id: str) -> None:
        """Show one vendor."""
        self.refresh()
        self.filter.clear()
        self.list.choose(supplier_id)
        self._show_record()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the first vendor when the page opens."""
        super().showEvent(event)
        self.refresh()
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_job(self) -> PrintJob | None:
        """Return the paper of the vendor shown, None where there is none."""
        chosen = self.list.chosen_id
        if not chosen:
            return None
        with self._runtime.store.read() as uow:
            sheet = read_vendor(uow, chosen, self._runtime.today(), self._say)
            paper = uow.plant.policy().paper
        at = self._say.instant(self._runtime.now())
        title = f"{sheet.record.supplier.name}, {at}"
        return PrintJob(title, vendor_html(sheet, title, self._say), paper=paper)

    def _show_list(self) -> None:
        """Show the vendors the filter lets through, and the one chosen as it stands now."""
        text = self.filter.text()
        self.list.show_rows([row for row in self._rows if row.contains(text)])
        self._show_record()

    def _show_record(self) -> None:
        """Show the vendor chosen, or what belongs here."""
        chosen = self.list.chosen_id
        if not chosen:
            self._nothing.setText(
                translate("Vendors", "Choose a vendor on the left.")
                if self._rows
                else translate(
                    "Vendors",
                    "No vendor yet: add who sells the first part with New vendor…",
                )
            )
            self._record.setCurrentIndex(0)
            self.shown.emit()
            return
        with self._runtime.store.read() as uow:
            sheet = read_vendor(uow, chosen, self._runtime.today(), self._say)
        is_read_only = self._runtime.store.is_read_only
        self.panel.show_sheet(sheet, self._runtime.today(), is_read_only=is_read_only)
        self._undo.setEnabled(self._before is not None and self._before[0] == chosen)
        self._record.setCurrentIndex(1)
        self.shown.emit()

    def _open_calendar(self) -> None:
        """Go to the days on which the vendor shown works."""
        self.wanted.emit(Target(Place.SETTINGS, self.list.chosen_id))

    def _keep_terms(self) -> None:
        """Keep what is typed, through the one door."""
        chosen = self.list.chosen_id
        try:
            before = self._agree(chosen, self.panel.terms.typed)
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._before = (chosen, lambda: self._terms_back(chosen, before))
        self.refresh()
        text = translate("Vendors", "The terms of {vendor} are kept. Ctrl+Z takes them back.")
        self.done.emit(text.format(vendor=self.shown_name))

    def _take_back(self) -> None:
        """Put what was changed last back to what it was before."""
        if self._before is None:
            return
        try:
            said = self._before[1]()
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._before = None
        self.refresh()
        self.done.emit(said)

    def _terms_back(self, supplier_id: str, terms: VendorTerms) -> str:
        """Agree on the terms that stood before; returns what was done in words."""
        self._agree(supplier_id, terms)
        text = translate("Vendors", "The terms of {vendor} are as they were.")
        return text.format(vendor=self.shown_name)

    def _begin_card(self) -> None:
        """Ask for another name or address of the vendor shown."""
        with self._runtime.store.read() as uow:
            self.card.begin_change(uow.plant.supplier(self.list.chosen_id))

    def _keep_card(self) -> None:
        """Put what is typed on the register, and show it."""
        form = self.card
        try:
            edit = keep_vendor(self._runtime, form.supplier_id, form.typed, is_new=form.is_new)
        except PlantError as refused:
            form.refuse(refused, "name")
            return
        form.hide()
        self._before = (form.supplier_id, edit.undo)
        self.show_vendor(form.supplier_id)
        self.done.emit(edit.said)

    def _note_delivery(self, order_id: str, what: str, day: date) -> None:
        """Keep what the vendor says of an order."""
        runtime = self._runtime
        try:
            NOTES[what](runtime.store, order_id, day, runtime.moment(), new_key())
        except PlantError as refused:
            self.failed.emit(refused)
            return
        runtime.plant_changed()
        self.refresh()
        text = translate("Vendors", "Noted: {day}.").format(day=self._say.short_day(day))
        self.done.emit(text)

    def _agree(self, supplier_id: str, terms: VendorTerms) -> VendorTerms:
        """Keep terms and let the plant be reviewed with them; returns those before."""
        runtime = self._runtime
        before = agree_terms(runtime.store, supplier_id, terms, runtime.moment(), new_key())
        runtime.plant_changed()
        return before
