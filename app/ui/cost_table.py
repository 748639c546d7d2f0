"""A small table of costs inside a record: words to the left, money to the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.elements import clear, label, value
from app.ui.rows_cost import CostTable

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight


class CostTables(QWidget):
    """Tables below each other; nothing where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_tables(self, tables: tuple[CostTable, ...]) -> None:
        """Write the tables anew."""
        clear(self._column)
        self.setVisible(bool(tables))
        for table in tables:
            self._column.addWidget(label(table.title, "question"))
            self._column.addLayout(_grid(table))


def _grid(table: CostTable) -> QGridLayout:
    """Lay one table out; the last column of words takes the room there is."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(table.words - 1, 1)
    for column, head in enumerate(table.heads):
        side = LEFT if column < table.words else RIGHT
        made = label(head, "small")
        made.setAlignment(side)
        grid.addWidget(made, 0, column, side | Qt.AlignmentFlag.AlignBottom)
    for at, row in enumerate(table.rows, start=1):
        for column, text in enumerate(row):
            is_words = column < table.words
            cell = value(text, "term", wraps=is_words and column > 0)
            side = Qt.AlignmentFlag(0) if is_words else RIGHT
            grid.addWidget(cell, at, column, side | Qt.AlignmentFlag.AlignTop)
    return grid
