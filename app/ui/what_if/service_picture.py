"""Cost and service: what holding costs against the chance of being late, and the way between."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.core.what_if import Outlook
from app.ui.asset.calendar_axis import AXIS_PX
from app.ui.colours import TABLE_PX
from app.ui.figures import tick_text
from app.ui.ink import ink, pen, type_of
from app.ui.plots import polyline
from app.ui.scale import SteppedRange, ticks
from app.ui.what_if.curve_picture import (
    POINT_PX,
    CurvePicture,
    height_of,
    late_of,
    paint_late_ticks,
    paint_point,
)
from app.ui.what_if.lane import TOP_PX, Lane
from app.ui.what_if.scene import LEFT_PX, WhatIfScene, late_height

RIGHT_PX, FOOT_PX = 16, AXIS_PX + 4
TICK_EVERY_PX = 56
HEAD_PX = 7.0
"""Length of the arrow's head."""


class ServicePicture(CurvePicture):
    """Each order day is a point: right is dearer to hold, up is likelier late."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("WhatIf", "Holding money against P(late)"), parent)
        self.forget_range()

    def forget_range(self) -> None:
        """Let the axis of money begin anew."""
        self._range = SteppedRange(1e-3)

    def paint_curves(self, painter: QPainter, scene: WhatIfScene) -> None:
        """Paint both curves, both proposals and the arrow from the plant's to the assumed."""
        area = QRectF(
            LEFT_PX,
            TOP_PX,
            max(self.width() - LEFT_PX - RIGHT_PX, 1),
            max(self.height() - TOP_PX - FOOT_PX, 1),
        )
        lane = Lane(scene, scene.axis(self.width()), area)
        top = self._range.follow(max(_dearest(scene.plant), _dearest(scene.assumed)))
        paint_late_ticks(painter, lane)
        self._paint_money_axis(painter, area, top, scene.question.policy.currency)
        outlooks = [(scene.assumed, "data", 2.0)]
        if not scene.is_same:
            outlooks.insert(0, (scene.plant, "edge", 1.6))
        for outlook, token, width in outlooks:
            painter.setPen(pen(token, width=width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            x = area.left() + outlook.holding[: scene.days] / top * area.width()
            y = area.bottom() - late_height(outlook.late_by_day[: scene.days]) * area.height()
            painter.drawPolyline(polyline(x, y))
        self._paint_way(painter, lane, scene, top)
        lane.paint_title(painter, translate("WhatIf", "Holding against P(late)"), [])

    def _paint_money_axis(self, painter: QPainter, area: QRectF, top: float, currency: str) -> None:
        """Paint the axis of holding money with its unit."""
        painter.setFont(type_of(TABLE_PX))
        for tick in ticks(0.0, top, max(int(area.width() // TICK_EVERY_PX), 2)):
            x = round(area.left() + tick / top * area.width()) + 0.5
            painter.setPen(pen("line", 0.7))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(pen("muted"))
            where = QRectF(x - 30, area.bottom() + 3, 60, 15)
            painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, tick_text(tick))
        where = QRectF(area.left(), area.bottom() + 18, area.width(), 15)
        words = translate("WhatIf", "holding, {unit}").format(unit=currency)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight, words)
        painter.setPen(pen("edge"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_way(self, painter: QPainter, lane: Lane, scene: WhatIfScene, top: float) -> None:
        """Paint both proposals, and the arrow from the plant's to the assumed."""
        if not (scene.plant.is_dated and scene.assumed.is_dated):
            return
        before, after = (
            QPointF(
                lane.area.left() + float(o.holding[o.order_day]) / top * lane.area.width(),
                lane.y(height_of(late_of(o))),
            )
            for o in (scene.plant, scene.assumed)
        )
        if not scene.is_same:
            _paint_arrow(painter, before, after)
            paint_point(painter, after.x(), after.y(), "accent", is_full=True)
        paint_point(painter, before.x(), before.y(), "muted", is_full=False)


def _dearest(outlook: Outlook) -> float:
    """Holding money of an order of today, the dearest to hold."""
    return float(np.max(outlook.holding))


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """Paint an arrow between two points, its head just before the second."""
    way = end - start
    length = math.hypot(way.x(), way.y())
    if length < 3 * POINT_PX + HEAD_PX:
        return
    step = QPointF(way.x() / length, way.y() / length)
    tip = end - step * (POINT_PX + 2)
    back = tip - step * HEAD_PX
    side = QPointF(-step.y(), step.x()) * (HEAD_PX / 2)
    painter.setPen(pen("accent", width=1.6))
    painter.drawLine(start, back)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink("accent"))
    painter.drawPolygon(QPolygonF([tip, back + side, back - side]))
