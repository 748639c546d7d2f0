"""Whose calendar it is: the plant first, then every vendor."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.core.calendars import EVERY_DAY, WorkCalendar
from app.core.texts import translate
from app.replenishment.calendar_change import PLANT
from app.storage.unit_of_work import UnitOfWork
from app.ui.record_list import RecordList
from app.ui.table_model import Column, value_column
from app.ui.wording import Wording

PLANT_ROW = "plant"
"""A row's id is never empty: a list knows no row by ""."""


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """One calendar and whose it is."""

    id: str
    name: str
    calendar: WorkCalendar

    @property
    def supplier_id(self) -> str:
        """Id of the supplier, "" for the plant."""
        return PLANT if self.id == PLANT_ROW else self.id


class OwnerList(RecordList[OwnerRow]):
    """One row a calendar."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        name = translate("Calendar", "Calendars")
        super().__init__(name, _columns(say), 0, parent, is_tight=True)


def owner_rows(uow: UnitOfWork) -> list[OwnerRow]:
    """Read every calendar."""
    name = translate("Calendar", "Plant")
    plant = OwnerRow(PLANT_ROW, name, uow.plant.policy().calendar)
    return [plant, *(OwnerRow(s.id, s.name, s.calendar) for s in uow.plant.suppliers())]


def _columns(say: Wording) -> list[Column[OwnerRow]]:
    """Say what the list holds."""
    return [
        Column(translate("Calendar", "Calendar of"), lambda row: row.name),
        Column(translate("Calendar", "Works"), lambda row: _works(row.calendar, say)),
        value_column(
            translate("Calendar", "Shut"),
            lambda row: len(row.calendar.shutdowns),
            say.count,
            tooltip=lambda _row: translate("Calendar", "Shutdowns entered"),
        ),
    ]


def _works(calendar: WorkCalendar, say: Wording) -> str:
    """Write working days: runs of days with a dash."""
    if calendar.working_weekdays == EVERY_DAY:
        return translate("Calendar", "every day")
    form = say.locale.FormatType.ShortFormat
    days, said = sorted(calendar.working_weekdays), []
    while days:
        run = 1
        while run < len(days) and days[run] == days[0] + run:
            run += 1
        first, last = (say.locale.dayName(days[n] + 1, form) for n in (0, run - 1))
        said.append(first if run == 1 else f"{first}–{last}")
        days = days[run:]
    return " ".join(said)
