import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.average import PowerAverage


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_the_first_blocks_weigh_the_same(powers):
    average = PowerAverage(blocks=8)
    for power in powers:
        found = average.take(np.array([power]))
    assert found[0] == pytest.approx(np.mean(powers), rel=1e-9, abs=1e-9)
    assert average.taken == len(powers)


def test_later_blocks_fade_by_the_share_of_the_reach():
    average = PowerAverage(blocks=4)
    for _ in range(4):
        average.take(np.array([1.0]))
    courses = [average.take(np.array([0.0]))[0] for _ in range(3)]
    assert courses == pytest.approx([0.75, 0.75**2, 0.75**3])


def test_the_average_does_not_write_into_the_block():
    power = np.ones(3)
    average = PowerAverage(blocks=4)
    average.take(power)
    average.take(np.zeros(3))
    assert np.array_equal(power, np.ones(3))


def test_a_block_of_another_length_begins_anew():
    average = PowerAverage(blocks=4)
    average.take(np.ones(3))
    assert np.array_equal(average.take(np.full(5, 2.0)), np.full(5, 2.0))
    assert average.taken == 1


def test_a_block_of_another_rate_begins_anew():
    average = PowerAverage(blocks=4)
    average.take(np.ones(3), 12_800.0)
    assert np.array_equal(average.take(np.zeros(3), 25_600.0), np.zeros(3))


def test_forgetting_begins_anew():
    average = PowerAverage(blocks=4)
    average.take(np.ones(3))
    average.begin_anew()
    assert np.array_equal(average.take(np.zeros(3)), np.zeros(3))
