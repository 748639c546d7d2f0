"""One piece serves one machine; late orders say so; what a person refused stays refused."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.distribution import DaysDistribution
from app.core.errors import StepRefused
from app.core.money import Money
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import DecisionRecord
from app.core.stock import MovementKind, StockMovement
from app.core.trigger import DecisionKind, DeliveryMode
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.demo_plant.identity import demo_id
from app.maintenance import jobs
from app.replenishment import orders
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

MOTOR_BEARING = demo_id("component", "M-102")


def share_the_part(store: Store, pieces: int, needed: int = 1) -> None:
    """Let the motor use the pump's bearing, with some pieces on the shelf."""
    with store.begin("test") as uow:
        for component_id in (PUMP_BEARING, MOTOR_BEARING):
            component = uow.plant.component(component_id)
            uow.plant.save_component(replace(component, part_id=PUMP_PART, quantity_per_job=needed))
        if pieces:
            uow.stock.add_movement(
                StockMovement("s", PUMP_PART, pieces, MovementKind.CORRECTION, at().now, "t")
            )


def reviewed(
    store: Store, component_id: str, days: float = 0.0, life: DaysDistribution = SOON
) -> DecisionRecord:
    with store.begin("monitor") as uow:
        record = review(
            uow, component_id, judged(life, days, component_id=component_id), at(days, "monitor")
        )
    assert record is not None
    return record


def orders_of(store: Store) -> list[PurchaseOrder]:
    with store.read() as uow:
        return uow.orders.all()


def job_of(store: Store, component_id: str) -> WorkOrder:
    with store.read() as uow:
        return next(j for j in uow.work_orders.all() if j.component_id == component_id)


def kinds(store: Store) -> dict[str, DecisionKind]:
    with store.read() as uow:
        return {r.component_id: r.decision.kind for r in uow.decisions.latest_all()}


def test_one_piece_on_the_shelf_covers_the_machine_that_can_wait_least(store: Store) -> None:
    share_the_part(store, pieces=1)
    assert reviewed(store, PUMP_BEARING).decision.kind is DecisionKind.COVERED
    assert reviewed(store, MOTOR_BEARING, 0.01).decision.kind is DecisionKind.COVERED
    assert reviewed(store, PUMP_BEARING, 0.02).decision.kind is not DecisionKind.COVERED


def test_whose_piece_is_taken_by_an_earlier_need_is_ordered_for_at_once(store: Store) -> None:
    share_the_part(store, pieces=1)
    hurried = DaysDistribution.from_quantiles({0.05: 4.0, 0.5: 6.0, 0.999: 12.0})
    reviewed(store, PUMP_BEARING, life=hurried)
    assert orders_of(store) == []
    reviewed(store, MOTOR_BEARING, 0.01, hurried)
    assert kinds(store)[MOTOR_BEARING] is DecisionKind.COVERED
    (order,) = orders_of(store)
    assert order.lines[0].peg is not None
    assert order.lines[0].peg.component_id == PUMP_BEARING


def test_who_has_the_piece_keeps_it_on_the_next_day(store: Store) -> None:
    share_the_part(store, pieces=1)
    reviewed(store, PUMP_BEARING)
    reviewed(store, MOTOR_BEARING, 0.01)
    assert reviewed(store, MOTOR_BEARING, 1.0).decision.kind is DecisionKind.COVERED
    assert len(orders_of(store)) <= 1


def test_an_arrived_part_waits_for_the_job_it_was_ordered_for(store: Store) -> None:
    share_the_part(store, pieces=0)
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    orders.issue(store, order.id, at(0.1), "i")
    orders.receive(store, order.id, PUMP_PART, 1, at(7.0), "r")
    assert reviewed(store, MOTOR_BEARING, 7.1).decision.kind is not DecisionKind.COVERED


def test_a_partly_stocked_job_takes_its_pieces_with_it(store: Store) -> None:
    share_the_part(store, pieces=2, needed=3)
    assert reviewed(store, PUMP_BEARING).decision.quantity == 1
    assert reviewed(store, MOTOR_BEARING, 0.01).decision.quantity == 3


def test_the_surplus_of_a_minimum_order_serves_the_next_machine(store: Store) -> None:
    share_the_part(store, pieces=0)
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.add_part(replace(part, id="six", number="six", minimum_order=6))
        for component_id in (PUMP_BEARING, MOTOR_BEARING):
            component = uow.plant.component(component_id)
            uow.plant.save_component(replace(component, part_id="six"))
    reviewed(store, PUMP_BEARING)
    later = DaysDistribution.from_quantiles({0.001: 40.0, 0.5: 60.0, 0.99: 80.0})
    assert reviewed(store, MOTOR_BEARING, 0.01, later).decision.kind is DecisionKind.COVERED


