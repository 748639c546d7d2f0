"""The quantity a component's life is judged by: its past, its limits, the level of failure."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.analysis.condition_indicators import PEAK, VELOCITY, is_waveform, values_at
from app.analysis.health import PointCondition
from app.analysis.history import PointHistory
from app.analysis.rul import life_levels
from app.core.assets import Component, MeasurementPoint
from app.core.health import HealthState
from app.core.texts import translate
from app.core.zones import Zones
from app.ui.figures import unit_text
from app.ui.gauge_reading import GaugeLimit
from app.ui.gauge_sources import gauge_limits


@dataclass(frozen=True, slots=True, eq=False)
class LifeCourse:
    """One indicator over the past, and the level at which the component counts as failed.

    Attributes
    ----------
    title, unit : str
        What is shown.
    days : ndarray, shape (n,)
        Days from now, not above 0.
    levels : ndarray, shape (n,)
        The indicator then.
    limits : tuple of GaugeLimit
        With the source of each; the failure level is among them.
    failure_level : float or None
        Where the fan of remaining life ends; None before a baseline is learned.
    """

    title: str
    unit: str
    days: NDArray[np.float64]
    levels: NDArray[np.float64]
    limits: tuple[GaugeLimit, ...]
    failure_level: float | None

    @property
    def present_level(self) -> float | None:
        """Median of the last three values, as health is judged by."""
        return float(np.median(self.levels[-3:])) if self.levels.size else None


def life_course(
    condition: PointCondition | None,
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
    now: datetime,
) -> LifeCourse:
    """Choose the indicator remaining life is counted in, and lay out its past.

    The peak acceleration where the point has a failure limit or the component is a rolling
    bearing, else the velocity with its zones; a scalar's own value: the limits of
    `app.analysis.rul`.
    """
    is_peak = point.limit_peak_ms2 is not None or component.bearing is not None
    if condition is None:
        name, unit = ("peak acceleration", "m/s2") if is_peak else (point.quantity, point.unit)
        none = np.zeros(0)
        return LifeCourse(_title(name), unit_text(unit), none, none, (), point.limit_peak_ms2)
    history, baseline = condition.history, condition.baseline
    levels = life_levels(history, baseline, component, point, zones)
    column = next(iter(levels), 0)
    if is_waveform(history.indicators):
        column = PEAK if is_peak else VELOCITY
    indicator = history.indicators[column]
    limits = list(gauge_limits(condition, column))
    failure = indicator.value(levels[column]) if column in levels else None
    if failure is not None and column == PEAK and point.limit_peak_ms2 is None:
        source = translate("Gauge", "20 dB above the own baseline")
        limits.append(GaugeLimit(failure, HealthState.DANGER, source))
    days, values = _course(history, column, now)
    unit = unit_text(indicator.unit)
    return LifeCourse(_title(indicator.name), unit, days, values, tuple(limits), failure)


def _title(name: str) -> str:
    """Say what is shown."""
    titles = {
        "peak acceleration": translate("Asset", "Peak acceleration"),
        "velocity RMS 10-1000 Hz": translate("Asset", "Velocity RMS 10–1000 Hz"),
    }
    return titles.get(name, name[:1].upper() + name[1:])


def _course(
    history: PointHistory, column: int, now: datetime
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Days from now and values of one indicator, without its gaps."""
    level = history.level[:, column]
    known = np.isfinite(level)
    values = values_at(history.indicators[column], level[known])
    return (history.days - history.age_days(now))[known], values
