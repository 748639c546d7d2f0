"""Beside the lists: how a family's claims fared, and the alarm chosen with its ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.texts import translate
from app.replenishment.own_record import FamilyLine, PastAlarm
from app.ui.elements import button, hairline, label, set_property, value
from app.ui.orders.fact_grid import FactGrid
from app.ui.predictions.calibration_picture import CalibrationPicture
from app.ui.predictions.rows import kind_words, model_words, verdict_words
from app.ui.predictions.rows_alarms import alarm_facts, ending_words
from app.ui.target import Place, Target
from app.ui.wording import Wording


class AlarmPanel(QWidget):
    """The family above, the alarm below; `wanted` carries the `Target` of a link."""

    wanted = Signal(object)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.past: PastAlarm | None = None
        self._family, self._verdict = value("", "where", wraps=True), value("", "", wraps=True)
        self.picture = CalibrationPicture(say)
        self._alarm, self._note = value("", "where", wraps=True), value("", "muted", wraps=True)
        self._facts = FactGrid(2)
        self.asset = button(translate("Predictions", "Machine"), self.open_asset)
        self.twin = button(translate("Predictions", "Twin"), self.open_twin)
        self.job = button(translate("Predictions", "Job"), self.open_job)
        self._nothing = label(translate("Predictions", "Choose an alarm on the left."), "muted")
        self._below = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the family over the alarm."""
        ways = QHBoxLayout()
        ways.setSpacing(6)
        for way in (self.asset, self.twin, self.job):
            ways.addWidget(way)
        ways.addStretch(1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        for part in (self._alarm, self._facts, self._note):
            below.addWidget(part)
        below.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        for shown in (self._family, self._verdict, self.picture, hairline(), self._below):
            column.addWidget(shown)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_line(self, line: FamilyLine) -> None:
        """Show how a family fared."""
        self._family.setText(f"{kind_words(line)} · {model_words(line.model)}")
        self._verdict.setText(verdict_words(line, self._say))
        set_property(self._verdict, "state", "alarm" if line.is_drifted else "")
        self.picture.show_line(line)

    def show_alarm(self, past: PastAlarm | None) -> None:
        """Show an alarm, or that one can be chosen."""
        self.past = past
        self._below.setVisible(past is not None)
        self._nothing.setVisible(past is None)
        if past is None:
            return
        self._alarm.setText(f"{past.asset.tag}, {past.component.name}: {ending_words(past)}")
        self._facts.show_facts(alarm_facts(past, self._say))
        self._note.setText(f"“{past.note}”")
        self._note.setVisible(bool(past.note))
        self.job.setEnabled(bool(past.alarm.job_id))

    def open_asset(self) -> None:
        """Go to the machine."""
        if self.past is not None:
            self.wanted.emit(Target(Place.ASSETS, self.past.asset.id))

    def open_twin(self) -> None:
        """Go to the machine's twin."""
        if self.past is not None:
            self.wanted.emit(Target(Place.TWIN, self.past.asset.id, self.past.component.id))

    def open_job(self) -> None:
        """Go to the job that ended the alarm."""
        if self.past is not None and self.past.alarm.job_id:
            self.wanted.emit(Target(Place.ORDERS, self.past.alarm.job_id))
