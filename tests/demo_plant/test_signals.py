"""The pieces a vibration signal is made of."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.assets import Bearing
from app.demo_plant.signals import (
    BLOCK_SAMPLES,
    GearPair,
    Resonance,
    impact_train,
    outer_race_hz,
    velocity_lines,
    white_noise,
)
from tests.demo_plant.measures import (
    amplitude_spectrum,
    envelope_spectrum,
    line_near,
    velocity_rms_mms,
)

MODE = Resonance(3200.0, 0.04)


@pytest.mark.parametrize(
    ("bearing", "shaft_hz", "expected_hz"),
    [
        (Bearing("6205", 9, 7.94, 39.04), 1.0, 3.5848),
        (Bearing("6203", 8, 6.746, 28.50), 1.0, 3.0532),
        (Bearing("UER204", 8, 7.92, 34.55), 1.0, 3.0831),
        (Bearing("6309", 8, 17.462, 72.5), 1480 / 60, 74.90),
    ],
)
def test_outer_race_frequency_agrees_with_published_tables(
    bearing: Bearing, shaft_hz: float, expected_hz: float
) -> None:
    assert outer_race_hz(bearing, shaft_hz) == pytest.approx(expected_hz, abs=6e-3)


@given(seed=st.integers(0, 2**32), hz=st.floats(30.0, 900.0), mms=st.floats(0.1, 10.0))
@settings(max_examples=30, deadline=None)
def test_a_line_has_the_velocity_it_was_given(seed: int, hz: float, mms: float) -> None:
    line = velocity_lines({hz: mms}, np.random.default_rng(seed))
    assert velocity_rms_mms(line) == pytest.approx(mms, rel=0.01)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None)
def test_the_same_seed_gives_the_same_signal(seed: int) -> None:
    first, again = (
        impact_train(75.0, 10.0, 24.7, (MODE,), np.random.default_rng(seed)) for _ in range(2)
    )
    assert np.array_equal(first, again)
    assert first.dtype == np.float32
    assert first.shape == (BLOCK_SAMPLES,)


def test_gear_mesh_carries_sidebands_of_both_shafts() -> None:
    gears = GearPair(25, 61, 0.7)
    spectrum = amplitude_spectrum(gears.signal(1480 / 60, np.random.default_rng(4)))
    mesh_hz = 25 * 1480 / 60
    floor = line_near(spectrum, mesh_hz + 60)
    assert line_near(spectrum, mesh_hz) > 50 * floor
    for sideband_hz in (1480 / 60, mesh_hz / 61):
        assert line_near(spectrum, mesh_hz + sideband_hz) > 5 * floor
        assert line_near(spectrum, mesh_hz - sideband_hz) > 5 * floor


@given(frequency_hz=st.floats(500, 5000), damping=st.floats(0.005, 0.2))
@settings(deadline=None)
def test_a_ring_down_peaks_at_its_share_and_dies_away(frequency_hz: float, damping: float) -> None:
    mode = Resonance(frequency_hz, damping, 0.7)
    fine_s = np.linspace(0, 2 / frequency_hz, 2001)
    assert np.abs(mode.ring(fine_s)).max() == pytest.approx(0.7, rel=1e-3)
    late = mode.ring(np.array([mode.ring_samples / 12_800.0]))
    assert abs(late[0]) < 0.7 * 0.004


@given(seed=st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_impacts_stand_as_a_comb_in_the_envelope_and_ring_the_mode(seed: int) -> None:
    train = impact_train(75.0, 20.0, 24.7, (MODE,), np.random.default_rng(seed))
    comb = envelope_spectrum(train, 2200, 4200)
    between = line_near(comb, 75.0 * 1.5, 8.0)
    assert line_near(comb, 75.0) > 4 * between
    assert line_near(comb, 150.0, 4.0) > 2 * between
    hz, amplitude = amplitude_spectrum(train)
    assert 2700 < hz[amplitude.argmax()] < 3700


@given(seed=st.integers(0, 2**32), peak_ms2=st.floats(1.0, 60.0))
@settings(max_examples=20, deadline=None)
def test_the_loudest_impact_is_near_the_typical_one(seed: int, peak_ms2: float) -> None:
    train = impact_train(75.0, peak_ms2, 24.7, (MODE,), np.random.default_rng(seed))
    assert 1.0 < np.abs(train).max() / peak_ms2 < 2.2


def test_impacts_slip_so_that_high_harmonics_smear() -> None:
    train = impact_train(75.0, 20.0, 24.7, (MODE,), np.random.default_rng(1))
    comb = envelope_spectrum(train, 2200, 4200)
    assert line_near(comb, 75.0) > 3 * line_near(comb, 75.0 * 8, 20.0)


@given(seed=st.integers(0, 2**32), rms_ms2=st.floats(0.1, 5.0))
@settings(max_examples=10, deadline=None)
def test_noise_has_the_level_it_was_given(seed: int, rms_ms2: float) -> None:
    rng = np.random.default_rng(seed)
    assert np.std(white_noise(rms_ms2, rng)) == pytest.approx(rms_ms2, rel=0.06)
    assert np.std(MODE.noise(rms_ms2, rng)) == pytest.approx(rms_ms2, rel=0.15)
