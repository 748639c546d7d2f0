"""The Needs page as people use it: marking, drafting, taking back, opening."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.errors import PlantError
from app.core.health import Assessment
from app.core.need_line import Cover, NeedLine
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.trigger import DecisionKind
from app.demo_plant.identity import demo_id
from app.replenishment import orders
from app.ui.needs.columns import MARK, REASON
from app.ui.needs.need_filter import Due
from app.ui.needs_view import NeedsView
from app.ui.page import new_key
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.ui.needs.needs_by_hand import HandBooks, need

Opener = Callable[..., tuple[NeedsView, HandBooks]]
Settle = Callable[[NeedsView], None]
SIX = [
    need("pump"),
    need("pump 2"),
    need("motor", "6309-2Z-C3", 1, tag="M-102"),
    need("drum", "6212-2RS", 12, tag="V-105", decision=DecisionKind.WAIT),
    need("gear", "6310-C3", 20, tag="G-106", decision=DecisionKind.WAIT),
    need("fan", "6216-C3", 30, tag="F-103", missing=0),
]


@pytest.fixture
def settle(qtbot: QtBot) -> Settle:
    """Wait until nothing runs beside the window."""
    return lambda page: qtbot.waitUntil(lambda: not page.work.is_busy, timeout=10_000)


@pytest.fixture
def opened(qtbot: QtBot, runtime: Runtime, say: Wording, settle: Settle) -> Iterator[Opener]:
    """Open the page over needs written by hand."""
    pages: list[NeedsView] = []

    def open_page(lines: list[NeedLine] | None = None) -> tuple[NeedsView, HandBooks]:
        books = HandBooks(SIX if lines is None else lines)
        page = NeedsView(runtime, say, books.doors)
        qtbot.addWidget(page)
        page.resize(1240, 680)
        page.show()
        pages.append(page)
        settle(page)
        return page, books

    yield open_page
    for page in pages:
        page.stop()


def orders_of(runtime: Runtime) -> list[PurchaseOrder]:
    with runtime.store.read() as uow:
        return uow.orders.all()


def words(page: NeedsView) -> str:
    return page.bar._first.whole


def test_one_press_drafts_what_is_due_one_order_a_supplier(
    qtbot: QtBot, opened: Opener, runtime: Runtime, settle: Settle
) -> None:
    page, books = opened()
    assert words(page) == "3 needs are due today, one draft a vendor"
    assert page.bar.draft.text().startswith("Draft 1 order, ")
    qtbot.mouseClick(page.bar.draft, Qt.MouseButton.LeftButton)
    settle(page)
    assert books.asked == [("pump", "pump 2", "motor")]
    assert [order.state for order in orders_of(runtime)] == [OrderState.DRAFT]
    assert words(page) == f"{orders_of(runtime)[0].number} is drafted."
    assert not page.bar.draft.isEnabled(), "nothing else is due"


def test_marks_are_set_by_keyboard_and_go_to_their_suppliers(
    qtbot: QtBot, opened: Opener, runtime: Runtime, settle: Settle
) -> None:
    page, books = opened()
    press = qtbot.keyClick
    press(page.list, Qt.Key.Key_Space)
    assert [row.id for row in page.list.marked] == ["pump"]
    press(page.list, Qt.Key.Key_Space)
    for _ in range(3):
        press(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.id for row in page.list.marked] == ["pump", "pump 2", "motor", "drum"]
    assert words(page) == "4 needs are marked, one draft a vendor"
    press(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.list.marked) == 5, "a covered need has nothing to draft"
    page._draft.trigger()
    settle(page)
    assert len(books.asked[0]) == 5
    assert len(orders_of(runtime)) == len({order.supplier_id for order in orders_of(runtime)}) == 2
    assert not page.list.marked


def test_a_press_on_the_box_marks_and_a_press_beside_it_only_chooses(
    qtbot: QtBot, opened: Opener
) -> None:
    page, _books = opened()

    def press(row: int, column: int, *keys: Qt.KeyboardModifier) -> None:
        at = page.list.visualRect(page.list.model().index(row, column)).center()
        held = keys[0] if keys else Qt.KeyboardModifier.NoModifier
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, held, at)

    press(1, MARK)
    press(3, MARK + 1)
    assert [row.id for row in page.list.marked] == ["pump 2"]
    assert page.list.chosen_id == "drum"
    press(1, MARK)
    press(3, MARK + 1, Qt.KeyboardModifier.ShiftModifier)
    assert [row.id for row in page.list.marked] == ["pump 2", "motor", "drum"]


def test_ctrl_z_takes_back_what_nobody_has_approved(
    opened: Opener, runtime: Runtime, settle: Settle
) -> None:
    page, _books = opened()
    assert page._undo.shortcut().toString() == "Ctrl+Z"
    assert not page._undo.isEnabled()
    page.list.mark_all()
    page._draft.trigger()
    settle(page)
    first, second = orders_of(runtime)
    orders.approve(runtime.store, first.id, runtime.moment(), new_key())
    page._undo.trigger()
    states = {order.id: order.state for order in orders_of(runtime)}
    assert states == {first.id: OrderState.APPROVED, second.id: OrderState.CANCELLED}
    assert not page._undo.isEnabled()


def test_taking_back_what_is_approved_says_why_not(
    qtbot: QtBot, opened: Opener, runtime: Runtime, settle: Settle
) -> None:
    page, _books = opened()
    page._draft.trigger()
    settle(page)
    (order,) = orders_of(runtime)
    orders.approve(runtime.store, order.id, runtime.moment(), new_key())
    with qtbot.waitSignal(page.failed) as refused:
        page._undo.trigger()
    assert isinstance(refused.args[0], PlantError)
    assert orders_of(runtime)[0].state is OrderState.APPROVED


def test_what_is_covered_by_now_is_not_drafted_but_said(qtbot: QtBot, opened: Opener) -> None:
    page, books = opened()
    books.lines = tuple(replace(line, missing=0) for line in books.lines)
    with qtbot.waitSignal(page.failed) as refused:
        page._draft.trigger()
    assert "covered by now" in refused.args[0].what


def test_enter_and_double_click_open_the_calculation(qtbot: QtBot, opened: Opener) -> None:
    page, _books = opened()
    why = Target(Place.WHY, demo_id("component", "P-101"))
    with qtbot.waitSignal(page.wanted) as went:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert went.args == [why]
    at = page.list.visualRect(page.list.model().index(0, 1)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(page.wanted) as went:
        qtbot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert went.args == [why]


def test_a_target_shows_its_need_and_widens_the_filter(opened: Opener, settle: Settle) -> None:
    page, _books = opened()
    page.show_need("", Due.TODAY.value)
    settle(page)
    assert [row.id for row in page.list.rows] == ["pump", "pump 2", "motor"]
    page.show_need(demo_id("component", "V-105"))
    settle(page)
    assert page.list.chosen_id == "drum"
    assert page.shown_name == "V-105, Head drum bearing: 6212-2RS"


def test_the_record_adds_up_the_stock_and_names_what_is_no_cover(opened: Opener) -> None:
    late = Cover(1, "o", "PO-2026-0042", None, is_in_time=False)
    line = replace(need("pump"), rank=3, quantity=2, missing=2, cover=(late,))
    page, _books = opened([line])
    record = page.panel.record
    assert record is not None
    assert [step.pieces for step in record.stock] == [0, 1, 0, -1, 2, 2]
    assert record.rank == "Pieces 2 to 3 of those wanted of this part."
    assert record.cover[0].text == "1 of PO-2026-0042, no date: after the need, no cover"
    texts = [link.text() for link in page.panel.findChildren(QAbstractButton)]
    assert "Show PO-2026-0042" in texts


def test_a_job_is_proposed_once_however_often_it_is_asked_for(
    opened: Opener,
    runtime: Runtime,
    assess: Callable[..., Assessment],
    days_pass: Callable[[int], None],
    settle: Settle,
) -> None:
    assess("P-101", 60.0)
    page, _books = opened()
    assert page.panel.create_job.isVisible()
    page.panel.create_job.click()
    settle(page)
    with runtime.store.read() as uow:
        (job,) = uow.work_orders.open_orders()
    assert job.steps, "the procedure comes with it"
    assert not page.panel.create_job.isVisible()
    assert job.number in page.panel.job.text()
    days_pass(1)
    page._create_job()
    settle(page)
    with runtime.store.read() as uow:
        assert [other.id for other in uow.work_orders.open_orders()] == [job.id]


def test_an_empty_board_says_what_belongs_here_and_what_comes_next(
    qtbot: QtBot, opened: Opener
) -> None:
    page, _books = opened([])
    assert page.empty.said.isVisible()
    assert page.empty.said.text().startswith("Nothing in this plant wants a part.")
    with qtbot.waitSignal(page.wanted) as went:
        page.empty.machines.click()
    assert went.args == [Target(Place.ASSETS)]


def test_a_filter_that_fits_nothing_can_be_taken_away(opened: Opener) -> None:
    page, _books = opened()
    page.filter.text.setText("no such thing")
    assert page.empty.said.text() == "No need fits this filter."
    page.empty.show_all.click()
    assert len(page.list.rows) == len(SIX)
    page.filter.due[Due.TODAY].click()
    assert len(page.list.rows) == 3


def test_the_paper_lists_what_the_filter_leaves(opened: Opener) -> None:
    page, _books = opened()
    page.filter.text.setText("P-101")
    html = page.print_job().html
    assert html.count("6309-2RS-C3") == 2
    assert "V-105" not in html


def test_the_reason_gives_way_in_a_narrow_window(qtbot: QtBot, opened: Opener) -> None:
    page, _books = opened()
    assert not page.list.isColumnHidden(REASON)
    page.resize(1040, 540)
    assert page.list.isColumnHidden(REASON)
    qtbot.waitUntil(lambda: page.list.horizontalScrollBar().maximum() == 0)


def test_the_button_says_about_until_the_books_were_asked(
    qtbot: QtBot, opened: Opener, settle: Settle
) -> None:
    page, _books = opened()
    settle(page)
    assert page.bar.draft.text() == "Draft 1 order, 229.50 EUR"
    page.list.mark_all()
    assert page.bar.draft.text().startswith("Draft 2 orders, about ")
    settle(page)
    exact = page.bar.draft.text()
    assert "about" not in exact
    assert exact.startswith("Draft 2 orders, ")
