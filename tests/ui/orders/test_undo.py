"""An approval given by mistake is taken back with Ctrl+Z, as long as nothing has gone out."""

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.purchasing import OrderState, PurchaseOrder
from app.ui.orders_view import OrdersView
from app.ui.wording import Wording


def command(view: OrdersView, name: str) -> QAction:
    return next(a for a in view.actions() if a.text().replace("&", "") == name)


def state_of(runtime: Runtime, order: PurchaseOrder) -> OrderState:
    with runtime.store.read() as uow:
        return uow.orders.get(order.id).state


def test_ctrl_z_makes_an_approved_order_a_draft_again(
    qtbot: QtBot, runtime: Runtime, say: Wording, draft: PurchaseOrder
) -> None:
    view = OrdersView(runtime, say)
    qtbot.addWidget(view)
    view.show_record(draft.id)
    undo = command(view, "Take back the approval")
    assert undo.shortcut().toString() == "Ctrl+Z"
    assert not undo.isEnabled()
    command(view, "Approve").trigger()
    assert state_of(runtime, draft) is OrderState.APPROVED
    assert undo.isEnabled()
    undo.trigger()
    assert state_of(runtime, draft) is OrderState.DRAFT
    command(view, "Approve").trigger()
    command(view, "Issue").trigger()
    assert not undo.isEnabled(), "the supplier has it"
