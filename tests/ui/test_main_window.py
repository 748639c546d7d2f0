"""The window as people use it, over a real plant."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.errors import StepRefused
from app.core.health import Assessment, HealthState
from app.core.measurements import SampleCounts, SourcePhase, SourceStatus
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import PlantEvent
from app.core.work_orders import WorkOrder
from app.demo_plant.identity import demo_id
from app.monitoring.outbox import StoryTold, TroubleMet
from app.ui.board_view import BoardView
from app.ui.colours import DARK, LIGHT, tokens
from app.ui.first_start import NameDialog
from app.ui.target import Place, Target
from app.ui.today.card_widget import CardWidget
from tests.ui.opener import Opener


def order_now(runtime: Runtime, order: PurchaseOrder) -> PurchaseOrder:
    with runtime.store.read() as uow:
        return uow.orders.get(order.id)


def press(qtbot: QtBot, key: Qt.Key, *, ctrl: bool = False, shift: bool = False) -> None:
    """Press a key where the keyboard is."""
    keys = Qt.KeyboardModifier.NoModifier
    keys |= Qt.KeyboardModifier.ControlModifier if ctrl else keys
    keys |= Qt.KeyboardModifier.ShiftModifier if shift else keys
    where = QApplication.focusWidget()
    assert where is not None, "nothing has the keyboard"
    qtbot.keyClick(where, key, keys)


def test_an_order_is_approved_and_issued_by_keyboard_alone(
    qtbot: QtBot, opened: Opener, runtime: Runtime, draft: PurchaseOrder
) -> None:
    opened()
    assert isinstance(QApplication.focusWidget(), CardWidget)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    approved = order_now(runtime, draft)
    assert approved.state is OrderState.APPROVED
    assert approved.approved_by == runtime.actor
    press(qtbot, Qt.Key.Key_Return)
    assert order_now(runtime, draft).state is OrderState.ORDERED


def test_what_comes_in_is_booked_and_the_job_can_be_done(
    opened: Opener, runtime: Runtime, draft: PurchaseOrder, job: WorkOrder
) -> None:
    window = opened()
    commands = {action.text(): action for action in window.pages.orders.actions()}
    window.go(Target(Place.ORDERS, draft.id, "approve"))
    for step in ("Approve", "Issue", "Receive"):
        commands[step].trigger()
    with runtime.store.read() as uow:
        assert uow.orders.get(draft.id).state is OrderState.RECEIVED
        assert uow.stock.on_hand(draft.lines[0].part_id) == draft.lines[0].quantity
    window.go(Target(Place.ORDERS, job.id, "plan"))
    for step in ("Plan", "Start", "Finish"):
        commands[step].trigger()
    with runtime.store.read() as uow:
        assert uow.work_orders.get(job.id).state.value == "DONE"
        assert uow.stock.on_hand(draft.lines[0].part_id) == 0


def test_the_page_tells_the_story_after_an_event_came_out_of_the_outbox(
    qtbot: QtBot, opened: Opener, runtime: Runtime
) -> None:
    window = opened()
    event = PlantEvent(
        "e1", runtime.now(), "onset", demo_id("asset", "P-101"), "", "outer race wear"
    )
    with runtime.store.begin(runtime.actor) as uow:
        uow.events.add(event)
    runtime.outbox.tell(StoryTold(event))

    def told() -> bool:
        texts = [shown.text() for shown in window.pages.board.findChildren(QLabel)]
        return "P-101 began to wear: outer race wear" in texts

    qtbot.waitUntil(told, timeout=5000)


def test_trouble_is_shown_in_words_and_stays(
    qtbot: QtBot, opened: Opener, runtime: Runtime
) -> None:
    window = opened()
    runtime.outbox.tell(TroubleMet(runtime.now(), "The gateway does not answer."))
    qtbot.waitUntil(window.notice.isVisible, timeout=5000)
    assert window.notice.text == "The gateway does not answer."


def test_a_refused_step_says_what_happened_and_what_to_do(
    opened: Opener, runtime: Runtime, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.ORDERS, draft.id, "approve"))
    with runtime.store.begin("Another Person") as uow:
        uow.orders.save(uow.orders.get(draft.id).step(OrderState.CANCELLED))
    commands = {action.text(): action for action in window.pages.orders.actions()}
    commands["Approve"].trigger()
    assert window.notice.isVisible()
    assert f"{draft.number} is CANCELLED" in window.notice.text
    window.notice.copy()
    assert QApplication.clipboard().text() == window.notice.text


def test_a_step_that_cannot_be_taken_is_grey_and_says_why(
    opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.ORDERS, draft.id))
    issue = window.pages.orders.order_panel.buttons["issue"]
    assert not issue.isEnabled()
    assert issue.toolTip() == "Only an approved order is issued to its supplier."


def test_cancelling_asks_for_the_reason_and_keeps_it(
    qtbot: QtBot, opened: Opener, runtime: Runtime, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.ORDERS, draft.id))
    {action.text(): action for action in window.pages.orders.actions()}["Cancel order…"].trigger()
    press(qtbot, Qt.Key.Key_Return)
    assert order_now(runtime, draft).state is OrderState.DRAFT
    where = QApplication.focusWidget()
    qtbot.keyClicks(where, "Pump is taken out")
    press(qtbot, Qt.Key.Key_Return)
    assert order_now(runtime, draft).state is OrderState.CANCELLED
    with runtime.store.read() as uow:
        assert "Pump is taken out" in uow.audit.rows()[-1].after


def test_search_finds_a_part_a_machine_and_an_order_and_goes_there(
    qtbot: QtBot, opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    press(qtbot, Qt.Key.Key_K, ctrl=True)
    where = QApplication.focusWidget()
    qtbot.keyClicks(where, draft.number.lower())
    assert [choice.name for choice in window.chooser.choices] == [draft.number]
    press(qtbot, Qt.Key.Key_Return)
    assert window.pages.orders.shown_number == draft.number
    assert window.top.path.endswith(draft.number)
    window.open_search()
    qtbot.keyClicks(QApplication.focusWidget(), "glycol")
    assert window.chooser.choices[0].name == "M-102"


def test_search_finds_a_vendor_and_goes_to_its_page(qtbot: QtBot, opened: Opener) -> None:
    window = opened()
    window.open_search()
    field = window.chooser.findChild(QLineEdit)
    qtbot.keyClicks(field, "hansa vendor")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.top.path == "Vendors  /  Hansa Wälzlager Kontor GmbH"


def test_what_if_is_one_click_from_why_and_escape_comes_back(
    qtbot: QtBot, opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.WHY, demo_id("component", "P-101")))
    window.pages.why.what_if.click()
    assert window.top.path == "What if?  /  P-101, Drive-end bearing"
    assert window.pages.what_if.money.scene is not None
    press(qtbot, Qt.Key.Key_Escape)
    assert window.top.path == "Why?  /  P-101, Drive-end bearing"


def test_escape_goes_back_to_where_one_came_from(
    qtbot: QtBot, opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.ORDERS, draft.id))
    window.open_help()
    press(qtbot, Qt.Key.Key_Escape)
    assert not window.help.isVisible()
    assert window.top.path.startswith("Orders")
    press(qtbot, Qt.Key.Key_Escape)
    assert window.top.path == "Today"


def test_the_bottom_line_says_how_old_data_are_and_where_samples_went(
    opened: Opener, runtime: Runtime
) -> None:
    with runtime.store.read() as uow:
        source = uow.plant.sources()[0]
    good_at = runtime.now() - timedelta(hours=30)
    runtime.outbox.report(
        SourceStatus(source.id, SourcePhase.ONLINE, good_at, last_good_at=good_at)
    )
    window = opened()
    said = [shown.text() for shown in window.status.findChildren(QLabel)]
    assert f"▲ {source.name}  stale, 30 h old" in said
    assert "samples in 0 = stored 0 + decimated 0 + dropped 0" in said
    assert SampleCounts().is_balanced


def test_an_empty_plant_says_what_belongs_here_and_what_comes_next(opened: Opener) -> None:
    window = opened()
    said = [shown.text() for shown in window.pages.board.findChildren(QLabel)]
    assert "Nothing is measured yet. The first values come by themselves." in said
    window.go(Target(Place.ORDERS))
    said = [shown.text() for shown in window.pages.orders.findChildren(QLabel)]
    assert any(text.startswith("No order and no job yet.") for text in said)


def test_arrows_walk_the_questions_and_pass_over_empty_ones(
    qtbot: QtBot, opened: Opener, draft: PurchaseOrder, job: WorkOrder
) -> None:
    board: BoardView = opened().pages.board
    assert [len(column.cards) for column in board.columns] == [2, 1, 0, 1, 0]
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is board.columns[3].cards[0]
    press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is board.columns[3].cards[0]


def test_the_keyboard_stays_on_its_card_when_the_page_is_refreshed(
    opened: Opener, assess: Callable[..., Assessment], draft: PurchaseOrder
) -> None:
    window = opened()
    card = QApplication.focusWidget()
    assess("C-104", 40.0, HealthState.DANGER)
    window.pages.board.refresh()
    assert QApplication.focusWidget() is card
    assert len(window.pages.board.columns[0].cards) == 3


def test_the_list_keeps_its_choice_when_it_is_refreshed(
    opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    window.go(Target(Place.ORDERS, draft.id))
    window.pages.orders.refresh()
    table = window.pages.orders.findChild(QTableView)
    assert window.pages.orders.list.chosen_id == draft.id
    assert table.selectionModel().hasSelection()


def test_an_error_can_be_closed(qtbot: QtBot, opened: Opener) -> None:
    window = opened()
    window.notice.show_error(StepRefused("It can't be done.", "Do this instead."))
    press(qtbot, Qt.Key.Key_Escape)
    assert not window.notice.isVisible()


def test_the_record_of_changes_is_checked_beside_the_window(
    qtbot: QtBot, opened: Opener, draft: PurchaseOrder
) -> None:
    window = opened()
    command = next(a for a in window.commands() if a.text() == "Check the record of changes")
    command.trigger()
    qtbot.waitUntil(window.notice.isVisible, timeout=5000)
    assert window.notice.text == "The record of changes is unbroken."


def test_light_and_dark_are_one_command_apart(opened: Opener) -> None:
    window = opened()
    command = next(a for a in window.commands() if a.text() == "Light or dark")
    command.trigger()
    assert tokens.canvas == DARK.canvas
    command.trigger()
    assert tokens.canvas == LIGHT.canvas


def test_another_person_sits_down(
    qtbot: QtBot, opened: Opener, runtime: Runtime, draft: PurchaseOrder
) -> None:
    window = opened()
    next(a for a in window.commands() if a.text() == "Say who sits here").trigger()
    dialog = window.findChild(NameDialog)
    dialog.findChild(QLineEdit).setText("Grace Buyer")
    dialog.accept()
    window.go(Target(Place.ORDERS, draft.id, "approve"))
    press(qtbot, Qt.Key.Key_Return)
    assert order_now(runtime, draft).approved_by == "Grace Buyer"
