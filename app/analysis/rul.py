"""Which remaining-life model the data at hand allows, and what it says."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import numpy as np

from app.analysis.baseline import (
    BASELINE_POINTS,
    Baseline,
    comparable,
    find_departure,
    find_onset,
    is_out_of_range,
    learn_baseline,
)
from app.analysis.condition_indicators import HIGH_BAND, PEAK, VELOCITY, is_waveform
from app.analysis.history import PointHistory, in_service_since, is_late, point_history
from app.analysis.life.on_calendar import LifeOnCalendar, prior_life
from app.analysis.limits import failure_levels
from app.analysis.rul_age import LifeAtAge
from app.analysis.rul_degradation import DegradationPath
from app.analysis.rul_evidence import LimitPath, RulEvidence
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass, Component, MeasurementPoint
from app.core.distribution import DaysDistribution
from app.core.health import RulEstimate, RulState
from app.core.measurements import Features
from app.core.zones import Zones

ALERT_PRECISION = 0.95
"""Share of degradation alerts that come true: a bearing fails once in some 40,000 h (0.22 a year),
and fewer than one onset in a hundred machine-years is false: 0.22 / (0.22 + 0.01). An argument
about stationary noise, not a count at plants; changes of load or process are not in it."""
SEVERE_RISE_LOG = math.log(10.0)
"""Failure limit of a bearing's peak acceleration where none is known: 20 dB above its baseline."""


class RulModel(Protocol):
    """A way to foresee the remaining life."""

    @property
    def name(self) -> str:
        """What it is called on papers."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same evidence would give another answer."""
        ...

    def predict(self, evidence: RulEvidence) -> DaysDistribution:
        """Return the days until functional failure."""
        ...


BY_URGENCY = (
    RulState.DEGRADING,
    RulState.DRIFTED,
    RulState.OUT_OF_RANGE,
    RulState.NOT_ENOUGH_DATA,
    RulState.NO_DEGRADATION,
    RulState.PRIOR_ONLY,
    RulState.NO_DATA,
)
"""Which of several points speaks for a component: what was seen there before what was not."""

MODELS: dict[RulState, RulModel] = {
    RulState.DEGRADING: DegradationPath(),
    RulState.PRIOR_ONLY: LifeAtAge(),
}
"""The model used for each kind of knowledge; the other kinds carry no distribution."""


def estimate_rul(
    history: Sequence[Features],
    component: Component,
    asset_class: AssetClass,
    as_of: datetime,
    *,
    limit_peak_ms2: float | None = None,
    zones: Zones | None = None,
    since: datetime | None = None,
    life: LifeOnCalendar | None = None,
) -> RulEstimate:
    """Estimate the remaining life of a component from the history of one point.

    NO_DATA without a good measurement lately; PRIOR_ONLY until a baseline is learned;
    NO_DEGRADATION while nothing rises above it; DEGRADING with a path to the limit from then on.

    Parameters
    ----------
    history : sequence of Features
        Of one point, oldest first.
    limit_peak_ms2 : float, optional
        Peak acceleration that counts as functional failure. Without it the danger zone of the
        velocity counts, and for a rolling bearing a peak 20 dB above its baseline.
    zones : Zones, optional
        Severity zones; the usual ones of the asset's class if not given.
    since : datetime, optional
        When the part in service was fitted; from `component.installed_on` if not given.
    life : LifeOnCalendar, optional
        Of such components as the plant's books teach; the shipped prior if not given.
    """
    usable = point_history(history, as_of, since or in_service_since(component))
    baseline = learn_baseline(usable) if usable is not None else None
    point = MeasurementPoint(
        "", component.id, component.name, "m/s2", limit_peak_ms2=limit_peak_ms2
    )
    of_class = life or prior_life(component, asset_class)
    chosen = zones or usual_zones(asset_class)
    return rul_of(usable, baseline, component, of_class, point, chosen, as_of)


