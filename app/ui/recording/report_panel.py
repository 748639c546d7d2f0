"""The report of one channel: names, values, and what explains them; scrolls when there is much."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.elements import clear, frame, label, set_property, value
from app.ui.recording.rows_recording import ReportRow

MARKS = {"watch": "◔ ", "alarm": "▲ "}
"""A state is told by shape and word, never by colour alone."""


class ReportPanel(QScrollArea):
    """Shows rows, or one sentence where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = frame("record")
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.setSpacing(2)
        self.setWidget(self._card)
        self.rows: tuple[ReportRow, ...] = ()
        self.otherwise = ""

    def show_rows(
        self, rows: tuple[ReportRow, ...], otherwise: str, *, is_refused: bool = False
    ) -> None:
        """Write the rows, or why there are none."""
        self.rows, self.otherwise = rows, "" if rows else otherwise
        clear(self._column)
        if not rows:
            told = label(otherwise, "muted", wraps=True)
            if is_refused:
                told = value(f"{MARKS['alarm']}{otherwise}", wraps=True)
                set_property(told, "state", "alarm")
            self._column.addWidget(told)
        for row in rows:
            self._column.addWidget(value(row.name, "small", wraps=True))
            if row.value:
                shown = value(MARKS.get(row.state, "") + row.value, "question", wraps=True)
                set_property(shown, "state", row.state)
                self._column.addWidget(shown)
            for detail in row.details:
                self._column.addWidget(value(detail, "small", wraps=True))
            self._column.addSpacing(6)
        self._column.addStretch(1)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Let the card be as high as its wrapped lines: the layout alone presses them together."""
        self._column.invalidate()
        self._card.setMinimumHeight(self._column.totalHeightForWidth(self.viewport().width()))
