from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.baseline import BASELINE_POINTS, comparable, find_onset, learn_baseline
from app.analysis.condition_indicators import HIGH_BAND, PEAK, WAVEFORM
from app.analysis.health import condition_of, health_of
from app.analysis.history import PointHistory
from app.analysis.life.on_calendar import prior_life
from app.analysis.operating import learn_operating
from app.analysis.rul import rul_of
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass, Component, MeasurementPoint
from app.core.health import HealthState, RulState

BEGAN_AT = datetime(2026, 1, 5, tzinfo=UTC)
POINT = MeasurementPoint("p", "c", "DE", "m/s2", limit_peak_ms2=500.0)
COMPONENT = Component("c", "a", "DE bearing", None)
ZONES = usual_zones(AssetClass.FAN)
UNKNOWN = np.nan


def history_of(level, speed_rpm=UNKNOWN, load=UNKNOWN):
    """Measurements every four hours; one level, the same in peak, high band and velocity."""
    count = len(level)
    columns = np.repeat(np.asarray(level, float)[:, None], 3, axis=1)
    speed, of_load = (np.broadcast_to(np.asarray(x, float), (count,)) for x in (speed_rpm, load))
    return PointHistory(BEGAN_AT, np.arange(count) / 6, columns, WAVEFORM[:3], speed, of_load)


def changing(count, seed, low=900.0, high=1500.0):
    return np.random.default_rng(seed).uniform(low, high, count)


def level_at(speed_rpm, seed, exponent=2.0, sigma=0.05):
    """Level that grows with a power of the speed, as unbalance does."""
    noise = sigma * np.random.default_rng(seed + 1000).standard_normal(speed_rpm.size)
    return exponent * np.log(speed_rpm / 1200) + noise


def onset_of(history):
    baseline = learn_baseline(history)
    return find_onset(comparable(history, baseline), baseline, (PEAK, HIGH_BAND))


def judged(history):
    baseline = learn_baseline(history)
    as_of = history.at(len(history) - 1)
    condition = condition_of(history, baseline, ZONES, POINT)
    life = prior_life(COMPONENT, AssetClass.FAN)
    rul = rul_of(history, baseline, COMPONENT, life, POINT, ZONES, as_of)
    return health_of(condition, POINT, as_of), rul


@given(st.integers(0, 10_000), st.floats(-1.0, 3.0))
def test_speed_that_changes_all_the_time_is_reckoned_out(seed, exponent):
    speed = changing(200, seed)
    assert onset_of(history_of(level_at(speed, seed, exponent), speed)) is None


@given(st.integers(0, 10_000), st.floats(0.0, 2.0))
def test_load_that_changes_all_the_time_is_reckoned_out(seed, gain):
    load = changing(200, seed, 20.0, 100.0)
    level = gain * load / 100 + level_at(np.full(200, 1200.0), seed)
    assert onset_of(history_of(level, load=load)) is None


@given(st.integers(0, 10_000), st.floats(1.15, 3.0))
def test_a_new_regime_raises_no_alarm_and_says_that_it_is_out_of_range(seed, faster):
    speed = np.where(np.arange(120) < 80, 1200.0, 1200.0 * faster)
    health, rul = judged(history_of(level_at(speed, seed, 0.4), speed))
    assert health.state is HealthState.NORMAL
    assert rul.state is RulState.OUT_OF_RANGE
    assert rul.distribution is None


@given(st.integers(0, 10_000))
def test_wear_is_found_through_changes_of_speed(seed):
    speed = changing(300, seed)
    level = level_at(speed, seed)
    level[150:] += np.linspace(0, 3, 150)
    onset = onset_of(history_of(level, speed))
    assert onset is not None
    assert 150 < onset < 250


def test_the_slope_is_the_power_of_the_speed_and_outliers_do_not_move_it():
    speed = changing(BASELINE_POINTS, 1)
    level = 2.0 * np.log(speed)
    level[[4, 11]] += 3.0
    model = learn_operating(level[:, None], speed, np.full(speed.size, np.nan))
    assert (model.has_speed, model.has_load) == (True, False)
    assert model.slope[0, 0] == pytest.approx(2.0, abs=0.05)


def test_far_from_the_middle_of_the_states_met_the_noise_counts_for_more():
    speed = changing(BASELINE_POINTS, 2)
    model = learn_operating(level_at(speed, 2)[:, None], speed, np.full(speed.size, np.nan))
    middle, edge = model.widening(np.array([1180.0, 1640.0]), np.full(2, np.nan))
    assert 1.0 <= middle < 1.05 < edge


def test_an_unknown_state_is_compared_only_where_the_baseline_did_not_need_it():
    varied, steady = (
        learn_operating(np.zeros((20, 1)), speed, np.full(20, np.nan))
        for speed in (changing(20, 3), np.full(20, 1480.0))
    )
    none = np.array([np.nan])
    assert not varied.is_known(none, none)[0]
    assert steady.is_known(none, none)[0]
    assert not steady.is_known(np.array([900.0]), none)[0]


def test_a_machine_of_unknown_speed_and_load_is_judged_as_it_was():
    known, unknown = history_of(np.zeros(40), 1480.0), history_of(np.zeros(40))
    assert learn_baseline(known).level.tolist() == learn_baseline(unknown).level.tolist()
    assert learn_baseline(unknown).operating.speed_rpm is None


def test_what_was_found_in_a_known_state_stays_when_the_machine_goes_to_another():
    level, speed = np.zeros(120), np.full(120, 1200.0)
    level += 0.02 * np.random.default_rng(5).standard_normal(120)
    level[60:] += 1.5
    speed[90:] = 1800.0
    _, rul = judged(replace(history_of(level), speed_rpm=speed))
    assert rul.state is RulState.DEGRADING
