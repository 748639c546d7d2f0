"""review(): one decision a change, one order a need."""

from dataclasses import replace

import pytest

from app.core.distribution import DaysDistribution
from app.core.health import Assessment, FailureMode, RulState
from app.core.purchasing import OrderState
from app.core.records import DecisionRecord
from app.core.stock import MovementKind, StockMovement
from app.core.trigger import DecisionKind
from app.core.work_orders import WorkOrderState
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

FAR = DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0})


def reviewed(store: Store, assessment: Assessment | None, days: float = 0.0) -> DecisionRecord:
    with store.begin("monitor") as uow:
        record = review(uow, PUMP_BEARING, assessment, at(days, "monitor"))
    assert record is not None
    return record


def test_a_need_in_time_drafts_one_order_and_proposes_one_job(store: Store) -> None:
    record = reviewed(store, judged(SOON))
    assert record.decision.kind is DecisionKind.ORDER
    with store.read() as uow:
        (order,) = uow.orders.all()
        (job,) = uow.work_orders.all()
        kept = uow.decisions.get(record.id)
    assert order.lines[0].part_id == PUMP_PART
    assert order.lines[0].peg is not None
    assert order.lines[0].peg.decision_id == record.id
    assert job.purchase_order_id == order.id
    assert job.state is WorkOrderState.PROPOSED
    assert job.part_expected_on == order.expected_on
    assert job.planned_on is not None
    assert order.expected_on is not None
    assert 1 <= (job.planned_on - order.expected_on).days <= 2, "24-48 h before the job"
    assert kept.decision == record.decision
    assert kept.assessment is not None
    assert record.assessment is not None
    assert kept.assessment.id == record.assessment.id


def test_a_cheap_likely_need_approves_itself_and_says_why(store: Store) -> None:
    record = reviewed(store, judged(SOON))
    with store.read() as uow:
        (order,) = uow.orders.all()
        codes = {r.code for r in uow.decisions.get(record.id).approval_reasons}
    assert order.state is OrderState.APPROVED
    assert order.approved_by.startswith("rule")
    assert {"approval_total", "approval_split", "approval_probability", "approval_model"} <= codes


@pytest.mark.parametrize("state", [RulState.PRIOR_ONLY, RulState.NO_DATA])
def test_what_rests_on_no_measurement_never_approves_itself(store: Store, state: RulState) -> None:
    reviewed(store, judged(SOON, state=state))
    with store.read() as uow:
        (order,) = uow.orders.all()
    assert order.state is OrderState.DRAFT


@pytest.mark.parametrize(
    "state", [RulState.NOT_ENOUGH_DATA, RulState.OUT_OF_RANGE, RulState.DRIFTED]
)
def test_a_path_not_believed_is_planned_by_age_and_says_what_to_collect(
    store: Store, state: RulState
) -> None:
    record = reviewed(store, judged(SOON, state=state))
    assert record.decision.need_by is None or (record.decision.need_by - at().today).days > 30
    assert f"collect_{state.name.lower()}" in {r.code for r in record.decision.reasons}
    with store.read() as uow:
        assert uow.orders.all() == []


def test_a_dear_part_waits_for_a_person(store: Store) -> None:
    with store.begin("test") as uow:
        policy = uow.plant.policy()
        limit = replace(policy.approval_limit, amount=policy.approval_limit.amount / 10)
        uow.plant.save_policy(replace(policy, approval_limit=limit))
    reviewed(store, judged(SOON))
    with store.read() as uow:
        (order,) = uow.orders.all()
    assert order.state is OrderState.DRAFT


def test_the_second_review_of_the_day_changes_nothing(store: Store) -> None:
    first = reviewed(store, judged(SOON))
    second = reviewed(store, judged(SOON, 0.1), 0.1)
    third = reviewed(store, judged(SOON, 0.2), 0.2)
    assert second.decision.kind is DecisionKind.COVERED
    assert third.id == second.id
    assert first.id != second.id
    with store.read() as uow:
        assert len(uow.orders.all()) == 1
        assert len(uow.work_orders.all()) == 1


def test_another_name_for_the_fault_orders_nothing_twice(store: Store) -> None:
    reviewed(store, judged(SOON))
    reviewed(store, judged(SOON, 1.0, mode=FailureMode.UNDETERMINED), 1.0)
    with store.read() as uow:
        assert len(uow.orders.all()) == 1


def test_a_need_far_away_only_waits(store: Store) -> None:
    record = reviewed(store, judged(FAR))
    assert record.decision.kind is DecisionKind.WAIT
    assert record.decision.order_by is not None
    with store.read() as uow:
        assert uow.orders.all() == []


def test_a_part_on_the_shelf_covers_and_the_job_is_proposed(store: Store) -> None:
    with store.begin("test") as uow:
        uow.stock.add_movement(
            StockMovement("m", PUMP_PART, 1, MovementKind.CORRECTION, at().now, "test")
        )
    record = reviewed(store, judged(SOON))
    assert record.decision.kind is DecisionKind.COVERED
    with store.read() as uow:
        assert uow.orders.all() == []
        (job,) = uow.work_orders.all()
    assert job.purchase_order_id is None


def test_unbalance_buys_no_bearing(store: Store) -> None:
    record = reviewed(store, judged(SOON, mode=FailureMode.UNBALANCE))
    assert record.decision.kind is DecisionKind.WAIT
    assert record.decision.reasons[0].code == "no_part_needed"
    with store.read() as uow:
        assert uow.orders.all() == []


def test_without_any_assessment_nothing_is_ordered(store: Store) -> None:
    assert reviewed(store, None).decision.kind is DecisionKind.WAIT
    with store.read() as uow:
        assert uow.orders.all() == []


def test_late_still_drafts_and_says_so(store: Store) -> None:
    record = reviewed(store, judged(DaysDistribution.certain(1.0)))
    assert record.decision.kind is DecisionKind.LATE
    with store.read() as uow:
        assert len(uow.orders.all()) == 1
        assert [e.kind for e in uow.events.all()].count("late") == 1


def test_a_split_order_of_the_day_is_seen(store: Store) -> None:
    with store.begin("test") as uow:
        policy = uow.plant.policy()
        limit = replace(policy.approval_limit, amount=policy.approval_limit.amount / 4)
        uow.plant.save_policy(replace(policy, approval_limit=limit))
    reviewed(store, judged(SOON))
    with store.begin("monitor") as uow:
        other = uow.plant.components()
        motor = next(c for c in other if c.id != PUMP_BEARING and c.part_id is not None)
        house = uow.plant.suppliers()
        part = uow.stock.part(motor.part_id or "")
        assert house
        assert part
        uow.stock.add_movement(
            StockMovement(
                "gone", part.id, -uow.stock.on_hand(part.id), MovementKind.CORRECTION, at().now, "t"
            )
        )
        review(uow, motor.id, judged(SOON, component_id=motor.id), at(0.0, "monitor"))
    with store.read() as uow:
        states = [o.state for o in uow.orders.all()]
    assert states == [OrderState.APPROVED, OrderState.DRAFT]
