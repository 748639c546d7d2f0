import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from app.ui.scale import (
    SHRINK_FRAMES,
    SteppedRange,
    extremes_by_column,
    highest_by_column,
    step_at_least,
    ticks,
)

LEVEL = st.floats(1e-6, 1e6)
CURVE = arrays.arrays(np.float64, st.integers(40, 400), elements=st.floats(-1e3, 1e3))


@given(LEVEL)
def test_step_is_never_below_the_value_nor_more_than_two_and_a_half_times_above(value):
    assert value * (1 - 1e-6) <= step_at_least(value) <= 2.5 * value * (1 + 1e-6)


@given(st.lists(LEVEL, min_size=1, max_size=200))
def test_nothing_drawn_is_ever_cut_off(levels):
    axis = SteppedRange()
    for level in levels:
        assert axis.follow(level) >= level


def test_axis_stands_still_while_levels_swing_within_a_step():
    axis = SteppedRange()
    tops = {axis.follow(level) for level in [4.4, 2.1, 4.0, 2.5] * 40}
    assert tops == {5.0}


def test_axis_shrinks_only_after_many_small_frames():
    axis = SteppedRange()
    axis.follow(4.0)
    tops = [axis.follow(0.3) for _ in range(SHRINK_FRAMES)]
    assert tops[-2] == 5.0
    assert tops[-1] == 0.5


def test_a_level_that_is_no_number_moves_nothing():
    axis = SteppedRange()
    axis.follow(4.0)
    assert axis.follow(float("nan")) == 5.0


@given(CURVE, st.integers(1, 20))
def test_peaks_survive_the_way_down_to_columns(curve, columns):
    _, drawn = extremes_by_column(curve, columns)
    assert drawn.max() == curve.max()
    assert drawn.min() == curve.min()
    assert drawn.size == 2 * columns


@given(CURVE, st.integers(1, 600))
def test_highest_line_survives_the_way_to_the_waterfall(curve, columns):
    drawn = highest_by_column(curve, columns)
    assert drawn.size == columns
    assert drawn.max() <= curve.max()
    if columns <= curve.size:
        assert drawn.max() == curve.max()


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4), st.integers(2, 12))
def test_ticks_are_few_round_and_inside(low, span, most):
    found = ticks(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low - 1e-6 * span <= tick <= low + span * (1 + 1e-6) for tick in found)
