"""Distributions of days: interpolation, steps, fleets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.distribution import LEVELS, DaysDistribution, cumulative

spreads = st.lists(st.floats(0.0, 400.0), min_size=5, max_size=5).map(
    lambda days: DaysDistribution(
        np.interp(LEVELS, [0.001, 0.1, 0.5, 0.9, 0.999], np.sort(np.array(days)))
    )
)


@given(spreads, st.floats(0.001, 0.999))
def test_probability_of_a_quantile_is_at_least_its_level(
    distribution: DaysDistribution, level: float
) -> None:
    day = distribution.quantile(level)
    assert distribution.probability_within(day) >= level - 1e-6


@given(spreads, st.floats(0.0, 500.0), st.floats(0.0, 500.0))
def test_probability_never_falls_with_the_days(
    distribution: DaysDistribution, one: float, other: float
) -> None:
    early, late = sorted((one, other))
    assert distribution.probability_within(early) <= distribution.probability_within(late) + 1e-12


@given(spreads, st.floats(0.0, 500.0))
def test_before_a_day_is_never_more_than_by_that_day(
    distribution: DaysDistribution, day: float
) -> None:
    assert distribution.probability_before(day) <= distribution.probability_within(day) + 1e-12


@given(spreads)
def test_json_keeps_every_quantile(distribution: DaysDistribution) -> None:
    again = DaysDistribution.from_json(distribution.to_json())
    np.testing.assert_allclose(again.days, distribution.days, atol=1e-6)


def test_json_keeps_what_lies_beyond_the_horizon() -> None:
    distribution = DaysDistribution.from_quantiles({0.1: 10.0, 0.5: 20.0})
    again = DaysDistribution.from_json(distribution.to_json())
    assert np.isinf(again.quantile(0.9))
    assert again.probability_within(10_000.0) == pytest.approx(0.5)


def test_below_the_lowest_quantile_probability_is_a_straight_line_to_day_zero() -> None:
    distribution = DaysDistribution.from_quantiles({0.1: 10.0, 0.9: 40.0})
    assert distribution.probability_within(5.0) == pytest.approx(0.05)
    assert distribution.probability_within(0.0) == 0.0


def test_certain_days_step_at_their_day() -> None:
    sure = DaysDistribution.certain(18.0)
    assert sure.probability_before(18.0) == pytest.approx(0.001)
    assert sure.probability_within(18.0) == pytest.approx(0.999)


def test_a_fleet_answers_like_its_members() -> None:
    members = [DaysDistribution.certain(5.0), DaysDistribution.from_quantiles({0.2: 3, 0.8: 9})]
    fleet = DaysDistribution.stacked(members)
    at = np.arange(12.0)
    rows = cumulative(fleet.fleet(), at, closed=True)
    for row, member in zip(rows, members, strict=True):
        np.testing.assert_allclose(row, [member.probability_within(d) for d in at])
    assert len(fleet) == 2


def test_two_normal_lives_are_compared_as_by_sampling() -> None:
    chance = np.random.default_rng(1)
    one, other = chance.normal(50, 5, 200_000), chance.normal(45, 8, 200_000)
    exact = (one > other).mean()
    kept = DaysDistribution.from_samples(one).probability_later_than(
        DaysDistribution.from_samples(np.maximum(other, 0))
    )
    assert kept == pytest.approx(exact, abs=0.005)


@pytest.mark.parametrize(
    "days",
    [
        np.full(102, 1.0),
        np.full(103, -1.0),
        np.full(103, np.nan),
        np.concatenate(([5.0], np.full(102, 1.0))),
    ],
)
def test_impossible_quantiles_are_refused(days: np.ndarray) -> None:
    with pytest.raises(ValueError, match="quantile"):
        DaysDistribution(days)


def test_levels_are_the_agreed_ones() -> None:
    assert LEVELS[:3].tolist() == [0.001, 0.005, 0.01]
    assert LEVELS[-3:].tolist() == [0.99, 0.995, 0.999]


def test_one_quantile_is_no_certainty() -> None:
    life = DaysDistribution.from_quantiles({0.9: 30.0})
    assert life.probability_within(15.0) == pytest.approx(0.45)
    assert np.isinf(life.quantile(0.95))


def test_equal_quantiles_keep_what_lies_above_them() -> None:
    life = DaysDistribution.from_quantiles({0.1: 30.0, 0.9: 30.0})
    assert (life.quantile(0.1), life.quantile(0.9)) == (30.0, 30.0)
    assert life.probability_within(10_000.0) == pytest.approx(0.9)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, np.nan, np.inf])
def test_a_level_outside_0_to_1_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="levels lie between 0 and 1"):
        DaysDistribution.from_quantiles({level: 3.0})
