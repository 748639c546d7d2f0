"""Stores: every part left with its pieces, the one chosen right with all that can be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.texts import translate
from app.replenishment.parts.listing import PartStanding
from app.replenishment.parts.record import PartRecord, part_record
from app.ui.elements import button, label
from app.ui.list_and_record import list_and_record
from app.ui.page import PrintJob, add_command
from app.ui.scrolling import scrolled
from app.ui.stores.commands import add_part
from app.ui.stores.new_part_form import NewPartForm
from app.ui.stores.paper import part_html
from app.ui.stores.part_changes import PartChanges
from app.ui.stores.part_filter import PartFilterRow
from app.ui.stores.part_list import PartList
from app.ui.stores.part_panel import PartPanel
from app.ui.stores.part_steps import part_steps
from app.ui.stores.parts_work import PartsWork
from app.ui.wording import Wording

WIDTHS, SHARES = (640, 500), (1, 1)


class StoresView(QWidget):
    """List and record side by side.

    `done` carries what was done in words, `failed` a `PlantError`, `wanted` a `Target`, `shown`
    goes out when another part is in front.
    """

    done = Signal(str)
    failed = Signal(object)
    wanted = Signal(object)
    shown = Signal()

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._rows: list[PartStanding] = []
        self._wish = ""
        self.work = PartsWork(runtime, self)
        with runtime.store.read() as uow:
            policy = uow.plant.policy()
        self._currency = policy.currency
        self.changes = PartChanges(runtime, self.work, self)
        self.filter, self.list = PartFilterRow(), PartList(say)
        self.panel = PartPanel(self.changes.actions, say, self._currency)
        self.changes.serve(self.panel)
        self.new_part = NewPartForm(say, self._currency)
        self._add = add_command(
            self, translate("Stores", "New part…"), self._begin_new_part, "Ctrl+Shift+N"
        )
        self._add.setEnabled(not runtime.store.is_read_only)
        self._nothing = label("", "muted", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_all = button(translate("Stores", "Show all parts"), self.filter.show_all, "link")
        self._record = QStackedWidget()
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        """Tie the parts together."""
        self.filter.changed.connect(self._show_list)
        self.list.row_chosen.connect(lambda _part_id: self._show_record())
        self.panel.offers.row_chosen.connect(lambda _vendor_id: self._show_steps())
        self.panel.wanted.connect(self.wanted)
        self.changes.done.connect(self.done)
        self.changes.failed.connect(self.failed)
        self.changes.left.connect(self._take_keyboard)
        self.new_part.asked.connect(self._add_part)
        self.new_part.left.connect(self._take_keyboard)
        self.work.arrived.connect(self._take_rows)
        self.work.failed.connect(self.failed)

    def _lay_out(self) -> None:
        """Put the filter over the list, and the record beside both."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.filter, 1)
        above.addWidget(button(self._add.text(), self._add.trigger))
        column.addLayout(above)
        column.addWidget(self.new_part)
        column.addWidget(self.list, 1)
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.addStretch(1)
        middle.addWidget(self._nothing)
        middle.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        for page in (empty, self.panel):
            self._record.addWidget(scrolled(page))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(list_and_record(left, self._record, WIDTHS, SHARES))
        self._nothing.setText(translate("Stores", "Reading the parts …"))
        self.show_all.hide()

    @property
    def shown_name(self) -> str:
        """Number of the part shown, "" for none."""
        chosen = self.list.chosen_id
        return next((row.part.number for row in self._rows if row.id == chosen), "")

    def refresh(self) -> None:
        """Read the list anew beside the window; the record follows."""
        self.work.ask(is_urgent=False)

    def show_part(self, part_id: str) -> None:
        """Show one part."""
        self._wish = part_id
        self.work.ask()

    def stop(self) -> None:
        """End what runs beside the window."""
        self.work.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the newest when the page opens."""
        super().showEvent(event)
        self.work.ask()
        self._take_keyboard()

    def print_job(self) -> PrintJob | None:
        """Return the paper of the part shown, None where there is none."""
        record = self._record_now()
        if record is None:
            return None
        with self._runtime.store.read() as uow:
            paper = uow.plant.policy().paper
        title = f"{record.part.number}, {self._say.instant(self._runtime.now())}"
        return PrintJob(title, part_html(record, title, self._currency, self._say), paper=paper)

    def _begin_new_part(self) -> None:
        """Ask for a part the register does not know."""
        with self._runtime.store.read() as uow:
            suppliers = uow.plant.suppliers()
        self.new_part.begin(suppliers)

    def _add_part(self) -> None:
        """Put what is typed on the register, and show it."""
        form = self.new_part
        try:
            part = form.typed
        except PlantError as refused:
            form.refuse(refused)
            return
        self._wish = part.id
        self.changes.carry_out(lambda: add_part(self._runtime, part), form.refuse, form)

    def _take_keyboard(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_rows(self, rows: list[PartStanding]) -> None:
        """Show the list as just read, and the part somebody asked to see."""
        self._rows = rows
        if self._wish:
            self.filter.show_all()
        self._show_list()
        if self._wish:
            self.list.choose(self._wish)
            self._wish = ""
            self._show_record()

    def _show_list(self) -> None:
        """Show the parts the filter lets through, and the one chosen as it stands now."""
        self.list.show_rows(self.filter.keep(self._rows))
        self.list.choose_first()
        self._show_record()

    def _record_now(self) -> PartRecord | None:
        """Read the part chosen."""
        chosen = self.list.chosen_id
        if not chosen:
            return None
        with self._runtime.store.read() as uow:
            return part_record(uow, chosen, self._runtime.moment())

    def _show_record(self) -> None:
        """Show the part chosen, or what belongs here."""
        record = self._record_now()
        self._record.setCurrentIndex(0 if record is None else 1)
        if record is None:
            self._show_nothing()
        else:
            self.panel.show_record(record, is_read_only=self._runtime.store.is_read_only)
            self._show_steps()
        self.shown.emit()

    def _show_nothing(self) -> None:
        """Say why there is nothing, and what to do."""
        self.show_all.setVisible(bool(self._rows))
        self.changes.forbid()
        self._nothing.setText(
            translate("Stores", "No part fits this filter.")
            if self._rows
            else translate(
                "Stores",
                "No part yet: add the first one with New part…, then count its stock in.",
            )
        )

    def _show_steps(self) -> None:
        """Say what can be done with the part."""
        record = self.panel.record
        if record is None:
            return
        is_read_only = self._runtime.store.is_read_only
        steps = part_steps(record, self.panel.offers.chosen_id, is_read_only=is_read_only)
        for name, step in steps.items():
            self.panel.buttons[name].show_step(step, is_next=False)
