"""The decision journal: every act is kept, and what it cost is read from the books afterwards."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.core.distribution import DaysDistribution
from app.core.errors import StepRefused
from app.core.health import RulState
from app.core.journal import Act, Assumption, JournalEntry
from app.core.money import Money
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind
from app.maintenance import jobs
from app.replenishment import by_hand, orders
from app.replenishment.journal import JournalRow, journal_rows, note, settle
from app.replenishment.review import review
from app.storage.store import Store
from app.ui.improve.rows_decisions import Tally, tally
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

FAR = DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0})


@pytest.fixture
def draft(store: Store) -> PurchaseOrder:
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON, state=RulState.PRIOR_ONLY), at())
    with store.read() as uow:
        (order,) = uow.orders.all()
    return order


def rows(store: Store, days: float = 0.0) -> list[JournalRow]:
    with store.read() as uow:
        return journal_rows(uow, at(days).today)


def the_job(store: Store) -> WorkOrder:
    with store.read() as uow:
        (job,) = uow.work_orders.open_orders()
    return job


def work_through(store: Store, day: float) -> None:
    """The job done on a day, its part being in."""
    job = the_job(store)
    jobs.plan(store, job.id, at(day), f"plan {day}")
    jobs.start(store, job.id, at(day), f"start {day}")
    jobs.finish(store, job.id, at(day + 0.1), f"finish {day}", Outcome.AS_PREDICTED)


def broke_down(store: Store, day: float) -> None:
    """The machine fails: its job is a repair from then on."""
    with store.begin("eva") as uow:
        job = uow.work_orders.open_for(PUMP_BEARING)
        assert job is not None
        uow.work_orders.save(
            replace(job, kind=WorkOrderKind.CORRECTIVE, created_at=at(day).now)
        )  # fmt: skip


def test_an_approval_is_kept_once_and_leaves_no_regret(store: Store, draft: PurchaseOrder) -> None:
    orders.approve(store, draft.id, at(0.1, "J. Petersen"), "k1")
    orders.approve(store, draft.id, at(0.1, "J. Petersen"), "k1")
    orders.issue(store, draft.id, at(0.2), "k2")
    (row,) = rows(store)
    assert (row.entry.act, row.entry.actor) == (Act.APPROVED, "J. Petersen")
    assert row.entry.proposed.order_on == at().today
    assert row.settlement is None
    orders.receive(store, draft.id, PUMP_PART, 1, at(7.0), "k3")
    work_through(store, 9)
    (row,) = rows(store, 9)
    assert row.settlement is not None
    assert row.settlement.assumption is Assumption.SAME
    assert row.regret is not None
    assert row.regret.amount == 0


def test_an_order_sent_late_costs_the_days_the_machine_stood_for_it(
    store: Store, draft: PurchaseOrder
) -> None:
    orders.approve(store, draft.id, at(3.0), "k1")
    orders.issue(store, draft.id, at(3.0), "k2")
    late, approved = rows(store, 3)
    assert (late.entry.act, approved.is_superseded) == (Act.POSTPONED, True)
    assert "3 d after" in late.entry.reason
    broke_down(store, 8.0)
    orders.receive(store, draft.id, PUMP_PART, 1, at(10.0), "k3")
    work_through(store, 12)
    (row, _) = rows(store, 12)
    assert row.settlement is not None
    assert row.settlement.assumption is Assumption.SAME_LEAD
    taken, proposed = row.settlement.taken, row.settlement.proposed
    assert taken.usable_on == at(11.0).today, "in on Thursday, usable a day later"
    assert proposed.usable_on == at(8.0).today, "five working days from Monday, and a day"
    stood = row.entry.shortage_per_day * 3
    assert (taken.waiting, proposed.waiting) == (stood, 0)
    assert row.regret is not None
    assert row.regret.amount == stood


def test_a_cancelled_order_is_judged_by_the_vendors_median(
    store: Store, draft: PurchaseOrder
) -> None:
    orders.cancel(store, draft.id, at(0.5), "k", "we have an old one in the shed")
    (row,) = rows(store)
    assert (row.entry.act, row.entry.reason) == (Act.CANCELLED, "we have an old one in the shed")
    broke_down(store, 8.0)
    with store.begin("eva") as uow:
        job = uow.work_orders.open_for(PUMP_BEARING)
        assert job is not None
        uow.work_orders.save(replace(job, part_id=None))
    work_through(store, 12)
    (row,) = rows(store, 12)
    assert row.settlement is not None
    assert row.settlement.assumption is Assumption.MEDIAN_LEAD
    assert row.settlement.taken.waiting == row.entry.shortage_per_day * 4
    assert row.regret is not None
    assert row.regret.amount > 0


def test_an_approval_taken_back_counts_no_more(store: Store, draft: PurchaseOrder) -> None:
    orders.approve(store, draft.id, at(), "k1")
    orders.withdraw_approval(store, draft.id, at(), "k2")
    orders.approve(store, draft.id, at(), "k3")
    again, back, first = rows(store)
    assert [r.entry.act for r in (first, back, again)] == [
        Act.APPROVED,
        Act.WITHDRAWN,
        Act.APPROVED,
    ]
    assert [r.is_superseded for r in (first, back, again)] == [True, True, False]


def test_a_draft_taken_back_is_no_decision_of_anybody(store: Store, draft: PurchaseOrder) -> None:
    orders.take_draft_back(store, draft.id, at(), "k1")
    assert rows(store) == []
    by = by_hand.draft(store, {PUMP_PART: 2}, None, at(), "k2", "for the other pump")
    orders.take_draft_back(store, by.id, at(), "k3")
    back, made = rows(store)
    assert (made.entry.act, back.entry.act) == (Act.BY_HAND, Act.WITHDRAWN)
    assert made.is_superseded
    assert not back.entry.act.is_override
    assert tally([back, made], "EUR") == Tally(0, 0, 0, Money(Decimal(0), "EUR"))
    with store.read() as uow:
        assert {order.state for order in uow.orders.all()} == {OrderState.CANCELLED}


def test_what_somebody_approved_is_not_taken_back_as_a_draft(
    store: Store, draft: PurchaseOrder
) -> None:
    orders.approve(store, draft.id, at(), "k1")
    with pytest.raises(StepRefused, match="more was done than drafting it"):
        orders.take_draft_back(store, draft.id, at(), "k2")
    with store.read() as uow:
        assert uow.orders.get(draft.id).state is OrderState.APPROVED


def test_a_job_on_another_day_is_kept_with_what_waiting_cost(
    store: Store, draft: PurchaseOrder
) -> None:
    orders.approve(store, draft.id, at(), "k1")
    orders.issue(store, draft.id, at(), "k2")
    orders.receive(store, draft.id, PUMP_PART, 1, at(4.0), "k3")
    job = the_job(store)
    assert job.planned_on is not None
    later = job.planned_on + timedelta(days=3)
    with pytest.raises(StepRefused, match="another day needs a reason"):
        jobs.plan(store, job.id, at(4.0), "p", later)
    jobs.plan(store, job.id, at(4.0), "q", later, "the crew is at the boiler")
    moved: JournalEntry = rows(store, 4)[0].entry
    assert (moved.act, moved.reason) == (Act.JOB_MOVED, "the crew is at the boiler")
    assert (moved.proposed.work_on, moved.number) == (job.planned_on, job.number)
    jobs.start(store, job.id, at(10.0), "s")
    jobs.finish(store, job.id, at(10.0), "f", Outcome.AS_PREDICTED)
    row = rows(store, 10)[0]
    assert row.regret is not None
    assert row.regret.amount == (moved.holding_per_day * 3).quantize(Decimal("0.01"))


def test_settling_keeps_each_outcome_once(store: Store, draft: PurchaseOrder) -> None:
    orders.approve(store, draft.id, at(), "k1")
    orders.issue(store, draft.id, at(), "k2")
    orders.receive(store, draft.id, PUMP_PART, 1, at(4.0), "k3")
    today: date = at(9.0).today
    with store.begin("eva") as uow:
        assert settle(uow, today) == 0
    work_through(store, 9)
    with store.begin("eva") as uow:
        assert settle(uow, today) == 1
        assert settle(uow, today) == 0
    (row,) = rows(store, 20)
    assert row.settlement is not None
    assert row.settlement.on == today
    assert row.entry.settlement == row.settlement
    with store.begin("eva") as uow, pytest.raises(StepRefused, match="outcome already"):
        uow.journal.settle(row.entry.id, row.settlement)


def test_what_departs_from_the_proposal_needs_a_reason(store: Store, draft: PurchaseOrder) -> None:
    with store.begin("eva") as uow, pytest.raises(StepRefused, match="needs a reason"):
        note(uow, Act.OTHER_VENDOR, draft, at())
    assert rows(store) == []


def test_what_is_ordered_by_hand_stands_beside_what_was_decided(store: Store) -> None:
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(FAR), at())
        decision = uow.decisions.latest(PUMP_BEARING)
    assert decision is not None
    made = by_hand.draft(store, {PUMP_PART: 1}, None, at(0.2), "h", "the fair price ends today")
    (row,) = rows(store)
    assert (row.entry.act, row.entry.number) == (Act.BY_HAND, made.number)
    assert row.entry.reason == "the fair price ends today"
    assert row.entry.proposed.order_on == decision.decision.order_by
    orders.approve(store, made.id, at(0.3, "J. Petersen"), "a")
    orders.issue(store, made.id, at(0.3), "i")
    orders.receive(store, made.id, PUMP_PART, 1, at(7.0), "r")
    assert [r.entry.act for r in rows(store, 7)] == [Act.BY_HAND], "no second proposal to accept"


def test_a_changed_quantity_says_from_what_to_what(store: Store, draft: PurchaseOrder) -> None:
    by_hand.change_quantity(store, draft.id, PUMP_PART, 3, at(0.1), "c")
    (row,) = rows(store)
    assert (row.entry.act, row.entry.taken.quantity) == (Act.CHANGED, 3)
    assert row.entry.reason == "1 -> 3 pcs"
