"""The history of a measurement point as arrays: what the computations over time are fed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.assets import Component
from app.core.measurements import Features, Quality

HIGH_BAND_FROM_HZ = 1000.0
"""From here up the shaft's own lines are weak and a rolling bearing's knocks are heard."""
RUNNING_SHARE = 0.2
"""Below this share of its usual speed (or, where that is unknown, of its first levels) a machine
counts as standing still."""
FIRST_POINTS = 20
"""First measurements whose median is the usual level, where the speed is not known."""
LATE_INTERVALS = 6
"""Missed measurements after which a point has no data; at least a day is waited."""
INDICATORS = ("peak", "high band", "velocity")
"""Columns of `PointHistory.log_level`."""
PEAK, HIGH_BAND, VELOCITY = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class PointHistory:
    """The good measurements of a running machine, oldest first.

    Attributes
    ----------
    began_at : datetime
        Instant of day 0: the first measurement used.
    days : ndarray, shape (n,)
        Days since then.
    log_level : ndarray, shape (n, 3)
        Natural logarithm of peak acceleration in m/s2, RMS acceleration above 1000 Hz in m/s2,
        and velocity RMS in mm/s; NaN where there is none.
    """

    began_at: datetime
    days: NDArray[np.float64]
    log_level: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the measurements."""
        return int(self.days.size)

    def at(self, index: int) -> datetime:
        """Return the instant of a measurement."""
        return self.began_at + timedelta(days=float(self.days[index]))

    def age_days(self, as_of: datetime) -> float:
        """Days from the first measurement to an instant."""
        return (as_of - self.began_at).total_seconds() / 86400


def point_history(
    history: Sequence[Features], as_of: datetime, since: datetime | None = None
) -> PointHistory | None:
    """Lay the usable measurements of one point out as arrays.

    Bad and uncertain ones, those of a machine that stands still, those before `since` (when the
    component in service was fitted) and those after `as_of` are left out.

    Parameters
    ----------
    history : sequence of Features
        Of one point, oldest first.

    Returns
    -------
    PointHistory or None
        None when nothing usable is left.
    """
    used = usable_features(history, as_of, since)
    if not used:
        return None
    began_at = used[0].taken_at
    high_bands = _high_bands(used[0])
    level = np.array([_levels(f, high_bands) for f in used], dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_level = np.log(level)
    log_level[~np.isfinite(log_level)] = np.nan
    days = np.array([(f.taken_at - began_at).total_seconds() for f in used]) / 86400
    return PointHistory(began_at, days, log_level)


def usable_features(
    history: Sequence[Features], as_of: datetime, since: datetime | None = None
) -> list[Features]:
    """Return the good measurements of a running machine, between `since` and `as_of`."""
    used = [
        f
        for f in history
        if f.quality is Quality.GOOD
        and f.acceleration_peak_ms2 > 0
        and f.taken_at <= as_of
        and (since is None or f.taken_at >= since)
    ]
    return _running(used)


def in_service_since(component: Component) -> datetime | None:
    """Return the instant from which measurements speak for the part in service, where known.

    The day it was fitted on is left out: some of its measurements are the old part's.
    """
    if component.installed_on is None:
        return None
    return datetime.combine(component.installed_on + timedelta(days=1), time.min, UTC)


def is_late(history: PointHistory, as_of: datetime) -> bool:
    """Tell whether the newest good measurement is too old to speak for the component."""
    gaps_days = np.diff(history.days[-50:])
    usual_days = float(np.median(gaps_days)) if gaps_days.size else 0.0
    waited_days = history.age_days(as_of) - float(history.days[-1])
    return waited_days > max(LATE_INTERVALS * usual_days, 1.0)


def _running(used: list[Features]) -> list[Features]:
    """Leave out what was measured at standstill: by the speed, or else by the silence."""
    speeds = [f.shaft_speed_rpm for f in used if f.shaft_speed_rpm]
    least_rpm = RUNNING_SHARE * float(np.median(speeds)) if speeds else 0.0
    levels = [f.acceleration_rms_ms2 for f in used[:FIRST_POINTS]]
    least_ms2 = RUNNING_SHARE * float(np.median(levels)) if levels else 0.0
    return [
        f
        for f in used
        if (
            f.acceleration_rms_ms2 >= least_ms2
            if f.shaft_speed_rpm is None
            else 0 < f.shaft_speed_rpm >= least_rpm
        )
    ]


def _high_bands(features: Features) -> tuple[str, ...]:
    """Names of the band levels from `HIGH_BAND_FROM_HZ` up."""
    return tuple(
        name for name in features.bands_ms2 if float(name.split("-")[0]) >= HIGH_BAND_FROM_HZ
    )


def _levels(features: Features, high_bands: tuple[str, ...]) -> tuple[float, float, float]:
    """Peak, high-band RMS (the whole RMS where there are no such bands) and velocity."""
    bands = features.bands_ms2
    square = 0.0
    for name in high_bands:
        square += bands.get(name, 0.0) ** 2
    high_band = square**0.5 if square > 0 else features.acceleration_rms_ms2
    velocity = features.velocity_rms_mms
    return features.acceleration_peak_ms2, high_band, velocity if velocity is not None else np.nan
