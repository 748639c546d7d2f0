"""Order quantities are the cheapest of all quantities, by the cost written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ScenarioRefused
from app.core.order_quantity import (
    economic_order_quantity,
    quantity_at_all_units_price,
    quantity_at_incremental_price,
    quantity_with_backorders,
)

money = st.floats(0.5, 200.0)
TRIED = np.linspace(0.5, 400.0, 4000)


@given(money, st.floats(0.5, 50.0), st.floats(0.5, 500.0))
def test_no_other_quantity_is_cheaper(order_cost, holding, demand):
    found = economic_order_quantity(order_cost, holding, demand)
    costs = order_cost * demand / TRIED + holding * TRIED / 2
    assert found.cost <= costs.min() + 1e-9
    assert found.cost == pytest.approx(
        order_cost * demand / found.quantity + holding * found.quantity / 2
    )


def test_without_a_cost_of_holding_there_is_no_best_quantity() -> None:
    for holding in (0.0, -1.0):
        with pytest.raises(ScenarioRefused, match="a holding cost above 0, found"):
            economic_order_quantity(60.0, holding, 12.0)
    with pytest.raises(ScenarioRefused, match="holding cost above 0"):
        quantity_with_backorders(60.0, 0.0, 0.0, 12.0)
    with pytest.raises(ScenarioRefused, match="holding cost above 0"):
        quantity_at_all_units_price(60.0, 0.0, 12.0, [0.0, 10.0], [9.0, 8.0])


@given(money, st.floats(0.1, 0.5), st.floats(1.0, 300.0), st.floats(5.0, 100.0))
def test_no_other_quantity_is_cheaper_with_breaks(order_cost, rate, demand, price):
    breaks, prices = [0.0, 20.0, 90.0], [price, price * 0.95, price * 0.9]
    tier = np.searchsorted(breaks, TRIED, side="right") - 1
    each = np.array(prices)[tier]
    all_units = each * demand + order_cost * demand / TRIED + rate * each * TRIED / 2
    assert (
        quantity_at_all_units_price(order_cost, rate, demand, breaks, prices).cost
        <= all_units.min() + 1e-9
    )
    steps = np.array([0.0, prices[0] * 20, prices[0] * 20 + prices[1] * 70])
    paid = steps[tier] + each * (TRIED - np.array(breaks)[tier])
    incremental = (order_cost + paid) * demand / TRIED + rate * paid / 2
    assert (
        quantity_at_incremental_price(order_cost, rate, demand, breaks, prices).cost
        <= incremental.min() + 1e-9
    )
