"""The decision strip painted: failure above one calendar, arrival below it, late between."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF

from app.core.texts import translate
from app.ui.asset.calendar_axis import AXIS_PX, CalendarAxis, paint_closed_days, paint_names
from app.ui.asset.fan import paint_fan
from app.ui.asset.labels import place_labels
from app.ui.asset.order_study import OrderStudy
from app.ui.asset.strip_scene import StripScene
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.figures import day_text, share_text
from app.ui.ink import ink, pen, type_of, width_of

HEAD_PX, FOOT_PX, ROW_PX = 20, 20, 15
BEGIN_SHARE = 0.8
"""Share of its lane the fan falls through: from today's health to none."""
HILL_SHARE = 0.42
"""Share of its lane the highest day of a distribution takes."""


class StripPicture:
    """Paints one scene into a rectangle; makes no decision of its own."""

    def __init__(self, scene: StripScene, axis: CalendarAxis, where: QRectF) -> None:
        self._scene, self._axis = scene, axis
        self._top, self._bottom = where.top() + HEAD_PX, where.bottom() - FOOT_PX
        lanes = self._bottom - self._top - AXIS_PX
        self._fan_foot = self._top + 0.52 * lanes
        self._hang = self._fan_foot + AXIS_PX
        self._where = where

    @property
    def grip(self) -> QRectF:
        """Where the order day's tab can be taken hold of."""
        x = self._axis.x((self._scene.order_day or 0) + 0.5)
        wide = width_of(self._grip_words(), type_of(BODY_PX, is_bold=True)) + 26
        left = min(max(x - wide / 2, self._axis.left), self._axis.right - wide)
        return QRectF(left, self._fan_foot + 5, wide, AXIS_PX - 10)

    def paint(self, painter: QPainter) -> None:
        """Paint everything, from the calendar up to the labels."""
        paint_closed_days(
            painter, self._axis, self._scene.calendar, self._where.top(), self._bottom
        )
        study = self._scene.study
        self._paint_windows(painter)
        if study is not None:
            painter.save()
            painter.setClipRect(
                QRectF(self._axis.left, self._where.top(), self._width, self._where.height())
            )
            self._paint_failure(painter, study)
            self._paint_arrivals(painter, study)
            painter.restore()
        self._paint_axis(painter)
        if study is not None:
            self._paint_quantiles(painter, study)
            self._paint_overlap(painter, study)
            self._paint_order_day(painter)
        self._paint_window_names(painter)

    @property
    def _width(self) -> float:
        """Width of the calendar."""
        return self._axis.right - self._axis.left

    def _paint_axis(self, painter: QPainter) -> None:
        """Paint the calendar between the lanes."""
        axis = self._axis
        painter.fillRect(QRectF(axis.left, self._fan_foot, self._width, AXIS_PX), ink("surface"))
        paint_names(painter, axis, self._fan_foot, self._taken())
        painter.setPen(pen("edge"))
        for y in (self._fan_foot, self._hang):
            painter.drawLine(QPointF(axis.left, y), QPointF(axis.right, y))
        painter.setPen(pen("text", width=1.5))
        today = axis.x(0)
        painter.drawLine(QPointF(today, self._top), QPointF(today, self._bottom))

    def _taken(self) -> tuple[float, float] | None:
        """Stretch of the calendar the order day's tab lies over."""
        is_there = self._scene.study is not None and self._scene.order_day is not None
        return (self.grip.left(), self.grip.right()) if is_there else None

    def _paint_failure(self, painter: QPainter, study: OrderStudy) -> None:
        """Paint the fan of health falling to the calendar, and the failures of each day."""
        begin_y = self._fan_foot - BEGIN_SHARE * (self._fan_foot - self._top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_fan(
            painter,
            self._axis,
            study.life,
            0.0,
            lambda share: begin_y + (self._fan_foot - begin_y) * share,
        )
        days = int(self._axis.last) + 1
        height = HILL_SHARE * (self._fan_foot - self._top)
        self._paint_hill(painter, study.failures(days), self._fan_foot, -height, "data", 0.4)

    def _paint_arrivals(self, painter: QPainter, study: OrderStudy) -> None:
        """Paint when the part comes: ordered today as an outline, on the day looked at filled."""
        height = 0.62 * (self._bottom - self._hang)
        arrivals, day = self._scene.arrivals, self._scene.order_day
        if arrivals is None:
            return
        if day is not None and day > 0:
            today = study.arrivals(0)
            self._paint_hill(painter, today, self._hang, height, "edge", 0.0)
            words = translate("Strip", "if today")
            end = self._beside(today) + width_of(words, type_of(TABLE_PX)) + 6
            if end < self._axis.x(int(np.argmax(arrivals > 0))):
                self._paint_caption(painter, today, height, words, "muted")
        self._paint_hill(painter, arrivals, self._hang, height, "accent", 0.55)
        self._paint_caption(painter, arrivals, height, translate("Strip", "part comes"), "accent")

    def _beside(self, by_day: NDArray[np.float64]) -> float:
        """Place right of the likely days of a distribution."""
        likely = np.flatnonzero(by_day > 0.2 * by_day.max())
        return self._axis.x(int(likely[-1]) + 1) + 5

    def _paint_caption(
        self,
        painter: QPainter,
        by_day: NDArray[np.float64],
        height: float,
        words: str,
        token: str,
    ) -> None:
        """Write beside the likeliest days what comes then."""
        painter.setFont(type_of(TABLE_PX))
        painter.setPen(pen(token))
        painter.drawText(QPointF(self._beside(by_day), self._hang + height - 2), words)

    def _paint_hill(
        self,
        painter: QPainter,
        by_day: NDArray[np.float64],
        base: float,
        height: float,
        token: str,
        opacity: float,
    ) -> None:
        """Paint a probability a day as steps; each distribution has its own scale."""
        if not by_day.size or by_day.max() <= 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        steps = base + height * by_day / by_day.max()
        corners = [QPointF(self._axis.x(0), base)]
        for day, y in enumerate(steps.tolist()):
            corners.append(QPointF(self._axis.x(day), y))
            corners.append(QPointF(self._axis.x(day + 1), y))
        corners.append(QPointF(self._axis.x(by_day.size), base))
        painter.setPen(pen(token))
        painter.setBrush(ink(token, opacity) if opacity else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(corners))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_quantiles(self, painter: QPainter, study: OrderStudy) -> None:
        """Name the days by which 10, 50 and 90 of 100 have failed, above the fan."""
        marks = []
        for level in (0.1, 0.5, 0.9):
            day = study.life.quantile(level)
            if np.isfinite(day) and day <= self._axis.last:
                words = f"P{level * 100:.0f} {day_text(study.date_of(int(day)), study.today)}"
                marks.append((self._axis.x(day), words))
        painter.setFont(type_of(TABLE_PX))
        self._paint_labels(painter, marks, self._where.top() + 1, self._fan_foot)

    def _paint_labels(
        self, painter: QPainter, marks: list[tuple[float, str]], top: float, foot: float
    ) -> None:
        """Write labels over their marks, with a dotted line down to the foot."""
        widths = [width_of(words, painter.font()) + 6 for _, words in marks]
        places = place_labels(
            [x for x, _ in marks], widths, self._axis.left + 2, self._axis.right - 2
        )
        for (x, words), width, place in zip(marks, widths, places, strict=True):
            y = top + place.row * ROW_PX
            painter.setPen(pen("muted", style=Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, y + 2), QPointF(x, foot))
            plate = QRectF(place.left + 1, y, width, ROW_PX)
            painter.fillRect(plate, ink("surface", 0.85))
            painter.setPen(pen("muted"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(plate.adjusted(3, 0, 0, 0), flags, words)

    def _paint_windows(self, painter: QPainter) -> None:
        """Paint the window the part should arrive in, and the slot of the job."""
        window, job = self._scene.arrival_window, self._scene.job_window
        if window is not None:
            left, right = self._axis.x(window[0]), self._axis.x(window[1] + 1)
            where = QRectF(left, self._hang, right - left, self._bottom - self._hang)
            painter.fillRect(where, ink("accent", 0.14))
            painter.setPen(pen("accent", 0.7))
            painter.drawLine(where.bottomLeft(), where.bottomRight())
        if job is not None:
            left, right = self._axis.x(job[0]), self._axis.x(job[1] + 1)
            where = QRectF(left, self._top, right - left, self._bottom - self._top)
            painter.fillRect(where, QBrush(ink("text", 0.35), Qt.BrushStyle.Dense6Pattern))

    def _paint_window_names(self, painter: QPainter) -> None:
        """Name the windows under the lower lane."""
        marks = []
        window, job = self._scene.arrival_window, self._scene.job_window
        if window is not None:
            marks.append((self._axis.x(window[0]), translate("Strip", "arrival window"), "accent"))
        record = self._scene.record
        if job is not None:
            words = translate("Strip", "last job slot, needed by {day}").format(
                day=day_text(record.decision.need_by or record.today, record.today)
            )
            marks.append((self._axis.x(job[0]), words, "text"))
        painter.setFont(type_of(TABLE_PX))
        widths = [width_of(words, painter.font()) for _, words, _ in marks]
        places = place_labels(
            [x for x, _, _ in marks], widths, self._axis.left + 2, self._axis.right - 2
        )
        for (_, words, token), place in zip(marks, places, strict=True):
            painter.setPen(pen(token))
            y = self._bottom + 14 - place.row * ROW_PX
            painter.drawText(QPointF(place.left, y), words)

    def _paint_overlap(self, painter: QPainter, study: OrderStudy) -> None:
        """Colour the failures that come before the part, and write how likely they are."""
        scene, axis = self._scene, self._axis
        if scene.arrivals is None or scene.late is None:
            return
        token = "alarm" if scene.is_too_late else "data"
        late = study.late_failures(scene.arrivals)
        peak = float(study.failures(int(axis.last) + 1).max())
        lane = self._fan_foot - self._top
        painter.save()
        painter.setClipRect(QRectF(axis.left, self._where.top(), self._width, lane + HEAD_PX))
        height = -HILL_SHARE * lane * min(float(late.max()) / max(peak, 1e-9), 1.0)
        self._paint_hill(painter, late, self._fan_foot, height, token, 0.8)
        painter.restore()
        at = float(late @ (np.arange(late.size) + 0.5)) / max(float(late.sum()), 1e-9)
        self._paint_late_plate(painter, at, token)

    def _paint_late_plate(self, painter: QPainter, at: float, token: str) -> None:
        """Write the probability on a plate, with a line to the failures meant."""
        words = translate("Strip", "late {share}").format(share=share_text(self._scene.late or 0))
        font = type_of(BODY_PX, is_bold=True)
        wide = width_of(words, font) + 14
        x = self._axis.x(at)
        left = min(max(x - wide / 2, self._axis.left + 6), self._axis.right - wide - 6)
        top = self._top + 0.34 * (self._fan_foot - self._top)
        plate = QRectF(left, top, wide, 21)
        painter.setPen(pen(token))
        foot = QPointF(min(max(x, plate.left() + 6), plate.right() - 6), self._fan_foot - 2)
        painter.drawLine(QPointF(foot.x(), plate.bottom()), foot)
        painter.setBrush(ink("surface", 0.95))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setFont(font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _grip_words(self) -> str:
        """Write the order day on its tab."""
        study, day = self._scene.study, self._scene.order_day
        return "" if study is None or day is None else day_text(study.date_of(day), study.today)

    def _paint_order_day(self, painter: QPainter) -> None:
        """Paint the line of the order day and the tab it is dragged by; the proposal as a tick."""
        scene, axis = self._scene, self._axis
        if scene.proposal is not None and scene.proposal != scene.order_day:
            x = axis.x(scene.proposal + 0.5)
            painter.setPen(pen("accent", style=Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, self._top), QPointF(x, self._bottom))
        if scene.order_day is None:
            return
        x, grip = axis.x(scene.order_day + 0.5), self.grip
        painter.setPen(pen("accent", width=2))
        painter.drawLine(QPointF(x, self._top), QPointF(x, self._bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("accent"))
        painter.drawRoundedRect(grip, 4, 4)
        painter.setPen(pen("on_accent"))
        painter.setFont(type_of(BODY_PX, is_bold=True))
        painter.drawText(grip, Qt.AlignmentFlag.AlignCenter, f"◂ {self._grip_words()} ▸")
