"""Our predictions: how often alarms came true, how far claims held, and every alarm by itself."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import DiskFull
from app.core.texts import translate
from app.replenishment.own_record import FamilyLine, OwnRecord, PastAlarm, all_counts, own_record
from app.ui.elements import button, frame, label, value
from app.ui.list_and_record import list_and_record
from app.ui.page import PrintJob, add_command
from app.ui.predictions.alarm_panel import AlarmPanel
from app.ui.predictions.alarm_timeline import AlarmTimeline
from app.ui.predictions.columns import MACHINE, alarm_columns, family_columns
from app.ui.predictions.paper import record_html
from app.ui.predictions.rows import Grouping, lines_of, shown_alarms, summary_words
from app.ui.predictions.rows_alarms import alarms_csv
from app.ui.predictions.unbelieved import unbelieved_words
from app.ui.record_list import RecordList
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

WIDTHS, SHARES = (838, 354), (2, 1)
MOST_LINES, ROOMY_LINES, ROOMY_PX, TIMELINE_PX = 4, 9, 820, 178


class PredictionsPage(QWidget):
    """Families over the calendar over the alarms, the record beside them.

    `wanted` carries the `Target` of a link, `done` what was done in words, `failed` a `PlantError`.
    """

    wanted = Signal(object)
    done = Signal(str)
    failed = Signal(object)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._record: OwnRecord | None = None
        self._alarms: list[PastAlarm] = []
        self.text = QLineEdit(clearButtonEnabled=True)
        self.text.setPlaceholderText(
            translate("Predictions", "Filter: machine, model, fault, outcome")
        )
        self.text.setAccessibleName(self.text.placeholderText())
        self.text.textChanged.connect(lambda _text: self._show())
        self.grouping = {
            Grouping.BY_CLASS: self._toggle(translate("Predictions", "By machine class")),
            Grouping.BY_MODE: self._toggle(translate("Predictions", "By failure mode")),
            Grouping.BY_MACHINE: self._toggle(translate("Predictions", "By machine")),
        }
        self.export = button(translate("Improve", "Export CSV…"), self._ask_export)
        self._summary = label("", "question", wraps=True)
        self.families: RecordList[FamilyLine] = RecordList(
            translate("Predictions", "Families of predictions"),
            family_columns(say),
            1,
            is_tight=True,
        )
        self.timeline = AlarmTimeline()
        self.list: RecordList[PastAlarm] = RecordList(
            translate("Predictions", "Alarms"), alarm_columns(say), MACHINE, is_tight=True
        )
        self.panel = AlarmPanel(say)
        self._unbelieved = value("", "where", wraps=True)
        self._pages, self._nothing = QStackedWidget(), label("", "muted", wraps=True)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        """Let the lists, the calendar and the record follow each other."""
        self.families.row_chosen.connect(lambda _line_id: self._show_line())
        self.list.row_chosen.connect(lambda _alarm_id: self._show_alarm())
        self.list.opened.connect(lambda _alarm_id: self.panel.open_asset())
        self.timeline.alarm_chosen.connect(self.list.choose)
        self.panel.wanted.connect(self.wanted)
        add_command(self, translate("Predictions", "Export the alarms as CSV"), self._ask_export)

    def _lay_out(self) -> None:
        """Put the filter over families, calendar and alarms; the record right."""
        group, asked = QButtonGroup(self), QHBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(self.text, 1)
        for toggle in self.grouping.values():
            group.addButton(toggle)
            asked.addWidget(toggle)
        asked.addWidget(self.export)
        self.grouping[Grouping.BY_CLASS].setChecked(True)
        self._lanes = scrolled(self.timeline)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(asked)
        for part in (self._summary, self.families, self._lanes):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        empty = frame("record")
        centred = QVBoxLayout(empty)
        centred.setContentsMargins(96, 16, 96, 16)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        centred.addWidget(self._nothing)
        self._pages.addWidget(list_and_record(left, scrolled(self.panel), WIDTHS, SHARES))
        self._pages.addWidget(empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(6)
        page.addWidget(self._unbelieved)
        page.addWidget(self._pages, 1)

    def refresh(self) -> None:
        """Read the record anew: it changes once a day, with what became known the day before."""
        today = self._runtime.today()
        if self._record is None or self._record.today != today:
            with self._runtime.store.read() as uow:
                self._record = own_record(uow, today)
        said = unbelieved_words(self._runtime.store, today, self._say)
        self._unbelieved.setText(said)
        self._unbelieved.setVisible(bool(said))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more families where there is room."""
        super().resizeEvent(event)
        self.families.fit_height(ROOMY_LINES if self.height() >= ROOMY_PX else MOST_LINES)

    def print_job(self) -> PrintJob | None:
        """Return the record on paper; None where there is nothing to print."""
        if self._record is None or not self._alarms:
            return None
        with self._runtime.store.read() as uow:
            paper = uow.plant.policy().paper
        title = translate("Predictions", "Our predictions")
        lines = lines_of(self._record, self._alarms, self._grouping)
        html = record_html(title, lines, self._alarms, self._say, self._as_of(self._record))
        return PrintJob(title, html, paper=paper)

    def save(self, path: Path) -> None:
        """Write the alarms shown into a CSV file."""
        try:
            path.write_text(alarms_csv(self._alarms), encoding="utf-8", newline="")
        except OSError as failed:
            remedy = translate("Improve", "Choose a folder that may be written.")
            self.failed.emit(DiskFull(f"{failed.filename}: {failed.strerror}.", remedy))
            return
        self.done.emit(translate("Predictions", "{file} is written.").format(file=path.name))

    @property
    def _grouping(self) -> Grouping:
        """What belongs on one line."""
        return next(kind for kind, toggle in self.grouping.items() if toggle.isChecked())

    def _as_of(self, record: OwnRecord) -> str:
        """Say as of when the record is."""
        text = translate("Predictions", "As it was known on the evening before {day}.")
        return text.format(day=self._say.day(record.today))

    def _show(self) -> None:
        """Show what the filter lets through."""
        record = self._record
        if record is None:
            return
        self._alarms = shown_alarms(record, self.text.text())
        is_known = any(past.is_over for past in record.alarms)
        self._pages.setCurrentIndex(0 if is_known else 1)
        self.export.setEnabled(bool(self._alarms))
        if not is_known:
            self._nothing.setText(_empty_words(len(record.alarms), self._say))
            return
        counted = summary_words(all_counts(self._alarms), self._say)
        self._summary.setText(f"{counted} {self._as_of(record)}")
        self.families.show_rows(lines_of(record, self._alarms, self._grouping))
        self.families.fit_height(ROOMY_LINES if self.height() >= ROOMY_PX else MOST_LINES)
        self.families.choose_first()
        self.list.show_rows(self._alarms)
        self.list.choose_first()
        self.timeline.show_alarms(self._alarms, record.today)
        self._lanes.setFixedHeight(min(self.timeline.sizeHint().height() + 2, TIMELINE_PX))
        self._show_line()
        self._show_alarm()

    def _show_line(self) -> None:
        """Show the family chosen."""
        chosen = self.families.chosen_id
        line = next((line for line in self.families.rows if line.id == chosen), None)
        if line is not None:
            self.panel.show_line(line)

    def _show_alarm(self) -> None:
        """Show the alarm chosen, and bring it out on the calendar."""
        chosen = self.list.chosen_id
        self.panel.show_alarm(next((past for past in self._alarms if past.id == chosen), None))
        self.timeline.choose(chosen)

    def _ask_export(self) -> None:
        """Ask where the alarms go."""
        title = translate("Predictions", "Export the alarms as CSV")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, "alarms.csv", "CSV (*.csv)")
        if chosen:
            self.save(Path(chosen))

    def _toggle(self, text: str) -> QPushButton:
        """Make one button that stays down."""
        toggle = QPushButton(text, checkable=True)
        toggle.setProperty("role", "filter")
        toggle.toggled.connect(lambda is_on: self._show() if is_on else None)
        return toggle


def _empty_words(open_alarms: int, say: Wording) -> str:
    """Say what makes this page fill."""
    text = translate(
        "Predictions",
        "No alarm is over yet ({open} open). Each time a job is finished, its form asks whether "
        "it was as predicted, another fault, or nothing: these answers, and the failures that "
        "came without a warning, are counted here. From 8 known ends on, claims are checked and "
        "corrected by them.",
    )
    return text.format(open=say.count(open_alarms))
