"""From whom and how many: the review buys where it is cheapest within the floor."""

import math
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.core.assets import Criticality
from app.core.distribution import DaysDistribution
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.need_line import NeedKind
from app.core.offers import Offer, PriceBreak
from app.core.planned_tasks import PlannedTask
from app.core.stock import MovementKind, StockMovement
from app.core.supply_risk import RiskSettings
from app.core.trigger import DecisionKind
from app.demo_plant.identity import demo_id
from app.replenishment.part_review import review_part
from app.replenishment.pool import read_books
from app.replenishment.review import review
from app.replenishment.supply_risk import switch_on
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

MOTOR_BEARING = demo_id("component", "M-102")
HURRIED = DaysDistribution.from_quantiles({0.05: 4.0, 0.5: 6.0, 0.999: 12.0})


def sell(store: Store, name: str, price: str, days: float, **terms: object) -> None:
    with store.begin("test") as uow:
        uow.plant.add_supplier(Supplier(name, name, declared_median_days=days))
        offer = Offer(PUMP_PART, name, Money(Decimal(price), "EUR"), **terms)
        uow.offers.save(uow.stock.part(PUMP_PART), offer)


def decided(store: Store, life: DaysDistribution = HURRIED, days: float = 0.0):
    with store.begin("monitor") as uow:
        record = review(uow, PUMP_BEARING, judged(life, days), at(days, "monitor"))
        assert record is not None
        return record, uow.orders.all()


def test_a_faster_vendor_is_asked_where_the_usual_one_is_too_late(store: Store) -> None:
    sell(store, "next door", "90", 1.0)
    record, _orders = decided(store, HURRIED)
    codes = {r.code for r in record.decision.reasons}
    assert "vendor_chosen" in codes
    assert record.decision.kind is DecisionKind.WAIT, "it is near enough to wait for"
    _record, orders = decided(store, DaysDistribution.certain(2.0), 1.0)
    (order,) = orders
    assert order.supplier_id == "next door"
    assert str(order.lines[0].unit_price) == "90.00 EUR"


def test_a_dearer_vendor_no_safer_is_not_asked(store: Store) -> None:
    sell(store, "far and dear", "190", 20.0)
    _record, orders = decided(store, SOON)
    assert all(order.supplier_id != "far and dear" for order in orders)


def test_two_needs_soon_after_each_other_come_with_one_order(store: Store) -> None:
    with store.begin("test") as uow:
        motor = uow.plant.component(MOTOR_BEARING)
        uow.plant.save_component(replace(motor, part_id=PUMP_PART))
        review(
            uow, MOTOR_BEARING, judged(SOON.shifted(40.0), component_id=MOTOR_BEARING), at(0, "m")
        )
        assert uow.orders.all() == []
    record, orders = decided(store, HURRIED)
    (order,) = orders
    assert order.lines[0].quantity == 2
    chosen = next(r for r in record.decision.reasons if r.code == "batch_chosen")
    assert chosen.value == 2
    with store.begin("test") as uow:
        lines = review_part(uow, PUMP_PART, at(0.1, "m")).lines
    assert {line.missing for line in lines} == {0}


def test_a_price_break_that_pays_fills_the_shelf_for_steady_use(store: Store) -> None:
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        offer = uow.offers.of(part)[0]
        steps = (PriceBreak(10, Money(Decimal(20), "EUR")),)
        uow.offers.save(part, replace(offer, breaks=steps))
        uow.plant.save_policy(
            replace(uow.plant.policy(), service_floor=dict.fromkeys(Criticality, 0.99))
        )
        uow.stock.add_movement(
            StockMovement("o", PUMP_PART, 24, MovementKind.OPENING, at(-365).now, "t")
        )
        for n in range(24):
            moved = at(-360 + 15 * n).now
            uow.stock.add_movement(
                StockMovement(f"u{n}", PUMP_PART, -1, MovementKind.ISSUE, moved, "t", "breakdown")
            )
        review_part(uow, PUMP_PART, at(0, "m"))
        (order,) = uow.orders.all()
    assert order.lines[0].quantity >= 10
    assert str(order.lines[0].unit_price) == "20.00 EUR"


def test_supply_risk_mode_orders_earlier_and_ends_without_a_trace(store: Store) -> None:
    with store.begin("test") as uow:
        house = uow.plant.supplier(uow.stock.part(PUMP_PART).supplier_id or "")
        uow.plant.save_supplier(replace(house, declared_median_days=5.0, declared_spread_days=2.0))
        before = read_books(uow, PUMP_PART, at()).trade
    worst = before.criticality
    settings = RiskSettings(
        reason="port strike",
        multiplier={worst: 3.0},
        half_life_days=0.0,
        review_on=at().today + timedelta(days=30),
    )
    switch_on(store, settings, at(), "on")
    with store.read() as uow:
        during = read_books(uow, PUMP_PART, at()).trade
    quantile = 0.95
    assert during.supply.lead.distribution.quantile(quantile) > (
        before.supply.lead.distribution.quantile(quantile)
    )


def test_the_parts_of_one_job_on_one_day_must_be_in_time_together(store: Store) -> None:
    due = at().today + timedelta(days=30)
    with store.begin("test") as uow:
        other = replace(uow.stock.part(PUMP_PART), id="seal", number="seal")
        uow.stock.add_part(other)
        alone = PlannedTask("a", PUMP_BEARING, "bearing", PUMP_PART, 1, due)
        uow.planned_tasks.put(alone)
        single = read_books(uow, PUMP_PART, at())
        uow.planned_tasks.put(replace(alone, id="b", name="seal", part_id=other.id))
        kit = read_books(uow, PUMP_PART, at())
    needs = [
        next(r.item.need for r in books.ranked if r.item.kind is NeedKind.PLANNED)
        for books in (single, kit)
    ]
    whole, share = (need.service_floor(single.trade.policy) for need in needs)
    split = kit.splits[f"planned:a:{due.isoformat()}"]
    assert share == split.shares[PUMP_PART] > whole
    assert math.prod(split.shares.values()) == pytest.approx(whole)


def test_planned_work_does_not_take_what_is_kept_for_failures(store: Store) -> None:
    due = at().today + timedelta(days=3)
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.save_part(replace(part, safety_stock=1))
        moved = StockMovement("s", PUMP_PART, 1, MovementKind.CORRECTION, at().now, "t")
        uow.stock.add_movement(moved)
        uow.planned_tasks.put(PlannedTask("a", PUMP_BEARING, "bearing", PUMP_PART, 1, due))
        books = read_books(uow, PUMP_PART, at())
    planned = next(r for r in books.ranked if r.item.kind is NeedKind.PLANNED)
    assert planned.missing == 1
