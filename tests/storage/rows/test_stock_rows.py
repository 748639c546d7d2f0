from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.core.errors import PartUnknown, StepRefused
from app.core.stock import MovementKind, StockMovement
from app.storage.plain_errors import plain_errors
from app.storage.rows.mapping import as_row
from app.storage.tables.stock import movements
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@few
@given(part=some.parts)
def test_a_part_reads_as_it_was_kept(store, part):
    with store.begin("eva") as uow:
        uow.stock.add_part(part)
    with store.read() as uow:
        assert uow.stock.part(part.id) == part
        assert part in uow.stock.parts()


@few
@given(first=some.parts, second=some.parts, third=some.parts)
def test_whoever_replaces_one_of_a_group_replaces_all_of_it(store, first, second, third):
    with store.begin("eva") as uow:
        uow.stock.add_part(first)
        uow.stock.add_part(replace(second, alternates=frozenset({first.id})))
        uow.stock.add_part(replace(third, alternates=frozenset({second.id})))
        group = {first.id, second.id, third.id}
        for part_id in group:
            assert uow.stock.part(part_id).alternates == group - {part_id}
        uow.stock.save_part(replace(second, alternates=frozenset()))
        assert uow.stock.part(first.id).alternates == {third.id}
        assert uow.stock.part(second.id) == second


@few
@given(part=some.parts, levels=st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_a_changed_part_reads_as_changed_and_leaves_others_alone(store, part, levels):
    changed = replace(part, safety_stock=levels[0], buffer_stock=levels[1])
    with store.begin("eva") as uow:
        uow.stock.add_part(part)
        uow.stock.save_part(changed)
        assert uow.stock.part(part.id) == changed
        assert uow.stock.part("part") == ex.PART


def test_a_part_that_is_not_there_is_not_changed(store):
    with store.begin("eva") as uow, pytest.raises(PartUnknown, match='part "nowhere"'):
        uow.stock.save_part(replace(ex.PART, id="nowhere"))


@few
@given(quantities=st.lists(st.integers(-20, 20).filter(bool), max_size=12))
def test_on_hand_is_the_sum_of_movements_and_never_below_zero(store, quantities):
    part = replace(ex.PART, id=ex.new_id())
    booked = 0
    with store.begin("eva") as uow:
        uow.stock.add_part(part)
        for quantity in quantities:
            moved = replace(ex.movement(quantity), part_id=part.id)
            if booked + quantity < 0:
                with pytest.raises(StepRefused, match=f"{booked} on hand"):
                    uow.stock.add_movement(moved)
            else:
                uow.stock.add_movement(moved)
                booked += quantity
        ledger = uow.stock.movements(part.id)
        assert uow.stock.on_hand(part.id) == booked == sum(m.quantity for m in ledger)


def test_the_same_movement_twice_is_booked_once(store):
    moved = ex.movement(4)
    for _ in range(2):
        with store.begin("eva") as uow:
            uow.stock.add_movement(moved)
    with store.read() as uow:
        assert uow.stock.movements("part") == [moved]
        assert uow.stock.on_hand("part") == 4


def test_a_movement_is_never_rewritten(store):
    moved = ex.movement(4)
    with pytest.raises(StepRefused, match="other content"), store.begin("eva") as uow:
        uow.stock.add_movement(moved)
        uow.stock.add_movement(replace(moved, quantity=5))


def test_the_ledger_keeps_its_order_and_reason(store):
    moved = [
        ex.movement(9),
        ex.movement(-4, MovementKind.ISSUE),
        ex.movement(1, MovementKind.RETURN),
    ]
    with store.begin("eva") as uow:
        for movement in moved:
            uow.stock.add_movement(movement)
        assert uow.stock.movements("part") == moved
        assert uow.stock.on_hand("part") == 6


def test_the_database_itself_refuses_stock_below_zero(store):
    taken = StockMovement("m", "part", -1, MovementKind.ISSUE, ex.NOW, "eva")
    with (
        pytest.raises(StepRefused, match="than is on hand"),
        plain_errors("plant"),
        store._writer.begin() as connection,
    ):
        connection.execute(insert(movements).values(as_row(taken)))


@pytest.mark.parametrize("change", ["UPDATE movements SET quantity = 99", "DELETE FROM movements"])
def test_the_database_itself_refuses_to_change_a_movement(store, change):
    with store.begin("eva") as uow:
        uow.stock.add_movement(ex.movement(4))
    with (
        pytest.raises(StepRefused, match="never changed"),
        plain_errors("plant"),
        store._writer.begin() as connection,
    ):
        connection.exec_driver_sql(change)


def test_an_unknown_part_is_named(store):
    with store.read() as uow, pytest.raises(PartUnknown, match='part "nowhere"'):
        uow.stock.part("nowhere")


def test_a_movement_of_an_unknown_part_is_refused(store):
    with pytest.raises(PartUnknown), store.begin("eva") as uow:
        uow.stock.add_movement(replace(ex.movement(1), part_id="nowhere"))
