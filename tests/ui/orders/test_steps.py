"""Which button can be pressed, and why the others can't."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.core.money import Money
from app.core.purchasing import STEPS, OrderLine, OrderState, PurchaseOrder
from app.core.work_orders import WorkOrder, WorkOrderState
from app.ui.orders.steps import job_steps, next_step, order_steps
from tests.office_books import MONDAY

ORDER = PurchaseOrder(
    "o", "PO-1", "s", OrderState.DRAFT, (OrderLine("p", 1, Money(Decimal(1), "EUR")),), MONDAY, "x"
)


@pytest.mark.parametrize("state", OrderState)
def test_a_button_is_open_exactly_where_the_rules_allow_its_step(state: OrderState) -> None:
    steps = order_steps(replace(ORDER, state=state), is_read_only=False)
    aims = {
        "approve": {OrderState.APPROVED} if state is OrderState.DRAFT else set(),
        "issue": {OrderState.ORDERED},
        "cancel": {OrderState.CANCELLED},
    }
    for name, aim in aims.items():
        assert steps[name].is_open == bool(aim & STEPS[state])
    is_coming = state in {OrderState.ORDERED, OrderState.PARTLY_RECEIVED}
    assert steps["receive"].is_open == is_coming
    assert steps["change"].is_open == (state is OrderState.DRAFT)
    assert all(step.is_open or step.why_not for step in steps.values())


def test_cancelling_is_never_what_comes_next() -> None:
    for state in OrderState:
        steps = order_steps(replace(ORDER, state=state), is_read_only=False)
        assert next_step(steps) != "cancel"


def test_beside_the_writer_nothing_can_be_pressed() -> None:
    steps = order_steps(ORDER, is_read_only=True)
    assert not any(step.is_open for step in steps.values())
    assert "read only" in steps["approve"].why_not


def test_a_job_whose_part_is_missing_is_not_made_ready(job: WorkOrder) -> None:
    planned = replace(job, state=WorkOrderState.PLANNED)
    assert job_steps(planned, 0, is_read_only=False)["ready"].is_open
    refused = job_steps(planned, 1, is_read_only=False)["ready"]
    assert refused.why_not == "1 of its parts are not on the shelf yet."
