"""When to try again."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.retry import BackOff, PointRetries


@given(failures=st.integers(1, 10_000), seed=st.integers())
def test_a_pause_is_never_over_the_cap_and_never_a_busy_loop(failures: int, seed: int):
    assert 0.8 <= BackOff().pause_s(failures, Random(seed)) <= 60.0


def test_pauses_double_up_to_the_cap():
    steady = BackOff(jitter=0.0)
    assert [steady.pause_s(n, Random(0)) for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_failed_point_waits_and_a_good_answer_forgets_it():
    retries = PointRetries(BackOff(jitter=0.0))
    assert retries.is_due("P", 100.0)
    retries.failed("P", 100.0)
    retries.failed("P", 100.0)
    assert not retries.is_due("P", 101.9)
    assert retries.is_due("P", 102.0)
    assert retries.is_due("Q", 100.0)
    retries.succeeded("P")
    assert retries.is_due("P", 100.1)
