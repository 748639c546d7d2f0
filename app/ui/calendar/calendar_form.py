"""The form of one calendar: working days, goods-in days, public holidays, shutdowns."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.calendars import WorkCalendar
from app.core.texts import translate
from app.ui.calendar.holiday_row import HolidayRow
from app.ui.calendar.shutdown_editor import ShutdownEditor
from app.ui.calendar.weekday_row import WeekdayRow
from app.ui.elements import label
from app.ui.wording import Wording


class CalendarForm(QWidget):
    """`changed` goes out with every edit."""

    changed = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.works = WeekdayRow(say, translate("Calendar", "Working days"))
        self.goods_in = WeekdayRow(say, translate("Calendar", "Goods-in days"))
        self.holidays, self.shutdowns = HolidayRow(say), ShutdownEditor(say)
        self._goods_in_head = label(translate("Calendar", "Goods-in days"), "question")
        for part in (self.works, self.goods_in, self.holidays, self.shutdowns):
            part.changed.connect(self.changed)
        self.works.changed.connect(self._offer_goods_in)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the parts below each other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        parts: tuple[tuple[QWidget, QWidget], ...] = (
            (label(translate("Calendar", "Working days"), "question"), self.works),
            (self._goods_in_head, self.goods_in),
            (label(translate("Calendar", "Public holidays"), "question"), self.holidays),
            (label(translate("Calendar", "Shutdowns"), "question"), self.shutdowns),
        )
        for head, part in parts:
            column.addWidget(head)
            column.addWidget(part)
        column.addStretch(1)

    @property
    def calendar(self) -> WorkCalendar:
        """What is filled in.

        Raises
        ------
        ScenarioRefused
            If no calendar can be so.
        """
        works, goods_in = self.works.chosen, self.goods_in.chosen & self.works.chosen
        country, region = self.holidays.chosen
        return WorkCalendar(
            working_weekdays=works,
            holiday_country=country,
            holiday_region=region,
            shutdowns=self.shutdowns.shutdowns,
            goods_in_weekdays=frozenset() if goods_in == works else goods_in,
        )

    def show_calendar(self, calendar: WorkCalendar, today: date, *, is_plant: bool) -> None:
        """Fill a calendar in; goods come in at the plant alone."""
        self.works.show_days(calendar.working_weekdays)
        self.goods_in.show_days(calendar.goods_in_weekdays or calendar.working_weekdays)
        self.holidays.show_place(calendar.holiday_country, calendar.holiday_region)
        self.shutdowns.show_shutdowns(calendar.shutdowns)
        self.shutdowns.begin(today, is_plant=is_plant)
        for part in (self._goods_in_head, self.goods_in):
            part.setVisible(is_plant)
        self._offer_goods_in()

    def allow(self, *, is_read_only: bool) -> None:
        """Let nothing be changed beside the writer of the books."""
        self.setEnabled(not is_read_only)

    def _offer_goods_in(self) -> None:
        """Goods come in on working days alone."""
        works = self.works.chosen
        for n, day in enumerate(self.goods_in.days):
            day.setEnabled(n in works)
