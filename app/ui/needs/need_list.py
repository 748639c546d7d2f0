"""The table of needs: walked by the arrows, marked by Space, thousands of rows long."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.core.texts import translate
from app.ui.needs.columns import (
    COVER,
    MARK,
    NEED_BY,
    ORDER_BY,
    PART,
    QUANTITY,
    REASON,
    RISK,
    WHERE,
    need_columns,
)
from app.ui.needs.need_delegate import ROW_PX, NeedDelegate
from app.ui.needs.rows_needs import NeedRow
from app.ui.table_model import TableModel
from app.ui.wording import Wording

MARK_PX = 30
MOST_PX = {WHERE: 136, PART: 100, ORDER_BY: 108, NEED_BY: 98, QUANTITY: 78, COVER: 124, RISK: 88}
LEAST_REASON_PX, ROOMY_REASON_PX, MOST_PART_PX = 104, 240, 200
LOOKED_AT_ROWS = 50
"""Columns are fitted to so many rows: a long list stays quick."""


class NeedList(QTableView):
    """Shows rows; one is chosen, any number marked; both survive a refresh.

    `row_chosen` carries the id shown beside the list, `marked_changed` goes out with every mark,
    `opened` carries the id of a double click or Enter.
    """

    row_chosen = Signal(str)
    marked_changed = Signal()
    opened = Signal(str)

    def __init__(self, say: Wording, horizon_days: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TableModel(need_columns(say, horizon_days))
        self._marked: set[str] = set()
        self.setModel(self._model)
        self.setItemDelegate(NeedDelegate(self._model.row, self._marked.__contains__, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setAccessibleName(translate("Needs", "Needs"))
        self._dress_header()
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def _dress_header(self) -> None:
        """Fit the columns to what they hold, the reason to what is left."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(MARK_PX)
        header.setResizeContentsPrecision(LOOKED_AT_ROWS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(MARK, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(MARK, MARK_PX)

    @property
    def rows(self) -> list[NeedRow]:
        """The rows from top to bottom."""
        return self._model.rows

    @property
    def chosen_id(self) -> str:
        """Id of the row chosen, "" for none."""
        at = self.currentIndex().row()
        return self._model.row(at).id if 0 <= at < self._model.rowCount() else ""

    @property
    def marked(self) -> list[NeedRow]:
        """The rows in sight that are marked, from top to bottom."""
        return [row for row in self._model.rows if row.id in self._marked]

    def show_rows(self, rows: list[NeedRow]) -> None:
        """Show rows; the choice and the marks stay with those that are still there."""
        chosen, was_empty = self.chosen_id, not self._model.rowCount()
        was_silent = self.selectionModel().blockSignals(True)
        self._model.show(rows)
        self._marked &= {row.id for row in rows if row.can_be_ordered}
        self.choose(chosen)
        self.selectionModel().blockSignals(was_silent)
        if was_empty:
            self._fit_columns()

    def choose(self, need_id: str) -> bool:
        """Choose a row by its id; False where it is not in the list."""
        for position, row in enumerate(self._model.rows):
            if row.id == need_id:
                self.setCurrentIndex(self._model.index(position, 0))
                return True
        return False

    def choose_first(self) -> None:
        """Choose the first row where none is chosen."""
        if not self.chosen_id and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def mark(self, rows: list[NeedRow], *, on: bool) -> None:
        """Mark rows or take their marks away."""
        ids = {row.id for row in rows if row.can_be_ordered}
        if on:
            self._marked |= ids
        else:
            self._marked -= ids
        self.viewport().update()
        self.marked_changed.emit()

    def mark_all(self) -> None:
        """Mark every need in sight; a second time takes the marks away."""
        orderable = [row for row in self._model.rows if row.can_be_ordered]
        self.mark(orderable, on=len(self.marked) < len(orderable))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space marks, Shift with an arrow marks on the way, Ctrl+A all, Enter opens."""
        at, key = self.currentIndex().row(), event.key()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.mark_all()
        elif key == Qt.Key.Key_Space and at >= 0:
            self._toggle(at)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at >= 0:
            self.opened.emit(self.chosen_id)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self._mark_towards(at, at + (1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press on the box marks; with Shift everything from the row chosen on."""
        index = self.indexAt(event.position().toPoint())
        has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        if not index.isValid():
            return
        if has_shift and before >= 0:
            self._mark_between(before, index.row())
        elif index.column() == MARK:
            self._toggle(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self._fit_columns()

    def _toggle(self, at: int) -> None:
        """Mark a row or take its mark away."""
        row = self._model.row(at)
        self.mark([row], on=row.id not in self._marked)

    def _mark_towards(self, at: int, to: int) -> None:
        """Mark a row and the next, and go there."""
        if 0 <= to < self._model.rowCount():
            self._mark_between(at, to)
            self.setCurrentIndex(self._model.index(to, 0))

    def _mark_between(self, at: int, to: int) -> None:
        """Mark every row from one to another."""
        first, last = sorted((max(at, 0), to))
        self.mark(self._model.rows[first : last + 1], on=True)

    def _fit_columns(self) -> None:
        """Fit every column to its rows; what room is left goes to the reason and the part.

        Where there is none for the reason or the chances, the record alone says them.
        """
        header = self.horizontalHeader()
        widths = {
            column: min(max(self.sizeHintForColumn(column), header.sectionSizeHint(column)), most)
            for column, most in MOST_PX.items()
        }
        left = self.viewport().width() - MARK_PX - sum(widths.values())
        has_reason = left >= LEAST_REASON_PX
        more = min(max(left - (ROOMY_REASON_PX if has_reason else 0), 0), MOST_PART_PX)
        widths[PART] += more
        for column, width in widths.items():
            header.resizeSection(column, width)
        header.resizeSection(REASON, max(left - more, LEAST_REASON_PX))
        self.setColumnHidden(REASON, not has_reason)
        self.setColumnHidden(RISK, left < 0)

    def _open(self, index: QModelIndex) -> None:
        """Open the need that was clicked twice; two clicks on its box only mark."""
        if index.column() != MARK:
            self.opened.emit(self._model.row(index.row()).id)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Say which row was chosen."""
        if current.isValid():
            self.row_chosen.emit(self._model.row(current.row()).id)
