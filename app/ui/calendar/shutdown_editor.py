"""The shutdowns of a calendar: their list, and the line in which one is entered or changed."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.calendars import Shutdown
from app.core.errors import PlantError
from app.core.texts import translate
from app.ui.day_box import DayBox
from app.ui.elements import button, button_row, label
from app.ui.error_line import ErrorLine
from app.ui.record_list import RecordList
from app.ui.table_model import Column
from app.ui.wording import Wording

REASON, LIST_PX = 2, 124


@dataclass(frozen=True, slots=True)
class ShutdownRow:
    """One shutdown in its place of the list."""

    id: str
    shutdown: Shutdown


class ShutdownEditor(QWidget):
    """`changed` goes out when a person adds, changes or removes one."""

    changed = Signal()

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.list: RecordList[ShutdownRow] = RecordList(
            translate("Calendar", "Shutdowns"), _columns(say), REASON, is_tight=True
        )
        self.first = DayBox(say, translate("Calendar", "Shut from"))
        self.last = DayBox(say, translate("Calendar", "Shut to"))
        self.reason = QLineEdit(placeholderText=translate("Calendar", "Reason: yearly overhaul …"))
        self.reason.setAccessibleName(translate("Calendar", "Reason"))
        self.stands = QCheckBox(translate("Calendar", "Machines stand still"))
        self.stands.setToolTip(
            translate(
                "Calendar",
                "A job may then also be done in the shutdown, and costs no output. Without it "
                "only the workshop is closed, and the machines run on.",
            )
        )
        self.add = button(translate("Calendar", "Add shutdown"), self._add)
        self.change = button(translate("Calendar", "Change"), self._change)
        self.remove = button(translate("Calendar", "Remove"), self._remove)
        self.error = ErrorLine()
        self.reason.returnPressed.connect(self._add)
        self.list.row_chosen.connect(self._take_up)
        self._lay_out()
        self._allow()

    def _lay_out(self) -> None:
        """Put the list over the line of entry."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        heads = (translate("Calendar", "From"), translate("Calendar", "To"))
        for column, (text, box) in enumerate(zip(heads, (self.first, self.last), strict=True)):
            head = label(text, "small")
            head.setBuddy(box)
            grid.addWidget(head, 0, column)
            grid.addWidget(box, 1, column)
        grid.addWidget(self.reason, 2, 0, 1, 2)
        grid.addWidget(self.stands, 3, 0, 1, 2)
        foot = button_row(self.add, self.change, self.remove)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(6)
        self.list.setFixedHeight(LIST_PX)
        column_box.addWidget(self.list)
        column_box.addLayout(grid)
        column_box.addWidget(self.error)
        column_box.addLayout(foot)

    @property
    def shutdowns(self) -> tuple[Shutdown, ...]:
        """The shutdowns listed, by their first day."""
        return tuple(sorted((row.shutdown for row in self.list.rows), key=lambda s: s.first))

    def show_shutdowns(self, shutdowns: tuple[Shutdown, ...]) -> None:
        """List shutdowns."""
        rows = [ShutdownRow(f"{s.first} {s.name}", s) for s in shutdowns]
        self.list.show_rows(sorted(rows, key=lambda row: row.shutdown.first))
        self._allow()

    def begin(self, today: date, *, is_plant: bool) -> None:
        """Begin with an empty line of entry; a supplier's machines are none of ours."""
        self.first.show_day(today)
        self.last.show_day(today)
        self.reason.clear()
        self.stands.setChecked(True)
        self.stands.setVisible(is_plant)
        self.list.clearSelection()
        self.list.setCurrentIndex(self.list.model().index(-1, -1))
        self.error.forget()
        self._allow()

    def _typed(self) -> Shutdown | None:
        """The shutdown in the line of entry, None where it can't be; then it is said why."""
        usual = translate("Calendar", "shutdown")
        try:
            made = Shutdown(
                self.first.chosen,
                self.last.chosen,
                self.reason.text().strip() or usual,
                self.stands.isChecked(),
            )
        except PlantError as refused:
            self.error.show_error(refused, self.last)
            return None
        self.error.forget()
        return made

    def _add(self) -> None:
        """Put what is entered into the list."""
        made = self._typed()
        if made is not None:
            self._take((*self.shutdowns, made))

    def _change(self) -> None:
        """Put what is entered in the place of the one chosen."""
        made, chosen = self._typed(), self.list.chosen_id
        if made is not None and chosen:
            self._take((*(r.shutdown for r in self.list.rows if r.id != chosen), made))

    def _remove(self) -> None:
        """Take the one chosen out of the list."""
        chosen = self.list.chosen_id
        self._take(tuple(row.shutdown for row in self.list.rows if row.id != chosen))

    def _take(self, shutdowns: tuple[Shutdown, ...]) -> None:
        """Show another list and tell."""
        self.show_shutdowns(shutdowns)
        self.changed.emit()

    def _take_up(self, row_id: str) -> None:
        """Write the one chosen into the line of entry."""
        row = next((row for row in self.list.rows if row.id == row_id), None)
        if row is not None:
            self.first.show_day(row.shutdown.first)
            self.last.show_day(row.shutdown.last)
            self.reason.setText(row.shutdown.name)
            self.stands.setChecked(row.shutdown.stands_still)
        self._allow()

    def _allow(self) -> None:
        """Offer to change and remove where one is chosen."""
        chosen = bool(self.list.chosen_id)
        why = "" if chosen else translate("Calendar", "Choose a shutdown in the list first.")
        for part in (self.change, self.remove):
            part.setEnabled(chosen)
            part.setToolTip(why)


def _columns(say: Wording) -> list[Column[ShutdownRow]]:
    """Say what the list holds."""
    return [
        Column(
            translate("Calendar", "From"),
            lambda row: say.numeric_day(row.shutdown.first),
            sort_key=lambda row: row.shutdown.first,
        ),
        Column(
            translate("Calendar", "To"),
            lambda row: say.numeric_day(row.shutdown.last),
            sort_key=lambda row: row.shutdown.last,
        ),
        Column(
            translate("Calendar", "Reason"),
            lambda row: (
                row.shutdown.name
                if row.shutdown.stands_still
                else translate("Calendar", "{reason}, machines run").format(
                    reason=row.shutdown.name
                )
            ),
        ),
    ]
