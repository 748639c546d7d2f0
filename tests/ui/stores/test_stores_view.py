"""The page of the storekeeper and the buyer, over a real plant's books."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import Criticality
from app.core.money import Money
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.reservations import ReservationKind
from app.core.stock import Part
from app.core.supply_risk import RiskSettings
from app.core.work_orders import WorkOrder
from app.maintenance import jobs
from app.replenishment import orders, supply_risk
from app.replenishment.parts.shelf import PartState
from app.replenishment.risk_levels import edits_to_decide
from app.storage.store import Store
from app.ui.page import new_key
from app.ui.stores_view import StoresView
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.office_books import PUMP_PART

OTHER = "6309 like"


@pytest.fixture
def view(qtbot: QtBot, runtime: Runtime, say: Wording, people_decide: None) -> Iterator[StoresView]:
    """The page with the pump's bearing in front, and a part like it that nobody uses."""
    with runtime.store.begin("x") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.add_part(replace(part, id=OTHER, number=OTHER, bin="B-1"))
    made = StoresView(runtime, say)
    qtbot.addWidget(made)
    made.resize(1184, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.show_part(PUMP_PART)
    settle(qtbot, made)
    yield made
    made.stop()


def settle(qtbot: QtBot, view: StoresView) -> None:
    qtbot.waitUntil(lambda: not view.work.is_busy, timeout=20_000)


def part(runtime: Runtime, part_id: str = PUMP_PART) -> Part:
    with runtime.store.read() as uow:
        return uow.stock.part(part_id)


def row(view: StoresView, part_id: str = PUMP_PART):
    return next(r for r in view.list.rows if r.id == part_id)


def said(view: StoresView) -> str:
    shown = view.panel.findChildren(QLabel)
    return " | ".join(one.text() for one in shown if not one.isHidden())


def press(qtbot: QtBot, view: StoresView, words: str) -> None:
    """Press the one visible button that says some words, and wait for what comes of it."""
    found = [
        b for b in view.panel.findChildren(QAbstractButton)
        if b.isVisibleTo(view.panel) and b.text() == words
    ]  # fmt: skip
    assert len(found) == 1, (words, len(found))
    assert found[0].isEnabled(), found[0].toolTip()
    found[0].click()
    settle(qtbot, view)


def fill(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, text)


def enter(qtbot: QtBot, view: StoresView, field: QLineEdit) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, view)


def undo(qtbot: QtBot, view: StoresView) -> None:
    action = view.changes.undo
    assert action.shortcut().toString() == "Ctrl+Z"
    assert action.isEnabled()
    action.trigger()
    settle(qtbot, view)


def drafts(runtime: Runtime) -> list[PurchaseOrder]:
    with runtime.store.read() as uow:
        return [o for o in uow.orders.all() if o.state is OrderState.DRAFT]


