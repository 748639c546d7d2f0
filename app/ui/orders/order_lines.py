"""The lines of an order, with room to say how many came in."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import clear, label, value
from app.ui.orders.rows_record import LineRow

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class OrderLines(QWidget):
    """Part with description, quantity, price and total; a count box while goods come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._counts: list[tuple[str, QSpinBox]] = []
        self._shown: object = None

    @property
    def received(self) -> dict[str, int]:
        """How many pieces the person says came in, by part."""
        came: Counter[str] = Counter()
        for part, box in self._counts:
            came[part] += box.value()
        return dict(+came)

    def show_lines(self, lines: tuple[LineRow, ...], total: str, *, can_receive: bool) -> None:
        """Show the lines; what a person has begun to type stays while nothing changes."""
        if (lines, total, can_receive) == self._shown:
            return
        self._shown = (lines, total, can_receive)
        clear(self._grid)
        self._counts = []
        self._add_heads(can_receive=can_receive)
        for row, line in enumerate(lines, start=1):
            self._add_line(row, line, can_receive=can_receive)
        foot = len(lines) + 1
        self._grid.addWidget(label(translate("Orders", "Total"), "question"), foot, 0)
        shown = value(total)
        shown.setProperty("role", "question")
        self._grid.addWidget(shown, foot, 4, RIGHT)

    def _add_heads(self, *, can_receive: bool) -> None:
        """Write the heads of the columns."""
        heads = [
            translate("Orders", "Part"),
            translate("Orders", "Quantity"),
            translate("Orders", "Received"),
            translate("Orders", "Price"),
            translate("Orders", "Total"),
        ]
        if can_receive:
            heads.append(translate("Orders", "Came in"))
        for column, text in enumerate(heads):
            head = label(text, "small")
            if column >= 1:
                head.setAlignment(RIGHT)
            self._grid.addWidget(head, 0, column)

    def _add_line(self, row: int, line: LineRow, *, can_receive: bool) -> None:
        """Write one line."""
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(value(line.part))
        named.addWidget(value(line.description, "small", wraps=True))
        if line.instead_of:
            text = translate("Orders", "approved alternate, instead of {part}")
            named.addWidget(value(text.format(part=line.instead_of), "small", wraps=True))
        self._grid.addLayout(named, row, 0)
        texts = (str(line.quantity), str(line.received), line.price, line.total)
        for column, text in enumerate(texts, start=1):
            self._grid.addWidget(value(text), row, column, TOP_RIGHT)
        if can_receive:
            box = QSpinBox(minimum=0, maximum=line.open_quantity, value=line.open_quantity)
            asked = translate("Orders", "Pieces of {part} that came in").format(part=line.part)
            box.setAccessibleName(asked)
            self._counts.append((line.part_id, box))
            self._grid.addWidget(box, row, 5, TOP_RIGHT)
