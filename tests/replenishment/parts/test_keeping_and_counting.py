"""Pieces kept for a purpose, and what a person counted on the shelf."""

from datetime import timedelta

import pytest

from app.core.errors import StepRefused
from app.core.reservations import ReservationKind
from app.core.stock import MovementKind
from app.counting import count
from app.replenishment.parts.counting import last_count, take_back_count
from app.replenishment.parts.keeping import Wish, keep_for_purpose
from app.replenishment.parts.shelf import shelf_of
from app.storage.store import Store
from app.stores import release
from tests.office_books import PUMP_PART, at

HARD, SOFT = ReservationKind.HARD, ReservationKind.SOFT


def free(store: Store) -> int:
    with store.read() as uow:
        return shelf_of(uow, PUMP_PART).free


@pytest.fixture
def two(store: Store) -> None:
    """Two bearings on the shelf."""
    count(store, PUMP_PART, 2, at(), "two", "found behind the shelf")


def test_pieces_put_aside_are_free_for_nobody_until_they_are_given_back(
    store: Store, two: None
) -> None:
    wish = Wish(2, HARD, at().today, " training ")
    kept = keep_for_purpose(store, PUMP_PART, wish, at(), "k")
    assert keep_for_purpose(store, PUMP_PART, wish, at(), "k") == kept, "the same command"
    assert free(store) == 0
    with pytest.raises(StepRefused, match="1 pieces of .* 0 are free"):
        keep_for_purpose(store, PUMP_PART, Wish(1, HARD, at().today, "spare"), at(), "l")
    keep_for_purpose(store, PUMP_PART, Wish(1, SOFT, at().today, "spare"), at(), "m")
    assert free(store) == 0, "what is asked for leaves the shelf alone"
    release(store, kept, at(), "r")
    assert free(store) == 2
    with store.read() as uow:
        (open_one,) = uow.reservations.open_of(PUMP_PART)
        assert (open_one.purpose, open_one.kind) == ("spare", SOFT)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(1, SOFT, at().today, " "), "kept for somebody"),
        (Wish(1, SOFT, at().today - timedelta(days=1), "spare"), "has passed"),
        (Wish(0, SOFT, at().today, "spare"), "at least 1 piece"),
    ],
)
def test_a_wish_nobody_can_keep_is_refused(store: Store, wish: Wish, told: str) -> None:
    with pytest.raises(StepRefused, match=told):
        keep_for_purpose(store, PUMP_PART, wish, at(), "k")


def test_a_count_moves_the_ledger_and_says_who_counted_when(store: Store) -> None:
    with store.read() as uow:
        had, number = uow.stock.on_hand(PUMP_PART), uow.stock.part(PUMP_PART).number
        assert last_count(uow, number) is None
    assert count(store, PUMP_PART, had + 3, at(1.0, "Eva"), "a", "box found") == 3
    assert count(store, PUMP_PART, had + 3, at(1.0, "Eva"), "a", "box found") == 0
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == had + 3
        moved = uow.stock.movements(PUMP_PART)[-1]
        assert (moved.kind, moved.quantity, moved.reference) == (
            MovementKind.CORRECTION, 3, "box found",
        )  # fmt: skip
        counted = last_count(uow, number)
        assert counted is not None
        assert (counted.actor, counted.at) == ("Eva", at(1.0).now)


def test_a_count_taken_back_leaves_what_moved_since_and_counts_no_more(
    store: Store, two: None
) -> None:
    difference = count(store, PUMP_PART, 5, at(1.0, "Eva"), "a", "slip")
    count(store, PUMP_PART, 4, at(1.1, "Jan"), "b", "one is broken")
    take_back_count(store, PUMP_PART, -1, at(1.2, "Jan"), "c")
    take_back_count(store, PUMP_PART, difference, at(1.2, "Eva"), "d")
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 2
        counted = last_count(uow, uow.stock.part(PUMP_PART).number)
        assert counted is not None
        assert counted.actor == at().actor, "the count before both"
