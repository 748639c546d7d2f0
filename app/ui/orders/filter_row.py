"""The filter over the list: what kind, open or all, and any word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.core.texts import translate
from app.ui.rows_orders import OrderRow, RecordKind, filtered


class FilterRow(QWidget):
    """Always in sight; `changed` goes out whenever another list is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLineEdit(clearButtonEnabled=True)
        self._text.setPlaceholderText(translate("Orders", "Filter: number, part, machine, state"))
        self._text.setAccessibleName(self._text.placeholderText())
        self._text.textChanged.connect(self.changed)
        self._kinds: dict[RecordKind | None, QPushButton] = {
            None: self._toggle(translate("Orders", "All")),
            RecordKind.ORDER: self._toggle(translate("Orders", "Orders")),
            RecordKind.JOB: self._toggle(translate("Orders", "Jobs")),
        }
        group = QButtonGroup(self)
        for button in self._kinds.values():
            group.addButton(button)
        self._kinds[None].setChecked(True)
        self._open = self._toggle(translate("Orders", "Open only"))
        self._open.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._text, 1)
        for button in (*self._kinds.values(), self._open):
            row.addWidget(button)

    def keep(self, rows: list[OrderRow]) -> list[OrderRow]:
        """Keep the rows the filter asks for."""
        kind = next(kind for kind, button in self._kinds.items() if button.isChecked())
        return filtered(rows, kind, self._text.text(), only_open=self._open.isChecked())

    def let_through(self, row: OrderRow) -> None:
        """Widen the filter as far as one row needs to be seen."""
        if not row.is_open:
            self._open.setChecked(False)
        if not row.contains(self._text.text().strip()):
            self._text.clear()
        if not self._kinds[None].isChecked() and not self._kinds[row.kind].isChecked():
            self._kinds[None].setChecked(True)

    def take_keyboard(self) -> None:
        """Put the keyboard into the word."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle(self, text: str) -> QPushButton:
        """Make one button that stays down."""
        button = QPushButton(text, checkable=True)
        button.setProperty("role", "filter")
        button.toggled.connect(self.changed)
        return button
