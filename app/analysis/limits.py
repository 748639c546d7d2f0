"""Every limit the indicators of a point are judged by, each with its source."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.analysis.baseline import CONSECUTIVE, Baseline
from app.analysis.condition_indicators import PEAK, VELOCITY, is_waveform
from app.analysis.history import PointHistory
from app.core.assets import MeasurementPoint
from app.core.health import HealthState
from app.core.zones import Zones

CONFIRMATIONS = 3
"""Good measurements in a row it takes to enter or to leave alarm and danger."""
ALARM_SHARE = 1 / 2.5
"""Alarm stands two steps of the severity ladder (1.6 each) below a peak limit."""
SIGMAS_BACK = 2.0
"""A state is left so many deviations of the baseline below its limit: noise does not end it."""
NEW_STEPS = math.log(10.0) / math.log(1.6)
"""What counts as new before there is a baseline: so many least changes (20 dB) below the limit."""
OWN_BASELINE = "own baseline"
RELATIVE = "own baseline and zones"
FAILURE_LIMIT = "failure limit of the point"
ENTERED = "limit of the point"
FIRST_LEVEL = "own first level"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of one indicator and the state that begins above it.

    Attributes
    ----------
    column : int
        Which indicator of the point.
    level : float
        On the indicator's scale.
    confirmations : int
        Measurements in a row above it that enter the state, and below `back` that leave it.
    back : float
        Level at which the state is left.
    is_relative : bool
        Whether it belongs to the baseline's operating state: only comparable measurements count.
    """

    column: int
    level: float
    state: HealthState
    confirmations: int
    source: str
    back: float
    is_relative: bool = False


def limits_of(
    history: PointHistory, baseline: Baseline | None, zones: Zones, point: MeasurementPoint
) -> list[Limit]:
    """List every limit that applies to the indicators at hand; there is always one.

    Alarm and danger: the zones of the velocity, the failure limit of the peak acceleration, what
    was entered for a scalar. Watch: raised above the own baseline.
    """
    fixed = _fixed(history, baseline, zones, point)
    found = [_limit(history, baseline, *one) for one in fixed]
    if baseline is not None:
        found += [
            _limit(history, baseline, column, float(level), HealthState.WATCH, OWN_BASELINE, True)
            for column, level in enumerate(baseline.threshold)
            if not np.isnan(level)
        ]
    if not found:
        first = float(np.median(history.level[:, 0]))
        level = first + NEW_STEPS * history.indicators[0].least_change
        found.append(_limit(history, None, 0, level, HealthState.WATCH, FIRST_LEVEL))
    return found


def failure_levels(
    history: PointHistory, baseline: Baseline | None, zones: Zones, point: MeasurementPoint
) -> dict[int, float]:
    """Levels that count as functional failure, by indicator: the limits of danger."""
    limits = _fixed(history, baseline, zones, point)
    return {column: level for column, level, state, *_ in limits if state is HealthState.DANGER}


_Fixed = tuple[int, float, HealthState, str, bool]


def _fixed(
    history: PointHistory, baseline: Baseline | None, zones: Zones, point: MeasurementPoint
) -> list[_Fixed]:
    """List the limits of alarm and danger: column, level, state, source, relative or not."""
    if not is_waveform(history.indicators):
        return _entered(history, point)
    found: list[_Fixed] = []
    if not np.isnan(history.level[:, VELOCITY]).all():
        found += _of_velocity(baseline, zones)
    if point.limit_peak_ms2 is not None:
        for share, state in ((ALARM_SHARE, HealthState.ALARM), (1.0, HealthState.DANGER)):
            level = math.log(share * point.limit_peak_ms2)
            found.append((PEAK, level, state, FAILURE_LIMIT, False))
    return found


def _of_velocity(baseline: Baseline | None, zones: Zones) -> list[_Fixed]:
    """Alarm relative to the own baseline where there is one, else the zone's; danger by zone D."""
    alarm_mms = zones.alarm_mms(None)
    if baseline is not None and not np.isnan(baseline.level[VELOCITY]):
        own_mms, raised_mms = (
            math.exp(levels[VELOCITY]) for levels in (baseline.level, baseline.threshold)
        )
        alarm_mms = zones.alarm_mms(own_mms, raised_mms)
    is_relative = alarm_mms != zones.bc_mms
    source = RELATIVE if is_relative else zones.name
    return [
        (VELOCITY, math.log(alarm_mms), HealthState.ALARM, source, is_relative),
        (VELOCITY, math.log(zones.cd_mms), HealthState.DANGER, zones.name, False),
    ]


def _entered(history: PointHistory, point: MeasurementPoint) -> list[_Fixed]:
    """Limits a person entered for a scalar, on the indicators they concern."""
    found: list[_Fixed] = []
    for column, one in enumerate(history.indicators):
        alarm, danger = (
            (point.alarm_low, point.danger_low)
            if one.is_bad_low
            else (point.alarm_high, point.danger_high)
        )
        for value, state in ((alarm, HealthState.ALARM), (danger, HealthState.DANGER)):
            if value is not None:
                found.append((column, one.level(value), state, ENTERED, False))
    return found


def _limit(
    history: PointHistory,
    baseline: Baseline | None,
    column: int,
    level: float,
    state: HealthState,
    source: str,
    is_relative: bool = False,
) -> Limit:
    """Complete a limit with how it is entered and left."""
    back = history.indicators[column].hysteresis
    if baseline is not None and not np.isnan(baseline.level[column]):
        rise = level - float(baseline.level[column])
        back = max(back, min(SIGMAS_BACK * float(baseline.sigma[column]), rise))
    confirmations = CONSECUTIVE if state is HealthState.WATCH else CONFIRMATIONS
    return Limit(column, level, state, confirmations, source, level - back, is_relative)


def limits_on(limits: Sequence[Limit], column: int) -> list[Limit]:
    """Limits of one indicator, the lowest first."""
    return sorted((one for one in limits if one.column == column), key=lambda one: one.level)
