"""A column of times: the rate it shows, and the times that are none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.snapshots.time_column import rate_of_times
from app.core.errors import FileRefused


@given(
    rate_hz=st.floats(10, 200_000),
    start_s=st.floats(0, 1000),
    count=st.integers(100, 500),
    digits=st.integers(4, 9),
)
def test_even_times_written_with_few_digits_show_their_rate(rate_hz, start_s, count, digits):
    times = np.round(start_s + np.arange(count) / rate_hz, digits)
    lasts_s = count / rate_hz
    if lasts_s < 100 * 10.0**-digits:
        return
    assert rate_of_times(times, "s", "a.csv") == pytest.approx(rate_hz, rel=0.05)


@pytest.mark.parametrize(("unit", "rate_hz"), [("s", 10.0), ("ms", 1e4), ("us", 1e7)])
def test_their_unit_counts(unit: str, rate_hz: float):
    assert rate_of_times(np.arange(10) / 10, unit, "a.csv") == pytest.approx(rate_hz)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([0, 1, 2, 1.5, 3], "time of sample 4: expected a time after 2 s, got 1.5"),
        ([5, 4, 3, 2], "time of sample 2: expected a time after 5 s, got 4"),
        ([0, 1, 2, 3, 13, 14, 15], "expected evenly spaced times"),
        ([0, 1, float("nan"), 3], "time of sample 3: expected a time, got nan"),
        ([0, 1, float("inf"), 3], "time of sample 3: expected a time, got inf"),
        ([-1e308, 0, 1e308], "time of sample 1: expected a time, got -1e\\+308"),
        ([2, 2, 2], "expected times that run forward, got 2 s throughout"),
    ],
)
def test_times_that_are_none_are_refused_by_sample(times: list[float], words: str):
    with pytest.raises(FileRefused, match=words) as caught:
        rate_of_times(np.array(times, dtype=float), "s", "a.csv")
    assert "a.csv" in str(caught.value)
    assert caught.value.remedy
