"""W2, planner at half past seven: from the alert to the dated order and the job, by clicks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.bootstrap import Runtime
from app.core.distribution import DaysDistribution
from app.core.policy import TriggerRule
from app.core.purchasing import OrderState
from app.core.work_orders import WorkOrder
from app.ui.needs_view import NeedsView
from app.ui.target import Place
from tests.journeys.hands import Hands, said
from tests.journeys.small_plant import (
    BEARING,
    D0,
    change_policy,
    component_id,
    judge,
    set_day,
)

SitDown = Callable[[], Hands]
PUMP = component_id("P-101")


def day(n: int, words: str = "") -> str:
    """Write day n as the page does: "Sat, 19 Sept"."""
    on = D0.date() + timedelta(days=n)
    return f"{on:%a}, {on.day} {'Sept' if on.month == 9 else 'Oct'}{words}"


def facts(page: NeedsView) -> dict[str, str]:
    """What the record beside the needs says."""
    record = page.panel.record
    assert record is not None
    return {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in record.facts}


def switch_vendor(hands: Hands, part: str, vendor: str, price: str) -> None:
    """Add what another vendor asks, buy there, and drop the one before, all by clicks."""
    hands.go(Place.STORES)
    stores = hands.window.pages.stores
    panel, form = stores.panel, stores.panel.offer_form
    at = next(n for n, row in enumerate(stores.list.rows) if row.part.number == part)
    hands.choose(stores.list, at)
    former = panel.offers.rows[0].vendor
    hands.press("Add…", inside=panel)
    hands.pick(form.vendor, vendor)
    hands.type(form.price, price)
    hands.key(Qt.Key.Key_Return)
    assert form.isHidden(), form.refusal
    offered = [row.vendor for row in panel.offers.rows]
    hands.choose(panel.offers, offered.index(vendor))
    hands.press("Ask first", inside=panel)
    offered = [row.vendor for row in panel.offers.rows]
    assert offered == [vendor, former]
    hands.choose(panel.offers, 1)
    hands.press("Remove", inside=panel)


def jobs(runtime: Runtime) -> list[WorkOrder]:
    with runtime.store.read() as uow:
        return uow.work_orders.all()


@pytest.fixture
def alert(small_plant: Runtime) -> None:
    """P-101's drive-end bearing will last 18 days; vendor V1."""
    judge(small_plant, PUMP, DaysDistribution.certain(18.0))


