"""What was predicted beside what became of it: closed by failures, replacements and all-clears."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.claims import Claim, Claims, claim_of
from app.core.distribution import DaysDistribution

BEGIN = date(2025, 1, 1)
FAMILIES = {"bearing": 0}


def at(day: float) -> datetime:
    return datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)


def claim(day: int, median: float) -> tuple[date, Claim]:
    life = DaysDistribution.from_quantiles(
        {0.05: 0.5 * median, 0.16: 0.7 * median, 0.5: median, 0.84: 1.4 * median, 0.95: 2 * median}
    )
    said = claim_of("bearing", at(day), life)
    assert said is not None
    return at(day).date(), said


def test_a_failure_closes_every_claim_with_what_was_really_left() -> None:
    claims = Claims()
    for day, median in ((0, 60.0), (3, 58.0), (10, 45.0), (20, 30.0)):
        claims.said(*claim(day, median))
    claims.needed("bearing", BEGIN + timedelta(days=40), at(40))
    evidence = claims.evidence(FAMILIES)
    assert evidence.elapsed_days.tolist() == [40.0, 30.0, 20.0], "one claim a week"
    assert evidence.left_days.tolist() == [0.0, 0.0, 0.0]
    assert evidence.median_days.tolist() == [60.0, 45.0, 30.0]
    assert evidence.log_sd[0] == pytest.approx(0.3466, abs=1e-3)
    assert claims.notice_days == [40.0]


def test_planned_work_leaves_what_was_last_said() -> None:
    claims = Claims()
    claims.said(*claim(0, 60.0))
    claims.said(*claim(20, 35.0))
    claims.needed("bearing", BEGIN + timedelta(days=30))
    claims.replaced("bearing")
    evidence = claims.evidence(FAMILIES)
    assert (evidence.elapsed_days.tolist(), evidence.left_days.tolist()) == ([20.0], [35.0])


def test_an_alarm_that_cleared_tells_nothing_of_a_life_but_lowers_the_precision() -> None:
    claims = Claims()
    claims.said(*claim(0, 60.0))
    claims.said(*claim(10, 50.0))
    claims.cleared("bearing")
    assert claims.evidence(FAMILIES).family.size == 0
    assert claims.precision(1.0) == pytest.approx(5 / 6)
    claims.said(*claim(30, 40.0))
    claims.needed("bearing", BEGIN + timedelta(days=60), at(60))
    assert claims.precision(1.0) == pytest.approx(6 / 7)


def test_a_need_nobody_foresaw_had_no_notice() -> None:
    claims = Claims()
    claims.needed("bearing", BEGIN + timedelta(days=5), at(5))
    assert claims.notice_days == [0.0]
    assert claims.evidence(FAMILIES).family.size == 0


def test_a_life_beyond_the_horizon_is_no_claim() -> None:
    life = DaysDistribution.from_quantiles({0.1: 30.0, 0.4: 90.0})
    assert claim_of("bearing", at(0), life) is None


def test_an_item_with_many_claims_is_one_outcome() -> None:
    claims = Claims()
    for day in range(0, 50, 7):
        claims.said(*claim(day, 60.0 - day))
    assert claims.outcomes() == 1, "a running item counts once half of a claim has passed"
    claims.needed("bearing", BEGIN + timedelta(days=55), at(55))
    claims.said(*claim(60, 80.0))
    assert claims.outcomes() == 1, "of the new item nothing is known yet"


def test_what_is_said_of_a_machine_that_has_failed_is_no_claim() -> None:
    claims = Claims()
    claims.said(*claim(0, 30.0))
    claims.said(*claim(20, 9.0))
    claims.needed("bearing", BEGIN + timedelta(days=19), at(19))
    assert claims.evidence(FAMILIES).elapsed_days.tolist() == [19.0]


def test_days_shorter_than_one_are_not_told_apart() -> None:
    claims = Claims()
    claims.said(*claim(0, 0.5))
    claims.needed("bearing", BEGIN, at(0.1))
    evidence = claims.evidence(FAMILIES)
    assert (evidence.median_days.tolist(), evidence.elapsed_days.tolist()) == ([1.0], [1.0])
