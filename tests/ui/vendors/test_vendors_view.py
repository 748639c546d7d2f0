"""The page of the vendors, over a real plant's receipts and orders."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.calendars import MONDAY_TO_FRIDAY, Shutdown, WorkCalendar
from app.core.errors import PlantError
from app.core.lead_time import Supplier
from app.core.purchasing import PurchaseOrder
from app.replenishment import orders
from app.replenishment.deliveries import note_promise, note_shipped
from app.ui.page import new_key
from app.ui.target import Place, Target
from app.ui.vendors.rows_record import calendar_words, read_vendor
from app.ui.vendors.rows_vendors import VendorRow, days_words, on_time_words, overdue_words
from app.ui.vendors_view import VendorsView
from app.ui.wording import Wording

SHIFT = Qt.KeyboardModifier.ShiftModifier
NEW = Supplier("new", "Neue Dichtungen", declared_median_days=8.0)


@pytest.fixture
def view(qtbot: QtBot, runtime: Runtime, say: Wording) -> VendorsView:
    with runtime.store.begin("x") as uow:
        uow.plant.add_supplier(NEW)
    made = VendorsView(runtime, say)
    qtbot.addWidget(made)
    made.resize(1084, 560)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sent(runtime: Runtime, draft: PurchaseOrder) -> PurchaseOrder:
    """The pump's bearing on its way, promised for the Monday after."""
    orders.approve(runtime.store, draft.id, runtime.moment(), new_key())
    order = orders.issue(runtime.store, draft.id, runtime.moment(), new_key())
    note_promise(runtime.store, order.id, date(2026, 9, 14), runtime.moment(), new_key())
    return order


def row_named(view: VendorsView, name: str) -> VendorRow:
    return next(row for row in view.list.rows if row.name.startswith(name))


def facts_of(view: VendorsView) -> dict[str, str]:
    assert view.panel.sheet is not None
    return dict(view.panel.sheet.facts)


def said(view: VendorsView) -> str:
    return " | ".join(shown.text() for shown in view.findChildren(QLabel) if shown.isVisible())


def test_a_vendor_without_receipts_has_no_data_and_is_never_on_time(
    view: VendorsView, say: Wording
) -> None:
    row = row_named(view, NEW.name)
    assert (row.receipts, row.p50_days, row.p95_days, row.spread_days) == (0, None, None, None)
    assert days_words(row.p50_days, say) == "—"
    assert on_time_words(row, say) == "no data"
    assert overdue_words(row, say) == "—"
    view.show_vendor(NEW.id)
    facts = facts_of(view)
    assert facts["Orders on time"] == "no data: no order had a promised day"
    assert facts["Known from"] == "declared, n = 0 receipts"
    assert "No receipts yet" in said(view)


def test_the_list_says_the_figures_with_their_n(view: VendorsView, say: Wording) -> None:
    row = row_named(view, "Hansa")
    assert row.receipts == 6
    assert days_words(row.p50_days, say) == "5.0"
    assert on_time_words(row, say) == f"{row.on_time} of {row.promised}"


def test_each_receipt_is_a_row_with_its_days_late(
    view: VendorsView,
    runtime: Runtime,
    sent: PurchaseOrder,
    days_pass: Callable[[int], None],
    say: Wording,
) -> None:
    days_pass(9)
    part_id = sent.lines[0].part_id
    orders.receive(runtime.store, sent.id, part_id, 1, runtime.moment(), new_key())
    view.show_vendor(sent.supplier_id)
    newest = view.panel.receipts.rows[0]
    assert (newest.order, newest.days_late, newest.lead_days) == (sent.number, 2, 7.0)
    assert newest.promised_on == date(2026, 9, 14)
    assert len(view.panel.receipts.rows) == row_named(view, "Hansa").receipts == 7
    model = view.panel.receipts.model()
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts[-2:] == ["+2", "7"]


def test_an_order_past_its_p90_is_marked_and_dated_by_its_age(
    view: VendorsView,
    runtime: Runtime,
    sent: PurchaseOrder,
    days_pass: Callable[[int], None],
    say: Wording,
) -> None:
    view.show_vendor(sent.supplier_id)
    assert overdue_words(row_named(view, "Hansa"), say) == "0 of 1"
    days_pass(15)
    view.refresh()
    row = row_named(view, "Hansa")
    assert overdue_words(row, say) == "▲ 1 of 1"
    coming = view.panel.on_the_way.rows[0]
    assert coming.is_overdue
    assert coming.age_days > coming.p90_days
    assert runtime.today() <= coming.likely_on <= coming.late_on


