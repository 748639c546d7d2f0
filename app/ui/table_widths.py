"""Column widths that follow what is written, also under headers of two lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

FITTED_ROWS = 50
"""Widths are taken from so many rows: a long list stays quick."""
HEADER_ROOM_PX, CELL_ROOM_PX = 36, 2
"""Padding of a header and the room its sort mark takes."""


def fit_columns(table: QTableView, stretched: int) -> None:
    """Fit every column to its header and its rows; one takes what room is left."""
    header, model = table.horizontalHeader(), table.model()
    header.setHighlightSections(False)
    header.setResizeContentsPrecision(FITTED_ROWS)
    metrics = QFontMetrics(header.font())
    for column in range(model.columnCount()):
        if column == stretched:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            continue
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        lines = str(model.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        title = max(map(metrics.horizontalAdvance, lines)) + HEADER_ROOM_PX
        header.resizeSection(column, max(title, table.sizeHintForColumn(column) + CELL_ROOM_PX))
