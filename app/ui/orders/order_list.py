"""The list of orders and jobs: one table, sorted by a click, walked by the arrows."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.core.texts import translate
from app.ui.colours import ROW_PX, tokens
from app.ui.rows_orders import OrderRow, state_word
from app.ui.table_model import Column, TableModel
from app.ui.wording import Wording

LEAST_COLUMN_PX = 64
WHAT = 1
"""The column that takes what room is left."""


class OrderList(QTableView):
    """Shows rows and says which one is chosen; the choice survives a refresh."""

    row_chosen = Signal(str)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TableModel(_columns(say))
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
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self._size_columns()
        self.setAccessibleName(translate("Orders", "Orders and jobs"))
        self.selectionModel().currentRowChanged.connect(self._tell)

    def _size_columns(self) -> None:
        """Fit the columns to what they hold, the description to what is left."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(LEAST_COLUMN_PX)

    @property
    def chosen_id(self) -> str:
        """Id of the row chosen, "" for none."""
        at = self.currentIndex().row()
        return self._model.row(at).id if 0 <= at < self._model.rowCount() else ""

    @property
    def rows(self) -> list[OrderRow]:
        """The rows from top to bottom."""
        return self._model.rows

    def show_rows(self, rows: list[OrderRow]) -> None:
        """Show rows and keep the choice where it is still among them."""
        chosen = self.chosen_id
        with_silence = self.selectionModel().blockSignals(True)
        self._model.show(rows)
        self.choose(chosen)
        self.selectionModel().blockSignals(with_silence)

    def choose(self, record_id: str) -> bool:
        """Choose a row by its id; False where it is not in the list."""
        for position, row in enumerate(self._model.rows):
            if row.id == record_id:
                self.setCurrentIndex(self._model.index(position, 0))
                self.viewport().update()
                return True
        return False

    def choose_first(self) -> None:
        """Choose the first row where none is chosen."""
        if not self.chosen_id and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Say which row was chosen."""
        if current.isValid():
            self.row_chosen.emit(self._model.row(current.row()).id)


def _columns(say: Wording) -> list[Column[OrderRow]]:
    """Say what each column holds."""
    return [
        Column(translate("Orders", "Number"), lambda row: row.number),
        Column(translate("Orders", "What"), lambda row: row.what_for),
        Column(translate("Orders", "State"), lambda row: state_word(row.state)),
        Column(
            translate("Orders", "Total"),
            lambda row: say.money(row.total) if row.total else "",
            sort_key=lambda row: row.total.amount if row.total else None,
            is_number=True,
        ),
        Column(
            translate("Orders", "Needed by"),
            lambda row: ("▲ " if row.is_late else "") + say.optional_day(row.needed_by),
            sort_key=lambda row: row.needed_by,
            is_number=True,
            colour=lambda row: tokens.alarm if row.is_late else None,
        ),
    ]
