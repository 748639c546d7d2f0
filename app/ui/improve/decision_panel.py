"""One decision: the two courses beside each other, the outcome, the reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.texts import translate
from app.replenishment.journal import JournalRow
from app.ui.elements import button, clear, hairline, label, set_property, value
from app.ui.improve.rows_decisions import (
    CourseSaid,
    act_word,
    courses,
    fate_words,
    regret_words,
)
from app.ui.register import Register
from app.ui.target import Place, Target
from app.ui.wording import Wording

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class DecisionPanel(QWidget):
    """The record of a decision; `wanted` carries the `Target` of its order or job."""

    wanted = Signal(object)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.row: JournalRow | None = None
        self._number, self._who = value("", "heading"), value("", "muted", wraps=True)
        self._where, self._reason = value("", "where", wraps=True), value("", wraps=True)
        self._cost, self._fate = value("", "question", wraps=True), label("", wraps=True)
        self._grid = QGridLayout()
        self._open = button(translate("Improve", "Open the record"), self.open, "link")
        self._body, self._nothing = QWidget(), label("", "muted", wraps=True)
        self._nothing.setText(translate("Improve", "Choose a decision on the left."))
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the parts below each other."""
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        for course in (1, 2):
            self._grid.setColumnStretch(course, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._number, self._where, self._who, self._reason):
            column.addWidget(part)
        column.addWidget(hairline())
        column.addLayout(self._grid)
        column.addWidget(hairline())
        for said in (self._cost, self._fate):
            column.addWidget(said)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.addWidget(self._body)
        outer.addWidget(self._nothing)
        outer.addStretch(1)

    def show_row(self, row: JournalRow | None, register: Register) -> None:
        """Show a decision; nothing is redrawn while it stays the same."""
        self._body.setVisible(row is not None)
        self._nothing.setVisible(row is None)
        if row is None or row == self.row:
            self.row = row
            return
        self.row, entry = row, row.entry
        self._number.setText(f"{entry.number} · {act_word(entry.act)}")
        self._where.setText(f"{row.asset_tag}, {row.component}")
        self._who.setText(f"{entry.actor}, {self._say.instant(entry.at)}")
        self._reason.setText(f"“{entry.reason}”")
        self._reason.setVisible(bool(entry.reason))
        self._fill(courses(row, register, self._say))
        self._fate.setText(fate_words(row, self._say))
        cost = translate("Improve", "Against the proposal: {money} {currency}")
        said = cost.format(money=regret_words(row, self._say), currency=entry.currency)
        self._cost.setText(said)
        self._cost.setVisible(row.regret is not None)
        is_loss = row.regret is not None and row.regret.amount > 0
        set_property(self._cost, "state", "alarm" if is_loss else "")

    def _fill(self, pair: tuple[CourseSaid, CourseSaid]) -> None:
        """Write both courses, fact by fact."""
        clear(self._grid)
        for column, course in enumerate(pair, start=1):
            self._grid.addWidget(label(course.title, "question"), 0, column)
            for at, (_name, text) in enumerate(course.facts, start=1):
                self._grid.addWidget(value(text, wraps=True), at, column)
        for at, (name, _text) in enumerate(pair[0].facts, start=1):
            self._grid.addWidget(label(name, "small"), at, 0, Qt.AlignmentFlag.AlignTop)

    def open(self) -> None:
        """Go to the order or job decided on."""
        if self.row is not None:
            self.wanted.emit(Target(Place.ORDERS, self.row.entry.subject))
