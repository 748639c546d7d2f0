"""What to do about a machine that is not as its baseline knows it: two ways to believe again."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.assets import MeasurementPoint
from app.core.texts import translate
from app.ui.elements import button
from app.ui.points.rows_points import PointRow


class RegimeRow(QWidget):
    """Shown while a change of regime or a record of misses stands; `asked` carries the point."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PointRow | None = None
        self._today = date.min
        self.anew = button(translate("Points", "Take a new baseline"), self._take_anew, "primary")
        self.wear = button(translate("Points", "This is wear: believe the path"), self._call_wear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.anew, self.wear):
            row.addWidget(part)
        row.addStretch(1)
        self.hide()

    def show_row(self, row: PointRow | None, today: date, *, is_read_only: bool) -> None:
        """Offer what can be done about a point; nothing where nothing changed."""
        self._row, self._today = row, today
        is_settled = row is None or (not _is_changed(row) and not row.machines)
        self.setVisible(not is_settled and not is_read_only)
        self.wear.setVisible(row is not None and _is_changed(row))

    def _take_anew(self) -> None:
        """Ask for a baseline of the new regime."""
        if self._row is not None:
            change = self._row.regime
            since = self._today if change is None else change.baseline_from(self._today)
            self._ask(replace(self._row.point, baseline_since=since))

    def _call_wear(self) -> None:
        """Ask to believe the path through the change."""
        if self._row is not None:
            self._ask(replace(self._row.point, wear_since=self._today))

    def _ask(self, wished: MeasurementPoint) -> None:
        """Hand the point on as it is wished."""
        self.asked.emit(wished)


def _is_changed(row: PointRow) -> bool:
    """Whether a change stands that nobody has called wear."""
    return row.regime is not None and not row.regime.is_wear(row.point.wear_since)
