"""What would change it: speed, load, running days, the day of the job, the part ordered today."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.texts import translate
from app.core.twin import GRID_DAYS, Conditions, TwinOutlook
from app.replenishment.twin import Twin
from app.ui.elements import button, frame, label
from app.ui.what_if.scales import Scale
from app.ui.what_if.slider_row import SliderRow
from app.ui.wording import Wording

SHARES = tuple(n / 100 for n in range(40, 125, 5))
MOST_JOB_DAYS = 180


class ConditionsPanel(QWidget):
    """One slider a condition, each beginning at the plant's own; `moved` goes out at each change.

    `back_asked` goes out when all of them shall go back.
    """

    moved = Signal()
    back_asked = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._twin: Twin | None = None
        self._today = date(2026, 1, 1)
        self.speed, self.load = SliderRow(self._percent), SliderRow(self._percent)
        self.running = SliderRow(say.number)
        self.job = SliderRow(self._job_words)
        self.ordered = self._toggle(translate("Twin", "Order the part today"))
        self.derated = self._toggle("")
        self.reset = button(translate("Twin", "As it runs now"), self.back_asked.emit)
        card = frame("record")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addWidget(label(translate("Twin", "What would change it"), "question"))
        for row in (self.speed, self.load, self.running, self.job):
            row.moved.connect(self.moved)
            column.addWidget(row)
        for toggle in (self.ordered, self.derated):
            column.addWidget(toggle)
        column.addWidget(self.reset)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setFocusProxy(self.speed.slider)

    def show_twin(self, twin: Twin, plant: TwinOutlook, today: date, *, keeps: bool) -> None:
        """Take a component; `keeps` what was assumed of it."""
        self._twin, self._today = twin, today
        shares = Scale(SHARES, SHARES.index(1.0))
        self.speed.show_scale(translate("Twin", "Speed, % of now"), shares, keeps=keeps)
        self.load.show_scale(translate("Twin", "Load, % of now"), shares, keeps=keeps)
        self.running.show_scale(
            translate("Twin", "Running days a week"), _running(twin), keeps=keeps
        )
        self.job.show_scale(
            translate("Twin", "Replace on (at the mark: the cheapest day)"),
            _job_days(plant.choice.work_day),
            keeps=keeps,
        )
        self.ordered.setEnabled(twin.part_source == "sellers")
        self.ordered.setToolTip(
            ""
            if twin.part_source == "sellers"
            else translate("Twin", "The part lies here, or is on its way.")
        )
        derating = twin.derating
        self.derated.setVisible(derating is not None)
        if derating is not None:
            text = translate("Twin", "Derated: life × {factor}, output −{lost}")
            self.derated.setText(
                text.format(
                    factor=self._say.number(derating.life_factor),
                    lost=self._say.percent(derating.output_lost),
                )
            )
        if not keeps:
            self._lift_toggles()

    @property
    def conditions(self) -> Conditions:
        """What is assumed."""
        twin = self._twin
        if twin is None:
            return Conditions()
        return replace(
            twin.basis.usual,
            speed=self.speed.value,
            load=self.load.value,
            running_days=self.running.value,
            derating=twin.derating if self.derated.isChecked() else None,
            work_day=None if self.job.is_plant else int(self.job.value),
            is_ordered_today=self.ordered.isChecked(),
        )

    @property
    def is_plant(self) -> bool:
        """Whether everything stands as it is."""
        rows = (self.speed, self.load, self.running, self.job)
        is_down = self.ordered.isChecked() or self.derated.isChecked()
        return all(row.is_plant for row in rows) and not is_down

    def go_back(self) -> None:
        """Put everything back, and say so once."""
        for row in (self.speed, self.load, self.running, self.job):
            row.reset()
        self._lift_toggles()
        self.moved.emit()

    def _lift_toggles(self) -> None:
        """Lift both buttons without a word."""
        for toggle in (self.ordered, self.derated):
            silence = toggle.blockSignals(True)
            toggle.setChecked(False)
            toggle.blockSignals(silence)

    def _percent(self, share: float) -> str:
        """Write a share of now; its sign stands in the name."""
        return self._say.number(round(100 * share))

    def _job_words(self, day: float) -> str:
        """Write a day of the job."""
        if day >= GRID_DAYS:
            return translate("Twin", "after a failure")
        return self._say.short_day(self._today + timedelta(days=int(day)))

    def _toggle(self, text: str) -> QPushButton:
        """Make one button that stays down."""
        made = QPushButton(text, checkable=True)
        made.setProperty("role", "filter")
        made.toggled.connect(lambda _is_on: self.moved.emit())
        return made


def _running(twin: Twin) -> Scale:
    """Days a week, the plant's own among them."""
    days = tuple(float(n) for n in range(1, 8))
    return Scale(days, days.index(twin.basis.usual.running_days))


def _job_days(plant_day: int) -> Scale:
    """Days the job can be tried on; the last one waits for the failure."""
    days = sorted({*range(1, MOST_JOB_DAYS + 1), plant_day, GRID_DAYS})
    return Scale(tuple(float(day) for day in days), days.index(plant_day))
