"""One lane of curves over the order days: its card, its grid, its calendar and its marks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.asset.calendar_axis import CalendarAxis, paint_closed_days, paint_names
from app.ui.asset.labels import place_labels
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.plots import polyline
from app.ui.what_if.scene import WhatIfScene

TOP_PX, MARK_ROW_PX = 26, 17


@dataclass(frozen=True, slots=True)
class Key:
    """One curve named beside the title, drawn with its own pen."""

    words: str
    pen: QPen


class Lane:
    """Paints what both lanes share; the y axis runs from 0 (bottom) to 1 (top).

    Parameters
    ----------
    axis : CalendarAxis
        The order days.
    where : QRectF
        The area of the curves.
    """

    def __init__(self, scene: WhatIfScene, axis: CalendarAxis, where: QRectF) -> None:
        self._scene, self._axis, self.area = scene, axis, where

    def y(self, height: float) -> float:
        """Place of a height between 0 and 1."""
        return self.area.bottom() - height * self.area.height()

    def paint_ground(self, painter: QPainter, *, has_names: bool) -> None:
        """Paint closed days, the base line, and the names of the days where wanted."""
        area, calendar = self.area, self._scene.question.policy.calendar
        paint_closed_days(painter, self._axis, calendar, area.top(), area.bottom())
        if has_names:
            paint_names(painter, self._axis, area.bottom())
        painter.setPen(pen("edge"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def paint_tick(self, painter: QPainter, height: float, words: str) -> None:
        """Paint one line of the grid with its number."""
        y = round(self.y(height)) + 0.5
        painter.setPen(pen("line", 0.7))
        painter.drawLine(QPointF(self.area.left(), y), QPointF(self.area.right(), y))
        painter.setPen(pen("muted"))
        painter.setFont(type_of(TABLE_PX))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, y - 8, self.area.left() - 6, 16), flags, words)

    def paint_curve(self, painter: QPainter, heights: NDArray[np.float64], drawn: QPen) -> None:
        """Paint one curve, a point in the middle of each order day; clipped at the top."""
        x = self._axis.left + (np.arange(heights.size) + 0.5) * self._axis.px_per_day
        y = self.area.bottom() - np.minimum(heights, 50.0) * self.area.height()
        painter.save()
        painter.setClipRect(self.area.adjusted(0, -1, 0, 1))
        painter.setPen(drawn)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(polyline(x, y))
        painter.restore()

    def paint_title(self, painter: QPainter, title: str, keys: list[Key]) -> None:
        """Write the title, and right of it what each line means as far as there is room."""
        font = type_of(BODY_PX, is_bold=True)
        painter.setFont(font)
        painter.setPen(pen("text"))
        painter.drawText(QPointF(12, 18), title)
        x, small = 12 + width_of(title, font) + 12, type_of(TABLE_PX)
        painter.setFont(small)
        for key in keys:
            wide = width_of(key.words, small)
            if x + 18 + wide > self.area.right():
                return
            painter.setPen(key.pen)
            painter.drawLine(QPointF(x, 14), QPointF(x + 14, 14))
            painter.setPen(pen("muted"))
            painter.drawText(QPointF(x + 18, 18), key.words)
            x += 18 + wide + 10

    def paint_look(self, painter: QPainter, day: int, words: str) -> None:
        """Mark an order day looked at, its words on a plate at the foot."""
        x, font = self._axis.x(day + 0.5), type_of(TABLE_PX)
        painter.setPen(pen("muted", style=Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, self.area.top()), QPointF(x, self.area.bottom()))
        wide = width_of(words, font) + 12
        left = min(max(x + 6, self.area.left()), self.area.right() - wide)
        plate = QRectF(left, self.area.bottom() - 24, wide, 20)
        painter.setPen(pen("edge"))
        painter.setBrush(ink("raised", 0.95))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setFont(font)
        painter.setPen(pen("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def paint_days(self, painter: QPainter, *, has_words: bool) -> None:
        """Mark the plant's order day and the assumed one."""
        scene = self._scene
        marks = [(scene.plant, scene.plant_words, pen("muted", 1.0, 1.5, Qt.PenStyle.DashLine))]
        if not scene.is_same:
            marks.append((scene.assumed, scene.assumed_words, pen("accent", width=2)))
        marks = [mark for mark in marks if mark[0].is_dated and mark[0].order_day < scene.days]
        places = [self._axis.x(mark[0].order_day + 0.5) for mark in marks]
        font = type_of(TABLE_PX, is_bold=True)
        widths = [width_of(mark[1], font) + 8 for mark in marks]
        labels = place_labels(places, widths, self.area.left() + 2, self.area.right() - 2)
        painter.setFont(font)
        for (_, words, drawn), x, wide, label in zip(marks, places, widths, labels, strict=True):
            painter.setPen(drawn)
            painter.drawLine(QPointF(x, self.area.top()), QPointF(x, self.area.bottom()))
            if has_words:
                top = self.area.top() + label.row * MARK_ROW_PX + 1
                plate = QRectF(label.left + 2, top, wide, MARK_ROW_PX - 1)
                painter.fillRect(plate, ink("surface", 0.88))
                painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
