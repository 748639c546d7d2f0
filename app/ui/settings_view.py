"""Settings: the calendars of plant and vendors, looked at before they are kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.calendars import WorkCalendar
from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.calendar_change import (
    CalendarChange,
    CalendarPreview,
    keep_calendar,
    take_calendar_back,
)
from app.ui.background import Background
from app.ui.calendar.calendar_form import CalendarForm
from app.ui.calendar.look import CalendarLook
from app.ui.calendar.owner_list import PLANT_ROW, OwnerList, OwnerRow, owner_rows
from app.ui.calendar.rows_moves import MoveRow, move_columns, move_rows, sum_words
from app.ui.calendar.year_picture import YearPicture
from app.ui.calendar.year_scene import year_scene
from app.ui.elements import button, button_row, frame, value
from app.ui.error_line import ErrorLine
from app.ui.page import PrintJob, add_command, new_key
from app.ui.paper_table import paper_html, table_html
from app.ui.record_list import RecordList
from app.ui.replanning import Replanning
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

LIST_PX, FORM_PX = 248, 336


class SettingsView(QWidget):
    """Calendars left, the one chosen as a form, its year and what it moves right.

    `done` carries what was done in words, `failed` a `PlantError`, `shown` goes out when another
    calendar is in front. What is filled in can be kept once what it moves was looked at.
    """

    done = Signal(str)
    failed = Signal(object)
    shown = Signal()

    def __init__(
        self, runtime: Runtime, say: Wording, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runtime, self._say, self._background = runtime, say, background
        self._owner: OwnerRow | None = None
        self._seen: WorkCalendar | None = None
        self._changes: list[tuple[str, CalendarChange]] = []
        self.list, self.form, self.year = OwnerList(say), CalendarForm(say), YearPicture(say)
        self.moves: RecordList[MoveRow] = RecordList(
            translate("Calendar", "What moves"), move_columns(), 0, is_tight=True
        )
        self._name, self._sum = value("", "heading"), value("", "question", wraps=True)
        self.error = ErrorLine()
        self.preview = button(translate("Calendar", "Preview"), self._look)
        self.keep = button(translate("Calendar", "Keep and re-plan"), self._keep, "primary")
        self.restore = button(translate("Calendar", "As it stands"), self._restore, "link")
        self.replanning = Replanning(runtime, background, self)
        self.look = CalendarLook(runtime, background, self)
        self.look.seen.connect(self._show_moves)
        self.look.ended.connect(self._allow)
        self.look.failed.connect(self.error.show_error)
        self.replanning.done.connect(self.done)
        self.replanning.done.connect(lambda _said: self._allow())
        self.replanning.failed.connect(self.failed)
        self._undo = add_command(
            self, translate("Calendar", "Take the calendar back"), self._take_back, "Ctrl+Z"
        )
        self.form.changed.connect(self._edited)
        self.list.row_chosen.connect(lambda _row: self._show_owner())
        self._lay_out()
        self._allow()

    def _lay_out(self) -> None:
        """List left, the record in two columns right."""
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(16, 12, 12, 12)
        column.addWidget(self._name)
        column.addWidget(self.form, 1)
        area = scrolled(form)
        area.setFixedWidth(FORM_PX)
        foot = button_row(self.preview, self.keep, self.restore)
        right = QVBoxLayout()
        right.setContentsMargins(8, 12, 16, 12)
        right.setSpacing(8)
        right.addWidget(self.year, 5)
        right.addWidget(self._sum)
        right.addWidget(self.error)
        right.addWidget(self.moves, 4)
        right.addLayout(foot)
        record = frame("record")
        row = QHBoxLayout(record)
        row.setContentsMargins(1, 1, 1, 1)
        row.addWidget(area)
        row.addLayout(right, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(12)
        self.list.setFixedWidth(LIST_PX)
        outer.addWidget(self.list)
        outer.addWidget(record, 1)

    @property
    def shown_name(self) -> str:
        """Whose calendar is shown."""
        if self._owner is None:
            return ""
        if self._owner.id == PLANT_ROW:
            return translate("Calendar", "Calendar of the plant")
        return translate("Calendar", "Calendar of {name}").format(name=self._owner.name)

    @property
    def is_busy(self) -> bool:
        """Whether a preview or a review is under way."""
        return self.look.is_busy or self.replanning.is_busy

    @property
    def is_edited(self) -> bool:
        """Whether something else is filled in than stands."""
        return self._owner is not None and self._filled_in() != self._owner.calendar

    def show_calendar(self, supplier_id: str) -> None:
        """Show a calendar; "" is the plant's."""
        self._read()
        self.list.choose(supplier_id or PLANT_ROW)
        self._show_owner()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the calendars anew; what is being filled in stays."""
        if not self.is_edited:
            self._read()
            self._show_owner()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the plant's calendar."""
        super().showEvent(event)
        self._read()
        self.list.choose_first()
        self._show_owner()

    def print_job(self) -> PrintJob | None:
        """Return the calendar in front as a paper: its shutdowns, and what it would move."""
        if self._owner is None:
            return None
        with self._runtime.store.read() as uow:
            paper = uow.plant.policy().paper
        title = f"{self.shown_name}, {self._say.instant(self._runtime.now())}"
        moves = table_html(self._sum.text(), move_columns(), self.moves.rows)
        return PrintJob(title, paper_html(title, f"<h1>{title}</h1>{moves}"), paper=paper)

    def _read(self) -> None:
        """Read the list."""
        with self._runtime.store.read() as uow:
            self.list.show_rows(owner_rows(uow))

    def _show_owner(self) -> None:
        """Show the calendar chosen, unless it is shown and being edited."""
        chosen = self.list.chosen_id
        owner = next((row for row in self.list.rows if row.id == chosen), None)
        if owner is None or owner == self._owner:
            return
        is_other = self._owner is None or self._owner.id != owner.id
        self._owner = owner
        self._name.setText(self.shown_name)
        self._restore()
        if is_other:
            self.shown.emit()

    def _restore(self) -> None:
        """Fill in what stands."""
        if self._owner is None:
            return
        is_plant = self._owner.id == PLANT_ROW
        self.form.show_calendar(self._owner.calendar, self._runtime.today(), is_plant=is_plant)
        self.form.allow(is_read_only=self._runtime.store.is_read_only)
        self._edited()

    def _filled_in(self) -> WorkCalendar | None:
        """What is filled in, None where no calendar can be so; then it is said why."""
        try:
            made = self.form.calendar
        except PlantError as refused:
            self.error.show_error(refused)
            return None
        self.error.forget()
        return made

    def _edited(self) -> None:
        """Draw what is filled in; what was looked at before is no longer it."""
        made = self._filled_in()
        if made is None or self._owner is None:
            self._allow()
            return
        self.year.show_scene(year_scene(made, self._owner.calendar, self._runtime.today()))
        if made != self._seen:
            self._seen = None
            self.moves.show_rows([])
            hint = translate("Calendar", "Preview shows what moves, before anything changes.")
            nothing = translate("Calendar", "This is the calendar that is planned with.")
            self._sum.setText(hint if self.is_edited else nothing)
        self.moves.setVisible(bool(self.moves.rows))
        self._allow()

    def _allow(self) -> None:
        """Offer to look once something was edited, and to keep once it was looked at."""
        made = None if self._owner is None else self._filled_in()
        is_edited = made is not None and self.is_edited and not self.is_busy
        can_keep = is_edited and made == self._seen and not self._runtime.store.is_read_only
        self.preview.setEnabled(is_edited)
        self.preview.setToolTip("" if is_edited else translate("Calendar", "Nothing was changed."))
        self.keep.setEnabled(can_keep)
        first = translate("Calendar", "Look at the preview first.")
        self.keep.setToolTip("" if can_keep else first)
        self.restore.setEnabled(self.is_edited)
        self._undo.setEnabled(bool(self._changes) and not self.is_busy)

    def _look(self) -> None:
        """Find out beside the window what the calendar would move."""
        made = self._filled_in()
        if made is not None and self._owner is not None:
            self.look.at(self._owner.supplier_id, made)
            self._allow()

    def _show_moves(self, made: WorkCalendar, seen: CalendarPreview) -> None:
        """Show what moves, if it is still what is filled in."""
        if made == self._filled_in():
            self._seen = made
            with self._runtime.store.read() as uow:
                self.moves.show_rows(move_rows(uow, seen, self._say))
            self._sum.setText(sum_words(seen, self._say))
            self.moves.setVisible(bool(self.moves.rows))
        self._allow()

    def _keep(self) -> None:
        """Keep what is filled in, and review every need with it."""
        made, owner = self._filled_in(), self._owner
        if made is None or owner is None:
            return
        runtime = self._runtime
        try:
            change = keep_calendar(
                runtime.store, owner.supplier_id, made, runtime.moment(), new_key()
            )
        except PlantError as refused:
            self.error.show_error(refused)
            return
        self._changes.append((self.shown_name, change))
        text = translate("Calendar", "{calendar}: kept. Ctrl+Z takes it back.")
        self._after(text.format(calendar=self.shown_name))

    def _take_back(self) -> None:
        """Put the calendar kept last back, with the days it moved."""
        if not self._changes:
            return
        name, change = self._changes[-1]
        try:
            take_calendar_back(self._runtime.store, change, self._runtime.moment(), new_key())
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self._changes.pop()
        text = translate("Calendar", "{calendar}: as it was.")
        self._after(text.format(calendar=name))

    def _after(self, said: str) -> None:
        """Show the calendars as they stand now, and review the needs."""
        self.replanning.after(said)
        self._seen = None
        self._read()
        self._show_owner()
        self._allow()
