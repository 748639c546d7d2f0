"""The window: the rail of places, the bars around the page, and the way between pages."""

from functools import partial

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.monitoring.outbox import TroubleMet
from app.ui.background import Background
from app.ui.errands import Errands
from app.ui.frame.chooser import Chooser
from app.ui.frame.escape import is_left_where_typed
from app.ui.frame.finding import fitting_commands, found_in_plant
from app.ui.frame.help_panel import HelpPanel
from app.ui.frame.rail import Rail, place_names
from app.ui.frame.status_line import StatusLine
from app.ui.frame.top_bar import TopBar
from app.ui.messages import NoticeBar
from app.ui.outbox_pump import OutboxPump
from app.ui.page import add_command
from app.ui.pages import Pages
from app.ui.print_preview import PrintPreview
from app.ui.rows_search import everything
from app.ui.rows_sources import source_lines
from app.ui.supply_risk.banner import RiskBanner
from app.ui.target import Place, Target
from app.ui.wording import Wording

SMALLEST = (1180, 640)
"""A 1366 x 768 screen less its task bar; fixed, so that no text moves the window's edge."""

SLOW_TICKS = 10
"""Without news a page that is read is refreshed once in so many seconds."""


class MainWindow(QMainWindow):
    """One window; everything in it runs in the GUI thread and reads through short transactions.

    Parameters
    ----------
    runtime : Runtime
        The program without a front end; started and stopped by the caller.
    say : Wording
        How this reader writes numbers and dates.
    """

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._here = Target(Place.TODAY)
        self._past: list[Target] = []
        self._is_news, self._ticks = True, 0
        self.setWindowTitle("Kairos")
        self.setMinimumSize(*SMALLEST)
        self.background = Background(self)
        self.pages = Pages(runtime, say, self.background)
        self.rail, self.top = Rail(), TopBar(runtime.actor)
        self.banner, self.status = RiskBanner(runtime, say), StatusLine()
        self.pump = OutboxPump(runtime.outbox, self)
        self._errands = Errands(runtime, self.background, self)
        self._lay_out()
        self.notice = NoticeBar(self)
        self.chooser, self.help = Chooser(self), HelpPanel(self)
        self._make_commands()
        self._connect()
        self.go(Target(Place.TODAY))

    def _lay_out(self) -> None:
        """Put rail, bars and pages together."""
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (self.top, self.banner, self.pages, self.status):
            middle.addWidget(part, 1 if part is self.pages else 0)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        self.setCentralWidget(centre)

    def _make_commands(self) -> None:
        """Make the commands that work everywhere; the palette lists them."""
        for n, (place, word) in enumerate(place_names().items(), start=1):
            text = translate("Commands", "Go to {place}").format(place=word)
            add_command(self, text, partial(self.go, Target(place)), f"Ctrl+{n}")
        add_command(self, translate("Commands", "Search"), self.open_search, "Ctrl+K")
        add_command(self, translate("Commands", "Run a command"), self.open_palette, "Ctrl+Shift+P")
        add_command(self, translate("Commands", "Print this page"), self.print_page, "Ctrl+P")
        add_command(self, translate("Commands", "Help for this page"), self.open_help, "F1")
        add_command(self, translate("Commands", "Back"), self.back, "Alt+Left")
        fold = translate("Commands", "Fold or unfold the rail")
        add_command(self, fold, lambda: self.rail.set_slim(slim=not self.rail.is_slim), "Ctrl+B")
        risk = translate("Commands", "Go to supply risk")
        add_command(self, risk, partial(self.go, Target(Place.SUPPLY_RISK)))
        retry = translate("Commands", "Try lost sources again now")
        add_command(self, retry, self._runtime.retry_sources)
        dark = translate("Commands", "Light or dark")
        add_command(self, dark, self._errands.change_theme)
        person = translate("Commands", "Say who sits here")
        add_command(self, person, self._errands.ask_name)
        check = translate("Commands", "Check the record of changes")
        add_command(self, check, self._errands.check_audit)
        add_command(self, translate("Commands", "Close Kairos"), self.close_window, "Ctrl+Q")
        self._esc = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)

    def _connect(self) -> None:
        """Tie pages, bars and the pump together."""
        self.rail.chosen.connect(lambda place: self.go(Target(place)))
        self.top.back_asked.connect(self.back)
        self.top.search_asked.connect(self.open_search)
        self.top.help_asked.connect(self.open_help)
        self.top.print_asked.connect(self.print_page)
        self.pages.wanted.connect(self.go)
        self.banner.opened.connect(partial(self.go, Target(Place.SUPPLY_RISK)))
        self.pages.turned.connect(self._show_path)
        pages = self.pages
        doing = (pages.needs, pages.orders, pages.stores, pages.vendors, pages.supply_risk)
        sides = (pages.assets.upkeep, pages.assets.by_age, pages.assets.points)
        for page in (*doing, pages.improve, pages.settings, *sides):
            page.done.connect(self._said)
            page.failed.connect(self.notice.show_error)
        self.pages.needs.changed.connect(lambda: self._news(None))
        self.pages.orders.print_asked.connect(self.print_page)
        self.pump.frames.connect(self.pages.live.show_frames)
        self.pump.assessment.connect(self._news)
        self.pump.story.connect(self._news)
        self.pump.trouble.connect(self._trouble)
        self.pump.text_tick.connect(self._tick)
        self._errands.said.connect(self._said)
        self._errands.failed.connect(self.notice.show_error)
        self._errands.person_changed.connect(self.top.show_person)
        self._errands.theme_changed.connect(self._recolour)
        self.background.began.connect(self.top.show_running)
        self.background.idle.connect(self.top.show_idle)

    def go(self, target: Target) -> None:
        """Go to a place or a record; Esc comes back from there."""
        if target.place is not self._here.place:
            self._past.append(self._here)
        self._show(target)

    def back(self) -> None:
        """Go back to where the window stood before."""
        if self._past:
            self._show(self._past.pop())

    def _show(self, target: Target) -> None:
        """Show a page, with its record where one is named."""
        self._here = target
        self.rail.show_place(target.place)
        self.pages.show_target(target)
        self._show_path()
        if self.help.isVisible():
            self.help.show_place(target.place)

    def _show_path(self) -> None:
        """Write the breadcrumb."""
        self.top.show_place(self.pages.path(), can_go_back=bool(self._past))

    def open_search(self) -> None:
        """Search machines, parts, orders and jobs (Ctrl+K)."""
        with self._runtime.store.read() as uow:
            fitting = found_in_plant(everything(uow), self.go)
        self.chooser.open(
            translate("Search", "Tag, part number, order number or any word"),
            translate("Search", "Nothing in this plant bears these words."),
            fitting,
        )

    def open_palette(self) -> None:
        """Run any command (Ctrl+Shift+P)."""
        self.chooser.open(
            translate("Search", "What do you want to do?"),
            translate("Search", "No command bears these words."),
            fitting_commands([action for action in self.commands() if action.isEnabled()]),
        )

    def commands(self) -> list[QAction]:
        """Return the window's commands and those of the page in front."""
        return [*self.actions(), *self.pages.commands()]

    def open_help(self) -> None:
        """Explain this page (F1); a second press closes it."""
        if self.help.isVisible():
            self.help.hide()
            return
        self.help.show_place(self._here.place)
        self.help.open(self.top.height(), self.status.height())

    def print_page(self) -> None:
        """Show what is in front of the person as it will be printed (Ctrl+P)."""
        preview = PrintPreview(self.pages.print_job(), self)
        preview.done_in_words.connect(self._said)
        preview.failed.connect(self.notice.show_error)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def _recolour(self) -> None:
        """Draw the icons anew in another theme."""
        self.rail.recolour()
        self.top.recolour()

    def _said(self, text: str) -> None:
        """Say what was done, and let every page show it."""
        self._is_news = True
        self.notice.show_done(text)

    def _news(self, _told: object) -> None:
        """Something happened: the next text tick shows it."""
        self._is_news = True

    def _trouble(self, trouble: TroubleMet) -> None:
        """Show in words what the program survived."""
        self.notice.show_error(PlantError(trouble.text))

    def _tick(self) -> None:
        """Once a second: refresh what is read."""
        self._ticks += 1
        self.top.show_progress()
        now = self._runtime.now()
        self.top.show_clock(
            now, self._runtime.clock_speed, self._say, is_demo=self._runtime.is_demo
        )
        with self._runtime.store.read() as uow:
            configs = uow.plant.sources()
        statuses = self._runtime.outbox.statuses()
        self.status.show_sources(
            source_lines(configs, statuses, self._say, now, self._runtime.clock_speed)
        )
        counts, overflow = self._runtime.counts(), self._runtime.outbox.overflow
        self.status.show_counts(counts, overflow, self._say)
        if self._is_news or self._ticks % SLOW_TICKS == 0:
            self._is_news = False
            self.banner.refresh()
            self.pages.refresh()

    def _escape(self) -> None:
        """Close what lies over the page, else go back."""
        if self.chooser.isVisible():
            self.chooser.leave()
        elif self.help.isVisible():
            self.help.hide()
        elif self.notice.isVisible():
            self.notice.hide()
        elif not is_left_where_typed(self, self._esc):
            self.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the help at the right edge and the notice over the bottom line."""
        super().resizeEvent(event)
        self.notice.keep_place()
        if self.help.isVisible():
            self.help.open(self.top.height(), self.status.height())

    def restore_shape(self) -> None:
        """Take the size and the rail of the last time."""
        settings = QSettings()
        geometry = settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self.rail.set_slim(slim=settings.value("rail_is_slim", "no") == "yes")

    def start(self) -> None:
        """Begin to show what the runtime tells."""
        self.pump.start()
        self._tick()

    def close_window(self) -> None:
        """Close the window."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's shape and stop what runs."""
        settings = QSettings()
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("rail_is_slim", "yes" if self.rail.is_slim else "no")
        self.pump.stop()
        self.background.stop()
        self.pages.needs.stop()
        self.pages.stores.stop()
        super().closeEvent(event)
