"""The history of a measurement point as arrays: what the computations over time are fed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from app.analysis.condition_indicators import (
    scalar_indicators,
    waveform_indicators,
    waveform_levels,
)
from app.core.assets import Component, MeasurementPoint
from app.core.condition_indicator import ConditionIndicator
from app.core.measurements import Features, Quality, Reading

RUNNING_SHARE = 0.2
"""Below this share of its usual speed (or, where that is unknown, of its first levels) a machine
counts as standing still."""
FIRST_POINTS = 20
"""First measurements whose median is the usual level, where the speed is not known."""
LATE_INTERVALS = 6
"""Missed measurements after which a point has no data; at least a day is waited."""


@dataclass(frozen=True, slots=True, eq=False)
class PointHistory:
    """The good measurements of a running machine, oldest first.

    Attributes
    ----------
    began_at : datetime
        Instant of day 0: the first measurement used.
    days : ndarray, shape (n,)
        Days since then.
    level : ndarray, shape (n, k)
        Level of each of the `indicators` (see `ConditionIndicator.level`); NaN where there is none.
    speed_rpm, load : ndarray, shape (n,)
        Operating state at each measurement, load in the unit of the machine's load point; NaN
        where it is not known.
    """

    began_at: datetime
    days: NDArray[np.float64]
    level: NDArray[np.float64]
    indicators: tuple[ConditionIndicator, ...]
    speed_rpm: NDArray[np.float64]
    load: NDArray[np.float64]

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
    indicators = waveform_indicators(used)
    return PointHistory(
        began_at,
        np.array([(f.taken_at - began_at).total_seconds() for f in used]) / 86400,
        waveform_levels(used, indicators),
        indicators,
        _known([f.shaft_speed_rpm for f in used]),
        _known([f.load for f in used]),
    )


def scalar_history(
    readings: Sequence[Reading],
    point: MeasurementPoint,
    as_of: datetime,
    since: datetime | None = None,
) -> PointHistory | None:
    """Lay the usable values of a scalar point out as arrays, as `point_history` does.

    Left out are also values that are no numbers or in another unit than the point's, and those at
    standstill where the speed is known.
    """
    used = [
        one
        for one in readings
        if one.quality is Quality.GOOD
        and isfinite(one.value)
        and one.unit == point.unit
        and one.taken_at <= as_of
        and (since is None or one.taken_at >= since)
    ]
    speeds = [one.shaft_speed_rpm for one in used if one.shaft_speed_rpm]
    least_rpm = RUNNING_SHARE * float(np.median(speeds)) if speeds else 0.0
    used = [one for one in used if one.shaft_speed_rpm is None or one.shaft_speed_rpm > least_rpm]
    if not used:
        return None
    began_at = used[0].taken_at
    first = float(np.median([one.value for one in used[:FIRST_POINTS]]))
    indicators = scalar_indicators(point, first)
    return PointHistory(
        began_at,
        np.array([(one.taken_at - began_at).total_seconds() for one in used]) / 86400,
        np.array([[i.level(one.value) for i in indicators] for one in used]),
        indicators,
        _known([one.shaft_speed_rpm for one in used]),
        _known([one.load for one in used]),
    )


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


def comparable_since(
    point: MeasurementPoint, component: Component, fitted_at: datetime | None = None
) -> datetime | None:
    """Return the instant from which measurements of a point count.

    When the part in service was fitted, or from when on the point's baseline is learned anew.

    Parameters
    ----------
    fitted_at : datetime, optional
        When the part was fitted; from `component.installed_on` if not given.
    """
    begins = [fitted_at or in_service_since(component)]
    if point.baseline_since is not None:
        begins.append(datetime.combine(point.baseline_since, time.min, UTC))
    return max((one for one in begins if one is not None), default=None)


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


def _known(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Lay numbers out, NaN where one is not known."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
