"""A job may take an approved alternate: put aside when it is ready, issued when it is done."""

from dataclasses import replace

import pytest

from app.core.errors import StepRefused
from app.core.stock import MovementKind, StockMovement
from app.core.work_orders import Outcome, WorkOrder, WorkOrderState
from app.documents.render import work_order_html
from app.documents.work_order import work_order_paper
from app.lending import pieces_for_job, spare_pieces
from app.maintenance import jobs
from app.replenishment.pool import read_books
from app.replenishment.review import review
from app.storage.store import Store
from app.stores import free_on_shelf, release
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

OTHER = "other make"


@pytest.fixture
def job(store: Store) -> WorkOrder:
    """The pump's job; one piece of the alternate is on the shelf, none of its own part."""
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        alternates = frozenset({PUMP_PART})
        uow.stock.add_part(replace(part, id=OTHER, number=OTHER, alternates=alternates))
        uow.stock.add_movement(StockMovement("s", OTHER, 1, MovementKind.CORRECTION, at().now, "t"))
        review(uow, PUMP_BEARING, judged(SOON), at())
    with store.read() as uow:
        (proposed,) = uow.work_orders.all()
        assert uow.orders.all() == []
    return proposed


def test_a_ready_job_has_the_alternate_put_aside(store: Store, job: WorkOrder) -> None:
    assert jobs.plan(store, job.id, at(), "p").state is WorkOrderState.READY
    with store.read() as uow:
        (kept,) = uow.reservations.open_for_job(job.id)
        assert (kept.part_id, kept.quantity) == (OTHER, 1)
        assert free_on_shelf(uow, OTHER, "another component") == 0
        assert free_on_shelf(uow, PUMP_PART, "another component") == 0
        assert spare_pieces(uow, uow.stock.part(PUMP_PART)) == {}
        lender, borrower = (read_books(uow, one, at()).pool for one in (OTHER, PUMP_PART))
        assert (lender.on_hand, lender.set_aside) == (1, 1)
        assert (borrower.on_hand, borrower.set_aside) == (1, 1)


def test_a_finished_job_issues_what_was_put_aside(store: Store, job: WorkOrder) -> None:
    jobs.plan(store, job.id, at(), "p")
    jobs.start(store, job.id, at(1.0), "s")
    for _ in range(2):
        jobs.finish(store, job.id, at(1.1), "f", Outcome.AS_PREDICTED)
    with store.read() as uow:
        (issued,) = [m for m in uow.stock.movements(OTHER) if m.kind is MovementKind.ISSUE]
        assert (issued.quantity, issued.reference) == (-1, job.number)
        assert uow.stock.on_hand(OTHER) == uow.stock.on_hand(PUMP_PART) == 0
        assert uow.reservations.open_of(OTHER) == []


def test_the_paper_sends_the_technician_to_the_alternates_bin(store: Store, job: WorkOrder) -> None:
    with store.begin("test") as uow:
        uow.stock.save_part(replace(uow.stock.part(OTHER), bin="Z-09-01"))
    jobs.plan(store, job.id, at(), "p")
    with store.read() as uow:
        paper = work_order_paper(uow, uow.work_orders.get(job.id), uow.plant.policy())
    (part,) = paper.parts
    assert (part.number, part.bin, part.quantity) == (OTHER, "Z-09-01", 1)
    html = work_order_html(paper)
    assert "Z-09-01" in html
    assert "Approved alternate of 6309-2RS-C3" in html


def test_a_cancelled_job_gives_the_alternate_back(store: Store, job: WorkOrder) -> None:
    jobs.plan(store, job.id, at(), "p")
    jobs.cancel(store, job.id, at(1.0), "c", "the pump is sold")
    with store.read() as uow:
        assert uow.reservations.open_of(OTHER) == []
        assert spare_pieces(uow, uow.stock.part(PUMP_PART)) == {OTHER: 1}


def test_what_a_ready_job_takes_can_not_be_released(store: Store, job: WorkOrder) -> None:
    jobs.plan(store, job.id, at(), "p")
    with store.read() as uow:
        (kept,) = uow.reservations.open_for_job(job.id)
    with pytest.raises(StepRefused, match="is ready"):
        release(store, kept.id, at(), "r")


def test_a_job_takes_some_of_each(store: Store, job: WorkOrder) -> None:
    with store.begin("test") as uow:
        uow.work_orders.save(replace(uow.work_orders.get(job.id), quantity=2))
        uow.stock.add_movement(
            StockMovement("own", PUMP_PART, 1, MovementKind.CORRECTION, at().now, "t")
        )
    assert jobs.plan(store, job.id, at(), "p").state is WorkOrderState.READY
    with store.read() as uow:
        assert pieces_for_job(uow, uow.work_orders.get(job.id)) == {PUMP_PART: 1, OTHER: 1}
    jobs.start(store, job.id, at(1.0), "s")
    jobs.finish(store, job.id, at(1.1), "f", Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert uow.stock.on_hand(OTHER) == uow.stock.on_hand(PUMP_PART) == 0


def test_what_a_count_took_away_is_not_issued(store: Store, job: WorkOrder) -> None:
    jobs.plan(store, job.id, at(), "p")
    jobs.start(store, job.id, at(1.0), "s")
    with store.begin("test") as uow:
        uow.stock.add_movement(
            StockMovement("gone", OTHER, -1, MovementKind.CORRECTION, at(1.0).now, "t")
        )
    with pytest.raises(StepRefused, match="not on the shelf"):
        jobs.finish(store, job.id, at(1.1), "f", Outcome.AS_PREDICTED)
    with store.read() as uow:
        assert uow.stock.on_hand(OTHER) == 0
