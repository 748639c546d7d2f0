"""Orders: purchase orders and jobs left, the record chosen right, its steps and its evidence."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.purchasing import OrderState
from app.core.texts import translate
from app.ui.elements import label
from app.ui.list_and_record import list_and_record
from app.ui.orders import commands
from app.ui.orders.filter_row import FilterRow
from app.ui.orders.job_panel import JobPanel
from app.ui.orders.order_list import OrderList
from app.ui.orders.order_panel import OrderPanel
from app.ui.orders.paper import order_paper
from app.ui.orders.quantity_change import QuantityChange
from app.ui.orders.rows_record import read_job, read_order
from app.ui.page import PrintJob, add_command
from app.ui.rows_orders import OrderRow, RecordKind, order_rows
from app.ui.scrolling import scrolled
from app.ui.wording import Wording

WIDTHS, SHARES = (606, 620), (2, 3)


class OrdersView(QWidget):
    """List and record side by side.

    `done` carries what was done in words, `failed` a `PlantError`, `print_asked` goes out when
    the record's paper is wanted, `shown` carries the number of the record shown.
    """

    done = Signal(str)
    failed = Signal(object)
    print_asked = Signal()
    shown = Signal(str)

    def __init__(self, runtime: Runtime, say: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runtime, self._say = runtime, say
        self._rows: list[OrderRow] = []
        self._actions = self._make_actions()
        self.filter, self.list = FilterRow(), OrderList(say)
        self.order_panel = OrderPanel(self._actions, say)
        self.job_panel = JobPanel(self._actions, say)
        self._nothing = label("", "muted", wraps=True)
        self._record = QStackedWidget()
        self.filter.changed.connect(self._show_list)
        self.list.row_chosen.connect(lambda _record_id: self._show_record())
        self.order_panel.cancelled.connect(self._cancel)
        self._quantity = QuantityChange(runtime, self.order_panel.quantity, self)
        self._quantity.done.connect(self._tell)
        self._quantity.failed.connect(self.failed)
        self._lay_out()

    def _make_actions(self) -> dict[str, QAction]:
        """Make the commands of both kinds of record."""
        words: dict[str, tuple[str, str, Callable[[], None]]] = {
            "approve": (translate("Orders", "Approve"), "Ctrl+Shift+A", self._approve),
            "withdraw": (translate("Orders", "Take back the approval"), "Ctrl+Z", self._withdraw),
            "issue": (translate("Orders", "Issue"), "Ctrl+Shift+I", self._issue),
            "change": (translate("Orders", "Change the quantity…"), "", self._ask_quantity),
            "receive": (translate("Orders", "Receive"), "Ctrl+Shift+R", self._receive),
            "cancel": (translate("Orders", "Cancel order…"), "Ctrl+Shift+X", self._ask_to_cancel),
            "plan": (translate("Orders", "Plan"), "Ctrl+Shift+L", lambda: self._step_job("plan")),
            "ready": (translate("Orders", "Make ready"), "", lambda: self._step_job("ready")),
            "start": (translate("Orders", "Start"), "", lambda: self._step_job("start")),
            "finish": (translate("Orders", "Finish"), "", lambda: self._step_job("finish")),
            "print": (translate("Orders", "Print…"), "", self.print_asked.emit),
        }
        return {
            name: add_command(self, text, act, shortcut)
            for name, (text, shortcut, act) in words.items()
        }

    def _lay_out(self) -> None:
        """Put the filter over the list, and the record beside both."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        empty = QWidget()
        QVBoxLayout(empty).addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignCenter)
        for page in (empty, self.order_panel, self.job_panel):
            self._record.addWidget(scrolled(page))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(list_and_record(left, self._record, WIDTHS, SHARES))

    def refresh(self) -> None:
        """Read the list and the record anew."""
        with self._runtime.store.read() as uow:
            self._rows = order_rows(uow, self._runtime.today())
        self._show_list()

    def show_record(self, record_id: str, step: str = "") -> None:
        """Show one order or job and put the keyboard on a step."""
        self.refresh()
        row = next((row for row in self._rows if row.id == record_id), None)
        if row is None:
            return
        self.filter.let_through(row)
        self._show_list()
        self.list.choose(record_id)
        self._show_record()
        buttons = self._panel_of(row).buttons
        if step in buttons and buttons[step].isEnabled():
            buttons[step].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the first record when the page opens."""
        super().showEvent(event)
        self.refresh()
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_job(self) -> PrintJob | None:
        """Return the paper of the record shown, None where there is none."""
        row = self._chosen
        if row is None:
            return None
        is_job = row.kind is RecordKind.JOB
        return order_paper(self._runtime.store, row.id, self._say, is_job=is_job)

    @property
    def shown_number(self) -> str:
        """Number of the record shown, "" for none."""
        return self._chosen.number if self._chosen else ""

    @property
    def _chosen(self) -> OrderRow | None:
        """The row chosen."""
        chosen = self.list.chosen_id
        return next((row for row in self._rows if row.id == chosen), None)

    def _panel_of(self, row: OrderRow) -> OrderPanel | JobPanel:
        """Return the panel a row's record is shown in."""
        return self.job_panel if row.kind is RecordKind.JOB else self.order_panel

    def _show_list(self) -> None:
        """Show the rows the filter lets through, and the record chosen as it stands now."""
        self.list.show_rows(self.filter.keep(self._rows))
        self._show_record()

    def _show_record(self) -> None:
        """Show the record chosen, or what belongs here."""
        row = self._chosen
        if row is None:
            self._show_nothing()
            return
        today, is_read_only = self._runtime.today(), self._runtime.store.is_read_only
        with self._runtime.store.read() as uow:
            if row.kind is RecordKind.JOB:
                job = read_job(uow, row.id, self._say, today, is_read_only=is_read_only)
                self.job_panel.show_record(job)
            else:
                order = read_order(uow, row.id, self._say, today, is_read_only=is_read_only)
                self.order_panel.show_record(order)
        self._allow_only(row.kind)
        self._record.setCurrentIndex(2 if row.kind is RecordKind.JOB else 1)
        self.shown.emit(row.number)

    def _show_nothing(self) -> None:
        """Say what belongs here."""
        self._nothing.setText(
            translate("Orders", "Choose an order or a job on the left.")
            if self._rows
            else translate(
                "Orders",
                "No order and no job yet. Kairos drafts an order on the day it must be placed.",
            )
        )
        for action in self._actions.values():
            action.setEnabled(False)
        self._allow_undo()
        self._record.setCurrentIndex(0)
        self.shown.emit("")

    def _allow_only(self, kind: RecordKind) -> None:
        """Switch off the commands of the other kind of record."""
        own = self.job_panel.buttons if kind is RecordKind.JOB else self.order_panel.buttons
        for name, action in self._actions.items():
            if name not in own:
                action.setEnabled(False)
        self._actions["print"].setEnabled(True)
        self._allow_undo()

    def _allow_undo(self) -> None:
        """Say which step Ctrl+Z would take back."""
        undo, (words, take_back) = self._actions["withdraw"], self._last_step()
        undo.setText(words)
        undo.setEnabled(take_back is not None and not self._runtime.store.is_read_only)

    def _last_step(self) -> tuple[str, Callable[[], None] | None]:
        """Return what can be undone: of the order shown, else the job finished last."""
        row, record = self._chosen, self.order_panel.record
        is_order = row is not None and row.kind is not RecordKind.JOB
        order = record.order if record is not None and is_order else None
        if order is not None and self._quantity.can_take_back(order):
            return translate("Orders", "Take back the quantity"), self._quantity.take_back
        if order is not None and order.state is OrderState.APPROVED:
            approval = partial(commands.withdraw_approval, self._runtime, order)
            text = translate("Orders", "Take back the approval")
            return text, lambda: self._do(approval, "approve")
        finished = self.job_panel.finished
        if finished is not None:
            finish = partial(commands.take_back_finish, self._runtime, self.job_panel)
            text = translate("Orders", "Take back the finish of {number}")
            number = finished.job.number
            return text.format(number=number), lambda: self._do(finish, "finish")
        return translate("Orders", "Take back the approval"), None

    def _approve(self) -> None:
        """Approve the draft shown."""
        record = self.order_panel.record
        if record is not None:
            self._do(lambda: commands.approve(self._runtime, record.order), "issue")

    def _withdraw(self) -> None:
        """Undo the last step: an order's quantity or approval, or a job's finish."""
        _words, take_back = self._last_step()
        if take_back is not None:
            take_back()

    def _issue(self) -> None:
        """Issue the order shown."""
        record = self.order_panel.record
        if record is not None:
            self._do(lambda: commands.issue(self._runtime, record.order), "print")

    def _receive(self) -> None:
        """Book what came in on the order shown."""
        record, came_in = self.order_panel.record, self.order_panel.lines.received
        if record is None:
            return
        if not came_in:
            refused = translate("Orders", "Nothing is counted as received.")
            remedy = translate("Orders", "Write how many pieces came in beside the line.")
            self.failed.emit(PlantError(refused, remedy))
            return
        self._do(lambda: commands.receive(self._runtime, record.order, came_in), "print")

    def _ask_quantity(self) -> None:
        """Ask how many instead, and show what the board makes of it."""
        self._quantity.begin(self.order_panel.record)

    def _tell(self, text: str) -> None:
        """Show the draft as it stands now, and say what was done."""
        self.refresh()
        self.done.emit(text)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_to_cancel(self) -> None:
        """Ask why before anything is cancelled."""
        self.order_panel.ask_to_cancel()

    def _cancel(self, why: str) -> None:
        """Cancel the order shown."""
        record = self.order_panel.record
        if record is not None:
            self._do(lambda: commands.cancel(self._runtime, record.order, why), "print")

    def _step_job(self, step: str) -> None:
        """Take the job shown one step further."""
        record, panel = self.job_panel.record, self.job_panel
        if record is not None:
            self._do(lambda: commands.take_job_step(self._runtime, panel, record.job, step), "")

    def _do(self, command: Callable[[], str], then: str) -> None:
        """Carry a command out, say what was done, and put the keyboard on what comes next."""
        try:
            said = command()
        except PlantError as refused:
            self.failed.emit(refused)
            return
        self.refresh()
        self.done.emit(said)
        row = self._chosen
        buttons = self._panel_of(row).buttons if row else {}
        if then in buttons and buttons[then].isEnabled():
            buttons[then].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll_to_top()

    def _scroll_to_top(self) -> None:
        """Bring the record's head back: a button that went grey has passed the keyboard on."""
        area = self._record.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
