"""W3, buyer at nine: drafts from needs, what approves itself and what waits, by clicks."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.bootstrap import Runtime
from app.core.distribution import DaysDistribution
from app.core.health import RulState
from app.core.money import Money
from app.core.purchasing import OrderState, PurchaseOrder
from app.replenishment.drafting import AUTOMATIC
from app.ui.target import Place
from tests.journeys.hands import Hands, said
from tests.journeys.small_plant import (
    BEARING,
    COUPLING,
    PLACES,
    SEAL,
    change_part,
    component_id,
    judge,
    set_day,
)

SitDown = Callable[[], Hands]
SOON = DaysDistribution.from_quantiles({0.0005: 6.2, 0.002: 6.8, 0.5: 9.0, 0.999: 12.0})
"""A life for which V1's five days make today the day to order, and surely an order."""


def orders(runtime: Runtime) -> list[PurchaseOrder]:
    with runtime.store.read() as uow:
        return uow.orders.all()


def priced(runtime: Runtime, number: str, price: str) -> None:
    change_part(runtime, number, price=Money(Decimal(price), "USD"))


@pytest.fixture
def six_needs(small_plant: Runtime) -> None:
    """Three positions of each pump wear; every order day is still to come."""
    for tag in ("P-101", "P-102"):
        for name in PLACES:
            judge(small_plant, component_id(tag, name), DaysDistribution.certain(40.0))


