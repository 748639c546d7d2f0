"""Levels a person edited while supply was at risk: kept, or back to what they were before."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.risk_levels import EditChoice, Levels
from app.core.texts import translate
from app.replenishment.risk_levels import EditToDecide
from app.ui.elements import button, clear, label, value
from app.ui.wording import Wording


class EditsPanel(QWidget):
    """One row a part; `decided` carries the edit and the choice."""

    decided = Signal(object, object)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._shown: tuple[EditToDecide, ...] = ()
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        title = translate("Risk", "Edited while supply was at risk: to decide")
        column.addWidget(label(title, "question"))
        column.addLayout(self._rows)

    def show_edits(self, edits: tuple[EditToDecide, ...]) -> None:
        """Show what waits; nothing is redrawn while it stays the same."""
        self.setVisible(bool(edits))
        if edits == self._shown:
            return
        self._shown = edits
        clear(self._rows)
        for row, edit in enumerate(edits):
            self._rows.addWidget(value(edit.part.number, "where"), row, 0)
            self._rows.addWidget(value(self._change(edit.before, edit.now)), row, 1)
            for column, (choice, words) in enumerate(_choices(), start=3):
                decide = partial(self.decided.emit, edit, choice)
                self._rows.addWidget(button(words, decide), row, column)

    def _change(self, before: Levels, now: Levels) -> str:
        """Write what each level was before and is now."""
        text = translate("Risk", "safety {safety} → {new_safety}, buffer {buffer} → {new_buffer}")
        return text.format(
            safety=self._say.count(before.safety_stock),
            new_safety=self._say.count(now.safety_stock),
            buffer=self._say.count(before.buffer_stock),
            new_buffer=self._say.count(now.buffer_stock),
        )


def _choices() -> list[tuple[EditChoice, str]]:
    """Return the two ways."""
    return [
        (EditChoice.KEEP, translate("Risk", "Keep the edit")),
        (EditChoice.RETURN, translate("Risk", "Back to before")),
    ]
