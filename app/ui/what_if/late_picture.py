"""P(late) over the order days, against the risk that is tolerated."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.ui.asset.calendar_axis import AXIS_PX
from app.ui.colours import TABLE_PX
from app.ui.figures import share_text
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.what_if.curve_picture import (
    CurvePicture,
    height_of,
    late_of,
    paint_late_ticks,
    paint_point,
)
from app.ui.what_if.lane import Key, Lane
from app.ui.what_if.scene import WhatIfScene, late_height


class LatePicture(CurvePicture):
    """How likely an order of each day comes too late."""

    foot_px = AXIS_PX + 4.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("WhatIf", "P(late) by order day"), parent)

    def paint_curves(self, painter: QPainter, scene: WhatIfScene) -> None:
        """Paint axis, both curves, the tolerated risk, and both days with their points."""
        lane = self.lane(scene)
        lane.paint_ground(painter, has_names=True)
        paint_late_ticks(painter, lane)
        curves = [(Key(translate("WhatIf", "assumed"), pen("data", width=2)), scene.assumed)]
        if not scene.is_same:
            plant = Key(translate("WhatIf", "the plant's"), pen("edge", width=1.6))
            curves.append((plant, scene.plant))
        for key, outlook in reversed(curves):
            lane.paint_curve(painter, late_height(outlook.late_by_day[: scene.days]), key.pen)
        _paint_tolerated(painter, lane, scene.assumed.risk)
        lane.paint_days(painter, has_words=False)
        self._paint_points(painter, lane, scene)
        keys = [key for key, _ in curves] if not scene.is_same else []
        lane.paint_title(painter, translate("WhatIf", "P(late) by order day"), keys)

    def _paint_points(self, painter: QPainter, lane: Lane, scene: WhatIfScene) -> None:
        """Paint both proposals on their curves."""
        axis = scene.axis(self.width())
        points = [(scene.plant, "muted", False)]
        if not scene.is_same:
            points.append((scene.assumed, "accent", True))
        for outlook, token, is_full in points:
            if outlook.is_dated and outlook.order_day < scene.days:
                x, y = axis.x(outlook.order_day + 0.5), lane.y(height_of(late_of(outlook)))
                paint_point(painter, x, y, token, is_full=is_full)


def _paint_tolerated(painter: QPainter, lane: Lane, risk: float) -> None:
    """Paint the tolerated risk as a line; its name stands right, where the curves are above it."""
    y, area = lane.y(height_of(risk)), lane.area
    painter.setPen(pen("text", style=Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
    words = translate("WhatIf", "tolerated {share}").format(share=share_text(risk))
    font = type_of(TABLE_PX)
    painter.setFont(font)
    wide = width_of(words, font) + 6
    plate = QRectF(area.right() - wide, min(y + 2, area.bottom() - 17), wide, 16)
    painter.fillRect(plate, ink("surface", 0.88))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