def test_who_is_covered_by_what_a_review_orders_for_another_is_told_in_that_review(
    store: Store,
) -> None:
    """The pump's day comes while the motor is looked at; the pack holds the motor's piece too."""
    share_the_part(store, pieces=0)
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.save_part(replace(part, minimum_order=3))
    later = DaysDistribution.from_quantiles({0.001: 17.0, 0.5: 19.0, 0.999: 25.0})
    far = DaysDistribution.from_quantiles({0.001: 40.0, 0.5: 60.0, 0.99: 80.0})
    assert reviewed(store, PUMP_BEARING, life=later).decision.kind is DecisionKind.WAIT
    assert reviewed(store, MOTOR_BEARING, 9.0, far).decision.kind is DecisionKind.COVERED
    (order,) = orders_of(store)
    told = reviewed(store, MOTOR_BEARING, 9.01, far)
    assert told.decision.kind is DecisionKind.COVERED
    assert told.taken_at == at(9.0).now
    assert orders_of(store) == [order]


def test_a_short_delivery_blocks_nobody(store: Store) -> None:
    share_the_part(store, pieces=0)
    with store.begin("test") as uow:
        component = uow.plant.component(PUMP_BEARING)
        uow.plant.save_component(replace(component, quantity_per_job=2))
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    orders.issue(store, order.id, at(0.1), "i")
    assert orders.receive(store, order.id, PUMP_PART, 1, at(7.0), "r").state is (
        OrderState.PARTLY_RECEIVED
    )
    closed = orders.close_short(store, order.id, at(8.0), "c", "the rest is discontinued")
    assert closed.state is OrderState.CLOSED
    assert reviewed(store, PUMP_BEARING, 8.1).decision.quantity == 1
    assert len(orders_of(store)) == 2


def test_an_order_too_late_for_its_need_stays_late(store: Store) -> None:
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    orders.issue(store, order.id, at(0.1), "i")
    overdue = reviewed(store, PUMP_BEARING, 12.0, DaysDistribution.certain(3.0)).decision
    assert overdue.kind is DecisionKind.LATE
    assert overdue.quantity == 0
    assert "late_on_order" in {r.code for r in overdue.reasons}
    assert "quantity" not in {r.code for r in overdue.reasons}
    with store.read() as uow:
        assert [e.kind for e in uow.events.all()].count("late") == 1
    assert len(orders_of(store)) == 1


def test_a_draft_that_has_to_be_hurried_is_hurried(store: Store) -> None:
    with store.begin("test") as uow:
        uow.plant.save_policy(replace(uow.plant.policy(), is_auto_approval_on=False))
        house = uow.plant.supplier(uow.stock.part(PUMP_PART).supplier_id or "")
        uow.plant.save_supplier(replace(house, expedite_median_days=2.0))
    reviewed(store, PUMP_BEARING)
    sooner = DaysDistribution.from_quantiles({0.05: 4.0, 0.5: 6.0, 0.999: 12.0})
    reviewed(store, PUMP_BEARING, 1.0, sooner)
    (order,) = orders_of(store)
    assert order.delivery_mode == DeliveryMode.EXPEDITED.value
    with store.read() as uow:
        assert uow.audit.rows()[-1].action == "refresh order"


def test_what_a_person_cancelled_does_not_approve_itself_again(store: Store) -> None:
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    assert order.state is OrderState.APPROVED
    orders.cancel(store, order.id, at(0.2), "c", "machine is being scrapped")
    record = reviewed(store, PUMP_BEARING, 1.0)
    assert orders_of(store)[-1].state is OrderState.DRAFT
    assert "approval_refused" in {r.code for r in record.approval_reasons}
    assert job_of(store, PUMP_BEARING).purchase_order_id == orders_of(store)[-1].id


@pytest.mark.parametrize("has_come", [True, False])
def test_a_piece_that_came_and_went_to_another_is_ordered_anew_on_the_same_day(
    store: Store, has_come: bool
) -> None:
    """Where a person cancelled the order instead, it is not repeated on that day."""
    late = DaysDistribution.certain(2.0)
    assert reviewed(store, PUMP_BEARING, life=late).decision.kind is DecisionKind.LATE
    (order,) = orders_of(store)
    if has_come:
        if order.state is OrderState.DRAFT:
            orders.approve(store, order.id, at(0.01), "a")
        orders.issue(store, order.id, at(0.02), "i")
        orders.receive(store, order.id, PUMP_PART, 1, at(0.03), "r")
        jobs.cancel(store, job_of(store, PUMP_BEARING).id, at(0.04), "c", "found sound")
        with store.begin("test") as uow:
            lost = StockMovement("gone", PUMP_PART, -1, MovementKind.CORRECTION, at(0.05).now, "t")
            uow.stock.add_movement(lost)
    else:
        orders.cancel(store, order.id, at(0.04), "c", "not needed")
    reviewed(store, PUMP_BEARING, 0.06, late)
    assert len(orders_of(store)) == (2 if has_come else 1)


