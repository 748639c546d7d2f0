"""Today: five questions, and whatever needs a decision under them."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.ui.elements import value
from app.ui.page import PrintJob
from app.ui.today.card_widget import CardWidget
from app.ui.today.column import QuestionColumn
from app.ui.today.machine_strip import MachineStrip
from app.ui.today.paper import board_html
from app.ui.today.rows_board import Board, read_board
from app.ui.wording import Wording

QUESTIONS = 5


class BoardView(QWidget):
    """The page a planner opens at half past seven; `chosen` carries the `Target` to go to."""

    chosen = Signal(object)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._board: Board | None = None
        self._day = value("", "heading")
        self._site = value("", "muted")
        self._machines = MachineStrip()
        self._machines.chosen.connect(self.chosen)
        self._columns = [QuestionColumn() for _ in range(QUESTIONS)]
        for column in self._columns:
            column.chosen.connect(self.chosen)
            column.walked.connect(self._move)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the day and the machines over the five columns."""
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._day, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._site, 1, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._machines)
        body = QHBoxLayout()
        body.setSpacing(16)
        for column in self._columns:
            body.addWidget(column, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 12)
        page.setSpacing(12)
        page.addLayout(head)
        page.addLayout(body, 1)

    @property
    def columns(self) -> list[QuestionColumn]:
        """The five questions from left to right."""
        return self._columns

    def refresh(self) -> None:
        """Read the page anew; only what changed is redrawn."""
        moment = self._runtime.moment()
        today = QDate(moment.today.year, moment.today.month, moment.today.day)
        self._day.setText(self._say.locale.toString(today, self._say.locale.FormatType.LongFormat))
        board = read_board(self._runtime.store, self._say, moment)
        if board == self._board:
            return
        self._board = board
        self._site.setText(board.site)
        self._machines.show_machines(board.machines)
        for column, question in zip(self._columns, board.questions, strict=True):
            column.show_question(question)
        self._columns[0].tell(board.story, self._say)

    def print_job(self) -> PrintJob:
        """Return the page as a list on paper."""
        self.refresh()
        assert self._board is not None  # noqa: S101 - refresh has just read it
        with self._runtime.store.read() as uow:
            paper = uow.plant.policy().paper
        day = self._day.text()
        return PrintJob(day, board_html(self._board, day), paper=paper)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first card."""
        super().showEvent(event)
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first card there is."""
        if isinstance(self.focusWidget(), CardWidget):
            return
        first = next((card for column in self._columns for card in column.cards), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, here: CardWidget, sideways: int, down: int) -> None:
        """Give the keyboard to the next card in a direction; empty columns are passed over."""
        at = next(i for i, column in enumerate(self._columns) if here in column.cards)
        row = self._columns[at].cards.index(here)
        at += sideways
        while 0 <= at < QUESTIONS and not self._columns[at].cards:
            at += sideways
        if not 0 <= at < QUESTIONS:
            return
        cards = self._columns[at].cards
        there = cards[min(max(row + down, 0), len(cards) - 1)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self._columns[at].show_card_of(there)
