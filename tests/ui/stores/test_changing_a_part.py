"""Vendors, orders by hand, counts, promises and alternates of a part, changed with real widgets."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.reservations import ReservationKind
from app.core.work_orders import WorkOrder
from app.maintenance import jobs
from app.ui.page import new_key
from app.ui.stores_view import StoresView
from tests.office_books import PUMP_PART
from tests.ui.stores.storekeeper import (
    OTHER,
    drafts,
    enter,
    fill,
    part,
    press,
    row,
    said,
    settle,
    undo,
)


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


def test_a_count_that_finds_fewer_than_lie_aside_says_what_is_let_go(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form = view.panel.count_form
    for found, why in (("3", "box found"), ("1", "two are gone")):
        press(qtbot, view, "Count…")
        fill(qtbot, form.count, found)
        fill(qtbot, form.why, why)
        with qtbot.waitSignal(view.done) as done:
            qtbot.keyClick(form.why, Qt.Key.Key_Return)
        settle(qtbot, view)
        if found == "3":
            keep = view.panel.keep_form
            press(qtbot, view, "Keep…")
            fill(qtbot, keep.purpose, "training")
            fill(qtbot, keep.count, "2")
            enter(qtbot, view, keep.purpose)
    assert "1 that lay aside are not there: they are let go." in done.args[0]
    assert [k.pieces for k in view.panel.kept.rows] == [1]


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
