"""Lives that ended at a place: the list, and the line to note one from older papers."""

from datetime import timedelta
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from app.core.component_life import PastLife
from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.life_record import LifeRecord
from app.ui.day_box import DayBox
from app.ui.elements import button, button_row, label, stack
from app.ui.error_line import ErrorLine
from app.ui.life.rows_life import ends, past_columns
from app.ui.record_list import RecordList
from app.ui.wording import Wording

LIST_PX = 96
A_YEAR = timedelta(days=365)


class PastEditor(QWidget):
    """`noted` and `removed` carry a `PastLife`."""

    noted = Signal(object)
    removed = Signal(object)

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: LifeRecord | None = None
        self.list: RecordList[PastLife] = RecordList(
            translate("Life", "Lives that ended here"), past_columns(say), 3, is_tight=True
        )
        self.list.setFixedHeight(LIST_PX)
        self.fitted = DayBox(say, translate("Life", "Fitted"))
        self.ended = DayBox(say, translate("Life", "Ended"))
        self.how = QComboBox()
        self.how.setAccessibleName(translate("Life", "How it ended"))
        for text, end in ends():
            self.how.addItem(text, end)
        self.paper = QLineEdit(placeholderText=translate("Life", "Noted from: card, log, memory"))
        self.paper.setAccessibleName(translate("Life", "Noted from"))
        self.error = ErrorLine()
        self.note = button(translate("Life", "Note this life"), self._note)
        self.remove = button(translate("Life", "Take it away"), self._remove)
        self._nothing = label(
            translate(
                "Life",
                "No life has ended here yet. Jobs note them; what older papers tell can be "
                "entered below.",
            ),
            "muted",
            wraps=True,
        )
        self.list.row_chosen.connect(lambda _row: self._allow())
        self.paper.returnPressed.connect(self._note)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the list over the line of entry."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, (name, box) in enumerate(
            ((translate("Life", "Fitted"), self.fitted), (translate("Life", "Ended"), self.ended))
        ):
            grid.addWidget(label(name, "small"), 0, at)
            grid.addWidget(box, 1, at)
        grid.addWidget(label(translate("Life", "How it ended"), "small"), 0, 2)
        grid.addWidget(self.how, 1, 2)
        grid.addWidget(self.paper, 2, 0, 1, 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        head = label(translate("Life", "Lives that ended here"), "question")
        foot = button_row(self.note, self.remove)
        stack(self, head, self.list, self._nothing, grid, self.error, foot).addStretch(1)

    def show_record(self, record: LifeRecord, *, is_read_only: bool) -> None:
        """Show the lives of a place; what is being entered stays while it is the same place."""
        before = self._record
        self._record = record
        self.list.show_rows(list(record.past))
        self.list.setVisible(bool(record.past))
        self._nothing.setVisible(not record.past)
        if before is None or before.component.id != record.component.id:
            last = record.component.installed_on or record.today
            self.ended.show_day(last)
            self.fitted.show_day(last - A_YEAR)
            self.paper.clear()
            self.error.forget()
        self.setEnabled(not is_read_only)
        self._allow()

    def _note(self) -> None:
        """Ask for the life as it is filled in to be kept."""
        record = self._record
        if record is None:
            return
        try:
            life = PastLife(
                id=str(uuid4()),
                component_id=record.component.id,
                part_id=record.component.part_id,
                fitted_on=self.fitted.chosen,
                ended_on=self.ended.chosen,
                end=self.how.currentData(),
                noted_from=self.paper.text().strip() or translate("Life", "by hand"),
            )
        except PlantError as refused:
            self.error.show_error(refused, self.fitted)
            return
        self.noted.emit(life)

    def _remove(self) -> None:
        """Ask for the life chosen to be taken away."""
        chosen = self.list.chosen_row
        if chosen is not None:
            self.removed.emit(chosen)

    def _allow(self) -> None:
        """Let a life be taken away once it is chosen."""
        self.remove.setEnabled(self.list.chosen_row is not None)
