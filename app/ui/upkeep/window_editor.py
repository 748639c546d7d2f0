"""The windows in which a machine may be worked on: their list and the line of entry."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QTimeEdit,
    QWidget,
)

from app.core.assets import Component
from app.core.texts import translate
from app.core.work_window import HOURS_PER_DAY, MaintenanceWindow, WindowKind
from app.ui.day_box import DayBox
from app.ui.elements import value
from app.ui.table_model import Column, value_column
from app.ui.upkeep.listed_editor import ListedEditor
from app.ui.wording import Wording

DAYS_A_WEEK, MOST_HOURS, USUAL_HOURS = 7, 8760.0, 8.0
DATED = -1
"""In the box of days: once, from a date."""


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One window with the next day it begins on, None where it has passed."""

    window: MaintenanceWindow
    next_on: date | None

    @property
    def id(self) -> str:
        """Id of the window."""
        return self.window.id


class WindowEditor(ListedEditor[WindowRow]):
    """Keeps a `MaintenanceWindow`."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Upkeep", "Work windows"),
            _columns(say),
            nothing=translate(
                "Upkeep", "No window yet: jobs are done on any working day of the plant."
            ),
            add=translate("Upkeep", "Add window"),
            remove=translate("Upkeep", "Remove"),
            parent=parent,
        )
        self._say, self._asset_id = say, ""
        self.kind, self.day = QComboBox(), QComboBox()
        for kind in WindowKind:
            self.kind.addItem(kind_word(kind), kind)
        for n in range(DAYS_A_WEEK):
            every = translate("Upkeep", "every {weekday}")
            self.day.addItem(every.format(weekday=say.locale.dayName(n + 1)), n)
        self.day.addItem(translate("Upkeep", "once, on a date"), DATED)
        self.on = DayBox(say, translate("Upkeep", "Day of the window"))
        self.begins = QTimeEdit(QTime(6, 0))
        self.begins.setLocale(say.locale)
        self.hours = QDoubleSpinBox(decimals=1, minimum=0.5, maximum=MOST_HOURS, singleStep=0.5)
        self.hours.setLocale(say.locale)
        self.hours.setSuffix(" h")
        self.hours.setValue(USUAL_HOURS)
        self.name = QLineEdit(placeholderText=translate("Upkeep", "Name of the window"))
        self._too_short = value("", "small", wraps=True)
        self.name.returnPressed.connect(self._add)
        self.day.currentIndexChanged.connect(lambda _n: self._allow())
        self._name_fields()
        self._lay_out()
        self._allow()

    def _name_fields(self) -> None:
        """Name what has no text of its own."""
        self.kind.setAccessibleName(translate("Upkeep", "Kind of window"))
        self.day.setAccessibleName(translate("Upkeep", "When it comes"))
        self.begins.setAccessibleName(translate("Upkeep", "Begins at"))
        self.hours.setAccessibleName(translate("Upkeep", "Lasts, h"))
        self.name.setAccessibleName(self.name.placeholderText())

    def _lay_out(self) -> None:
        """Put the list over the line of entry."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        places = (
            (self.kind, 0, 0, 1), (self.day, 0, 1, 1), (self.on, 0, 2, 1),
            (self.begins, 1, 0, 1), (self.hours, 1, 1, 1), (self.name, 1, 2, 1),
        )  # fmt: skip
        for part, row, column, wide in places:
            part.setMinimumWidth(60)
            grid.addWidget(part, row, column, 1, wide)
        self._stack(self._too_short, grid)

    def show_windows(
        self,
        asset_id: str,
        windows: list[MaintenanceWindow],
        components: list[Component],
        today: date,
        *,
        is_read_only: bool,
    ) -> None:
        """List a machine's windows, and say which jobs none of them holds."""
        if asset_id != self._asset_id:
            self._asset_id = asset_id
            self.on.show_day(today)
            self._forget_choice()
        self._say_too_short(windows, components)
        rows = [WindowRow(w, next_day(w, today)) for w in windows]
        self._show_rows(rows, is_read_only=is_read_only)

    def _say_too_short(self, windows: list[MaintenanceWindow], components: list[Component]) -> None:
        """Name the components whose job fits into no window."""
        too_long = [c for c in components if not any(w.holds(c.job_days) for w in windows)]
        text = translate("Upkeep", "{component}: its job of {hours} h fits into none of them.")
        said = (
            text.format(component=c.name, hours=self._say.number(c.job_days * HOURS_PER_DAY))
            for c in too_long
        )
        self._too_short.setText("\n".join(said) if windows else "")
        self._too_short.setVisible(bool(windows and too_long))

    def _made(self, record_id: str) -> MaintenanceWindow:
        """The window in the line of entry."""
        weekday, begins = self.day.currentData(), self.begins.time()
        is_dated = weekday == DATED
        return MaintenanceWindow(
            id=record_id,
            asset_id=self._asset_id,
            kind=self.kind.currentData(),
            name=self.name.text().strip(),
            weekday=None if is_dated else weekday,
            on=self.on.chosen if is_dated else None,
            begins_at=time(begins.hour(), begins.minute()),
            lasts_hours=self.hours.value(),
        )

    def _field_refused(self) -> QWidget:
        """How long it lasts."""
        return self.hours

    def _fill_in(self, row: WindowRow) -> None:
        """Write a window into the line of entry."""
        one = row.window
        self.kind.setCurrentIndex(self.kind.findData(one.kind))
        self.day.setCurrentIndex(self.day.findData(DATED if one.on else one.weekday))
        if one.on is not None:
            self.on.show_day(one.on)
        self.begins.setTime(QTime(one.begins_at.hour, one.begins_at.minute))
        self.hours.setValue(one.lasts_hours)
        self.name.setText(one.name)

    def _allow(self) -> None:
        """A date is asked for where there is one; change and remove want a choice."""
        self.on.setEnabled(self.day.currentData() == DATED)
        super()._allow()


def kind_word(kind: WindowKind) -> str:
    """Name a kind of window."""
    return {
        WindowKind.MAINTENANCE: translate("Upkeep", "maintenance"),
        WindowKind.SANITATION: translate("Upkeep", "cleaning"),
    }[kind]


def next_day(window: MaintenanceWindow, today: date) -> date | None:
    """Return the next day a window begins on, today too; None where it has passed."""
    if window.on is not None:
        return window.on if window.on >= today else None
    days = window.days(today, DAYS_A_WEEK)
    return date.fromordinal(today.toordinal() + days[0])


def _columns(say: Wording) -> list[Column[WindowRow]]:
    """Say what the list holds."""
    return [
        Column(
            translate("Upkeep", "Window"),
            lambda row: ", ".join(t for t in (kind_word(row.window.kind), row.window.name) if t),
        ),
        Column(translate("Upkeep", "When"), lambda row: _when(row.window, say)),
        value_column(
            translate("Upkeep", "h"),
            lambda row: row.window.lasts_hours,
            say.number,
        ),
        value_column(
            translate("Upkeep", "Next"),
            lambda row: row.next_on,
            say.optional_day,
        ),
    ]


def _when(window: MaintenanceWindow, say: Wording) -> str:
    """Write when a window begins."""
    form = say.locale.FormatType.ShortFormat
    begins = say.locale.toString(QTime(window.begins_at.hour, window.begins_at.minute), form)
    if window.on is not None:
        return f"{say.numeric_day(window.on)} {begins}"
    return f"{say.locale.dayName((window.weekday or 0) + 1, form)} {begins}"
