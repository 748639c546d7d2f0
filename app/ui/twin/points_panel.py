"""State now: every measurement point with its gauges, its limits and where they come from."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.texts import translate
from app.ui.elements import clear, label, value
from app.ui.gauge import HealthGauge
from app.ui.twin.reading import PointState, TwinRecord
from app.ui.twin.words import indicator_lines
from app.ui.wording import Wording

GAUGE_PX, MOST_GAUGES = 128, 2
"""Height of a gauge, and how many a point shows; all indicators stand in words below."""


class PointsPanel(QWidget):
    """Points from top to bottom, those of the component in front first."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.gauges: list[HealthGauge] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(6)
        self._shown: tuple[tuple[str, int], ...] | None = None
        self._texts: list[tuple[QLabel, QLabel]] = []

    def show_record(self, record: TwinRecord) -> None:
        """Show a machine's points; widgets are made anew only where there are others."""
        in_front = record.asset.component.id
        states = sorted(record.points, key=lambda state: state.component.id != in_front)
        shape = tuple((state.point.id, min(len(state.readings), MOST_GAUGES)) for state in states)
        if shape != self._shown:
            self._make(states)
            self._shown = shape
        gauges = iter(self.gauges)
        for state, (head, lines) in zip(states, self._texts, strict=True):
            head.setText(_head(state, self._say))
            for reading in state.readings[:MOST_GAUGES]:
                next(gauges).show_reading(reading)
            lines.setText("\n".join(indicator_lines(state, self._say)))

    def _make(self, states: list[PointState]) -> None:
        """Make the widgets of so many points."""
        clear(self._column)
        self.gauges, self._texts = [], []
        for state in states:
            head, lines = value("", "where", wraps=True), value("", "small", wraps=True)
            self._column.addWidget(head)
            for _reading in state.readings[:MOST_GAUGES]:
                gauge = HealthGauge()
                gauge.setFixedHeight(GAUGE_PX)
                self.gauges.append(gauge)
                self._column.addWidget(gauge)
            self._column.addWidget(lines)
            self._texts.append((head, lines))
        if not states:
            text = translate("Twin", "No measurement point is entered for this machine.")
            self._column.addWidget(label(text, "muted", wraps=True))
        self._column.addStretch(1)


def _head(state: PointState, say: Wording) -> str:
    """Name a point, its component, its state and how many measurements speak for it."""
    word = translate("Words", state.state.value)
    n = translate("Twin", "n = {n}").format(n=say.count(state.good))
    return f"{state.component.name}, {state.point.name}: {word}, {n}"