def test_what_the_vendor_says_of_an_order_is_noted(
    qtbot: QtBot,
    view: VendorsView,
    runtime: Runtime,
    sent: PurchaseOrder,
    days_pass: Callable[[int], None],
) -> None:
    days_pass(3)
    view.show_vendor(sent.supplier_id)
    form = view.panel.delivery
    assert form.isVisible()
    assert form.day.chosen == date(2026, 9, 14)
    for what, day in (("promised", date(2026, 9, 16)), ("shipped", date(2026, 9, 9))):
        form.what.setCurrentIndex(form.what.findData(what))
        form.day.show_day(day)
        with qtbot.waitSignal(view.done):
            form.note.click()
    with runtime.store.read() as uow:
        said_of_it = uow.orders.delivery_dates(sent.id)
    assert (said_of_it.promised_on, said_of_it.shipped_on) == (
        date(2026, 9, 16),
        date(2026, 9, 9),
    )
    assert view.panel.on_the_way.rows[0].promised_on == date(2026, 9, 16)
    form.day.show_day(date(2026, 9, 1))
    with qtbot.waitSignal(view.failed) as failed:
        form.note.click()
    assert "is before that" in str(failed.args[0])


def test_stages_are_said_once_they_were_noted(
    view: VendorsView, runtime: Runtime, sent: PurchaseOrder, days_pass: Callable[[int], None]
) -> None:
    view.show_vendor(sent.supplier_id)
    assert facts_of(view)["By stage, median working d"] == "no data: shipping was never noted"
    days_pass(4)
    note_shipped(runtime.store, sent.id, date(2026, 9, 10), runtime.moment(), new_key())
    days_pass(3)
    part_id = sent.lines[0].part_id
    orders.receive(runtime.store, sent.id, part_id, 1, runtime.moment(), new_key())
    view.refresh()
    stages = facts_of(view)["By stage, median working d"]
    assert stages.startswith("vendor ")
    assert stages.endswith("n = 1")
    assert facts_of(view)["Our approval before, median d"] == "0.0, n = 1"


def test_enter_on_an_order_opens_it(qtbot: QtBot, view: VendorsView, sent: PurchaseOrder) -> None:
    view.show_vendor(sent.supplier_id)
    table = view.panel.on_the_way
    table.choose_first()
    with qtbot.waitSignal(view.wanted) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == [Target(Place.ORDERS, sent.id)]


def test_history_opens_nothing(qtbot: QtBot, view: VendorsView) -> None:
    view.show_vendor(row_named(view, "Hansa").id)
    table = view.panel.receipts
    table.choose_first()
    with qtbot.assertNotEmitted(view.wanted):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_terms_are_typed_kept_and_taken_back(
    qtbot: QtBot, view: VendorsView, runtime: Runtime
) -> None:
    view.show_vendor(NEW.id)
    form = view.panel.terms
    assert not form.save.isEnabled()
    field = form.fields["median_days"]
    field.selectAll()
    qtbot.keyClicks(field, "9.5")
    qtbot.keyClicks(form.fields["hurried_days"], "2")
    qtbot.keyClicks(form.fields["hurried_fee"], "1,250.50")
    with qtbot.waitSignal(view.done) as done:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Neue Dichtungen" in done.args[0]
    with runtime.store.read() as uow:
        kept = uow.plant.supplier(NEW.id)
    assert (kept.declared_median_days, kept.expedite_median_days) == (9.5, 2.0)
    assert str(kept.expedite_cost) == "1250.50"
    assert facts_of(view)["Hurried delivery"] == "2 working d, fee 1,250.50 EUR"
    undo = next(a for a in view.actions() if a.text() == "Take the last change back")
    assert undo.shortcut().toString() == "Ctrl+Z"
    undo.trigger()
    with runtime.store.read() as uow:
        assert uow.plant.supplier(NEW.id) == NEW
    assert not undo.isEnabled()
    assert form.fields["median_days"].text() == "8"


