"""A box for a day, in the reader's locale."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget

from app.ui.wording import Wording


class DayBox(QDateEdit):
    """Shows and takes a plant-local day; a calendar opens from it."""

    def __init__(self, say: Wording, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setLocale(say.locale)
        self.setDisplayFormat(say.locale.dateFormat(say.locale.FormatType.ShortFormat))
        self.setAccessibleName(name)

    @property
    def chosen(self) -> date:
        """The day in the box."""
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def show_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))
