"""The few kinds of label and button every page is made of."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def label(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label of a role the style sheet knows ("heading", "muted", "number", ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return made


def value(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label that shows what the plant recorded, not a text of the program's."""
    made = label(text, role, wraps=wraps)
    made.setProperty("holdsValue", True)
    return made


def button(text: str, act: Callable[[], None], role: str = "") -> QPushButton:
    """Return a push button; "primary" is the one a page wants pressed, "link" reads as text."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.clicked.connect(lambda _checked=False: act())
    made.setAutoDefault(True)
    return made


def frame(role: str) -> QFrame:
    """Return a plain frame of a role the style sheet knows."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def hairline() -> QFrame:
    """Return a line between two parts of a record."""
    return frame("hairline")


def button_row(*presses: QWidget) -> QHBoxLayout:
    """Return buttons beside each other from the left, the room behind them free."""
    row = QHBoxLayout()
    for press in presses:
        row.addWidget(press)
    row.addStretch(1)
    return row


def stack(page: QWidget, *parts: QWidget | QLayout, spacing_px: int = 6) -> QVBoxLayout:
    """Put parts under each other on a page that has no margin of its own."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing_px)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return column


def set_property(widget: QWidget, name: str, to: object) -> None:
    """Change a property the style sheet looks at and paint the widget anew."""
    if widget.property(name) == to:
        return
    widget.setProperty(name, to)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Empty a layout; its widgets leave the screen at once and are freed by Qt afterwards."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
