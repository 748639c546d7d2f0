"""What was predicted beside what became of it: closed by failures, replacements and all-clears."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.backtest.claims import Claims
from app.backtest.records import PastNeed, Predicted, Replaced
from app.core.distribution import DaysDistribution
from app.core.health import RulEstimate, RulState

BEGIN = date(2025, 1, 1)
FAMILIES = {"bearing": 0}


def said(day: int, median: float, state: RulState = RulState.DEGRADING) -> Predicted:
    at = datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    life = DaysDistribution.from_quantiles(
        {0.05: 0.5 * median, 0.16: 0.7 * median, 0.5: median, 0.84: 1.4 * median, 0.95: 2 * median}
    )
    return Predicted(at.date(), "bearing", at, RulEstimate(state, life, "m", "1", at, 100))


def need(day: int, *, is_failure: bool) -> PastNeed:
    return PastNeed(BEGIN + timedelta(days=day), f"{day}", "part", "bearing", 1, is_failure)


def test_a_failure_closes_every_claim_with_what_was_really_left() -> None:
    claims = Claims()
    for day, median in ((0, 60.0), (3, 58.0), (10, 45.0), (20, 30.0)):
        claims.said(said(day, median))
    claims.needed(need(40, is_failure=True))
    evidence = claims.evidence(FAMILIES)
    assert evidence.elapsed_days.tolist() == [40.0, 30.0, 20.0], "one claim a week"
    assert evidence.left_days.tolist() == [0.0, 0.0, 0.0]
    assert evidence.median_days.tolist() == [60.0, 45.0, 30.0]
    assert evidence.log_sd[0] == pytest.approx(0.3466, abs=1e-3)
    assert claims.notice_days == [40.0]


def test_planned_work_leaves_what_was_last_said() -> None:
    claims = Claims()
    claims.said(said(0, 60.0))
    claims.said(said(20, 35.0))
    claims.needed(need(30, is_failure=False))
    claims.replaced(Replaced(BEGIN + timedelta(days=30), "bearing"))
    evidence = claims.evidence(FAMILIES)
    assert (evidence.elapsed_days.tolist(), evidence.left_days.tolist()) == ([20.0], [35.0])


def test_an_alarm_that_cleared_tells_nothing_of_a_life_but_lowers_the_precision() -> None:
    claims = Claims()
    claims.said(said(0, 60.0))
    claims.said(said(10, 50.0))
    claims.said(said(20, 900.0, RulState.NO_DEGRADATION))
    assert claims.evidence(FAMILIES).family.size == 0
    assert claims.precision(1.0) == pytest.approx(5 / 6)
    claims.said(said(30, 40.0))
    claims.needed(need(60, is_failure=True))
    assert claims.precision(1.0) == pytest.approx(6 / 7)


def test_a_need_nobody_foresaw_had_no_notice() -> None:
    claims = Claims()
    claims.needed(need(5, is_failure=True))
    assert claims.notice_days == [0.0]
    assert claims.evidence(FAMILIES).family.size == 0


def test_a_life_beyond_the_horizon_is_no_claim() -> None:
    claims = Claims()
    at = datetime(2025, 1, 1, tzinfo=UTC)
    life = DaysDistribution.from_quantiles({0.1: 30.0, 0.4: 90.0})
    rul = RulEstimate(RulState.DEGRADING, life, "m", "1", at, 100)
    claims.said(Predicted(BEGIN, "bearing", at, rul))
    assert claims.running == {}
