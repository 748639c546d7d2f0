"""What can be chosen on the live page: point, quantity, axis, span, freeze."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from app.core.texts import translate
from app.monitoring.live import AVERAGED_BLOCKS
from app.ui.elements import button, label
from app.ui.figures import fixed

SPANS_HZ = (200.0, 500.0, 1000.0, 2000.0, 5000.0)
"""Ends of the frequency axis that can be chosen."""
VELOCITY, ACCELERATION = "velocity", "acceleration"


class LiveToolbar(QWidget):
    """One row of choices above the plots.

    Signals
    -------
    point_chosen(str)
        Another measurement point.
    view_chosen()
        Another quantity, axis or span.
    freeze_toggled(bool)
        Hold the picture, or let it move again.
    file_wanted()
        Look at a recording instead.
    """

    point_chosen = Signal(str)
    view_chosen = Signal()
    freeze_toggled = Signal(bool)
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points = QComboBox()
        self.points.setMinimumWidth(220)
        self.points.setAccessibleName(translate("Live", "Measurement point"))
        self.points.currentIndexChanged.connect(self._chosen)
        self._velocity, self._acceleration = self._pair(
            translate("Live", "Velocity"), translate("Live", "Acceleration")
        )
        self._hz, self._orders = self._pair(translate("Units", "Hz"), translate("Live", "Orders"))
        self.spans = QComboBox()
        self.spans.setAccessibleName(translate("Live", "End of the frequency axis"))
        for span_hz in SPANS_HZ:
            words = translate("Units", "{number} Hz").format(number=fixed(span_hz, 0))
            self.spans.addItem(words, span_hz)
        self.spans.setCurrentIndex(2)
        self.spans.currentIndexChanged.connect(self.view_chosen)
        self.averages = _choice(
            translate("Live", "Average of {blocks}").format(blocks=AVERAGED_BLOCKS)
        )
        self.averages.setToolTip(
            translate("Live", "Exponential average of the spectrum over the last blocks")
        )
        self.averages.toggled.connect(self.view_chosen)
        self.freeze = _choice(translate("Live", "Freeze (Space)"))
        self.freeze.toggled.connect(self.freeze_toggled)
        self.file = button(translate("Live", "Analyse a file…"), self.file_wanted.emit)
        self.file.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()

    @property
    def point_id(self) -> str:
        """Point chosen, empty when there is none."""
        return str(self.points.currentData() or "")

    @property
    def quantity(self) -> str:
        """`VELOCITY` or `ACCELERATION`."""
        return VELOCITY if self._velocity.isChecked() else ACCELERATION

    @property
    def is_in_orders(self) -> bool:
        """Whether the frequency axis reads orders of shaft speed."""
        return self._orders.isChecked()

    @property
    def is_averaged(self) -> bool:
        """Whether the spectrum is averaged over blocks."""
        return self.averages.isChecked()

    @property
    def span_hz(self) -> float:
        """End of the frequency axis."""
        return float(self.spans.currentData())

    def choose_quantity(self, quantity: str) -> None:
        """Press the button of a quantity."""
        (self._velocity if quantity == VELOCITY else self._acceleration).click()

    def choose_axis(self, *, in_orders: bool) -> None:
        """Press the button of an axis."""
        (self._orders if in_orders else self._hz).click()

    def offer_points(self, points: list[tuple[str, str]]) -> None:
        """Offer (id, words) to choose from, keeping the choice where it is still there."""
        held = self.point_id
        self.points.blockSignals(True)
        self.points.clear()
        for point_id, words in points:
            self.points.addItem(words, point_id)
        self.points.setCurrentIndex(max(self.points.findData(held), 0) if points else -1)
        self.points.blockSignals(False)
        if self.point_id != held:
            self.point_chosen.emit(self.point_id)

    def choose_point(self, point_id: str) -> None:
        """Choose a point by its id; one that is not offered changes nothing."""
        index = self.points.findData(point_id)
        if index >= 0:
            self.points.setCurrentIndex(index)

    def _chosen(self) -> None:
        """Tell that another point was chosen."""
        self.point_chosen.emit(self.point_id)

    def _pair(self, first: str, second: str) -> tuple[QPushButton, QPushButton]:
        """Return two buttons of which one is always pressed, the first to begin with."""
        group = QButtonGroup(self)
        pair = (_choice(first), _choice(second))
        for one in pair:
            group.addButton(one)
        pair[0].setChecked(True)
        group.buttonClicked.connect(self.view_chosen)
        return pair

    def _lay_out(self) -> None:
        """Put the choices into one row."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.points)
        for gap, widgets in (
            (16, (self._velocity, self._acceleration)),
            (16, (self._hz, self._orders)),
            (16, (label(translate("Live", "up to"), "muted"), self.spans)),
            (16, (self.averages,)),
        ):
            row.addSpacing(gap)
            for widget in widgets:
                row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.file)
        row.addWidget(self.freeze)


def _choice(text: str) -> QPushButton:
    """Return a button that stays pressed; Space is left to the page, Enter presses it."""
    made = QPushButton(text)
    made.setCheckable(True)
    made.setProperty("role", "filter")
    made.setAutoDefault(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