def test_today_asks_five_questions_and_its_counts_lead_to_lists(
    alert: None, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    board = hands.window.pages.board
    assert [column._question.text() for column in board.columns] == [
        "What changed?",
        "What must I order, and by when?",
        "What arrives?",
        "Which jobs are ready?",
        "What is late?",
    ]
    to_order = hands.column("What must I order, and by when?")
    assert to_order.count.text() == "1"
    assert hands.card("What must I order, and by when?", "P-101").card.when.endswith(day(12))
    hands.press("1", inside=to_order)
    assert hands.window.top.path.startswith("Needs")
    assert [row.where for row in hands.window.pages.needs.list.rows] == ["P-101, DE bearing"]


def test_the_alert_leads_to_day_12_arrival_day_17_and_why(
    alert: None, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    hands.press("Open", inside=hands.card("What changed?", "P-101"))
    assert hands.window.top.path == "Assets  /  P-101"
    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    shown = facts(needs)
    assert shown["Order by"] == day(12, " · in 12 d")
    assert shown["Then in on"] == day(17, ", slack 24 h")
    assert shown["Part too late"].startswith("0")
    hands.press("Why?", inside=needs.panel)
    told = said(hands.window.pages.why)
    assert f"Article rule: 18 - 5 - max(1, 0) = day 12, {day(12)}" in told
    assert f"Order by {day(12)} (day 12)." in told, "the optimiser's date beside it"


def test_vendor_v2_and_ten_days_of_life_order_on_day_4(
    small_plant: Runtime, at_the_window: SitDown
) -> None:
    change_policy(small_plant, rule=TriggerRule.ARTICLE)
    judge(small_plant, PUMP, DaysDistribution.certain(10.0))
    hands = at_the_window()
    hands.go(Place.NEEDS)
    assert facts(hands.window.pages.needs)["Vendor"] == "V1"
    switch_vendor(hands, BEARING, "V2", "50")

    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    shown = facts(needs)
    assert shown["Vendor"] == "V2"
    assert shown["Order by"] == day(4, " · in 4 d")
    assert shown["Then in on"] == day(8, ", slack 48 h")
    assert shown["Late delivery (P84)"] == f"▲ {day(10)}, slack 0 h"
    hands.press("Why?", inside=needs.panel)
    assert f"order 1 by {day(4)}" in said(hands.window.pages.why), "Why? knows V2 too"

    hands.go(Place.STORES)
    hands.key(Qt.Key.Key_Z, ctrl=True)
    offers = hands.window.pages.stores.panel.offers
    assert {row.vendor for row in offers.rows} == {"V1", "V2"}, "V1's offer is back"


def test_a_shutdown_pulls_the_order_forward_and_says_so(
    small_plant: Runtime, at_the_window: SitDown
) -> None:
    judge(small_plant, PUMP, DaysDistribution.certain(18.0))
    hands = at_the_window()
    hands.go(Place.SETTINGS)
    settings = hands.window.pages.settings.calendars
    shutdowns = settings.form.shutdowns
    first, last = (D0.date() + timedelta(days=n) for n in (15, 25))
    hands.type_day(shutdowns.first, first)
    hands.type_day(shutdowns.last, last)
    hands.type(shutdowns.reason, "shutdown")
    hands.press("Add shutdown")
    hands.press("Preview")
    assert said(settings).count("It moves 1 need.") == 1
    moved = {row.what: (row.before, row.after) for row in settings.moves.rows}
    assert moved["Order by: P-101, DE bearing, BRG-6309"] == (day(12), day(8))
    with small_plant.store.read() as uow:
        assert uow.plant.policy().calendar.shutdowns == (), "looking changes nothing"
    hands.press("Keep and re-plan")
    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    shown = facts(needs)
    assert shown["Need by"] == day(14, " · in 14 d")
    assert shown["Order by"] == day(8, " · in 8 d")
    assert shown["Then in on"] == day(13, ", slack 24 h")
    told = said(needs.panel)
    assert "Pulled forward from" in told
    assert f"shutdown {day(15)} to {day(25)}" in told
    hands.go(Place.SETTINGS)
    hands.key(Qt.Key.Key_Z, ctrl=True)
    hands.go(Place.NEEDS)
    assert facts(needs)["Order by"] == day(12, " · in 12 d"), "taken back whole"


def test_the_job_is_created_once_and_learns_when_its_part_comes(
    small_plant: Runtime, alert: None, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    hands.press("Create work order", inside=needs.panel)
    (job,) = jobs(small_plant)
    assert job.title == "Replace DE bearing of P-101"
    assert job.steps[0].startswith("Replace DE bearing")
    assert (job.part_id, job.quantity, job.part_expected_on) == (BEARING, 1, None)

    set_day(small_plant, 1)
    hands.go(Place.TODAY)
    hands.go(Place.NEEDS)
    assert not needs.panel.create_job.isVisible(), "the job is there"
    needs._create_job()
    hands.settle()
    assert [other.id for other in jobs(small_plant)] == [job.id]

    hands.choose(needs.list, 0)
    hands.key(Qt.Key.Key_Space)
    hands.press("Draft 1 order", inside=needs.bar)
    hands.press("Show", inside=needs.bar)
    hands.press("Approve")
    hands.press("Issue")
    with small_plant.store.read() as uow:
        (order,) = uow.orders.all()
    assert order.state is OrderState.ORDERED
    (job,) = jobs(small_plant)
    assert job.purchase_order_id == order.id
    assert job.part_expected_on == order.expected_on == D0.date() + timedelta(days=6)
