"""When a job ends the person says what it found; Ctrl+Z takes a finish back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.health import FailureMode
from app.core.purchasing import OrderState
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.maintenance import jobs
from app.replenishment import orders
from app.ui.orders_view import OrdersView
from app.ui.wording import Wording


@pytest.fixture
def begun(runtime: Runtime, job: WorkOrder) -> WorkOrder:
    """The proposed job with its part in, in progress."""
    store, moment = runtime.store, runtime.moment()
    jobs.plan(store, job.id, moment, "p")
    order_id, part_id = job.purchase_order_id or "", job.part_id or ""
    if _state(runtime, order_id) is OrderState.DRAFT:
        orders.approve(store, order_id, moment, "a")
    orders.issue(store, order_id, moment, "i")
    orders.receive(store, order_id, part_id, job.quantity, moment, "r")
    return jobs.start(store, job.id, moment, "s")


def _state(runtime: Runtime, order_id: str) -> OrderState:
    with runtime.store.read() as uow:
        return uow.orders.get(order_id).state


@pytest.fixture
def view(
    qtbot: QtBot, qapp: QApplication, runtime: Runtime, say: Wording, begun: WorkOrder
) -> Iterator[OrdersView]:
    shown = OrdersView(runtime, say)
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    shown.show()
    shown.show_record(begun.id)
    return shown


def command(view: OrdersView, name: str) -> QAction:
    return next(a for a in view.actions() if a.text().replace("&", "") == name)


def box(view: OrdersView, name: str) -> QComboBox:
    return next(b for b in view.job_panel.findChildren(QComboBox) if b.accessibleName() == name)


def kept(runtime: Runtime, job: WorkOrder) -> WorkOrder:
    with runtime.store.read() as uow:
        return uow.work_orders.get(job.id)


def test_the_form_puts_forward_what_the_answer_makes_likely(
    view: OrdersView, begun: WorkOrder
) -> None:
    answer, found = box(view, "Was the prediction right?"), box(view, "What was found?")
    assert found.currentData() == begun.failure_mode
    answer.setCurrentIndex(answer.findData(Outcome.NO_FAULT_FOUND.value))
    assert found.currentData() == FailureMode.NONE.value
    assert not found.isEnabled()
    answer.setCurrentIndex(answer.findData(Outcome.OTHER_FAULT.value))
    assert (found.currentData(), found.isEnabled()) == (FailureMode.UNDETERMINED.value, True)


def test_a_job_is_closed_with_the_keyboard_alone(
    qtbot: QtBot, runtime: Runtime, view: OrdersView, begun: WorkOrder
) -> None:
    answer, found = box(view, "Was the prediction right?"), box(view, "What was found?")
    answer.setFocus()
    qtbot.keyClick(answer, Qt.Key.Key_Down)
    assert answer.currentData() == Outcome.OTHER_FAULT.value
    qtbot.keyClick(answer, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is found
    qtbot.keyClicks(found, FailureMode.UNBALANCE.value)
    qtbot.keyClick(found, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "balanced in place")
    qtbot.keyClick(view.job_panel.buttons["finish"], Qt.Key.Key_Space)
    done = kept(runtime, begun)
    assert (done.state, done.outcome) == (WorkOrderState.DONE, Outcome.OTHER_FAULT)
    assert (done.found_mode, done.note) == (FailureMode.UNBALANCE.value, "balanced in place")


def test_ctrl_z_takes_a_finish_back_with_all_it_moved(
    runtime: Runtime, view: OrdersView, begun: WorkOrder
) -> None:
    part_id, order_id = begun.part_id or "", begun.purchase_order_id or ""
    with runtime.store.read() as uow:
        before = (uow.plant.component(begun.component_id), uow.stock.on_hand(part_id))
        held = [r.quantity for r in uow.reservations.open_for_job(begun.id)]
    undo = next(a for a in view.actions() if a.shortcut().toString() == "Ctrl+Z")
    assert not undo.isEnabled()
    command(view, "Finish").trigger()
    assert kept(runtime, begun).outcome is Outcome.AS_PREDICTED
    assert _state(runtime, order_id) is OrderState.CLOSED
    assert undo.text() == f"Take back the finish of {begun.number}"
    assert undo.isEnabled()
    refusals: list[object] = []
    view.failed.connect(refusals.append)
    undo.trigger()
    assert refusals == []
    with runtime.store.read() as uow:
        assert (uow.plant.component(begun.component_id), uow.stock.on_hand(part_id)) == before
        assert [r.quantity for r in uow.reservations.open_for_job(begun.id)] == held
    again = kept(runtime, begun)
    assert (again.state, again.outcome, again.done_at) == (WorkOrderState.IN_PROGRESS, None, None)
    assert _state(runtime, order_id) is OrderState.RECEIVED
    assert not undo.isEnabled()
    view.show_record(begun.id)
    command(view, "Finish").trigger()
    assert kept(runtime, begun).state is WorkOrderState.DONE, "and it can be finished again"
