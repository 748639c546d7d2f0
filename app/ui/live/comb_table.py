"""The bearing's lines as numbers: where each should stand, and what stands there."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.texts import translate
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.figures import frequency_text, level_text
from app.ui.ink import pen, type_of
from app.ui.live.combs import CombLevel
from app.ui.plots import paint_card

ROW_PX, STANDS_OUT_DB = 22, 12.0
HEAD_SHARES = (0.0, 0.28, 0.46, 0.6, 0.76, 1.0)


class CombTable(QWidget):
    """One row a defect: frequency, order, level and height above the floor around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = "m/s²"
        self._levels: tuple[CombLevel, ...] = ()
        self._why_empty = translate("Live", "No bearing is entered for this point.")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Head and four rows."""
        return QSize(380, 5 * ROW_PX + 12)

    def minimumSizeHint(self) -> QSize:
        """Head and four rows, narrow."""
        return QSize(300, 5 * ROW_PX + 8)

    @property
    def levels(self) -> tuple[CombLevel, ...]:
        """Rows shown."""
        return self._levels

    def show_levels(self, levels: tuple[CombLevel, ...], why_empty: str = "") -> None:
        """Show the combs' levels, or why there are none."""
        self._levels, self._why_empty = levels, why_empty or self._why_empty
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head and rows; a comb that stands out is bold and says so."""
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()))
        if not self._levels:
            painter.setPen(pen("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 0, -16, 0), flags, self._why_empty)
            return
        self._paint_row(painter, 0, self._head(), is_head=True)
        for index, level in enumerate(self._levels, 1):
            self._paint_row(painter, index, _cells(level), is_bold=_stands_out(level))
        painter.end()

    def _head(self) -> tuple[str, ...]:
        """Column heads with their units."""
        return (
            translate("Live", "Bearing line"),
            "Hz",
            translate("Live", "orders"),
            self.unit,
            translate("Live", "dB over floor"),
        )

    def _paint_row(
        self,
        painter: QPainter,
        index: int,
        cells: tuple[str, ...],
        *,
        is_head: bool = False,
        is_bold: bool = False,
    ) -> None:
        """Paint one row: words left, numbers right."""
        painter.setFont(type_of(TABLE_PX if is_head else BODY_PX, is_bold=is_bold))
        painter.setPen(pen("muted" if is_head else "text"))
        top, wide = 4 + index * ROW_PX, self.width() - 24
        for column, cell in enumerate(cells):
            left, right = (12 + wide * share for share in HEAD_SHARES[column : column + 2])
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            where = QRectF(left, top, right - left, ROW_PX)
            painter.drawText(where, side | Qt.AlignmentFlag.AlignVCenter, cell)
        painter.setPen(pen("edge" if is_head else "line"))
        bottom = round(top + ROW_PX)
        painter.drawLine(12, bottom, 12 + round(wide), bottom)


def _stands_out(level: CombLevel) -> bool:
    """Whether a comb's line is a peak and not just the floor's highest."""
    return level.above_floor_db >= STANDS_OUT_DB


def _cells(level: CombLevel) -> tuple[str, ...]:
    """Write one comb as a row."""
    orders = frequency_text(level.orders) if level.orders is not None else level_text(None)
    mark = "▸ " if _stands_out(level) else ""
    return (
        mark + translate("Words", level.comb),
        frequency_text(level.frequency_hz),
        orders,
        level_text(level.level),
        level_text(level.above_floor_db),
    )
