"""The decision journal as it is read: counts, courses, outcome and money."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.journal import Act
from app.core.money import Money
from app.core.purchasing import PurchaseOrder
from app.replenishment import orders
from app.replenishment.journal import JournalRow, journal_rows
from app.ui.improve.decisions_page import DecisionsPage
from app.ui.improve.rows_decisions import (
    Shown,
    Tally,
    act_word,
    outcome_word,
    regret_words,
    shown_rows,
    tally,
    tally_words,
)
from app.ui.page import new_key
from app.ui.target import Place, Target
from app.ui.wording import Wording

Opener = Callable[[], DecisionsPage]


@pytest.fixture
def opened(qtbot: QtBot, runtime: Runtime, say: Wording) -> Opener:
    def open_page() -> DecisionsPage:
        page = DecisionsPage(runtime, say)
        qtbot.addWidget(page)
        page.resize(1240, 640)
        page.show()
        page.refresh()
        return page

    return open_page


@pytest.fixture
def cancelled(runtime: Runtime, draft: PurchaseOrder) -> PurchaseOrder:
    """The pump's order, cancelled by a person."""
    orders.cancel(runtime.store, draft.id, runtime.moment(), new_key(), "pump is taken out")
    return draft


@pytest.fixture
def row(runtime: Runtime, cancelled: PurchaseOrder) -> JournalRow:
    with runtime.store.read() as uow:
        return journal_rows(uow, runtime.today())[0]


def test_an_empty_journal_says_what_will_stand_here(opened: Opener) -> None:
    page = opened()
    assert page._nothing.text().startswith("Nobody has decided on a proposal yet.")
    assert not page._tally.isVisible()


def test_an_override_is_listed_with_its_reason_and_leads_to_its_order(
    qtbot: QtBot, opened: Opener, cancelled: PurchaseOrder
) -> None:
    page = opened()
    assert [row.entry.number for row in page.list.rows] == [cancelled.number]
    assert page._tally.text().startswith("Decisions: n = 1, 0 as proposed, 1 overridden.")
    assert page.panel.row is not None
    assert page.panel.row.entry.reason == "pump is taken out"
    with qtbot.waitSignal(page.wanted) as went:
        page.panel._open.click()
    assert went.args == [Target(Place.ORDERS, cancelled.id)]


def test_accepted_proposals_are_no_overrides(
    opened: Opener, runtime: Runtime, draft: PurchaseOrder
) -> None:
    orders.approve(runtime.store, draft.id, runtime.moment(), new_key())
    page = opened()
    assert "1 as proposed, 0 overridden" in page._tally.text()
    page.shown[Shown.OVERRIDES].click()
    assert page.list.rows == []
    assert page._nothing.text() == "No decision fits this filter."
    page.shown[Shown.OPEN].click()
    assert len(page.list.rows) == 1


def test_the_filter_looks_in_person_reason_and_machine(row: JournalRow) -> None:
    for text in ("p-101", "taken out", row.entry.actor, row.entry.number, "cancelled"):
        assert shown_rows([row], Shown.ALL, text) == [row]
    assert shown_rows([row], Shown.ALL, "nobody") == []


def test_what_a_later_decision_replaced_does_not_count(row: JournalRow, say: Wording) -> None:
    before = replace(row, is_superseded=True)
    assert tally([row, before], "EUR").overridden == 1
    assert outcome_word(before, say) == "decided again later"
    assert outcome_word(row, say) == "not known yet"
    assert regret_words(row, say) == "—"


@pytest.mark.parametrize(
    ("lost", "words"),
    [("120", "cost 120.00 EUR more."), ("-35.5", "saved 35.50 EUR."), ("0", "cost no more.")],
)
def test_the_tally_says_what_overriding_cost(lost: str, words: str, say: Wording) -> None:
    found = Tally(accepted=31, overridden=9, settled=6, lost=Money(Decimal(lost), "EUR"))
    said = tally_words(found, say)
    assert said.startswith("Decisions: n = 40, 31 as proposed, 9 overridden.")
    assert said.endswith(f"(n = 6) {words}")


def test_every_act_has_a_word() -> None:
    assert len({act_word(act) for act in Act}) == len(Act)
