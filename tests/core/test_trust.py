"""Predictions are judged by what became of the earlier ones, corrected, or not relied on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.trust import ENOUGH_CLAIMS, Evidence, Verdict, corrected, judge

Z = np.linspace(-3.09, 3.09, 103)


def record(count=400, *, bias=1.0, sigma=0.3, claimed=0.3, replaced_at=15.0, family=0, seed=3):
    """Claims about lives of 30 to 90 days; each slot is replaced some days before its end."""
    rng = np.random.default_rng(seed)
    life = rng.uniform(30.0, 90.0, count)
    left = np.full(count, replaced_at)
    told, later = (np.exp(sigma * rng.standard_normal(count)) for _ in range(2))
    return Evidence(
        np.full(count, family),
        bias * life * told,
        np.full(count, claimed),
        life - left,
        bias * left * later,
    )


def test_honest_claims_are_called_so_though_no_failure_was_ever_seen():
    trust = judge(record(), 1)
    assert trust.verdict == (Verdict.CALIBRATED,)
    assert trust.relied_on.all()
    assert trust.bias[0] == pytest.approx(1.0, abs=0.08)
    assert trust.spread[0] == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize("bias", [0.6, 1.6])
def test_a_bias_shows_in_how_fast_claims_fall(bias):
    trust = judge(record(bias=bias), 1)
    assert trust.verdict == (Verdict.BIASED,)
    assert trust.bias[0] == pytest.approx(bias, rel=0.1)


@pytest.mark.parametrize(
    ("claimed", "verdict"), [(0.1, Verdict.OVERCONFIDENT), (0.9, Verdict.UNDERCONFIDENT)]
)
def test_a_wrong_spread_is_put_right(claimed, verdict):
    trust = judge(record(claimed=claimed), 1)
    assert trust.verdict == (verdict,)
    assert trust.spread[0] * claimed == pytest.approx(0.3, rel=0.15)


def test_claims_that_scatter_wider_than_the_lives_are_not_relied_on():
    trust = judge(record(sigma=1.2, claimed=1.2, replaced_at=0.0), 1)
    assert trust.verdict == (Verdict.UNINFORMATIVE,)
    assert not trust.relied_on.any()


def test_too_few_claims_are_no_ground_to_order_on():
    trust = judge(record(ENOUGH_CLAIMS - 1), 2)
    assert trust.verdict == (Verdict.NOT_ENOUGH,) * 2
    assert not trust.relied_on.any()
    assert trust.bias.tolist() == trust.spread.tolist() == [1.0, 1.0]


def test_a_family_without_claims_takes_the_plants_experience():
    trust = judge(record(bias=1.6), 3)
    assert trust.bias[2] == pytest.approx(trust.bias[0], rel=0.05)


def test_a_family_with_claims_of_its_own_departs_from_the_plant():
    good, bad = record(bias=1.0), record(200, bias=1.8, family=1, seed=8)
    names = ("family", "median_days", "log_sd", "elapsed_days", "left_days")
    both = Evidence(*(np.concatenate((getattr(good, n), getattr(bad, n))) for n in names))
    trust = judge(both, 2)
    assert trust.bias[1] > 1.5
    assert trust.bias[0] < 1.2


def test_a_claim_of_which_little_is_known_by_now_says_nothing():
    fresh = record(200, replaced_at=80.0)
    assert judge(fresh, 1).verdict == (Verdict.NOT_ENOUGH,)


@given(st.floats(0.4, 2.5), st.floats(0.2, 3.0), st.floats(1.0, 400.0), st.floats(0.05, 1.0))
@settings(max_examples=40)
def test_a_corrected_lognormal_claim_is_the_lognormal_one_meant(bias, spread, median, log_sd):
    claim = median * np.exp(log_sd * Z)[None]
    better = corrected(claim, np.array([bias]), np.array([spread]))
    assert np.allclose(better, median / bias * np.exp(spread * log_sd * Z), rtol=1e-3, atol=1e-2)
    assert (np.diff(better) >= 0).all()


def test_what_lies_past_the_horizon_stays_there():
    claim = np.concatenate((np.linspace(5.0, 50.0, 60), np.full(43, np.inf)))[None]
    better = corrected(claim, np.array([1.5]), np.array([2.0]))
    assert np.array_equal(np.isinf(better), np.isinf(claim))
