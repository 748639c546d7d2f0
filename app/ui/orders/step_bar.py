"""The life of a record in one line: what is done, where it stands, what comes."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.purchasing import OrderState
from app.core.texts import translate
from app.core.work_orders import WorkOrderState
from app.ui.colours import TABLE_PX, tokens
from app.ui.rows_orders import state_word

ORDER_PATH = (
    OrderState.DRAFT,
    OrderState.APPROVED,
    OrderState.ORDERED,
    OrderState.RECEIVED,
    OrderState.CLOSED,
)
JOB_PATH = (
    WorkOrderState.PROPOSED,
    WorkOrderState.PLANNED,
    WorkOrderState.READY,
    WorkOrderState.IN_PROGRESS,
    WorkOrderState.DONE,
)
DOT_PX = 9


class StepBar(QWidget):
    """Dots on a line, one a state; those passed are filled, the present one has its word bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: OrderState | WorkOrderState) -> None:
        """Show where a record stands; states beside the path stand in place of their like."""
        path: list[OrderState | WorkOrderState] = list(
            ORDER_PATH if isinstance(state, OrderState) else JOB_PATH
        )
        beside = {OrderState.PARTLY_RECEIVED: 3, WorkOrderState.CLOSED: 4}
        if state not in path:
            path[beside.get(state, len(path) - 1)] = state
        self._words = [state_word(step) for step in path]
        self._at = path.index(state)
        at = translate("Orders", "Step {n} of {all}: {word}")
        self.setAccessibleName(at.format(n=self._at + 1, all=len(path), word=self._words[self._at]))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, high enough for a dot and its word."""
        return QSize(360, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line, dots and words."""
        if not self._words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / len(self._words)
        centres = [QPointF(share * (i + 0.5), DOT_PX) for i in range(len(self._words))]
        for i, (left, right) in enumerate(pairwise(centres)):
            colour = tokens.data if i < self._at else tokens.line
            painter.setPen(QPen(QColor(colour), 2))
            painter.drawLine(left, right)
        for i, centre in enumerate(centres):
            self._paint_step(painter, i, centre, share)
        painter.end()

    def _paint_step(self, painter: QPainter, i: int, centre: QPointF, share: float) -> None:
        """Paint one dot with its word below."""
        is_reached = i <= self._at
        painter.setPen(QPen(QColor(tokens.data if is_reached else tokens.edge), 1.5))
        painter.setBrush(QColor(tokens.data if is_reached else tokens.surface))
        painter.drawEllipse(centre, DOT_PX / 2, DOT_PX / 2)
        font = QFont(self.font())
        font.setPixelSize(TABLE_PX)
        font.setBold(i == self._at)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if i == self._at else tokens.muted))
        where = QRectF(centre.x() - share / 2, centre.y() + 8, share, 18)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._words[i])
