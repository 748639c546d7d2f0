"""One paint of history, now and future, from back to front."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF

from app.core.distribution import DaysDistribution, cumulative
from app.core.health import HealthState
from app.core.texts import translate
from app.ui.asset.calendar_axis import AXIS_PX, CalendarAxis, paint_closed_days, paint_names
from app.ui.asset.fan import paint_fan
from app.ui.asset.labels import place_labels
from app.ui.asset.life_scene import LifeMark, LifeScene
from app.ui.colours import BODY_PX, HEADING_PX, TABLE_PX
from app.ui.figures import level_text, tick_text
from app.ui.gauge_reading import GaugeLimit
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.plots import polyline
from app.ui.scale import ticks
from app.ui.state_mark import paint_mark, state_token

LEFT_PX, TOP_PX, LABEL_ROW_PX = 46, 30, 16
HEADROOM = 1.32
"""The axis reaches so far above the failure level: room for the failures of each day."""


class LifePainting:
    """Paints one scene on one calendar."""

    def __init__(self, scene: LifeScene, axis: CalendarAxis, where: QRectF) -> None:
        self._scene, self._axis = scene, axis
        rows = max(self._label_rows(), 1)
        self._labels_top = TOP_PX - 4
        top = TOP_PX + rows * LABEL_ROW_PX + 2
        self._area = QRectF(
            axis.left, top, axis.right - axis.left, where.bottom() - AXIS_PX - 4 - top
        )
        self._high = self._highest()

    def paint(self, painter: QPainter) -> None:
        """Paint from back to front."""
        scene, axis, area = self._scene, self._axis, self._area
        paint_closed_days(painter, axis, scene.calendar, area.top(), area.bottom())
        self._paint_title(painter)
        self._paint_grid(painter)
        self._paint_limit_lines(painter)
        painter.save()
        painter.setClipRect(area)
        self._paint_bands(painter)
        self._paint_future(painter)
        self._paint_history(painter)
        painter.restore()
        self._paint_limit_names(painter)
        self._paint_now(painter)
        self._paint_labels(painter)
        paint_names(painter, axis, area.bottom())
        painter.setPen(pen("edge"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _y(self, level: float) -> float:
        """Place of a level."""
        return self._area.bottom() - level / self._high * self._area.height()

    def _highest(self) -> float:
        """End of the y axis: above the failure level, or above what was measured."""
        course = self._scene.course
        shown = [limit.value for limit in course.limits if limit.state is not HealthState.DANGER]
        measured = float(course.levels.max()) if course.levels.size else 1.0
        if course.failure_level is not None:
            return max(course.failure_level * HEADROOM, measured * 1.05)
        return max([*shown, measured]) * 1.25

    def _paint_title(self, painter: QPainter) -> None:
        """Write what is shown and the present level."""
        course = self._scene.course
        font = type_of(BODY_PX, is_bold=True)
        painter.setFont(font)
        painter.setPen(pen("text"))
        title = f"{course.title}, {course.unit}"
        painter.drawText(QPointF(12, 20), title)

    def _paint_grid(self, painter: QPainter) -> None:
        """Paint the y axis with hairlines."""
        area = self._area
        painter.setFont(type_of(TABLE_PX))
        for tick in ticks(0.0, self._high, max(int(area.height() // 48), 2)):
            y = round(self._y(tick)) + 0.5
            painter.setPen(pen("line", 0.7))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(pen("muted"))
            where = QRectF(0, y - 8, area.left() - 6, 16)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(where, flags, tick_text(tick))

    def _limits_in_sight(self) -> list[tuple[GaugeLimit, float, bool]]:
        """Limits with their place, and whether they are passed."""
        present = self._scene.course.present_level
        found = []
        for limit in self._scene.course.limits:
            y = round(self._y(limit.value)) + 0.5
            if y >= self._area.top():
                found.append((limit, y, present is not None and present > limit.value))
        return found

    def _paint_limit_lines(self, painter: QPainter) -> None:
        """Paint the limits; the failure level is a full line."""
        area = self._area
        for limit, y, is_passed in self._limits_in_sight():
            is_failure = limit.value == self._scene.course.failure_level
            style = Qt.PenStyle.SolidLine if is_failure else Qt.PenStyle.DashLine
            kept = "text" if is_failure else "edge"
            colour = state_token(limit.state, kept) if is_passed else kept
            painter.setPen(pen(colour, width=1.4 if is_failure else 1.0, style=style))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_limit_names(self, painter: QPainter) -> None:
        """Write each limit with its state and source over its line."""
        painter.setFont(type_of(TABLE_PX))
        text = translate("Asset", "{state} from {level}, {source}")
        for limit, y, is_passed in self._limits_in_sight():
            words = text.format(
                state=translate("Words", limit.state.value),
                level=level_text(limit.value),
                source=translate("Words", limit.source),
            )
            wide = width_of(words, painter.font()) + 22
            plate = QRectF(self._area.left() + 6, y - 16, wide, 15)
            painter.fillRect(plate, ink("surface", 0.85))
            mark = QRectF(plate.left() + 1, plate.top() + 1, 12, 12)
            paint_mark(painter, mark, limit.state, None if is_passed else "edge")
            painter.setPen(pen("muted"))
            painter.drawText(QPointF(plate.left() + 17, y - 4), words)

    def _paint_bands(self, painter: QPainter) -> None:
        """Shade the arrival window and the job's slot."""
        for mark in self._scene.marks:
            if mark.is_band:
                left, right = self._axis.x(mark.first), self._axis.x(mark.last)
                where = QRectF(left, self._area.top(), right - left, self._area.height())
                if mark.colour == "accent":
                    painter.fillRect(where, ink("accent", 0.16))
                else:
                    dots = QBrush(ink(mark.colour, 0.4), Qt.BrushStyle.Dense6Pattern)
                    painter.fillRect(where, dots)

    def _paint_future(self, painter: QPainter) -> None:
        """Paint the fan up to the failure level with the failures of each day on it."""
        scene, course = self._scene, self._scene.course
        level, end = course.present_level, course.failure_level
        if scene.life is None or level is None or end is None:
            self._paint_unknown(painter)
            return
        start = min(max(level, 1e-3 * end), 0.98 * end)
        growth = float(np.log(end / start))
        area, high = self._area, self._high
        paint_fan(
            painter,
            self._axis,
            scene.life,
            scene.now_day + float(course.days[-1]),
            lambda share: area.bottom() - start * np.exp(growth * share) / high * area.height(),
        )
        self._paint_failures(painter, scene.life, end)

    def _paint_failures(self, painter: QPainter, life: DaysDistribution, end: float) -> None:
        """Paint on the failure level how likely it is met on each day."""
        days = np.arange(0, int(self._axis.last) + 2, dtype=np.float64)
        by_day = np.diff(cumulative(life.days.reshape(1, -1), days, closed=False)[0])
        if by_day.max() <= 0:
            return
        base = self._y(end)
        height = 0.8 * (base - self._area.top())
        corners = [QPointF(self._axis.x(0), base)]
        for day, share in enumerate((by_day / by_day.max()).tolist()):
            y = base - height * share
            corners += [QPointF(self._axis.x(day), y), QPointF(self._axis.x(day + 1), y)]
        corners.append(QPointF(self._axis.x(by_day.size), base))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pen("data"))
        painter.setBrush(ink("data", 0.45))
        painter.drawPolygon(QPolygonF(corners))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_unknown(self, painter: QPainter) -> None:
        """Say in grey why there is no fan, and what would make it known."""
        left = self._axis.x(self._scene.now_day)
        painter.setPen(pen("muted"))
        middle = self._area.center().y() - 22
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        for words, font, y in zip(
            self._scene.unknown,
            (type_of(HEADING_PX), type_of(BODY_PX)),
            (middle, middle + 44),
            strict=True,
        ):
            painter.setFont(font)
            where = QRectF(left + 12, y, max(self._area.right() - left - 24, 1), 42)
            said = painter.boundingRect(where, flags, words)
            painter.fillRect(said.adjusted(-4, 0, 4, 0), ink("surface", 0.9))
            painter.drawText(where, flags, words)

    def _paint_history(self, painter: QPainter) -> None:
        """Paint the measured course and where its rise began."""
        scene, axis, course = self._scene, self._axis, self._scene.course
        if not course.days.size:
            return
        x = axis.left + (course.days + scene.now_day - axis.first) * axis.px_per_day
        y = self._area.bottom() - course.levels / self._high * self._area.height()
        painter.setPen(pen("data", width=1.2))
        painter.drawPolyline(polyline(x, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(state_token(scene.state, "data")))
        painter.drawEllipse(QPointF(x[-1], self._y(course.present_level or 0.0)), 4.5, 4.5)
        if scene.onset_day is not None and scene.onset_day > axis.first:
            at = int(np.argmin(np.abs(course.days + scene.now_day - scene.onset_day)))
            painter.setPen(pen("muted", width=1.5))
            painter.setBrush(ink("surface"))
            painter.drawEllipse(QPointF(x[at], y[at]), 3.5, 3.5)

    def _paint_now(self, painter: QPainter) -> None:
        """Paint the line between what was and what will be."""
        x = self._axis.x(self._scene.now_day)
        painter.setPen(pen("text", width=1.5))
        painter.drawLine(QPointF(x, self._area.top()), QPointF(x, self._area.bottom()))

    def _all_marks(self) -> list[LifeMark]:
        """Marks with the onset and now among them, those in sight, left to right."""
        scene, axis = self._scene, self._axis
        marks = list(scene.marks)
        now = translate("Asset", "now")
        marks.append(LifeMark(scene.now_day, scene.now_day, now, "text"))
        if scene.onset_day is not None:
            words = translate("Asset", "rise began")
            at = max(scene.onset_day, axis.first)
            marks.append(LifeMark(at, at, words if at > axis.first else f"< {words}", "muted"))
        return sorted((m for m in marks if m.first <= axis.last), key=lambda mark: mark.first)

    def _places(self) -> list[tuple[LifeMark, float, int]]:
        """Marks with the left end and the row of their labels."""
        marks = self._all_marks()
        font = type_of(TABLE_PX, is_bold=True)
        widths = [width_of(mark.words, font) + 4 for mark in marks]
        anchors = [self._axis.x(mark.first) for mark in marks]
        placed = place_labels(anchors, widths, self._axis.left, self._axis.right)
        return [(m, p.left, p.row) for m, p in zip(marks, placed, strict=True)]

    def _label_rows(self) -> int:
        """Rows the labels take."""
        return max((row for _, _, row in self._places()), default=0) + 1

    def _paint_labels(self, painter: QPainter) -> None:
        """Write the marks' names above the picture, each over its line."""
        painter.setFont(type_of(TABLE_PX, is_bold=True))
        places = self._places()
        for mark, _left, row in places:
            x, top = self._axis.x(mark.first), self._labels_top + row * LABEL_ROW_PX
            painter.setPen(pen(mark.colour, width=2.0 if mark.colour == "accent" else 1.0))
            foot = self._area.top() if mark.is_band else self._area.bottom()
            painter.drawLine(QPointF(x, top + 3), QPointF(x, foot))
        for mark, left, row in places:
            wide = width_of(mark.words, painter.font()) + 3
            top = self._labels_top + row * LABEL_ROW_PX
            plate = QRectF(left + 2, top + 1, wide, LABEL_ROW_PX - 2)
            painter.fillRect(plate, ink("surface", 0.9))
            painter.setPen(pen(mark.colour))
            painter.drawText(QPointF(left + 3, top + 12), mark.words)
