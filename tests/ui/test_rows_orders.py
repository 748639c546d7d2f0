"""The list of orders and jobs, without a window."""

from collections.abc import Callable

from app.bootstrap import Runtime
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.work_orders import WorkOrder, WorkOrderState
from app.ui.rows_orders import OrderRow, RecordKind, filtered, order_rows, state_word


def rows_of(runtime: Runtime) -> list[OrderRow]:
    with runtime.store.read() as uow:
        return order_rows(uow, runtime.today())


def test_an_order_and_its_job_are_listed_with_machine_and_dates(
    runtime: Runtime, draft: PurchaseOrder, job: WorkOrder
) -> None:
    by_kind = {row.kind: row for row in rows_of(runtime)}
    order = by_kind[RecordKind.ORDER]
    assert (order.number, order.asset_tag) == (draft.number, "P-101")
    assert order.needed_by == draft.needed_by
    assert order.total == draft.total
    assert by_kind[RecordKind.JOB].needed_by == job.planned_on
    assert by_kind[RecordKind.JOB].total is None


def test_an_open_record_past_its_day_is_late(
    runtime: Runtime, draft: PurchaseOrder, days_pass: Callable[[int], None]
) -> None:
    assert not any(row.is_late for row in rows_of(runtime))
    days_pass(30)
    assert all(row.is_late for row in rows_of(runtime))


def test_the_filter_keeps_kind_openness_and_words_in_any_case(
    runtime: Runtime, draft: PurchaseOrder
) -> None:
    rows = rows_of(runtime)
    assert [r.kind for r in filtered(rows, RecordKind.JOB, "", only_open=True)] == [RecordKind.JOB]
    assert len(filtered(rows, None, "p-101", only_open=True)) == 2
    assert filtered(rows, None, "gearbox", only_open=False) == []
    with runtime.store.begin("test") as uow:
        uow.orders.save(draft.step(OrderState.CANCELLED))
    kept = filtered(rows_of(runtime), RecordKind.ORDER, "", only_open=True)
    assert kept == []
    assert len(filtered(rows_of(runtime), RecordKind.ORDER, "cancelled", only_open=False)) == 1


def test_every_state_has_a_word() -> None:
    for state in (*OrderState, *WorkOrderState):
        assert state_word(state)
