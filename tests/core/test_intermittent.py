"""What the next period of sparse demand asks for, and which class a history belongs to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.intermittent import (
    NO_DEMAND,
    DemandClass,
    demand_forecast,
    demand_pattern,
)

histories = st.lists(st.integers(0, 9), min_size=1, max_size=60)


@given(st.integers(1, 9), st.integers(1, 40))
def test_steady_demand_has_its_own_rate(pieces, periods):
    found = demand_forecast([pieces] * periods)
    assert (found.chance, found.typical) == (1.0, pieces)
    assert found.rate == pytest.approx(pieces)


@given(histories)
def test_a_forecast_is_never_negative_nor_above_the_largest_demand(history):
    found = demand_forecast(history)
    assert 0.0 <= found.chance <= 1.0
    assert 0.0 <= found.rate <= max(history) * (1 + 1e-12)
    assert found.typical in {0, *history}


@given(histories.filter(any))
def test_a_part_that_is_asked_for_no_more_fades(history):
    now, later = demand_forecast(history), demand_forecast([*history, *([0] * 50)])
    assert later.rate < now.rate
    assert later.typical == 0.0
    assert later.rate > 0.0


def test_a_part_never_asked_for_is_expected_never_to_be():
    assert demand_forecast([0] * 24) == NO_DEMAND


@given(histories, st.integers(2, 5))
def test_pieces_that_come_in_packs_are_forecast_in_packs(history, pack):
    single, packed = demand_forecast(history), demand_forecast([pack * y for y in history])
    assert packed.chance == single.chance
    assert packed.rate == pytest.approx(pack * single.rate)
    assert packed.typical == pack * single.typical


def test_where_most_periods_ask_for_nothing_the_typical_one_does():
    assert demand_forecast([0, 3, 0, 4] * 12).typical == 0.0


def test_half_of_the_periods_ask_for_less_than_the_typical_piece_count():
    draw = np.random.default_rng(1).choice([0, 1, 2, 5], p=[0.25, 0.25, 0.3, 0.2], size=2000)
    typical = [demand_forecast(draw[i : i + 60]).typical for i in range(0, 1900, 20)]
    assert np.median(typical) in {1.0, 2.0}


def test_the_rate_of_demand_that_stays_alike_is_near_its_mean():
    rng = np.random.default_rng(2)
    draw = rng.binomial(1, 0.4, 6000) * rng.integers(1, 4, 6000)
    rates = [demand_forecast(draw[i : i + 60]).rate for i in range(0, 5900, 60)]
    assert np.mean(rates) == pytest.approx(draw.mean(), rel=0.1)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([2, 2, 3, 2], DemandClass.SMOOTH),
        ([1, 9, 1, 1], DemandClass.ERRATIC),
        ([0, 2, 0, 2], DemandClass.INTERMITTENT),
        ([0, 1, 0, 9, 0, 1], DemandClass.LUMPY),
        ([0, 0], DemandClass.NONE),
    ],
)
def test_each_class_is_named(history, expected):
    found = demand_pattern(history)
    assert found.demand_class is expected
    is_sparse = expected in {DemandClass.INTERMITTENT, DemandClass.LUMPY, DemandClass.NONE}
    assert found.is_sparse is is_sparse
