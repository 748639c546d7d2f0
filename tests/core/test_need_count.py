"""The k-th need is counted exactly, with no cap on k."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.core.distribution import DaysDistribution
from app.core.need_count import at_least, days_from_grid, kth_need, need_by_day

chances = st.lists(st.floats(0.0, 1.0), min_size=0, max_size=5)


def by_enumeration(slots: list[float], rate: float, planned: int, k: int) -> float:
    """P(N >= k) over every way the positions can fail, the rest from Poisson's tail."""
    total = 0.0
    for failed in product((0, 1), repeat=len(slots)):
        chance = float(np.prod([p if f else 1 - p for p, f in zip(slots, failed, strict=True)]))
        total += chance * float(stats.poisson.sf(k - 1 - sum(failed) - planned, rate))
    return total


@given(chances, st.floats(0.0, 6.0), st.integers(0, 3), st.integers(1, 8))
def test_counting_agrees_with_enumerating_every_way_to_fail(slots, rate, planned, k):
    column = np.array(slots, dtype=float).reshape(-1, 1)
    found = kth_need(column, np.array([rate]), np.array([planned]), k)[0]
    assert found == pytest.approx(by_enumeration(slots, rate, planned, k), abs=1e-9)


@given(st.integers(1, 400))
def test_no_count_is_capped(k):
    certain = np.array([float(k)])
    reached = kth_need(np.zeros((0, 1)), certain * 3, np.zeros(1, dtype=int), k)[0]
    assert reached == pytest.approx(float(stats.poisson.sf(k - 1, 3.0 * k)), abs=1e-9)


def test_a_later_need_never_comes_before_an_earlier_one():
    rng = np.random.default_rng(3)
    slots = np.sort(rng.random((2, 6, 40)), axis=-1)
    unpredicted = np.cumsum(rng.random((2, 40)) * 0.1, axis=-1)
    planned = np.cumsum(rng.random((2, 40)) < 0.1, axis=-1)
    reached = at_least(slots, unpredicted, planned, 9)
    assert (np.diff(reached, axis=-2) <= 1e-12).all()
    assert (np.diff(reached, axis=-1) >= -1e-12).all()


def test_a_life_laid_on_the_grid_and_back_is_the_same_life():
    life = DaysDistribution.from_quantiles({0.1: 10.5, 0.5: 20.2, 0.9: 40.9})
    again = days_from_grid(need_by_day(life.fleet(), 60)[0])
    for day in range(45):
        at = float(day)
        assert again.probability_before(at) == pytest.approx(life.probability_before(at), abs=0.011)
    assert np.isinf(again.quantile(0.95))


@given(st.integers(0, 50))
def test_a_failure_on_a_sure_day_is_a_need_of_that_day(day):
    grid = need_by_day(DaysDistribution.certain(float(day)).fleet(), 60)[0]
    assert int(np.argmax(grid > 0.5)) == day
    assert int(days_from_grid(grid).quantile(0.3)) == day
