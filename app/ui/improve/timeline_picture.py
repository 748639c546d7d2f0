"""Paints the lanes: a stroke from each order to its goods, a bar where something waited."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.texts import translate
from app.ui.asset.calendar_axis import AXIS_PX, CalendarAxis, paint_names
from app.ui.colours import TABLE_PX
from app.ui.improve.timeline_scene import Lane, OrderMark, ShortMark, TimelineScene
from app.ui.ink import ink, pen, type_of

LANE_PX, NAME_PX, LEGEND_PX, EDGE_PX = 28, 200, 24, 12
DOT_PX, NEAR_PX = 3.5, 6.0


class TimelinePicture(QWidget):
    """One lane a policy; `lane_chosen` carries the policy of a lane that was clicked."""

    lane_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: TimelineScene | None = None
        self._chosen = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Improve", "What was ordered when, one lane a policy"))

    def show_scene(self, scene: TimelineScene) -> None:
        """Show other lanes."""
        self.scene = scene
        self.updateGeometry()
        self.update()

    def choose(self, policy: str) -> None:
        """Bring a policy's lane out."""
        self._chosen = policy
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        lanes = len(self.scene.lanes) if self.scene else 0
        return QSize(NAME_PX + 400, LEGEND_PX + lanes * LANE_PX + AXIS_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the legend, the lanes and the calendar."""
        if self.scene is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self._axis(self.scene)
        _paint_legend(painter, axis)
        for at, lane in enumerate(self.scene.lanes):
            self._paint_lane(painter, axis, lane, LEGEND_PX + at * LANE_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint_names(painter, axis, LEGEND_PX + len(self.scene.lanes) * LANE_PX)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the lane under the mouse."""
        lane = self._lane_at(event.position())
        if lane is not None:
            self.lane_chosen.emit(lane.policy)

    def event(self, event: QEvent) -> bool:
        """Say in full what the mouse rests on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def text_at(self, place: QPointF) -> str:
        """Return the sentence of the mark nearest to a place, "" for none."""
        lane = self._lane_at(place)
        if lane is None or self.scene is None:
            return ""
        axis = self._axis(self.scene)
        marks = [
            *((axis.x(mark.begins), axis.x(mark.ends), mark.text) for mark in lane.shorts),
            *((axis.x(mark.ordered), axis.x(mark.arrived), mark.text) for mark in lane.orders),
        ]
        near = [
            (min(abs(place.x() - left), abs(place.x() - right)), text)
            for left, right, text in marks
            if left - NEAR_PX <= place.x() <= right + NEAR_PX
        ]
        return min(near)[1] if near else ""

    def _axis(self, scene: TimelineScene) -> CalendarAxis:
        """Lay the days over the width."""
        return CalendarAxis(scene.first, 0, scene.days, NAME_PX, self.width() - EDGE_PX)

    def _lane_at(self, place: QPointF) -> Lane | None:
        """Find the lane at a place."""
        at = int((place.y() - LEGEND_PX) // LANE_PX)
        lanes = self.scene.lanes if self.scene else ()
        return lanes[at] if 0 <= at < len(lanes) else None

    def _paint_lane(self, painter: QPainter, axis: CalendarAxis, lane: Lane, top: float) -> None:
        """Paint one policy."""
        is_chosen = lane.policy == self._chosen
        where = QRectF(0, top, self.width(), LANE_PX)
        if is_chosen:
            painter.fillRect(where, ink("selection"))
        painter.setPen(pen("line"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        painter.setFont(type_of(TABLE_PX, is_bold=is_chosen))
        painter.setPen(pen("text"))
        name = QRectF(8, top, NAME_PX - 16, LANE_PX)
        cut = painter.fontMetrics().elidedText(
            lane.name, Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, cut)
        middle = top + LANE_PX / 2
        painter.save()
        painter.setClipRect(QRectF(axis.left - 5, top, axis.right - axis.left + 10, LANE_PX))
        for short in lane.shorts:
            _paint_short(painter, axis, short, middle)
        for order in lane.orders:
            _paint_order(painter, axis, order, middle)
        painter.restore()


def _paint_order(painter: QPainter, axis: CalendarAxis, order: OrderMark, y: float) -> None:
    """Paint a dot on the order day and a stroke to the day the goods were in."""
    left, right = axis.x(order.ordered), axis.x(order.arrived)
    token = "data" if order.is_hurried else "data2"
    painter.setPen(pen(token, width=1.5))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    if not order.is_open:
        painter.drawLine(QPointF(right, y - 5), QPointF(right, y + 5))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink(token))
    if order.is_hurried:
        tips = [QPointF(left - 4, y - 5), QPointF(left + 5, y), QPointF(left - 4, y + 5)]
        painter.drawPolygon(QPolygonF(tips))
    else:
        painter.drawEllipse(QPointF(left, y), DOT_PX, DOT_PX)


def _paint_short(painter: QPainter, axis: CalendarAxis, short: ShortMark, y: float) -> None:
    """Paint a bar over the days something waited for its part."""
    left = axis.x(short.begins)
    width = max(axis.x(short.ends) - left, 3.0)
    painter.fillRect(QRectF(left, y - 8, width, 16), ink("alarm", 0.35))
    painter.fillRect(QRectF(left, y - 8, 2, 16), ink("alarm"))


def _paint_legend(painter: QPainter, axis: CalendarAxis) -> None:
    """Say what the marks mean, once, over the lanes."""
    y, x = LEGEND_PX / 2 - 1, axis.left
    painter.setFont(type_of(TABLE_PX))
    sample = CalendarAxis(axis.today, 0, 30, x, x + 30)
    entries = (
        (OrderMark(0, 24, is_open=False, is_hurried=False, text=""),
         translate("Improve", "ordered, then in")),
        (OrderMark(0, 24, is_open=False, is_hurried=True, text=""),
         translate("Improve", "expedited")),
        (ShortMark(0, 24, ""), translate("Improve", "a need waited for its part")),
    )  # fmt: skip
    for mark, words in entries:
        if isinstance(mark, ShortMark):
            _paint_short(painter, sample, mark, y)
        else:
            _paint_order(painter, sample, mark, y)
        painter.setPen(pen("muted"))
        painter.drawText(QPointF(x + 34, y + 4), words)
        x += 34 + painter.fontMetrics().horizontalAdvance(words) + 24
        sample = CalendarAxis(axis.today, 0, 30, x, x + 30)
