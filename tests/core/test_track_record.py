"""What a model's record does to a prediction of it: stands, is corrected, or is not relied on."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.assets import AssetClass
from app.core.claims import Claim, Claims
from app.core.distribution import LEVELS, DaysDistribution
from app.core.track_reasons import track_reasons
from app.core.track_record import (
    CORRECTED,
    LEAST_SPREAD,
    CheckedClaim,
    FamilyRecord,
    TrackRecord,
    family_records,
)
from app.core.trust import ENOUGH_CLAIMS, Verdict

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
LIFE = DaysDistribution(np.exp(np.linspace(2.0, 4.0, LEVELS.size)))


def failed(count: int, factor: float, machine: str = "pump", log_sd: float = 0.3) -> Claims:
    """Claims of items that lasted 40 days, each off by a factor."""
    claims = Claims()
    for n in range(count):
        name, day = f"{machine}{n}", BEGIN + timedelta(days=n)
        claims.said(day.date(), Claim(name, day, 40.0 * factor, log_sd))
        end = day + timedelta(days=40)
        claims.needed(name, end.date(), end)
    return claims


def judged(claims: Claims, count: int = 40) -> TrackRecord:
    class_of = {f"pump{n}": AssetClass.PUMP for n in range(count)}
    class_of |= {f"fan{n}": AssetClass.FAN for n in range(count)}
    found = tuple(family_records({("path", "2"): claims}, class_of))
    return TrackRecord(date(2026, 1, 1), found)


def test_nothing_is_said_before_enough_items_are_known() -> None:
    few = judged(failed(ENOUGH_CLAIMS - 1, 1.6)).of(("path", "2"), AssetClass.PUMP)
    assert (few.verdict, few.outcomes, few.bias) == (Verdict.NOT_ENOUGH, 7, 1.0)
    enough = judged(failed(ENOUGH_CLAIMS, 1.6)).of(("path", "2"), AssetClass.PUMP)
    assert (enough.verdict, enough.bias) == (Verdict.BIASED, pytest.approx(1.6))


def test_errors_that_happen_to_be_alike_make_no_claim_certain() -> None:
    record = judged(failed(20, 1.6)).of(("path", "2"), AssetClass.PUMP)
    assert record.spread == LEAST_SPREAD


def test_a_class_without_claims_is_judged_by_the_model_on_others() -> None:
    record = judged(failed(20, 1.6)).of(("path", "2"), AssetClass.GEARBOX)
    assert (record.own_claims, record.claims) == (0, 20)
    assert record.bias == record.own_bias == record.plant_bias == pytest.approx(1.6)


def test_a_model_the_books_do_not_know_has_an_empty_record() -> None:
    found = judged(failed(20, 1.6)).of(("path", "3"), AssetClass.PUMP)
    assert found == FamilyRecord("path", "3", "pump")


factors = st.floats(0.2, 5.0)


@given(st.sampled_from(Verdict), factors, st.floats(LEAST_SPREAD, 4.0), st.floats(0.0, 80.0))
def test_a_corrected_life_is_one_again_and_only_some_verdicts_correct(
    verdict: Verdict, bias: float, spread: float, age_days: float
) -> None:
    record = FamilyRecord("m", "1", "pump", verdict, 9, 9, 9, bias, spread)
    checked = CheckedClaim(record, LIFE, age_days)
    median = LIFE.quantile(0.5) / (bias if verdict in CORRECTED else 1.0)
    assert checked.life.quantile(0.5) == pytest.approx(max(median - age_days, 0.0))
    assert checked.is_relied_on == (verdict is not Verdict.UNINFORMATIVE)
    assert all(reason.text() for reason in track_reasons(checked))


@given(factors)
def test_a_claim_whose_median_is_beyond_the_horizon_only_loses_its_bias(bias: float) -> None:
    record = FamilyRecord("m", "1", "pump", Verdict.BIASED, 9, 9, 9, bias, 2.0)
    far = DaysDistribution.from_quantiles({0.1: 30.0, 0.4: 90.0})
    life = CheckedClaim(record, far, 0.0).life
    assert life.quantile(0.1) == pytest.approx(30.0 / bias)
    assert np.isinf(life.quantile(0.5))
