"""The quantity a component's life is judged by: its past, its limits, the level of failure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.analysis.baseline import Baseline, learn_baseline
from app.analysis.history import PEAK, VELOCITY, PointHistory, in_service_since, point_history
from app.analysis.rul import SEVERE_RISE_LOG
from app.analysis.zones import usual_zones
from app.core.assets import Asset, Component, MeasurementPoint
from app.core.health import HealthState
from app.core.measurements import Features
from app.core.texts import translate
from app.ui.gauge_reading import GaugeLimit
from app.ui.gauge_sources import limits_of


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
    features: Sequence[Features],
    asset: Asset,
    component: Component,
    point: MeasurementPoint,
    now: datetime,
) -> LifeCourse:
    """Choose the indicator remaining life is counted in, and lay out its past.

    The peak acceleration where the point has a failure limit or the component is a rolling
    bearing, else the velocity with its zones: the limits of `app.analysis.rul`.
    """
    history = point_history(features, now, in_service_since(component))
    baseline = learn_baseline(history) if history is not None else None
    is_peak = point.limit_peak_ms2 is not None or component.bearing is not None
    column = PEAK if is_peak else VELOCITY
    zones = usual_zones(asset.asset_class)
    limits = list(limits_of(column, zones, point.limit_peak_ms2, baseline))
    failure = _failure_level(column, point, baseline, zones.cd_mms)
    if failure is not None and column == PEAK and point.limit_peak_ms2 is None:
        source = translate("Gauge", "20 dB above the own baseline")
        limits.append(GaugeLimit(failure, HealthState.DANGER, source))
    title = (
        translate("Asset", "Peak acceleration")
        if is_peak
        else translate("Asset", "Velocity RMS 10–1000 Hz")
    )
    days, levels = _course(history, column, now)
    return LifeCourse(title, "m/s²" if is_peak else "mm/s", days, levels, tuple(limits), failure)


def _failure_level(
    column: int, point: MeasurementPoint, baseline: Baseline | None, danger_mms: float
) -> float | None:
    """Level at which the component counts as failed."""
    if column == VELOCITY:
        return danger_mms
    if point.limit_peak_ms2 is not None:
        return point.limit_peak_ms2
    if baseline is None:
        return None
    return float(np.exp(baseline.log_level[PEAK] + SEVERE_RISE_LOG))


def _course(
    history: PointHistory | None, column: int, now: datetime
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Days from now and values of one indicator, without its gaps."""
    if history is None:
        return np.zeros(0), np.zeros(0)
    level = np.exp(history.log_level[:, column])
    known = np.isfinite(level)
    return (history.days - history.age_days(now))[known], level[known]
