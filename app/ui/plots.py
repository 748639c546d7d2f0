"""A plot that redraws 25 times a second: everything but the curve is painted once and kept.

Axes step instead of following every frame, pens are one pixel wide and curves are brought down
to pixel columns: the drawing rules measured in `benchmarks/live_redraw.py`.
"""

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import VoidPtr

from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.figures import tick_text
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.scale import SteppedRange, extremes_by_column, ticks

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 52, 14, 28, 26
TICK_EVERY_X_PX, TICK_EVERY_Y_PX = 90, 34


def polyline(x_px: NDArray[np.floating], y_px: NDArray[np.floating]) -> QPolygonF:
    """Lay two arrays of shape (n,) into a polygon without a Python object a point."""
    polygon = QPolygonF()
    if not x_px.size:
        return polygon
    polygon.resize(x_px.size)
    bytes_held = x_px.size * 16  # two doubles a point
    address = VoidPtr(polygon.data(), bytes_held, True)  # type: ignore[arg-type]
    corners = np.frombuffer(address, dtype=np.float64).reshape(-1, 2)
    corners[:, 0], corners[:, 1] = x_px, y_px
    return polygon


class LinePlot(QWidget):
    """One curve over a fixed range of x, with axes that stand still.

    Parameters
    ----------
    title : str
        What is drawn, with detector and unit.
    is_mirrored : bool
        Whether the values swing around zero (a waveform) or stand on it (a spectrum).
    smallest_top : float
        The y axis never ends below this.
    """

    def __init__(
        self,
        title: str,
        *,
        is_mirrored: bool = False,
        smallest_top: float = 1e-3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.x_label = ""
        self.is_muted = False
        self.notice = ""
        self._is_mirrored = is_mirrored
        self._range = SteppedRange(smallest_top)
        self._low_x, self._high_x = 0.0, 1.0
        self._first_x, self._step_x = 0.0, 1.0
        self._values: NDArray[np.floating] = np.zeros(0)
        self._kept: QPixmap | None = None
        self._kept_for: Hashable = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        """Size that reads well."""
        return QSize(420, 180)

    def minimumSizeHint(self) -> QSize:
        """Smallest size that still shows two ticks an axis."""
        return QSize(220, 96)

    @property
    def area(self) -> QRectF:
        """Where the curve is drawn, in logical pixels."""
        return QRectF(
            LEFT_PX,
            TOP_PX,
            max(self.width() - LEFT_PX - RIGHT_PX, 1),
            max(self.height() - TOP_PX - BOTTOM_PX, 1),
        )

    @property
    def values(self) -> NDArray[np.floating]:
        """The curve shown, shape (n,)."""
        return self._values

    def frame_x(self, low: float, high: float, label: str) -> None:
        """Fix the range and the label of the x axis."""
        if (low, high, label) != (self._low_x, self._high_x, self.x_label):
            self._low_x, self._high_x, self.x_label = low, high, label
            self.update()

    def show_series(self, values: NDArray[np.floating], first_x: float, step_x: float) -> None:
        """Draw evenly spaced values, shape (n,), from the next paint on."""
        self._values, self._first_x, self._step_x = values, first_x, step_x
        shown = self._shown()
        if shown.size:
            largest = (
                max(float(shown.max()), -float(shown.min()))
                if self._is_mirrored
                else (float(shown.max()))
            )
            self._range.follow(largest)
        self.update()

    def forget_range(self) -> None:
        """Let the y axis start anew: another unit or another point."""
        self._range = SteppedRange(self._range._smallest)  # noqa: SLF001 - its own class

    def mute(self, notice: str) -> None:
        """Draw the curve in grey under a notice; an empty notice ends that."""
        if notice != self.notice:
            self.is_muted, self.notice = bool(notice), notice
            self.update()

    def x_px(self, x: float) -> float:
        """Place of a value of the x axis, in logical pixels."""
        area = self.area
        return area.left() + (x - self._low_x) / (self._high_x - self._low_x) * area.width()

    def x_at(self, px: float) -> float:
        """Value of the x axis at a place."""
        area = self.area
        return self._low_x + (px - area.left()) / area.width() * (self._high_x - self._low_x)

    def y_px(self, y: float) -> float:
        """Place of a value of the y axis."""
        area = self.area
        low = -self._range.top if self._is_mirrored else 0.0
        return area.bottom() - (y - low) / (self._range.top - low) * area.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the kept background down and draw the curve over it."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._background())
        area = self.area
        painter.setClipRect(area)
        painter.setPen(pen("edge" if self.is_muted else "data"))
        painter.drawPolyline(self._curve())
        painter.setClipping(False)
        self.paint_over(painter)
        if self.notice:
            _paint_notice(painter, area, self.notice)
        painter.end()

    def paint_under(self, painter: QPainter) -> None:
        """Paint what stands still under the curve; kept until `under_key` changes."""

    def under_key(self) -> Hashable:
        """Say what `paint_under` depends on."""
        return None

    def paint_over(self, painter: QPainter) -> None:
        """Paint what moves over the curve."""

    def _shown(self) -> NDArray[np.floating]:
        """Values inside the range of x."""
        first, stop = self._span()
        return self._values[first:stop]

    def _span(self) -> tuple[int, int]:
        """Indices of the first value drawn and the one after the last."""
        first = int(np.ceil((self._low_x - self._first_x) / self._step_x - 1e-9))
        stop = int(np.floor((self._high_x - self._first_x) / self._step_x + 1e-9)) + 1
        return max(first, 0), min(stop, self._values.size)

    def _curve(self) -> QPolygonF:
        """Curve in pixels, not more than two points a column."""
        first, stop = self._span()
        values = self._values[first:stop]
        if not values.size:
            return QPolygonF()
        columns = max(int(self.area.width()), 1)
        if values.size > 2 * columns:
            index, drawn = extremes_by_column(values, columns)
        else:
            index, drawn = np.arange(values.size, dtype=np.float64), values.astype(np.float64)
        step_px = self.x_px(self._first_x + self._step_x) - self.x_px(self._first_x)
        start_px = self.x_px(self._first_x + first * self._step_x)
        zero_px, one_px = self.y_px(0.0), self.y_px(1.0)
        return polyline(start_px + index * step_px, zero_px + drawn * (one_px - zero_px))

    def _background(self) -> QPixmap:
        """Axes, grid and words, painted once for a size, a range and a theme."""
        key = (
            self.size().toTuple(),
            self.devicePixelRatioF(),
            self._low_x,
            self._high_x,
            self._range.top,
            self.title,
            self.x_label,
            ink("surface").rgb(),
            self.under_key(),
        )
        if self._kept is None or key != self._kept_for:
            ratio = self.devicePixelRatioF()
            kept = QPixmap(self.size() * ratio)
            kept.setDevicePixelRatio(ratio)
            kept.fill(ink("canvas"))
            with QPainter(kept) as painter:
                paint_card(painter, QRectF(self.rect()))
                self._paint_axes(painter)
                self.paint_under(painter)
            self._kept, self._kept_for = kept, key
        return self._kept

    def _paint_axes(self, painter: QPainter) -> None:
        """Paint title, grid, tick labels and the label of x."""
        area = self.area
        painter.setFont(type_of(BODY_PX, is_bold=True))
        painter.setPen(pen("text"))
        painter.drawText(QRectF(area.left(), 5, area.width(), 18), self.title)
        painter.setFont(type_of(TABLE_PX))
        self._paint_x_ticks(painter, area)
        self._paint_y_ticks(painter, area)
        painter.setPen(pen("edge"))
        base = self.y_px(0.0)
        painter.drawLine(round(area.left()), round(base), round(area.right()), round(base))

    def _paint_x_ticks(self, painter: QPainter, area: QRectF) -> None:
        """Paint the vertical grid and its numbers; the unit stands at the right end."""
        unit_px = width_of(self.x_label, painter.font()) + 8
        for tick in ticks(self._low_x, self._high_x, int(area.width() // TICK_EVERY_X_PX) + 1):
            x = round(self.x_px(tick))
            painter.setPen(pen("line", 0.6))
            painter.drawLine(x, round(area.top()), x, round(area.bottom()))
            painter.setPen(pen("muted"))
            if x + 16 < area.right() - unit_px:
                where = QRectF(x - 40, area.bottom() + 4, 80, 16)
                painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, tick_text(tick))
        where = QRectF(area.right() - unit_px, area.bottom() + 4, unit_px, 16)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight, self.x_label)

    def _paint_y_ticks(self, painter: QPainter, area: QRectF) -> None:
        """Paint the horizontal grid and its numbers."""
        low = -self._range.top if self._is_mirrored else 0.0
        for tick in ticks(low, self._range.top, int(area.height() // TICK_EVERY_Y_PX) + 1):
            y = round(self.y_px(tick))
            painter.setPen(pen("line", 0.6))
            painter.drawLine(round(area.left()), y, round(area.right()), y)
            painter.setPen(pen("muted"))
            where = QRectF(0, y - 8, area.left() - 6, 16)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(where, flags, tick_text(tick))


def paint_card(painter: QPainter, where: QRectF, edge: str = "line") -> None:
    """Paint the surface a picture stands on, with a hairline around it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(edge))
    painter.setBrush(ink("surface"))
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.restore()


def _paint_notice(painter: QPainter, area: QRectF, notice: str) -> None:
    """Write a notice on a plate in the middle of the plot."""
    font = type_of(BODY_PX, is_bold=True)
    painter.setFont(font)
    wide = width_of(notice, font) + 24
    plate = QRectF(area.center().x() - wide / 2, area.center().y() - 14, wide, 28)
    painter.setPen(pen("edge"))
    painter.setBrush(ink("raised", 0.94))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(pen("text"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, notice)
