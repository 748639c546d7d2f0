"""Every alarm on the calendar, one lane a machine: from the first sign to what became of it."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.alarms import Ending
from app.core.texts import translate
from app.replenishment.own_record import PastAlarm
from app.ui.asset.calendar_axis import AXIS_PX, CalendarAxis, paint_names
from app.ui.colours import TABLE_PX
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.predictions.rows_alarms import ending_words

LANE_PX, NAME_PX, LEGEND_PX, EDGE_PX = 20.0, 84.0, 20.0, 12.0
MARK_PX, NEAR_PX, LEAST_DAYS = 4.5, 6.0, 90
SHOWN = (Ending.CAME_TRUE, Ending.OTHER_FAULT, Ending.NO_FAULT, Ending.WITHDRAWN, Ending.MISSED)


class AlarmTimeline(QWidget):
    """One lane a machine; `alarm_chosen` carries the id of the alarm that was clicked."""

    alarm_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alarms: list[PastAlarm] = []
        self._today, self._first, self._chosen = date(2026, 1, 1), 0, ""
        self._lanes: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Predictions", "Alarms by machine over time"))

    def show_alarms(self, alarms: list[PastAlarm], today: date) -> None:
        """Show other alarms, up to a day."""
        self.alarms, self._today = alarms, today
        self._lanes = sorted({past.asset.tag for past in alarms})
        begun = [(past.alarm.began_at.date() - today).days for past in alarms]
        self._first = min([*begun, -LEAST_DAYS]) - 3
        self.setAccessibleDescription(
            "; ".join(f"{past.asset.tag} {ending_words(past)}" for past in alarms)
        )
        self.updateGeometry()
        self.update()

    def choose(self, alarm_id: str) -> None:
        """Bring an alarm out."""
        self._chosen = alarm_id
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        return QSize(500, round(LEGEND_PX + len(self._lanes) * LANE_PX + AXIS_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the legend, the lanes and the calendar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self._axis()
        _paint_legend(painter, axis.left)
        painter.setFont(type_of(TABLE_PX))
        for at, tag in enumerate(self._lanes):
            y = LEGEND_PX + at * LANE_PX
            painter.setPen(pen("line"))
            painter.drawLine(QPointF(0, y + LANE_PX), QPointF(self.width(), y + LANE_PX))
            painter.setPen(pen("text"))
            name = QRectF(8, y, NAME_PX - 12, LANE_PX)
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, tag)
        for past in self.alarms:
            self._paint_alarm(painter, axis, past)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint_names(painter, axis, LEGEND_PX + len(self._lanes) * LANE_PX)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the alarm under the mouse."""
        past = self._at(event.position())
        if past is not None:
            self.alarm_chosen.emit(past.id)

    def event(self, event: QEvent) -> bool:
        """Name what the mouse rests on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            past = self._at(QPointF(event.pos()))
            text = "" if past is None else f"{past.asset.tag}, {past.component.name}: "
            text += "" if past is None else ending_words(past)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def place_of(self, past: PastAlarm) -> QPointF:
        """Return where an alarm's end stands."""
        y = LEGEND_PX + (self._lanes.index(past.asset.tag) + 0.5) * LANE_PX
        return QPointF(self._axis().x(self._days(past)[1]), y)

    def _at(self, place: QPointF) -> PastAlarm | None:
        """Find the alarm at a place."""
        axis, found = self._axis(), []
        for past in self.alarms:
            begin, end = (axis.x(day) for day in self._days(past))
            is_lane = abs(place.y() - self.place_of(past).y()) <= LANE_PX / 2
            if is_lane and begin - NEAR_PX <= place.x() <= end + NEAR_PX:
                found.append((abs(place.x() - end), past))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _axis(self) -> CalendarAxis:
        """Lay the days over the width."""
        return CalendarAxis(self._today, self._first, 1, NAME_PX, self.width() - EDGE_PX)

    def _days(self, past: PastAlarm) -> tuple[float, float]:
        """Begin and end of an alarm in days from today."""
        alarm = past.alarm
        begin = (alarm.began_at.date() - self._today) / timedelta(days=1)
        if alarm.ended_at is None:
            return begin, 0.0
        return begin, (alarm.ended_at.date() - self._today) / timedelta(days=1)

    def _paint_alarm(self, painter: QPainter, axis: CalendarAxis, past: PastAlarm) -> None:
        """Paint a stroke from the first sign to the end, and the end's mark."""
        begin, _end = self._days(past)
        place = self.place_of(past)
        is_chosen = past.id == self._chosen
        painter.setPen(pen("accent" if is_chosen else "data2", width=3.0 if is_chosen else 1.6))
        painter.drawLine(QPointF(axis.x(begin), place.y()), place)
        paint_ending(painter, place, past.alarm.ending, is_chosen=is_chosen)


def paint_ending(
    painter: QPainter, place: QPointF, ending: Ending, *, is_chosen: bool = False
) -> None:
    """Paint the mark of an ending: full dot, diamond, ring, stroke, triangle."""
    token = "alarm" if ending is Ending.MISSED else "accent" if is_chosen else "data"
    painter.setPen(pen(token, width=1.6))
    painter.setBrush(ink("surface"))
    x, y, r = place.x(), place.y(), MARK_PX
    if ending is Ending.CAME_TRUE:
        painter.setBrush(ink(token))
        painter.drawEllipse(place, r, r)
    elif ending is Ending.NO_FAULT:
        painter.drawEllipse(place, r, r)
    elif ending is Ending.OTHER_FAULT:
        corners = [(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    elif ending is Ending.MISSED:
        painter.setBrush(ink(token))
        corners = [(x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    elif ending is Ending.WITHDRAWN:
        painter.drawLine(QPointF(x, y - r), QPointF(x, y + r))


def _paint_legend(painter: QPainter, left: float) -> None:
    """Say once what the marks mean."""
    words = {
        Ending.CAME_TRUE: translate("Predictions", "came true"),
        Ending.OTHER_FAULT: translate("Predictions", "other fault"),
        Ending.NO_FAULT: translate("Predictions", "no fault found"),
        Ending.WITHDRAWN: translate("Predictions", "withdrawn"),
        Ending.MISSED: translate("Predictions", "failed without warning"),
    }
    painter.setFont(type_of(TABLE_PX))
    x, y = left + 4, LEGEND_PX / 2
    for ending in SHOWN:
        paint_ending(painter, QPointF(x, y), ending)
        painter.setPen(pen("muted"))
        painter.drawText(QPointF(x + 10, y + 4), words[ending])
        x += 10 + width_of(words[ending], painter.font()) + 18
