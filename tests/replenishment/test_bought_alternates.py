"""An approved alternate is bought instead of a part where that costs less in expectation."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.distribution import DaysDistribution
from app.core.lead_time import Supplier
from app.core.money import Money
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import DecisionRecord
from app.core.stock import MovementKind, StockMovement
from app.core.trigger import DecisionKind
from app.core.work_orders import Outcome
from app.demo_plant.identity import demo_id
from app.maintenance import jobs
from app.replenishment import orders
from app.replenishment.board import draft_orders
from app.replenishment.part_review import review_part
from app.replenishment.pool import read_books
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

MOTOR_BEARING = demo_id("component", "M-102")
OTHER = "other make"
FAR = DaysDistribution.from_quantiles({0.001: 200.0, 0.5: 300.0, 0.999: 400.0})
LATE = DaysDistribution.from_quantiles({0.02: 1.0, 0.5: 3.0, 0.999: 8.0})


def sold_too(store: Store, price: str, days: float | None = None, **changes: object) -> None:
    """The pump's bearing has an alternate at a price, from the same vendor or a nearer one."""
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        asked = part.supplier_id
        if days is not None:
            asked = "next door"
            uow.plant.add_supplier(Supplier(asked, asked, declared_median_days=days))
        other = replace(
            part,
            id=OTHER,
            number=OTHER,
            price=Money(Decimal(price), "EUR"),
            supplier_id=asked,
            alternates=frozenset({PUMP_PART}),
            **changes,
        )
        uow.stock.add_part(other)


def used_by_the_motor(store: Store) -> None:
    with store.begin("test") as uow:
        motor = uow.plant.component(MOTOR_BEARING)
        uow.plant.save_component(replace(motor, part_id=OTHER, quantity_per_job=1))


def decided(
    store: Store,
    life: DaysDistribution = SOON,
    days: float = 0.0,
    component_id: str = PUMP_BEARING,
) -> DecisionRecord:
    with store.begin("monitor") as uow:
        seen = judged(life, days, component_id=component_id)
        record = review(uow, component_id, seen, at(days, "monitor"))
    assert record is not None
    return record


def ordered(store: Store) -> PurchaseOrder:
    with store.read() as uow:
        (order,) = uow.orders.all()
    return order


def sent(store: Store) -> PurchaseOrder:
    """The one order, approved and on its way."""
    order = ordered(store)
    if order.state is OrderState.DRAFT:
        order = orders.approve(store, order.id, at(0.1), "approve")
    return orders.issue(store, order.id, at(0.1), "issue")


def test_a_cheaper_alternate_is_ordered_for_the_machine_that_wants_the_part(store: Store) -> None:
    sold_too(store, "60")
    record = decided(store)
    assert record.decision.kind is DecisionKind.ORDER
    (line,) = ordered(store).lines
    assert (line.part_id, line.serves_part_id, str(line.unit_price)) == (
        OTHER,
        PUMP_PART,
        "60.00 EUR",
    )
    assert line.peg is not None
    assert line.peg.component_id == PUMP_BEARING
    with store.read() as uow:
        job = uow.work_orders.open_for(PUMP_BEARING)
    assert job is not None
    assert (job.part_id, job.purchase_order_id) == (PUMP_PART, ordered(store).id)


def test_why_compares_the_parts_that_replace_each_other_in_sums_to_recompute(
    store: Store,
) -> None:
    sold_too(store, "60")
    told = [r for r in decided(store).decision.reasons if r.code.startswith("source_")]
    assert told[0].details["part"] == OTHER
    assert told[0].code == "source_chosen"
    assert {r.details["part"] for r in told} == {OTHER, "6309-2RS-C3"}
    for reason in told:
        names = ("needed", "landed", "fee", "waiting", "cost")
        needed, landed, fee, waiting, cost = (float(str(reason.details[n])) for n in names)
        assert needed * landed + fee + waiting == pytest.approx(cost)
    allowed = [r for r in told if r.code != "source_unsafe"]
    assert [r.value for r in allowed] == sorted(r.value for r in allowed if r.value is not None)


@pytest.mark.parametrize("price", ["84.00", "120"])
def test_one_that_costs_as_much_or_more_is_not_bought(store: Store, price: str) -> None:
    sold_too(store, price)
    decided(store)
    (line,) = ordered(store).lines
    assert (line.part_id, line.serves_part_id) == (PUMP_PART, PUMP_PART)


def test_a_dearer_one_that_is_nearer_is_bought_where_the_part_comes_too_late(
    store: Store,
) -> None:
    sold_too(store, "120", days=1.0)
    record = decided(store, LATE)
    assert ordered(store).supplier_id == "next door"
    assert ordered(store).lines[0].part_id == OTHER
    assert "next door" in " ".join(r.text() for r in record.decision.reasons)


def test_the_vendor_of_an_alternate_is_a_way_out_of_an_order_that_comes_too_late(
    store: Store,
) -> None:
    decided(store, SOON)
    sent(store)
    sold_too(store, "120", days=1.0)
    record = decided(store, DaysDistribution.from_quantiles({0.02: 1.0, 0.5: 2.0, 0.999: 4.0}), 1.0)
    ways = [r.text() for r in record.decision.reasons if r.code == "way_out"]
    assert any("next door (other make)" in way for way in ways)


def test_one_that_is_nearer_is_waited_for_where_that_is_cheapest(store: Store) -> None:
    sold_too(store, "60", days=1.0)
    record = decided(store)
    assert record.decision.kind is DecisionKind.WAIT
    with store.read() as uow:
        assert uow.orders.all() == []
        books = read_books(uow, PUMP_PART, at(0.0))
    assert books.trade_for(f"predicted:{PUMP_BEARING}").goods.number == OTHER


