"""From a point's condition to what its gauges show."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.analysis.condition_indicators import (
    ENVELOPE,
    HIGH_BAND,
    PEAK,
    VELOCITY,
    is_waveform,
    values_at,
    waveform_indicators,
    waveform_levels,
)
from app.analysis.health import PointCondition
from app.analysis.limits import limits_on
from app.core.condition_indicator import ConditionIndicator
from app.core.health import HealthState
from app.core.measurements import Features, Quality
from app.core.texts import translate
from app.ui.figures import unit_text
from app.ui.gauge_reading import GaugeLimit, GaugeReading

SPARKLINE_DAYS = 30.0
"""Days of history beside the bar."""
BASELINE_SIGMAS, LEAST_SHARE = 3.0, 0.2
"""Half width of the normal band in robust standard deviations, and the least one taken, as a share
of the least change that matters."""


def gauge_readings(
    condition: PointCondition | None, newest: Features | None, now: datetime
) -> list[GaugeReading]:
    """Describe a point by velocity, peak, acceleration above 1 kHz and the bearing's comb.

    A scalar is described by its own value.

    Parameters
    ----------
    condition : PointCondition or None
        Baseline, limits and sparkline come from it.
    newest : Features or None
        What the bars point at; None takes the last good measurement.
    now : datetime
        Instant the sparkline ends at.
    """
    first = [newest] if newest is not None else []
    indicators = condition.history.indicators if condition else waveform_indicators(first)
    level = _newest_level(condition, newest, indicators)
    columns = (VELOCITY, PEAK, HIGH_BAND, ENVELOPE) if is_waveform(indicators) else (0,)
    return [
        _reading(condition, indicators[column], column, float(level[column]), now)
        for column in columns
    ]


def gauge_limits(condition: PointCondition, column: int) -> tuple[GaugeLimit, ...]:
    """List the limits an indicator is judged by, each with its source.

    Of a scalar that is bad both ways the limits below are among them.
    """
    indicators = condition.history.indicators
    columns = (column,) if is_waveform(indicators) else range(len(indicators))
    return tuple(
        GaugeLimit(
            condition.value_of(limit),
            limit.state,
            translate("Words", limit.source),
            is_low=indicators[limit.column].is_bad_low,
        )
        for one in columns
        for limit in limits_on(condition.limits, one)
    )


def _reading(
    condition: PointCondition | None,
    indicator: ConditionIndicator,
    column: int,
    level: float,
    now: datetime,
) -> GaugeReading:
    """Describe one indicator."""
    value = None if np.isnan(level) else indicator.value(level)
    limits = () if condition is None else gauge_limits(condition, column)
    return GaugeReading(
        _title(indicator),
        unit_text(indicator.unit),
        value,
        state=_state(value, limits),
        limits=limits,
        normal=_normal_band(condition, column),
        days=_days(condition, now),
        levels=_levels(condition, column, now),
    )


def _title(indicator: ConditionIndicator) -> str:
    """Say what a gauge shows, in few words."""
    titles = {
        "velocity RMS 10-1000 Hz": translate("Gauge", "Velocity, 10–1000 Hz RMS"),
        "peak acceleration": translate("Gauge", "Acceleration, peak"),
        "acceleration above 1 kHz": translate("Gauge", "Above 1 kHz, RMS"),
        "envelope level": translate("Gauge", "Bearing lines, envelope"),
    }
    plain = indicator.name.removesuffix(" high").removesuffix(" low")
    return titles.get(indicator.name, plain[:1].upper() + plain[1:])


def _newest_level(
    condition: PointCondition | None,
    newest: Features | None,
    indicators: Sequence[ConditionIndicator],
) -> NDArray[np.float64]:
    """Levels of the newest measurement, shape (k,); NaN where they are bad or lacking."""
    if newest is not None and newest.quality is not Quality.BAD:
        return waveform_levels([newest], indicators)[0]
    if newest is None and condition is not None:
        return np.asarray(condition.history.level[-1])
    return np.full(len(indicators), np.nan)


def _recent(condition: PointCondition, now: datetime) -> NDArray[np.bool_]:
    """Tell which measurements the sparkline holds, shape (n,)."""
    history = condition.history
    return np.asarray(history.days >= history.age_days(now) - SPARKLINE_DAYS)


def _days(condition: PointCondition | None, now: datetime) -> NDArray[np.float64]:
    """Days from now of the sparkline's measurements, not above 0."""
    if condition is None:
        return np.zeros(0)
    history = condition.history
    return np.asarray(history.days[_recent(condition, now)] - history.age_days(now))


def _levels(condition: PointCondition | None, column: int, now: datetime) -> NDArray[np.float64]:
    """Values of the sparkline; one missing reads 0."""
    if condition is None:
        return np.zeros(0)
    history = condition.history
    level = history.level[_recent(condition, now), column]
    return np.nan_to_num(values_at(history.indicators[column], level))


def _normal_band(condition: PointCondition | None, column: int) -> tuple[float, float] | None:
    """Ends of the band the machine's own baseline lies in."""
    baseline = condition.baseline if condition else None
    if condition is None or baseline is None or not np.isfinite(baseline.level[column]):
        return None
    indicator = condition.history.indicators[column]
    least = LEAST_SHARE * indicator.least_change
    reach = max(BASELINE_SIGMAS * float(baseline.sigma[column]), least)
    middle = float(baseline.level[column])
    low, high = sorted((indicator.value(middle - reach), indicator.value(middle + reach)))
    return low, high


def _state(value: float | None, limits: Sequence[GaugeLimit]) -> HealthState:
    """Worst limit the value lies beyond."""
    if value is None:
        return HealthState.NO_DATA
    passed = [limit.state for limit in limits if limit.is_passed_by(value)]
    return max(passed, key=lambda state: state.severity, default=HealthState.NORMAL)
