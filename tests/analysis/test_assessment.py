from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.analysis.assessment import assess_point
from app.analysis.bearings import bearing_named
from app.core.assets import AssetClass, Component, MeasurementPoint
from app.core.health import FailureMode, HealthState, RulState
from app.core.measurements import Waveform
from app.core.regime import RegimeShift

BEARING = Component("c", "a", "DE bearing", "part", bearing_named("6309"))
POINT = MeasurementPoint("p", "c", "DE horizontal", "m/s2", 1500.0, 60.0)


def assessed(features, waveform=None):
    return assess_point(
        features, BEARING, AssetClass.PUMP, POINT, features[-1].taken_at, last_waveform=waveform
    )


def beaten(taken_at):
    """A block in which an outer race is beaten 75.7 times a second."""
    rng = np.random.default_rng(1)
    time_s = np.arange(8192) / 12_800
    heard = 0.4 * rng.standard_normal(8192)
    for blow_s in np.cumsum((1 + 0.01 * rng.standard_normal(60)) / 75.7):
        since_s = np.clip(time_s - blow_s, 0, None)
        heard += 9 * np.exp(-since_s * 900) * np.sin(2 * np.pi * 3000 * since_s)
    return Waveform("p", taken_at, 12_800.0, heard.astype(np.float32), 1500.0)


def test_a_well_machine_is_well_in_all_three(measured):
    health, diagnosis, rul = assessed(measured([3.0] * 60))
    assert health.state is HealthState.NORMAL
    assert diagnosis.failure_mode is FailureMode.NONE
    assert rul.state is RulState.NO_DEGRADATION


def test_a_wearing_one_is_watched_and_foreseen_even_if_the_cause_is_not_known(measured):
    health, diagnosis, rul = assessed(measured([*[3.0] * 60, *np.geomspace(3, 15, 60)]))
    assert health.state is HealthState.WATCH
    assert diagnosis.failure_mode is FailureMode.UNDETERMINED
    assert rul.state is RulState.DEGRADING


def test_the_last_waveform_names_the_cause(measured):
    features = measured([*[3.0] * 60, *np.geomspace(3, 15, 60)])
    waveform = beaten(features[-1].taken_at)
    assert assessed(features, waveform)[1].failure_mode is FailureMode.OUTER_RACE_WEAR


def test_nothing_at_all_is_no_data(measured):
    as_of = measured([3.0])[0].taken_at
    health, diagnosis, rul = assess_point([], BEARING, AssetClass.PUMP, POINT, as_of)
    assert health.state is HealthState.NO_DATA
    assert diagnosis.failure_mode is FailureMode.NONE
    assert rul.state is RulState.NO_DATA


def test_two_assessments_of_the_same_history_agree(measured):
    features = measured([*[3.0] * 60, *np.geomspace(3, 15, 60)])
    first, second = assessed(features), assessed(features)
    assert first[:2] == second[:2]
    assert np.array_equal(first[2].distribution.days, second[2].distribution.days)


def test_the_future_is_not_looked_at(measured):
    features = measured([*[3.0] * 60, *np.geomspace(3, 50, 60)])
    early = features[65].taken_at + timedelta(hours=1)
    with_future = assess_point(features, BEARING, AssetClass.PUMP, POINT, early)
    without = assess_point(features[:66], BEARING, AssetClass.PUMP, POINT, early)
    assert with_future[0] == without[0]
    assert with_future[2].state is without[2].state


def changed(measured):
    """A machine that stepped to three times its level at once."""
    noise = np.exp(0.05 * np.random.default_rng(2).standard_normal(90))
    return measured(noise * np.r_[np.full(60, 3.0), np.full(30, 9.0)])


def test_a_machine_that_stepped_to_a_new_level_is_not_believed_to_wear(measured):
    health, diagnosis, rul = assessed(changed(measured))
    assert health.state is not HealthState.NO_DATA
    assert diagnosis.failure_mode is FailureMode.UNDETERMINED
    assert rul.state is RulState.OUT_OF_RANGE
    assert rul.distribution is not None, "to be seen, not planned on"
    change = rul.regime
    assert change.shift is RegimeShift.LEVEL
    assert (change.low, change.now) == pytest.approx((3.0, 9.0), rel=0.05)
    assert (change.unit, change.readings) == ("m/s2", 30)
    assert change.since == changed(measured)[60].taken_at
    assert "went from" in rul.explanation


def test_a_machine_that_fell_to_a_new_level_is_not_believed_to_be_sound(measured):
    noise = np.exp(0.05 * np.random.default_rng(2).standard_normal(90))
    features = measured(noise * np.r_[np.full(60, 9.0), np.full(30, 3.0)])
    _health, _diagnosis, rul = assessed(features)
    assert (rul.state, rul.distribution) == (RulState.OUT_OF_RANGE, None)
    assert (rul.regime.low, rul.regime.now) == pytest.approx((9.0, 3.0), rel=0.05)


def test_what_a_person_called_wear_is_believed_and_what_came_later_is_not(measured):
    features = changed(measured)
    as_of, changed_on = features[-1].taken_at, features[60].taken_at.date()

    def state(wear_since):
        point = replace(POINT, wear_since=wear_since)
        return assess_point(features, BEARING, AssetClass.PUMP, point, as_of)[2].state

    assert state(changed_on - timedelta(days=1)) is RulState.OUT_OF_RANGE
    assert state(changed_on) is RulState.DEGRADING


def test_speed_its_baseline_never_met_is_said_in_figures(measured):
    steady = measured([3.0] * 80)
    elsewhere = measured([3.0] * 90, speed_rpm=3000.0)[80:]
    change = assessed([*steady, *elsewhere])[2].regime
    assert (change.shift, change.low, change.now) == (RegimeShift.SPEED, 1500.0, 3000.0)
    assert (change.unit, change.readings) == ("rpm", 10)
    assert change.since == elsewhere[0].taken_at


def test_a_new_baseline_after_the_change_makes_it_well_again(measured):
    features = changed(measured)
    anew = replace(POINT, baseline_since=features[61].taken_at.date() + timedelta(days=1))
    as_of = features[-1].taken_at
    found = assess_point(features, BEARING, AssetClass.PUMP, anew, as_of)
    assert found[2].state is RulState.NO_DEGRADATION


def test_a_path_stands_still_while_the_machine_runs_as_its_baseline_never_met(measured):
    peaks = [*[3.0] * 60, *np.geomspace(3, 15, 60)]
    wearing = measured(peaks)
    elsewhere = measured([*peaks, *[9.0] * 25], speed_rpm=3000.0)[120:]
    assert assessed([*wearing, *elsewhere[:10]])[2].state is RulState.DEGRADING
    rul = assessed([*wearing, *elsewhere])[2]
    assert rul.state is RulState.OUT_OF_RANGE
    assert (rul.regime.shift, rul.regime.now) == (RegimeShift.SPEED, 3000.0)


def test_a_fault_named_by_its_own_lines_wears_however_its_level_goes(measured):
    features = changed(measured)
    _health, diagnosis, rul = assessed(features, beaten(features[-1].taken_at))
    assert diagnosis.failure_mode is FailureMode.OUTER_RACE_WEAR
    assert rul.state is RulState.DEGRADING
