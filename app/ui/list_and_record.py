"""A list with its record beside it, so that nothing opens over what one compares with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.ui.elements import frame

BETWEEN_PX = 12


def list_and_record(
    listed: QWidget, record: QWidget, widths: tuple[int, int], shares: tuple[int, int] = (1, 0)
) -> QSplitter:
    """Put a framed record beside a list.

    What a wider window gives is shared out; the list takes all of it where nothing else is said.
    """
    right = frame("record")
    inside = QHBoxLayout(right)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(record)
    splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
    splitter.setHandleWidth(BETWEEN_PX)
    splitter.addWidget(listed)
    splitter.addWidget(right)
    for at, share in enumerate(shares):
        splitter.setStretchFactor(at, share)
    splitter.setSizes(list(widths))
    return splitter
