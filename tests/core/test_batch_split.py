"""One order is told to be cheapest exactly where no way of splitting it is cheaper."""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.batch_split import LaterOrders, is_one_order_cheapest

money = st.floats(0.0, 50.0)
MOST = 6


def cheapest_way(quantity: int, today: list[float], later: LaterOrders) -> float:
    """Every way of cutting the pieces into orders, written out."""
    costs = []
    for cuts in range(quantity):
        for places in combinations(range(1, quantity), cuts):
            first, *others = pairwise([0, *places, quantity])
            cost = today[first[1]]
            for start, end in others:
                cost += later.ordering[end - start]
                for piece in range(start, end):
                    days = later.mean_days[piece] - later.mean_days[start] + later.early_days
                    cost += later.holding_per_day[end - start] * days
            costs.append(cost)
    return min(costs)


@given(
    st.lists(st.floats(0, 100), min_size=MOST, max_size=MOST).map(sorted),
    st.floats(0, 10),
    st.lists(money | st.just(np.inf), min_size=MOST + 1, max_size=MOST + 1),
    st.lists(st.floats(0, 3), min_size=MOST + 1, max_size=MOST + 1),
    st.lists(money | st.just(np.inf), min_size=MOST + 1, max_size=MOST + 1),
)
def test_one_order_is_cheapest_where_no_split_is_cheaper(days, early, ordering, holding, today):
    later = LaterOrders(np.array(days), early, np.array(ordering), np.array(holding))
    found = is_one_order_cheapest(np.array(today), later)
    for quantity in range(1, MOST + 1):
        least = cheapest_way(quantity, today, later)
        wanted = np.isfinite(today[quantity]) and today[quantity] <= least + 1e-6
        if not np.isfinite(today[quantity]) or abs(today[quantity] - least) > 1e-5 or wanted:
            assert found[quantity] == wanted
