"""Where formulas overlap, the order rules say what stockpyl says, on generated cases."""

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.newsvendor import newsvendor_normal, newsvendor_poisson
from app.core.order_quantity import (
    economic_order_quantity,
    quantity_at_all_units_price,
    quantity_at_incremental_price,
    quantity_with_backorders,
)
from app.core.reorder_policy import order_up_to_levels, reorder_quantity

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its docstrings carry backslashes that Python complains of
    eoq = pytest.importorskip("stockpyl.eoq")
    newsvendor = pytest.importorskip("stockpyl.newsvendor")
    rq = pytest.importorskip("stockpyl.rq")
    ss = pytest.importorskip("stockpyl.ss")

some_cases = settings(max_examples=60, deadline=None)
slow_cases = settings(max_examples=15, deadline=None)  # stockpyl takes half a second for one
fixed = st.floats(0.5, 500.0)
holding = st.floats(0.05, 20.0)
demand = st.floats(0.5, 500.0)
factor = st.floats(1.1, 200.0)


@st.composite
def price_breaks(draw):
    """Least quantities and falling prices, the first from 0 on."""
    count = draw(st.integers(0, 3))
    least = sorted(draw(st.lists(st.integers(5, 400), min_size=count, max_size=count, unique=True)))
    prices = [draw(st.floats(5.0, 200.0))]
    for _ in least:
        prices.append(prices[-1] * draw(st.floats(0.7, 0.98)))
    return [0, *least], prices


@some_cases
@given(fixed, holding, demand)
def test_the_economic_order_quantity(order_cost, h, rate):
    quantity, cost = eoq.economic_order_quantity(order_cost, h, rate)
    found = economic_order_quantity(order_cost, h, rate)
    assert (found.quantity, found.cost) == pytest.approx((quantity, cost))


@some_cases
@given(fixed, holding, factor, demand)
def test_the_quantity_with_backorders(order_cost, h, more, rate):
    quantity, short, cost = eoq.economic_order_quantity_with_backorders(
        order_cost, h, h * more, rate
    )
    found = quantity_with_backorders(order_cost, h, h * more, rate)
    assert (found.quantity, found.short_share, found.cost) == pytest.approx((quantity, short, cost))


@some_cases
@given(fixed, st.floats(0.05, 0.6), demand, price_breaks())
def test_the_quantity_with_prices_of_all_units(order_cost, rate, per_year, breaks):
    least, prices = breaks
    quantity, tier, cost = eoq.economic_order_quantity_with_all_units_discounts(
        order_cost, rate, per_year, least, prices
    )
    found = quantity_at_all_units_price(order_cost, rate, per_year, least, prices)
    assert found.cost == pytest.approx(cost)
    assert (found.quantity, found.tier) == (pytest.approx(quantity), tier)


@some_cases
@given(fixed, st.floats(0.05, 0.6), demand, price_breaks())
def test_the_quantity_with_prices_of_what_lies_beyond_a_break(order_cost, rate, per_year, breaks):
    least, prices = breaks
    quantity, tier, cost = eoq.economic_order_quantity_with_incremental_discounts(
        order_cost, rate, per_year, least, prices
    )
    found = quantity_at_incremental_price(order_cost, rate, per_year, least, prices)
    assert found.cost == pytest.approx(cost)
    assert (found.quantity, found.tier) == (pytest.approx(quantity), tier)


@some_cases
@given(holding, factor, st.floats(5.0, 300.0), st.floats(0.5, 60.0))
def test_the_newsvendor_of_normal_demand(h, more, mean, sd):
    level, cost = newsvendor.newsvendor_normal(h, h * more, mean, sd)
    found = newsvendor_normal(h, h * more, mean, sd)
    assert (found.level, found.cost) == pytest.approx((level, cost))


@some_cases
@given(holding, factor, st.floats(0.05, 60.0))
def test_the_newsvendor_of_poisson_demand(h, more, mean):
    level, cost = newsvendor.newsvendor_poisson(h, h * more, mean)
    found = newsvendor_poisson(h, h * more, mean)
    assert found.level == level
    assert found.cost == pytest.approx(cost)


@slow_cases
@given(holding, factor, st.floats(0.5, 100.0), st.floats(0.1, 4.0), st.floats(0.2, 3.0))
def test_the_reorder_quantity_of_poisson_demand(h, more, order_cost, rate, lead_time):
    reorder_at, quantity, cost = rq.r_q_poisson_exact(h, h * more, order_cost, rate, lead_time)
    found = reorder_quantity(h, h * more, order_cost, rate, lead_time)
    assert found.cost == pytest.approx(cost)
    assert (found.reorder_at, found.quantity) == (reorder_at, quantity)


@slow_cases
@given(st.floats(0.5, 5.0), st.floats(2.0, 30.0), st.floats(1.0, 100.0), st.floats(0.5, 15.0))
def test_the_order_up_to_levels_of_poisson_demand(h, more, order_cost, mean):
    low, high, cost = ss.s_s_discrete_exact(h, h * more, order_cost, True, mean)
    found = order_up_to_levels(h, h * more, order_cost, mean)
    assert found.cost == pytest.approx(cost)
    assert (found.reorder_at, found.order_up_to) == (low, high)
