"""The page of the storekeeper and the buyer, over a real plant's books."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import Criticality
from app.core.money import Money
from app.core.purchasing import PurchaseOrder
from app.core.supply_risk import RiskSettings
from app.replenishment import orders, supply_risk
from app.replenishment.parts.shelf import PartState
from app.replenishment.risk_levels import edits_to_decide
from app.storage.store import Store
from app.ui.page import new_key
from app.ui.stores_view import StoresView
from app.ui.target import Place, Target
from app.ui.wording import Wording
from tests.office_books import PUMP_PART
from tests.ui.opener import Opener
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
    assert "add the first one with New part" in view._nothing.text()
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


def test_a_new_part_is_added_shown_and_taken_off_again(
    qtbot: QtBot, view: StoresView, runtime: Runtime
) -> None:
    form = view.new_part
    view._add.trigger()
    fill(qtbot, form.called, "6309-2rs-c3")
    enter(qtbot, view, form.called)
    assert "nothing is typed" in form.refusal, "a price belongs to it"
    fill(qtbot, form.price, "12.5")
    enter(qtbot, view, form.price)
    assert "There is a part 6309-2rs-c3 already" in form.refusal
    fill(qtbot, form.called, "O-ring 40")
    fill(qtbot, form.what, "NBR 70")
    enter(qtbot, view, form.called)
    assert form.isHidden()
    assert view.shown_name == "O-ring 40"
    assert "Nobody sells it to the plant" in said(view)
    assert not view.panel.buttons["order"].isEnabled()
    undo(qtbot, view)
    assert "O-ring 40" not in {r.part.number for r in view.list.rows}


def test_esc_closes_the_form_first_and_then_goes_back(
    qtbot: QtBot, opened: Opener, people_decide: None
) -> None:
    window = opened()
    window.go(Target(Place.STORES, PUMP_PART))
    stores = window.pages.stores
    settle(qtbot, stores)
    stores.changes.actions["count"].trigger()
    form, field = stores.panel.count_form, stores.panel.levels.fields["safety_stock"]
    qtbot.keyClick(form.count, Qt.Key.Key_Escape)
    assert form.isHidden()
    field.setFocus()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0"
    assert window.pages.place is Place.STORES
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.pages.place is Place.TODAY, "nothing is open any more"
