"""State of a component from the history of one point: zones, own baseline, failure limit."""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.analysis.baseline import CONSECUTIVE, Baseline, in_a_row
from app.analysis.history import HIGH_BAND, PEAK, VELOCITY, PointHistory, is_late
from app.analysis.zones import Zones
from app.core.health import Health, HealthState

CONFIRMATIONS = 3
"""Good measurements in a row it takes to enter or to leave alarm and danger."""
RETURN_LOG = math.log(0.9)
"""A state is left only when the level falls a tenth below the limit that raised it."""
ALARM_SHARE = 1 / 2.5
"""Alarm stands two steps of the severity ladder (1.6 each) below a peak limit."""
NEW_SHARE = 0.1
"""What counts as new, as a share of the limit, before there is a baseline."""

NAMES = ("peak acceleration", "acceleration above 1 kHz", "velocity RMS 10-1000 Hz")
UNITS = ("m/s2", "m/s2", "mm/s")


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of one indicator and the state that begins above it."""

    column: int
    log_level: float
    state: HealthState
    confirmations: int
    source: str


def health_of(
    history: PointHistory | None,
    baseline: Baseline | None,
    zones: Zones,
    limit_peak_ms2: float | None,
    as_of: datetime,
) -> Health:
    """Judge a component by the worst limit its point has passed, without chattering.

    A limit is passed after some good measurements in a row above it, and again below after as
    many a tenth lower. Watch: raised above the own baseline. Alarm and danger: zones C and D of
    the velocity, or the failure limit of the peak acceleration.

    Parameters
    ----------
    history : PointHistory or None
        The good measurements; bad ones never reach this place.
    baseline : Baseline or None
        None while it is being learned: then only absolute limits count.
    limit_peak_ms2 : float or None
        Peak acceleration that counts as functional failure.

    Returns
    -------
    Health
        NO_DATA keeps the last known index.
    """
    if history is None:
        return Health(HealthState.NO_DATA, 0.0, NAMES[PEAK], 0.0, None, UNITS[PEAK], "no data")
    limits = _limits(history, baseline, zones, limit_peak_ms2)
    now = np.median(history.log_level[-CONFIRMATIONS:], axis=0)
    passed = [limit for limit in limits if _is_passed(history, limit)]
    shown = max(passed, key=lambda limit: limit.state.severity) if passed else _next(limits, now)
    state = shown.state if passed else HealthState.NORMAL
    return Health(
        state=HealthState.NO_DATA if is_late(history, as_of) else state,
        index=_index(now, baseline, limits),
        deciding_feature=NAMES[shown.column],
        value=float(np.exp(now[shown.column])),
        limit=math.exp(shown.log_level),
        unit=UNITS[shown.column],
        limit_source=shown.source,
    )


def velocity_is_high(history: PointHistory | None, baseline: Baseline | None, zones: Zones) -> bool:
    """Tell whether the velocity stands above zone B or its own baseline."""
    if history is None or np.isnan(history.log_level[:, VELOCITY]).all():
        return False
    limits = _limits(history, baseline, zones, None)
    return any(limit.column == VELOCITY and _is_passed(history, limit) for limit in limits)


def _limits(
    history: PointHistory,
    baseline: Baseline | None,
    zones: Zones,
    limit_peak_ms2: float | None,
) -> list[Limit]:
    """List every limit that applies to the indicators at hand; there is always one."""
    limits = []
    if not np.isnan(history.log_level[:, VELOCITY]).all():
        for value, state in ((zones.bc_mms, HealthState.ALARM), (zones.cd_mms, HealthState.DANGER)):
            limits.append(Limit(VELOCITY, math.log(value), state, CONFIRMATIONS, zones.name))
    if limit_peak_ms2 is not None:
        for share, state in ((ALARM_SHARE, HealthState.ALARM), (1.0, HealthState.DANGER)):
            level = math.log(share * limit_peak_ms2)
            limits.append(Limit(PEAK, level, state, CONFIRMATIONS, "failure limit of the point"))
    if baseline is not None:
        limits += [
            Limit(column, float(level), HealthState.WATCH, CONSECUTIVE, "own baseline")
            for column, level in enumerate(baseline.threshold_log)
            if not np.isnan(level)
        ]
    if not limits:
        level = float(np.median(history.log_level[:, PEAK])) - math.log(NEW_SHARE)
        limits.append(Limit(PEAK, level, HealthState.WATCH, CONSECUTIVE, "own first level"))
    return limits


def _is_passed(history: PointHistory, limit: Limit) -> bool:
    """Tell whether the last word on a limit was "above", with hysteresis."""
    level = history.log_level[:, limit.column]
    with np.errstate(invalid="ignore"):
        raised = np.flatnonzero(in_a_row(level > limit.log_level, limit.confirmations))
        cleared = np.flatnonzero(
            in_a_row(level <= limit.log_level + RETURN_LOG, limit.confirmations)
        )
    if not raised.size:
        return False
    return not cleared.size or bool(raised[-1] > cleared[-1])


def _next(limits: list[Limit], now: NDArray[np.float64]) -> Limit:
    """Return the limit the level is nearest to."""
    return max(limits, key=lambda limit: float(now[limit.column]) - limit.log_level)


def _index(now: NDArray[np.float64], baseline: Baseline | None, limits: list[Limit]) -> float:
    """Health index: 1 at the baseline, 0 at the limit of failure, on a logarithmic scale."""
    final = [limit for limit in limits if limit.state is HealthState.DANGER]
    progress = [0.0]
    for limit in final:
        new = limit.log_level + math.log(NEW_SHARE)
        if baseline is not None and not np.isnan(baseline.log_level[limit.column]):
            new = min(float(baseline.log_level[limit.column]), limit.log_level - 1e-6)
        progress.append((float(now[limit.column]) - new) / (limit.log_level - new))
    if not final and baseline is not None:
        rise = now[[PEAK, HIGH_BAND]] - baseline.log_level[[PEAK, HIGH_BAND]]
        progress.append(float(rise.max()) / -math.log(NEW_SHARE))
    return 1 - min(max(progress), 1.0)
