"""The pool is fitted from all suppliers at once and knows when it knows nothing."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lead_pool import LEAST_WEIGHT, MOST_WEIGHT, fit_pool
from app.core.lead_posterior import LeadPrior
from app.core.lead_time import Supplier, lead_time_of

many = st.lists(st.lists(st.floats(0.5, 90.0), min_size=3, max_size=8), min_size=3, max_size=8)


def test_too_few_receipts_fit_no_pool() -> None:
    assert fit_pool([]) is None
    assert fit_pool([[5.0] * 20, [6.0] * 20]) is None, "two suppliers are not suppliers in general"
    assert fit_pool([[5.0], [6.0], [9.0], [2.0]]) is None, "nothing says how one of them scatters"


@given(many)
def test_a_pool_lies_among_its_suppliers(receipts) -> None:
    pool = fit_pool(receipts)
    assert pool is not None
    means = [float(np.log(days).mean()) for days in receipts]
    assert min(means) - 1e-9 <= pool.mean_log <= max(means) + 1e-9
    assert LEAST_WEIGHT <= pool.weight <= MOST_WEIGHT
    assert math.isfinite(lead_time_of(Supplier("new", "New"), pool).distribution.days[-1])


@given(many, st.integers(2, 6))
def test_a_supplier_with_many_receipts_weighs_no_more(receipts, times) -> None:
    once, often = fit_pool(receipts), fit_pool([receipts[0] * times, *receipts[1:]])
    assert once is not None
    assert often is not None
    assert often.mean_log == pytest.approx(once.mean_log)


def test_a_pool_finds_the_suppliers_it_was_drawn_from() -> None:
    chance = np.random.default_rng(3)
    centres = chance.normal(math.log(9.0), 0.35, 200)
    pool = fit_pool([np.exp(chance.normal(c, 0.3, 12)).tolist() for c in centres])
    assert pool is not None
    assert pool.mean_log == pytest.approx(math.log(9.0), abs=0.08)
    assert pool.rate / pool.shape == pytest.approx(0.3**2, rel=0.1)
    assert pool.weight == pytest.approx((0.3 / 0.35) ** 2, abs=0.2)


@given(st.lists(st.floats(1.0, 60.0), max_size=3), st.floats(2.0, 40.0))
def test_few_receipts_stay_near_the_pool(receipts, centre) -> None:
    pool = LeadPrior(math.log(centre), 1.0, 3.0, 0.3)
    lead = lead_time_of(Supplier("v", "V", receipts_days=tuple(receipts)), pool)
    own = [math.log(r) for r in receipts] + [math.log(centre)]
    assert min(own) - 0.2 <= math.log(lead.median_days) <= max(own) + 0.2
