"""A part of a record: a line, its title, and what can be done there beside it."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.elements import hairline, label


def add_section(
    column: QVBoxLayout, title: str, parts: tuple[QWidget, ...], *acts: QPushButton
) -> None:
    """Put another part of a record below the others."""
    head = QHBoxLayout()
    head.setSpacing(4)
    head.addWidget(label(title, "question"))
    head.addStretch(1)
    for act in acts:
        head.addWidget(act)
    column.addWidget(hairline())
    column.addLayout(head)
    for part in parts:
        column.addWidget(part)
