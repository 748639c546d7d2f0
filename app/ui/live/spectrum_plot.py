"""A spectrum with the bearing's combs behind it and a cursor that snaps to peaks."""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.figures import frequency_text, level_text
from app.ui.ink import ink, pen, type_of
from app.ui.live.combs import Tooth
from app.ui.live.cursor import CursorReading, read_peak
from app.ui.plots import LinePlot

COMB_ROW_PX = 13
REACH_PX = 8
HARMONIC_MARKS = 5


class SpectrumPlot(LinePlot):
    """Lines from 0 Hz up, in Hz or in orders of shaft speed.

    Signals
    -------
    cursor_moved(object)
        The `CursorReading` under the cursor, None when it left.
    """

    cursor_moved = Signal(object)

    def __init__(self, title: str, smallest_top: float, parent: QWidget | None = None) -> None:
        super().__init__(title, smallest_top=smallest_top, parent=parent)
        self.unit = ""
        self._step_hz = 1.0
        self._shaft_hz = 0.0
        self._is_in_orders = False
        self._teeth: tuple[Tooth, ...] = ()
        self._cursor_hz: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def teeth(self) -> tuple[Tooth, ...]:
        """Comb lines drawn behind the curve."""
        return self._teeth

    @property
    def hz_per_x(self) -> float:
        """Hz of one unit of the x axis: 1, or the shaft's speed when it reads orders."""
        return self._shaft_hz if self._is_in_orders and self._shaft_hz > 0 else 1.0

    def frame_hz(self, high_hz: float, *, in_orders: bool, shaft_hz: float) -> None:
        """Show 0 Hz to `high_hz`; in orders where the shaft speed is known."""
        self._is_in_orders, self._shaft_hz = in_orders and shaft_hz > 0, shaft_hz
        label = (
            translate("Live", "× shaft speed") if self._is_in_orders else translate("Units", "Hz")
        )
        self.frame_x(0.0, high_hz / self.hz_per_x, label)

    def show_lines(
        self, values: NDArray[np.floating], step_hz: float, teeth: tuple[Tooth, ...]
    ) -> None:
        """Show amplitudes, shape (k,), of lines 0, step, 2 step ... with their combs."""
        self._step_hz, self._teeth = step_hz, teeth
        self.show_series(values, 0.0, step_hz / self.hz_per_x)
        if self._cursor_hz is not None:
            self.cursor_moved.emit(self.cursor)

    @property
    def cursor(self) -> CursorReading | None:
        """Peak the cursor stands on."""
        if self._cursor_hz is None:
            return None
        reach = (self.x_at(REACH_PX) - self.x_at(0.0)) * self.hz_per_x
        reach = max(reach, self._step_hz)
        return read_peak(self.values, self._step_hz, self._cursor_hz, reach, self._shaft_hz)

    def readout(self, reading: CursorReading) -> str:
        """Write what the cursor reads: Hz, orders where known, amplitude with its unit."""
        parts = [
            translate("Units", "{number} Hz").format(number=frequency_text(reading.frequency_hz))
        ]
        if reading.orders is not None:
            parts.append(f"{frequency_text(reading.orders)} ×")
        parts.append(f"{level_text(reading.amplitude)} {self.unit}")
        return "  ·  ".join(parts)

    def place_cursor(self, frequency_hz: float | None) -> None:
        """Put the cursor near a frequency, or take it away."""
        self._cursor_hz = frequency_hz
        self.cursor_moved.emit(self.cursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lead the cursor along."""
        x = event.position().x()
        if self.area.left() <= x <= self.area.right():
            self.place_cursor(self.x_at(x) * self.hz_per_x)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead the cursor from peak to peak, Ctrl+C copies it, Escape takes it away."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            beside = REACH_PX + 4
            px = self.x_px((self._cursor_hz or 0.0) / self.hz_per_x) + steps[key] * beside
            px = min(max(px, self.area.left()), self.area.right())
            self.place_cursor(self.x_at(px) * self.hz_per_x)
        elif event.matches(QKeySequence.StandardKey.Copy) and (reading := self.cursor):
            QGuiApplication.clipboard().setText(self.readout(reading))
        elif key == Qt.Key.Key_Escape and self._cursor_hz is not None:
            self.place_cursor(None)
        else:
            super().keyPressEvent(event)

    def under_key(self) -> Hashable:
        """Combs move with the shaft speed; less than half a pixel does not repaint them."""
        return tuple(
            (tooth.comb, round(2 * self.x_px(tooth.frequency_hz / self.hz_per_x)))
            for tooth in self._teeth
        )

    def paint_under(self, painter: QPainter) -> None:
        """Paint each comb in a row of its own: spine, teeth, slip as a faint band, its name."""
        painter.save()
        painter.setClipRect(self.area)
        painter.setFont(type_of(TABLE_PX))
        combs = list(dict.fromkeys(tooth.comb for tooth in self._teeth))
        for row, comb in enumerate(combs):
            self._paint_comb(painter, [t for t in self._teeth if t.comb == comb], row)
        painter.restore()

    def _paint_comb(self, painter: QPainter, teeth: list[Tooth], row: int) -> None:
        """Paint one comb in its row."""
        area, per_x = self.area, self.hz_per_x
        spine = area.top() + 6 + row * COMB_ROW_PX
        places = [self.x_px(tooth.frequency_hz / per_x) for tooth in teeth]
        for tooth, x in zip(teeth, places, strict=True):
            low, high = self.x_px(tooth.low_hz / per_x), self.x_px(tooth.high_hz / per_x)
            band = QRectF(low, spine, max(high - low, 1), area.bottom() - spine)
            painter.fillRect(band, ink("data2", 0.10))
            painter.setPen(pen("data2", 0.45, style=Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(round(x) + 0.5, spine), QPointF(round(x) + 0.5, area.bottom()))
        painter.setPen(pen("data2"))
        painter.drawLine(QPointF(places[0], spine), QPointF(min(places[-1], area.right()), spine))
        for x in places:
            painter.drawLine(QPointF(x, spine), QPointF(x, spine + 6))
        painter.setPen(pen("muted"))
        name = translate("Words", teeth[0].comb)
        painter.drawText(QPointF(places[0] + 4, spine + 12), name)

    def paint_over(self, painter: QPainter) -> None:
        """Paint the cursor with its peak and the marks of its harmonics."""
        reading = self.cursor
        if reading is None or self.is_muted:
            return
        area = self.area
        painter.setPen(pen("accent"))
        painter.setFont(type_of(BODY_PX))
        head = QRectF(area.left(), 5, area.width(), 18)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, self.readout(reading))
        x = self.x_px(reading.frequency_hz / self.hz_per_x)
        painter.setPen(pen("accent"))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        y = max(self.y_px(reading.amplitude), area.top())
        painter.drawEllipse(QPointF(x, y), 4, 4)
        for order in range(2, HARMONIC_MARKS + 1):
            at = self.x_px(order * reading.frequency_hz / self.hz_per_x)
            if at < area.right():
                painter.drawLine(QPointF(at, area.bottom() - 8), QPointF(at, area.bottom()))
