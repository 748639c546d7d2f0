"""Names and values of a record in aligned columns."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.elements import clear, label, value
from app.ui.orders.rows_record import Fact

PAIRS_A_ROW = 3


class FactGrid(QWidget):
    """A few facts, some beside each other: the name small above, the value below."""

    def __init__(self, pairs_a_row: int = PAIRS_A_ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs_a_row = pairs_a_row
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        for column in range(pairs_a_row):
            self._grid.setColumnStretch(column, 1)
        self._facts: tuple[Fact, ...] = ()

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show facts; nothing is redrawn while they stay the same."""
        if facts == self._facts:
            return
        self._facts = facts
        clear(self._grid)
        for i, (name, text) in enumerate(facts):
            row, column = divmod(i, self._pairs_a_row)
            self._grid.addWidget(label(name, "small"), 3 * row, column)
            shown = value(text, wraps=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(shown, 3 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            self._grid.setRowMinimumHeight(3 * row + 2, 6)
