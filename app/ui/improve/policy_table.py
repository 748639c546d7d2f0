"""The table of policies: as high as its rows, one chosen."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableView, QWidget

from app.backtest.report import PolicyOutcome
from app.core.texts import translate
from app.ui.colours import ROW_PX
from app.ui.improve.rows_backtest import policy_columns
from app.ui.table_model import TableModel
from app.ui.table_widths import fit_columns
from app.ui.wording import Wording

FRAME_PX = 4


class PolicyTable(QTableView):
    """Figures of each policy; `policy_chosen` carries the key of the row chosen."""

    policy_chosen = Signal(str)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._rows: TableModel[PolicyOutcome] = TableModel(policy_columns(say, ""))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Improve", "Policies"))

    def show_outcomes(self, rows: list[PolicyOutcome], currency: str) -> None:
        """Show the figures of a report, in its order until a header is clicked."""
        self._rows = TableModel(policy_columns(self._say, currency))
        self.setModel(self._rows)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # the report's own order first
        self._rows.show(rows)
        fit_columns(self, stretched=0)
        height = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height + len(rows) * ROW_PX + FRAME_PX)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def choose(self, policy: str) -> None:
        """Choose a policy by its key."""
        for at, row in enumerate(self._rows.rows):
            if row.policy == policy:
                self.setCurrentIndex(self._rows.index(at, 0))

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Say which policy was chosen."""
        if current.isValid():
            self.policy_chosen.emit(self._rows.row(current.row()).policy)
