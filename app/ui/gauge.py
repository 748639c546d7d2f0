"""The health gauge: an analogue bar and the last 30 days on one scale, not a traffic light."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.texts import translate
from app.ui.colours import BODY_PX, NUMBER_PX, TABLE_PX
from app.ui.figures import level_text, rate_text, tick_text
from app.ui.gauge_reading import GaugeLimit, GaugeReading
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.plots import paint_card, polyline
from app.ui.state_mark import paint_mark, state_token

HEAD_PX, BAR_PX, PAD_PX, HISTORY_DAYS = 58, 14, 10, 30.0


class HealthGauge(QWidget):
    """Value and unit large, trend with its rate, bar with normal band and limits, sparkline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: GaugeReading | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Size that reads well."""
        return QSize(200, 148)

    def minimumSizeHint(self) -> QSize:
        """Smallest size without overlap."""
        return QSize(168, 112)

    @property
    def reading(self) -> GaugeReading | None:
        """What is shown."""
        return self._reading

    def show_reading(self, reading: GaugeReading) -> None:
        """Show another reading; the limits' sources become the tool tip."""
        self._reading = reading
        self.setAccessibleName(
            f"{reading.title} {level_text(reading.value)} {reading.unit} {reading.note}".strip()
        )
        self.setToolTip("\n".join(_limit_words(limit, reading.unit) for limit in reading.limits))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()))
        if self._reading is not None:
            self._paint_head(painter, self._reading)
            self._paint_scale(painter, self._reading)
        painter.end()

    @property
    def _scale(self) -> QRectF:
        """Where bar and sparkline stand, with room for the top number."""
        top = HEAD_PX + 6
        return QRectF(PAD_PX, top, self.width() - 2 * PAD_PX, self.height() - top - PAD_PX)

    def _y(self, value: float, reading: GaugeReading) -> float:
        """Place of a value on the common scale."""
        return self._scale.bottom() - min(value / reading.top, 1.0) * self._scale.height()

    def _paint_head(self, painter: QPainter, reading: GaugeReading) -> None:
        """Paint title, number, unit and trend."""
        painter.setPen(pen("muted"))
        painter.setFont(type_of(TABLE_PX))
        room = self.width() - 2 * PAD_PX - (16 if reading.state.severity > 0 else 0)
        elide = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(reading.title, elide, room)
        painter.drawText(QPointF(PAD_PX, 17), title)
        if reading.state.severity > 0:
            paint_mark(painter, QRectF(self.width() - 24, 6, 13, 13), reading.state)
        number, font = level_text(reading.value), type_of(NUMBER_PX)
        painter.setFont(font)
        is_old = reading.value is None or bool(reading.note)
        painter.setPen(pen("muted" if is_old else state_token(reading.state, "text")))
        painter.drawText(QPointF(PAD_PX, 46), number)
        x = PAD_PX + width_of(number, font) + 5
        painter.setFont(type_of(BODY_PX))
        painter.setPen(pen("muted"))
        painter.drawText(QPointF(x, 46), reading.unit)
        x += width_of(reading.unit, type_of(BODY_PX)) + 10
        if reading.note:
            painter.setFont(type_of(TABLE_PX))
            painter.drawText(QPointF(PAD_PX, HEAD_PX + 2), reading.note)
        elif reading.value is not None:
            self._paint_trend(painter, reading, x)

    def _paint_trend(self, painter: QPainter, reading: GaugeReading, x: float) -> None:
        """Paint an arrow that leans with the trend, and the rate a day beside it."""
        trend = reading.trend_per_day
        if trend is None:
            return
        lean = reading.lean_deg
        painter.save()
        painter.translate(x + 8, 40)
        painter.rotate(-lean)
        painter.setPen(pen("muted", width=1.5))
        painter.drawPolyline(QPolygonF([QPointF(-7, 0), QPointF(6, 0)]))
        painter.drawPolyline(QPolygonF([QPointF(2, -4), QPointF(6, 0), QPointF(2, 4)]))
        painter.restore()
        rate = translate("Gauge", "steady")
        if not reading.is_steady:
            sign = "+" if trend > 0 else "−"
            rate = translate("Gauge", "{rate}/d").format(rate=sign + rate_text(abs(trend)))
        painter.setFont(type_of(TABLE_PX))
        painter.setPen(pen("muted"))
        if x + 20 + width_of(rate, painter.font()) < self.width() - 4:
            painter.drawText(QPointF(x + 20, 45), rate)

    def _paint_scale(self, painter: QPainter, reading: GaugeReading) -> None:
        """Paint the bar, the limits across both, the sparkline and the pointer."""
        scale = self._scale
        bar = QRectF(scale.left(), scale.top(), BAR_PX, scale.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("closed"))
        painter.drawRect(bar)
        if reading.normal is not None:
            top, bottom = self._y(reading.normal[1], reading), self._y(reading.normal[0], reading)
            painter.setBrush(ink("edge", 0.55))
            painter.drawRect(QRectF(bar.left(), top, BAR_PX, bottom - top))
            painter.setBrush(ink("closed", 0.6))
            painter.drawRect(QRectF(bar.right(), top, scale.right() - bar.right(), bottom - top))
        named = scale.bottom() + 20.0
        for limit in sorted(reading.limits, key=lambda one: one.value):
            is_named = named - self._y(limit.value, reading) > TABLE_PX
            self._paint_limit(painter, limit, reading, is_named=is_named)
            named = self._y(limit.value, reading) if is_named else named
        self._paint_history(painter, reading, bar.right() + 8)
        painter.setPen(pen("muted"))
        painter.setFont(type_of(TABLE_PX))
        if reading.value is not None:
            self._paint_pointer(painter, reading, bar)

    def _paint_limit(
        self, painter: QPainter, limit: GaugeLimit, reading: GaugeReading, *, is_named: bool
    ) -> None:
        """Paint one limit: grey while it is kept, in its colour once it is passed."""
        is_passed = reading.value is not None and limit.is_passed_by(reading.value)
        token = state_token(limit.state, "edge") if is_passed else "edge"
        y = round(self._y(limit.value, reading)) + 0.5
        painter.setPen(pen(token, style=Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(self._scale.left(), y), QPointF(self._scale.right(), y))
        if not is_named:
            return
        painter.setFont(type_of(TABLE_PX))
        painter.setPen(pen("muted"))
        text = tick_text(float(f"{limit.value:.3g}"))
        where = QPointF(self._scale.right() - width_of(text, painter.font()), y - 2)
        painter.drawText(where, text)

    def _paint_history(self, painter: QPainter, reading: GaugeReading, left: float) -> None:
        """Paint the last 30 days on the bar's own scale."""
        if reading.levels.size < 2:
            return
        width = self._scale.right() - left
        x = left + (1 + np.maximum(reading.days, -HISTORY_DAYS) / HISTORY_DAYS) * width
        scale = self._scale
        y = scale.bottom() - np.minimum(reading.levels / reading.top, 1.0) * scale.height()
        painter.setPen(pen("data2"))
        painter.drawPolyline(polyline(x, y))

    def _paint_pointer(self, painter: QPainter, reading: GaugeReading, bar: QRectF) -> None:
        """Paint the pointer: a line across the bar with a head outside it."""
        y = self._y(reading.value or 0.0, reading)
        token = "edge" if reading.note else state_token(reading.state, "text")
        painter.setPen(pen(token, width=2))
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(token))
        head = [QPointF(bar.right(), y), QPointF(bar.right() + 6, y - 4)]
        painter.drawPolygon(QPolygonF([*head, QPointF(bar.right() + 6, y + 4)]))


def _limit_words(limit: GaugeLimit, unit: str) -> str:
    """Say a limit with its source."""
    text = translate("Gauge", "{state} from {value} {unit} ({source})")
    if limit.is_low:
        text = translate("Gauge", "{state} below {value} {unit} ({source})")
    return text.format(
        state=translate("Words", limit.state.value),
        value=level_text(limit.value),
        unit=unit,
        source=limit.source or translate("Gauge", "no source given"),
    )
