"""Orders and jobs take only the steps their state allows."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import StepRefused
from app.core.money import Money
from app.core.purchasing import STEPS, OrderLine, OrderState, PurchaseOrder
from app.core.work_orders import STEPS as JOB_STEPS
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState

NOW = datetime(2026, 9, 7, tzinfo=UTC)


def order_in(state: OrderState, *quantities: int) -> PurchaseOrder:
    lines = tuple(OrderLine("p", q, Money(Decimal(84), "EUR")) for q in quantities or (2,))
    return PurchaseOrder("id", "PO-1", "v", state, lines, NOW, "t")


def job_in(state: WorkOrderState) -> WorkOrder:
    return WorkOrder(
        "id", "WO-1", "c", WorkOrderKind.PREVENTIVE, state, "t", "m", (), None, 1, NOW, "t", "d"
    )


@given(st.sampled_from(OrderState), st.sampled_from(OrderState))
def test_an_order_steps_where_the_table_says_and_nowhere_else(
    here: OrderState, there: OrderState
) -> None:
    if there in STEPS[here]:
        assert order_in(here).step(there).state is there
    else:
        with pytest.raises(StepRefused, match=r"PO-1 is .* Nothing was changed"):
            order_in(here).step(there)


@given(st.sampled_from(WorkOrderState), st.sampled_from(WorkOrderState))
def test_a_job_steps_where_the_table_says_and_nowhere_else(
    here: WorkOrderState, there: WorkOrderState
) -> None:
    if there in JOB_STEPS[here]:
        assert job_in(here).step(there).state is there
    else:
        with pytest.raises(StepRefused, match="WO-1"):
            job_in(here).step(there)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.data())
def test_receipts_fill_lines_and_never_more(quantities: list[int], draw: st.DataObject) -> None:
    order = order_in(OrderState.ORDERED, *quantities)
    left = sum(quantities)
    while left:
        taken = draw.draw(st.integers(1, left))
        order, left = order.received_line("p", taken), left - taken
        assert sum(line.open_quantity for line in order.lines) == left
        assert all(0 <= line.received <= line.quantity for line in order.lines)
        assert order.state is (OrderState.PARTLY_RECEIVED if left else OrderState.RECEIVED)
    with pytest.raises(StepRefused):
        order.received_line("p", 1)
