"""A year of a calendar as a wall planner: a row a month, weekdays below each other."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.texts import translate
from app.ui.calendar.year_scene import DAYS_A_WEEK, MONTHS, DayKind, YearDay, YearScene
from app.ui.colours import TABLE_PX
from app.ui.ink import ink, pen, type_of, width_of
from app.ui.wording import Wording

LABEL_PX, HEAD_PX, LEGEND_PX, LEAST_ROW_PX, MOST_ROW_PX = 62, 18, 24, 16, 26
MOST_DAY_PX = 32.0
COLUMNS = 37
"""A month of 31 days that begins on a Sunday reaches over so many weekdays."""


class YearPicture(QWidget):
    """Shows one calendar; resting on a day says what it is."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._scene: YearScene | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(HEAD_PX + LEGEND_PX + MONTHS * MOST_ROW_PX)
        self.setAccessibleName(translate("Calendar", "Year"))

    def show_scene(self, scene: YearScene) -> None:
        """Show a calendar."""
        if scene == self._scene:
            return
        self._scene = scene
        self.setAccessibleDescription(_in_words(scene, self._say))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for every weekday."""
        return QSize(LABEL_PX + 14 * COLUMNS, HEAD_PX + LEGEND_PX + MONTHS * 18)

    def minimumSizeHint(self) -> QSize:
        """Narrower, days run into each other."""
        return QSize(LABEL_PX + 10 * COLUMNS, HEAD_PX + LEGEND_PX + MONTHS * LEAST_ROW_PX)

    def day_at(self, at: QPointF) -> YearDay | None:
        """Return the day at a place, None beside the days."""
        for row in range(len(self._scene.months) if self._scene else 0):
            for one in self._scene.months[row] if self._scene else ():
                if self._cell(row, one).contains(at):
                    return one
        return None

    def place_of(self, row: int, day: int) -> QRectF:
        """Return where a day of a month is drawn, both counted from 0."""
        if self._scene is None:
            return QRectF()
        return self._cell(row, self._scene.months[row][day])

    def event(self, event: QEvent) -> bool:
        """Say what the day under the pointer is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            one = self.day_at(QPointF(event.pos()))
            if one is not None:
                QToolTip.showText(event.globalPos(), day_words(one, self._say), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads, months and legend."""
        if self._scene is None:
            return
        painter = QPainter(self)
        painter.setFont(type_of(TABLE_PX))
        self._paint_heads(painter)
        for row, month in enumerate(self._scene.months):
            self._paint_name(painter, row, month[0])
            for one in month:
                self._paint_day(painter, self._cell(row, one), one)
        self._paint_legend(painter)
        painter.end()

    def _cell(self, row: int, one: YearDay) -> QRectF:
        """Place a day: its month's row, its weekday's column."""
        wide, high = self._column_px(), self._row_px()
        column = one.day.replace(day=1).weekday() + one.day.day - 1
        return QRectF(LABEL_PX + column * wide, HEAD_PX + row * high, wide - 1.5, high - 1.5)

    def _column_px(self) -> float:
        """Width of a day."""
        return min((self.width() - LABEL_PX) / COLUMNS, MOST_DAY_PX)

    def _row_px(self) -> float:
        """Height of a month."""
        months = len(self._scene.months) if self._scene else 1
        return min(max((self.height() - HEAD_PX - LEGEND_PX) / months, LEAST_ROW_PX), MOST_ROW_PX)

    def _paint_heads(self, painter: QPainter) -> None:
        """Write the weekdays above their columns."""
        painter.setPen(pen("muted"))
        wide, form = self._column_px(), self._say.locale.FormatType.NarrowFormat
        for column in range(COLUMNS):
            name = self._say.locale.dayName(column % DAYS_A_WEEK + 1, form)
            where = QRectF(LABEL_PX + column * wide, 0, wide, HEAD_PX)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_name(self, painter: QPainter, row: int, first: YearDay) -> None:
        """Write a month beside its days."""
        form = self._say.locale.FormatType.ShortFormat
        name = self._say.locale.standaloneMonthName(first.day.month, form)
        painter.setPen(pen("muted"))
        where = QRectF(0, HEAD_PX + row * self._row_px(), LABEL_PX - 6, self._row_px())
        text = f"{name} {first.day.year % 100:02d}"
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_day(self, painter: QPainter, where: QRectF, one: YearDay) -> None:
        """Paint one day."""
        _fill(painter, where, one.kind)
        if self._scene is not None and self._scene.has_goods_in_days and one.takes_goods:
            foot = QRectF(where.left() + 2, where.bottom() - 3, where.width() - 4, 2)
            painter.fillRect(foot, ink("data2"))
        if self._scene is not None and one.day == self._scene.today:
            painter.setPen(pen("accent", width=2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(where.adjusted(1, 1, -1, -1))

    def _paint_legend(self, painter: QPainter) -> None:
        """Say what the shades mean."""
        if self._scene is None:
            return
        top = HEAD_PX + len(self._scene.months) * self._row_px() + 6
        left = float(LABEL_PX)
        for kind, words in legend().items():
            mark = QRectF(left, top + 1, 12, 12)
            _fill(painter, mark, kind)
            left = self._write(painter, left + 18, top, words)
        if self._scene.has_goods_in_days:
            painter.fillRect(QRectF(left, top + 10, 12, 2), ink("data2"))
            self._write(painter, left + 18, top, translate("Calendar", "goods in"))

    def _write(self, painter: QPainter, left: float, top: float, words: str) -> float:
        """Write one entry of the legend; returns where the next begins."""
        wide = width_of(words, painter.font())
        painter.setPen(pen("muted"))
        where = QRectF(left, top, wide + 2, 14)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, words)
        return left + wide + 16


def _fill(painter: QPainter, where: QRectF, kind: DayKind) -> None:
    """Fill a day: shade and shape differ, so that one colour suffices to read it."""
    painter.setPen(pen("line"))
    painter.setBrush(ink("raised") if kind is DayKind.OPEN else ink("closed"))
    painter.drawRect(where)
    if kind is DayKind.HOLIDAY:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink("muted"))
        painter.drawEllipse(where.center(), 2.5, 2.5)
        painter.restore()
    elif kind is DayKind.SHUTDOWN:
        painter.fillRect(where, ink("data2", 0.35))
        painter.fillRect(where, QBrush(ink("data2"), Qt.BrushStyle.BDiagPattern))
    elif kind is DayKind.NEW_SHUTDOWN:
        painter.fillRect(where, ink("accent", 0.85))


def legend() -> dict[DayKind, str]:
    """Name what is shaded."""
    return {
        DayKind.CLOSED: translate("Calendar", "not a working day"),
        DayKind.HOLIDAY: translate("Calendar", "public holiday"),
        DayKind.SHUTDOWN: translate("Calendar", "shutdown"),
        DayKind.NEW_SHUTDOWN: translate("Calendar", "not kept yet"),
    }


def day_words(one: YearDay, say: Wording) -> str:
    """Say what a day is."""
    what = one.name or legend().get(one.kind, translate("Calendar", "working day"))
    return f"{say.day(one.day)}: {what}"


def _in_words(scene: YearScene, say: Wording) -> str:
    """Say the shutdowns for a reader who does not see the picture."""
    named = {one.name: one.day for month in scene.months for one in reversed(month) if one.name}
    return ", ".join(f"{name} {say.plain_day(day)}" for name, day in named.items())