def rul_of(
    history: PointHistory | None,
    baseline: Baseline | None,
    component: Component,
    life: LifeOnCalendar,
    point: MeasurementPoint,
    zones: Zones,
    as_of: datetime,
) -> RulEstimate:
    """Estimate as `estimate_rul`, from a history and baseline already laid out.

    NO_DATA also of a scalar without a limit of danger, OUT_OF_RANGE while the machine runs in
    states its baseline never met and nothing was found before, NOT_ENOUGH_DATA where something
    rose and nothing that has a limit of failure was measured since.
    """
    if history is not None and point.is_scalar and not failure_levels(history, None, zones, point):
        why = "Tells the condition only: no life is read off it without a limit of danger."
        return _without_distribution(RulState.NO_DATA, as_of, len(history), why)
    if history is None or is_late(history, as_of):
        points = 0 if history is None else len(history)
        why = "No good measurement lately." if points else "No good measurement yet."
        return _without_distribution(RulState.NO_DATA, as_of, points, why)
    service_days = _service_days(history, component, as_of)
    if baseline is None:
        why = (
            f"Life of such components at {service_days:.0f} days in service, "
            f"{life.shares.prior:.0%} prior and {1 - life.shares.prior:.0%} lives of the plant; "
            f"{len(history)} of at least {BASELINE_POINTS} measurements for an own baseline."
        )
        evidence = RulEvidence((), service_days, life)
        return _estimate(RulState.PRIOR_ONLY, evidence, as_of, len(history), why)
    compared = comparable(history, baseline)
    levels = life_levels(history, baseline, component, point, zones)
    watched = watched_indicators(history, baseline, component, point, zones)
    onset = find_onset(compared, baseline, watched)
    if onset is None and is_out_of_range(history, baseline):
        why = "Runs at a speed or load its baseline never met: nothing to compare it with."
        return _without_distribution(RulState.OUT_OF_RANGE, as_of, len(history), why)
    if onset is None:
        why = f"Nothing stands above the baseline of {BASELINE_POINTS} measurements."
        return _without_distribution(RulState.NO_DEGRADATION, as_of, len(history), why)
    paths = _paths(compared, baseline, onset, levels)
    return _wearing(compared, onset, RulEvidence(paths, service_days, life), as_of, len(history))


def _wearing(
    history: PointHistory, onset: int, evidence: RulEvidence, as_of: datetime, points: int
) -> RulEstimate:
    """Estimate of a component whose level has risen; without a path nothing is claimed."""
    if not evidence.paths:
        why = (
            f"Above its baseline since {history.at(onset):%Y-%m-%d}, but what has a limit of "
            "failure was not measured twice since."
        )
        return _without_distribution(RulState.NOT_ENOUGH_DATA, as_of, points, why)
    why = _degradation_text(history, onset, evidence.paths)
    onset_at = history.at(onset)
    return _estimate(RulState.DEGRADING, evidence, as_of, points, why, onset_at)


def watched_indicators(
    history: PointHistory,
    baseline: Baseline,
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
) -> tuple[int, ...]:
    """Return the indicators of a point whose rise counts as degradation of its component."""
    if point.is_scalar:
        return tuple(life_levels(history, baseline, component, point, zones))
    return onset_indicators(component, point)


def onset_indicators(component: Component, point: MeasurementPoint) -> tuple[int, ...]:
    """Return the indicators of a waveform whose rise counts as degradation of a component.

    A rolling bearing is heard above 1 kHz and in the peaks; what shakes the machine at shaft
    speed is no wear of it. Anything else is judged by what its limit is about.
    """
    if component.bearing is not None or point.limit_peak_ms2 is not None:
        return (PEAK, HIGH_BAND)
    return (VELOCITY,)


