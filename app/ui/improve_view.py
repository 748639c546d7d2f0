"""Improve: other policies, what decisions cost, how predictions fared, what history teaches."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.texts import translate
from app.ui.background import Background
from app.ui.improve.backtest_page import BacktestPage, Play
from app.ui.improve.decisions_page import DecisionsPage
from app.ui.improve.learn.learn_page import LearnPage
from app.ui.page import PrintJob, add_command
from app.ui.predictions.predictions_page import PredictionsPage
from app.ui.wording import Wording

BACKTEST, DECISIONS, PREDICTIONS, LEARN = "backtest", "decisions", "predictions", "learn"
"""The sections, as a `Target`'s step names them."""


class ImproveView(QWidget):
    """Four sections; `done`, `failed` and `wanted` are those of the section in front."""

    done = Signal(str)
    failed = Signal(object)
    wanted = Signal(object)
    turned = Signal()

    def __init__(
        self,
        runtime: Runtime,
        say: Wording,
        background: Background,
        play: Play,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.backtest = BacktestPage(runtime, say, background, play)
        self.decisions = DecisionsPage(runtime, say)
        self.predictions = PredictionsPage(runtime, say)
        self.learn = LearnPage(runtime, say, background)
        self._pages = QStackedWidget()
        self._sections: dict[str, tuple[QPushButton, QWidget]] = {
            BACKTEST: (self._tab(BACKTEST, translate("Improve", "Back-test")), self.backtest),
            DECISIONS: (self._tab(DECISIONS, translate("Improve", "Decisions")), self.decisions),
            PREDICTIONS: (
                self._tab(PREDICTIONS, translate("Improve", "Our predictions")),
                self.predictions,
            ),
            LEARN: (self._tab(LEARN, translate("Improve", "Learn from history")), self.learn),
        }
        for doing in (self.backtest, self.predictions, self.learn):
            doing.done.connect(self.done)
            doing.failed.connect(self.failed)
        for page in (self.decisions, self.predictions):
            page.wanted.connect(self.wanted)
        add_command(self, translate("Improve", "Run the back-test"), self._run_backtest)
        add_command(self, translate("Improve", "Look at the decisions"), self._look_at_decisions)
        look = translate("Improve", "Look at our predictions")
        add_command(self, look, lambda: self.show_section(PREDICTIONS))
        add_command(self, translate("Improve", "Learn from a table"), self._learn)
        self._lay_out()
        self.show_section(BACKTEST)

    def _lay_out(self) -> None:
        """Put the tabs over the sections."""
        group, tabs = QButtonGroup(self), QHBoxLayout()
        tabs.setSpacing(4)
        for tab, page in self._sections.values():
            group.addButton(tab)
            tabs.addWidget(tab)
            self._pages.addWidget(page)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(tabs)
        column.addWidget(self._pages, 1)

    @property
    def section(self) -> str:
        """Title of the section in front."""
        return next(tab.text() for tab, page in self._sections.values() if self._is_front(page))

    def show_section(self, name: str) -> None:
        """Bring a section to the front."""
        tab, page = self._sections[name]
        tab.setChecked(True)
        tab.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages.setCurrentWidget(page)
        self.refresh()
        self.turned.emit()

    def refresh(self) -> None:
        """Read the decisions anew; a back-test stands until it is run again."""
        for page in (self.decisions, self.predictions, self.learn):
            if self._is_front(page):
                page.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the newest when the page opens."""
        super().showEvent(event)
        self.refresh()

    def _is_front(self, page: QWidget) -> bool:
        """Whether a section is in front."""
        return self._pages.currentWidget() is page

    def _run_backtest(self) -> None:
        """Run the back-test over the days that stand there."""
        self.show_section(BACKTEST)
        if self.backtest.run.isEnabled():
            self.backtest.start()

    def _look_at_decisions(self) -> None:
        """Go to the decisions."""
        self.show_section(DECISIONS)

    def _learn(self) -> None:
        """Go to the workbench for tables of history."""
        self.show_section(LEARN)
        self.learn.show_bench()

    def print_job(self) -> PrintJob | None:
        """Return the paper of the section in front, None where it has none of its own."""
        for page in (self.predictions, self.learn):
            if self._is_front(page):
                return page.print_job()
        return None

    def _tab(self, name: str, text: str) -> QPushButton:
        """Make the button of a section."""
        tab = QPushButton(text, checkable=True)
        tab.setProperty("role", "filter")
        tab.clicked.connect(lambda _checked=False: self.show_section(name))
        return tab
