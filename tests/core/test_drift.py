"""Errors that stay alike are hardly ever called drifted; errors that move are, within some jobs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.drift import FALSE_FLAG_RATE, REFERENCE_ITEMS, drift_capital, is_drifted

COURSES, ITEMS = 60, 50


def first_flag(errors: np.ndarray) -> int | None:
    """Count of items after which a course is flagged for the first time."""
    for count in range(REFERENCE_ITEMS, errors.size + 1):
        if is_drifted(drift_capital(errors[:count])):
            return count
    return None


@pytest.mark.parametrize("tails", ["normal", "heavy", "skewed"])
def test_errors_that_stay_alike_are_flagged_no_more_often_than_is_said(tails: str) -> None:
    random = np.random.default_rng(4)
    draw = {
        "normal": random.standard_normal,
        "heavy": lambda n: random.standard_t(3, n),
        "skewed": random.standard_exponential,
    }[tails]
    flagged = sum(first_flag(draw(ITEMS)) is not None for _ in range(COURSES))
    assert flagged / COURSES <= FALSE_FLAG_RATE


@pytest.mark.parametrize("shift", [-2.0, 2.0])
def test_a_shift_of_two_standard_deviations_is_seen_within_a_dozen_jobs(shift: float) -> None:
    random = np.random.default_rng(5)
    seen = []
    for _ in range(30):
        course = np.concatenate((random.normal(size=20), random.normal(shift, 1.0, 20)))
        seen.append(first_flag(course) or 99)
    assert 20 < np.median(seen) <= 32


@given(
    st.lists(st.floats(-5, 5), max_size=30),
    st.floats(0.1, 10.0),
    st.floats(-10.0, 10.0),
)
def test_a_bias_that_was_always_there_and_the_unit_of_errors_change_nothing(
    errors: list[float], scale: float, bias: float
) -> None:
    errors = [round(error, 2) for error in errors]
    moved = [scale * error + bias for error in errors]
    if len({*errors[:REFERENCE_ITEMS]}) > 1:
        assert drift_capital(moved) == pytest.approx(drift_capital(errors), rel=1e-6)


def test_nothing_is_bet_before_there_is_something_to_compare_with() -> None:
    assert drift_capital([]) == drift_capital([0.0] * REFERENCE_ITEMS) == 1.0
