"""How the demo plant's faults come, grow and go."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demo_plant.wear import (
    GROWTH_DAYS,
    HEALTHY_DAYS,
    LIMIT_BLOW_MS2,
    BearingWear,
    UnbalanceEpisodes,
    Wander,
)

lives = st.integers(0, 10_000).map(
    lambda seed: BearingWear.drawn(np.random.default_rng(seed), HEALTHY_DAYS)
)


@given(lives)
@settings(deadline=None)
def test_onset_and_growth_stay_within_a_fifth_of_the_usual(wear: BearingWear) -> None:
    assert wear.onset_days == pytest.approx(HEALTHY_DAYS, rel=0.2)
    assert wear.growth_days == pytest.approx(GROWTH_DAYS, rel=0.2)


@given(lives, st.floats(0, 0.999))
@settings(deadline=None)
def test_a_bearing_makes_no_blows_before_its_spall(wear: BearingWear, share: float) -> None:
    assert wear.blow_ms2(share * wear.onset_days) == 0


@given(lives)
@settings(deadline=None)
def test_blows_grow_steadily_over_every_week(wear: BearingWear) -> None:
    weeks = np.arange(wear.onset_days, wear.onset_days + wear.growth_days, 7.0)
    blows = [wear.blow_ms2(float(day)) for day in weeks]
    assert blows == sorted(blows)


@given(lives)
@settings(deadline=None)
def test_the_limit_blow_falls_at_the_end_of_growth(wear: BearingWear) -> None:
    at_limit = wear.blow_ms2(wear.onset_days + wear.growth_days)
    assert at_limit == pytest.approx(LIMIT_BLOW_MS2, rel=0.1)


@given(lives)
@settings(deadline=None)
def test_a_bearing_seizes_some_days_past_its_limit_and_stays_so(wear: BearingWear) -> None:
    limit_day = wear.onset_days + wear.growth_days
    seized = [wear.has_seized(limit_day + days) for days in np.arange(-5, 60, 0.5)]
    assert not wear.has_seized(limit_day + 1)
    assert wear.has_seized(limit_day + 8)
    assert seized == sorted(seized)


@given(st.integers(0, 1000), st.floats(0, 400))
@settings(deadline=None)
def test_a_wander_stays_within_one(seed: int, days: float) -> None:
    wander = Wander.drawn(np.random.default_rng(seed), (0.4, 3.3))
    assert -1 <= wander.at(days) <= 1


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_unbalance_comes_and_goes_again_and_again(seed: int) -> None:
    episodes = UnbalanceEpisodes(seed)
    for begins in (0, 16, 160):
        course = [episodes.velocity_mms(begins + hours / 24) for hours in range(16 * 24)]
        assert course[0] == course[-1] == pytest.approx(0.95)
        assert 3.0 < max(course) < 3.65
        assert 4 * 24 < sum(level > 0.96 for level in course) < 8 * 24
