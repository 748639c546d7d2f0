"""How hard a machine shakes: velocity RMS, and the zone of a table in which it lies."""

from dataclasses import dataclass

import numpy as np

from app.analysis.block import transform
from app.analysis.spectrum import VELOCITY_BAND_HZ, Samples
from app.core.errors import SamplingTooSlow
from app.core.zones import Zones

SLOW_SPEED_RPM = 600.0
SLOW_BAND_HZ = (2.0, 1000.0)
"""Band of the vibration severity below `SLOW_SPEED_RPM`, as `VELOCITY_BAND_HZ` is above it."""
ZONE_MEANINGS = {
    "A": "as newly commissioned machines",
    "B": "fit for long service without limit",
    "C": "not fit for long service: plan the remedy",
    "D": "hard enough to cause damage",
}


@dataclass(frozen=True, slots=True)
class Severity:
    """Velocity RMS of a record and its zone, or why there is none.

    Attributes
    ----------
    velocity_rms_mms : float or None
        In `band_hz`, mm/s.
    zone : str or None
        ``"A"`` to ``"D"``; a value on a boundary belongs to the lower zone.
    is_table_chosen : bool
        Whether somebody chose the table, or it is the usual one because nothing is known.
    why : str
        Why there is no velocity and no zone, empty where there are both.
    """

    velocity_rms_mms: float | None
    band_hz: tuple[float, float]
    zone: str | None
    zones: Zones
    is_table_chosen: bool = True
    why: str = ""

    @property
    def is_high(self) -> bool:
        """Whether it lies in zone C or D."""
        return self.zone in {"C", "D"}


def severity_of(
    acceleration_ms2: Samples,
    sample_rate_hz: float,
    shaft_speed_rpm: float | None,
    zones: Zones,
    *,
    is_table_chosen: bool = True,
) -> Severity:
    """Judge the velocity of a record by a table of zones.

    Parameters
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2, evenly sampled, every sample to be believed.
    sample_rate_hz : float
        Samples per second.
    shaft_speed_rpm : float or None
        Below 600 r/min the band begins at 2 Hz, otherwise at 10 Hz.

    Examples
    --------
    >>> from app.analysis.zones import shipped_zones
    >>> time_s = np.arange(12_800) / 12_800
    >>> wave = 5 * np.sqrt(2) * 2 * np.pi * 50 / 1000 * np.cos(2 * np.pi * 50 * time_s)
    >>> found = severity_of(wave, 12_800, 3000, shipped_zones()["10816-3-group-2-rigid"])
    >>> round(found.velocity_rms_mms, 2), found.zone
    (5.0, 'D')
    """
    band_hz = severity_band_hz(shaft_speed_rpm)
    try:
        velocity_mms = float(transform(acceleration_ms2, sample_rate_hz).velocity_rms_mms(band_hz))
    except SamplingTooSlow as refused:
        return Severity(None, band_hz, None, zones, is_table_chosen, refused.what)
    return Severity(velocity_mms, band_hz, zone_of(velocity_mms, zones), zones, is_table_chosen)


def severity_band_hz(shaft_speed_rpm: float | None) -> tuple[float, float]:
    """Return the band in which the severity is measured.

    >>> severity_band_hz(599.0), severity_band_hz(None)
    ((2.0, 1000.0), (10.0, 1000.0))
    """
    is_slow = shaft_speed_rpm is not None and shaft_speed_rpm < SLOW_SPEED_RPM
    return SLOW_BAND_HZ if is_slow else VELOCITY_BAND_HZ


def zone_of(velocity_mms: float, zones: Zones) -> str:
    """Find the zone of a velocity; a value on a boundary belongs to the lower one.

    >>> from app.analysis.zones import shipped_zones
    >>> [zone_of(v, shipped_zones()["10816-3-group-2-rigid"]) for v in (1.4, 2.0, 4.5, 4.51)]
    ['A', 'B', 'C', 'D']
    """
    above = int(np.searchsorted((zones.ab_mms, zones.bc_mms, zones.cd_mms), velocity_mms))
    return "ABCD"[above]
