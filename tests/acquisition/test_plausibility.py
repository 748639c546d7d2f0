"""What counts as a measurement."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.acquisition.plausibility import (
    GOOD,
    bad,
    judge_block,
    judge_instant,
    judge_rate,
    judge_repeat,
    worst,
)
from app.core.measurements import BadReason, Quality
from app.core.sample_faults import is_clipped
from tests.acquisition.peers import noise

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def with_value(position: int, value: float) -> np.ndarray:
    samples = noise(7).copy()
    samples[position] = value
    return samples


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("position", [0, 100, 511])
def test_one_nan_or_infinity_makes_a_block_bad(position: int, value: float):
    assert judge_block(with_value(position, value)) == bad(BadReason.NOT_A_NUMBER)


@given(position=st.integers(0, 511), spike_ms2=st.floats(-2000, 2000))
def test_one_spike_in_a_noisy_block_is_not_bad(position: int, spike_ms2: float):
    assert judge_block(with_value(position, spike_ms2)) == GOOD


def test_a_value_no_sensor_can_measure_is_out_of_range():
    assert judge_block(with_value(3, 1e30)) == bad(BadReason.OUT_OF_RANGE)


@given(value=st.floats(-1000, 1000, width=32), samples=st.integers(2, 500))
def test_a_constant_block_is_frozen(value: float, samples: int):
    assert judge_block(np.full(samples, value, dtype=np.float32)) == bad(BadReason.FROZEN)


def test_a_sensor_that_dies_in_the_first_half_is_frozen():
    samples = noise(7).copy()
    samples[200:] = samples[200]
    assert judge_block(samples) == bad(BadReason.FROZEN)


@pytest.mark.parametrize("samples", [0, 1])
def test_a_block_without_samples_is_truncated(samples: int):
    assert judge_block(noise(1)[:samples]) == bad(BadReason.TRUNCATED)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_a_sine_cut_off_is_clipped_and_uncertain(level: float):
    sine = np.sin(np.arange(4096) * 0.037).astype(np.float32)
    verdict = judge_block(np.clip(sine, -level, level))
    assert verdict.quality is Quality.UNCERTAIN
    assert verdict.bad_reason is BadReason.CLIPPED


@pytest.mark.parametrize("sigma", [1.0, 2.0])
def test_noise_cut_off_is_clipped(sigma: float):
    samples = np.random.default_rng(3).normal(0, 1, 8192).astype(np.float32)
    assert is_clipped(np.clip(samples, -sigma, sigma))
    assert is_clipped(np.clip(samples, -sigma, None))


@given(
    amplitude_counts=st.integers(3, 5000),
    cycles=st.floats(1.0, 1900.0),
    phase=st.floats(0, 6.28),
)
def test_a_quantised_sine_is_not_clipped(amplitude_counts: int, cycles: float, phase: float):
    turn = 2 * np.pi * cycles * np.arange(8192) / 8192
    noise_counts = np.random.default_rng(1).normal(0, 0.7, 8192)
    counts = np.round(amplitude_counts * np.sin(turn + phase) + noise_counts)
    assert judge_block((counts * 0.01).astype(np.float32)) == GOOD


@given(arrays(np.float32, st.integers(0, 200), elements=st.floats(width=32)))
def test_any_block_gets_a_verdict(samples: np.ndarray):
    assert judge_block(samples).quality in Quality


def test_a_rate_is_compared_with_the_configured_one():
    assert judge_rate(25_600.0, 25_600.0) == GOOD
    assert judge_rate(25_605.0, 25_600.0) == GOOD
    assert judge_rate(12_800.0, 25_600.0) == bad(BadReason.WRONG_RATE)
    assert judge_rate(12_800.0, None) == GOOD
    for nonsense in (0.0, -1.0, np.nan, np.inf):
        assert judge_rate(nonsense, None) == bad(BadReason.WRONG_RATE)


def test_a_block_whose_time_does_not_move_is_stale():
    assert judge_instant(NOON, None) == GOOD
    assert judge_instant(NOON + timedelta(milliseconds=1), NOON) == GOOD
    assert judge_instant(NOON, NOON) == bad(BadReason.STALE)


def test_a_repeated_block_is_frozen():
    assert judge_repeat(noise(1), noise(1)) == bad(BadReason.FROZEN)
    assert judge_repeat(noise(1), noise(2)) == GOOD
    assert judge_repeat(noise(1), None) == GOOD


def test_the_worst_verdict_wins():
    clipped = judge_block(np.clip(noise(1), -0.5, 0.5))
    assert worst(GOOD, clipped, bad(BadReason.TORN)) == bad(BadReason.TORN)
    assert worst() == GOOD


def test_real_bearings_run_to_failure_without_a_false_alarm(data_folder):
    recordings = sorted((data_folder / "phm2012").glob("Bearing*_*.npz"))
    if not recordings:
        pytest.skip("no phm2012 recordings")
    with np.load(recordings[0]) as recording:
        blocks = recording["acc"][::40]
        scales = recording["scale"][::40]
    for codes, scale_g in zip(blocks, scales, strict=True):
        for channel in codes:
            assert judge_block((channel * scale_g * 9.80665).astype(np.float32)) == GOOD


def test_a_standing_signal_is_found_however_large_its_value():
    for level in (0.0, -3.0, 1e9, 3e38):
        verdict = judge_block(np.full(64, level, dtype=np.float32), np.inf)
        assert verdict.bad_reason is BadReason.FROZEN
