"""A share of few cases comes with how little it tells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.core.shares import INTERVAL, LEAST_TELLING, Share


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_is_that_of_the_beta_law(pair: tuple[int, int]) -> None:
    share = Share(*pair)
    low, high = share.interval
    assert 0.0 <= low <= share.value <= high <= 1.0
    law = stats.beta(share.count + 0.5, share.n - share.count + 0.5)
    if 0 < share.count < share.n:
        assert (low, high) == pytest.approx((law.ppf(0.05), law.ppf(0.95)), abs=1e-9)


def test_it_covers_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    true, n = 0.8, 15
    counts = random.binomial(n, true, 4000)
    covered = [low <= true <= high for low, high in (Share(int(c), n).interval for c in counts)]
    assert np.mean(covered) == pytest.approx(INTERVAL, abs=0.05)


def test_no_case_tells_nothing_and_few_are_not_telling() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, (0.0, 1.0))
    assert not Share(LEAST_TELLING - 1, LEAST_TELLING - 1).is_telling
    assert Share(0, LEAST_TELLING).is_telling
