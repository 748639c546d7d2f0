from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import StepRefused, UnitMismatch
from app.core.money import Money
from app.core.purchasing import OrderLine, OrderState
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def keep(store, order, created_on=ex.TODAY):
    with store.begin("eva") as uow:
        return uow.orders.add(order, created_on)


@few
@given(order=some.orders)
def test_an_order_reads_as_it_was_kept_with_the_hash_of_its_record(store, order):
    kept = keep(store, order)
    with store.read() as uow:
        assert uow.orders.get(order.id) == kept
        assert kept in uow.orders.all()
        assert (kept in uow.orders.open_orders()) == order.state.is_open
        assert uow.orders.is_whole(order.id)
    assert replace(kept, record_hash="") == order
    assert len(kept.record_hash) == 64


@few
@given(order=some.orders, changed=some.orders)
def test_the_next_version_replaces_the_one_before(store, order, changed):
    keep(store, order)
    with store.begin("eva") as uow:
        was = uow.orders.get(order.id)
        kept = uow.orders.save(
            replace(changed, id=was.id, number=was.number, record_hash=was.record_hash)
        )
    with store.read() as uow:
        assert uow.orders.get(order.id) == kept


def test_a_price_finer_than_a_cent_keeps_the_total_of_the_line(store):
    line = OrderLine("part", 3, Money(Decimal("0.335"), "EUR"))
    keep(store, ex.order("PO-2026-0001", id="fine", lines=(line,)))
    with store.read() as uow:
        assert str(uow.orders.get("fine").total) == "1.01 EUR"


def test_a_price_finer_than_what_is_kept_is_refused(store):
    line = OrderLine("part", 3, Money(Decimal("0.33333"), "EUR"))
    with pytest.raises(UnitMismatch, match="4 decimal places"):
        keep(store, ex.order("PO-2026-0001", lines=(line,)))
    with store.read() as uow:
        assert uow.orders.all() == []


def test_one_need_never_has_two_open_orders(store):
    keep(store, ex.order("PO-2026-0001"))
    with pytest.raises(StepRefused, match="already has an open purchase order"):
        keep(store, ex.order("PO-2026-0002"))


def test_a_need_may_be_ordered_again_once_its_order_is_cancelled(store):
    first = keep(store, ex.order("PO-2026-0001"))
    with store.begin("eva") as uow:
        uow.orders.save(uow.orders.get(first.id).step(OrderState.CANCELLED))
        assert uow.orders.open_for("component", "outer race wear") is None
        second = uow.orders.add(ex.order("PO-2026-0002"), ex.TODAY)
        assert uow.orders.open_for("component", "outer race wear") == second


def test_the_open_order_of_a_need_is_found_by_component_and_failure_mode(store):
    kept = keep(store, ex.order("PO-2026-0001"))
    with store.read() as uow:
        assert uow.orders.open_for("component", "outer race wear") == kept
        assert uow.orders.open_for("component", "unbalance") is None
        assert uow.orders.open_for("other", "outer race wear") is None


def test_open_orders_of_a_part_end_with_its_receipt(store):
    kept = keep(store, ex.order("PO-2026-0001", state=OrderState.ORDERED))
    with store.begin("eva") as uow:
        assert uow.orders.open_of_part("part") == [kept]
        uow.orders.save(kept.received_line("part", 1))
        assert [o.lines[0].open_quantity for o in uow.orders.open_of_part("part")] == [1]
        uow.orders.save(uow.orders.get(kept.id).received_line("part", 1))
        assert uow.orders.open_of_part("part") == []
        assert uow.orders.get(kept.id).state is OrderState.RECEIVED


def test_orders_of_a_day_are_those_drafted_on_it(store):
    today = keep(store, ex.order("PO-2026-0001"))
    keep(store, ex.order("PO-2026-0002", "unbalance"), ex.TODAY - timedelta(days=1))
    with store.read() as uow:
        assert uow.orders.of_supplier_on("supplier", ex.TODAY) == [today]
        assert uow.orders.of_supplier_on("nobody", ex.TODAY) == []


@few
@given(year=st.integers(2000, 2100), count=st.integers(1, 5))
def test_numbers_of_a_year_follow_each_other(store, year, count):
    with store.begin("eva") as uow:
        first = int(uow.orders.next_number(year).removeprefix(f"PO-{year}-"))
        numbers = []
        for _ in range(count):
            numbers.append(uow.orders.next_number(year))
            uow.orders.add(ex.order(numbers[-1], ex.new_id()), ex.TODAY)
    assert numbers == [f"PO-{year}-{first + i:04d}" for i in range(count)]


def test_numbers_go_on_after_four_digits(store):
    keep(store, ex.order("PO-2026-9999", "a"))
    keep(store, ex.order("PO-2026-10000", "b"))
    with store.read() as uow:
        assert uow.orders.next_number(2026) == "PO-2026-10001"
        assert uow.orders.next_number(2027) == "PO-2027-0001"


def test_a_change_on_top_of_someone_elses_is_refused(store):
    mine = keep(store, ex.order("PO-2026-0001"))
    with store.begin("max") as uow:
        uow.orders.save(uow.orders.get(mine.id).step(OrderState.CANCELLED))
    with pytest.raises(StepRefused, match="changed by someone else"), store.begin("eva") as uow:
        uow.orders.save(mine.step(OrderState.APPROVED))
    with pytest.raises(StepRefused, match="changed by someone else"), store.begin("eva") as uow:
        uow.orders.get(mine.id)
        uow.orders.save(mine.step(OrderState.APPROVED))
    with store.read() as uow:
        assert uow.orders.get(mine.id).state is OrderState.CANCELLED


def test_several_steps_in_one_transaction_are_one_persons(store):
    with store.begin("eva") as uow:
        drafted = ex.order("PO-2026-0001")
        uow.orders.add(drafted, ex.TODAY)
        approved = drafted.step(OrderState.APPROVED)
        uow.orders.save(approved)
        uow.orders.save(approved.step(OrderState.ORDERED))
        assert uow.orders.get(drafted.id).state is OrderState.ORDERED


def test_an_order_that_is_not_kept_can_not_be_changed(store):
    with pytest.raises(StepRefused, match="not kept yet"), store.begin("eva") as uow:
        uow.orders.save(ex.order("PO-2026-0001"))


def test_an_unknown_order_is_named(store):
    with store.read() as uow, pytest.raises(StepRefused, match='"PO-9"'):
        uow.orders.get("PO-9")


def test_the_hash_covers_the_decision_behind_the_order(store):
    with store.begin("eva") as uow:
        uow.decisions.add(ex.decision("another"))
        one = uow.orders.add(ex.order("PO-2026-0001", id="order"), ex.TODAY)
        line = replace(one.lines[0], peg=replace(one.lines[0].peg, decision_id="another"))
        other = uow.orders.save(replace(one, lines=(line,)))
    assert one.record_hash != other.record_hash


def test_an_altered_order_is_found_by_its_hash(store):
    kept = keep(store, ex.order("PO-2026-0001"))
    with store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE order_lines SET quantity = 3")
    with store.read() as uow:
        assert not uow.orders.is_whole(kept.id)


def test_days_and_instants_may_be_missing_or_far_away(store):
    kept = keep(store, ex.order("PO-2026-0001", needed_by=date(9999, 12, 31)))
    with store.read() as uow:
        assert uow.orders.get(kept.id).needed_by == date(9999, 12, 31)
        assert uow.orders.get(kept.id).approved_at is None
