"""The workbench: choose a table, say what its columns are, check it, train."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.analysis.fleet.columns import ColumnSeen, look_at_columns, looks_like_decimal_comma
from app.analysis.fleet.table import HistoryTable
from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.exchange.history_file import begin_history_file
from app.learning.lessons import (
    CheckedLesson,
    Lesson,
    Taught,
    check_lesson,
    teach,
    what_is_left,
)
from app.ui.background import Background, Progress
from app.ui.elements import button, hairline, label, set_property, value
from app.ui.error_line import ErrorLine
from app.ui.improve.learn.column_picker import ColumnPicker
from app.ui.improve.learn.roles_form import RolesForm
from app.ui.improve.learn.rows_table import (
    FOUND,
    CheckRow,
    assent_words,
    check_columns,
    checked_words,
    step_words,
    table_words,
)
from app.ui.improve.learn.work_line import WorkLine
from app.ui.record_list import RecordList
from app.ui.wording import Wording

NAME_PX = 320
MOST_LINES = 7
"""Rows of the report that are shown before they scroll."""
FILES = "(*.csv *.txt *.gz *.tsv *.xlsx *.xlsm)"


class TableBench(QWidget):
    """Four steps below each other; `taught` carries a `Taught` and the name it is to have.

    `grew` goes out when there is more to look at, at its lower end. Whoever holds the page places
    `work`, so that it stays in sight.
    """

    taught = Signal(object, str)
    grew = Signal()

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._path: Path | None = None
        self.checked: CheckedLesson | None = None
        self.choose = button(translate("Learn", "Choose a table…"), self.ask_table, "primary")
        self.comma = QCheckBox(translate("Learn", "Decimal comma: 3,14 is a number"))
        self._table_said = value("", "muted", wraps=True)
        self.picker = ColumnPicker(say)
        self.roles = RolesForm()
        self.check = button(translate("Learn", "Check the table"), self.start_check, "primary")
        self.report: RecordList[CheckRow] = RecordList(
            translate("Learn", "Report"), check_columns(say), FOUND, is_tight=True
        )
        self._line_said = value("", "muted", wraps=True)
        self._checked_said = value("", "question", wraps=True)
        self.assent, self.name = QCheckBox(""), QLineEdit()
        self.train = button(translate("Learn", "Train"), self.start_training, "primary")
        self.work, self.error = WorkLine(background), ErrorLine()
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        """Put the steps below each other."""
        head = QHBoxLayout()
        for part in (self.choose, self.comma):
            head.addWidget(part)
        head.addStretch(1)
        self._after_table, self._after_check = QWidget(), QWidget()
        asked = _column(self._after_table)
        asked.addWidget(self.picker)
        asked.addWidget(self.roles)
        asked.addWidget(self.check, 0, Qt.AlignmentFlag.AlignLeft)
        found = _column(self._after_check)
        for shown in (hairline(), self._checked_said, self.report, self._line_said):
            found.addWidget(shown)
        found.addWidget(self.assent, 0, Qt.AlignmentFlag.AlignLeft)
        self.name.setAccessibleName(translate("Learn", "Name of the model"))
        self.name.setFixedWidth(NAME_PX)
        self.name.setProperty("holdsValue", True)
        foot = QHBoxLayout()
        for named in (label(self.name.accessibleName(), "small"), self.name, self.train):
            foot.addWidget(named)
        foot.addStretch(1)
        found.addLayout(foot)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 12)
        page.setSpacing(8)
        page.addWidget(label(translate("Learn", "Learn from a table of history"), "heading"))
        page.addWidget(self._table_said)
        page.addLayout(head)
        page.addWidget(self.error)
        page.addWidget(self._after_table)
        page.addWidget(self._after_check)
        page.addStretch(1)

    def _connect(self) -> None:
        """Forget a check as soon as something else is asked for."""
        self.work.turned.connect(self._show_state)
        self.work.refused.connect(self.error.show_error)
        self.picker.changed.connect(self._forget_check)
        self.report.row_chosen.connect(lambda _line: self._show_line())
        self.comma.toggled.connect(lambda _on: self._look())
        self.roles.changed.connect(self._roles_changed)
        self.roles.list_wanted.connect(self.ask_list)
        self.assent.toggled.connect(lambda _on: self._show_state())
        self.name.textChanged.connect(lambda _text: self._show_state())

    def ask_table(self) -> None:
        """Ask for the file of the table."""
        path = self._ask(translate("Learn", "Choose a table of history"))
        if path is not None:
            self.open(path)

    def ask_list(self) -> None:
        """Ask for the file of the failures, and show its columns."""
        path = self._ask(translate("Learn", "Choose the list of failures"))
        if path is None:
            return
        self._work(
            translate("Learn", "Reading the list"),
            lambda progress: begin_history_file(path, told=lambda _n: progress.say("")),
            lambda listing: self.roles.show_list(path, listing),
        )

    def open(self, path: Path) -> None:
        """Read the beginning of a table and show what its columns hold."""
        self._path = path
        self.name.setText(path.name.partition(".")[0])
        self._read(path, None)

    def _look(self) -> None:
        """Read the beginning anew with another decimal sign."""
        if self._path is not None:
            self._read(self._path, self.comma.isChecked())

    def _read(self, path: Path, comma: bool | None) -> None:
        """Look at the beginning of a table beside the window."""
        self._forget_check()

        def job(progress: Progress) -> tuple[HistoryTable, tuple[ColumnSeen, ...]]:
            table = begin_history_file(
                path, has_decimal_comma=comma, told=lambda _rows: progress.say("")
            )
            return table, look_at_columns(table)

        self._work(translate("Learn", "Reading the table"), job, self._show_table)

    def _show_table(self, read: tuple[HistoryTable, tuple[ColumnSeen, ...]]) -> None:
        """Show the columns of a table."""
        table, columns = read
        self._silently_check(self.comma, is_on=table.has_decimal_comma)
        said = table_words(table, self._say)
        if looks_like_decimal_comma(columns):
            hint = translate("Learn", "Some cells look like 3,14: declare the decimal comma.")
            said = f"{said} {hint}"
        self._table_said.setText(said)
        self.picker.show_columns(columns)
        self.roles.show_table(columns)
        self.picker.show_roles(self.roles.role_of)
        self._show_state()

    def _roles_changed(self) -> None:
        """Show what the columns are now; what was checked was something else."""
        self.picker.show_roles(self.roles.role_of)
        self._forget_check()

    def _show_line(self) -> None:
        """Write the line of the report that is chosen out in full."""
        row = self.report.chosen_row
        self._line_said.setText("" if row is None else row.line.finding.text(self._say.number))
        self._line_said.setVisible(row is not None)

    def lesson(self) -> Lesson:
        """Return what is asked for.

        Raises
        ------
        PlantError
            If something is not chosen yet, or a field can't be read.
        """
        if self._path is None:
            raise PlantError(translate("Learn", "No table is chosen yet."))
        return Lesson(
            self._path,
            replace(self.roles.roles(), left_out=self.picker.left_out),
            self.roles.failures(),
            self.roles.time_unit(),
            self.roles.horizon_asked(self._say.locale),
            self.comma.isChecked(),
        )

    def start_check(self) -> None:
        """Check the whole table beside the window."""
        try:
            lesson = self.lesson()
        except PlantError as refused:
            self.error.show_error(refused)
            return
        self._work(
            translate("Learn", "Checking the table"),
            lambda progress: check_lesson(lesson, _told(progress)),
            self._show_check,
        )

    def _show_check(self, checked: CheckedLesson) -> None:
        """Show the report."""
        self.checked = checked
        lines = checked.checked.lines
        self.report.show_rows([CheckRow(str(at), line) for at, line in enumerate(lines)])
        self.report.fit_height(MOST_LINES)
        self._checked_said.setText(checked_words(checked.checked, self._say))
        self.assent.setText(assent_words(checked.checked, self._say))
        self.assent.setChecked(False)
        self._show_line()
        if checked.checked.refusal is not None:
            self.error.show_error(checked.checked.refusal)
        self._show_state()
        self.grew.emit()

    def start_training(self) -> None:
        """Train on what was checked, beside the window."""
        checked = self.checked
        read = None if checked is None else what_is_left(checked.checked)
        if checked is None or read is None:
            return
        now, name = self._runtime.now(), self.name.text().strip()
        self._work(
            translate("Learn", "Training"),
            lambda progress: teach(read, checked.lesson, checked.sha256, now, _told(progress)),
            lambda taught: self._hand_over(taught, name),
        )

    def _hand_over(self, taught: Taught, name: str) -> None:
        """Give away what was learned."""
        self.taught.emit(taught, name)

    def _work(
        self, title: str, job: Callable[[Progress], object], done: Callable[..., None]
    ) -> None:
        """Do a job beside the window."""
        self.error.forget()
        self.work.run(title, job, done)

    def _show_state(self) -> None:
        """Show the steps that can be taken now."""
        checked = None if self.checked is None else self.checked.checked
        is_busy = self.work.is_busy
        has_table = bool(self.picker.list.rows)
        self.comma.setVisible(has_table)
        self._after_table.setVisible(has_table)
        self._after_check.setVisible(checked is not None)
        for act in (self.choose, self.check, self.comma, self.roles, self.picker):
            act.setEnabled(not is_busy)
        needs_assent = checked is not None and checked.needs_assent
        self.assent.setVisible(needs_assent)
        has_check = checked is not None and checked.refusal is None
        for act, is_next in (
            (self.choose, not has_table),
            (self.check, has_table and not has_check),
            (self.train, has_check),
        ):
            set_property(act, "role", "primary" if is_next else "")
        can_train = checked is not None and checked.refusal is None and not is_busy
        agreed = self.assent.isChecked() or not needs_assent
        self.train.setEnabled(can_train and agreed and bool(self.name.text().strip()))
        if not has_table and not is_busy:
            self._table_said.setText(
                translate(
                    "Learn",
                    "A table with one row a reading: which machine, when, and what was measured, "
                    "for at least six that ran to failure. CSV or XLSX as it is kept: gaps, text "
                    "among numbers and mixed units are found and named before anything is learned.",
                )
            )

    def _forget_check(self) -> None:
        """What was checked is not what is asked for any more."""
        self.checked = None
        self.error.forget()
        self._show_state()

    def _silently_check(self, box: QCheckBox, *, is_on: bool) -> None:
        """Set a box without reading the table anew."""
        was_silent = box.blockSignals(True)
        box.setChecked(is_on)
        box.blockSignals(was_silent)

    def _ask(self, title: str) -> Path | None:
        """Ask for a file."""
        kinds = translate("Learn", "Tables {kinds}").format(kinds=FILES)
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        return Path(chosen) if chosen else None


def _column(widget: QWidget) -> QVBoxLayout:
    """Give a widget a column without margins."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column


def _told(progress: Progress) -> Callable[[str, float | None], None]:
    """Word the steps for whoever watches."""
    return lambda step, share: progress.say(step_words(step), share)
