import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.spectrum import (
    amplitude_spectrum,
    lines_inside,
    velocity_spectrum,
)

RATE_HZ = 12_800.0


def tone(frequency_hz, amplitude, count=16384, phase=0.3):
    time_s = np.arange(count) / RATE_HZ
    return amplitude * np.sin(2 * np.pi * frequency_hz * time_s + phase)


def noise(count=16384, seed=1):
    return np.random.default_rng(seed).standard_normal(count)


@pytest.mark.parametrize("window_name", ["hann", "flat top", "blackman-harris", "rectangular"])
def test_a_sine_on_a_line_has_its_amplitude(window_name):
    spectrum = amplitude_spectrum(tone(100.0, 3.0), RATE_HZ, window_name)
    assert spectrum.values[128] == pytest.approx(3.0, rel=1e-9)
    assert spectrum.frequency_hz[128] == pytest.approx(100.0)


def test_flat_top_reads_a_sine_between_two_lines():
    spectrum = amplitude_spectrum(tone(100.390625, 3.0), RATE_HZ, "flat top")
    assert spectrum.values.max() == pytest.approx(3.0, rel=2e-3)


@given(scale=st.floats(1e-3, 1e3), offset=st.floats(-100, 100))
def test_spectrum_scales_with_the_signal_and_ignores_its_mean(scale, offset):
    samples = noise(512)
    plain = amplitude_spectrum(samples, RATE_HZ).values
    shifted = amplitude_spectrum(scale * samples + offset, RATE_HZ).values
    assert np.allclose(shifted, scale * plain, rtol=1e-9, atol=1e-9 * max(scale, abs(offset)))


def test_several_channels_at_once_are_each_channel_alone():
    channels = np.stack([tone(100, 1), tone(200, 2), noise()]).astype(np.float32)
    together = amplitude_spectrum(channels, RATE_HZ)
    assert together.values.dtype == np.float32
    for channel, lines in zip(channels, together.values, strict=True):
        alone = amplitude_spectrum(channel.astype(np.float64), RATE_HZ).values
        assert np.allclose(lines, alone, atol=1e-5 * alone.max())


@pytest.mark.parametrize(
    ("frequency_hz", "velocity_mms"),
    [(10, 156.0777), (50, 31.2155), (159.155, 9.8067), (1000, 1.5608)],
)
def test_one_g_rms_is_the_velocity_of_the_table(frequency_hz, velocity_mms):
    samples = tone(frequency_hz, np.sqrt(2) * 9.80665, count=128_000)
    lines = velocity_spectrum(samples, RATE_HZ, (5.0, 1100.0)).values
    assert np.sqrt(np.sum(lines**2)) == pytest.approx(velocity_mms, rel=1e-3)


def test_a_line_on_the_end_of_a_band_belongs_to_it():
    frequency_hz = np.arange(0, 6401) * (12_800 / 12_800.0001)
    inside = np.flatnonzero(lines_inside(frequency_hz, (10.0, 1000.0)))
    assert (inside[0], inside[-1]) == (10, 1000)


def test_plain_summing_up_would_be_ruined_by_an_offset_where_ours_is_not():
    samples = tone(50, 1.0)
    summed = np.cumsum(samples + 0.1) / RATE_HZ * 1000
    ours = [velocity_spectrum(s, RATE_HZ).values for s in (samples, samples + 0.1)]
    assert np.allclose(ours[0], ours[1], atol=1e-9)
    assert summed.std() > 10 * np.sqrt(np.sum(ours[0] ** 2))
