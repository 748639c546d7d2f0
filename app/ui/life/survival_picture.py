"""How many of such components still run after so long: by the prior, and with the plant's lives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.replenishment.life_record import LifeRecord
from app.ui.card_picture import CardPicture
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.figures import tick_text
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.life.rows_life import DAYS_A_YEAR, FAR_DAYS, Share
from app.ui.plots import polyline
from app.ui.scale import ticks

LEFT_PX, RIGHT_PX, TOP_PX, FOOT_PX = 46, 14, 50, 66
BAR_PX, POINTS = 14, 161
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
TICK_EVERY_PX = 62


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalScene:
    """Two curves over days since new, the age reached, and the bar below them.

    Attributes
    ----------
    days, before, after : ndarray, shape (n,)
        Days since new; shares still in service by the prior and with the plant's lives.
    ended_days : tuple of float
        Ages at which items failed or were found worn here.
    """

    days: NDArray[np.float64]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    age_days: float | None
    ended_days: tuple[float, ...]
    shares: tuple[Share, ...]


def scene_of(record: LifeRecord, shares: tuple[Share, ...]) -> SurvivalScene:
    """Lay the curves out, far enough for both and for the age reached."""
    ends = [record.life.days_left(0.0)[91], record.before.days_left(0.0)[86]]
    age = record.age_days
    last = max(1.02 * min(max(ends), 3 * min(ends)), 1.2 * (age or 0.0), 30.0)
    days = np.linspace(0.0, last, POINTS)
    ended = tuple(float((one.ended_on - one.fitted_on).days) for one in record.whole_lives)
    return SurvivalScene(
        days=days,
        before=record.in_service(record.before, days),
        after=record.in_service(record.life, days),
        age_days=age,
        ended_days=tuple(d for d in ended if d <= last),
        shares=shares,
    )


class SurvivalPicture(CardPicture[SurvivalScene]):
    """A dashed curve for the prior, a full one for what is believed, a line for the age."""

    reads_well_px = (470, 330)
    least_px = (300, 260)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Life", "Share still in service"), parent)

    def paint_scene(self, painter: QPainter, scene: SurvivalScene) -> None:
        """Paint the curves, and the bar below them."""
        _Painting(scene, QRectF(self.rect())).paint(painter)


class _Painting:
    """One paint of a scene, from back to front."""

    def __init__(self, scene: SurvivalScene, where: QRectF) -> None:
        self._scene = scene
        self._area = where.adjusted(LEFT_PX, TOP_PX, -RIGHT_PX, -FOOT_PX)
        self._bar = QRectF(12, where.bottom() - 26, where.width() - 24, BAR_PX)
        self._in_years = float(scene.days[-1]) > FAR_DAYS
        self._unit_days = DAYS_A_YEAR if self._in_years else 1.0

    def paint(self, painter: QPainter) -> None:
        """Paint everything."""
        self._paint_title(painter)
        self._paint_axes(painter)
        self._paint_ended(painter)
        self._paint_curve(painter, self._scene.before, "muted", Qt.PenStyle.DashLine)
        self._paint_curve(painter, self._scene.after, "data", Qt.PenStyle.SolidLine)
        self._paint_age(painter)
        self._paint_bar(painter)

    def _x(self, days: float) -> float:
        """Place of an age."""
        return self._area.left() + days / float(self._scene.days[-1]) * self._area.width()

    def _y(self, share: float) -> float:
        """Place of a share."""
        return self._area.bottom() - share * self._area.height()

    def _paint_title(self, painter: QPainter) -> None:
        """Write what is drawn, and which line is which."""
        painter.setFont(type_of(BODY_PX, is_bold=True))
        painter.setPen(pen("text"))
        painter.drawText(QPointF(12, 19), translate("Life", "Share of new ones still in service"))
        small = type_of(TABLE_PX)
        painter.setFont(small)
        x = 12.0
        for words, token, style in (
            (translate("Life", "with the plant’s lives"), "data", Qt.PenStyle.SolidLine),
            (translate("Life", "prior alone"), "muted", Qt.PenStyle.DashLine),
        ):
            painter.setPen(pen(token, width=2, style=style))
            painter.drawLine(QPointF(x, 33), QPointF(x + 22, 33))
            painter.setPen(pen("muted"))
            painter.drawText(QPointF(x + 27, 37), words)
            x += 27 + width_of(words, small) + 16

    def _paint_axes(self, painter: QPainter) -> None:
        """Paint shares at the side and ages below."""
        area, right = self._area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(type_of(TABLE_PX))
        for share in SHARES:
            y = round(self._y(share)) + 0.5
            painter.setPen(pen("line", 0.7))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(pen("muted"))
            text = f"{tick_text(100 * share)} %"
            painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), right, text)
        unit = translate("Life", "years since new") if self._in_years else ""
        unit = unit or translate("Life", "days since new")
        room = area.right() - width_of(unit, painter.font()) - 8
        last = float(self._scene.days[-1]) / self._unit_days
        for tick in ticks(0.0, last, max(int(area.width() // TICK_EVERY_PX), 2)):
            x = self._x(tick * self._unit_days)
            painter.setPen(pen("edge"))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3))
            painter.setPen(pen("muted"))
            if x + 14 < room:
                where = QRectF(x - 26, area.bottom() + 4, 52, 16)
                painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, tick_text(tick))
        where = QRectF(area.left(), area.bottom() + 4, area.width(), 16)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight, unit)

    def _paint_ended(self, painter: QPainter) -> None:
        """Mark the ages at which items ended here."""
        painter.setPen(pen("alarm", width=1.5))
        for days in self._scene.ended_days:
            x = self._x(days)
            painter.drawLine(QPointF(x, self._area.bottom() - 8), QPointF(x, self._area.bottom()))

    def _paint_curve(
        self, painter: QPainter, share: NDArray[np.float64], token: str, style: Qt.PenStyle
    ) -> None:
        """Paint one curve."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(token, width=2, style=style))
        x = self._area.left() + self._scene.days / self._scene.days[-1] * self._area.width()
        painter.drawPolyline(polyline(x, self._area.bottom() - share * self._area.height()))

    def _paint_age(self, painter: QPainter) -> None:
        """Mark the age of the item in service."""
        age = self._scene.age_days
        if age is None:
            return
        x, font = self._x(age), type_of(TABLE_PX)
        painter.setPen(pen("accent", width=1.5))
        painter.drawLine(QPointF(x, self._area.top() - 4), QPointF(x, self._area.bottom()))
        words = translate("Life", "in service now")
        wide = width_of(words, font) + 8
        left = min(max(x + 3, self._area.left()), self._area.right() - wide)
        plate = QRectF(left, self._area.top() - 4, wide, 16)
        painter.fillRect(plate, ink("surface", 0.9))
        painter.setFont(font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_bar(self, painter: QPainter) -> None:
        """Paint how much is prior and how much is data."""
        font, left = type_of(TABLE_PX), self._bar.left()
        painter.setFont(font)
        x = left
        for share in self._scene.shares:
            wide = share.share * self._bar.width()
            painter.fillRect(QRectF(left, self._bar.top(), wide, BAR_PX), ink(share.token))
            left += wide
            words = f"{share.name} {tick_text(round(100 * share.share))} %"
            painter.fillRect(QRectF(x, self._bar.top() - 13, 9, 9), ink(share.token))
            painter.setPen(pen("text"))
            painter.drawText(QPointF(x + 13, self._bar.top() - 4), words)
            x += 13 + width_of(words, font) + 18
