"""How far claims came true: quantiles against shares, and intervals against what fell inside."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.calibration import INTERVALS
from app.core.shares import Share
from app.core.texts import translate
from app.replenishment.own_record import FamilyLine
from app.ui.colours import BODY_PX, TABLE_PX
from app.ui.ink import ink, pen, type_of
from app.ui.predictions.rows import CoverageRow, coverage_rows, few_words, share_words
from app.ui.wording import Wording

LEFT_PX, TOP_PX, RIGHT_PX, SQUARE_PX, ROW_PX, FOOT_PX = 40.0, 24.0, 20.0, 160.0, 15.0, 46.0
NAMES_PX, WORDS_PX = 108.0, 142.0
GROUP_GAP_PX = 6.0
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class CalibrationPicture(QWidget):
    """A reliability diagram over rows of coverage; what rests on few cases is grey."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.line: FamilyLine | None = None
        self.rows: list[CoverageRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Predictions", "Claimed against what came"))

    def show_line(self, line: FamilyLine) -> None:
        """Show another family."""
        self.line, self.rows = line, coverage_rows(line, self._say)
        said = [
            f"{row.title}, {self._say.percent(row.claimed)}: {share_words(row.share, self._say)}, "
            f"{few_words(row.share, self._say)}"
            for row in self.rows
        ]
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as both parts."""
        groups = len(self.rows) // len(INTERVALS)
        rows = len(self.rows) * ROW_PX + max(groups - 1, 0) * GROUP_GAP_PX
        return QSize(330, round(TOP_PX + SQUARE_PX + FOOT_PX + TOP_PX + rows + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both parts."""
        if self.line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_reliability(painter, self.line)
        self._paint_coverage(painter)
        painter.end()

    def _paint_reliability(self, painter: QPainter, line: FamilyLine) -> None:
        """Paint the share of ends that came by each claimed quantile against its level."""
        side = min(self.width() - LEFT_PX - RIGHT_PX, 2.0 * SQUARE_PX)
        area = QRectF(LEFT_PX, TOP_PX, side, SQUARE_PX)
        _paint_title(painter, translate("Predictions", "Ends that came by the claimed day"))
        painter.setFont(type_of(TABLE_PX))
        for tick in TICKS:
            x, y = area.left() + tick * area.width(), area.bottom() - tick * area.height()
            painter.setPen(pen("line", 0.7))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(pen("muted"))
            painter.drawText(
                QRectF(x - 20, area.bottom() + 2, 40, 14), Qt.AlignmentFlag.AlignHCenter,
                f"P{100 * tick:.0f}" if tick else "",
            )  # fmt: skip
            painter.drawText(
                QRectF(0, y - 8, area.left() - 4, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                f"{100 * tick:.0f} %",
            )
        painter.setPen(pen("edge", style=Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        for level, share in line.calibration.by_level.items():
            self._paint_level(painter, area, level, share)
        self._paint_axis_words(painter, area, line)

    def _paint_level(self, painter: QPainter, area: QRectF, level: float, share: Share) -> None:
        """Paint one quantile's share with its interval."""
        if share.value is None:
            return
        token = "data" if share.is_telling else "edge"
        x = area.left() + level * area.width()
        low, high = (area.bottom() - end * area.height() for end in share.interval)
        painter.setPen(pen(token, width=1.4))
        painter.drawLine(QPointF(x, low), QPointF(x, high))
        painter.setBrush(ink(token if share.is_telling else "surface"))
        painter.drawEllipse(QPointF(x, area.bottom() - share.value * area.height()), 3.2, 3.2)

    def _paint_axis_words(self, painter: QPainter, area: QRectF, line: FamilyLine) -> None:
        """Say what the axis is and of how many items the points are."""
        calibration = line.calibration
        words = few_words(calibration.inside[0.9], self._say)
        if calibration.replaced:
            text = translate("Predictions", "{n}, {replaced} of them replaced before they failed")
            words = text.format(n=words, replaced=self._say.count(calibration.replaced))
        painter.setPen(pen("muted"))
        painter.drawText(
            QRectF(8, area.bottom() + 16, self.width() - 16, 30),
            Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap,
            words,
        )

    def _paint_coverage(self, painter: QPainter) -> None:
        """Paint one row an interval and horizon: the share inside, and where it should be."""
        top = TOP_PX + SQUARE_PX + FOOT_PX
        painter.translate(0.0, top)
        _paint_title(painter, translate("Predictions", "Ends inside the claimed interval"))
        painter.setFont(type_of(TABLE_PX))
        y = TOP_PX
        for at, row in enumerate(self.rows):
            if at and at % len(INTERVALS) == 0:
                y += GROUP_GAP_PX
            self._paint_row(painter, row, y, is_first=at % len(INTERVALS) == 0)
            y += ROW_PX
        painter.translate(0.0, -top)

    def _paint_row(
        self, painter: QPainter, row: CoverageRow, top: float, *, is_first: bool
    ) -> None:
        """Paint one row: name, claimed level, bar with interval, figures."""
        words = WORDS_PX
        bar = QRectF(NAMES_PX, top + 3, max(self.width() - NAMES_PX - words - 8, 40.0), ROW_PX - 6)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(pen("muted"))
        if is_first:
            painter.drawText(QRectF(8, top, NAMES_PX - 44, ROW_PX), middle, row.title)
        claimed = QRectF(NAMES_PX - 38, top, 34, ROW_PX)
        painter.drawText(
            claimed, middle | Qt.AlignmentFlag.AlignRight, self._say.percent(row.claimed)
        )
        painter.fillRect(bar, ink("line", 0.5))
        share = row.share
        token = "data2" if share.is_telling else "edge"
        if share.value is not None:
            filled = QRectF(bar.left(), bar.top(), share.value * bar.width(), bar.height())
            painter.fillRect(filled, ink(token, 0.75))
            low, high = (bar.left() + end * bar.width() for end in share.interval)
            painter.setPen(pen("text" if share.is_telling else "muted", width=1.2))
            painter.drawLine(QPointF(low, bar.center().y()), QPointF(high, bar.center().y()))
        x = bar.left() + row.claimed * bar.width()
        painter.setPen(pen("text", width=2.0))
        painter.drawLine(QPointF(x, bar.top() - 2), QPointF(x, bar.bottom() + 2))
        painter.setPen(pen("text" if share.is_telling else "muted"))
        said = f"{share_words(share, self._say)}  n = {self._say.count(share.n)}"
        place = QRectF(bar.right() + 6, top, words, ROW_PX)
        painter.drawText(place, middle, said)


def _paint_title(painter: QPainter, words: str) -> None:
    """Write the name of a part."""
    painter.setFont(type_of(BODY_PX, is_bold=True))
    painter.setPen(pen("text"))
    painter.drawText(QPointF(8, 15), words)
