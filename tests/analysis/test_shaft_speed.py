"""The shaft's speed as the record shows it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.bearings import bearing_named, defect_frequencies
from app.analysis.shaft_speed import STATED_TOLERANCE, shaft_speed

RATE_HZ = 12_800.0
COUNT = 25_600
UNTOLD_LINES = 2.5
"""Lines at the tenth harmonic within which a stated speed stands: the window's main lobe is two
lines to each side; further out the record must outdo it clearly. At most 2.4 in 1,500 courses."""
PER_TURN = defect_frequencies(bearing_named("6309"), 60.0)


def turning(shaft_hz, seed=0, noise=1.0):
    """Return ten shaft harmonics in noise, shape (25600,)."""
    time_s = np.arange(COUNT) / RATE_HZ
    lines = sum(np.sin(2 * np.pi * k * shaft_hz * time_s + k) / k**0.5 for k in range(1, 11))
    return lines + noise * np.random.default_rng(seed).standard_normal(COUNT)


@settings(max_examples=25)
@given(shaft_hz=st.floats(10.0, 60.0), off=st.floats(-0.025, 0.025), seed=st.integers(0, 99))
def test_a_stated_speed_ends_at_the_true_one(shaft_hz, off, seed):
    stated_rpm = 60 * shaft_hz * (1 + off)
    found = shaft_speed(turning(shaft_hz, seed), RATE_HZ, stated_rpm)
    one_line_of_the_tenth_rpm = 60 * RATE_HZ / COUNT / 10
    untold_rpm = UNTOLD_LINES * one_line_of_the_tenth_rpm
    assert found.rpm == pytest.approx(60 * shaft_hz, abs=untold_rpm)


def test_noise_leaves_the_stated_speed_as_it_is():
    rng = np.random.default_rng(1)
    for _ in range(50):
        found = shaft_speed(rng.standard_normal(COUNT), RATE_HZ, 1480.0)
        assert (found.rpm, found.is_estimated) == (1480.0, False)


def test_a_speed_further_off_than_the_tolerance_is_not_sought():
    found = shaft_speed(turning(25.0), RATE_HZ, 1500 * (1 + 2 * STATED_TOLERANCE))
    assert found.rpm == pytest.approx(1590, rel=STATED_TOLERANCE)


def test_without_a_stated_speed_shaft_and_bearing_together_show_it():
    heard = turning(25.0) + turning(25.0 * PER_TURN.inner_hz, noise=0.0)
    found = shaft_speed(heard, RATE_HZ, None, PER_TURN)
    assert found.is_estimated
    assert found.rpm == pytest.approx(1500, rel=0.003)


def test_without_a_stated_speed_noise_shows_none():
    noise = np.random.default_rng(2).standard_normal(COUNT)
    assert shaft_speed(noise, RATE_HZ, None, PER_TURN) is None
    assert shaft_speed(noise, RATE_HZ, None) is None


def test_a_record_of_few_turns_keeps_the_stated_speed():
    assert not shaft_speed(turning(25.0)[:2000], RATE_HZ, 1480.0).is_estimated