def test_a_cancellation_needs_a_reason(store: Store) -> None:
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    with pytest.raises(StepRefused, match="reason"):
        orders.cancel(store, order.id, at(0.2), "c", " ")


def test_a_job_whose_part_is_here_waits_for_its_day(store: Store) -> None:
    share_the_part(store, pieces=1)
    far = DaysDistribution.from_quantiles({0.01: 60.0, 0.5: 90.0, 0.99: 120.0})
    need_by = reviewed(store, PUMP_BEARING, life=far).decision.need_by
    planned = job_of(store, PUMP_BEARING).planned_on
    assert need_by is not None
    assert planned is not None
    assert 0 <= (need_by - planned).days <= 3


@pytest.mark.parametrize("outcome", [Outcome.NO_FAULT_FOUND, Outcome.OTHER_FAULT])
def test_a_part_that_was_not_needed_stays_on_the_shelf(store: Store, outcome: Outcome) -> None:
    share_the_part(store, pieces=1)
    reviewed(store, PUMP_BEARING)
    job = job_of(store, PUMP_BEARING)
    with store.read() as uow:
        fitted = uow.plant.component(PUMP_BEARING).installed_on
    jobs.plan(store, job.id, at(), "p")
    jobs.start(store, job.id, at(1.0), "s")
    done = jobs.finish(store, job.id, at(1.1), "f", outcome)
    assert done.state is WorkOrderState.DONE
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 1
        assert uow.plant.component(PUMP_BEARING).installed_on == fitted
        assert uow.work_orders.last_replacement(PUMP_BEARING) is None


def test_a_part_priced_in_another_currency_waits_for_a_person(store: Store) -> None:
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        price = Money(Decimal(84), "USD")
        uow.stock.add_part(replace(part, id="usd", number="usd", price=price))
        component = uow.plant.component(PUMP_BEARING)
        uow.plant.save_component(replace(component, part_id="usd"))
    reviewed(store, PUMP_BEARING)
    assert orders_of(store)[0].state is OrderState.DRAFT


def test_a_gift_does_not_approve_itself(store: Store) -> None:
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        price = Money(Decimal(0), "EUR")
        uow.stock.add_part(replace(part, id="free", number="free", price=price))
        component = uow.plant.component(PUMP_BEARING)
        uow.plant.save_component(replace(component, part_id="free"))
    reviewed(store, PUMP_BEARING)
    assert orders_of(store)[0].state is OrderState.DRAFT


def test_parcels_of_one_order_teach_one_lead_time(store: Store) -> None:
    share_the_part(store, pieces=0, needed=3)
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    orders.issue(store, order.id, at(0.1), "i")
    for n in range(3):
        orders.receive(store, order.id, PUMP_PART, 1, at(7.0 + n), f"r{n}")
    with store.read() as uow:
        assert len(uow.plant.supplier(order.supplier_id).receipts_days) == 7
        parcels = uow.orders.receipts(order.supplier_id)[-3:]
    assert [r.completes_order for r in parcels] == [False, False, True]


def test_goods_of_yesterday_do_not_belong_to_todays_order(store: Store) -> None:
    reviewed(store, PUMP_BEARING)
    (order,) = orders_of(store)
    orders.issue(store, order.id, at(3.0), "i")
    with pytest.raises(StepRefused, match="date"):
        orders.receive(store, order.id, PUMP_PART, 1, at(1.0), "r")


def test_a_draft_is_wanted_earlier_but_never_later_than_its_reasons_say(store: Store) -> None:
    with store.begin("test") as uow:
        uow.plant.save_policy(replace(uow.plant.policy(), is_auto_approval_on=False))
    reviewed(store, PUMP_BEARING)
    (drafted,) = orders_of(store)
    reviewed(store, PUMP_BEARING, 1.0, DaysDistribution.certain(60.0))
    (calmer,) = orders_of(store)
    assert calmer.needed_by == drafted.needed_by
    reviewed(store, PUMP_BEARING, 2.0, DaysDistribution.certain(4.0))
    (hurried,) = orders_of(store)
    assert hurried.needed_by is not None
    assert drafted.needed_by is not None
    assert hurried.needed_by < drafted.needed_by
