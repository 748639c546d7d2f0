"""A list of records: one table, sorted by a click, walked by the arrows, one row chosen."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.colours import ROW_PX, TABLE_PX
from app.ui.ink import type_of, width_of
from app.ui.table_model import Column, TableModel

LEAST_COLUMN_PX = 64
CELL_PX, ARROW_PX = 20, 14
"""Room around a text of a tight column, and for the arrow of the column sorted by."""
LOOKED_AT_ROWS = 50
"""Tight columns are fitted to so many rows: a long list stays quick."""


class Identified(Protocol):
    """A row that is known by an id."""

    @property
    def id(self) -> str:
        """What the row is known by."""


Row = TypeVar("Row", bound=Identified)


class RecordList(QTableView, Generic[Row]):
    """Shows rows and says which one is chosen; the choice survives a refresh.

    `row_chosen` carries the id of the row chosen, `opened` that of a double click or Enter.

    Parameters
    ----------
    stretched : int
        The column that takes what room is left.
    is_tight : bool
        Whether the other columns get no more room than their texts need.
    row_px : int
        Height of a row.
    """

    row_chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Row]],
        stretched: int,
        parent: QWidget | None = None,
        *,
        is_tight: bool = False,
        row_px: int = ROW_PX,
    ) -> None:
        super().__init__(parent)
        self._stretched, self._is_tight = stretched, is_tight
        self._model: TableModel[Row] = TableModel(columns)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(mode.Fixed if is_tight else mode.ResizeToContents)
        header.setSectionResizeMode(stretched, mode.Stretch)
        header.setMinimumSectionSize(CELL_PX if is_tight else LEAST_COLUMN_PX)
        header.sortIndicatorChanged.connect(lambda _column, _order: self._fit())
        self.setAccessibleName(name)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.row(index.row()).id))

    @property
    def chosen_id(self) -> str:
        """Id of the row chosen, "" for none."""
        row = self.chosen_row
        return "" if row is None else row.id

    @property
    def chosen_row(self) -> Row | None:
        """The row chosen, None for none."""
        at = self.currentIndex().row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    @property
    def rows(self) -> list[Row]:
        """The rows from top to bottom."""
        return self._model.rows

    def show_rows(self, rows: list[Row]) -> None:
        """Show rows and keep the choice where it is still among them."""
        chosen = self.chosen_id
        with_silence = self.selectionModel().blockSignals(True)
        self._model.show(rows)
        self.choose(chosen)
        self.selectionModel().blockSignals(with_silence)
        self._fit()

    def choose(self, record_id: str) -> bool:
        """Choose a row by its id; False where it is not in the list."""
        for position, row in enumerate(self._model.rows):
            if row.id == record_id:
                self.setCurrentIndex(self._model.index(position, 0))
                self.viewport().update()
                return True
        return False

    def choose_none(self) -> None:
        """Forget the choice: the rows to come are of another record."""
        self.setCurrentIndex(QModelIndex())

    def choose_first(self) -> None:
        """Choose the first row where none is chosen."""
        if not self.chosen_id and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def fit_height(self, most_rows: int) -> None:
        """Be as high as the rows shown; a longer table scrolls by itself, an empty one is gone."""
        count, policy = self._model.rowCount(), Qt.ScrollBarPolicy
        self.setVisible(bool(count))
        head = self.horizontalHeader().sizeHint().height()
        row_px = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(head + min(count, most_rows) * row_px + 2)
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if count <= most_rows else policy.ScrollBarAsNeeded
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen_id:
            self.opened.emit(self.chosen_id)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Give each tight column the room of its longest text."""
        if not self._is_tight:
            return
        header, font = self.horizontalHeader(), type_of(TABLE_PX)
        for column in range(self._model.columnCount()):
            if column == self._stretched:
                continue
            title = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            count = min(self._model.rowCount(), LOOKED_AT_ROWS)
            cells = (str(self._model.index(row, column).data()) for row in range(count))
            lines = [line for text in (title, *cells) for line in text.split("\n")]
            arrow = ARROW_PX if column == header.sortIndicatorSection() else 0
            wide = max(width_of(line, font) for line in lines)
            header.resizeSection(column, round(wide) + CELL_PX + arrow)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Say which row was chosen."""
        if current.isValid():
            self.row_chosen.emit(self._model.row(current.row()).id)
