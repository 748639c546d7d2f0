"""The line on top: where I am, search, what runs, the plant's time, who I am."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QToolButton, QWidget

from app.core.texts import translate
from app.ui.background import Progress
from app.ui.colours import tokens
from app.ui.elements import button, label, value
from app.ui.icons import icon
from app.ui.wording import Wording

HEIGHT_PX = 48
SEARCH_PX = 260
SECONDS_PER_MINUTE, SECONDS_PER_HOUR = 60.0, 3600.0
BETWEEN = "  /  "
"""Stands between the parts of the breadcrumb."""


class TopBar(QFrame):
    """Shows; what is pressed goes out as signals."""

    back_asked = Signal()
    search_asked = Signal()
    help_asked = Signal()
    print_asked = Signal()

    def __init__(self, actor: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT_PX)
        self._tools: dict[QToolButton, str] = {}
        self._back = self._tool("back", translate("Frame", "Back (Esc)"), self.back_asked)
        self._crumb = value("", "crumb")
        self._search = self._search_button()
        self._running = label("", "muted")
        self._progress = QProgressBar(maximum=100, textVisible=False)
        self._progress.setFixedWidth(96)
        self._job: Progress | None = None
        self._cancel = button(translate("Frame", "Stop"), self._stop_job, "link")
        self._clock = value("", "muted")
        self._clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._person = value(actor)
        self._person.setToolTip(translate("Frame", "What you do here is recorded in this name."))
        self._lay_out()
        self.show_idle()

    def _lay_out(self) -> None:
        """Put the parts beside each other."""
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        left, right = QHBoxLayout(), QHBoxLayout()
        for part in (left, right):
            part.setSpacing(8)
        left.addWidget(self._back)
        left.addWidget(self._crumb, 1)
        right.addStretch(1)
        running: tuple[QWidget, ...] = (self._running, self._progress, self._cancel)
        tools = (
            self._tool("print", translate("Frame", "Print (Ctrl+P)"), self.print_asked),
            self._tool("help", translate("Frame", "Help (F1)"), self.help_asked),
        )
        for widget in (*running, self._clock, *tools, self._person):
            right.addWidget(widget)
        row.addLayout(left, 1)
        row.addWidget(self._search)
        row.addLayout(right, 1)

    def show_place(self, path: list[str], *, can_go_back: bool) -> None:
        """Show where the window stands, from the place to the record."""
        self._crumb.setText(BETWEEN.join(part for part in path if part))
        self._back.setEnabled(can_go_back)

    @property
    def path(self) -> str:
        """The breadcrumb."""
        return self._crumb.text()

    def show_clock(self, now: datetime, speed: float, say: Wording, *, is_demo: bool) -> None:
        """Show the plant's time; a demo plant says how fast it runs."""
        text = say.instant(now)
        if is_demo:
            text += f"  ·  {_pace(speed, say)}"
        self._clock.setText(text)
        widest = max(self._clock.minimumWidth(), self._clock.sizeHint().width())
        self._clock.setMinimumWidth(widest)  # a shorter date moves nothing

    def show_running(self, title: str, job: Progress) -> None:
        """Show what runs, how far it is, and that it can be stopped."""
        self._job = job
        self._running.setText(title)
        for part in (self._running, self._progress, self._cancel):
            part.show()
        self.show_progress()

    def show_progress(self) -> None:
        """Show what the work does now; called again while it runs."""
        if self._job is None:
            return
        step, share = self._job.now
        if step:
            self._running.setText(step)
        self._progress.setMaximum(0 if share is None else 100)
        self._progress.setValue(0 if share is None else round(share * 100))

    def show_person(self, actor: str) -> None:
        """Show in whose name the window acts."""
        self._person.setText(actor)

    def recolour(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        for tool, shape in self._tools.items():
            tool.setIcon(icon(shape, tokens.muted))
        self._search.setIcon(icon("search", tokens.muted))

    def show_idle(self) -> None:
        """Show that nothing runs."""
        self._job = None
        for part in (self._running, self._progress, self._cancel):
            part.hide()

    def _stop_job(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._job.cancel()

    def _search_button(self) -> QPushButton:
        """Make the button that looks like the search field it opens."""
        made = button(
            translate("Frame", "Search machines, parts, orders   Ctrl+K"),
            self.search_asked.emit,
            "search",
        )
        made.setIcon(icon("search", tokens.muted))
        made.setMinimumWidth(SEARCH_PX)
        return made

    def _tool(self, shape: str, words: str, signal: SignalInstance) -> QToolButton:
        """Make a button of an icon only."""
        made = QToolButton()
        self._tools[made] = shape
        made.setIcon(icon(shape, tokens.muted))
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked=False: signal.emit())
        return made


def _pace(speed: float, say: Wording) -> str:
    """Say how much plant time passes in a second, in the unit that keeps it short."""
    if speed < SECONDS_PER_HOUR:
        minutes = say.number(round(speed / SECONDS_PER_MINUTE, 1))
        return translate("Frame", "demo plant, {n} min a second").format(n=minutes)
    hours = say.number(round(speed / SECONDS_PER_HOUR, 1))
    return translate("Frame", "demo plant, {n} h a second").format(n=hours)
