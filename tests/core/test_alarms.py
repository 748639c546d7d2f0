"""Every alarm ends in one way, by what the job of its place found."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.alarms import Alarm, AlarmBook, AlarmCounts, Ending, counts_of
from app.core.claims import Claim
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind, WorkOrderState

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
MODEL = ("path", "2")


def at(days: float) -> datetime:
    return BEGIN + timedelta(days=days)


def job(
    days: float,
    outcome: Outcome = Outcome.AS_PREDICTED,
    kind: WorkOrderKind = WorkOrderKind.PREVENTIVE,
    found_mode: str = "",
) -> WorkOrder:
    return WorkOrder(
        id=f"job {days}", number="WO", component_id="pump", kind=kind, state=WorkOrderState.DONE,
        title="", failure_mode="outer race wear", steps=(), part_id=None, quantity=1,
        created_at=at(days), created_by="t", decision_id="", done_at=at(days + 0.5), done_by="t",
        outcome=outcome, found_mode=found_mode,
    )  # fmt: skip


def warned(days: float = 0.0) -> AlarmBook:
    book = AlarmBook()
    book.said("pump", at(days), MODEL, Claim("pump", at(days), 30.0, 0.3))
    return book


ENDINGS = {
    Outcome.AS_PREDICTED: Ending.CAME_TRUE,
    Outcome.OTHER_FAULT: Ending.OTHER_FAULT,
    Outcome.NO_FAULT_FOUND: Ending.NO_FAULT,
}


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("kind", list(WorkOrderKind))
def test_a_job_ends_the_alarm_of_its_place_by_what_it_found(
    outcome: Outcome, kind: WorkOrderKind
) -> None:
    book = warned()
    found = book.done(job(20.0, outcome, kind, "unbalance"))
    assert found is not None
    assert (found.ending, found.mode, found.model) == (ENDINGS[outcome], "unbalance", MODEL)
    is_failure = outcome is Outcome.AS_PREDICTED and kind is WorkOrderKind.CORRECTIVE
    assert found.failed_at == (at(20.0) if is_failure else None)
    assert book.alarms == (found,)
    if is_failure:
        assert found.notice_days == 20.0


def test_an_alarm_that_goes_quiet_is_withdrawn_and_the_next_one_is_another() -> None:
    book = warned()
    book.quiet("pump", at(3.0))
    book.said("pump", at(9.0), MODEL, None)
    assert [alarm.ending for alarm in book.alarms] == [Ending.WITHDRAWN, Ending.OPEN]
    assert [alarm.began_at for alarm in book.alarms] == [at(0.0), at(9.0)]


@pytest.mark.parametrize(("heard", "ending"), [(0.0, Ending.MISSED), (-80.0, None)])
def test_a_failure_without_an_alarm_is_missed_where_the_place_was_watched(
    heard: float, ending: Ending | None
) -> None:
    book = AlarmBook()
    book.quiet("pump", at(heard))
    found = book.done(job(10.0, kind=WorkOrderKind.CORRECTIVE))
    assert (found.ending if found else None) is ending


def test_an_alarm_of_the_same_hours_is_no_warning() -> None:
    found = warned(9.5).done(job(10.0, kind=WorkOrderKind.CORRECTIVE))
    assert found is not None
    assert (found.ending, found.model, found.notice_days) == (Ending.MISSED, MODEL, 0.0)


def test_work_that_no_alarm_asked_for_counts_for_nothing() -> None:
    book = AlarmBook()
    book.quiet("pump", at(0.0))
    assert book.done(job(10.0)) is None
    assert book.done(job(11.0, Outcome.NO_FAULT_FOUND, WorkOrderKind.CORRECTIVE)) is None
    assert counts_of(book.alarms) == AlarmCounts()


def test_claims_stand_a_week_apart_and_the_newest_is_always_there() -> None:
    book = warned()
    for day in range(1, 20):
        book.said("pump", at(day), MODEL, Claim("pump", at(day), 30.0 - day, 0.3))
    (alarm,) = book.alarms
    days = [(claim.taken_at - BEGIN).days for claim in alarm.claims]
    assert (days[0], days[-1]) == (0, 19)
    assert all(later - earlier >= 7 for earlier, later in pairwise(days[:-1]))


acts = st.lists(
    st.tuples(st.sampled_from(["said", "quiet", *Outcome]), st.sampled_from(list(WorkOrderKind))),
    max_size=25,
)


@given(acts)
def test_counts_add_up_whatever_happens(happened: list) -> None:
    book, warnings, jobs = AlarmBook(), 0, 0
    for day, (what, kind) in enumerate(happened):
        if what == "said":
            warnings += 1
            book.said("pump", at(3.0 * day), MODEL, None)
        elif what == "quiet":
            book.quiet("pump", at(3.0 * day))
        else:
            jobs += 1
            book.done(job(3.0 * day, what, kind))
    counts = counts_of(book.alarms)
    ended = counts.precision.n + counts.missed
    assert len(book.alarms) == ended + counts.still_open
    assert counts.precision.n + counts.still_open <= warnings
    assert counts.came_true + counts.other_fault + counts.no_fault + counts.missed <= jobs
    assert counts.recall.n == counts.came_true + counts.missed


def test_an_open_alarm_counts_neither_way() -> None:
    open_one = Alarm("pump", MODEL, BEGIN)
    counts = counts_of([open_one])
    assert (counts.still_open, counts.precision.n, counts.recall.n) == (1, 0, 0)
