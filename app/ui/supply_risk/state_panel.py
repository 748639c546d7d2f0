"""Supply-risk mode while it is on or fading: facts, what speaks for leaving, the way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.day_box import DayBox
from app.ui.elements import button, clear, hairline, label, value
from app.ui.orders.fact_grid import FactGrid
from app.ui.supply_risk.rows_risk import RiskState
from app.ui.supply_risk.words import evidence_lines, exit_is_proposed, state_facts
from app.ui.wording import Wording


class StatePanel(QWidget):
    """`off_asked` carries the reason for leaving, `review_moved` goes out for another date."""

    off_asked = Signal(str)
    review_moved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._shown: RiskState | None = None
        self._facts, self._evidence = FactGrid(1), QVBoxLayout()
        self._proposal = label(translate("Risk", "Back in band: leaving is proposed."), "question")
        self.review = DayBox(say, translate("Risk", "Review on"))
        self.move_review = button(translate("Risk", "Move"), self.review_moved.emit)
        self.reason = QLineEdit(placeholderText=translate("Risk", "Why can it go?"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.reason.textChanged.connect(self._allow)
        self.reason.returnPressed.connect(self._leave)
        self.off = button(translate("Risk", "Switch off"), self._leave)
        self._while_on = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        """Put facts over evidence, and under both the way out."""
        review = QHBoxLayout()
        head = label(translate("Risk", "Review on"))
        head.setBuddy(self.review)
        review.addWidget(head)
        review.addWidget(self.review, 1)
        review.addWidget(self.move_review)
        leave = QHBoxLayout()
        leave.addWidget(self.reason, 1)
        leave.addWidget(self.off)
        self._evidence.setSpacing(2)
        inner = QVBoxLayout(self._while_on)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(review)
        inner.addWidget(hairline())
        inner.addWidget(label(translate("Risk", "Can it go?"), "question"))
        inner.addWidget(self._proposal)
        inner.addLayout(self._evidence)
        inner.addLayout(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._facts)
        column.addWidget(self._while_on)

    def show_state(self, state: RiskState) -> None:
        """Show where the mode stands; what is being typed stays while nothing changes."""
        if state == self._shown:
            return
        is_new = self._shown is None or self._shown.risk != state.risk
        self._shown = state
        self._facts.show_facts(state_facts(state, self._say))
        self._while_on.setVisible(state.is_on)
        self._proposal.setVisible(exit_is_proposed(state))
        clear(self._evidence)
        for line in evidence_lines(state, self._say):
            self._evidence.addWidget(value(line))
        if is_new and state.risk is not None:
            self.review.show_day(state.risk.settings.review_on)
            self.reason.clear()
        self._allow(self.reason.text())

    def _allow(self, text: str) -> None:
        """Let the mode be left once there is a reason."""
        self.off.setEnabled(bool(text.strip()))
        needs = translate("Risk", "Give the reason first; it stays on record.")
        self.off.setToolTip("" if text.strip() else needs)

    def _leave(self) -> None:
        """Pass the reason on."""
        if self.reason.text().strip():
            self.off_asked.emit(self.reason.text().strip())
