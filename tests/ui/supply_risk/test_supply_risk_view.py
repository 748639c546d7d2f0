"""Supply-risk mode click by click: look, switch on, see it everywhere, leave, decide the edits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.assets import Criticality
from app.core.purchasing import Receipt
from app.core.stock import Part
from app.replenishment.risk_levels import set_levels
from app.ui.page import new_key
from app.ui.supply_risk.banner import RiskBanner
from app.ui.supply_risk_view import SupplyRiskView
from app.ui.wording import Wording

COMPRESSOR_PART = "6312-C3"
"""The one part of a class A machine in the demo office."""


@pytest.fixture
def part(runtime: Runtime) -> Part:
    """The compressor's bearing, with levels somebody set."""
    with runtime.store.begin("x") as uow:
        found = next(p for p in uow.stock.parts() if p.number == COMPRESSOR_PART)
        levelled = replace(found, safety_stock=2, buffer_stock=1)
        uow.stock.save_part(levelled)
    return levelled


@pytest.fixture
def view(qtbot: QtBot, runtime: Runtime, say: Wording, part: Part) -> SupplyRiskView:
    made = SupplyRiskView(runtime, say)
    qtbot.addWidget(made)
    made.resize(1084, 560)
    with qtbot.waitExposed(made):
        made.show()
    made.open()
    return made


@pytest.fixture
def banner(qtbot: QtBot, runtime: Runtime, say: Wording) -> Callable[[], str]:
    made = RiskBanner(runtime, say)
    qtbot.addWidget(made)

    def words() -> str:
        made.refresh()
        return made.text

    return words


def switch_on(qtbot: QtBot, view: SupplyRiskView, *, half_life: float = 0.0) -> None:
    """Fill the form, look, switch on."""
    view.form.half_life.setValue(half_life)
    qtbot.keyClicks(view.form.reason, "port strike")
    view.form.preview.click()
    with qtbot.waitSignal(view.done):
        view.form.on.click()


def switch_off(qtbot: QtBot, view: SupplyRiskView) -> None:
    qtbot.keyClicks(view.panel.reason, "strike over")
    with qtbot.waitSignal(view.done):
        qtbot.keyClick(view.panel.reason, Qt.Key.Key_Return)


def levels_now(runtime: Runtime, part: Part) -> tuple[int, int]:
    with runtime.store.read() as uow:
        now = uow.stock.part(part.id)
    return now.safety_stock, now.buffer_stock


def test_the_preview_shows_parts_and_money_before_anything_changes(
    view: SupplyRiskView, runtime: Runtime, part: Part, banner: Callable[[], str]
) -> None:
    assert view._headline.text() == "Supply-risk mode is off."
    assert not view.form.on.isEnabled()
    assert view.form.on.toolTip() == "Look at the preview first."
    view.form.preview.click()
    row = next(row for row in view.parts.rows if row.part == COMPRESSOR_PART)
    assert (row.before.safety_stock, row.after.safety_stock) == (2, 4)
    assert (row.before.buffer_stock, row.after.buffer_stock) == (1, 2)
    assert row.extra_pieces == 3
    assert row.cover_after_days > row.cover_before_days
    assert "1 parts touched, 3 more pieces, 567.00 EUR more in stock" in view._sum.text()
    assert banner() == ""
    assert levels_now(runtime, part) == (2, 1)
    assert view.form.on.toolTip() == "Give the reason first; it stays on record."


def test_the_paper_holds_what_is_in_front(qtbot: QtBot, view: SupplyRiskView) -> None:
    view.form.preview.click()
    job = view.print_job()
    assert job is not None
    assert "Preview: 1 parts touched" in job.html
    assert f"<td>{COMPRESSOR_PART}</td>" in job.html
    switch_on(qtbot, view)
    assert "<b>port strike</b>" in view.print_job().html


def test_another_multiplier_asks_for_another_look(view: SupplyRiskView) -> None:
    view.form.reason.setText("port strike")
    view.form.preview.click()
    assert view.form.on.isEnabled()
    view.form.multipliers[Criticality.B].setValue(1.5)
    assert not view.form.on.isEnabled()
    assert view.parts.rows == []
    view.form.preview.click()
    assert view.form.on.isEnabled()
    assert {row.criticality for row in view.parts.rows} == {Criticality.A, Criticality.B}


def test_what_changes_nothing_is_refused_in_plain_words(qtbot: QtBot, view: SupplyRiskView) -> None:
    view.form.multipliers[Criticality.A].setValue(1.0)
    with qtbot.waitSignal(view.failed) as failed:
        view.form.preview.click()
    assert "No class has a multiplier above 1" in str(failed.args[0])


