"""The line over every page while supply is at risk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.texts import translate
from app.ui.elements import button, value
from app.ui.supply_risk.rows_risk import read_state
from app.ui.supply_risk.words import banner_words
from app.ui.wording import Wording


class RiskBanner(QFrame):
    """Says since when, by whom, why and until when; hidden while there is nothing to say.

    `opened` goes out when a person wants the mode's own page.
    """

    opened = Signal()

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self.setProperty("role", "banner")
        self._words = value("", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(self._words, 1)
        row.addWidget(button(translate("Risk", "Supply risk …"), self.opened.emit, "link"))
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" for nothing."""
        return "" if self.isHidden() else self._words.text()

    def refresh(self) -> None:
        """Read what is to be said."""
        with self._runtime.store.read() as uow:
            state = read_state(uow, self._runtime.today())
        words = banner_words(state, self._say)
        if words:
            self._words.setText(f"▲ {words}")
        self.setVisible(bool(words))
