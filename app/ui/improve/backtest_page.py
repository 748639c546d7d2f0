"""Back-test: the plant's own history replayed under each policy, beside the window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.backtest.report import BacktestReport
from app.backtest.run import run_backtest
from app.bootstrap import Runtime
from app.core.errors import DiskFull, PlantError
from app.core.texts import translate
from app.storage.store import Store
from app.ui.background import Background, Progress
from app.ui.elements import button, clear, frame, label
from app.ui.elided_label import ElidedLabel
from app.ui.improve.policy_table import PolicyTable
from app.ui.improve.rows_backtest import held_words, orders_csv, outcomes, policies_csv
from app.ui.improve.timeline_picture import TimelinePicture
from app.ui.improve.timeline_scene import part_choices, timeline_of
from app.ui.register import Register
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

Play = Callable[[Store, date | None, date | None, Progress], BacktestReport]
"""Replays the plant's history; the progress may raise to stop it."""


def play_books(
    store: Store, first: date | None, last: date | None, progress: Progress
) -> BacktestReport:
    """Replay the plant's own books."""
    return run_backtest(store, first, last, progress.say)


class BacktestPage(QWidget):
    """Asks for the days, runs, shows; `done` carries what was done, `failed` a `PlantError`."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        runtime: Runtime,
        say: Wording,
        background: Background,
        play: Play,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._background, self._play = background, play
        self.report: BacktestReport | None = None
        self.whole = _whole_record()
        self.first, self.last = QDateEdit(calendarPopup=True), QDateEdit(calendarPopup=True)
        self.run = button(translate("Improve", "Run the back-test"), self.start, "primary")
        self.export = button(translate("Improve", "Export CSV…"), self._ask_export)
        self._said = ElidedLabel("muted")
        self.table, self.timeline = PolicyTable(say), TimelinePicture()
        self.parts = QComboBox()
        self.parts.setProperty("holdsValue", True)
        self.parts.setAccessibleName(translate("Improve", "Part or machine"))
        self.parts.currentIndexChanged.connect(lambda _at: self._show_timeline())
        self.whole.toggled.connect(self._allow_days)
        self.table.policy_chosen.connect(self.timeline.choose)
        self.timeline.lane_chosen.connect(self.table.choose)
        self._limits = QVBoxLayout()
        self._body, self._empty = QStackedWidget(), label("", "muted", wraps=True)
        self._lay_out()
        self._show_days(self._runtime.today(), self._runtime.today())
        self._allow_days(is_whole=True)
        self._show_empty()

    def _lay_out(self) -> None:
        """Put the days over the figures, the picture below them."""
        asked = QHBoxLayout()
        asked.setSpacing(8)
        for part in (
            self.whole,
            label(translate("Improve", "From"), "muted"),
            self.first,
            label(translate("Improve", "to"), "muted"),
            self.last,
            self.run,
        ):
            asked.addWidget(part)
        asked.addStretch(1)
        asked.addWidget(self.export)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(96, 16, 96, 16)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self._empty)
        column.addStretch(2)
        self._body.addWidget(empty)
        self._body.addWidget(scrolled(self._results()))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addLayout(asked)
        page.addWidget(self._said)
        page.addWidget(self._body, 1)

    def _results(self) -> QWidget:
        """Make the figures, the picture and what they can't tell."""
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table)
        picture = frame("record")
        inside = QVBoxLayout(picture)
        inside.setContentsMargins(8, 8, 8, 4)
        head = QHBoxLayout()
        head.addWidget(label(translate("Improve", "What was ordered when"), "question"))
        head.addStretch(1)
        head.addWidget(self.parts)
        inside.addLayout(head)
        inside.addWidget(self.timeline)
        column.addWidget(picture)
        self._limits.setSpacing(2)
        column.addWidget(label(translate("Improve", "What the figures can't tell"), "question"))
        column.addLayout(self._limits)
        column.addStretch(1)
        return results

    def start(self) -> None:
        """Replay the days asked for in the background; the bar on top shows and stops it."""
        store, play = self._runtime.store, self._play
        is_whole = self.whole.isChecked()
        first, last = (None if is_whole else _date_of(day) for day in (self.first, self.last))
        self.run.setEnabled(False)
        self._said.say(translate("Improve", "Replaying; the bar on top shows how far it is."))
        self._background.run(
            translate("Improve", "Back-test"),
            lambda progress: play(store, first, last, progress),
            self._show_report,
            self._not_done,
        )

    def _show_report(self, report: BacktestReport) -> None:
        """Show what the replay found."""
        self.report = report
        self.run.setEnabled(True)
        self.export.setEnabled(True)
        self._said.say(held_words(report, self._say))
        self._show_days(report.first, report.last)
        self.table.show_outcomes(outcomes(report), report.currency)
        with self._runtime.store.read() as uow:
            used_on = _used_on(Register.read(uow))
        was_silent = self.parts.blockSignals(True)
        self.parts.clear()
        for choice in part_choices(report, used_on):
            self.parts.addItem(choice.text, choice.part_id)
        self.parts.blockSignals(was_silent)
        clear(self._limits)
        for limit in report.limits:
            text = limit.text(self._say.number, self._say.plain_day)
            self._limits.addWidget(label(f"· {text}", "muted", wraps=True))
        self._show_timeline()
        self._body.setCurrentIndex(1)
        self.done.emit(translate("Improve", "The back-test is done."))

    def _not_done(self, error: BaseException) -> None:
        """Say what stopped the replay; what is no plain error goes the way of a crash."""
        self.run.setEnabled(True)
        if not isinstance(error, PlantError):
            raise error
        self._said.say("")
        if self.report is None:
            self._empty.setText(f"{error.what}\n{error.remedy}")
        else:
            self._said.say(held_words(self.report, self._say))
            self.failed.emit(error)

    def _show_timeline(self) -> None:
        """Draw the lanes of the part chosen."""
        if self.report is not None:
            part_id = self.parts.currentData() or ""
            self.timeline.show_scene(timeline_of(self.report, part_id, self._say))

    def _show_empty(self) -> None:
        """Say what belongs here before anything was run."""
        self.export.setEnabled(False)
        self._empty.setText(
            translate(
                "Improve",
                "The back-test replays this plant's own orders, issues, failures and predictions "
                "day by day, without knowing what came later, and shows what each ordering policy "
                "would have done. It wants at least 60 days "
                "of books; run it to see whether they suffice.",
            )
        )

    def _show_days(self, first: date, last: date) -> None:
        """Write the days into their fields."""
        for field, day in ((self.first, first), (self.last, last)):
            field.setDate(QDate(day.year, day.month, day.day))

    def _allow_days(self, is_whole: bool) -> None:
        """Let days be chosen where not the whole record is replayed."""
        for field in (self.first, self.last):
            field.setEnabled(not is_whole)

    def _ask_export(self) -> None:
        """Ask where the figures go."""
        title = translate("Improve", "Export CSV")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, "backtest.csv", "CSV (*.csv)")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the figures into a file, the orders of every policy into one beside it."""
        if self.report is None:
            return
        beside = path.with_name(f"{path.stem}-orders{path.suffix}")
        try:
            path.write_text(policies_csv(self.report), encoding="utf-8", newline="")
            beside.write_text(orders_csv(self.report), encoding="utf-8", newline="")
        except OSError as failed:
            what = f"{failed.filename}: {failed.strerror}."
            remedy = translate("Improve", "Choose a folder that may be written.")
            self.failed.emit(DiskFull(what, remedy))
            return
        text = translate("Improve", "{figures} and {orders} are written.")
        self.done.emit(text.format(figures=path.name, orders=beside.name))


def _whole_record() -> QPushButton:
    """Make the toggle that leaves the days to the record itself."""
    toggle = QPushButton(translate("Improve", "Whole record"), checkable=True, checked=True)
    toggle.setProperty("role", "filter")
    toggle.setToolTip(
        translate(
            "Improve",
            "From the end of a time to learn from (a quarter of the record, half a year at most) "
            "to the last entry in the books.",
        )
    )
    return toggle


def _date_of(edit: QDateEdit) -> date:
    """Return the day a field shows."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def _used_on(register: Register) -> dict[str, str]:
    """Name the machines that use each part."""
    tags: dict[str, list[str]] = {}
    for component in register.components.values():
        if component.part_id:
            tags.setdefault(component.part_id, []).append(register.assets[component.asset_id].tag)
    return {part_id: ", ".join(sorted(set(names))) for part_id, names in tags.items()}
