"""Pieces of an approved alternate count where they are to spare, and for one borrower only."""

from dataclasses import replace

import pytest

from app.core.distribution import DaysDistribution
from app.core.need_line import Cover
from app.core.records import DecisionRecord
from app.core.stock import MovementKind, StockMovement
from app.core.trigger import DecisionKind
from app.demo_plant.identity import demo_id
from app.replenishment.board import wanted_parts
from app.replenishment.part_review import review_part
from app.replenishment.pool import read_books
from app.replenishment.review import review
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

MOTOR_BEARING = demo_id("component", "M-102")
FAN_BEARING = demo_id("component", "F-103")
OTHER, THIRD = "other make", "third make"
FAR = DaysDistribution.from_quantiles({0.001: 200.0, 0.5: 300.0, 0.999: 400.0})


def lay_out(store: Store, pieces: int, **changes: int) -> None:
    """Let the pump's bearing have two alternates, the motor and the fan use them; one has stock."""
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        for name in (OTHER, THIRD):
            alternates = frozenset({PUMP_PART})
            uow.stock.add_part(
                replace(part, id=name, number=name, alternates=alternates, **changes)
            )
        for component_id, part_id in ((MOTOR_BEARING, OTHER), (FAN_BEARING, THIRD)):
            component = uow.plant.component(component_id)
            uow.plant.save_component(replace(component, part_id=part_id, quantity_per_job=1))
        if pieces:
            uow.stock.add_movement(
                StockMovement("s", OTHER, pieces, MovementKind.CORRECTION, at().now, "t")
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


def covers(store: Store, part_id: str, component_id: str) -> tuple[Cover, ...]:
    with store.read() as uow:
        kept = uow.part_reviews.latest(part_id)
        assert kept is not None
        return next(line.cover for line in kept.lines if line.component_id == component_id)


def test_the_spare_piece_of_an_alternate_covers_a_need_and_nothing_is_ordered(
    store: Store,
) -> None:
    lay_out(store, pieces=2)
    reviewed(store, MOTOR_BEARING, life=FAR)
    record = reviewed(store, PUMP_BEARING, 0.01)
    assert record.decision.kind is DecisionKind.COVERED
    assert "1 of other make, an approved alternate" in " ".join(
        reason.text() for reason in record.decision.reasons
    )
    assert covers(store, PUMP_PART, PUMP_BEARING) == (Cover(1, part_number=OTHER),)
    assert reviewed(store, PUMP_BEARING, 1.0).decision.kind is DecisionKind.COVERED
    with store.read() as uow:
        assert uow.orders.all() == []


def test_a_piece_that_the_alternate_s_own_machine_needs_is_not_lent(store: Store) -> None:
    lay_out(store, pieces=1)
    assert reviewed(store, MOTOR_BEARING).decision.kind is DecisionKind.COVERED
    assert reviewed(store, PUMP_BEARING, 0.01).decision.kind is not DecisionKind.COVERED


def test_who_was_never_looked_at_lends_nothing(store: Store) -> None:
    lay_out(store, pieces=1)
    assert reviewed(store, PUMP_BEARING).decision.kind is not DecisionKind.COVERED


@pytest.mark.parametrize("level", ["safety_stock", "buffer_stock"])
def test_the_levels_an_alternate_keeps_are_not_lent(store: Store, level: str) -> None:
    lay_out(store, pieces=2, **{level: 1})
    reviewed(store, MOTOR_BEARING, life=SOON)
    assert reviewed(store, PUMP_BEARING, 0.01).decision.kind is not DecisionKind.COVERED


def test_two_borrowers_do_not_count_on_one_piece(store: Store) -> None:
    lay_out(store, pieces=2)
    reviewed(store, MOTOR_BEARING)
    assert reviewed(store, PUMP_BEARING, 0.01).decision.kind is DecisionKind.COVERED
    assert reviewed(store, FAN_BEARING, 0.02).decision.kind is not DecisionKind.COVERED
    assert reviewed(store, PUMP_BEARING, 0.03).decision.kind is DecisionKind.COVERED


def test_a_need_far_off_leaves_the_spare_piece_to_whoever_comes_first(store: Store) -> None:
    lay_out(store, pieces=2)
    reviewed(store, MOTOR_BEARING)
    assert reviewed(store, FAN_BEARING, 0.01, FAR).decision.kind is DecisionKind.WAIT
    assert reviewed(store, PUMP_BEARING, 0.02).decision.kind is DecisionKind.COVERED


def test_the_part_s_own_pieces_go_first(store: Store) -> None:
    lay_out(store, pieces=2)
    with store.begin("test") as uow:
        uow.stock.add_movement(
            StockMovement("own", PUMP_PART, 1, MovementKind.CORRECTION, at().now, "t")
        )
    reviewed(store, MOTOR_BEARING)
    assert reviewed(store, PUMP_BEARING, 0.01).decision.kind is DecisionKind.COVERED
    assert covers(store, PUMP_PART, PUMP_BEARING) == (Cover(1),)


def test_a_second_review_of_the_same_books_finds_the_same(store: Store) -> None:
    lay_out(store, pieces=2)
    reviewed(store, MOTOR_BEARING)
    reviewed(store, PUMP_BEARING, 0.01)
    with store.begin("test") as uow:
        before = {part.id: uow.part_reviews.latest(part.id) for part in wanted_parts(uow)}
        for part_id, kept in before.items():
            again = review_part(uow, part_id, at(0.01))
            assert kept is None or (again.lines, again.mark) == (kept.lines, kept.mark)
        pool = read_books(uow, PUMP_PART, at(0.02)).pool
        assert (pool.on_hand, pool.set_aside) == (1, 0)
