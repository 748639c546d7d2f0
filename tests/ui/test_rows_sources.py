"""The bottom line, without a window."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.measurements import SampleCounts, SourcePhase, SourceStatus
from app.core.sources import SourceConfig, SourceKind
from app.ui.rows_sources import counts_line, source_lines
from app.ui.wording import Wording

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HALL = SourceConfig("s", "Pump hall", SourceKind.MODBUS_TCP, "127.0.0.1:502", (), interval_s=3600)


def status(age: timedelta, phase: SourcePhase = SourcePhase.ONLINE) -> SourceStatus:
    return SourceStatus("s", phase, NOW, last_good_at=NOW - age, good=3, bad=1)


@pytest.mark.parametrize(
    ("seen", "mark", "words"),
    [
        (None, "○", "connecting"),
        (status(timedelta(seconds=12)), "●", "12 s old"),
        (status(timedelta(hours=3)), "▲", "stale, 3 h old"),
        (status(timedelta(minutes=5), SourcePhase.BACKING_OFF), "▲", "backing off, 5 min old"),
    ],
)
def test_a_source_is_judged_by_the_age_of_its_data(
    say: Wording, seen: SourceStatus | None, mark: str, words: str
) -> None:
    (line,) = source_lines([HALL], {"s": seen} if seen else {}, say, NOW)
    assert (line.mark, line.age) == (mark, words)


def test_on_a_fast_clock_the_time_to_answer_is_no_staleness(say: Wording) -> None:
    late = {"s": status(timedelta(hours=13))}
    assert not source_lines([HALL], late, say, NOW, 1.0)[0].is_well
    assert source_lines([HALL], late, say, NOW, 43_200.0)[0].is_well


def test_the_tooltip_names_address_and_counts(say: Wording) -> None:
    (line,) = source_lines([HALL], {"s": status(timedelta())}, say, NOW)
    assert line.tooltip.startswith("127.0.0.1:502: online. Good 3, uncertain 0, bad 1")


def test_nothing_is_lost_unseen(say: Wording) -> None:
    words = counts_line(SampleCounts(12_000, 10_000, 1_500, 500), say)
    assert words == "samples in 12,000 = stored 10,000 + decimated 1,500 + dropped 500"
