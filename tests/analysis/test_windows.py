import numpy as np
import pytest
from scipy import signal

from app.analysis.windows import COSINE_COEFFICIENTS, window, window_factors

PUBLISHED = {
    "rectangular": (1.0, 1.0, 1.0, -3.922),
    "hann": (2.0, 1.6330, 1.5, -1.424),
    "hamming": (1.8519, 1.5863, 1.3628, -1.751),
    "blackman": (2.3810, 1.8119, 1.7268, -1.099),
    "blackman-harris": (2.7875, 1.9689, 2.0044, -0.826),
    "flat top": (4.6387, 2.3890, 3.7702, -0.010),
}
SCIPY_NAME = {"rectangular": "boxcar", "blackman-harris": "blackmanharris", "flat top": "flattop"}


@pytest.mark.parametrize("name", PUBLISHED)
def test_factors_are_those_of_the_window_itself(name):
    found = window_factors(name, 16384)
    amplitude, energy, bins, scalloping_db = PUBLISHED[name]
    assert found.amplitude == pytest.approx(amplitude, abs=5e-5)
    assert found.energy == pytest.approx(energy, abs=5e-5)
    assert found.noise_bandwidth_bins == pytest.approx(bins, abs=5e-5)
    assert found.scalloping_db == pytest.approx(scalloping_db, abs=1.5e-3)


@pytest.mark.parametrize("name", COSINE_COEFFICIENTS)
@pytest.mark.parametrize("count", [64, 255])
def test_windows_are_the_periodic_ones_of_scipy(name, count):
    reference = signal.get_window(SCIPY_NAME.get(name, name), count, fftbins=True)
    assert np.allclose(window(name, count), reference, atol=1e-8)


def test_a_cached_window_cannot_be_written_to():
    assert window("hann", 128) is window("hann", 128)
    with pytest.raises(ValueError, match="read-only"):
        window("hann", 128)[0] = 1.0


def test_amplitude_and_energy_factor_of_hann_differ_by_the_root_of_its_bandwidth():
    found = window_factors("hann", 4096)
    assert found.amplitude / found.energy == pytest.approx(1.2247, abs=1e-4)
