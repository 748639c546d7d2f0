"""The cost of every order day by one matrix product, against the sum written out."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.calendars import WorkCalendar, arrival_table
from app.core.order_cost import arrival_weights, cost_by_order_day, late_by_order_day
from app.core.order_time import tolerated_risk
from tests.core.written_out import expected_cost

DAYS = 80
MONDAY = date(2026, 3, 2)
ALWAYS = WorkCalendar()


def spread(weights: list[float]) -> np.ndarray:
    """Probabilities from any weights."""
    raw = np.array(weights) + 1e-9
    return np.asarray(raw / raw.sum())


pmfs = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20).map(spread)
money = st.floats(0.01, 5000.0)


def weights_of(lead: np.ndarray, taus: int, margin: int = 0) -> np.ndarray:
    table = arrival_table(MONDAY, ALWAYS, ALWAYS, taus, lead.size)
    return arrival_weights(lead, table, margin, np.arange(taus), DAYS)


def cdf_of(need: np.ndarray) -> np.ndarray:
    full = np.zeros(DAYS)
    full[: need.size] = need
    return np.cumsum(full)[None]


@given(pmfs, pmfs, money, money, st.floats(0, 300), st.floats(0, 6))
def test_the_product_equals_the_sum_over_every_pair_of_days(need, lead, h, c, ce, le):
    direct = expected_cost(need, lead, h, c, ce, le)
    by_product = cost_by_order_day(
        cdf_of(need), weights_of(lead, need.size), np.array([h]), np.array([c]), ce, le
    )
    assert by_product[0] == pytest.approx(direct, rel=1e-9, abs=1e-6 * (h + c))


@given(pmfs, pmfs, money, money)
@settings(max_examples=200)
def test_cheapest_day_equals_the_closed_rule(need, lead, h, c):
    weights = weights_of(lead, 40)
    cost = cost_by_order_day(cdf_of(need), weights, np.array([h]), np.array([c]))[0]
    late = late_by_order_day(cdf_of(need), weights)[0]
    risk = h / (h + c)
    rule = int((late <= risk + 1e-12).sum()) - 1
    assert cost[max(rule, 0)] == pytest.approx(cost.min(), rel=1e-9, abs=1e-9 * (h + c))


@given(pmfs, pmfs, money, money, st.floats(1.0, 50.0))
def test_dearer_waiting_never_orders_later_and_dearer_holding_never_earlier(need, lead, h, c, x):
    weights = weights_of(lead, 40)

    def best(holding: float, shortage: float) -> int:
        cost = cost_by_order_day(cdf_of(need), weights, np.array([holding]), np.array([shortage]))[
            0
        ]
        return int(np.flatnonzero(cost <= cost.min() + 1e-9 * (holding + shortage))[0])

    def latest(holding: float, shortage: float) -> int:
        cost = cost_by_order_day(cdf_of(need), weights, np.array([holding]), np.array([shortage]))[
            0
        ]
        return int(np.flatnonzero(cost <= cost.min() + 1e-9 * (holding + shortage))[-1])

    assert best(h, c * x) <= latest(h, c)
    assert latest(h * x, c) >= best(h, c)


@given(pmfs, pmfs, money, money, st.floats(0, 300), st.floats(0, 6))
def test_a_hurried_delivery_at_hand_never_makes_a_day_dearer(need, lead, h, c, ce, le):
    weights = weights_of(lead, 30)
    rates = np.array([h]), np.array([c])
    without = cost_by_order_day(cdf_of(need), weights, *rates)
    with_it = cost_by_order_day(cdf_of(need), weights, *rates, ce, le)
    assert (with_it <= without + 1e-6).all()


@pytest.mark.parametrize(("life", "lead", "order_day"), [(18, 5, 12), (10, 6, 3)])
def test_sure_days_give_the_day_that_subtraction_gives(life, lead, order_day):
    need, sure = np.zeros(life + 1), np.zeros(lead + 1)
    need[life], sure[lead] = 1.0, 1.0
    for h, c in ((0.1, 0.2), (1.0, 5000.0), (7.0, 1.0)):
        cost = cost_by_order_day(
            cdf_of(need), weights_of(sure, 40, margin=1), np.array([h]), np.array([c])
        )[0]
        assert int(cost.argmin()) == order_day


def test_each_order_day_has_all_its_probability_on_the_grid():
    lead = spread([0, 1, 3, 2, 1])
    weekdays = WorkCalendar(frozenset(range(5)))
    table = arrival_table(MONDAY, weekdays, weekdays, 30, lead.size)
    weights = arrival_weights(lead, table, 1, np.array([0, 1, 3, 7, 14]), 12)
    assert weights.sum(axis=0) == pytest.approx(np.ones(5))
    assert float(tolerated_risk(1.0, 3.0, 0.5)) == 0.25
