"""Lead times as they were received, and over them what is planned with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.distribution import cumulative
from app.core.lead_time import ONE_SIGMA, LeadTime
from app.core.texts import translate
from app.core.vendor_score import LeadBin
from app.ui.asset.labels import place_labels
from app.ui.card_picture import CardPicture
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.figures import fixed, tick_text
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.plots import polyline
from app.ui.scale import ticks

LEFT_PX, RIGHT_PX, TOP_PX, FOOT_PX, LABEL_PX = 40, 14, 46, 34, 17
MARKS = (("P50", 0.5), ("P84", ONE_SIGMA), ("P95", 0.95))
CURVE_STEP_DAYS = 0.1
HALF_DAY = 0.5
"""A delivery of n days stands in the middle of its bar."""
ROOM = 1.15
"""The y axis reaches so far above the highest bar or the curve."""
TICK_EVERY_X_PX, TICK_EVERY_Y_PX = 46, 26


@dataclass(frozen=True, slots=True, eq=False)
class LeadScene:
    """A lead time with the receipts behind it; no bars where there are none."""

    lead: LeadTime
    bins: tuple[LeadBin, ...]

    @property
    def count(self) -> int:
        """Receipts in the bars."""
        return sum(b.count for b in self.bins)

    @property
    def last_day(self) -> float:
        """End of the axis: every bar, and the mark at P95."""
        longest = self.lead.distribution.quantile(0.95)
        return max([1.2 * longest, *(b.to_days + HALF_DAY for b in self.bins)]) + 1.0

    def curve(self, days: NDArray[np.float64]) -> NDArray[np.float64]:
        """What is planned with as receipts a bar, or as a share a day where there are none.

        Parameters
        ----------
        days : ndarray, shape (n,)
            Places on the axis.
        """
        width = self.bins[0].to_days - self.bins[0].from_days if self.bins else 1
        quantiles = self.lead.distribution.days.reshape(1, -1)
        ends = (cumulative(quantiles, days + s * width / 2, closed=True)[0] for s in (-1, 1))
        low, high = ends
        return np.asarray((high - low) * max(self.count, 1))


class LeadPicture(CardPicture[LeadScene]):
    """Bars for the receipts, a curve for what is planned with, marks for its quantiles."""

    reads_well_px = (560, 210)
    least_px = (300, 210)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Vendors", "Lead times"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paint_scene(self, painter: QPainter, scene: LeadScene) -> None:
        """Paint axis, bars, curve and marks."""
        _Painting(scene, QRectF(self.rect())).paint(painter)


class _Painting:
    """One paint of a scene, from back to front."""

    def __init__(self, scene: LeadScene, where: QRectF) -> None:
        self._scene, self._where = scene, where
        self._area = where.adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -FOOT_PX)
        self._days = np.arange(0.0, scene.last_day + CURVE_STEP_DAYS, CURVE_STEP_DAYS)
        self._curve = scene.curve(self._days)
        highest = max((b.count for b in scene.bins), default=0)
        self._top = ROOM * max(highest, float(self._curve.max()), 1e-9)
        self._is_certain = scene.lead.spread_days <= 0

    def paint(self, painter: QPainter) -> None:
        """Paint everything."""
        self._paint_title(painter)
        self._paint_axes(painter)
        for b in self._scene.bins:
            self._paint_bar(painter, b)
        if not self._is_certain:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen("data", width=2))
            x = self._area.left() + self._days * self._px_per_day
            painter.drawPolyline(polyline(x, self._area.bottom() - self._curve * self._px_per_one))
        self._paint_marks(painter)

    @property
    def _px_per_day(self) -> float:
        """Width of a day."""
        return self._area.width() / self._scene.last_day

    @property
    def _px_per_one(self) -> float:
        """Height of one receipt, or of certainty."""
        return self._area.height() / self._top

    def _x(self, day: float) -> float:
        """Place of a day."""
        return self._area.left() + day * self._px_per_day

    def _paint_title(self, painter: QPainter) -> None:
        """Write what is drawn, with n."""
        count = self._scene.count
        head = translate("Vendors", "Lead times, n = {n} receipts").format(n=count)
        if not count:
            head = translate("Vendors", "Lead time: no receipts yet")
        font, small = type_of(BODY_PX, is_bold=True), type_of(TABLE_PX)
        painter.setFont(font)
        painter.setPen(pen("text"))
        painter.drawText(QPointF(12, 19), head)
        x = 12 + width_of(head, font) + 18
        words = translate("Vendors", "planned with: {basis}")
        words = words.format(basis=translate("Words", self._scene.lead.basis))
        if x + 23 + width_of(words, small) > self._area.right():
            return
        painter.setPen(pen("data", width=2))
        painter.drawLine(QPointF(x, 15), QPointF(x + 18, 15))
        painter.setFont(small)
        painter.setPen(pen("muted"))
        painter.drawText(QPointF(x + 23, 19), words)

    def _paint_axes(self, painter: QPainter) -> None:
        """Paint whole days under the bars, and whole receipts beside them."""
        area = self._area
        painter.setFont(type_of(TABLE_PX))
        most = max(int(area.height() // TICK_EVERY_Y_PX), 2)
        for tick in ticks(0.0, self._top, most) if self._scene.bins else []:
            if tick != round(tick):
                continue
            y = round(area.bottom() - tick * self._px_per_one) + 0.5
            painter.setPen(pen("line", 0.7))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(pen("muted"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), flags, tick_text(tick))
        painter.setPen(pen("edge"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        unit = translate("Vendors", "working d")
        room = area.right() - width_of(unit, painter.font()) - 10
        painter.setPen(pen("muted"))
        for tick in ticks(0.0, self._scene.last_day, max(int(area.width() // TICK_EVERY_X_PX), 2)):
            x = self._x(tick)
            if x + 12 < room:
                where = QRectF(x - 24, area.bottom() + 4, 48, 16)
                painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, tick_text(tick))
        where = QRectF(area.left(), area.bottom() + 4, area.width(), 16)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight, unit)

    def _paint_bar(self, painter: QPainter, b: LeadBin) -> None:
        """Paint the receipts of one bin around the days they took."""
        if not b.count:
            return
        left, right = self._x(b.from_days - HALF_DAY), self._x(b.to_days - HALF_DAY)
        height = b.count * self._px_per_one
        bar = QRectF(left + 1, self._area.bottom() - height, right - left - 2, height)
        painter.setPen(pen("data2"))
        painter.setBrush(ink("data2", 0.35))
        painter.drawRect(bar)

    def _paint_marks(self, painter: QPainter) -> None:
        """Mark P50, P84 and P95, or the one day of a certain lead time."""
        lead = self._scene.lead
        marks = [(name, lead.distribution.quantile(level)) for name, level in MARKS]
        if self._is_certain:
            marks = [(translate("Vendors", "always"), lead.median_days)]
        font = type_of(TABLE_PX)
        words = [f"{name} {fixed(day, 1)}" for name, day in marks]
        places = [self._x(day) for _, day in marks]
        widths = [width_of(text, font) + 8 for text in words]
        labels = place_labels(places, widths, self._area.left(), self._area.right())
        painter.setFont(font)
        for text, x, wide, label in zip(words, places, widths, labels, strict=True):
            y = 26 + label.row * LABEL_PX
            painter.setPen(pen("accent", width=1.5))
            painter.drawLine(QPointF(x, y + 2), QPointF(x, self._area.bottom()))
            plate = QRectF(label.left + 1, y, wide, LABEL_PX - 1)
            painter.fillRect(plate, ink("surface", 0.9))
            painter.setPen(pen("accent"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
