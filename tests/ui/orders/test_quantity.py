"""Another quantity on a draft: what it costs is said before, and Ctrl+Z goes back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.journal import Act
from app.core.purchasing import PurchaseOrder
from app.replenishment import orders
from app.ui.orders_view import OrdersView
from app.ui.page import new_key
from app.ui.wording import Wording


@pytest.fixture
def view(
    qtbot: QtBot, runtime: Runtime, say: Wording, draft: PurchaseOrder
) -> Callable[[], OrdersView]:
    """The page with the draft in front."""

    def opened() -> OrdersView:
        made = OrdersView(runtime, say)
        qtbot.addWidget(made)
        made.resize(1184, 700)
        with qtbot.waitExposed(made):
            made.show()
        made.show_record(draft.id)
        return made

    return opened


def pieces(runtime: Runtime, order: PurchaseOrder) -> int:
    with runtime.store.read() as uow:
        return uow.orders.get(order.id).lines[0].quantity


def test_the_board_s_proposal_stands_beside_what_another_number_costs(
    qtbot: QtBot, view: Callable[[], OrdersView], runtime: Runtime, draft: PurchaseOrder
) -> None:
    page = view()
    panel, form = page.order_panel, page.order_panel.quantity
    panel.buttons["change"].click()
    assert form.isVisible()
    assert form.count.text() == "1"
    assert form.change.text() == "This is the quantity the board proposes."
    assert form.proposal.text().startswith("Chosen: 1 at 84 EUR.")
    form.count.setText("3")
    told = form.change.text()
    assert told.startswith("3 instead of 1: no need is known for 2 of them. Holding them costs ")
    assert told.endswith("and 168.00 EUR are tied up.")
    qtbot.keyClicks(form.why, "two spares")
    with qtbot.waitSignal(page.done) as done:
        qtbot.keyClick(form.why, Qt.Key.Key_Return)
    assert done.args == [f"{draft.number} asks for 3 instead of 1. Ctrl+Z goes back."]
    assert not form.isVisible()
    assert pieces(runtime, draft) == 3
    with runtime.store.read() as uow:
        entry = uow.journal.all()[-1]
    assert (entry.act, entry.reason) == (Act.CHANGED, "two spares")

    undo = next(a for a in page.actions() if a.shortcut().toString() == "Ctrl+Z")
    assert undo.text() == "Take back the quantity"
    undo.trigger()
    assert pieces(runtime, draft) == 1
    assert not undo.isEnabled()
    assert undo.text() == "Take back the approval"


def test_what_cannot_be_ordered_is_refused_at_its_field(
    qtbot: QtBot, view: Callable[[], OrdersView], runtime: Runtime, draft: PurchaseOrder
) -> None:
    page = view()
    form = page.order_panel.quantity
    page.order_panel.buttons["change"].click()
    for text, told in (("few", "expected a number"), ("0", "at least one piece")):
        form.count.setText(text)
        qtbot.keyClick(form.count, Qt.Key.Key_Return)
        assert told in form.refusal
        assert form.isVisible()
    qtbot.keyClick(form.count, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert pieces(runtime, draft) == 1


def test_an_approved_order_keeps_its_quantity(
    view: Callable[[], OrdersView], runtime: Runtime, draft: PurchaseOrder
) -> None:
    orders.approve(runtime.store, draft.id, runtime.moment(), new_key())
    button = view().order_panel.buttons["change"]
    assert not button.isEnabled()
    assert "take the approval back first" in button.toolTip()
