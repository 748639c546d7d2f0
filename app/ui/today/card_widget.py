"""One card on the screen: a sentence, its number, the countdown, one action."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.elements import button, label, set_property, value
from app.ui.theme import state_words
from app.ui.today.card import Card

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Steps between the questions and within one."""


class CardWidget(QFrame):
    """A card that has the keyboard when the arrows reach it; Enter does its action.

    `chosen` carries the card's target, `walked` a step to the side and one down.
    """

    chosen = Signal(object)
    walked = Signal(int, int)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._where = value("", wraps=True)
        self._where.setProperty("role", "where")
        self._state = label("")
        self._sentence = label("", wraps=True)
        self._number, self._unit = value("", "number"), label("", "unit", wraps=True)
        self._when = label("", "small", wraps=True)
        self._action: QPushButton = button("", self._choose)
        self._action.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.show_card(card)

    def _lay_out(self) -> None:
        """Put the parts below each other."""
        head = QHBoxLayout()
        head.addWidget(self._where, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        figure = QHBoxLayout()
        figure.setSpacing(6)
        figure.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBaseline)
        figure.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBaseline)
        foot = QHBoxLayout()
        foot.addWidget(self._when, 1, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._action, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._sentence)
        column.addLayout(figure)
        column.addLayout(foot)

    def show_card(self, card: Card) -> None:
        """Show another card, or the same matter as it stands now."""
        self.card = card
        self._where.setText(card.where)
        self._state.setVisible(card.state is not None)
        if card.state is not None:
            self._state.setText(state_words(card.state))
            set_property(self._state, "state", card.state.value)
        self._sentence.setText(card.sentence)
        self._number.setText(card.number)
        set_property(self._number, "state", card.tone.value)
        self._unit.setText(card.unit)
        self._when.setText(card.when)
        self._action.setText(card.action)
        self.setAccessibleName(
            f"{card.where}. {card.sentence} {card.number} {card.unit}. {card.when}"
        )
        self.setAccessibleDescription(card.action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the card's action, the arrows walk on; the rest is the page's."""
        key = Qt.Key(event.key())
        if key in ENTER:
            self._choose()
        elif key in ARROWS:
            self.walked.emit(*ARROWS[key])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """A double click does what Enter does."""
        self._choose()

    def _choose(self) -> None:
        """Say where this card leads."""
        self.chosen.emit(self.card.target)
