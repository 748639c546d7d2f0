from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.bearings import bearing_named, defect_frequencies
from app.analysis.combs import comb_scores
from app.analysis.diagnosis import diagnose
from app.core.health import FailureMode
from app.core.measurements import Quality, Waveform

RATE_HZ = 12_800.0
RPM = 1485.0
COUNT = 8192
BEARING = bearing_named("6309")
MODES = {
    "outer_hz": FailureMode.OUTER_RACE_WEAR,
    "inner_hz": FailureMode.INNER_RACE_WEAR,
    "ball_hz": FailureMode.BALL_WEAR,
}


def block(samples, rpm=RPM):
    return Waveform(
        "p", datetime(2026, 3, 2, tzinfo=UTC), RATE_HZ, np.asarray(samples, np.float32), rpm
    )


def knocks(rate_hz, peak=4.0, slip=0.005, seed=0, noise=0.5):
    """Return a 3 kHz resonance rung at a rate that slips, in noise, shape (8192,)."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(COUNT) / RATE_HZ
    blows_s = np.cumsum((1 + 0.01 * rng.standard_normal(200)) / (rate_hz * (1 - slip)))
    heard = noise * rng.standard_normal(COUNT)
    for blow_s in blows_s:
        since_s = np.clip(time_s - blow_s, 0, None)
        heard += peak * np.exp(-since_s * 900) * np.sin(2 * np.pi * 3000 * since_s)
    return heard


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("defect", MODES)
def test_a_worn_part_is_named_by_its_knocks(defect, seed):
    rate_hz = getattr(defect_frequencies(BEARING, RPM), defect)
    found = diagnose(block(knocks(rate_hz, seed=seed)), BEARING)
    assert found.failure_mode is MODES[defect]
    assert 0.5 < found.confidence <= 1.0
    line, depth, chance = found.symptoms[:3]
    assert line.unit == "dB"
    assert "envelope lines at" in line.text
    assert "dB above the noise floor, in 0-6400" in line.text
    assert "a defect to 0.1 or more" in depth.text
    assert depth.value >= 0.1
    assert chance.value < 0.0025


def test_the_evidence_gives_the_frequency_where_the_comb_was_found():
    rate_hz = defect_frequencies(BEARING, RPM).outer_hz
    found = comb_scores(knocks(rate_hz), RATE_HZ, defect_frequencies(BEARING, RPM), RPM)
    best = found.scores[0]
    assert best.defect == "outer"
    assert best.frequency_hz == pytest.approx(rate_hz, rel=0.02)
    assert best.false_alarm_probability < 1e-4
    assert found.bands_hz[0] == (0.0, RATE_HZ / 2)


def test_noise_names_nothing_in_two_hundred_blocks():
    rng = np.random.default_rng(9)
    found = {diagnose(block(rng.standard_normal(COUNT)), BEARING).failure_mode for _ in range(200)}
    assert found == {FailureMode.NONE}


def test_false_alarm_probability_of_noise_is_no_higher_than_it_says():
    rng = np.random.default_rng(10)
    defects = defect_frequencies(BEARING, RPM)
    chances = np.array(
        [
            score.false_alarm_probability
            for _ in range(150)
            for score in comb_scores(rng.standard_normal(COUNT), RATE_HZ, defects, RPM).scores
        ]
    )
    for level in (0.5, 0.1, 0.02):
        assert np.mean(chances < level) < 1.6 * level
    assert np.mean(chances < 0.5) > 0.25


def test_something_wrong_without_a_sign_is_undetermined():
    noise = np.random.default_rng(2).standard_normal(COUNT)
    assert (
        diagnose(block(noise), BEARING, is_abnormal=True).failure_mode is FailureMode.UNDETERMINED
    )
    assert diagnose(block(noise), BEARING).failure_mode is FailureMode.NONE


def test_between_two_worn_parts_it_is_undetermined():
    defects = defect_frequencies(BEARING, RPM)
    outer = knocks(defects.outer_hz, seed=1)
    found = [
        diagnose(block(outer + knocks(defects.inner_hz, peak, seed=2)), BEARING)
        for peak in np.geomspace(0.2, 20, 41)
    ]
    modes = [diagnosis.failure_mode for diagnosis in found]
    first, last = modes[0], modes[-1]
    assert (first, last) == (FailureMode.OUTER_RACE_WEAR, FailureMode.INNER_RACE_WEAR)
    between = [d for d in found if d.failure_mode not in (first, last)]
    assert {d.failure_mode for d in between} == {FailureMode.NONE}
    assert all(d.symptoms for d in between)


def unbalanced(velocity_mms=4.0):
    time_s = np.arange(COUNT) / RATE_HZ
    shaft_hz = RPM / 60
    peak_ms2 = np.sqrt(2) * velocity_mms * 2 * np.pi * shaft_hz / 1000
    noise = 0.5 * np.random.default_rng(1).standard_normal(COUNT)
    return peak_ms2 * np.sin(2 * np.pi * shaft_hz * time_s) + noise


def test_unbalance_is_named_by_the_line_at_shaft_speed():
    found = diagnose(block(unbalanced()), BEARING, is_abnormal=True, velocity_is_high=True)
    assert found.failure_mode is FailureMode.UNBALANCE
    assert found.symptoms[0].value == pytest.approx(4.0, rel=0.05)


def test_a_line_at_shaft_speed_that_is_low_is_no_unbalance():
    assert diagnose(block(unbalanced(0.8)), BEARING).failure_mode is FailureMode.NONE


def test_broad_velocity_is_no_unbalance():
    time_s = np.arange(COUNT) / RATE_HZ
    other = np.sin(2 * np.pi * 99 * time_s) * 5 + unbalanced(1.0)
    found = diagnose(block(other), BEARING, is_abnormal=True, velocity_is_high=True)
    assert found.failure_mode is FailureMode.UNDETERMINED


def test_without_waveform_speed_or_good_quality_nothing_is_named():
    knocking = block(knocks(90.0))
    bad = replace(knocking, quality=Quality.UNCERTAIN)
    unknown = replace(knocking, shaft_speed_rpm=None)
    standing = replace(knocking, shaft_speed_rpm=0.0)
    for silent in (None, bad, unknown, standing):
        assert diagnose(silent, BEARING).failure_mode is FailureMode.NONE
        named = diagnose(silent, BEARING, is_abnormal=True)
        assert named.failure_mode is FailureMode.UNDETERMINED


def test_the_nominal_speed_serves_where_none_was_measured():
    samples = knocks(defect_frequencies(BEARING, RPM).outer_hz)
    found = diagnose(replace(block(samples), shaft_speed_rpm=None), BEARING, RPM)
    assert found.failure_mode is FailureMode.OUTER_RACE_WEAR


def test_a_stated_speed_that_is_off_is_put_right_and_shown_as_an_estimate():
    time_s = np.arange(4 * COUNT) / RATE_HZ
    turning = sum(0.3 * np.sin(2 * np.pi * k * RPM / 60 * time_s + k) for k in range(1, 9))
    heard = np.concatenate([knocks(defect_frequencies(BEARING, RPM).inner_hz, seed=s) for s in
                            range(4)]) + turning  # fmt: skip
    found = diagnose(block(heard, rpm=RPM * 1.02), BEARING)
    assert found.failure_mode is FailureMode.INNER_RACE_WEAR
    speed = next(s for s in found.symptoms if s.code == "speed_estimated")
    assert speed.value == pytest.approx(RPM, rel=0.002)
    assert "estimated from the record (stated 1515 r/min)" in speed.text


def test_without_any_speed_a_record_that_shows_none_says_so():
    found = diagnose(block(knocks(90.0), rpm=None), BEARING, is_abnormal=True)
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert [s.code for s in found.symptoms] == ["speed_unknown"]


def test_a_record_shorter_than_eight_turns_says_so():
    found = diagnose(block(knocks(90.0)[:1000]), BEARING, is_abnormal=True)
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert "1.9 turns of the shaft; expected at least 8" in found.symptoms[0].text


def test_a_rate_too_low_for_the_combs_says_so():
    slow = replace(block(knocks(90.0)), sample_rate_hz=800.0)
    found = diagnose(slow, BEARING, is_abnormal=True)
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert "needs at least" in found.symptoms[0].text


def test_a_gear_mesh_is_no_bearing_fault():
    rng = np.random.default_rng(4)
    time_s = np.arange(COUNT) / RATE_HZ
    shaft_hz = RPM / 60
    for teeth in range(17, 29):
        load = 1 + 0.5 * np.cos(2 * np.pi * shaft_hz * time_s)
        mesh = sum(load * np.sin(2 * np.pi * k * teeth * shaft_hz * time_s) / k for k in (1, 2, 3))
        heard = 5 * mesh + 0.5 * rng.standard_normal(COUNT)
        assert diagnose(block(heard), BEARING).failure_mode is FailureMode.NONE


def test_unbalance_alone_is_no_bearing_fault():
    found = diagnose(block(unbalanced(20.0)), BEARING)
    assert found.failure_mode is FailureMode.UNBALANCE
    assert diagnose(block(unbalanced(2.0)), BEARING).failure_mode is FailureMode.NONE


def test_a_clipped_record_names_the_sensor_and_blocks_the_verdict():
    for defect in MODES:
        heard = knocks(getattr(defect_frequencies(BEARING, RPM), defect))
        found = diagnose(block(np.clip(heard, -1.5, 1.5)), BEARING)
        assert found.failure_mode is FailureMode.SENSOR_FAULT
        assert "cut off at 1.5 m/s2" in found.symptoms[0].text


def test_a_constant_record_names_the_sensor():
    found = diagnose(block(np.full(COUNT, 2.0)), BEARING)
    assert found.failure_mode is FailureMode.SENSOR_FAULT
    assert "dead" in found.symptoms[0].text


@settings(max_examples=20)
@given(slip=st.floats(0.0, 0.01), seed=st.integers(0, 999), scale=st.floats(1e-3, 1e3))
def test_slip_within_its_bounds_and_the_scale_change_no_name(slip, seed, scale):
    rate_hz = defect_frequencies(BEARING, RPM).inner_hz
    found = diagnose(block(scale * knocks(rate_hz, 6.0, slip, seed)), BEARING)
    assert found.failure_mode is FailureMode.INNER_RACE_WEAR
