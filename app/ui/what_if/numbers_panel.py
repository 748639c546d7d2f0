"""The plant's numbers and the assumed ones side by side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import frame, label, set_property, value
from app.ui.what_if.words import Line

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NumbersPanel(QWidget):
    """One row a number; what the assumptions change is set in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._unit = label("", "small")
        self._grid.addWidget(self._unit, 0, 0)
        heads = (translate("WhatIf", "Plant"), translate("WhatIf", "Assumed"))
        for column, text in enumerate(heads, start=1):
            self._grid.addWidget(label(text, "small"), 0, column, RIGHT)
        card = frame("record")
        column_box = QVBoxLayout(card)
        column_box.setContentsMargins(12, 10, 12, 12)
        column_box.addLayout(self._grid)
        column_box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def show_lines(self, lines: list[Line], currency: str) -> None:
        """Show the numbers; rows are made once and only their text changes."""
        self._unit.setText(translate("WhatIf", "Money in {unit}").format(unit=currency))
        while len(self._cells) < len(lines):
            self._add_row()
        for cells, line in zip(self._cells, lines, strict=True):
            name, plant, assumed = cells
            name.setText(line.name)
            plant.setText(line.plant)
            assumed.setText(line.assumed)
            set_property(assumed, "role", "where" if line.is_news else "")

    def _add_row(self) -> None:
        """Make the labels of one more row."""
        cells = (value("", "muted"), value("", "muted"), value(""))
        row = len(self._cells) + 1
        self._grid.addWidget(cells[0], row, 0)
        self._grid.addWidget(cells[1], row, 1, RIGHT)
        self._grid.addWidget(cells[2], row, 2, RIGHT)
        self._cells.append(cells)
