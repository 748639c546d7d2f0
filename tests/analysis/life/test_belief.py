import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.life.belief import LifeBelief, of_one, quantiles_left
from app.core.distribution import LEVELS

ages = st.floats(0, 2e5)


@st.composite
def beliefs(draw):
    count = draw(st.integers(1, 6))
    shape = draw(st.lists(st.floats(0.7, 5.0), min_size=count, max_size=count))
    scale = draw(st.lists(st.floats(100.0, 1e5), min_size=count, max_size=count))
    weight = np.array(draw(st.lists(st.floats(0.05, 1.0), min_size=count, max_size=count)))
    return LifeBelief(np.array(shape), np.array(scale), np.log(weight / weight.sum()))


@given(belief=beliefs(), age=st.floats(0, 3e4))
def test_the_share_that_has_failed_by_a_quantile_is_its_level(belief, age):
    left = quantiles_left(belief, age)
    # Between lives a hundredfold apart the grid of days is coarse.
    assert np.allclose(1 - belief.survival(age, left), LEVELS, atol=2e-2)


@given(shape=st.floats(0.7, 5.0), scale=st.floats(100.0, 1e5), age=st.floats(0, 5e4))
def test_one_weibull_is_the_closed_form(shape, scale, age):
    used = (age / scale) ** shape
    if used > 200:
        return
    wanted = scale * (used - np.log1p(-LEVELS)) ** (1 / shape) - age
    assert np.allclose(quantiles_left(of_one(shape, scale), age), wanted, rtol=2e-2, atol=1e-3)


@given(belief=beliefs(), age=ages)
def test_survival_begins_at_one_and_falls(belief, age):
    alive = belief.survival(age, np.array([0.0, 10.0, 1e3, 1e5]))
    assert alive[0] == pytest.approx(1.0)
    assert (np.diff(alive) <= 1e-12).all()


def test_an_age_nobody_reaches_leaves_numbers():
    left = quantiles_left(of_one(3.0, 1000.0), 50_000.0)
    assert np.isfinite(left).all()
    assert left[51] < 1.0


def test_a_survivor_is_more_likely_one_of_the_long_lived():
    two = LifeBelief(np.array([2.0, 2.0]), np.array([1e3, 1e5]), np.log([0.5, 0.5]))
    assert two.survival(0.0, np.array([3000.0]))[0] == pytest.approx(0.5, abs=1e-3)
    assert two.survival(5000.0, np.array([3000.0]))[0] > 0.99


def test_the_mean_is_that_of_the_weibulls():
    assert of_one(1.0, 500.0).mean_hours() == pytest.approx(500.0)
