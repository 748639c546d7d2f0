"""What supply-risk mode raises reaches the review; what it leaves alone does not change there."""

from datetime import date

from app.core.distribution import DaysDistribution
from app.core.records import DecisionRecord
from app.core.stock import MovementKind, StockMovement
from app.demo_plant.identity import demo_id
from app.replenishment.books_mark import books_mark
from app.replenishment.lead_pool import refit_lead_pool_when_due
from app.replenishment.need import trade_of
from app.replenishment.review import review
from app.replenishment.supply_risk import switch_off, switch_on
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, at, judged
from tests.risk_books import RAISED, give_levels, strike

COMPRESSOR_BEARING = demo_id("component", "C-104")
FAR = DaysDistribution.from_quantiles({0.001: 90.0, 0.5: 120.0, 0.999: 150.0})


def reviewed(store: Store, component_id: str, day: float) -> DecisionRecord:
    with store.begin("monitor") as uow:
        judgement = judged(FAR, day, component_id=component_id)
        record = review(uow, component_id, judgement, at(day, "monitor"))
    assert record is not None
    return record


def order_by(store: Store, component_id: str, day: float) -> date:
    dated = reviewed(store, component_id, day).decision.order_by
    assert dated is not None
    return dated


def empty_shelf(store: Store) -> None:
    with store.begin("test") as uow:
        for part_id in (RAISED, PUMP_PART):
            if pieces := uow.stock.on_hand(part_id):
                gone = StockMovement(
                    f"gone {part_id}", part_id, -pieces, MovementKind.CORRECTION, at().now, "eva"
                )
                uow.stock.add_movement(gone)


def test_a_raised_part_is_ordered_earlier_says_why_and_is_back_afterwards(store: Store) -> None:
    empty_shelf(store)
    usual = order_by(store, COMPRESSOR_BEARING, 0)
    switch_on(store, strike(factor=4.0), at(1), "on")
    record = reviewed(store, COMPRESSOR_BEARING, 1)
    assert record.decision.order_by is not None
    assert record.decision.order_by < usual
    assert "supply_risk" in {reason.code for reason in record.decision.reasons}
    switch_off(store, "over", at(2), "off")
    assert (order_by(store, COMPRESSOR_BEARING, 2) - usual).days == 2, "life is counted from then"


def test_a_part_of_a_class_left_alone_is_ordered_as_before(store: Store) -> None:
    empty_shelf(store)
    usual = order_by(store, PUMP_BEARING, 0)
    switch_on(store, strike(factor=4.0), at(1), "on")
    assert (order_by(store, PUMP_BEARING, 1) - usual).days == 1


def test_the_levels_planned_with_are_raised_and_the_part_is_not(store: Store) -> None:
    before = give_levels(store)
    switch_on(store, strike(), at(1), "on")
    with store.read() as uow:
        planned, stored = trade_of(uow, RAISED, at(1).today).part, uow.stock.part(RAISED)
    assert planned.safety_stock == 2 * before[RAISED].safety_stock
    assert stored.safety_stock == before[RAISED].safety_stock


def test_a_review_does_not_outlive_the_switch_of_the_day(store: Store) -> None:
    def mark() -> str:
        with store.read() as uow:
            return books_mark(uow, RAISED)

    before = mark()
    switch_on(store, strike(), at(1), "on")
    raised = mark()
    switch_off(store, "over", at(1), "off")
    left = mark()
    with store.begin("monitor") as uow:
        assert refit_lead_pool_when_due(uow, at(1)) is not None
    assert len({before, raised, left, mark()}) == 4
