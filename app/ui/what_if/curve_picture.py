"""A card that shows one scene of a what-if; its kinds paint the curves."""

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.core.what_if import Outlook
from app.ui.card_picture import CardPicture
from app.ui.figures import share_text
from app.ui.ink import ink, pen
from app.ui.what_if.lane import TOP_PX, Lane
from app.ui.what_if.scene import WhatIfScene, late_height

LATE_TICKS = (0.001, 0.01, 0.1, 1.0)
POINT_PX = 4.5


class CurvePicture(CardPicture[WhatIfScene]):
    """The card, the scene on it, and what its kinds share.

    `looked_at` carries the order day under the mouse, None where there is none.
    """

    looked_at = Signal(object)
    foot_px = 8.0
    """Room under the lane."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._look: tuple[int, str] | None = None
        self.setMouseTracking(True)

    def show_look(self, day: int | None, words: str) -> None:
        """Mark the order day looked at, with what it would mean here."""
        look = None if day is None else (day, words)
        if look != self._look:
            self._look = look
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which order day is under the mouse."""
        scene = self._scene
        if scene is not None:
            day = int(scene.axis(self.width()).day(event.position().x()) // 1)
            self.looked_at.emit(day if 0 <= day < scene.days else None)

    def leaveEvent(self, event: QEvent) -> None:
        """No day is looked at any more."""
        self.looked_at.emit(None)

    def paint_scene(self, painter: QPainter, scene: WhatIfScene) -> None:
        """Paint the curves, and over them the order day looked at."""
        self.paint_curves(painter, scene)
        if self._look is not None:
            self.lane(scene).paint_look(painter, *self._look)

    def paint_curves(self, painter: QPainter, scene: WhatIfScene) -> None:
        """Paint the curves of one scene; each kind paints its own."""
        raise NotImplementedError

    def lane(self, scene: WhatIfScene) -> Lane:
        """Lay the lane out."""
        axis = scene.axis(self.width())
        height = max(self.height() - TOP_PX - self.foot_px, 1.0)
        return Lane(scene, axis, QRectF(axis.left, TOP_PX, axis.right - axis.left, height))


def paint_late_ticks(painter: QPainter, lane: Lane) -> None:
    """Paint the logarithmic axis of P(late)."""
    for share in LATE_TICKS:
        lane.paint_tick(painter, height_of(share), share_text(share))


def height_of(late: float) -> float:
    """Place of one probability on the axis of P(late)."""
    return float(late_height([late])[0])


def late_of(outlook: Outlook) -> float:
    """P(late) of the day proposed, as its curve has it."""
    return float(outlook.late_by_day[outlook.order_day])


def paint_point(painter: QPainter, x: float, y: float, token: str, *, is_full: bool) -> None:
    """Paint a proposal on its curve: the assumed one full, the plant's hollow."""
    painter.setPen(pen(token, width=2))
    painter.setBrush(ink(token if is_full else "surface"))
    painter.drawEllipse(QRectF(x - POINT_PX, y - POINT_PX, 2 * POINT_PX, 2 * POINT_PX))
