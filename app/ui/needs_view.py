"""Needs: what wants a part and by when on the left, the need chosen on the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.ui.elements import button, frame, label
from app.ui.needs import commands
from app.ui.needs.books import NeedBooks
from app.ui.needs.filter_row import NeedFilterRow
from app.ui.needs.need_filter import Due, is_within
from app.ui.needs.need_list import NeedList
from app.ui.needs.need_panel import NeedPanel
from app.ui.needs.order_bar import OrderBar
from app.ui.needs.paper import needs_html
from app.ui.needs.rows_detail import read_need
from app.ui.needs.rows_needs import NeedRow, need_rows
from app.ui.page import PrintJob, add_command
from app.ui.register import Register
from app.ui.scrolling import scrolled
from app.ui.target import Place, Target
from app.ui.wording import Wording

LIST_WIDTH, RECORD_WIDTH = 886, 324
DUE_STEP = "due"
"""Step of a `Target` that asks for what is due today."""


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
        self.filter, self.list = NeedFilterRow(), NeedList(say, horizon)
        self.panel, self.bar = NeedPanel(), OrderBar(self._draft, self._undo, say)
        self._nothing = label("", "muted", wraps=True)
        self._all = button(translate("Needs", "Show all needs"), self.filter.show_all, "link")
        machines = Target(Place.ASSETS)
        self._machines = button(
            translate("Needs", "See the machines"), lambda: self.wanted.emit(machines), "link"
        )
        self._record, self._listed = QStackedWidget(), QStackedWidget()
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        """Tie the parts together."""
        self.filter.changed.connect(self._show_list)
        self.list.row_chosen.connect(lambda _need_id: self._show_record())
        self.list.marked_changed.connect(self._marked)
        self.list.opened.connect(lambda _need_id: self._open_chosen())
        self.panel.wanted.connect(self.wanted)
        self.panel.job_asked.connect(self._create_job)
        self.bar.wanted.connect(self.wanted)

    def _lay_out(self) -> None:
        """Put filter, action and list below each other, the record beside them."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.bar)
        self._listed.addWidget(self.list)
        self._listed.addWidget(self._empty_list())
        column.addWidget(self._listed, 1)
        right = frame("record")
        inner = QHBoxLayout(right)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._record)
        for page in (_hint(), self.panel):
            self._record.addWidget(scrolled(page))
        splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        splitter.setHandleWidth(12)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([LIST_WIDTH, RECORD_WIDTH])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(splitter)

    def _empty_list(self) -> QWidget:
        """Make what stands where the list is empty."""
        page = frame("record")
        column = QVBoxLayout(page)
        column.setContentsMargins(96, 16, 96, 16)
        column.addStretch(1)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._nothing)
        for link in (self._all, self._machines):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    @property
    def shown_name(self) -> str:
        """What the need in front is for, "" for none."""
        row = self._chosen
        return f"{row.where}: {row.part}" if row else ""

    def refresh(self) -> None:
        """Read the board and the record anew."""
        moment = self._runtime.moment()
        with self._runtime.store.read() as uow:
            register = Register.read(uow)
            lines = self._books.lines(uow, moment)
        self._rows = need_rows(lines, register, moment.today)
        self.filter.offer(self._rows)
        self._show_list()

    def show_need(self, need_id: str, step: str = "") -> None:
        """Show one need, by its id or that of its component, or everything that is due."""
        self.refresh()
        if step == DUE_STEP:
            self.filter.show_all(Due.TODAY)
        found = next((r for r in self._rows if need_id in {r.id, r.line.component_id}), None)
        if need_id and found is not None:
            if not self.filter.wanted.lets_through(found, self._runtime.today()):
                self.filter.show_all()
            self.list.choose(found.id)
        self.list.choose_first()
        self._show_record()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the first need when the page opens."""
        super().showEvent(event)
        self.refresh()
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._all.setVisible(bool(self._rows))
        self._machines.setVisible(not self._rows)
        self.bar.setVisible(bool(self._rows))
        self._nothing.setText(
            translate("Needs", "No need fits this filter.")
            if self._rows
            else translate(
                "Needs",
                "Nothing in this plant wants a part. A need comes up as soon as a component with a "
                "spare part wears, a task is planned or a job is opened.",
            )
        )
        self._show_plan()
        self._show_record()

    def _show_plan(self) -> None:
        """Say what drafting would do."""
        is_read_only = self._runtime.store.is_read_only
        is_marked = bool(self.list.marked)
        self.bar.show_plan(self._to_draft, is_marked=is_marked, is_read_only=is_read_only)

    def _show_record(self) -> None:
        """Show the need chosen, or how to choose one."""
        row = self._chosen
        self._record.setCurrentIndex(0 if row is None else 1)
        if row is not None:
            today, is_read_only = self._runtime.today(), self._runtime.store.is_read_only
            with self._runtime.store.read() as uow:
                record = read_need(uow, row, self._say, today, is_read_only=is_read_only)
            self.panel.show_record(record)
        self.shown.emit()

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
        """Draft one order a supplier for what the bar names."""
        try:
            self._drafted = commands.draft(self._runtime, self._books, self._to_draft)
        except PlantError as refused:
            self.failed.emit(refused)
            self.refresh()
            return
        self.list.mark(self.list.rows, on=False)
        sentence = commands.drafted_words(self._drafted)
        self.bar.show_drafted(self._drafted, sentence)
        self._undo.setEnabled(True)
        self.refresh()
        self.changed.emit()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        """Cancel the drafts just made."""
        self._do(lambda: commands.take_back(self._runtime, self._drafted))
        self._drafted = ()
        self._undo.setEnabled(False)
        self.bar.forget()
        self.refresh()

    def _do(self, command: Callable[[], str]) -> None:
        """Carry a command out and say what was done, or why not."""
        try:
            said = command()
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self.done.emit(said)

    def _create_job(self) -> None:
        """Propose the job of the need chosen."""
        row = self._chosen
        if row is not None and row.line.component_id:
            self._do(lambda: commands.create_job(self._runtime, self._books, row))
            self.refresh()


def _hint() -> QLabel:
    """Say what stands here once a need is chosen."""
    text = translate("Needs", "Choose a need on the left: its dates, cover and job stand here.")
    hint = label(text, "muted", wraps=True)
    hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return hint
