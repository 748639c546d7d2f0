from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal, stats

from app.analysis.block import transform
from app.analysis.envelope import envelope_spectrum
from app.analysis.features import SAMPLES_AT_ONCE, extract_features, transformed
from app.analysis.spectrum import amplitude_spectrum, velocity_spectrum
from app.core.errors import SamplingTooSlow
from app.core.measurements import Quality, Waveform

RATE_HZ = 25_600.0
EDGES_HZ = (10.0, 1000.0, 3000.0, 12_800.0)


def noise(*shape, seed=1):
    return np.random.default_rng(seed).standard_normal(shape)


def waveform(samples, rate_hz=RATE_HZ, quality=Quality.GOOD):
    return Waveform("p", datetime(2026, 3, 2, tzinfo=UTC), rate_hz, samples, quality=quality)


def test_the_levels_are_those_of_scipy():
    samples = np.abs(noise(3, 4096)) ** 1.5 + 7
    levels = transform(samples, RATE_HZ).levels
    centred = samples - samples.mean(axis=1, keepdims=True)
    assert levels.rms_ms2 == pytest.approx(samples.std(axis=1), rel=1e-12)
    assert levels.peak_ms2 == pytest.approx(np.abs(centred).max(axis=1), rel=1e-12)
    assert levels.crest_factor == pytest.approx(levels.peak_ms2 / levels.rms_ms2, rel=1e-12)
    assert levels.skewness == pytest.approx(stats.skew(samples, axis=1), rel=1e-9)
    assert levels.kurtosis == pytest.approx(stats.kurtosis(samples, axis=1), rel=1e-9)


@settings(max_examples=30)
@given(
    scale=st.floats(1e-12, 1e12), offset=st.floats(-3, 3), count=st.sampled_from([512, 1001, 4096])
)
def test_single_precision_says_what_double_says(scale, offset, count):
    samples = (scale * (noise(count) + offset)).astype(np.float32)
    single, double = (transform(x, RATE_HZ) for x in (samples, samples.astype(np.float64)))
    for name in ("rms_ms2", "peak_ms2", "crest_factor", "kurtosis"):
        found, reference = getattr(single.levels, name), getattr(double.levels, name)
        assert found == pytest.approx(reference, rel=1e-4, abs=1e-4 if name == "kurtosis" else 0)
    assert single.levels.skewness == pytest.approx(double.levels.skewness, abs=1e-4)
    for found, reference in (
        (single.band_levels_ms2(EDGES_HZ), double.band_levels_ms2(EDGES_HZ)),
        (single.envelope((2000.0, 8000.0)).values, double.envelope((2000.0, 8000.0)).values),
        (single.amplitude().values, double.amplitude().values),
    ):
        assert np.allclose(found, reference, rtol=1e-3, atol=1e-4 * reference.max())


def test_several_blocks_at_once_are_each_block_alone():
    channels = noise(3, 8192)
    together = transform(channels, RATE_HZ)
    for place, channel in enumerate(channels):
        alone, row = transform(channel, RATE_HZ), together.row(place)
        assert row.levels.kurtosis == pytest.approx(alone.levels.kurtosis, rel=1e-9)
        assert row.velocity_rms_mms() == pytest.approx(alone.velocity_rms_mms(), rel=1e-9)
        assert np.allclose(row.band_levels_ms2(EDGES_HZ), alone.band_levels_ms2(EDGES_HZ))
        assert np.allclose(row.envelope((2e3, 8e3)).values, alone.envelope((2e3, 8e3)).values)


def test_a_block_gives_the_spectra_of_its_samples():
    samples = noise(5000)
    block = transform(samples, RATE_HZ)
    assert np.allclose(block.amplitude().values, amplitude_spectrum(samples, RATE_HZ).values)
    assert np.allclose(block.amplitude().values, block.amplitude().values)
    assert np.allclose(block.velocity().values, velocity_spectrum(samples, RATE_HZ).values)
    band_hz = (2000.0, 8000.0)
    assert np.allclose(
        block.envelope(band_hz).values, envelope_spectrum(samples, RATE_HZ, band_hz).values
    )
    root_sum = np.sqrt(np.sum(block.velocity().values ** 2))
    assert block.velocity_rms_mms() == pytest.approx(root_sum, rel=1e-9)


@pytest.mark.parametrize("count", [16384, 16383])
def test_band_levels_are_those_of_welch_s_density(count):
    samples = noise(count)
    frequency_hz, density = signal.welch(samples, RATE_HZ, "hann", count, detrend="constant")
    low, high = np.searchsorted(frequency_hz, (1000.0, 3000.0))
    reference = np.sqrt(density[low:high].sum() * frequency_hz[1])
    levels = transform(samples, RATE_HZ).band_levels_ms2(EDGES_HZ)
    assert levels[1] == pytest.approx(reference, rel=1e-9)


def test_a_band_between_two_lines_holds_nothing():
    levels = transform(noise(256), RATE_HZ).band_levels_ms2((1010.0, 1020.0, 1310.0, 1320.0))
    assert levels[0] == 0.0
    assert levels[1] > 0.0
    assert levels[2] == 0.0


def test_a_silent_block_has_no_shape():
    levels = transform(np.full((2, 512), 3.0, dtype=np.float32), RATE_HZ).levels
    for value in (levels.rms_ms2, levels.crest_factor, levels.skewness, levels.kurtosis):
        assert np.array_equal(value, np.zeros(2))


def test_velocity_of_another_band_asks_for_what_that_band_needs():
    block = transform(noise(2560), RATE_HZ)
    assert block.velocity_rms_mms((20.0, 500.0)) < block.velocity_rms_mms()
    with pytest.raises(SamplingTooSlow, match=r"2-1000 Hz needs a record of at least 0\.5 s"):
        block.velocity_rms_mms((2.0, 1000.0))


def test_waveforms_of_all_kinds_are_transformed_together_as_alone():
    usable = [
        waveform(noise(4096, seed=1).astype(np.float32)),
        waveform(noise(5000, seed=2).astype(np.float32)),
        waveform(noise(4096, seed=3).astype(np.float32), rate_hz=12_800.0),
        waveform(noise(4096, seed=4).astype(np.float32)),
    ]
    refused = waveform(np.full(4096, np.nan, dtype=np.float32))
    bad = waveform(noise(4096).astype(np.float32), quality=Quality.BAD)
    blocks = transformed([*usable, refused, bad])
    assert blocks[-2:] == [None, None]
    for one, block in zip(usable, blocks, strict=False):
        alone = extract_features(one)
        found = extract_features(one, block=block)
        assert found.velocity_rms_mms == pytest.approx(alone.velocity_rms_mms, rel=1e-5)
        assert found.kurtosis == pytest.approx(alone.kurtosis, abs=1e-4)


def test_long_waveforms_go_through_one_by_one():
    long = [waveform(noise(SAMPLES_AT_ONCE, seed=s).astype(np.float32)) for s in (1, 2)]
    blocks = transformed(long)
    assert [b.count for b in blocks] == [SAMPLES_AT_ONCE, SAMPLES_AT_ONCE]
    assert blocks[0].levels.peak_ms2 != blocks[1].levels.peak_ms2