def test_the_second_review_orders_nothing_more(store: Store) -> None:
    sold_too(store, "60")
    decided(store)
    again = decided(store, SOON, 0.1)
    assert again.decision.kind is DecisionKind.COVERED
    assert ordered(store).number in " ".join(r.text() for r in again.decision.reasons)
    with store.begin("monitor") as uow:
        line = next(
            n for n in review_part(uow, PUMP_PART, at(0.2)).lines if n.component_id == PUMP_BEARING
        )
    assert [(c.order_id, c.quantity, c.part_number) for c in line.cover] == [
        (ordered(store).id, 1, OTHER)
    ]
    assert line.missing == 0


def test_the_alternate_s_own_machine_does_not_count_on_it(store: Store) -> None:
    sold_too(store, "60")
    used_by_the_motor(store)
    decided(store)
    decided(store, SOON, 0.05, MOTOR_BEARING)
    with store.read() as uow:
        lines = [line for order in uow.orders.all() for line in order.lines]
    assert sorted(line.serves_part_id for line in lines) == sorted([PUMP_PART, OTHER])
    assert {line.part_id for line in lines} == {OTHER}


def test_what_comes_is_put_aside_for_its_job_and_used_by_it(store: Store) -> None:
    sold_too(store, "60")
    used_by_the_motor(store)
    decided(store)
    decided(store, FAR, 0.05, MOTOR_BEARING)
    with store.read() as uow:
        job = uow.work_orders.open_for(PUMP_BEARING)
    assert job is not None
    jobs.plan(store, job.id, at(0.1), "plan")
    order = sent(store)
    orders.receive(store, order.id, OTHER, 1, at(6), "come")
    assert decided(store, SOON, 6.1, MOTOR_BEARING).decision.kind is not DecisionKind.COVERED
    assert decided(store, SOON, 6.2).decision.kind is DecisionKind.COVERED
    jobs.start(store, job.id, at(7), "start")
    jobs.finish(store, job.id, at(7.1), "done", Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert (uow.stock.on_hand(OTHER), uow.stock.on_hand(PUMP_PART)) == (0, 0)
        assert uow.orders.get(order.id).state is OrderState.CLOSED


def test_it_stays_with_a_job_that_nobody_has_planned_yet(store: Store) -> None:
    sold_too(store, "60")
    used_by_the_motor(store)
    decided(store)
    decided(store, FAR, 0.05, MOTOR_BEARING)
    orders.receive(store, sent(store).id, OTHER, 1, at(6), "come")
    assert decided(store, SOON, 6.1, MOTOR_BEARING).decision.kind is not DecisionKind.COVERED
    with store.begin("monitor") as uow:
        pool = read_books(uow, PUMP_PART, at(6.2)).pool
        assert (pool.on_hand, pool.set_aside) == (1, 1)
    assert decided(store, SOON, 6.2).decision.kind is DecisionKind.COVERED


def test_what_is_sold_beyond_the_need_serves_the_alternate_s_own_machines(store: Store) -> None:
    sold_too(store, "20", minimum_order=2)
    used_by_the_motor(store)
    decided(store)
    lines = ordered(store).lines
    assert [(line.part_id, line.quantity, line.serves_part_id) for line in lines] == [
        (OTHER, 1, PUMP_PART),
        (OTHER, 1, OTHER),
    ]
    after = SOON.shifted(12.0)
    assert decided(store, after, 0.05, MOTOR_BEARING).decision.kind is DecisionKind.COVERED
    assert len(ordered(store).lines) == 2


def test_a_piece_to_spare_is_lent_before_one_is_bought(store: Store) -> None:
    sold_too(store, "60")
    with store.begin("test") as uow:
        uow.stock.add_movement(StockMovement("s", OTHER, 1, MovementKind.CORRECTION, at().now, "t"))
    assert decided(store).decision.kind is DecisionKind.COVERED
    with store.read() as uow:
        assert uow.orders.all() == []


def test_an_alternate_in_another_currency_is_not_compared(store: Store) -> None:
    sold_too(store, "60")
    with store.begin("test") as uow:
        other = uow.stock.part(OTHER)
        uow.stock.save_part(replace(other, price=Money(Decimal(6), "USD")))
    decided(store)
    assert ordered(store).lines[0].part_id == PUMP_PART


def test_a_person_who_drafts_from_the_board_gets_the_same_line(store: Store) -> None:
    sold_too(store, "20", minimum_order=2)
    decided(store, SOON.shifted(8.0))
    (order,) = draft_orders(store, [f"predicted:{PUMP_BEARING}"], at(0.1), "draft")
    assert [(line.part_id, line.quantity, line.serves_part_id) for line in order.lines] == [
        (OTHER, 1, PUMP_PART),
        (OTHER, 1, OTHER),
    ]
    with store.read() as uow:
        assert uow.part_reviews.latest(PUMP_PART) is not None
        assert uow.orders.is_whole(order.id)


def test_an_order_cancelled_leaves_the_need_open_again(store: Store) -> None:
    sold_too(store, "60")
    decided(store)
    orders.cancel(store, ordered(store).id, at(0.2), "cancel", "not from there")
    with store.read() as uow:
        books = read_books(uow, PUMP_PART, at(0.3))
    assert books.ranked_need(f"predicted:{PUMP_BEARING}").missing == 1
