"""One question with its cards below each other; what stays keeps its place and the keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import button, clear, label, value
from app.ui.rows_story import StoryLine
from app.ui.today.card import Card, Question
from app.ui.today.card_widget import CardWidget
from app.ui.wording import Wording

HEADING_PX = 34
"""Room for two lines, so that the cards of all columns begin at one height."""


class QuestionColumn(QWidget):
    """A question, how many answers it has, and the answers."""

    chosen = Signal(object)
    walked = Signal(object, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = label("", "question", wraps=True)
        self._question.setMinimumHeight(HEADING_PX)
        self._question.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.count = button("", self._open_list, "count")
        self.count.setProperty("holdsValue", True)
        self.count.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.count.setToolTip(translate("Today", "See them all as a list"))
        self._cards: dict[str, CardWidget] = {}
        self._shown: Question | None = None
        self._told: tuple[StoryLine, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._empty = QVBoxLayout()
        self._empty.setContentsMargins(2, 0, 0, 0)
        self._story = QVBoxLayout()
        self._story.setSpacing(2)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the heading over a scrolling list."""
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.addWidget(self._question, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setMinimumWidth(1)  # long words are broken or cut, the column never scrolls aside
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 2, 0)
        stack.setSpacing(12)
        for part in (self._list, self._empty, self._story):
            stack.addLayout(part)
        stack.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(scroll, 1)

    @property
    def cards(self) -> list[CardWidget]:
        """The cards from top to bottom."""
        return list(self._cards.values())

    def show_question(self, question: Question) -> None:
        """Show a question; cards about the same matter are changed in place."""
        if question == self._shown:
            return
        self._shown = question
        self._question.setText(question.text)
        self.count.setText(str(len(question.cards)))
        self.count.setVisible(bool(question.cards))
        kept = {}
        for position, card in enumerate(question.cards):
            widget = self._cards.pop(card.key, None) or self._new_card(card)
            widget.show_card(card)
            if self._list.indexOf(widget) != position:
                self._list.insertWidget(position, widget)
            kept[card.key] = widget
        for gone in self._cards.values():
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._cards = kept
        self._show_empty(question)

    def tell(self, lines: tuple[StoryLine, ...], say: Wording) -> None:
        """Show the latest of the plant's story under the cards."""
        if lines == self._told:
            return
        self._told = lines
        clear(self._story)
        for line in lines:
            self._story.addWidget(self._told_line(line, say))

    def show_card_of(self, widget: CardWidget) -> None:
        """Bring a card into sight."""
        self._scroll.ensureWidgetVisible(widget, 0, 8)

    def _open_list(self) -> None:
        """Go to where all answers stand as a list."""
        if self._shown is not None and self._shown.list_target is not None:
            self.chosen.emit(self._shown.list_target)

    def _new_card(self, card: Card) -> CardWidget:
        """Make the card of a new matter."""
        widget = CardWidget(card)
        widget.chosen.connect(self.chosen)
        widget.walked.connect(lambda side, down: self.walked.emit(widget, side, down))
        return widget

    def _show_empty(self, question: Question) -> None:
        """Say that there is nothing, and what can be done next."""
        clear(self._empty)
        if question.cards:
            return
        self._empty.addWidget(label(question.nothing, "muted", wraps=True))
        if question.next_step and question.next_target is not None:
            target = question.next_target
            link = button(question.next_step, lambda: self.chosen.emit(target), "link")
            self._empty.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _told_line(self, line: StoryLine, say: Wording) -> QWidget:
        """Say one thing that happened, with its time."""
        made = QWidget()
        stack = QVBoxLayout(made)
        stack.setContentsMargins(2, 4, 2, 4)
        stack.setSpacing(0)
        stack.addWidget(value(say.instant(line.at), "small"))
        stack.addWidget(label(line.text, "story", wraps=True))
        return made
