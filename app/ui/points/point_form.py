"""How one point is set up: limits, zones, what it tells, from when its baseline counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app.core.assets import MeasurementPoint, PointRole
from app.core.condition_indicator import Badness
from app.core.errors import PlantError
from app.core.texts import translate
from app.core.zones import Zones
from app.ui.elements import button, button_row, label
from app.ui.figures import unit_text
from app.ui.upkeep.figure_grid import FigureGrid
from app.ui.wording import Wording

SCALAR = ("danger_low", "danger_high", "alarm_low", "alarm_high", "least_change")
WAVEFORM = ("limit_peak_ms2",)


class PointForm(QWidget):
    """`saved` goes out when what is filled in shall be kept."""

    saved = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: MeasurementPoint | None = None
        self._today = date.min
        self.zones = _box(translate("Points", "Severity zones"))
        self.role = _box(translate("Points", "What it tells"))
        self.badness = _box(translate("Points", "Bad when"))
        for role in PointRole:
            self.role.addItem(translate("Words", role.value), role)
        for text, badness in (
            (translate("Points", "Bad when high"), Badness.HIGH),
            (translate("Points", "Bad when low"), Badness.LOW),
            (translate("Points", "Bad both ways"), Badness.BOTH),
        ):
            self.badness.addItem(text, badness)
        self.scalar = FigureGrid(say, {name: name for name in SCALAR})
        peak = translate("Points", "Failure limit, peak, m/s²")
        self.waveform = FigureGrid(say, {"limit_peak_ms2": peak})
        self.anew = QCheckBox(translate("Points", "New baseline from today"))
        self.keep = button(translate("Points", "Keep the point"), self._ask, "primary")
        self.restore = button(translate("Points", "As it stands"), self._restore, "link")
        for grid in (self.scalar, self.waveform):
            grid.changed.connect(self._allow)
            grid.asked.connect(self._ask)
        for box in (self.zones, self.role, self.badness):
            box.activated.connect(lambda _n: self._allow())
        self.anew.clicked.connect(lambda _on: self._allow())
        self._lay_out()

    def _lay_out(self) -> None:
        """Put choices over figures."""
        foot = button_row(self.keep, self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(translate("Points", "Limits of this point"), "question"))
        for part in (self.zones, self.role, self.badness, self.scalar, self.waveform, self.anew):
            column.addWidget(part)
        column.addLayout(foot)
        column.addStretch(1)

    @property
    def is_touched(self) -> bool:
        """Whether something else is filled in than stands."""
        return self._shown is not None and self._written() != self._stood

    @property
    def error_grid(self) -> FigureGrid:
        """Where it is said what can't be."""
        is_scalar = self._shown is not None and self._shown.is_scalar
        return self.scalar if is_scalar else self.waveform

    @property
    def stood(self) -> MeasurementPoint:
        """The point as it stood when it was filled in."""
        if self._shown is None:
            raise PlantError(translate("Points", "No point is shown."))
        return self._shown

    @property
    def point(self) -> MeasurementPoint:
        """The point as it is filled in.

        Raises
        ------
        PlantError
            If it can't be so.
        """
        stood = self.stood
        since = self._today if self.anew.isChecked() else stood.baseline_since
        if not stood.is_scalar:
            peak = self.waveform.typed()["limit_peak_ms2"]
            return replace(
                stood,
                zones_id=str(self.zones.currentData()),
                limit_peak_ms2=_number(peak),
                baseline_since=since,
            )
        typed = self.scalar.typed()
        return replace(
            stood,
            role=self.role.currentData(),
            badness=self.badness.currentData(),
            danger_low=_number(typed["danger_low"]),
            danger_high=_number(typed["danger_high"]),
            alarm_low=_number(typed["alarm_low"]),
            alarm_high=_number(typed["alarm_high"]),
            least_change=_number(typed["least_change"]),
            baseline_since=since,
        )

    def show_point(
        self,
        point: MeasurementPoint,
        tables: dict[str, Zones],
        usual: Zones,
        today: date,
        *,
        is_read_only: bool,
    ) -> None:
        """Show a point; what is being filled in stays while the same one stands."""
        self._today = today
        if point == self._shown:
            return
        self._shown = point
        self.zones.clear()
        by_class = translate("Points", "By class: {name}").format(name=usual.name)
        self.zones.addItem(by_class, "")
        for zones in tables.values():
            self.zones.addItem(zones.name, zones.id)
        unit = unit_text(point.unit)
        names = {
            "danger_low": translate("Points", "Danger below, {unit}"),
            "danger_high": translate("Points", "Danger above, {unit}"),
            "alarm_low": translate("Points", "Alarm below, {unit}"),
            "alarm_high": translate("Points", "Alarm above, {unit}"),
            "least_change": translate("Points", "Least change that matters, {unit}"),
        }
        self.scalar.name_fields({key: name.format(unit=unit) for key, name in names.items()})
        for part in (self.role, self.badness, self.scalar):
            part.setVisible(point.is_scalar)
        for part in (self.zones, self.waveform):
            part.setVisible(not point.is_scalar)
        self._restore()
        self.setEnabled(not is_read_only)

    def settle(self) -> None:
        """What is filled in was kept: the point is shown anew as it stands."""
        self._shown = None

    def _restore(self) -> None:
        """Fill in what stands."""
        point = self._shown
        if point is None:
            return
        self.zones.setCurrentIndex(max(self.zones.findData(point.zones_id), 0))
        self.role.setCurrentIndex(self.role.findData(point.role))
        self.badness.setCurrentIndex(self.badness.findData(point.badness))
        self.scalar.show_figures({name: getattr(point, name) for name in SCALAR})
        self.waveform.show_figures({name: getattr(point, name) for name in WAVEFORM})
        self.anew.setChecked(False)
        self._stood = self._written()
        self._allow()

    def _written(self) -> tuple[object, ...]:
        """Everything that is filled in."""
        boxes = tuple(box.currentIndex() for box in (self.zones, self.role, self.badness))
        fields = (*self.scalar.fields.values(), *self.waveform.fields.values())
        return (*boxes, *(field.text() for field in fields), self.anew.isChecked())

    def _ask(self) -> None:
        """Ask for it to be kept, where anything was changed."""
        if self.is_touched:
            self.saved.emit()

    def _allow(self) -> None:
        """Let the buttons be pressed once something was changed."""
        is_touched = self.is_touched
        self.keep.setEnabled(is_touched)
        self.restore.setEnabled(is_touched)
        self.keep.setToolTip("" if is_touched else translate("Points", "Nothing was changed."))


def _box(name: str) -> QComboBox:
    """Make a box of choices; a long one does not widen the page."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setProperty("holdsValue", True)
    box.setMinimumContentsLength(12)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _number(typed: Decimal | None) -> float | None:
    """Read a plain number."""
    return None if typed is None else float(typed)
