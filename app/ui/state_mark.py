"""Health states as painted shapes: the same on every machine, whatever its fonts hold."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.health import HealthState
from app.core.texts import translate
from app.ui.colours import BODY_PX
from app.ui.ink import ink, pen, type_of, width_of

_TOKENS = {
    HealthState.WATCH: "watch",
    HealthState.ALARM: "alarm",
    HealthState.DANGER: "danger",
}


def state_token(state: HealthState, when_well: str = "muted") -> str:
    """Token of a state's colour; normal and no data take the grey named."""
    return _TOKENS.get(state, when_well)


def paint_mark(
    painter: QPainter, where: QRectF, state: HealthState, token: str | None = None
) -> None:
    """Paint ring, quarter-filled ring, triangle, diamond or cross into a square.

    A token paints the shape in another colour than the state's: a limit that is kept is grey.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = token or state_token(state)
    painter.setPen(pen(token, width=1.5))
    box = where.adjusted(1, 1, -1, -1)
    if state in (HealthState.NORMAL, HealthState.WATCH):
        painter.drawEllipse(box)
        if state is HealthState.WATCH:
            painter.setBrush(ink(token))
            painter.drawPie(box, 0, 90 * 16)
    elif state is HealthState.NO_DATA:
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        painter.setBrush(ink(token))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(_corners(box, 3 if state is HealthState.ALARM else 4))
    painter.restore()


def _corners(box: QRectF, count: int) -> QPolygonF:
    """Corners of a regular shape that stands on its tip's opposite side, tip up."""
    radius = box.width() / 2 * (1.1 if count == 3 else 1.0)
    drop = radius * 0.2 if count == 3 else 0.0
    angles = [2 * math.pi * i / count - math.pi / 2 for i in range(count)]
    middle = box.center() + QPointF(0, drop)
    return QPolygonF([middle + QPointF(math.cos(a), math.sin(a)) * radius for a in angles])


class StateBadge(QWidget):
    """Shape and word of a health state, never colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = HealthState.NO_DATA
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: HealthState) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The state's word in the reader's language."""
        return translate("Words", self._state.value)

    def sizeHint(self) -> QSize:
        """Mark, word and the room around."""
        return QSize(round(width_of(self.text, type_of(BODY_PX, is_bold=True))) + 32, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark and the word; an abnormal state has a line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = state_token(self._state)
        if self._state.severity > 0:
            painter.setPen(pen(token))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        paint_mark(painter, QRectF(6, 5, 14, 14), self._state)
        painter.setPen(pen(token))
        painter.setFont(type_of(BODY_PX, is_bold=self._state.severity > 0))
        where = QRectF(25, 0, self.width() - 25, self.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self.text)
        painter.end()
