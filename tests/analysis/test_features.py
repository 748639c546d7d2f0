from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.bearings import bearing_named
from app.analysis.block import transform
from app.analysis.features import extract_features
from app.core.errors import ReadingRefused, SamplingTooSlow
from app.core.measurements import BadReason, Quality, Waveform

RATE_HZ = 12_800.0
KNOWN_TONES = ((24.7, 2.0, 0.3), (49.4, 1.0, 1.1), (98.8, 0.5, 2.0), (700.3, 0.8, 0.1))


def waveform(samples, rate_hz=RATE_HZ, rpm=None):
    return Waveform(
        "p", datetime(2026, 3, 2, tzinfo=UTC), rate_hz, np.array(samples, dtype=np.float32), rpm
    )


def known_answer(count):
    """Return sines of 2, 1, 0.5 and 0.8 mm/s rms as acceleration in m/s2, shape (count,)."""
    time_s = np.arange(count) / RATE_HZ
    return sum(
        np.sqrt(2) * v * 1e-3 * 2 * np.pi * f * np.sin(2 * np.pi * f * time_s + phase)
        for f, v, phase in KNOWN_TONES
    )


@pytest.mark.parametrize("count", [8192, 16384, 65536])
def test_velocity_of_known_sines_is_right_within_half_a_percent(count):
    assert transform(known_answer(count), RATE_HZ).velocity_rms_mms() == pytest.approx(
        2.4269, rel=5e-3
    )


@pytest.mark.parametrize(
    "disturbance",
    [
        lambda t: 0.0 * t + 9.80665 * 0.01,
        lambda t: 0.5 * np.sin(2 * np.pi * 3 * t),
        lambda t: 5.0 * np.sin(2 * np.pi * 1500 * t),
    ],
    ids=["offset of 0.01 g", "3 Hz", "1500 Hz"],
)
def test_velocity_is_not_changed_by_what_lies_outside_its_band(disturbance):
    samples = known_answer(16384)
    disturbed = samples + disturbance(np.arange(16384) / RATE_HZ)
    assert transform(disturbed, RATE_HZ).velocity_rms_mms() == pytest.approx(
        transform(samples, RATE_HZ).velocity_rms_mms(), rel=2e-3
    )


def test_a_slow_sampling_has_no_velocity_but_the_rest():
    slow = extract_features(waveform(known_answer(4096), rate_hz=1900.0))
    assert slow.velocity_rms_mms is None
    assert slow.acceleration_rms_ms2 > 0
    with pytest.raises(SamplingTooSlow, match="2000 samples"):
        transform(known_answer(4096), 1900.0).velocity_rms_mms()
    with pytest.raises(SamplingTooSlow, match=r"0\.1 s"):
        transform(known_answer(1000), RATE_HZ).velocity_rms_mms()


def test_a_sine_has_the_crest_and_kurtosis_of_a_sine():
    time_s = np.arange(12_800) / RATE_HZ
    found = extract_features(waveform(4 + 3 * np.sin(2 * np.pi * 160 * time_s)))
    assert found.acceleration_peak_ms2 == pytest.approx(3.0, rel=1e-3)
    assert found.acceleration_rms_ms2 == pytest.approx(3 / np.sqrt(2), rel=1e-4)
    assert found.crest_factor == pytest.approx(1.4142, rel=1e-3)
    assert found.kurtosis == pytest.approx(-1.5, abs=1e-3)


def test_gaussian_noise_has_no_excess_kurtosis_and_fills_its_bands():
    samples = np.random.default_rng(2).standard_normal(2**17)
    found = extract_features(waveform(samples))
    assert found.kurtosis == pytest.approx(0.0, abs=0.05)
    assert list(found.bands_ms2) == ["10-1000 Hz", "1000-3000 Hz", "3000-6400 Hz"]
    for level, width_hz in zip(found.bands_ms2.values(), (990, 2000, 3400), strict=True):
        assert level == pytest.approx(np.sqrt(width_hz / 6400), rel=0.03)


@settings(max_examples=30)
@given(scale=st.floats(0.01, 100), offset=st.floats(-50, 50))
def test_levels_scale_with_the_signal_and_ignore_its_mean(scale, offset):
    samples = np.random.default_rng(4).standard_normal(2048).astype(np.float32)
    plain = extract_features(waveform(samples))
    changed = extract_features(waveform(scale * samples + offset))
    slack = 1e-3 * (1 + abs(offset) / scale)
    assert changed.velocity_rms_mms == pytest.approx(scale * plain.velocity_rms_mms, rel=slack)
    assert changed.acceleration_peak_ms2 == pytest.approx(
        scale * plain.acceleration_peak_ms2, rel=slack
    )
    assert changed.crest_factor == pytest.approx(plain.crest_factor, rel=slack)
    assert changed.kurtosis == pytest.approx(plain.kurtosis, abs=4 * slack)


def test_a_worn_outer_race_raises_the_outer_comb_alone():
    rng = np.random.default_rng(7)
    time_s = np.arange(16384) / RATE_HZ
    since_blow_s = np.mod(time_s, 1 / 76.1)  # BPFO of a 6309 at 1500 rpm is 75.9 Hz
    ringing = 8 * np.exp(-since_blow_s * 900) * np.sin(2 * np.pi * 3000 * since_blow_s)
    samples = ringing + 0.5 * rng.standard_normal(time_s.size)
    found = extract_features(waveform(samples, rpm=1500.0), bearing_named("6309"))
    combs = found.envelope_ms2
    assert combs["outer"] > 3 * max(combs["inner"], combs["ball"], combs["cage"])
    low_hz, high_hz = found.envelope_band_hz
    assert low_hz < 3000 < high_hz


def test_combs_need_bearing_and_speed():
    samples = np.random.default_rng(8).standard_normal(4096)
    assert extract_features(waveform(samples), bearing_named("6309")).envelope_ms2 == {}
    nominal = extract_features(waveform(samples), bearing_named("6309"), 1500.0)
    assert nominal.shaft_speed_rpm == 1500.0
    assert set(nominal.envelope_ms2) == {"outer", "inner", "ball", "cage"}


def test_a_machine_at_standstill_keeps_its_speed_of_nought():
    samples = np.random.default_rng(8).standard_normal(4096)
    found = extract_features(waveform(samples, rpm=0.0), bearing_named("6309"), 1500.0)
    assert found.shaft_speed_rpm == 0.0
    assert found.envelope_ms2 == {}


@pytest.mark.parametrize("samples", [np.ones(10), np.full(1024, np.nan), np.ones((2, 512))])
def test_what_is_no_measurement_is_refused(samples):
    with pytest.raises(ReadingRefused):
        extract_features(waveform(samples))


def test_a_block_without_a_sample_rate_is_refused():
    with pytest.raises(ReadingRefused, match="sample rate"):
        extract_features(waveform(np.ones(1024), rate_hz=0.0))


def test_a_bad_block_keeps_its_reason_and_has_no_numbers():
    bad = replace(
        waveform(np.full(1024, np.nan)), quality=Quality.BAD, bad_reason=BadReason.NOT_A_NUMBER
    )
    found = extract_features(bad)
    assert (found.quality, found.bad_reason) == (Quality.BAD, BadReason.NOT_A_NUMBER)
    assert found.velocity_rms_mms is None
    assert found.acceleration_peak_ms2 == 0.0


def test_a_dead_sensors_zeros_have_neither_crest_nor_kurtosis():
    found = extract_features(waveform(np.zeros(1024)))
    assert (found.crest_factor, found.kurtosis) == (0.0, 0.0)
