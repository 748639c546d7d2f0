"""A count says what is really there: it is booked, and promises it does not cover are let go."""

from dataclasses import replace

import pytest

from app.core.errors import StepRefused
from app.core.reservations import Reservation, ReservationKind
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.counting import count
from app.maintenance import jobs
from app.replenishment.review import review
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

WHY = "found so"


@pytest.fixture
def job(store: Store) -> WorkOrder:
    """The pump's job, ready: its bearing and a spare one lie on the shelf."""
    count(store, PUMP_PART, 2, at(-1), "opening", WHY)
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at())
        (proposed,) = uow.work_orders.all()
    ready = jobs.plan(store, proposed.id, at(), "p")
    assert ready.state is WorkOrderState.READY
    return ready


def keep_for_the_workshop(uow: UnitOfWork, pieces: int = 1, days: float = 90.0) -> None:
    one = Reservation(
        "workshop",
        PUMP_PART,
        pieces,
        ReservationKind.HARD,
        at(days).today,
        "workshop",
        at().now,
        "t",
    )
    uow.reservations.add(one)


def aside(store: Store) -> dict[str, int]:
    with store.read() as uow:
        return {r.purpose: r.quantity for r in uow.reservations.open_of(PUMP_PART)}


def state_of(store: Store, job: WorkOrder) -> WorkOrderState:
    with store.read() as uow:
        return uow.work_orders.get(job.id).state


def test_a_count_is_what_is_there(store: Store) -> None:
    for found in (3, 3, 0, 5):
        count(store, PUMP_PART, found, at(), f"c{found}", WHY)
        with store.read() as uow:
            assert uow.stock.on_hand(PUMP_PART) == found
    with store.read() as uow:
        assert [m.quantity for m in uow.stock.movements(PUMP_PART)] == [3, -3, 5]
        assert uow.audit.first_broken() is None


def test_a_count_sent_twice_is_booked_once(store: Store) -> None:
    count(store, PUMP_PART, 3, at(), "c", WHY)
    count(store, PUMP_PART, 1, at(), "d", WHY)
    count(store, PUMP_PART, 3, at(), "c", WHY)
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 1


def test_less_than_nothing_is_not_counted(store: Store) -> None:
    with pytest.raises(StepRefused, match="0 to 1000000 pieces, not -1"):
        count(store, PUMP_PART, -1, at(), "c", WHY)


def test_a_count_that_covers_the_promises_leaves_them(store: Store, job: WorkOrder) -> None:
    count(store, PUMP_PART, 1, at(), "c", WHY)
    assert state_of(store, job) is WorkOrderState.READY


def test_a_ready_job_whose_piece_is_missing_waits_again(store: Store, job: WorkOrder) -> None:
    count(store, PUMP_PART, 0, at(), "c", WHY)
    assert state_of(store, job) is WorkOrderState.PLANNED
    with store.read() as uow:
        (told,) = [e for e in uow.events.recent(20) if e.kind == "job_uncovered"]
        assert (told.subject, told.text) == (job.id, "1 x 6309-2RS-C3")
        rows = [(r.action, r.subject, r.before, r.after) for r in uow.audit.rows()]
    assert ("count lets go", job.number, "1 of 6309-2RS-C3", "0 of 6309-2RS-C3") in rows
    assert ("job step", job.number, "READY", "PLANNED") in rows


def test_the_next_review_orders_what_a_begun_job_lost(store: Store, job: WorkOrder) -> None:
    jobs.start(store, job.id, at(), "s")
    count(store, PUMP_PART, 0, at(), "c", WHY)
    assert state_of(store, job) is WorkOrderState.PLANNED
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at(0.1))
        (order,) = uow.orders.all()
        waiting = uow.work_orders.get(job.id)
    assert order.lines[0].open_quantity == 1
    assert waiting.purchase_order_id == order.id


def test_who_needs_the_pieces_last_loses_them_first(store: Store, job: WorkOrder) -> None:
    with store.begin("test") as uow:
        keep_for_the_workshop(uow)
    count(store, PUMP_PART, 1, at(), "c", WHY)
    assert aside(store) == {}
    assert state_of(store, job) is WorkOrderState.READY
    with store.read() as uow:
        (told,) = [e for e in uow.events.recent(20) if e.kind == "purpose_uncovered"]
    assert told.text == "1 x 6309-2RS-C3 (workshop)"


def test_begun_jobs_lose_last_even_to_what_is_wanted_sooner(store: Store, job: WorkOrder) -> None:
    jobs.start(store, job.id, at(), "s")
    with store.begin("test") as uow:
        keep_for_the_workshop(uow, days=0.0)
    count(store, PUMP_PART, 1, at(), "c", WHY)
    assert aside(store) == {}
    jobs.finish(store, job.id, at(0.1), "f", Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert uow.stock.on_hand(PUMP_PART) == 0


def test_a_reservation_is_shortened_to_what_is_there(store: Store, job: WorkOrder) -> None:
    count(store, PUMP_PART, 5, at(), "more", WHY)
    with store.begin("test") as uow:
        keep_for_the_workshop(uow, pieces=4)
    count(store, PUMP_PART, 3, at(), "c", WHY)
    assert aside(store) == {"workshop": 2}
    assert state_of(store, job) is WorkOrderState.READY


def test_a_job_that_loses_one_piece_keeps_the_other(store: Store, job: WorkOrder) -> None:
    with store.begin("test") as uow:
        uow.work_orders.save(replace(uow.work_orders.get(job.id), quantity=2))
    count(store, PUMP_PART, 1, at(), "c", WHY)
    assert state_of(store, job) is WorkOrderState.PLANNED
    assert aside(store) == {job.number: 1}


def test_a_job_that_loses_an_alternate_keeps_its_own_piece(store: Store, job: WorkOrder) -> None:
    other = "other make"
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.add_part(replace(part, id=other, number=other, alternates=frozenset({PUMP_PART})))
        uow.work_orders.save(
            replace(uow.work_orders.get(job.id), quantity=2, state=WorkOrderState.PLANNED)
        )
    count(store, PUMP_PART, 1, at(), "own", WHY)
    count(store, other, 1, at(), "other", WHY)
    assert jobs.make_ready(store, job.id, at(), "r").state is WorkOrderState.READY
    count(store, other, 0, at(), "c", WHY)
    assert state_of(store, job) is WorkOrderState.PLANNED
    assert aside(store) == {job.number: 1}
    with store.read() as uow:
        assert uow.reservations.open_of(other) == []


def test_a_difference_has_a_reason_and_an_agreement_needs_none(store: Store) -> None:
    with pytest.raises(StepRefused, match="say why they differ"):
        count(store, PUMP_PART, 2, at(), "c", " ")
    with pytest.raises(StepRefused, match="finds 0 to"):
        count(store, PUMP_PART, 2_000_000, at(), "d", WHY)
    assert count(store, PUMP_PART, 2, at(), "e", " box found ") == 2
    assert count(store, PUMP_PART, 2, at(), "f", "") == 0
    with store.read() as uow:
        (moved,) = uow.stock.movements(PUMP_PART)
    assert moved.reference == "box found"
