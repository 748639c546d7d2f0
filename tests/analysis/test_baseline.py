from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.baseline import (
    BASELINE_POINTS,
    CONSECUTIVE,
    QUIET_AGAIN,
    count_of_last,
    find_departure,
    find_onset,
    in_a_row,
    learn_baseline,
)
from app.analysis.condition_indicators import HIGH_BAND, PEAK, WAVEFORM
from app.analysis.history import PointHistory, point_history

BEGAN_AT = datetime(2026, 1, 5, tzinfo=UTC)
BOTH = (PEAK, HIGH_BAND)


def history_of(log_level):
    """Lay logarithms, shape (n,) or (n, k), out as measurements every four hours."""
    level = np.asarray(log_level, dtype=float)
    columns = np.repeat(level[:, None], 3, axis=1) if level.ndim == 1 else level
    count = len(columns)
    unknown = np.full(count, np.nan)
    indicators = WAVEFORM[: columns.shape[1]]
    return PointHistory(BEGAN_AT, np.arange(count) / 6, columns, indicators, unknown, unknown)


def noise(count, sigma=0.1, seed=0):
    return sigma * np.random.default_rng(seed).standard_normal(count)


def test_too_few_measurements_make_no_baseline():
    assert learn_baseline(history_of(noise(BASELINE_POINTS - 1))) is None


def test_a_baseline_is_median_and_spread_of_the_first_settled_window():
    baseline = learn_baseline(history_of(1.0 + noise(100)))
    assert baseline.first == 0
    assert baseline.level == pytest.approx([1.0] * 3, abs=0.1)
    assert baseline.sigma == pytest.approx([0.1] * 3, rel=0.6)


def test_two_outliers_do_not_move_it():
    level = noise(100)
    level[[3, 12]] = 4.0
    assert learn_baseline(history_of(level)).level[PEAK] == pytest.approx(0.0, abs=0.1)


def test_running_in_is_waited_for():
    running_in = np.concatenate((np.linspace(1.0, 0.0, 40), np.zeros(60)))
    baseline = learn_baseline(history_of(running_in + noise(100, 0.02)))
    assert baseline.first > 20
    assert baseline.level[PEAK] < 0.2


def test_running_in_that_never_ends_is_not_waited_for_for_ever():
    falling = np.linspace(8.0, 0.0, 200)
    assert learn_baseline(history_of(falling[:90])) is None
    assert learn_baseline(history_of(falling)) is not None


def test_a_lasting_rise_begins_at_its_first_measurement():
    level = noise(200)
    level[120:] += 1.5
    history = history_of(level)
    assert find_onset(history, learn_baseline(history), BOTH) == 120


@given(st.lists(st.integers(30, 199), max_size=6, unique=True))
def test_scattered_outliers_are_no_degradation(places):
    level = noise(200, 0.03)
    level[places] = 5.0
    history = history_of(level)
    in_a_row_of_them = in_a_row(level > 1.0, CONSECUTIVE).any()
    assert in_a_row_of_them or find_onset(history, learn_baseline(history), BOTH) is None


def test_a_rise_that_went_away_is_forgotten_and_the_next_one_counts():
    level = noise(300, 0.05)
    level[100:112] += 2.0
    quiet = history_of(level[: 112 + QUIET_AGAIN])
    assert find_onset(quiet, learn_baseline(quiet), BOTH) is None
    level[250:] += 2.0
    again = history_of(level)
    assert find_onset(again, learn_baseline(again), BOTH) == 250


def test_a_step_of_the_load_by_a_third_is_no_degradation():
    level = noise(300, 0.05)
    level[150:] += np.log(4 / 3)
    history = history_of(level)
    assert find_onset(history, learn_baseline(history), BOTH) is None


def test_a_gradual_rise_left_the_quiet_before_it_was_an_alarm():
    level = noise(300, 0.03)
    level[100:] += np.linspace(0, 3, 200)
    history = history_of(level)
    baseline = learn_baseline(history)
    onset = find_onset(history, baseline, BOTH)
    departure = find_departure(history, baseline, onset, PEAK)
    assert 100 < departure < onset


def test_a_sudden_rise_left_the_quiet_when_it_came():
    level = noise(200, 0.05)
    level[150:] += 2.0
    history = history_of(level)
    departure = find_departure(history, learn_baseline(history), 150, PEAK)
    assert departure == pytest.approx(150, abs=3)


@settings(max_examples=50)
@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(1, 8))
def test_counts_of_the_last_values_are_plain_counts(values, count):
    array = np.array(values)
    expected = [sum(values[max(0, i + 1 - count) : i + 1]) for i in range(len(values))]
    assert count_of_last(array, count).tolist() == expected


@pytest.mark.parametrize("noise_log", [0.03, 0.1, 0.2])
def test_fewer_than_one_false_onset_in_a_hundred_machine_years(noise_log):
    """300 machine-years of noise, six measurements a day, the level wandering by 10 %."""
    rng = np.random.default_rng(11)
    days = np.arange(2 * 365 * 6) / 6
    false = 0
    for _ in range(150):
        sines = [np.sin(2 * np.pi * (days / p + rng.random())) for p in (1.0, 7.0, 31.0, 365.0)]
        wander = np.log(1.1) * np.sum(sines, axis=0) / 2
        history = history_of(noise_log * rng.standard_normal((days.size, 3)) + wander[:, None])
        baseline = learn_baseline(history)
        raised = (history.level[:, BOTH] > baseline.threshold[list(BOTH)]).any(axis=1)
        false += bool(in_a_row(raised[baseline.stop :], CONSECUTIVE).any())
    assert false <= 1


def test_bad_measurements_never_reach_the_history(measured):
    from app.core.measurements import Quality

    good = measured([3.0] * 30)
    bad = measured([90.0] * 30, quality=Quality.BAD)
    uncertain = measured([90.0] * 30, quality=Quality.UNCERTAIN)
    mixed = [f for triple in zip(good, bad, uncertain, strict=True) for f in triple]
    history = point_history(mixed, mixed[-1].taken_at)
    assert len(history) == 30
    assert np.exp(history.level[:, PEAK]).max() == pytest.approx(3.0)


def test_a_machine_at_standstill_says_nothing_of_its_bearing(measured):
    running, standing = measured([3.0] * 30), measured([0.4] * 30, speed_rpm=0.0)
    assert len(point_history(running[:20] + standing[20:], running[-1].taken_at)) == 20
    unknown = measured([3.0] * 20 + [0.4] * 10, speed_rpm=None)
    assert len(point_history(unknown, unknown[-1].taken_at)) == 20
    assert point_history(standing, standing[-1].taken_at) is None


def test_only_the_part_in_service_and_the_past_count(measured):
    features = measured([3.0] * 60)
    since, as_of = features[20].taken_at, features[40].taken_at
    history = point_history(features, as_of, since)
    assert (history.began_at, len(history)) == (since, 21)
    assert history.at(20) == as_of
    assert history.age_days(as_of + timedelta(days=1)) == pytest.approx(20 / 6 + 1)
