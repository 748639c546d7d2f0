"""The table of decisions, the newest first."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.core.texts import translate
from app.replenishment.journal import JournalRow
from app.ui.colours import ROW_PX, tokens
from app.ui.improve.rows_decisions import act_word, outcome_word, regret_words
from app.ui.table_model import Column, TableModel
from app.ui.table_widths import fit_columns
from app.ui.wording import Wording

BY, REASON = 4, 5
"""Who decided gives way in a narrow window; the reason takes what room is left."""
ROOMY_PX = 820


class DecisionList(QTableView):
    """Shows decisions; `row_chosen` carries the row shown beside the list."""

    row_chosen = Signal(object)

    def __init__(self, say: Wording, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: TableModel[JournalRow] = TableModel(_columns(say, currency))
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setAccessibleName(translate("Improve", "Decisions"))
        self.selectionModel().currentRowChanged.connect(self._tell)

    @property
    def rows(self) -> list[JournalRow]:
        """The rows from top to bottom."""
        return self._model.rows

    @property
    def chosen(self) -> JournalRow | None:
        """The row chosen."""
        at = self.currentIndex().row()
        return self._model.row(at) if 0 <= at < self._model.rowCount() else None

    def show_rows(self, rows: list[JournalRow]) -> None:
        """Show rows and keep the choice where it is still among them, else choose the first."""
        before = self.chosen
        was_silent = self.selectionModel().blockSignals(True)
        self._model.show(rows)
        places = [
            at
            for at, row in enumerate(self._model.rows)
            if before and row.entry.id == before.entry.id
        ]
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(places[0] if places else 0, 0))
        self.selectionModel().blockSignals(was_silent)
        if before is None:
            fit_columns(self, stretched=REASON)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave who decided to the record where there is no room."""
        super().resizeEvent(event)
        self.setColumnHidden(BY, self.viewport().width() < ROOMY_PX)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Say which row was chosen."""
        if current.isValid():
            self.row_chosen.emit(self._model.row(current.row()))


def _columns(say: Wording, currency: str) -> list[Column[JournalRow]]:
    """Say what each column holds."""
    cost = translate("Improve", "Extra cost\n{money}").format(money=currency)
    return [
        Column(
            translate("Improve", "When"),
            lambda row: say.short_day(row.entry.today),
            sort_key=lambda row: row.entry.at,
        ),
        Column(translate("Improve", "Number"), lambda row: row.entry.number),
        Column(
            translate("Improve", "For"),
            lambda row: row.asset_tag,
            tooltip=lambda row: f"{row.asset_tag}, {row.component}",
        ),
        Column(translate("Improve", "Done"), lambda row: act_word(row.entry.act)),
        Column(translate("Improve", "By"), lambda row: row.entry.actor),
        Column(translate("Improve", "Reason"), lambda row: row.entry.reason),
        Column(translate("Improve", "Outcome"), lambda row: outcome_word(row, say)),
        Column(
            cost,
            lambda row: regret_words(row, say),
            sort_key=lambda row: row.regret.amount if row.regret else None,
            is_number=True,
            colour=lambda row: tokens.alarm if row.regret and row.regret.amount > 0 else None,
        ),
    ]
