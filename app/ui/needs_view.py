"""Needs: what wants a part and by when on the left, the need chosen on the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.ui.list_and_record import list_and_record
from app.ui.needs import commands
from app.ui.needs.board_work import BoardWork
from app.ui.needs.books import NeedBooks
from app.ui.needs.empty_needs import EmptyNeeds, choose_hint
from app.ui.needs.filter_row import NeedFilterRow
from app.ui.needs.need_filter import Due, is_within
from app.ui.needs.need_list import NeedList
from app.ui.needs.need_panel import NeedPanel
from app.ui.needs.order_bar import OrderBar
from app.ui.needs.paper import needs_html
from app.ui.needs.plan_orders import SupplierShare, shares_of
from app.ui.needs.rows_detail import read_need
from app.ui.needs.rows_needs import NeedRow
from app.ui.page import PrintJob, add_command
from app.ui.scrolling import scrolled
from app.ui.target import Place, Target
from app.ui.wording import Wording

WIDTHS = (886, 324)
MOST_PLANNED = 100
"""Drafts for more needs than this are announced by an estimate only."""


class NeedsView(QWidget):
    """List and record side by side, the one action over the list.

    `done` carries what was done in words; `changed` goes out where the page says it itself,
    `shown` when another need is in front. `failed` carries a `PlantError`, `wanted` a `Target`.
    """

    done = Signal(str)
    changed = Signal()
    failed = Signal(object)
    wanted = Signal(object)
    shown = Signal()

    def __init__(
        self, runtime: Runtime, say: Wording, books: NeedBooks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runtime, self._say, self._books = runtime, say, books
        self._rows: list[NeedRow] = []
        self._drafted: tuple[PurchaseOrder, ...] = ()
        self._plan: tuple[tuple[str, ...], tuple[SupplierShare, ...]] = ((), ())
        self._wish: tuple[str, str] | None = None
        self._is_keyboard_due = True
        self.work = BoardWork(runtime, books, self)
        with runtime.store.read() as uow:
            horizon = uow.plant.policy().planning_horizon_days
        self._draft = add_command(
            self, translate("Needs", "Draft orders"), self._draft_orders, "Ctrl+Shift+D"
        )
        self._undo = add_command(
            self, translate("Needs", "Take the drafts back"), self._take_back, "Ctrl+Z"
        )
        self._undo.setEnabled(False)
        add_command(self, translate("Needs", "Create work order"), self._create_job, "Ctrl+Shift+J")
        add_command(self, translate("Needs", "Why this need?"), self._open_chosen)
        due = translate("Needs", "Show what is due today")
        add_command(self, due, lambda: self.filter.show_all(Due.TODAY))
        self.filter, self.list = NeedFilterRow(), NeedList(say, horizon)
        self.panel, self.bar = NeedPanel(), OrderBar(self._draft, self._undo, say)
        self.empty = EmptyNeeds()
        self._record, self._listed = QStackedWidget(), QStackedWidget()
        self._connect()
        self._lay_out()
        self._listed.setCurrentWidget(self.empty)
        self.bar.hide()

    def _connect(self) -> None:
        """Tie the parts together."""
        self.filter.changed.connect(self._show_list)
        self.list.row_chosen.connect(lambda _need_id: self._show_record())
        self.list.marked_changed.connect(self._marked)
        self.list.opened.connect(lambda _need_id: self._open_chosen())
        self.panel.wanted.connect(self.wanted)
        self.panel.job_asked.connect(self._create_job)
        for part in (self.bar, self.empty):
            part.wanted.connect(self.wanted)
        self.empty.all_asked.connect(self.filter.show_all)
        self.work.arrived.connect(self._take_rows)
        self.work.failed.connect(self.failed)
        self.work.planned.connect(self._take_plan)

    def _lay_out(self) -> None:
        """Put filter, action and list below each other, the record beside them."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.bar)
        self._listed.addWidget(self.list)
        self._listed.addWidget(self.empty)
        column.addWidget(self._listed, 1)
        for page in (choose_hint(), self.panel):
            self._record.addWidget(scrolled(page))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(list_and_record(left, self._record, WIDTHS))

    @property
    def shown_name(self) -> str:
        """What the need in front is for, "" for none."""
        row = self._chosen
        return f"{row.where}: {row.part}" if row else ""

    def refresh(self) -> None:
        """Read the board anew, beside the window; it is shown once it is there."""
        self.work.ask(is_urgent=False)

    def stop(self) -> None:
        """End what runs beside the window."""
        self.work.stop()

    def show_need(self, need_id: str, step: str = "") -> None:
        """Show one need, by its id or that of its component, or all that is due (a `Due`)."""
        self._wish = (need_id, step)
        self._come()

    def _take_rows(self, rows: list[NeedRow]) -> None:
        """Show the board as just read, and what somebody asked to see on it."""
        if rows != self._rows:
            self._plan = ((), ())
        self._rows = rows
        self.filter.offer(rows)
        self._show_list()
        if self._wish is not None:
            self._grant(*self._wish)
            self._wish = None
        if self._is_keyboard_due and rows and not self.filter.text.text():
            self._take_keyboard()

    def _come(self) -> None:
        """Read the newest and give the list the keyboard, as soon as there is one."""
        self._is_keyboard_due = True
        self.work.ask()
        if self._rows:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Put the keyboard on the list."""
        self._is_keyboard_due = False
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _grant(self, need_id: str, step: str) -> None:
        """Show what was asked for."""
        if step:
            self.filter.show_all(Due(step))
        found = next((r for r in self._rows if need_id in {r.id, r.line.component_id}), None)
        if need_id and found is not None:
            if not self.filter.wanted.lets_through(found, self._runtime.today()):
                self.filter.show_all()
            self.list.choose(found.id)
        self._show_record()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the newest when the page opens."""
        super().showEvent(event)
        self._come()

    def print_job(self) -> PrintJob:
        """Return the list as filtered, for paper."""
        with self._runtime.store.read() as uow:
            policy = uow.plant.policy()
        at = self._say.instant(self._runtime.now())
        title = translate("Needs", "Needs of {site}, {at}").format(site=policy.site_name, at=at)
        return PrintJob(title, needs_html(self.list.rows, title, self._say), paper=policy.paper)

    @property
    def _chosen(self) -> NeedRow | None:
        """The row chosen."""
        chosen = self.list.chosen_id
        return next((row for row in self._rows if row.id == chosen), None)

    @property
    def _to_draft(self) -> list[NeedRow]:
        """The needs marked; where none is, those of the list that are due today."""
        today = self._runtime.today()
        due = (row for row in self.list.rows if row.can_be_ordered)
        return self.list.marked or [row for row in due if is_within(row, Due.TODAY, today)]

    def _show_list(self) -> None:
        """Show the rows the filter lets through, what drafting would do, and the record."""
        rows = self.filter.wanted.keep(self._rows, self._runtime.today())
        self.list.show_rows(rows)
        self.list.choose_first()
        self._listed.setCurrentIndex(0 if rows else 1)
        self.empty.explain(is_filtered=bool(self._rows))
        self.bar.setVisible(bool(self._rows))
        self._show_plan()
        self._show_record()

    def _show_plan(self) -> None:
        """Say what drafting would do, or that it is being done."""
        if self.work.is_doing:
            self.bar.show_busy()
            return
        is_read_only = self._runtime.store.is_read_only
        rows = self._to_draft
        need_ids = tuple(row.id for row in rows)
        exact = self._plan[1] if self._plan[0] == need_ids else None
        if exact is None and 0 < len(rows) <= MOST_PLANNED:
            self.work.plan(need_ids)
        self.bar.show_plan(
            len(rows),
            shares_of(rows) if exact is None else exact,
            is_exact=exact is not None,
            is_marked=bool(self.list.marked),
            can_mark=any(row.can_be_ordered for row in self.list.rows),
            late=sum(row.is_late for row in self.list.rows),
            is_read_only=is_read_only,
        )

    def _show_record(self) -> None:
        """Show the need chosen, or how to choose one."""
        row = self._chosen
        self._record.setCurrentIndex(0 if row is None else 1)
        if row is not None:
            moment, is_read_only = self._runtime.moment(), self._runtime.store.is_read_only
            with self._runtime.store.read() as uow:
                standing = self._books.standing(uow, row.line, moment)
                record = read_need(
                    uow, row, standing, self._say, moment.today, is_read_only=is_read_only
                )
            self.panel.show_record(record)
        self.shown.emit()

    def _take_plan(self, need_ids: tuple[str, ...], shares: tuple[SupplierShare, ...]) -> None:
        """Say what drafting would really do, once the books were asked."""
        self._plan = (need_ids, shares)
        self._show_plan()

    def _marked(self) -> None:
        """Another mark: what was drafted before is told no more."""
        self.bar.forget()
        self._show_plan()

    def _open_chosen(self) -> None:
        """Go to the calculation behind the need chosen."""
        row = self._chosen
        if row is not None and row.line.component_id:
            self.wanted.emit(Target(Place.WHY, row.line.component_id))

    def _draft_orders(self) -> None:
        """Draft one order a vendor for what the bar names, beside the window."""
        rows = self._to_draft
        self.bar.show_busy()
        self.work.do(lambda: commands.draft(self._runtime, self._books, rows), self._show_drafted)

    def _show_drafted(self, made: tuple[PurchaseOrder, ...]) -> None:
        """Say what was drafted."""
        self._drafted = made
        self.list.mark(self.list.rows, on=False)
        self.bar.show_drafted(made, commands.drafted_words(made))
        self._undo.setEnabled(True)
        self.changed.emit()
        self._take_keyboard()

    def _take_back(self) -> None:
        """Cancel the drafts just made."""
        self._do(lambda: commands.take_back(self._runtime, self._drafted))
        self._drafted = ()
        self._undo.setEnabled(False)
        self.bar.forget()

    def _do(self, command: Callable[[], str]) -> None:
        """Carry a command out and say what was done, or why not."""
        try:
            self.done.emit(command())
        except PlantError as refused:
            self.failed.emit(refused)
        self.work.ask()

    def _create_job(self) -> None:
        """Propose the job of the need chosen."""
        row = self._chosen
        if row is not None and row.line.component_id:
            self._do(lambda: commands.create_job(self._runtime, self._books, row))
