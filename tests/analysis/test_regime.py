"""A machine that steps to a new level is told from one that wears, at a counted rate."""

import numpy as np
import pytest

from app.analysis.baseline import comparable, learn_baseline
from app.analysis.condition_indicators import HIGH_BAND, PEAK
from app.analysis.history import point_history
from app.analysis.regime import find_step
from tests.analysis.conftest import made

WATCHED = (PEAK, HIGH_BAND)
QUIET = 60


def step_in(peaks_ms2):
    features = made(peaks_ms2)
    history = point_history(features, features[-1].taken_at)
    baseline = learn_baseline(history)
    return find_step(comparable(history, baseline), baseline, WATCHED)


def noisy(rise, seed, noise=0.08):
    """Peaks of 3 m/s2 with a rise in logarithms, shape (n,)."""
    return 3 * np.exp(rise + noise * np.random.default_rng(seed).standard_normal(len(rise)))


def stepped(factor, after, seed):
    return noisy(np.r_[np.zeros(QUIET), np.full(after, np.log(factor))], seed)


def grown(rate, seed, after=60):
    """Growth by a rate a measurement, as it looks at each measurement from the onset on."""
    return noisy(rate * np.clip(np.arange(QUIET + after) - QUIET, 0, None), seed)


@pytest.mark.parametrize("factor", [2.5, 4.0])
def test_a_step_is_found_by_the_thirtieth_measurement_after_it(factor):
    found = [step_in(stepped(factor, 30, seed)) for seed in range(100)]
    assert sum(step is not None for step in found) >= 95
    rises = [step.rise for step in found if step is not None]
    assert np.median(rises) == pytest.approx(np.log(factor), abs=0.05)
    assert all(abs(step.at - QUIET) <= 1 for step in found if step is not None)


def test_nothing_is_said_before_the_new_level_has_lasted_as_long_as_a_baseline():
    assert step_in(stepped(3.0, 19, seed=1)) is None


@pytest.mark.parametrize("rate", [0.005, 0.01, 0.02, 0.04, 0.08, 0.15])
def test_growth_of_any_speed_is_hardly_ever_called_a_step(rate):
    called = total = 0
    for seed in range(50):
        peaks = grown(rate, seed, after=int(np.clip(3.0 / rate, 60, 240)))
        for until in range(QUIET + 25, len(peaks) + 1, 20):
            total += 1
            called += step_in(peaks[:until]) is not None
    assert called / total < 0.01


def test_a_quiet_machine_has_no_step():
    assert not any(step_in(noisy(np.zeros(200), seed)) for seed in range(50))


def test_wear_that_goes_on_after_a_step_is_wear_again():
    rise = np.r_[np.zeros(QUIET), np.full(25, 1.0), 1.0 + 0.04 * np.arange(30)]
    assert step_in(noisy(rise, 3)[: QUIET + 25]) is not None
    assert step_in(noisy(rise, 3)) is None