def test_six_needs_become_one_draft_a_vendor_and_count_as_cover(
    small_plant: Runtime, six_needs: None, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    assert len(needs.list.rows) == 6
    assert all(row.reason and row.line.need_by and row.line.order_by for row in needs.list.rows)
    hands.key(Qt.Key.Key_A, ctrl=True)
    assert "V1: 2 parts, 120.00 USD" in said(needs.bar)
    assert "V2: 1 part, 60.00 USD" in said(needs.bar)
    hands.press("Draft 2 orders, 180.00 USD", inside=needs.bar)

    made = {order.supplier_id: order for order in orders(small_plant)}
    assert set(made) == {"V1", "V2"}
    assert all(order.state is OrderState.DRAFT for order in made.values())
    pegged = {(ln.part_id, ln.peg.component_id) for o in made.values() for ln in o.lines if ln.peg}
    places = [(tag, name) for tag in ("P-101", "P-102") for name in PLACES]
    assert pegged == {(PLACES[name], component_id(tag, name)) for tag, name in places}
    assert all(row.line.missing == 0 for row in needs.list.rows), "drafts are cover"
    numbers = {order.number for order in made.values()}
    assert {c.order_number for row in needs.list.rows for c in row.line.cover} == numbers
    assert not needs.bar.draft.isEnabled(), "nothing is drafted twice"


def test_ctrl_z_takes_the_drafts_back_and_the_needs_are_open_again(
    small_plant: Runtime, six_needs: None, at_the_window: SitDown
) -> None:
    hands = at_the_window()
    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    hands.key(Qt.Key.Key_A, ctrl=True)
    hands.press("Draft 2 orders", inside=needs.bar)
    hands.press("Take back", inside=needs.bar)
    assert {order.state for order in orders(small_plant)} == {OrderState.CANCELLED}
    assert all(row.line.missing == 1 for row in needs.list.rows)


@pytest.mark.parametrize(
    ("price", "precision", "state", "approves_itself"),
    [
        ("499.99", 0.93, RulState.DEGRADING, True),
        ("500.00", 0.93, RulState.DEGRADING, False),
        ("499.99", 0.60, RulState.DEGRADING, False),
        ("499.99", 0.93, RulState.PRIOR_ONLY, False),
    ],
)
def test_a_small_sure_order_approves_itself_and_others_wait(
    small_plant: Runtime,
    at_the_window: SitDown,
    price: str,
    precision: float,
    state: RulState,
    approves_itself: bool,
) -> None:
    priced(small_plant, BEARING, price)
    judge(small_plant, component_id("P-101"), SOON, state, precision)
    hands = at_the_window()
    hands.go(Place.ORDERS)
    view = hands.window.pages.orders
    (order,) = orders(small_plant)
    view.show_record(order.id)
    told = said(view.order_panel)
    if approves_itself:
        assert order.state is OrderState.APPROVED
        assert AUTOMATIC in told
        assert "R-1 v1" in told
        return
    assert order.state is OrderState.DRAFT
    hands.press("Approve", inside=view.order_panel)
    assert orders(small_plant)[0].approved_by == small_plant.actor


def test_two_orders_of_one_day_to_one_vendor_are_added_up_before_the_limit(
    small_plant: Runtime, at_the_window: SitDown
) -> None:
    for number in (BEARING, SEAL):
        priced(small_plant, number, "300.00")
    judge(small_plant, component_id("P-101"), SOON, precision=0.93)
    judge(small_plant, component_id("P-101", "Seal"), SOON, precision=0.93)
    states = sorted(order.state.value for order in orders(small_plant))
    assert states.count("APPROVED") <= 1
    assert "DRAFT" in states, "the second one would pass the limit together with the first"
    hands = at_the_window()
    hands.go(Place.ORDERS)
    waiting = next(o for o in orders(small_plant) if o.state is OrderState.DRAFT)
    hands.window.pages.orders.show_record(waiting.id)
    told = said(hands.window.pages.orders.order_panel)
    assert "With this supplier's other orders of the day: 600.00 USD" in told


def test_the_couplings_go_to_the_other_vendor(six_needs: None, at_the_window: SitDown) -> None:
    hands = at_the_window()
    hands.go(Place.NEEDS)
    needs = hands.window.pages.needs
    needs.filter.suppliers.setCurrentIndex(needs.filter.suppliers.findText("V2"))
    assert {row.part for row in needs.list.rows} == {COUPLING}


def test_a_vendor_shows_each_receipt_s_days_and_one_without_says_no_data(
    small_plant: Runtime, at_the_window: SitDown
) -> None:
    judge(small_plant, component_id("P-101"), SOON)
    hands = at_the_window()
    hands.go(Place.ORDERS)
    (order,) = orders(small_plant)
    assert order.state is OrderState.APPROVED, "50 USD approve themselves"
    hands.window.pages.orders.show_record(order.id)
    hands.press("Issue", inside=hands.window.pages.orders.order_panel)
    set_day(small_plant, 8)
    hands.window.pages.orders.refresh()
    hands.press("Receive", inside=hands.window.pages.orders.order_panel)

    hands.go(Place.VENDORS)
    vendors = hands.window.pages.vendors
    assert vendors.shown_name == "V1"
    (receipt,) = vendors.panel.receipts.rows
    assert receipt.lead_days == 8
    assert vendors.panel.picture.isVisible()
    v2 = next(at for at, row in enumerate(vendors.list.rows) if row.name == "V2")
    hands.choose(vendors.list, v2)
    told = said(vendors.panel)
    assert "No receipts yet" in told
    assert "100" not in told, "no data is never on time"


def test_supply_risk_is_looked_at_then_on_then_every_level_is_its_own_again(
    small_plant: Runtime, at_the_window: SitDown
) -> None:
    change_part(small_plant, BEARING, safety_stock=2, buffer_stock=1)
    change_part(small_plant, SEAL, safety_stock=1)
    hands = at_the_window()
    hands.go(Place.VENDORS)
    hands.press("Supply risk", inside=hands.window.pages.vendors)
    risk = hands.window.pages.supply_risk
    risk.form.half_life.setValue(0)
    risk.form.reason.setText("port strike")
    hands.press("Preview", inside=risk)
    touched = {row.part: (row.before, row.after) for row in risk.parts.rows}
    assert touched[BEARING][1].safety_stock == 4
    assert "more in stock" in said(risk), "the extra money is said before"
    hands.press("Switch on", inside=risk)
    assert "Supply-risk mode is on." in said(risk)

    hands.go(Place.STORES)
    stores = hands.window.pages.stores
    hands.choose(stores.list, [row.part.number for row in stores.list.rows].index(SEAL))
    hands.type(stores.panel.levels.fields["safety_stock"], "5")
    hands.press("Keep these levels", inside=stores.panel)
    hands.go(Place.VENDORS)
    hands.press("Supply risk", inside=hands.window.pages.vendors)
    risk.panel.reason.setText("strike over")
    hands.press("Switch off", inside=risk)
    with small_plant.store.read() as uow:
        assert uow.stock.part(BEARING).safety_stock == 2
        assert uow.stock.part(SEAL).safety_stock == 5, "what was edited meanwhile is kept"
    assert SEAL in said(risk.edits), "and listed for decision"
