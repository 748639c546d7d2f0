"""Alternates join and leave whole groups, and what was before can be put back."""

from dataclasses import replace

import pytest

from app.core.errors import ScenarioRefused, StepRefused
from app.core.reservations import Reservation, ReservationKind
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState
from app.replenishment.parts.alternates import (
    approve_alternate,
    restore_alternates,
    withdraw_alternate,
)
from app.storage.store import Store
from tests.office_books import PUMP_BEARING, PUMP_PART, at


@pytest.fixture
def four(store: Store) -> None:
    """Copies of the bearing: b replaces it; c and d replace each other."""
    with store.begin("x") as uow:
        part = uow.stock.part(PUMP_PART)
        for name, others in (("b", {PUMP_PART}), ("c", set()), ("d", {"c"})):
            uow.stock.add_part(replace(part, id=name, number=name, alternates=frozenset(others)))


def groups(store: Store) -> dict[str, frozenset[str]]:
    with store.read() as uow:
        return {name: uow.stock.part(name).alternates for name in (PUMP_PART, "b", "c", "d")}


def test_two_groups_become_one_and_two_again(store: Store, four: None) -> None:
    before = groups(store)
    was = approve_alternate(store, PUMP_PART, "c", at(), "a")
    assert groups(store)["b"] == {PUMP_PART, "c", "d"}
    restore_alternates(store, was, at(), "u")
    assert groups(store) == before


def test_who_is_taken_out_replaces_none_and_the_rest_stay_a_group(store: Store, four: None) -> None:
    approve_alternate(store, PUMP_PART, "c", at(), "a")
    joined = groups(store)
    was = withdraw_alternate(store, PUMP_PART, "b", at(), "w")
    assert groups(store) == {
        PUMP_PART: {"c", "d"}, "b": set(), "c": {PUMP_PART, "d"}, "d": {PUMP_PART, "c"}
    }  # fmt: skip
    restore_alternates(store, was, at(), "u")
    assert groups(store) == joined


def test_a_part_is_no_alternate_of_itself_nor_a_stranger_one_to_withdraw(
    store: Store, four: None
) -> None:
    with pytest.raises(ScenarioRefused):
        approve_alternate(store, PUMP_PART, PUMP_PART, at(), "a")
    with pytest.raises(StepRefused, match="no approved alternate"):
        withdraw_alternate(store, PUMP_PART, "c", at(), "w")


def test_pieces_a_job_counts_on_stay_its_own(store: Store, four: None) -> None:
    with store.begin("x") as uow:
        job = WorkOrder(
            id="job",
            number="WO-1",
            component_id=PUMP_BEARING,
            title="Replace",
            state=WorkOrderState.PLANNED,
            steps=(),
            part_id=PUMP_PART,
            quantity=1,
            created_at=at().now,
            created_by="x",
            decision_id="",
            kind=WorkOrderKind.PREVENTIVE,
            failure_mode="",
        )
        uow.work_orders.add(job)
        uow.reservations.add(
            Reservation("r", "b", 1, ReservationKind.HARD, at().today, "WO-1", at().now, "x", "job")
        )
    with pytest.raises(StepRefused, match="lie aside for a job"):
        withdraw_alternate(store, PUMP_PART, "b", at(), "w")
    with pytest.raises(StepRefused, match="lie aside for a job"):
        withdraw_alternate(store, "b", PUMP_PART, at(), "v")
