"""Approve, issue, receive, cancel: each done once, however often it is asked for."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import ApprovalRefused, StepRefused
from app.core.health import RulState
from app.core.purchasing import OrderState, PurchaseOrder
from app.replenishment import orders
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged


@pytest.fixture
def draft(store: Store) -> PurchaseOrder:
    """A draft that waits for a person, as it stands on a prior."""
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON, state=RulState.PRIOR_ONLY), at())
    with store.read() as uow:
        (order,) = uow.orders.all()
    return order


def test_an_order_goes_from_draft_to_the_shelf(store: Store, draft: PurchaseOrder) -> None:
    approved = orders.approve(store, draft.id, at(0.1, "J. Petersen"), "k1")
    assert (approved.state, approved.approved_by) == (OrderState.APPROVED, "J. Petersen")
    issued = orders.issue(store, draft.id, at(0.2), "k2")
    assert issued.state is OrderState.ORDERED
    assert issued.sent_on == at(0.2).today
    received = orders.receive(store, draft.id, PUMP_PART, 1, at(7.0), "k3")
    assert received.state is OrderState.RECEIVED
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 1
        supplier = uow.plant.supplier(draft.supplier_id)
        assert uow.audit.first_broken() is None
    assert supplier.receipts_days[-1] == 5.0, "Monday to Monday is five working days"


def test_the_same_command_twice_books_once(store: Store, draft: PurchaseOrder) -> None:
    orders.approve(store, draft.id, at(), "k1")
    orders.issue(store, draft.id, at(), "k2")
    for _ in range(3):
        orders.receive(store, draft.id, PUMP_PART, 1, at(7.0), "k3")
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 1
        assert len(uow.orders.receipts(draft.supplier_id)) == 7


def test_an_approved_order_is_not_approved_again(store: Store, draft: PurchaseOrder) -> None:
    orders.approve(store, draft.id, at(), "k1")
    with pytest.raises(ApprovalRefused, match="APPROVED"):
        orders.approve(store, draft.id, at(), "k2")


def test_nobody_can_not_approve(store: Store, draft: PurchaseOrder) -> None:
    with pytest.raises(ApprovalRefused, match="name"):
        orders.approve(store, draft.id, at(0, " "), "k1")


def test_goods_are_not_received_before_the_order_is_issued(
    store: Store, draft: PurchaseOrder
) -> None:
    with pytest.raises(StepRefused, match="DRAFT"):
        orders.receive(store, draft.id, PUMP_PART, 1, at(1.0), "k1")
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 0


def test_more_than_was_ordered_is_refused(store: Store, draft: PurchaseOrder) -> None:
    orders.approve(store, draft.id, at(), "k1")
    orders.issue(store, draft.id, at(), "k2")
    with pytest.raises(StepRefused, match="1 are open"):
        orders.receive(store, draft.id, PUMP_PART, 2, at(5.0), "k3")


def test_cancelling_keeps_the_reason(store: Store, draft: PurchaseOrder) -> None:
    cancelled = orders.cancel(store, draft.id, at(), "k1", "bought elsewhere")
    assert cancelled.state is OrderState.CANCELLED
    with store.read() as uow:
        assert "bought elsewhere" in uow.audit.rows()[-1].after


steps = st.lists(
    st.sampled_from(["review", "approve", "issue", "receive", "cancel", "night"]), max_size=14
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_no_schedule_of_steps_orders_twice_or_goes_below_zero(
    office_template: Path, tmp_path_factory: pytest.TempPathFactory, schedule: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("copy") / "plant"
    shutil.copytree(office_template, folder)
    with Store.open(folder, owner="test") as store:
        for n, name in enumerate(schedule):
            _take(store, name, n)
        with store.read() as uow:
            open_orders = [o for o in uow.orders.all() if o.state.is_open]
            assert len(open_orders) <= 1
            assert uow.stock.on_hand(PUMP_PART) >= 0
            assert uow.audit.first_broken() is None


def _take(store: Store, name: str, n: int) -> None:
    moment = at(n * 0.3 + (5.0 if name == "night" else 0.0))
    if name in {"review", "night"}:
        with store.begin("monitor") as uow:
            review(uow, PUMP_BEARING, judged(SOON, n * 0.3), moment)
        return
    with store.read() as uow:
        known = uow.orders.all()
    for order in known[-1:]:
        try:
            if name == "receive":
                orders.receive(store, order.id, PUMP_PART, 1, moment, f"{n}")
            elif name == "cancel":
                orders.cancel(store, order.id, moment, f"{n}", "test")
            else:
                getattr(orders, name)(store, order.id, moment, f"{n}")
        except (StepRefused, ApprovalRefused):
            pass


def test_an_approval_can_be_taken_back_until_the_order_is_sent(
    store: Store, draft: PurchaseOrder
) -> None:
    orders.approve(store, draft.id, at(0.1, "J. Petersen"), "k1")
    again = orders.withdraw_approval(store, draft.id, at(0.2), "k2")
    assert (again.state, again.approved_by, again.approved_at) == (OrderState.DRAFT, "", None)
    orders.approve(store, draft.id, at(0.3), "k3")
    orders.issue(store, draft.id, at(0.4), "k4")
    with pytest.raises(StepRefused, match="ORDERED"):
        orders.withdraw_approval(store, draft.id, at(0.5), "k5")