def test_the_list_says_what_each_part_has_and_how_it_stands(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    assert row(view, OTHER).state is PartState.UNWANTED
    assert row(view, OTHER).supplier.startswith("Hansa")
    with runtime.store.read() as uow:
        assert {r.part.number for r in view.list.rows} == {p.number for p in uow.stock.parts()}
        assert row(view).shelf.on_hand == uow.stock.on_hand(PUMP_PART)
    heads = [
        view.list.model().headerData(c, Qt.Orientation.Horizontal)
        for c in range(view.list.model().columnCount())
    ]
    assert all("pcs" in head for head in heads[2:6]), "counted in pieces"
    fill(qtbot, view.filter.text, "6309 b-1")
    assert [r.id for r in view.list.rows] == [OTHER]
    view.filter.states[PartState.LATE].click()
    assert not view.list.rows
    assert view._nothing.text() == "No part fits this filter."
    view.show_all.click()
    assert len(view.list.rows) > 2


def test_a_plant_without_parts_says_where_they_come_from(
    qtbot: QtBot, tmp_path, say: Wording
) -> None:
    store = Store.open(tmp_path / "empty", owner="x")
    view = StoresView(Runtime(store, "x"), say)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    settle(qtbot, view)
    assert "parts and their opening stock come with" in view._nothing.text()
    assert not any(action.isEnabled() for action in view.changes.actions.values())
    assert view.print_job() is None
    view.stop()
    store.close()


def test_a_level_is_typed_kept_ordered_for_and_taken_back(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form, before = view.panel.levels, part(runtime)
    assert "nobody predicts" in form.why["safety_stock"].text()
    assert "class A" in form.why["buffer_stock"].text()
    assert not form.save.isEnabled()
    fill(qtbot, form.fields["safety_stock"], "7")
    with qtbot.waitSignal(view.done) as done:
        qtbot.keyClick(form.fields["safety_stock"], Qt.Key.Key_Return)
    settle(qtbot, view)
    assert part(runtime) == replace(before, safety_stock=7)
    (draft,) = drafts(runtime)
    assert f"{draft.number} is drafted" in done.args[0]
    assert row(view).kept == 7
    assert row(view).shelf.to_come == draft.lines[0].quantity
    undo(qtbot, view)
    assert part(runtime) == before
    assert not drafts(runtime), "what was drafted for it went with it"
    assert form.fields["safety_stock"].text() == "0"
    assert not view.changes.undo.isEnabled()


@pytest.mark.parametrize(
    ("text", "told"),
    [("many", "expected a number like 4.5"), ("1.5", "whole number"), ("", "whole number")],
)
def test_a_level_that_is_none_is_refused_at_its_field(
    qtbot: QtBot, view: StoresView, runtime: Runtime, text: str, told: str
) -> None:
    form, before = view.panel.levels, part(runtime)
    field = form.fields["buffer_stock"]
    fill(qtbot, field, text)
    enter(qtbot, view, field)
    assert told in form.refusals["buffer_stock"].text()
    assert not form.refusals["buffer_stock"].isHidden()
    assert form.refusals["safety_stock"].isHidden()
    assert part(runtime) == before
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0"
    assert form.refusals["buffer_stock"].isHidden()


def test_a_level_edited_while_supply_is_at_risk_is_kept_as_an_edit(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    with runtime.store.begin("x") as uow:
        uow.stock.save_part(replace(uow.stock.part(PUMP_PART), safety_stock=1))
    factors = dict.fromkeys(Criticality, 2.0)
    settings = RiskSettings("strike", date(2026, 12, 1), factors, 0.0)
    supply_risk.switch_on(runtime.store, settings, runtime.moment(), new_key())
    view.show_part(PUMP_PART)
    settle(qtbot, view)
    assert "Supply-risk mode plans with 2 + 0" in view.panel.levels.raised.text()
    assert row(view).kept == 2
    fill(qtbot, view.panel.levels.fields["safety_stock"], "3")
    enter(qtbot, view, view.panel.levels.fields["safety_stock"])
    supply_risk.switch_off(runtime.store, "over", runtime.moment(), new_key())
    with runtime.store.read() as uow:
        (edit,) = edits_to_decide(uow)
    assert (edit.part.id, edit.now.safety_stock, edit.before.safety_stock) == (PUMP_PART, 3, 1)


def test_a_vendor_is_added_changed_asked_first_and_removed_by_hand(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    panel, form = view.panel, view.panel.offer_form
    own = part(runtime).supplier_id
    press(qtbot, view, "Add…")
    form.vendor.setCurrentIndex(form.vendor.findText("Fördetechnik Antriebe e. K."))
    other = form.vendor.currentData()
    for field, text in ((form.price, "79"), (form.least, "2"), (form.pack, "2")):
        fill(qtbot, field, text)
    fill(qtbot, form.breaks, "10: 71.50; 50: 70")
    fill(qtbot, form.shipping, "9.80")
    enter(qtbot, view, form.shipping)
    assert form.isHidden()
    assert [r.id for r in panel.offers.rows] == [own, other]
    panel.offers.choose(other)
    facts = dict(panel.offers.chosen_row.facts)
    assert facts["Price steps"] == "from 10 on: 71.50 EUR, from 50 on: 70.00 EUR"
    assert facts["Shipping an order"] == "9.80 EUR"

    press(qtbot, view, "Change…")
    assert not form.vendor.isEnabled()
    assert form.breaks.text() == "10: 71.50; 50: 70.00"
    fill(qtbot, form.price, "75")
    enter(qtbot, view, form.price)
    panel.offers.choose(other)
    assert panel.offers.chosen_row.price == "75.00"

    press(qtbot, view, "Ask first")
    assert (part(runtime).supplier_id, str(part(runtime).price)) == (other, "75.00 EUR")
    panel.offers.choose(other)
    assert not panel.buttons["drop"].isEnabled()
    panel.offers.choose(own)
    press(qtbot, view, "Remove")
    assert [r.id for r in panel.offers.rows] == [other]
    undo(qtbot, view)
    assert [r.id for r in panel.offers.rows] == [other, own]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("price", "cheap", "Price a piece, EUR: expected a number"),
        ("price", "", "Price a piece, EUR: nothing is typed"),
        ("least", "0", "expected a minimum order of 1 or more, found 0"),
        ("breaks", "10 for 70", "expected 10: 84.50; …, found “10 for 70”"),
        ("breaks", "10: 70; 5: 60", "price breaks from 2 pieces on, rising"),
        ("price", "0", "expected a price above 0"),
    ],
)
def test_an_offer_nobody_makes_is_refused_beside_what_was_typed(
    qtbot: QtBot, view: StoresView, name: str, text: str, told: str
) -> None:
    form = view.panel.offer_form
    press(qtbot, view, "Add…")
    fill(qtbot, form.price, "79")
    fill(qtbot, getattr(form, name), text)
    enter(qtbot, view, form.least)
    assert told in form.refusal
    assert getattr(form, name).text() == text
    assert len(view.panel.offers.rows) == 1
    qtbot.keyClick(form.price, Qt.Key.Key_Escape)
    assert form.isHidden()


def test_an_order_by_hand_says_its_price_its_rule_and_what_the_board_asks(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form = view.panel.order_form
    press(qtbot, view, "Order by hand…")
    fill(qtbot, form.count, "3")
    assert form.total.text() == "3 × 84.00 EUR = 252.00 EUR, shipping —"
    assert "From 500.00 EUR on a second person has to approve" in form.rule.text()
    assert form.asks.text() == "The board asks for 0 pieces today and 0 later."
    enter(qtbot, view, form.count)
    assert "Nothing is typed" in form.refusal
    fill(qtbot, form.why, "the fair price ends today")
    enter(qtbot, view, form.why)
    (draft,) = drafts(runtime)
    assert (draft.lines[0].quantity, draft.needed_by) == (3, form.day.chosen)
    assert [r.number for r in view.panel.coming.rows] == [draft.number]
    undo(qtbot, view)
    assert not drafts(runtime)


def test_fewer_than_the_vendor_sells_is_refused_in_its_words(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    with runtime.store.begin("x") as uow:
        uow.stock.save_part(replace(uow.stock.part(PUMP_PART), minimum_order=4))
    view.show_part(PUMP_PART)
    settle(qtbot, view)
    form = view.panel.order_form
    press(qtbot, view, "Order by hand…")
    assert form.count.text() == "4"
    fill(qtbot, form.count, "3")
    fill(qtbot, form.why, "a try")
    enter(qtbot, view, form.why)
    assert "from 4 pieces on" in form.refusal
    assert "Order 4 pieces" in form.refusal
    assert not drafts(runtime)


def test_a_count_is_blind_and_says_why_it_differs(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form = view.panel.count_form
    assert "Never counted" in said(view)
    press(qtbot, view, "Count…")
    assert form.count.text() == "", "the number in the books is not shown"
    fill(qtbot, form.count, "5")
    enter(qtbot, view, form.count)
    assert "say why they differ" in form.refusal
    fill(qtbot, form.why, "a box behind the shelf")
    enter(qtbot, view, form.why)
    assert row(view).shelf.on_hand == 5
    assert view.panel.moved.rows[0].reference == "a box behind the shelf"
    assert "Last counted Mon, 7 Sept 08:00 by Ada Planner." in said(view)
    undo(qtbot, view)
    assert row(view).shelf.on_hand == 0
    assert "Never counted" in said(view)


def test_pieces_are_kept_for_a_purpose_and_given_back(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form = view.panel.keep_form
    press(qtbot, view, "Keep…")
    fill(qtbot, form.purpose, "training")
    enter(qtbot, view, form.purpose)
    assert "0 are free on the shelf" in form.refusal
    form.kind.setCurrentIndex(form.kind.findData(ReservationKind.SOFT))
    form.day.show_day(date(2026, 10, 5))
    enter(qtbot, view, form.purpose)
    (kept,) = view.panel.kept.rows
    assert (kept.purpose, kept.pieces, kept.kind) == ("training", 1, "asked for")
    assert row(view).need_by == date(2026, 10, 5), "the board knows the wish at once"
    press(qtbot, view, "Give back")
    assert not view.panel.kept.rows
    undo(qtbot, view)
    assert [k.purpose for k in view.panel.kept.rows] == ["training"]


def test_pieces_are_kept_for_a_job(
    qtbot: QtBot, view: StoresView, runtime: Runtime, job: WorkOrder
) -> None:
    jobs.plan(runtime.store, job.id, runtime.moment(), new_key())
    view.show_part(PUMP_PART)
    settle(qtbot, view)
    form = view.panel.keep_form
    press(qtbot, view, "Keep…")
    form.job.setCurrentIndex(form.job.findText(job.number))
    assert not form.purpose.isEnabled()
    form.kind.setCurrentIndex(form.kind.findData(ReservationKind.SOFT))
    enter(qtbot, view, form.count)
    assert [k.purpose for k in view.panel.kept.rows] == [job.number]
    with runtime.store.read() as uow:
        (kept,) = uow.reservations.open_for_job(job.id)
    assert kept.kind is ReservationKind.SOFT


def test_an_alternate_is_approved_by_its_number_and_taken_out(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form = view.panel.alternate_form
    press(qtbot, view, "Approve…")
    fill(qtbot, form.other, "nothing like it")
    enter(qtbot, view, form.other)
    assert "no other part here is called" in form.refusal
    fill(qtbot, form.other, OTHER.upper())
    enter(qtbot, view, form.other)
    assert part(runtime).alternates == {OTHER}
    assert part(runtime, OTHER).alternates == {PUMP_PART}, "both ways round"
    assert "With its alternates:" in said(view)
    press(qtbot, view, "Take out")
    assert part(runtime).alternates == frozenset()
    undo(qtbot, view)
    assert part(runtime, OTHER).alternates == {PUMP_PART}


def test_enter_leads_to_the_machine_the_order_the_vendor(
    qtbot: QtBot, view: StoresView, runtime: Runtime, draft: PurchaseOrder
) -> None:
    view.show_part(PUMP_PART)
    settle(qtbot, view)
    panel = view.panel
    wanted = []
    view.wanted.connect(wanted.append)
    for table in (panel.coming, panel.uses, panel.offers):
        table.choose_first()
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [target.place for target in wanted] == [Place.ORDERS, Place.ASSETS, Place.VENDORS]
    assert wanted[0] == Target(Place.ORDERS, draft.id)


def test_an_approved_draft_outlives_the_change_it_came_from(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    field = view.panel.levels.fields["safety_stock"]
    fill(qtbot, field, "4")
    enter(qtbot, view, field)
    (draft,) = drafts(runtime)
    orders.approve(runtime.store, draft.id, runtime.moment("Jan"), new_key())
    with qtbot.waitSignal(view.done) as done:
        view.changes.undo.trigger()
    settle(qtbot, view)
    assert f"{draft.number} is approved already" in done.args[0]
    assert part(runtime).safety_stock == 0


def test_another_part_begins_without_the_form_of_the_last(qtbot: QtBot, view: StoresView) -> None:
    press(qtbot, view, "Count…")
    assert view.panel.count_form.isVisible()
    view.list.choose(OTHER)
    assert not view.panel.count_form.isVisible()
    assert view.shown_name == OTHER


def test_the_paper_holds_what_the_page_says(view: StoresView) -> None:
    job = view.print_job()
    assert job is not None
    for words in ("6309-2RS-C3", "Vendors", "Hansa", "free, in pieces"):
        assert words in job.html


def test_beside_another_writer_nothing_can_be_changed(
    qtbot: QtBot, view: StoresView, runtime: Runtime, say: Wording
) -> None:
    assert runtime.store.folder is not None
    with Store.open(runtime.store.folder, read_only=True) as beside:
        other = StoresView(Runtime(beside, "x"), say)
        qtbot.addWidget(other)
        with qtbot.waitExposed(other):
            other.show()
        settle(qtbot, other)
        assert not any(button.isEnabled() for button in other.panel.buttons.values())
        assert all(f.isReadOnly() for f in other.panel.levels.fields.values())
        assert "read only" in other.panel.buttons["order"].toolTip()
        other.stop()


def test_a_price_in_other_money_says_so(qtbot: QtBot, view: StoresView, runtime: Runtime) -> None:
    with runtime.store.begin("x") as uow:
        dollars = replace(uow.stock.part(OTHER), price=Money(Decimal(61), "USD"))
        uow.stock.save_part(dollars)
    view.show_part(OTHER)
    settle(qtbot, view)
    assert view.panel.offers.rows[0].price == "61.00 USD"
