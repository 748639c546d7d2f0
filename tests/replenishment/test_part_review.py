"""Fixed dates, unforeseen demand and kept levels: what a part wants beside predicted failures."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.assets import Criticality
from app.core.distribution import DaysDistribution
from app.core.errors import StepRefused
from app.core.need_line import NeedKind, NeedLine
from app.core.part_review import PartReview
from app.core.planned_tasks import PlannedTask
from app.core.purchasing import OrderState
from app.core.reservations import ReservationKind
from app.core.stock import MovementKind, StockMovement
from app.core.trigger import DecisionKind
from app.core.work_orders import Outcome
from app.documents.purchase_order import purchase_order_paper
from app.documents.render import purchase_order_html
from app.maintenance import jobs
from app.replenishment import orders
from app.replenishment.part_review import review_part
from app.replenishment.review import review
from app.storage.store import Store
from app.stores import free_on_shelf, release, reserve
from tests.office_books import PUMP_BEARING, PUMP_PART, SOON, at, judged

YEARS = DaysDistribution.from_quantiles({0.001: 1.0, 0.02: 60.0, 0.5: 900.0, 0.999: 3000.0})
"""A life that may end this week, with a chance of less than one in a hundred."""


def part_reviewed(store: Store, days: float = 0.0) -> PartReview:
    with store.begin("monitor") as uow:
        return review_part(uow, PUMP_PART, at(days, "monitor"))


def plan_task(store: Store, in_days: int, quantity: int = 1, every: int | None = None) -> None:
    due = at().today + timedelta(days=in_days)
    with store.begin("test") as uow:
        uow.planned_tasks.put(
            PlannedTask("t1", PUMP_BEARING, "Overhaul", PUMP_PART, quantity, due, every)
        )


def put_on_shelf(store: Store, pieces: int, days: float = 0.0, movement: str = "s") -> None:
    with store.begin("test") as uow:
        moved = StockMovement(
            movement, PUMP_PART, pieces, MovementKind.CORRECTION, at(days).now, "t"
        )
        uow.stock.add_movement(moved)


def used_unforeseen(store: Store, days_ago: list[int]) -> None:
    """Write a year of ledger in which pieces were drawn without any job."""
    with store.begin("test") as uow:
        opening = StockMovement(
            "open", PUMP_PART, len(days_ago), MovementKind.OPENING, at(-365).now, "t"
        )
        uow.stock.add_movement(opening)
        for n, ago in enumerate(days_ago):
            issue = StockMovement(
                f"u{n}", PUMP_PART, -1, MovementKind.ISSUE, at(-ago).now, "t", "breakdown"
            )
            uow.stock.add_movement(issue)


def allow_one_in_a_hundred(store: Store) -> None:
    with store.begin("test") as uow:
        floors = dict.fromkeys(Criticality, 0.99)
        uow.plant.save_policy(replace(uow.plant.policy(), service_floor=floors))


def line(review: PartReview, kind: NeedKind) -> NeedLine:
    return next(one for one in review.lines if one.kind is kind)


def test_work_far_away_waits_and_is_ordered_when_its_day_comes(store: Store) -> None:
    plan_task(store, in_days=60, quantity=2)
    waiting = line(part_reviewed(store), NeedKind.PLANNED)
    assert waiting.decision is DecisionKind.WAIT
    assert waiting.order_by is not None
    assert waiting.missing == 2
    days = (waiting.order_by - at().today).days
    assert line(part_reviewed(store, days - 1), NeedKind.PLANNED).decision is DecisionKind.WAIT
    ordered = line(part_reviewed(store, days), NeedKind.PLANNED)
    assert ordered.decision is DecisionKind.COVERED
    with store.read() as uow:
        (order,) = uow.orders.all()
    assert order.state is OrderState.DRAFT, "no prediction speaks for it, so a person approves"
    assert order.lines[0].quantity == 2
    assert order.lines[0].peg is not None
    assert order.lines[0].peg.failure_mode == ordered.id
    assert ordered.cover[0].order_number == order.number


def test_the_second_look_of_the_day_drafts_nothing_more(store: Store) -> None:
    plan_task(store, in_days=3)
    used_unforeseen(store, [30, 90, 150, 200, 260])
    first = part_reviewed(store)
    with store.read() as uow:
        drafted = uow.orders.all()
    assert drafted
    second = part_reviewed(store, 0.2)
    with store.read() as uow:
        assert uow.orders.all() == drafted
    assert [n.decision for n in second.lines] == [n.decision for n in first.lines]


def test_demand_nobody_foresaw_keeps_pieces_on_the_shelf(store: Store) -> None:
    allow_one_in_a_hundred(store)
    used_unforeseen(store, [30, 90, 150, 200, 260])
    found = part_reviewed(store)
    assert 3 < found.unpredicted_per_year < 8
    with store.read() as uow:
        (order,) = uow.orders.all()
        (kept,) = uow.part_reviews.of_order(order.id)
    assert order.lines[0].peg is None
    said = {r.code: r for r in kept.reasons[f"shelf:{PUMP_PART}"]}
    assert {"shelf_rate", "shelf_position", "shelf_order", "economic_quantity"} <= said.keys()
    assert said["shelf_typical"].value == 0
    assert 0.25 < said["shelf_typical"].details["chance"] < 0.75
    assert said["batch_chosen"].details["quantity"] == order.lines[0].quantity
    with store.read() as uow:
        price, policy = uow.stock.part(PUMP_PART).price.amount, uow.plant.policy()
    rate, k = found.unpredicted_per_year, float(policy.order_cost)
    yearly = float(price) * policy.carrying_rate_per_year
    assert said["economic_quantity"].details["quantity"] == pytest.approx(
        math.sqrt(2 * k * rate / yearly)
    )
    assert line(found, NeedKind.UNPREDICTED).decision is DecisionKind.COVERED


def test_what_went_to_a_predicted_job_was_foreseen(store: Store) -> None:
    put_on_shelf(store, 1, -300)
    with store.begin("test") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at())
        (job,) = uow.work_orders.all()
    jobs.plan(store, job.id, at(), "p")
    jobs.start(store, job.id, at(), "s")
    jobs.finish(store, job.id, at(0.5), "f", Outcome.AS_PREDICTED)
    assert part_reviewed(store, 30.0).unpredicted_per_year == 0


def test_a_kept_level_is_filled_up_once(store: Store) -> None:
    with store.begin("test") as uow:
        part = uow.stock.part(PUMP_PART)
        uow.stock.save_part(replace(part, safety_stock=1, buffer_stock=2))
    put_on_shelf(store, 1)
    part_reviewed(store)
    part_reviewed(store, 1.0)
    with store.read() as uow:
        (order,) = uow.orders.all()
    assert order.lines[0].quantity == 2


def test_the_mere_chance_of_a_need_fills_a_level_by_no_piece(store: Store) -> None:
    with store.begin("test") as uow:
        uow.stock.save_part(replace(uow.stock.part(PUMP_PART), buffer_stock=1))
    put_on_shelf(store, 1, -1.0)
    with store.begin("monitor") as uow:
        review(uow, PUMP_BEARING, judged(YEARS), at())
    found = part_reviewed(store)
    with store.read() as uow:
        assert uow.orders.all() == []
    said = next(r for r in found.reasons[f"shelf:{PUMP_PART}"] if r.code == "shelf_position")
    assert 0 < float(str(said.details["on_average"])) < 0.5
    assert said.details["early"] == 0


def test_a_draft_nobody_sent_for_a_month_still_counts_as_cover(store: Store) -> None:
    plan_task(store, in_days=3)
    used_unforeseen(store, [30, 90, 150, 200, 260])
    part_reviewed(store)
    with store.read() as uow:
        drafted = len(uow.orders.all())
    for days in (5.0, 12.0, 30.0):
        part_reviewed(store, days)
    with store.read() as uow:
        assert len(uow.orders.all()) == drafted


def test_the_predicted_need_and_the_planned_one_want_a_piece_each(store: Store) -> None:
    plan_task(store, in_days=10)
    put_on_shelf(store, 1)
    with store.begin("monitor") as uow:
        record = review(uow, PUMP_BEARING, judged(SOON), at())
        latest = uow.part_reviews.latest(PUMP_PART)
    assert record is not None
    assert latest is not None
    ranks = {n.kind: n.rank for n in latest.lines}
    assert sorted(ranks.values()) == [1, 2]
    assert sum(n.missing for n in latest.lines) == 1


def open_job(store: Store) -> str:
    with store.begin("test") as uow:
        review(uow, PUMP_BEARING, judged(SOON), at())
        return uow.work_orders.all()[0].id


def test_hard_pieces_leave_the_position_of_everybody_else(store: Store) -> None:
    put_on_shelf(store, 2)
    job_id = open_job(store)
    reserve(store, job_id, 1, ReservationKind.HARD, at(), "r")
    reserve(store, job_id, 1, ReservationKind.HARD, at(), "r")
    with store.read() as uow:
        assert free_on_shelf(uow, PUMP_PART, "another") == 1
        (kept,) = uow.reservations.open_of(PUMP_PART)
    assert part_reviewed(store).set_aside == 1
    release(store, kept.id, at(), "x")
    assert part_reviewed(store, 0.1).set_aside == 0


def test_more_than_is_free_or_wanted_is_not_put_aside(store: Store) -> None:
    job_id = open_job(store)
    with pytest.raises(StepRefused, match="0 are free"):
        reserve(store, job_id, 1, ReservationKind.HARD, at(), "r")
    with pytest.raises(StepRefused, match="wants 1 pieces"):
        reserve(store, job_id, 2, ReservationKind.SOFT, at(), "q")
    reserve(store, job_id, 1, ReservationKind.SOFT, at(), "z")
    with store.read() as uow:
        assert uow.audit.rows()[-1].action == "reserve"


def test_what_came_for_a_job_is_put_aside_for_it_until_the_job_is_over(store: Store) -> None:
    job_id = open_job(store)
    with store.read() as uow:
        (order,) = uow.orders.all()
    orders.issue(store, order.id, at(0.1), "i")
    orders.receive(store, order.id, PUMP_PART, 1, at(7.0), "g")
    with store.read() as uow:
        (kept,) = uow.reservations.open_of(PUMP_PART)
        assert (kept.work_order_id, kept.kind) == (job_id, ReservationKind.HARD)
    jobs.cancel(store, job_id, at(8.0), "c", "line is sold")
    with store.read() as uow:
        assert uow.reservations.open_of(PUMP_PART) == []


def test_what_is_ordered_for_the_shelf_covers_the_machine_in_the_same_review(store: Store) -> None:
    far = DaysDistribution.from_quantiles({0.001: 60.0, 0.5: 90.0, 0.999: 120.0})
    with store.begin("test") as uow:
        uow.stock.save_part(replace(uow.stock.part(PUMP_PART), safety_stock=1))
        record = review(uow, PUMP_BEARING, judged(far), at(0, "monitor"))
        assert record is not None
        first = uow.work_orders.all()
        again = review(uow, PUMP_BEARING, judged(far, 0.1), at(0.1, "monitor"))
        assert again is not None
        assert record.decision.kind is again.decision.kind is DecisionKind.COVERED
        assert uow.work_orders.all() == first
        assert len(uow.orders.all()) == 1


def test_the_paper_of_an_order_for_the_shelf_says_why(store: Store) -> None:
    allow_one_in_a_hundred(store)
    used_unforeseen(store, [30, 90, 150, 200, 260])
    plan_task(store, in_days=3)
    part_reviewed(store)
    with store.read() as uow:
        (order,) = uow.orders.all()
        paper = purchase_order_paper(uow, order, uow.plant.policy())
    assert len(order.lines) == 2, "a line for the date and one for the shelf"
    assert [line.quantity for line in paper.lines] == [sum(ln.quantity for ln in order.lines)]
    html = purchase_order_html(paper)
    assert "Demand nobody foresaw" in html
    assert "Demand nobody foresaw" not in purchase_order_html(paper, with_evidence=False)
