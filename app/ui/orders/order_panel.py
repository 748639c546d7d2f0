"""One purchase order: state, dates, lines, its steps, and the evidence below."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.purchasing import OrderState
from app.core.texts import translate
from app.ui.elements import hairline, value
from app.ui.orders.cancel_row import CancelRow
from app.ui.orders.fact_grid import FactGrid
from app.ui.orders.order_lines import OrderLines
from app.ui.orders.quantity_form import QuantityForm
from app.ui.orders.rows_record import OrderRecord
from app.ui.orders.step_bar import StepBar
from app.ui.orders.step_button import StepButton
from app.ui.orders.steps import next_step
from app.ui.why_panel import WhyPanel
from app.ui.wording import Wording

SENT = frozenset({OrderState.ORDERED, OrderState.PARTLY_RECEIVED})


class OrderPanel(QWidget):
    """The record of an order; `cancelled` carries the reason once a person gave one."""

    cancelled = Signal(str)

    def __init__(
        self, actions: dict[str, QAction], say: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say = say
        self.record: OrderRecord | None = None
        self._number, self._supplier = value("", "heading"), value("", "muted")
        self._bar, self._facts, self.lines = StepBar(), FactGrid(), OrderLines()
        self.buttons = {
            name: StepButton(actions[name]) for name in ("approve", "issue", "receive", "print")
        }
        self.buttons["change"] = StepButton(actions["change"], translate("Orders", "Quantity…"))
        self.quantity = QuantityForm(say)
        self.buttons["cancel"] = StepButton(actions["cancel"], translate("Orders", "Cancel…"))
        self._cancel = CancelRow()
        self._cancel.confirmed.connect(self.cancelled)
        self.why = WhyPanel(say)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the parts below each other, the evidence last."""
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addWidget(self._supplier, 1)
        steps = QHBoxLayout()
        steps.setSpacing(6)
        for name in ("approve", "issue", "change", "receive", "print"):
            steps.addWidget(self.buttons[name])
        steps.addStretch(1)
        steps.addWidget(self.buttons["cancel"])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        above: tuple[QWidget, ...] = (self._bar, self._facts, hairline(), self.lines)
        below: tuple[QWidget, ...] = (self.quantity, self._cancel, hairline(), self.why)
        for part in above:
            column.addWidget(part)
        column.addLayout(steps)
        for part in below:
            column.addWidget(part)
        column.addStretch(1)

    def show_record(self, record: OrderRecord) -> None:
        """Show an order, or the same one as it stands now."""
        if self.record is None or self.record.order.id != record.order.id:
            self._cancel.hide()
            self.quantity.hide()
        self.record = record
        order = record.order
        self._number.setText(order.number)
        self._supplier.setText(record.title)
        self._bar.show_state(order.state)
        self._facts.show_facts(record.facts)
        self.lines.show_lines(
            record.lines, self._say.money(order.total), can_receive=record.steps["receive"].is_open
        )
        ahead = next_step(record.steps)
        for name, step in record.steps.items():
            self.buttons[name].show_step(step, is_next=name == ahead)
        self.buttons["print"].setEnabled(True)
        self.why.setVisible(record.evidence is not None)
        if record.evidence is not None:
            self.why.show_evidence(record.evidence, order.record_hash)

    def ask_to_cancel(self) -> None:
        """Open the line that asks for the reason."""
        if self.record is not None:
            is_sent = self.record.order.state in SENT
            self._cancel.ask(self.record.title if is_sent else "")
