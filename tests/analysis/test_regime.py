"""A machine that steps to a new level is told from one that wears, at a counted rate."""

from dataclasses import replace

import numpy as np
import pytest

from app.analysis.baseline import comparable, find_onset, learn_baseline
from app.analysis.condition_indicators import HIGH_BAND, PEAK
from app.analysis.false_alarms import FalseAlarmRate
from app.analysis.history import point_history
from app.analysis.regime import find_step, what_changed
from app.core.health import RulState
from app.core.regime import RegimeShift
from tests.analysis.conftest import made
from tests.analysis.test_operating import history_of

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


def _first(history, count):
    parts = ("days", "level", "speed_rpm", "load")
    return replace(history, **{name: getattr(history, name)[:count] for name in parts})


def _begun(looks):
    seen = np.array(list(looks), dtype=int)
    return int(np.count_nonzero(np.diff(seen, prepend=0) == 1))


@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_a_steady_level_is_said_to_have_changed_no_more_often_than_the_stated_rate(correlation):
    """Eight years of points whose least change is nothing, so that the noise alone counts."""
    rate, flags, years = FalseAlarmRate(1.0), 0, 0.0
    for seed in range(40):
        level = np.random.default_rng(seed).standard_normal(500)
        for i in range(1, 500):
            level[i] = correlation * level[i - 1] + (1 - correlation**2) ** 0.5 * level[i]
        history = history_of(0.1 * level)
        plain = tuple(replace(one, least_change=1e-6) for one in history.indicators)
        history = replace(history, indicators=plain)
        baseline = learn_baseline(history, rate)
        looks = [_first(history, n) for n in range(QUIET, 500, 5)]
        flags += _begun(
            what_changed(state, h, h, baseline, WATCHED) is not None
            for h in looks
            for state in [_state(h, baseline)]
        )
        years += (500 - QUIET) / 6 / 365.25
    assert flags <= years / rate.years


def _state(history, baseline):
    onset = find_onset(history, baseline, WATCHED)
    return RulState.NO_DEGRADATION if onset is None else RulState.DEGRADING


@pytest.mark.parametrize("factor", [0.4, 0.25])
def test_a_fall_is_found_by_the_thirtieth_measurement_after_it(factor):
    found = []
    for seed in range(100):
        features = made(stepped(factor, 30, seed))
        history = point_history(features, features[-1].taken_at)
        baseline = learn_baseline(history)
        compared = comparable(history, baseline)
        found.append(what_changed(RulState.NO_DEGRADATION, history, compared, baseline, WATCHED))
    assert sum(one is not None for one in found) >= 95
    falls = [one.now / one.low for one in found if one is not None]
    assert np.median(falls) == pytest.approx(factor, rel=0.05)


def test_a_speed_that_is_measured_no_longer_is_said():
    speed = np.random.default_rng(1).uniform(900.0, 1500.0, 80)
    speed[60:] = np.nan
    history = history_of(0.05 * np.random.default_rng(2).standard_normal(80), speed)
    baseline = learn_baseline(history)
    change = what_changed(
        RulState.OUT_OF_RANGE, history, comparable(history, baseline), baseline, WATCHED
    )
    assert (change.shift, change.now, change.readings) == (RegimeShift.SPEED, None, 20)
