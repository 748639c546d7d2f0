"""The reason asked before an order is cancelled: the one step that asks back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import button, frame, label


class CancelRow(QWidget):
    """A line that opens under the buttons; `confirmed` carries the reason."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warning = label("", wraps=True)
        self._why = QLineEdit(placeholderText=translate("Orders", "Why is it cancelled?"))
        self._why.setAccessibleName(self._why.placeholderText())
        self._why.textChanged.connect(self._allow)
        self._why.returnPressed.connect(self._confirm)
        self._sure = button(translate("Orders", "Cancel the order"), self._confirm)
        keep = button(translate("Orders", "Keep it"), self.leave)
        row = QHBoxLayout()
        for part in (self._why, self._sure, keep):
            row.addWidget(part)
        panel = frame("panel")
        stack = QVBoxLayout(panel)
        stack.addWidget(self._warning)
        stack.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.hide()

    def ask(self, supplier_told: str) -> None:
        """Ask why; `supplier_told` names who has the order already, "" for nobody."""
        sent = translate("Orders", "{supplier} has this order. Tell them as well.")
        self._warning.setText(sent.format(supplier=supplier_told))
        self._warning.setVisible(bool(supplier_told))
        self._why.clear()
        self._allow("")
        self.show()
        self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the line; nothing was changed."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _allow(self, text: str) -> None:
        """Let the order be cancelled once there is a reason."""
        self._sure.setEnabled(bool(text.strip()))
        needs = translate("Orders", "Give the reason first; it stays on record.")
        self._sure.setToolTip("" if text.strip() else needs)

    def _confirm(self) -> None:
        """Pass the reason on."""
        if self._why.text().strip():
            self.hide()
            self.confirmed.emit(self._why.text().strip())
