"""One job: state, dates, part and place, its steps, the procedure, the evidence below."""

from datetime import date

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.core.health import FailureMode
from app.core.texts import translate
from app.core.work_orders import Outcome
from app.maintenance.taking_back import BeforeFinish
from app.ui.day_box import DayBox
from app.ui.elements import clear, hairline, label, value
from app.ui.orders.fact_grid import FactGrid
from app.ui.orders.rows_record import JobRecord
from app.ui.orders.step_bar import StepBar
from app.ui.orders.step_button import StepButton
from app.ui.orders.steps import next_step
from app.ui.why_panel import WhyPanel
from app.ui.wording import Wording


class JobPanel(QWidget):
    """The record of a job; the day it is planned on and how it ended are typed here.

    `finished` is what stood in the books before the job last finished here, for Ctrl+Z.
    """

    def __init__(
        self, actions: dict[str, QAction], say: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.record: JobRecord | None = None
        self.finished: BeforeFinish | None = None
        self._number, self._title = value("", "heading"), value("", "muted")
        self._bar, self._facts = StepBar(), FactGrid()
        self._day = DayBox(say, translate("Orders", "Day of the job"))
        self._why_moved = QLineEdit()
        self._outcome, self._found, self._note = QComboBox(), QComboBox(), QLineEdit()
        self.buttons = {
            name: StepButton(actions[name])
            for name in ("plan", "ready", "start", "finish", "print")
        }
        self._plan_row, self._finish_row = QWidget(), QWidget()
        self._procedure = QVBoxLayout()
        self.why = WhyPanel(say)
        self._fill_forms()
        self._lay_out()

    @property
    def planned_on(self) -> date:
        """The day in the date box."""
        return self._day.chosen

    @property
    def why_moved(self) -> str:
        """Why the job is not to be done on the day proposed."""
        return self._why_moved.text().strip()

    @property
    def outcome(self) -> Outcome:
        """How the job is said to have ended."""
        return Outcome(self._outcome.currentData())

    @property
    def found_mode(self) -> str:
        """What is said to have been found."""
        return str(self._found.currentData())

    @property
    def note(self) -> str:
        """What the technician wrote."""
        return self._note.text().strip()

    def _fill_forms(self) -> None:
        """Lay out the two small forms."""
        plan = QHBoxLayout(self._plan_row)
        plan.setContentsMargins(0, 0, 0, 0)
        on = label(translate("Orders", "On"))
        on.setBuddy(self._day)
        plan.addWidget(on)
        plan.addWidget(self._day)
        self._why_moved.setPlaceholderText(translate("Orders", "Why on another day?"))
        self._why_moved.setAccessibleName(self._why_moved.placeholderText())
        self._why_moved.setVisible(False)
        self._day.dateChanged.connect(self._ask_why)
        plan.addWidget(self._why_moved, 4)
        plan.addStretch(1)
        self._fill_finish()

    def _fill_finish(self) -> None:
        """Lay out what is asked when a job ends: was it right, what was found, a note."""
        for outcome in Outcome:
            self._outcome.addItem(translate("Words", outcome.value), outcome.value)
        self._outcome.setAccessibleName(translate("Orders", "Was the prediction right?"))
        self._outcome.currentIndexChanged.connect(lambda _at: self._suggest_found())
        for mode in FailureMode:
            self._found.addItem(translate("Words", mode.value), mode.value)
        self._found.setAccessibleName(translate("Orders", "What was found?"))
        self._note.setPlaceholderText(translate("Orders", "Note: what was found and done"))
        self._note.setAccessibleName(self._note.placeholderText())
        grid = QGridLayout(self._finish_row)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, box in enumerate((self._outcome, self._found)):
            asked = label(box.accessibleName())
            asked.setBuddy(box)
            grid.addWidget(asked, row, 0)
            grid.addWidget(box, row, 1)
        grid.addWidget(self._note, 0, 2, 2, 1)
        grid.setColumnStretch(2, 1)

    def _suggest_found(self) -> None:
        """Put forward what the answer makes likely: what was predicted, or nothing."""
        predicted = self.record.job.failure_mode if self.record else ""
        likely = {
            Outcome.AS_PREDICTED: predicted,
            Outcome.OTHER_FAULT: FailureMode.UNDETERMINED.value,
            Outcome.NO_FAULT_FOUND: FailureMode.NONE.value,
        }[self.outcome]
        at = self._found.findData(likely)
        unknown = self._found.findData(FailureMode.UNDETERMINED.value)
        self._found.setCurrentIndex(at if at >= 0 else unknown)
        self._found.setEnabled(self.outcome is not Outcome.NO_FAULT_FOUND)

    def _lay_out(self) -> None:
        """Put the parts below each other, the evidence last."""
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addWidget(self._title, 1)
        steps = QHBoxLayout()
        for button in self.buttons.values():
            steps.addWidget(button)
        steps.addStretch(1)
        self._procedure.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        for part in (self._bar, self._facts, hairline(), self._plan_row, self._finish_row):
            column.addWidget(part)
        column.addLayout(steps)
        column.addWidget(hairline())
        column.addLayout(self._procedure)
        column.addWidget(self.why)
        column.addStretch(1)

    def _ask_why(self) -> None:
        """Ask for the reason while another day than the proposed one stands in the date box."""
        proposed = self.record.job.planned_on if self.record else None
        self._why_moved.setVisible(proposed is not None and self.planned_on != proposed)

    def show_record(self, record: JobRecord) -> None:
        """Show a job, or the same one as it stands now; what is being typed stays."""
        is_new = self.record is None or self.record.job != record.job
        self.record = record
        job = record.job
        self._number.setText(job.number)
        self._title.setText(record.title)
        self._bar.show_state(job.state)
        self._facts.show_facts(record.facts)
        ahead = next_step(record.steps)
        for name, step in record.steps.items():
            self.buttons[name].show_step(step, is_next=name == ahead)
        self.buttons["print"].setEnabled(True)
        self._plan_row.setVisible(record.steps["plan"].is_open)
        self._finish_row.setVisible(record.steps["finish"].is_open)
        self.why.setVisible(record.evidence is not None)
        if is_new:
            self._show_new(record)

    def _show_new(self, record: JobRecord) -> None:
        """Fill what only changes with the record itself."""
        job = record.job
        if job.planned_on is not None:
            self._day.show_day(job.planned_on)
        self._why_moved.clear()
        self._ask_why()
        self._note.clear()
        self._outcome.setCurrentIndex(0)
        self._suggest_found()
        clear(self._procedure)
        if record.procedure:
            self._procedure.addWidget(label(translate("Orders", "Procedure"), "question"))
        for n, step in enumerate(record.procedure, start=1):
            self._procedure.addWidget(value(f"{n}. {step}", wraps=True))
        if record.evidence is not None:
            self.why.show_evidence(record.evidence, "")
