"""Rates of sparse demand: what they agree on, and where they part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.intermittent import (
    DemandClass,
    croston,
    demand_pattern,
    demand_rate,
    syntetos_boylan,
    teunter_syntetos_babai,
)

histories = st.lists(st.integers(0, 9), min_size=1, max_size=60)


@given(st.integers(1, 9), st.integers(1, 40))
def test_steady_demand_has_its_own_rate(pieces, periods):
    assert croston([pieces] * periods) == pytest.approx(pieces)
    assert teunter_syntetos_babai([pieces] * periods) == pytest.approx(pieces)


@given(histories)
def test_rates_are_never_negative_nor_above_the_largest_demand(history):
    for rate in (croston(history), syntetos_boylan(history), teunter_syntetos_babai(history)):
        assert 0.0 <= rate <= max(history)
    assert 0.0 <= demand_rate(history) <= max(history)


@given(histories.filter(any))
def test_a_dying_part_fades_only_where_its_chance_is_smoothed(history):
    quiet = [*history, *([0] * 50)]
    assert croston(quiet) == croston(history)
    assert teunter_syntetos_babai(quiet) < teunter_syntetos_babai(history) or (
        teunter_syntetos_babai(history) == 0
    )


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
    assert demand_pattern(history).demand_class is expected
