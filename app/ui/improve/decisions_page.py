"""Decisions: what was proposed, what people did, why, and what it cost against the proposal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.texts import translate
from app.replenishment.journal import JournalRow, journal_rows
from app.ui.elements import frame, label
from app.ui.improve.decision_columns import BY, REASON, decision_columns
from app.ui.improve.decision_panel import DecisionPanel
from app.ui.improve.rows_decisions import Shown, shown_rows, tally, tally_words
from app.ui.list_and_record import list_and_record
from app.ui.record_list import RecordList
from app.ui.register import Register
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

WIDTHS = (880, 330)
ROOMY_PX = 1180


class DecisionsPage(QWidget):
    """List and record side by side; `wanted` carries the `Target` of a link."""

    wanted = Signal(object)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._rows: list[JournalRow] = []
        self._register: Register | None = None
        with runtime.store.read() as uow:
            self._currency = uow.plant.policy().currency
        self.text = QLineEdit(clearButtonEnabled=True)
        self.text.setPlaceholderText(translate("Improve", "Filter: machine, order, person, reason"))
        self.text.setAccessibleName(self.text.placeholderText())
        self.text.textChanged.connect(lambda _text: self._show_list())
        self.shown: dict[Shown, QPushButton] = {
            Shown.ALL: self._toggle(translate("Improve", "All")),
            Shown.OVERRIDES: self._toggle(translate("Improve", "Overridden")),
            Shown.OPEN: self._toggle(translate("Improve", "Outcome open")),
        }
        self._tally = label("", "question", wraps=True)
        self.list: RecordList[JournalRow] = RecordList(
            translate("Improve", "Decisions"),
            decision_columns(say, self._currency),
            REASON,
            is_tight=True,
        )
        self.panel = DecisionPanel(say)
        self.list.row_chosen.connect(lambda _entry_id: self._show_record())
        self.list.opened.connect(lambda _entry_id: self.panel.open())
        self.panel.wanted.connect(self.wanted)
        self._nothing, self._listed = label("", "muted", wraps=True), QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the filter and the tally over the list, the record beside it."""
        group = QButtonGroup(self)
        chosen = QHBoxLayout()
        chosen.setSpacing(4)
        chosen.addWidget(self.text, 1)
        for button in self.shown.values():
            group.addButton(button)
            chosen.addWidget(button)
        self.shown[Shown.ALL].setChecked(True)
        empty = frame("record")
        centred = QVBoxLayout(empty)
        centred.setContentsMargins(96, 16, 96, 16)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        centred.addWidget(self._nothing)
        self._listed.addWidget(self.list)
        self._listed.addWidget(empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(chosen)
        column.addWidget(self._tally)
        column.addWidget(self._listed, 1)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(list_and_record(left, scrolled(self.panel), WIDTHS))

    def refresh(self) -> None:
        """Read the journal anew, outcomes known by now included."""
        with self._runtime.store.read() as uow:
            self._rows = journal_rows(uow, self._runtime.today())
            self._register = Register.read(uow)
        self._show_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave who decided to the record where there is no room."""
        super().resizeEvent(event)
        self.list.setColumnHidden(BY, self.width() < ROOMY_PX)

    def _show_list(self) -> None:
        """Show the decisions the filter lets through, and the one chosen."""
        shown = next((s for s, button in self.shown.items() if button.isChecked()), Shown.ALL)
        rows = shown_rows(self._rows, shown, self.text.text())
        self.list.show_rows(rows)
        self._tally.setVisible(bool(self._rows))
        self._tally.setText(tally_words(tally(rows, self._currency), self._say))
        self._listed.setCurrentIndex(0 if rows else 1)
        self._nothing.setText(
            translate("Improve", "No decision fits this filter.")
            if self._rows
            else translate(
                "Improve",
                "Nobody has decided on a proposal yet. Approving, changing or cancelling an order "
                "writes an entry here; what it cost is added once the job is closed.",
            )
        )
        self.list.choose_first()
        self._show_record()

    def _show_record(self) -> None:
        """Show the decision chosen."""
        row = next((row for row in self.list.rows if row.id == self.list.chosen_id), None)
        if self._register is not None:
            self.panel.show_row(row, self._register)

    def _toggle(self, text: str) -> QPushButton:
        """Make one button that stays down."""
        button = QPushButton(text, checkable=True)
        button.setProperty("role", "filter")
        button.toggled.connect(lambda is_on: self._show_list() if is_on else None)
        return button
