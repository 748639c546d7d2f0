"""What a supplier says of an order, and what the receipt keeps of it."""

from datetime import timedelta

import pytest

from app.core.errors import StepRefused
from app.core.health import RulState
from app.core.lead_stages import StageDays
from app.core.purchasing import PurchaseOrder
from app.replenishment import deliveries, orders
from app.replenishment.review import review
from app.replenishment.vendors import overdue_share, vendor_record, vendor_records
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged


@pytest.fixture
def sent(store: Store) -> PurchaseOrder:
    """An order sent on the first Monday."""
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON, state=RulState.PRIOR_ONLY), at())
        (order,) = uow.orders.all()
    orders.approve(store, order.id, at(), "approve")
    return orders.issue(store, order.id, at(), "issue")


def test_a_receipt_keeps_the_days_of_its_stages(store: Store, sent: PurchaseOrder) -> None:
    promised = at(7).today
    deliveries.note_promise(store, sent.id, promised, at(1), "p")
    deliveries.note_shipped(store, sent.id, at(6).today, at(7), "s")
    deliveries.note_arrived(store, sent.id, at(8).today, at(8), "a")
    orders.receive(store, sent.id, PUMP_PART, 1, at(9), "r")
    with store.read() as uow:
        receipt = uow.orders.receipts(sent.supplier_id)[-1]
        record = vendor_record(uow, sent.supplier_id, at(9).today)
        assert uow.orders.is_whole(sent.id), "what the supplier says is no part of the order"
    days = (receipt.drafted_on, receipt.ordered_on, receipt.shipped_on, receipt.arrived_on)
    assert days == (at().today, at().today, at(6).today, at(8).today)
    assert receipt.lead_days == 7.0, "Monday to Wednesday of the next week"
    assert record.receipts[0].receipt == receipt
    assert record.receipts[0].days_late == 1
    assert (record.score.receipts, record.score.promised) == (7, 7)
    assert record.on_the_way == ()


def test_a_note_is_kept_once_and_leaves_an_audit_row(store: Store, sent: PurchaseOrder) -> None:
    for _ in range(2):
        said = deliveries.note_promise(store, sent.id, at(5).today, at(1), "p")
    assert said.promised_on == at(5).today
    with store.read() as uow:
        noted = [row for row in uow.audit.rows() if row.action == "note promised_on"]
        assert [(row.subject, row.after) for row in noted] == [(sent.number, str(at(5).today))]


def test_days_that_can_not_be_are_refused(store: Store, sent: PurchaseOrder) -> None:
    day = timedelta(days=1)
    with pytest.raises(StepRefused, match="before that"):
        deliveries.note_promise(store, sent.id, at().today - day, at(1), "1")
    with pytest.raises(StepRefused, match="can't have shipped"):
        deliveries.note_shipped(store, sent.id, at(1).today + day, at(1), "2")
    deliveries.note_shipped(store, sent.id, at(2).today, at(3), "3")
    with pytest.raises(StepRefused, match="before it was shipped"):
        deliveries.note_arrived(store, sent.id, at(1).today, at(3), "4")
    orders.receive(store, sent.id, PUMP_PART, 1, at(9), "r")
    with pytest.raises(StepRefused, match="RECEIVED"):
        deliveries.note_promise(store, sent.id, at(9).today, at(9), "5")


def test_an_order_past_nine_tenths_of_its_like_is_overdue(
    store: Store, sent: PurchaseOrder
) -> None:
    with store.read() as uow:
        (young,) = vendor_record(uow, sent.supplier_id, at(2).today).on_the_way
        assert (young.age_days, young.is_overdue) == (2, False)
        assert 2 <= young.arrival.quantile(0.5) <= 7
        record = vendor_record(uow, sent.supplier_id, at(30).today)
        assert record.on_the_way[0].is_overdue
        assert record.overdue == overdue_share(uow, at(30).today)
        assert (record.overdue.on_the_way, record.overdue.overdue) == (1, 1)
        assert len(vendor_records(uow, at().today)) == len(uow.plant.suppliers())


def test_suppliers_are_read_with_the_stages_their_receipts_noted(
    store: Store, sent: PurchaseOrder
) -> None:
    deliveries.note_shipped(store, sent.id, at(3).today, at(4), "s")
    deliveries.note_arrived(store, sent.id, at(7).today, at(7), "a")
    orders.receive(store, sent.id, PUMP_PART, 1, at(9), "r")
    with store.read() as uow:
        supplier = uow.plant.supplier(sent.supplier_id)
        record = vendor_record(uow, sent.supplier_id, at(9).today)
    assert [(s.stage.value, s.seen) for s in record.stages] == [
        ("vendor", 1), ("transit", 1), ("goods-in", 1),
    ]  # fmt: skip
    assert record.approval_waits == (0.0,)
    assert supplier.stage_days == (StageDays(vendor=3.0, transit=2.0, goods_in=2.0),)
    assert supplier.receipts_days[-1] == 7.0
