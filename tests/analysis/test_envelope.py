import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from app.analysis.envelope import (
    choose_band,
    envelope,
    envelope_spectrum,
    prewhitened,
    squared_envelope_spectrum,
)
from app.core.errors import SamplingTooSlow

RATE_HZ = 25_600.0


def impact_train(rate_hz=89.3, resonance_hz=4200.0, count=65536, noise=0.3, seed=3):
    """Return a resonance rung at a fixed rate, in noise, shape (count,)."""
    time_s = np.arange(count) / RATE_HZ
    since_blow_s = np.mod(time_s, 1 / rate_hz)
    ringing = np.exp(-since_blow_s * 1200) * np.sin(2 * np.pi * resonance_hz * since_blow_s)
    return ringing + noise * np.random.default_rng(seed).standard_normal(count)


def filtered_envelope(samples, low_hz, high_hz):
    sections = signal.butter(10, (low_hz, high_hz), "bandpass", fs=RATE_HZ, output="sos")
    return np.abs(signal.hilbert(signal.sosfiltfilt(sections, samples)))


def test_a_known_train_stands_at_its_rate():
    spectrum = envelope_spectrum(impact_train(), RATE_HZ, (3200.0, 6400.0))
    beyond = spectrum.frequency_hz > 20
    peak_hz = spectrum.frequency_hz[beyond][np.argmax(spectrum.values[beyond])]
    assert peak_hz == pytest.approx(89.3, abs=spectrum.resolution_hz)


def test_the_sliced_envelope_is_that_of_filter_and_hilbert_transform():
    samples = impact_train()
    ours, _ = envelope(samples, RATE_HZ, (3200.0, 6400.0))
    theirs = filtered_envelope(samples, 3200.0, 6400.0)
    assert ours.mean() == pytest.approx(theirs.mean(), rel=0.02)
    assert ours.std() == pytest.approx(theirs.std(), rel=0.05)


def test_a_modulated_tone_gives_its_modulation():
    time_s = np.arange(51_200) / RATE_HZ
    carrier = np.sin(2 * np.pi * 5000 * time_s)
    samples = (2 + 0.5 * np.cos(2 * np.pi * 60 * time_s)) * carrier
    found, _ = envelope(samples, RATE_HZ, (4500.0, 5500.0))
    assert found.mean() == pytest.approx(2.0, rel=1e-2)
    spectrum = envelope_spectrum(samples, RATE_HZ, (4500.0, 5500.0))
    assert spectrum.values.max() == pytest.approx(0.5, rel=0.1)


def test_the_ends_of_a_tone_that_does_not_fit_the_record_do_not_ring():
    time_s = np.arange(10_007) / RATE_HZ
    found, _ = envelope(np.sin(2 * np.pi * 4321.7 * time_s), RATE_HZ, (3000.0, 6000.0))
    assert found.max() < 1.2


@pytest.mark.parametrize("band_hz", [(5000.0, 13_000.0), (4000.0, 4000.0), (-1.0, 100.0)])
def test_a_band_that_is_not_there_is_refused_and_not_clamped(band_hz):
    with pytest.raises(SamplingTooSlow, match="half the sample rate"):
        envelope(np.zeros(1024), RATE_HZ, band_hz)


def test_the_band_of_the_resonance_is_chosen():
    low_hz, high_hz = choose_band(impact_train(noise=0.1), RATE_HZ, 350.0)
    assert low_hz <= 4200 <= high_hz
    assert high_hz - low_hz < RATE_HZ / 4


def test_the_chosen_band_is_wide_enough_for_the_comb():
    low_hz, high_hz = choose_band(impact_train(), RATE_HZ, 3000.0)
    assert high_hz - low_hz >= 3000.0


def test_a_record_too_short_to_split_keeps_the_whole_axis():
    assert choose_band(np.ones(8), RATE_HZ) == (0.0, RATE_HZ / 2)


@settings(max_examples=20)
@given(scale=st.floats(1e-3, 1e3), offset=st.floats(-10, 10))
def test_the_envelope_scales_and_ignores_an_offset(scale, offset):
    samples = impact_train(count=4096)
    plain, _ = envelope(samples, RATE_HZ, (3200.0, 6400.0))
    changed, _ = envelope(scale * samples + offset, RATE_HZ, (3200.0, 6400.0))
    assert np.allclose(changed, scale * plain, rtol=1e-6, atol=1e-9 * (scale + abs(offset)))


def test_prewhitening_flattens_every_line_but_the_mean():
    flat = np.abs(np.fft.rfft(prewhitened(impact_train(count=4096))))
    assert np.allclose(flat[1:], flat[1], rtol=1e-9)
    assert flat[0] == pytest.approx(0.0, abs=1e-9)


def test_lines_of_noise_in_the_squared_envelope_are_exponential():
    samples = np.random.default_rng(5).standard_normal(2**17)
    depth = squared_envelope_spectrum(samples, RATE_HZ, (0.0, RATE_HZ / 2)).values[10:-10]
    lines = depth**2
    assert np.median(lines) / lines.mean() == pytest.approx(np.log(2), rel=0.03)


def test_the_squared_envelope_gives_the_depth_of_a_modulation():
    rng = np.random.default_rng(6)
    time_s = np.arange(2**16) / RATE_HZ
    modulated = np.sqrt(1 + 0.4 * np.cos(2 * np.pi * 50 * time_s)) * rng.standard_normal(2**16)
    spectrum = squared_envelope_spectrum(modulated, RATE_HZ, (0.0, RATE_HZ / 2))
    line = round(50 / spectrum.resolution_hz)
    assert spectrum.values[line - 1 : line + 2].max() == pytest.approx(0.4, rel=0.15)
