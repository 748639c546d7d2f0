"""What a vendor says of an order on its way: promised, shipped, at the gate, noted with its day."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.core.texts import translate
from app.replenishment import deliveries
from app.ui.day_box import DayBox
from app.ui.elements import button, value
from app.ui.vendors.rows_record import OnTheWayRow
from app.ui.wording import Wording

NOTES = {
    "promised": deliveries.note_promise,
    "shipped": deliveries.note_shipped,
    "arrived": deliveries.note_arrived,
}
"""The use case behind each thing that can be noted."""


class DeliveryNote(QWidget):
    """One line for the order chosen; `noted` carries its id, what was said, and the day."""

    noted = Signal(str, str, object)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order_id = ""
        self._number: QLabel = value("", "where")
        self.what = QComboBox()
        for name, words in (
            ("promised", translate("Vendors", "is promised for")),
            ("shipped", translate("Vendors", "was shipped on")),
            ("arrived", translate("Vendors", "stood at the gate on")),
        ):
            self.what.addItem(words, name)
        self.what.setAccessibleName(translate("Vendors", "What the vendor says of the order"))
        self.day = DayBox(say, translate("Vendors", "Day the vendor says"))
        self.note = button(translate("Vendors", "Note it"), self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._number, self.what, self.day, self.note):
            row.addWidget(part)
        row.addStretch(1)

    def show_order(self, row: OnTheWayRow | None, today: date) -> None:
        """Take the order chosen; another one begins with what it was promised for, or today."""
        self.setVisible(row is not None)
        if row is None or row.id == self._order_id:
            return
        self._order_id = row.id
        self._number.setText(row.order)
        self.day.show_day(row.promised_on or today)

    def _note(self) -> None:
        """Pass on what was said."""
        self.noted.emit(self._order_id, self.what.currentData(), self.day.chosen)
