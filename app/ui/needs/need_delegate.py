"""Paints the cells of the needs board: a box to mark, two lines, the kind's shape."""

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.need_line import NeedKind
from app.ui.colours import TABLE_PX, tokens
from app.ui.icons import icon
from app.ui.ink import ink, pen, type_of
from app.ui.needs.columns import MARK, WHERE
from app.ui.needs.rows_needs import NeedRow

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 40
LINE_PX, PAD_PX, BOX_PX, ICON_PX = 16, 8, 14, 13
SHAPES = {
    NeedKind.PREDICTED: "predicted",
    NeedKind.UNPREDICTED: "unpredicted",
    NeedKind.PLANNED: "planned",
    NeedKind.JOB: "job",
}


class NeedDelegate(QStyledItemDelegate):
    """Asks who owns it for the row of a position and whether that is marked."""

    def __init__(
        self,
        row_at: Callable[[int], NeedRow],
        is_marked: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row_at, self._is_marked = row_at, is_marked
        self._icons: dict[tuple[NeedKind, str], QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Fit the longer of both lines."""
        if index.column() == MARK:
            return QSize(BOX_PX + 2 * PAD_PX, ROW_PX)
        metrics = QFontMetricsF(type_of(TABLE_PX))
        texts = str(index.data() or "").split("\n")
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        room = ICON_PX + 4 if index.column() == WHERE else 0
        return QSize(round(widest) + 2 * PAD_PX + room + 1, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        where = QRectF(option.rect)  # type: ignore[attr-defined]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        row = self._row_at(index.row())
        painter.save()
        if is_chosen:
            painter.fillRect(where, ink("selection"))
        painter.setPen(pen("line"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        if index.column() == MARK:
            self._paint_box(painter, where, row)
        else:
            self._paint_lines(painter, where, index, row)
        painter.restore()

    def _paint_box(self, painter: QPainter, where: QRectF, row: NeedRow) -> None:
        """Paint the box, ticked where the need is marked; none where nothing is missing."""
        if not row.can_be_ordered:
            return
        box = QRectF(0, 0, BOX_PX, BOX_PX)
        box.moveCenter(where.center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self._is_marked(row.id)
        painter.setPen(pen("accent" if is_marked else "edge"))
        painter.setBrush(ink("accent" if is_marked else "raised"))
        painter.drawRoundedRect(box, 3, 3)
        if is_marked:
            painter.setPen(pen("on_accent", width=1.8))
            x, y = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(x + 3, y + 7.5), QPointF(x + 6, y + 10.5), QPointF(x + 11, y + 4)]
            )

    def _paint_lines(self, painter: QPainter, where: QRectF, index: Index, row: NeedRow) -> None:
        """Write both lines; what has one only may take the second for its rest."""
        text, colour = str(index.data() or ""), index.data(Qt.ItemDataRole.ForegroundRole)
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        upper = QRectF(
            where.left() + PAD_PX,
            where.center().y() - LINE_PX,
            where.width() - 2 * PAD_PX,
            LINE_PX,
        )
        lower = upper.translated(0, LINE_PX)
        painter.setFont(type_of(TABLE_PX))
        metrics = QFontMetricsF(painter.font())
        first, parting, second = text.partition("\n")
        token = "muted" if parting else "text"
        if not parting:
            first, second = broken(text, metrics, upper.width())
        if not second:
            upper.moveTop(where.center().y() - LINE_PX / 2)
        painter.setPen(QColor(colour) if colour else ink("text"))
        painter.drawText(upper, side, _cut(first, metrics, upper.width()))
        if index.column() == WHERE:
            self._icon(row.line.kind).paint(painter, _icon_box(lower))
            lower.setLeft(lower.left() + ICON_PX + 4)
        painter.setPen(ink(token))
        painter.drawText(lower, side, _cut(second, metrics, lower.width()))

    def _icon(self, kind: NeedKind) -> QIcon:
        """Return a kind's shape in the theme's grey, drawn once."""
        key = (kind, tokens.muted)
        if key not in self._icons:
            self._icons[key] = icon(SHAPES[kind], tokens.muted)
        return self._icons[key]


def broken(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, str]:
    """Break a phrase into what fits into one line and the rest."""
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    words = text.split(" ")
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])


def _cut(text: str, metrics: QFontMetricsF, width: float) -> str:
    """Cut a line that has no room."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _icon_box(line: QRectF) -> QRect:
    """Return the square a shape is painted into, at the beginning of a line."""
    return QRect(round(line.left()), round(line.center().y() - ICON_PX / 2), ICON_PX, ICON_PX)
