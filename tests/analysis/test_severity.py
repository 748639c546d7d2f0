"""Severity: the band by speed, and the zone by the table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.severity import severity_of, zone_of
from app.analysis.zones import shipped_zones

RIGID = shipped_zones()["10816-3-group-2-rigid"]
RATE_HZ = 6400.0


def tone(frequency_hz: float, velocity_rms_mms: float, lasts_s: float = 4.0) -> np.ndarray:
    """Acceleration in m/s2 of a sine of a given velocity."""
    turn = 2 * np.pi * frequency_hz * np.arange(int(lasts_s * RATE_HZ)) / RATE_HZ
    return velocity_rms_mms * np.sqrt(2) * 2 * np.pi * frequency_hz / 1000 * np.cos(turn)


def test_a_slow_machine_is_measured_from_2_hz_and_a_faster_one_from_10():
    wave = tone(5.0, 3.0) + tone(50.0, 1.0)
    slow = severity_of(wave, RATE_HZ, 300.0, RIGID)
    fast = severity_of(wave, RATE_HZ, 3000.0, RIGID)
    assert (slow.band_hz, fast.band_hz) == ((2.0, 1000.0), (10.0, 1000.0))
    assert slow.velocity_rms_mms == pytest.approx(np.hypot(3.0, 1.0), rel=5e-3)
    assert fast.velocity_rms_mms == pytest.approx(1.0, rel=5e-3)
    assert (slow.zone, fast.zone) == ("C", "A")
    assert slow.is_high
    assert not fast.is_high


@pytest.mark.parametrize(
    ("rate_hz", "lasts_s", "why"),
    [(1600.0, 4.0, "at least 2000 samples a second, got 1600"), (6400.0, 0.05, "at least 0.1 s")],
)
def test_a_record_that_cannot_show_the_band_gives_no_velocity_and_no_zone(rate_hz, lasts_s, why):
    found = severity_of(tone(50.0, 9.0, lasts_s), rate_hz, None, RIGID)
    assert (found.velocity_rms_mms, found.zone, found.is_high) == (None, None, False)
    assert why in found.why


@given(st.floats(0, 30), st.sampled_from(list(shipped_zones().values())))
def test_a_zone_holds_what_lies_below_its_boundary(velocity_mms: float, zones):
    zone = zone_of(velocity_mms, zones)
    boundaries = dict(zip("ABC", (zones.ab_mms, zones.bc_mms, zones.cd_mms), strict=True))
    assert velocity_mms <= boundaries.get(zone, np.inf)
    before = {"B": zones.ab_mms, "C": zones.bc_mms, "D": zones.cd_mms}.get(zone)
    assert before is None or velocity_mms > before