def test_what_cannot_be_is_said_in_plain_words_and_stays_typed(
    qtbot: QtBot, view: VendorsView, runtime: Runtime
) -> None:
    view.show_vendor(NEW.id)
    field = view.panel.terms.fields["median_days"]
    for text, told in (("soon", "expected a number like 4.5"), ("0", "found 0")):
        field.selectAll()
        qtbot.keyClicks(field, text)
        with qtbot.waitSignal(view.failed) as failed:
            view.panel.terms.save.click()
        assert isinstance(failed.args[0], PlantError)
        assert told in str(failed.args[0])
        assert field.text() == text
    with runtime.store.read() as uow:
        assert uow.plant.supplier(NEW.id) == NEW


def test_what_is_being_typed_stays_through_a_refresh(qtbot: QtBot, view: VendorsView) -> None:
    view.show_vendor(NEW.id)
    field = view.panel.terms.fields["spread_days"]
    qtbot.keyClicks(field, "1.2")
    view.refresh()
    assert field.text() == "1.2"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_filter_keeps_the_vendors_that_bear_every_word(qtbot: QtBot, view: VendorsView) -> None:
    qtbot.keyClicks(view.filter, "kontor hansa")
    assert [row.name for row in view.list.rows] == ["Hansa Wälzlager Kontor GmbH"]
    view.filter.setText("nobody")
    assert view.list.rows == []
    assert "Choose a vendor on the left." in said(view)


def test_the_paper_holds_each_receipt(view: VendorsView) -> None:
    view.show_vendor(row_named(view, "Hansa").id)
    job = view.print_job()
    assert job is not None
    assert job.html.count("<td>history") == 6
    assert "Hansa Wälzlager Kontor GmbH" in job.title


def test_a_calendar_is_said_in_words(say: Wording) -> None:
    closed = Shutdown(date(2026, 12, 24), date(2027, 1, 2))
    week = WorkCalendar(MONDAY_TO_FRIDAY, "DE", "HH", (closed,))
    words = calendar_words(week, say)
    assert words.startswith("Mon Tue Wed Thu Fri, holidays DE HH, closed 24 Dec")
    assert calendar_words(WorkCalendar(), say) == "every day"


def test_numbers_are_written_in_the_readers_locale(runtime: Runtime, say: Wording) -> None:
    german = Wording(QLocale("de_DE"), say.zone)
    with runtime.store.read() as uow:
        vendor = next(s for s in uow.plant.suppliers() if s.name.startswith("Hansa"))
        facts = dict(read_vendor(uow, vendor.id, runtime.today(), german).facts)
    assert "5,0" in facts["Planned with, working d"]


def test_a_plant_without_vendors_says_where_they_come_from(
    qtbot: QtBot, runtime: Runtime, say: Wording
) -> None:
    view = VendorsView(runtime, say)
    qtbot.addWidget(view)
    view._rows = []
    view._show_list()
    assert view._nothing.text().startswith("No vendor yet")
    assert view.print_job() is None


def test_a_new_vendor_is_typed_shown_and_taken_off_again(
    qtbot: QtBot, view: VendorsView, runtime: Runtime
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | SHIFT)
    form = view.card
    assert form.isVisible()
    qtbot.keyClicks(form.called, "Lager & Co")
    qtbot.keyClicks(form.address[0], "Hafenstr. 3")
    with qtbot.waitSignal(view.done):
        qtbot.keyClick(form.called, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert view.shown_name == "Lager & Co"
    assert "Hafenstr. 3" in said(view)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with runtime.store.read() as uow:
        assert "Lager & Co" not in {vendor.name for vendor in uow.plant.suppliers()}


def test_a_name_that_is_taken_is_refused_at_its_field(qtbot: QtBot, view: VendorsView) -> None:
    view.card.begin_new()
    qtbot.keyClicks(view.card.called, NEW.name)
    view.card.act.click()
    assert "already" in view.card.refusal
    qtbot.keyClick(view.card.called, Qt.Key.Key_Escape)
    assert not view.card.isVisible()


def test_an_address_is_changed_and_put_back(
    qtbot: QtBot, view: VendorsView, runtime: Runtime
) -> None:
    view.show_vendor(NEW.id)
    view.panel.card.click()
    assert view.card.called.text() == NEW.name
    qtbot.keyClicks(view.card.contact, "Frau Lund")
    with qtbot.waitSignal(view.done):
        view.card.act.click()
    with runtime.store.read() as uow:
        assert uow.plant.supplier(NEW.id).contact == "Frau Lund"
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with runtime.store.read() as uow:
        assert uow.plant.supplier(NEW.id) == NEW
