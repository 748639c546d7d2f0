"""A record that is longer than its place scrolls, down only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolled(page: QWidget) -> QScrollArea:
    """Put a page into a scrolling area that is as wide as there is room."""
    page.setMinimumWidth(1)  # a long word is cut, the record never scrolls aside
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
