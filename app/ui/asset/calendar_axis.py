"""One calendar over the page: where a day stands, which days are closed, how they are named."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from app.core.calendars import Shutdown, WorkCalendar
from app.ui.colours import TABLE_PX
from app.ui.ink import ink, pen, type_of, width_of

AXIS_PX = 34
"""Height of the two rows of names: days or weeks, and months."""
LABEL_GAP_PX = 44
LEAST_DAY_PX = 2.5
"""Narrower days are not shaded one by one; shutdowns always are."""
STEPS_DAYS = (1, 2, 7, 14)
"""Distances of day names; from a week on they stand on Mondays, from a month on its first."""
MONTH_DAYS = 30


@dataclass(frozen=True, slots=True)
class CalendarAxis:
    """Days from `first` to `last`, counted from today, between two places.

    Attributes
    ----------
    first, last : float
        Ends in days from today's midnight; the past is negative.
    left, right : float
        Their places in logical pixels.
    """

    today: date
    first: float
    last: float
    left: float
    right: float

    @property
    def px_per_day(self) -> float:
        """Width of a day."""
        return (self.right - self.left) / (self.last - self.first)

    def x(self, day: float) -> float:
        """Place of a moment, in days from today's midnight."""
        return self.left + (day - self.first) * self.px_per_day

    def day(self, x: float) -> float:
        """Moment at a place."""
        return self.first + (x - self.left) / self.px_per_day

    def days_shown(self) -> range:
        """Whole days in sight."""
        return range(int(self.first // 1), int(self.last // 1) + 1)

    def date_of(self, day: int) -> date:
        """Date of a day."""
        return self.today + timedelta(days=day)

    def step_days(self) -> int:
        """Distance of two day names that leaves room for both."""
        wide = (s for s in STEPS_DAYS if s * self.px_per_day >= LABEL_GAP_PX)
        return next(wide, MONTH_DAYS)

    def named_days(self) -> list[int]:
        """Days whose date is written."""
        step = self.step_days()
        if step == MONTH_DAYS:
            months = max(1, int(LABEL_GAP_PX / (MONTH_DAYS * self.px_per_day)) + 1)
            return [
                day
                for day in self.days_shown()
                if self.date_of(day).day == 1 and (self.date_of(day).month - 1) % months == 0
            ]
        if step < 7:
            return [day for day in self.days_shown() if day % step == 0]
        weeks = step // 7
        return [
            day
            for day in self.days_shown()
            if self.date_of(day).weekday() == 0 and self.date_of(day).toordinal() // 7 % weeks == 0
        ]


def paint_closed_days(
    painter: QPainter, axis: CalendarAxis, calendar: WorkCalendar, top: float, bottom: float
) -> None:
    """Shade the plant's closed days; shutdowns are hatched and named."""
    days = axis.days_shown()
    is_open = calendar.open_days(axis.date_of(days[0]), len(days))
    painter.save()
    painter.setClipRect(QRectF(axis.left, top, axis.right - axis.left, bottom - top))
    for day, works in zip(days, is_open, strict=True):
        if not works and axis.px_per_day >= LEAST_DAY_PX:
            where = QRectF(axis.x(day), top, axis.px_per_day, bottom - top)
            painter.fillRect(where, ink("closed", 0.75))
    for shutdown in calendar.shutdowns:
        _paint_shutdown(painter, axis, shutdown, top, bottom)
    painter.restore()


def _paint_shutdown(
    painter: QPainter, axis: CalendarAxis, shutdown: Shutdown, top: float, bottom: float
) -> None:
    """Hatch a shutdown and write its name where it fits."""
    left = axis.x((shutdown.first - axis.today).days)
    right = axis.x((shutdown.last - axis.today).days + 1)
    where = QRectF(left, top, right - left, bottom - top)
    if right < axis.left or left > axis.right:
        return
    painter.fillRect(where, QBrush(ink("edge", 0.55), Qt.BrushStyle.BDiagPattern))
    font = type_of(TABLE_PX)
    if width_of(shutdown.name, font) + 8 < min(right, axis.right) - max(left, axis.left):
        painter.setFont(font)
        painter.setPen(pen("muted"))
        name = QRectF(max(left, axis.left) + 4, top + 2, right - left - 8, 16)
        painter.fillRect(
            QRectF(name.left() - 2, name.top(), width_of(shutdown.name, font) + 4, 16),
            ink("surface", 0.85),
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft, shutdown.name)


def paint_names(
    painter: QPainter, axis: CalendarAxis, top: float, taken: tuple[float, float] | None = None
) -> None:
    """Write days or weeks, and under them the months; `taken` is a stretch to keep clear."""
    painter.save()
    painter.setClipRect(QRectF(axis.left, top, axis.right - axis.left, AXIS_PX))
    painter.setFont(type_of(TABLE_PX))
    for day in axis.named_days():
        x, name = axis.x(day), _day_name(axis, day)
        painter.setPen(pen("edge"))
        painter.drawLine(QPointF(x, top), QPointF(x, top + 4))
        painter.setPen(pen("muted"))
        width = width_of(name, painter.font())
        is_clear = taken is None or not taken[0] - width - 8 < x < taken[1]
        if is_clear and x + 3 + width <= axis.right:
            painter.drawText(QPointF(x + 3, top + 14), name)
    painter.setFont(type_of(TABLE_PX, is_bold=True))
    is_by_month = axis.step_days() == MONTH_DAYS
    for day in axis.days_shown():
        when = axis.date_of(day)
        is_first = when.day == 1 and (when.month == 1 or not is_by_month)
        if is_first or day == axis.days_shown()[0]:
            _paint_month(painter, axis, day, top, taken)
    painter.restore()


def _paint_month(
    painter: QPainter,
    axis: CalendarAxis,
    day: int,
    top: float,
    taken: tuple[float, float] | None,
) -> None:
    """Write a month's name from its first day in sight, where there is room before the next."""
    month = axis.date_of(day)
    is_by_month = axis.step_days() == MONTH_DAYS
    form = "yyyy" if is_by_month else "MMMM yyyy"
    name = QLocale().toString(QDate(month.year, month.month, 1), form)
    x = max(axis.x(day), axis.left)
    if taken is not None and taken[0] - width_of(name, painter.font()) - 8 < x < taken[1]:
        x = taken[1] + 3
    ahead = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    if is_by_month:
        ahead = date(month.year + 1, 1, 1)
    room = min(axis.x((ahead - axis.today).days), axis.right) - x
    painter.setPen(pen("edge"))
    if month.day == 1:
        painter.drawLine(QPointF(x, top), QPointF(x, top + AXIS_PX))
    painter.setPen(pen("text"))
    if width_of(name, painter.font()) + 6 < room:
        painter.drawText(QPointF(x + 3, top + 29), name)


def _day_name(axis: CalendarAxis, day: int) -> str:
    """Write a day: its weekday where every day is named, else its number and month."""
    when = axis.date_of(day)
    step = axis.step_days()
    form = "MMM" if step == MONTH_DAYS else "ddd d" if step < 7 else "d MMM"
    return QLocale().toString(QDate(when.year, when.month, when.day), form)
