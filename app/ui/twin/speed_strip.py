"""Speed and load over the same calendar as the life above them."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.texts import translate
from app.ui.asset.calendar_axis import CalendarAxis
from app.ui.colours import TABLE_PX
from app.ui.figures import level_text
from app.ui.ink import pen, type_of
from app.ui.plots import paint_card, polyline
from app.ui.twin.reading import TwinRecord

HEIGHT_PX, TOP_PX, FOOT_PX = 62, 20.0, 8.0
LEAST_SPAN = 0.1
"""The axis spans at least this share of the speed, so that noise stays small."""


class SpeedStrip(QWidget):
    """Two lines, speed and load as measured, and their ranges in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: TwinRecord | None = None
        self._axis: CalendarAxis | None = None
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(560, HEIGHT_PX)

    def show_record(
        self, record: TwinRecord, axis: CalendarAxis, nominal_rpm: float | None
    ) -> None:
        """Show the speeds of a machine."""
        self._record, self._axis = record, axis
        self.text = _words(record, nominal_rpm)
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()))
        painter.setFont(type_of(TABLE_PX))
        painter.setPen(pen("muted"))
        room = QRectF(12, 3, self.width() - 24, 16)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text)
        if self._record is not None and self._axis is not None:
            self._paint_lines(painter, self._record, self._axis)
        painter.end()

    def _paint_lines(self, painter: QPainter, record: TwinRecord, axis: CalendarAxis) -> None:
        """Paint speed and load over the days in sight, each around its own middle."""
        for values, token in ((record.speed_rpm, "data2"), (record.load, "muted")):
            seen = (record.state_days >= axis.first) & np.isfinite(values)
            days, shown = record.state_days[seen], values[seen]
            if not shown.size:
                continue
            middle = float(np.median(shown))
            reach = max(float(np.abs(shown - middle).max()) * 1.1, LEAST_SPAN * abs(middle), 1e-6)
            height = self.height() - TOP_PX - FOOT_PX
            y = TOP_PX + height / 2 - (shown - middle) / reach * height / 2
            x = axis.x(0.0) + days * axis.px_per_day
            painter.setPen(pen(token, width=1.3))
            painter.drawPolyline(polyline(x, y))


def _words(record: TwinRecord, nominal_rpm: float | None) -> str:
    """Say the ranges of speed and load, or that they are not measured."""
    speed = _range(translate("Twin", "Speed (blue), rpm"), record.speed_rpm)
    if not speed and nominal_rpm is not None:
        text = translate("Twin", "Speed is not measured; nominal {rpm} rpm.")
        speed = text.format(rpm=level_text(nominal_rpm))
    load = _range(
        translate("Twin", "Load (grey), {unit}").format(unit=record.load_unit), record.load
    )
    return " ".join(
        (
            speed or translate("Twin", "Speed is not measured."),
            load or translate("Twin", "Load is not measured."),
        )
    )


def _range(name: str, values: NDArray[np.float64]) -> str:
    """Say from where to where a quantity went, "" where it was never measured."""
    known = values[np.isfinite(values)]
    if not known.size:
        return ""
    text = translate("Twin", "{name}: {low} to {high}, median {middle}, n = {n}.")
    return text.format(
        name=name,
        low=level_text(float(known.min())),
        high=level_text(float(known.max())),
        middle=level_text(float(np.median(known))),
        n=known.size,
    )