def test_while_it_is_on_every_page_says_since_when_by_whom_why_and_until_when(
    qtbot: QtBot, view: SupplyRiskView, banner: Callable[[], str], runtime: Runtime, part: Part
) -> None:
    switch_on(qtbot, view)
    assert banner() == (
        "▲ Supply is at risk since Mon, 7 Sept (Ada Planner): port strike. Review on Mon, 5 Oct."
    )
    assert view._headline.text() == "Supply-risk mode is on."
    assert view._sum.text().startswith("Raised today: 1 parts touched, 3 more pieces")
    assert levels_now(runtime, part) == (2, 1), "levels are raised as they are read"
    assert dict(view.panel._facts._facts)["In force today"] == "class A × 2"


def test_the_review_can_be_moved_and_is_called_when_due(
    qtbot: QtBot,
    view: SupplyRiskView,
    banner: Callable[[], str],
    days_pass: Callable[[int], None],
) -> None:
    switch_on(qtbot, view)
    days_pass(28)
    assert "Its review is due." in banner()
    view.panel.review.setDate(QDate(2026, 11, 2))
    view.panel.move_review.click()
    assert "Review on Mon, 2 Nov." in banner()
    assert "due" not in banner()


def test_deliveries_back_in_band_propose_leaving(
    qtbot: QtBot,
    view: SupplyRiskView,
    runtime: Runtime,
    part: Part,
    banner: Callable[[], str],
) -> None:
    switch_on(qtbot, view)
    assert not view.panel._proposal.isVisible()
    with runtime.store.begin("x") as uow:
        for n in range(5):
            day = date(2026, 9, 8) + timedelta(days=n)
            uow.orders.add_receipt(
                Receipt(f"r{n}", part.supplier_id, part.id, "", 1, day, 9.0, "x")
            )
    view.refresh()
    assert view.panel._proposal.isVisible()
    assert "leaving is proposed" in banner()


def test_leaving_needs_a_reason_and_gives_every_level_back(
    qtbot: QtBot, view: SupplyRiskView, runtime: Runtime, part: Part, banner: Callable[[], str]
) -> None:
    switch_on(qtbot, view)
    assert not view.panel.off.isEnabled()
    switch_off(qtbot, view)
    assert levels_now(runtime, part) == (2, 1)
    assert banner() == ""
    assert view._headline.text() == "Supply-risk mode is off."
    assert view.form.reason.text() == "", "the next spell has a reason of its own"
    assert not view.edits.isVisible()


@pytest.mark.parametrize(
    ("words", "levels"), [("Keep the edit", (5, 1)), ("Back to before", (2, 1))]
)
def test_a_level_edited_meanwhile_waits_for_a_decision(
    qtbot: QtBot,
    view: SupplyRiskView,
    runtime: Runtime,
    part: Part,
    banner: Callable[[], str],
    words: str,
    levels: tuple[int, int],
) -> None:
    switch_on(qtbot, view)
    set_levels(runtime.store, part.id, runtime.moment(), new_key(), safety_stock=5)
    view.refresh()
    edited = next(row for row in view.parts.rows if row.id == part.id)
    assert edited.is_edited
    assert edited.after.safety_stock == 5, "an edit is kept as it is"
    switch_off(qtbot, view)
    assert view.edits.isVisible()
    assert "Stock levels edited meanwhile wait for a decision: 1." in banner()
    assert levels_now(runtime, part) == (5, 1)
    with qtbot.waitSignal(view.done):
        decide = next(b for b in view.edits.findChildren(QPushButton) if b.text() == words)
        decide.click()
    assert levels_now(runtime, part) == levels
    assert not view.edits.isVisible()
    assert banner() == ""


def test_after_leaving_it_fades_by_its_half_life(
    qtbot: QtBot,
    view: SupplyRiskView,
    banner: Callable[[], str],
    days_pass: Callable[[int], None],
) -> None:
    switch_on(qtbot, view, half_life=14)
    switch_off(qtbot, view)
    days_pass(14)
    assert "it fades: class A × 1.5." in banner()
    view.refresh()
    assert view._headline.text().startswith("Supply-risk mode fades since Mon, 7 Sept")
    view.form.preview.click()
    assert view._sum.text().startswith("Preview:")
    view.refresh()
    assert view._sum.text().startswith("Preview:"), "a look taken stays"
    days_pass(120)
    assert banner() == ""
