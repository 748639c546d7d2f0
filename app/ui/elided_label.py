"""A line of text that is cut with an ellipsis where it has no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """Shows as much of one line as fits; the tooltip says all of it."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setMinimumWidth(1)
        self.whole = ""

    def say(self, text: str, tooltip: str = "") -> None:
        """Show another line."""
        self.whole = text
        self.setToolTip(tooltip or text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the line anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        """Write what fits."""
        cut = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.whole, cut, self.width()))
