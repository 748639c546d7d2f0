"""Exact policies are no dearer than any neighbour, by sums written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.core.newsvendor import expected_shortage, newsvendor_poisson
from app.core.reorder_policy import order_up_to_levels, reorder_quantity

rates = st.floats(0.5, 50.0)


def one_period(h: float, p: float, mean: float, position: int) -> float:
    """h E[(y - X)+] + p E[(X - y)+], summed over Poisson's counts."""
    counts = np.arange(200)
    chance = stats.poisson.pmf(counts, mean)
    left = np.maximum(position - counts, 0) @ chance
    missing = np.maximum(counts - position, 0) @ chance
    return float(h * left + p * missing)


@given(st.floats(0.0, 30.0), st.integers(0, 60))
def test_missing_pieces_agree_with_the_sum(mean, level):
    counts = np.arange(300)
    summed = np.maximum(counts - level, 0) @ stats.poisson.pmf(counts, mean)
    assert expected_shortage(mean, level) == pytest.approx(float(summed), abs=1e-9)


@given(rates, rates, st.floats(0.01, 30.0))
def test_the_newsvendor_level_is_the_cheapest(h, p, mean):
    found = newsvendor_poisson(h, p, mean)
    costs = [one_period(h, p, mean, level) for level in range(90)]
    assert found.cost == pytest.approx(min(costs), rel=1e-9, abs=1e-9)
    assert found.cost == pytest.approx(costs[int(found.level)], rel=1e-9, abs=1e-9)


@given(rates, rates, st.floats(0.0, 300.0), st.floats(0.1, 6.0), st.floats(0.1, 3.0))
@settings(max_examples=40)
def test_no_reorder_point_and_quantity_is_cheaper(h, p, order_cost, demand, lead):
    found = reorder_quantity(h, p, order_cost, demand, lead)
    level = [one_period(h, p, demand * lead, y) for y in range(80)]

    def cost(reorder_at: int, quantity: int) -> float:
        between = level[reorder_at + 1 : reorder_at + quantity + 1]
        return (order_cost * demand + sum(between)) / quantity

    cheapest = min(cost(r, q) for r in range(30) for q in range(1, 30))
    assert found.cost <= cheapest + 1e-6
    if 0 <= found.reorder_at < 30 and found.quantity < 30:
        assert found.cost == pytest.approx(cost(found.reorder_at, found.quantity))


@given(rates, rates, st.floats(0.0, 200.0), st.floats(0.5, 8.0))
@settings(max_examples=25)
def test_no_pair_of_levels_is_cheaper(h, p, order_cost, mean):
    found = order_up_to_levels(h, p, order_cost, mean)
    chance = stats.poisson.pmf(np.arange(60), mean)
    visits = [1.0 / (1.0 - chance[0])]
    for down in range(1, 40):
        before = sum(chance[n] * visits[down - n] for n in range(1, down + 1))
        visits.append(before / (1.0 - chance[0]))
    level = {y: one_period(h, p, mean, y) for y in range(40)}

    def cost(low: int, high: int) -> float:
        spent = sum(visits[down] * level[high - down] for down in range(high - low))
        return float((order_cost + spent) / sum(visits[: high - low]))

    cheapest = min(cost(low, high) for high in range(1, 40) for low in range(high))
    assert found.cost <= cheapest + 1e-6
