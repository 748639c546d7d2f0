"""The form for what was agreed with a vendor."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.texts import translate
from app.replenishment.vendor_terms import VendorTerms
from app.ui.elements import button, label, value
from app.ui.typed import typed_number
from app.ui.wording import Wording

FIELD_PX = 110


class TermsForm(QWidget):
    """Four fields, empty where nothing was agreed; `saved` goes out when they shall be kept."""

    saved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._shown: VendorTerms | None = None
        self._names = {
            "median_days": label(translate("Vendors", "Lead time, working d"), "small"),
            "spread_days": label(translate("Vendors", "Spread (P84 − P50), working d"), "small"),
            "hurried_days": label(translate("Vendors", "Hurried delivery, working d"), "small"),
            "hurried_fee": value("", "small"),
        }
        self.fields = {name: QLineEdit() for name in self._names}
        self.save = button(translate("Vendors", "Keep these terms"), self.saved.emit)
        self.restore = button(translate("Vendors", "As they stand"), self._restore, "link")
        self._lay_out()

    def _lay_out(self) -> None:
        """Put names over fields, two beside each other, the buttons below."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for at, (name, field) in enumerate(self.fields.items()):
            row, column = divmod(at, 2)
            shown = self._names[name]
            shown.setBuddy(field)
            field.setMaximumWidth(FIELD_PX)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.textEdited.connect(self._allow)
            field.returnPressed.connect(self._ask)
            grid.addWidget(shown, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
        grid.setColumnStretch(2, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(8)
        column_box.addLayout(grid)
        column_box.addLayout(foot)

    def show_terms(self, terms: VendorTerms, currency: str, *, is_new: bool) -> None:
        """Show what was agreed; what is being typed stays while the vendor is the same."""
        name = translate("Vendors", "Fee for hurrying, {unit}").format(unit=currency)
        self._names["hurried_fee"].setText(name)
        for field_name, field in self.fields.items():
            field.setAccessibleName(self._names[field_name].text())
        if is_new or terms != self._shown:
            self._shown = terms
            self._restore()

    def allow(self, *, is_read_only: bool) -> None:
        """Let nothing be typed beside the writer of the books."""
        for field in self.fields.values():
            field.setReadOnly(is_read_only)

    @property
    def typed(self) -> VendorTerms:
        """What is typed.

        Raises
        ------
        PlantError
            If a field holds no number.
        """
        read: dict[str, Decimal | None] = {
            name: typed_number(field.text(), self._names[name].text(), self._say.locale)
            for name, field in self.fields.items()
        }
        days = {
            name: None if amount is None else float(amount)
            for name, amount in read.items()
            if name != "hurried_fee"
        }
        return VendorTerms(**days, hurried_fee=read["hurried_fee"])

    @property
    def is_touched(self) -> bool:
        """Whether something else is typed than what stands."""
        return self._shown is not None and any(
            field.text().strip() != text
            for field, text in zip(self.fields.values(), self._texts(self._shown), strict=True)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.is_touched:
            self._restore()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        """Ask for the terms to be kept, where anything was typed."""
        if self.is_touched:
            self.saved.emit()

    def _texts(self, terms: VendorTerms) -> tuple[str, ...]:
        """Write terms as they stand in the fields."""
        days = (terms.median_days, terms.spread_days, terms.hurried_days)
        fee = terms.hurried_fee
        return (
            *("" if d is None else self._say.number(d) for d in days),
            "" if fee is None else self._say.amount(fee),
        )

    def _restore(self) -> None:
        """Write what stands into the fields."""
        if self._shown is not None:
            texts = self._texts(self._shown)
            for field, text in zip(self.fields.values(), texts, strict=True):
                field.setText(text)
        self._allow()

    def _allow(self) -> None:
        """Let the buttons be pressed once something was typed."""
        self.save.setEnabled(self.is_touched)
        self.restore.setEnabled(self.is_touched)
        untouched = translate("Vendors", "Type something else first.")
        self.save.setToolTip("" if self.is_touched else untouched)
