"""A line to type in with a list of what fits: search (Ctrl+K) and commands (Ctrl+Shift+P)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.colours import ROW_PX, tokens
from app.ui.elements import frame, label
from app.ui.table_model import Column, TableModel

WIDTH_PX, TOP_PX, PAD_PX, MOST_ROWS = 640, 8, 8, 12
WALKS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_ROWS,
    Qt.Key.Key_PageDown: MOST_ROWS,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list and what happens when it is chosen."""

    name: str
    detail: str
    mark: str
    act: Callable[[], None]


class Chooser(QWidget):
    """Lies over the window's top; Enter chooses, Esc leaves, the arrows walk."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fitting: Callable[[str], Sequence[Choice]] = lambda _text: ()
        self._line, self._list = QLineEdit(), QTableView()
        self._model: TableModel[Choice] = TableModel(
            [
                Column("", lambda choice: choice.name),
                Column("", lambda choice: choice.detail, colour=lambda _choice: tokens.muted),
                Column(
                    "",
                    lambda choice: choice.mark,
                    is_number=True,
                    colour=lambda _choice: tokens.muted,
                ),
            ]
        )
        self._line.textChanged.connect(self._fit)
        self._line.installEventFilter(self)
        self._dress_list()
        self._nothing = label("", "muted", wraps=True)
        panel = frame("record")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(PAD_PX, PAD_PX, PAD_PX, PAD_PX)
        inner.setSpacing(PAD_PX)
        for part in (self._line, self._list, self._nothing):
            inner.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.hide()

    def _dress_list(self) -> None:
        """Show names, what they are and their keys in three columns without heads."""
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setShowGrid(False)
        self._list.setWordWrap(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.horizontalHeader().hide()
        self._list.verticalHeader().hide()
        self._list.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._list.clicked.connect(lambda _index: self._choose())

    def open(self, prompt: str, nothing: str, fitting: Callable[[str], Sequence[Choice]]) -> None:
        """Open with a prompt; `fitting` returns the choices for what is typed."""
        self._fitting = fitting
        self._nothing.setText(nothing)
        self._line.setPlaceholderText(prompt)
        self._line.setAccessibleName(prompt)
        self._line.clear()
        self._fit("")
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close; nothing was chosen."""
        self.hide()
        self.left.emit()

    @property
    def choices(self) -> list[Choice]:
        """What fits now, from top to bottom."""
        return self._model.rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that walk and choose work while the line is typed in."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        """Walk, choose or leave; everything else is typed."""
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif key in WALKS:
            self._walk(WALKS[key])
        else:
            return False
        return True

    def _walk(self, by: int) -> None:
        """Move the choice up or down."""
        last = self._model.rowCount() - 1
        self._list.selectRow(min(max(self._list.currentIndex().row() + by, 0), last))

    def _fit(self, text: str) -> None:
        """List what fits the text; the box is as high as the list."""
        choices = list(self._fitting(text))
        self._model.show(choices)
        self._list.selectRow(0)
        self._list.setVisible(bool(choices))
        self._nothing.setVisible(not choices)
        list_px = min(len(choices), MOST_ROWS) * ROW_PX + 4
        self._list.setFixedHeight(list_px)
        height = self._line.sizeHint().height() + 3 * PAD_PX
        height += list_px if choices else self._nothing.sizeHint().height()
        self.setGeometry((self.window().width() - WIDTH_PX) // 2, TOP_PX, WIDTH_PX, height)

    def _choose(self) -> None:
        """Do what the line chosen says."""
        at = self._list.currentIndex().row()
        if 0 <= at < self._model.rowCount():
            choice = self._model.row(at)
            self.leave()
            choice.act()
