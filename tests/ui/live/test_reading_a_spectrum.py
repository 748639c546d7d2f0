import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.spectrum import amplitude_spectrum
from app.ui.live.combs import comb_levels, teeth
from app.ui.live.cursor import read_peak
from app.ui.live.freshness import Freshness

RATE_HZ, COUNT = 12_800.0, 8192
STEP_HZ = RATE_HZ / COUNT


def sine(frequency_hz, amplitude=1.0):
    return amplitude * np.sin(2 * np.pi * frequency_hz * np.arange(COUNT) / RATE_HZ)


@given(st.floats(20, 5000))
def test_cursor_reads_a_sine_within_a_tenth_of_a_line(frequency_hz):
    lines = amplitude_spectrum(sine(frequency_hz), RATE_HZ).values
    found = read_peak(lines, STEP_HZ, frequency_hz + 2, 8.0, shaft_hz=25.0)
    assert found.frequency_hz == pytest.approx(frequency_hz, abs=0.1 * STEP_HZ)
    assert found.orders == pytest.approx(frequency_hz / 25.0, abs=0.01)
    assert 0.84 <= found.amplitude <= 1.01


def test_cursor_reads_nothing_off_an_empty_spectrum():
    assert read_peak(np.zeros(0), STEP_HZ, 50.0, 8.0) is None


def test_cursor_without_shaft_speed_gives_no_orders():
    assert read_peak(np.ones(50), 1.0, 10.0, 3.0).orders is None


def test_combs_have_four_teeth_with_room_for_slip_but_the_shaft_has_none():
    found = teeth({"outer": 100.0, "shaft": 25.0}, ("outer", "shaft"))
    assert [tooth.frequency_hz for tooth in found] == [100, 200, 300, 400, 25, 50, 75, 100]
    assert found[0].low_hz == pytest.approx(98.8)
    assert found[4].low_hz == found[4].high_hz == 25.0


def test_the_comb_that_is_there_stands_out_of_the_floor():
    rng = np.random.default_rng(1)
    signal = sine(107.4, 0.5) + 0.2 * rng.standard_normal(COUNT)
    spectrum = amplitude_spectrum(signal, RATE_HZ)
    defects = {"outer": 107.4, "inner": 162.2, "shaft": 29.95}
    outer, inner = comb_levels(spectrum.frequency_hz, spectrum.values, defects)
    assert outer.above_floor_db > 25
    assert inner.above_floor_db < 15
    assert outer.orders == pytest.approx(107.4 / 29.95)


def test_no_shaft_speed_means_no_combs():
    assert comb_levels(np.arange(100.0), np.ones(100), {}) == ()


def test_a_slow_source_is_given_five_of_its_own_gaps():
    freshness = Freshness()
    for second in range(0, 50, 10):
        freshness.block_came(float(second))
    assert not freshness.is_stale(89.0)
    assert freshness.is_stale(91.0)


def test_what_never_came_is_stale():
    assert Freshness().is_stale(0.0)
    assert Freshness().age_s(0.0) is None
