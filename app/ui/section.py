"""A part of a record: a line, its title, what it holds, and what can be done there."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.elements import hairline, label


def add_section(column: QVBoxLayout, title: str, *parts: QWidget) -> None:
    """Put another part of a record below the others."""
    column.addWidget(hairline())
    column.addWidget(label(title, "question"))
    for part in parts:
        column.addWidget(part)


def act_row(*acts: QPushButton) -> QWidget:
    """Put buttons beside each other, as wide as their words."""
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(6)
    for act in acts:
        inside.addWidget(act)
    inside.addStretch(1)
    return row
