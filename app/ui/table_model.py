"""One table model for every table: rows are plain, what a cell says is decided by its column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

Row = TypeVar("Row")
Value = TypeVar("Value")
Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """What one column says of a row.

    `text` is shown, `sort_key` orders (the text where there is none), `colour` may name a colour
    for what is abnormal. Numbers stand right with their unit in the header.
    """

    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any] | None = None
    is_number: bool = False
    colour: Callable[[Row], str | None] | None = None
    tooltip: Callable[[Row], str] | None = None


def value_column(
    title: str,
    value: Callable[[Row], Value],
    write: Callable[[Value], str],
    *,
    colour: Callable[[Row], str | None] | None = None,
    tooltip: Callable[[Row], str] | None = None,
) -> Column[Row]:
    """Make a column of a number or a day: `write` says the value, the value itself orders."""
    return Column(title, lambda row: write(value(row)), value, True, colour, tooltip)


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns of one table; rows are compared by a key so that a selection survives."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._rows: list[Row] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows, in the order in use; nothing is redrawn when nothing changed."""
        arranged = self._arranged(list(rows))
        if arranged == self._rows:
            return
        if len(arranged) == len(self._rows):
            self._rows = arranged
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(arranged) - 1, len(self._columns) - 1)
            )
            return
        self.beginResetModel()
        self._rows = arranged
        self.endResetModel()

    def row(self, position: int) -> Row:
        """Return the row at a position."""
        return self._rows[position]

    @property
    def rows(self) -> list[Row]:
        """The rows as they stand."""
        return list(self._rows)

    def rowCount(self, parent: Index = TOP) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own answer is any
        """Answer what a cell says, how it stands and what colour it has."""
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column.colour:
            colour = column.colour(row)
            return QColor(colour) if colour else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else column.text(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own answer is any
        """Answer what stands above a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].is_number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; rows without a value come last."""
        self._sorted_by = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        self._rows = self._arranged(self._rows)
        self.layoutChanged.emit()

    def _arranged(self, rows: list[Row]) -> list[Row]:
        """Return the rows in the order in use."""
        if self._sorted_by is None:
            return rows
        column = self._columns[self._sorted_by[0]]
        key = column.sort_key or column.text
        known = [row for row in rows if key(row) is not None]
        unknown = [row for row in rows if key(row) is None]
        is_falling = self._sorted_by[1] == Qt.SortOrder.DescendingOrder
        return sorted(known, key=key, reverse=is_falling) + unknown