def life_levels(
    history: PointHistory,
    baseline: Baseline | None,
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
) -> dict[int, float]:
    """Levels at which a component counts as failed, by the indicator its life is read off.

    The peak limit of the point, else zone D of the velocity and, of a rolling bearing, a peak
    20 dB above its baseline; the limits of danger of a scalar.
    """
    levels = failure_levels(history, baseline, zones, point)
    if not is_waveform(history.indicators):
        return levels
    if point.limit_peak_ms2 is not None:
        return {PEAK: levels[PEAK]}
    if component.bearing is not None and baseline is not None:
        levels[PEAK] = float(baseline.level[PEAK]) + SEVERE_RISE_LOG
    return levels


def most_urgent(estimates: Sequence[RulEstimate]) -> RulEstimate:
    """Pick the estimate that speaks for a component measured at several points.

    A degradation found at any point counts, the earliest by the day by which half have failed;
    else the best knowledge there is.

    Raises
    ------
    ValueError
        If there is none.
    """

    def urgency(estimate: RulEstimate) -> tuple[int, float, float]:
        days = estimate.distribution
        early, half = (math.inf, math.inf) if days is None else _early_and_half(days)
        return BY_URGENCY.index(estimate.state), half, early

    return min(estimates, key=urgency)


def _early_and_half(days: DaysDistribution) -> tuple[float, float]:
    """Days by which 10 % and 50 % have failed."""
    return days.quantile(0.1), days.quantile(0.5)


def _paths(
    history: PointHistory, baseline: Baseline, onset: int, levels: dict[int, float]
) -> tuple[LimitPath, ...]:
    """Cut out the course of every indicator that has a limit.

    The path is made for logarithms: a plain scale is stretched so that the whole way to the limit
    is as long as `SEVERE_RISE_LOG`.
    """
    paths = []
    for column, limit in levels.items():
        first = find_departure(history, baseline, onset, column)
        level = history.level[first:, column]
        known = ~np.isnan(level)
        quiet = float(baseline.level[column])
        if known.sum() < 2 or math.isnan(quiet):
            continue
        stretch = 1.0
        if not history.indicators[column].is_logarithmic:
            stretch = SEVERE_RISE_LOG / max(limit - quiet, history.indicators[column].least_change)
        days, rise = history.days[first:][known], (level[known] - quiet) * stretch
        paths.append(LimitPath(days, rise + quiet, quiet, quiet + (limit - quiet) * stretch))
    return tuple(paths)


def _service_days(history: PointHistory, component: Component, as_of: datetime) -> float:
    """Days in service: since it was fitted where that is known, at least those measured."""
    measured = history.age_days(as_of)
    if component.installed_on is None:
        return measured
    return max(measured, float((as_of.date() - component.installed_on).days))


def _degradation_text(history: PointHistory, onset: int, paths: tuple[LimitPath, ...]) -> str:
    """Say in one sentence what rises, since when and how far it is from its limit."""
    if is_waveform(history.indicators):
        shares = [math.exp(float(np.median(p.log_level[-3:])) - p.log_limit) for p in paths]
        share = f" and stands at {max(shares):.0%} of the limit" if shares else ""
    else:
        ways = [
            (float(np.median(p.log_level[-3:])) - p.log_baseline) / (p.log_limit - p.log_baseline)
            for p in paths
        ]
        share = f" and has gone {max(ways):.0%} of the way to its limit" if ways else ""
    return f"Above its baseline since {history.at(onset):%Y-%m-%d}{share}."


def _estimate(
    state: RulState,
    evidence: RulEvidence,
    as_of: datetime,
    points: int,
    explanation: str,
    onset_at: datetime | None = None,
) -> RulEstimate:
    """Let the model of a state speak."""
    model = MODELS[state]
    return RulEstimate(
        state=state,
        distribution=model.predict(evidence),
        model=model.name,
        model_version=model.version,
        as_of=as_of,
        evidence_points=points,
        alert_precision=ALERT_PRECISION if state is RulState.DEGRADING else 1.0,
        onset_at=onset_at,
        explanation=explanation,
    )


def _without_distribution(
    state: RulState, as_of: datetime, points: int, explanation: str
) -> RulEstimate:
    """Say why there is no number."""
    return RulEstimate(state, None, "none", "1", as_of, points, explanation=explanation)
