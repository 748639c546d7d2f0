"""From stored features to what the gauges of a point show."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.analysis.baseline import Baseline, learn_baseline
from app.analysis.health import ALARM_SHARE
from app.analysis.history import HIGH_BAND, PEAK, VELOCITY, PointHistory, point_history
from app.analysis.zones import Zones, usual_zones
from app.core.assets import AssetClass, MeasurementPoint
from app.core.health import HealthState
from app.core.measurements import Features, Quality
from app.core.texts import translate
from app.ui.gauge_reading import GaugeLimit, GaugeReading

SPARKLINE_DAYS = 30.0
"""Days of history beside the bar."""
BASELINE_SIGMAS, LEAST_SIGMA_LOG = 3.0, 0.03
"""Half width of the normal band in robust standard deviations, and the least one taken."""


def gauge_readings(
    features: Sequence[Features],
    newest: Features | None,
    point: MeasurementPoint,
    asset_class: AssetClass,
    now: datetime,
) -> list[GaugeReading]:
    """Describe a point by velocity, peak, acceleration above 1 kHz and the bearing's comb.

    Parameters
    ----------
    features : sequence of Features
        Of one point, oldest first: baseline and sparkline come from them.
    newest : Features or None
        What the bars point at; None takes the last good one.
    now : datetime
        Instant the sparkline ends at.
    """
    good = [f for f in features if f.quality is Quality.GOOD]
    shown = newest or (good[-1] if good else None)
    history = point_history(good, now)
    baseline = learn_baseline(history) if history is not None else None
    columns = (
        (VELOCITY, translate("Gauge", "Velocity, 10–1000 Hz RMS"), "mm/s"),
        (PEAK, translate("Gauge", "Acceleration, peak"), "m/s²"),
        (HIGH_BAND, translate("Gauge", "Above 1 kHz, RMS"), "m/s²"),
    )
    zones = usual_zones(asset_class)
    readings = []
    for column, title, unit in columns:
        limits = limits_of(column, zones, point.limit_peak_ms2, baseline)
        value = _newest_level(shown, column, now)
        readings.append(
            GaugeReading(
                title,
                unit,
                value,
                state=_state(value, limits),
                limits=limits,
                normal=_normal_band(column, baseline),
                days=_days(history, now),
                levels=_levels(history, column, now),
            )
        )
    return [*readings, _comb_reading(good, shown, now)]


def strongest_comb(features: Features) -> float | None:
    """Level of the strongest bearing comb of the envelope spectrum, where one was looked for."""
    return max(features.envelope_ms2.values(), default=None)


def _comb_reading(good: Sequence[Features], shown: Features | None, now: datetime) -> GaugeReading:
    """Describe the strongest bearing comb; it has no limit, its trend is what counts."""
    pairs = [
        (_days_from(f.taken_at, now), level)
        for f in good
        if (level := strongest_comb(f)) is not None and _days_from(f.taken_at, now) >= -30
    ]
    days, levels = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    usable = shown is not None and shown.quality is not Quality.BAD
    value = strongest_comb(shown) if shown is not None and usable else None
    title = translate("Gauge", "Bearing lines, envelope")
    return GaugeReading(title, "m/s²", value, days=days, levels=levels)


def _newest_level(shown: Features | None, column: int, now: datetime) -> float | None:
    """Read an indicator off the newest features, None where they are bad or lack it."""
    if shown is None or shown.quality is Quality.BAD:
        return None
    alone = point_history([shown], max(now, shown.taken_at))
    if alone is None:
        return None
    level = float(np.exp(alone.log_level[-1, column]))
    return level if np.isfinite(level) else None


def _recent(history: PointHistory, now: datetime) -> NDArray[np.bool_]:
    """Tell which measurements the sparkline holds, shape (n,)."""
    return np.asarray(history.days >= history.age_days(now) - SPARKLINE_DAYS)


def _days(history: PointHistory | None, now: datetime) -> NDArray[np.float64]:
    """Days from now of the sparkline's measurements, not above 0."""
    if history is None:
        return np.zeros(0)
    return np.asarray(history.days[_recent(history, now)] - history.age_days(now))


def _levels(history: PointHistory | None, column: int, now: datetime) -> NDArray[np.float64]:
    """Values of the sparkline; where one is missing the one before stands."""
    if history is None:
        return np.zeros(0)
    return np.nan_to_num(np.exp(history.log_level[_recent(history, now), column]))


def limits_of(
    column: int, zones: Zones, limit_peak_ms2: float | None, baseline: Baseline | None
) -> tuple[GaugeLimit, ...]:
    """List the limits `app.analysis.health` judges the indicator by, each with its source."""
    limits = []
    if column == VELOCITY:
        limits.append(GaugeLimit(zones.bc_mms, HealthState.ALARM, zones.name))
        limits.append(GaugeLimit(zones.cd_mms, HealthState.DANGER, zones.name))
    if column == PEAK and limit_peak_ms2 is not None:
        source = translate("Gauge", "failure limit of the point")
        limits.append(GaugeLimit(ALARM_SHARE * limit_peak_ms2, HealthState.ALARM, source))
        limits.append(GaugeLimit(limit_peak_ms2, HealthState.DANGER, source))
    if baseline is not None and np.isfinite(baseline.threshold_log[column]):
        level = float(np.exp(baseline.threshold_log[column]))
        source = translate("Gauge", "own baseline")
        limits.insert(0, GaugeLimit(level, HealthState.WATCH, source))
    return tuple(limits)


def _normal_band(column: int, baseline: Baseline | None) -> tuple[float, float] | None:
    """Ends of the band the machine's own baseline lies in."""
    if baseline is None or not np.isfinite(baseline.log_level[column]):
        return None
    reach = BASELINE_SIGMAS * max(float(baseline.sigma[column]), LEAST_SIGMA_LOG)
    middle = float(baseline.log_level[column])
    return float(np.exp(middle - reach)), float(np.exp(middle + reach))


def _state(value: float | None, limits: Sequence[GaugeLimit]) -> HealthState:
    """Worst limit the value lies above."""
    if value is None:
        return HealthState.NO_DATA
    passed = [limit.state for limit in limits if value > limit.value]
    return max(passed, key=lambda state: state.severity, default=HealthState.NORMAL)


def _days_from(instant: datetime, now: datetime) -> float:
    """Days from now to an instant, negative in the past."""
    return (instant - now).total_seconds() / 86400
