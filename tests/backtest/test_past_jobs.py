"""What each kind of job says of past needs, and from which day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.backtest.past_jobs import records_of_jobs
from app.backtest.records import JobEnded, JobPlanned, Moved, NeedDropped, PastNeed, Replaced
from app.core.records import AuditRow
from app.core.stock import MovementKind
from app.core.work_orders import WorkOrder, WorkOrderKind, WorkOrderState

ZONE = ZoneInfo("Europe/Berlin")
MADE, PLANNED, DONE = date(2025, 3, 3), date(2025, 3, 20), date(2025, 3, 10)
JOB = WorkOrder(
    id="job", number="WO-1", component_id="component", kind=WorkOrderKind.CORRECTIVE,
    state=WorkOrderState.DONE, title="Replace", failure_mode="wear", steps=(), part_id="part",
    quantity=1, created_at=datetime(2025, 3, 3, 9, tzinfo=UTC), created_by="eva", decision_id="",
    done_at=datetime(2025, 3, 10, 9, tzinfo=UTC),
)  # fmt: skip
PLANNERS = replace(JOB, kind=WorkOrderKind.PREVENTIVE, planned_on=PLANNED)
CANCELLED = {"state": WorkOrderState.CANCELLED, "done_at": None}


def issued(day: date = DONE, part: str = "part", quantity: int = 1) -> Moved:
    return Moved(day, f"{day} {part}", part, -quantity, MovementKind.ISSUE, "WO-1")


def cancelled_on(day: int) -> AuditRow:
    at = datetime(2025, 3, day, 9, tzinfo=UTC)
    return AuditRow(1, at, "eva", "job step", "WO-1", "PLANNED", "CANCELLED", "", "")


def test_a_failure_is_a_need_from_the_day_its_job_was_opened() -> None:
    assert records_of_jobs([JOB], [issued()], [], ZONE) == [
        PastNeed(MADE, "job", "part", "component", 1, is_failure=True),
        Replaced(DONE, "component"),
    ]


def test_a_failure_late_in_the_evening_of_utc_is_one_of_the_plants_next_day() -> None:
    late = replace(JOB, created_at=datetime(2025, 3, 3, 23, 30, tzinfo=UTC))
    assert records_of_jobs([late], [issued()], [], ZONE)[0].day == date(2025, 3, 4)


def test_a_failure_done_without_a_part_was_no_need_from_then_on() -> None:
    assert records_of_jobs([JOB], [], [], ZONE) == [
        PastNeed(MADE, "job", "part", "component", 1, is_failure=True),
        NeedDropped(DONE, "job"),
    ]


def test_a_cancelled_failure_is_dropped_on_the_day_the_trail_names() -> None:
    job = replace(JOB, **CANCELLED)
    assert records_of_jobs([job], [], [cancelled_on(7)], ZONE)[1] == NeedDropped(
        date(2025, 3, 7), "job"
    )
    assert records_of_jobs([job], [], [], ZONE) == [], "nobody knows when: it was never meant"


def test_a_planners_job_is_known_ahead_and_wanted_when_done_if_that_came_first() -> None:
    assert records_of_jobs([PLANNERS], [issued()], [], ZONE) == [
        PastNeed(DONE, "job", "part", "component", 1, is_failure=False),
        JobPlanned(MADE, "job", "part", "component", 1, PLANNED),
        JobEnded(DONE, "job"),
        Replaced(DONE, "component"),
    ]


def test_a_planners_job_done_late_was_wanted_on_its_day() -> None:
    late = replace(PLANNERS, planned_on=date(2025, 3, 5))
    assert records_of_jobs([late], [issued()], [], ZONE)[0].day == date(2025, 3, 5)


def test_a_planners_job_cancelled_before_its_day_was_no_need() -> None:
    job = replace(PLANNERS, **CANCELLED)
    assert records_of_jobs([job], [], [cancelled_on(7)], ZONE) == [
        JobPlanned(MADE, "job", "part", "component", 1, PLANNED),
        JobEnded(date(2025, 3, 7), "job"),
    ]


def test_a_job_that_came_of_a_prediction_is_not_known_ahead() -> None:
    foretold = replace(PLANNERS, decision_id="decision")
    assert records_of_jobs([foretold], [issued()], [], ZONE) == [
        PastNeed(DONE, issued().id, "part", "component", 1, is_failure=False),
        Replaced(DONE, "component"),
    ]


def test_another_part_issued_to_a_job_is_a_need_of_its_own() -> None:
    seal = issued(part="seal", quantity=2)
    found = records_of_jobs([JOB], [issued(), seal], [], ZONE)
    assert PastNeed(DONE, seal.id, "seal", "component", 2, is_failure=False) in found


def test_pieces_issued_after_the_job_was_done_are_a_need_of_that_later_day() -> None:
    late = issued(date(2025, 3, 15))
    assert records_of_jobs([JOB], [late], [], ZONE) == [
        PastNeed(MADE, "job", "part", "component", 1, is_failure=True),
        NeedDropped(DONE, "job"),
        PastNeed(late.day, late.id, "part", "component", 1, is_failure=False),
        Replaced(late.day, "component"),
    ]
