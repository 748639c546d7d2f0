"""The front door of the monitor: one point's history in, health, diagnosis and life out."""

from collections.abc import Sequence
from datetime import datetime

from app.analysis.baseline import learn_baseline, usual_high_ms2
from app.analysis.diagnosis import Situation, diagnose
from app.analysis.false_alarms import FalseAlarmRate
from app.analysis.health import PointCondition, condition_of, health_of, velocity_is_high
from app.analysis.history import (
    comparable_since,
    in_service_since,
    point_history,
    scalar_history,
)
from app.analysis.learned_rul import BoundModel, learned_rul, with_learned
from app.analysis.life.on_calendar import LifeOnCalendar, prior_life
from app.analysis.limits import CONFIRMATIONS
from app.analysis.regime import as_changed
from app.analysis.rul import rul_of, watched_indicators
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass, Component, MeasurementPoint
from app.core.health import Diagnosis, FailureMode, Health, HealthState, RulEstimate, RulState
from app.core.measurements import Features, Reading, Waveform
from app.core.zones import Zones

Measured = Features | Reading
"""What a point's history is made of: features of waveforms, or a scalar's values."""


def assess_point(  # noqa: PLR0913 - what is known of one point, each by its name
    history: Sequence[Measured],
    component: Component,
    asset_class: AssetClass,
    point: MeasurementPoint,
    as_of: datetime,
    *,
    last_waveform: Waveform | None = None,
    zones: Zones | None = None,
    since: datetime | None = None,
    learned: BoundModel | None = None,
    life: LifeOnCalendar | None = None,
    rate: FalseAlarmRate | None = None,
) -> tuple[Health, Diagnosis, RulEstimate]:
    """Assess a component from one of its points; keeps nothing between two calls.

    Where the newest block shows a faulty sensor, that is the diagnosis, and health and life rest
    on the measurements before it.

    Parameters
    ----------
    history : sequence of Features
        Of this point, oldest first, the newest included; may hold bad ones.
    as_of : datetime
        Plant time of the assessment.
    last_waveform : Waveform, optional
        The newest block, for the diagnosis.
    zones : Zones, optional
        Severity zones the site chose; the usual ones of the class if not given.
    since : datetime, optional
        When the part in service was fitted; from `component.installed_on` if not given.
    learned : BoundModel, optional
        The model learned from history that is in charge of the component.
    life : LifeOnCalendar, optional
        Of such components as the plant's books teach; the shipped prior if not given.
    rate : FalseAlarmRate, optional
        Rate of false onsets the site accepts; one in 100 years of a point if not given.

    Returns
    -------
    health : Health
    diagnosis : Diagnosis
    rul : RulEstimate
    """
    chosen = zones or usual_zones(asset_class)
    condition = point_condition(history, component, point, chosen, as_of, since=since, rate=rate)
    usable = None if condition is None else condition.history
    baseline = None if condition is None else condition.baseline
    health = health_of(condition, point, as_of)
    of_class = life or prior_life(component, asset_class)
    rul = rul_of(usable, baseline, component, of_class, point, chosen, as_of)
    if point.is_scalar:
        found = Diagnosis(FailureMode.NONE, 0.0)
        return health, found, _as_changed(rul, condition, component, point, chosen, found)
    if learned is not None:
        fitted = since or in_service_since(component)
        rul = with_learned(rul, learned_rul(learned, _waveforms(history), as_of, fitted))
    is_short = usable is None or usable.days.size < CONFIRMATIONS
    diagnosis = diagnose(
        last_waveform,
        component.bearing,
        point.nominal_speed_rpm,
        Situation(
            drive=component.drive,
            is_axial=point.is_axial,
            usual_high_ms2=usual_high_ms2(baseline),
            is_pumping=asset_class is AssetClass.PUMP,
        ),
        is_abnormal=health.state.severity > HealthState.NORMAL.severity
        or rul.state is RulState.DEGRADING,
        velocity_is_high=None if is_short else velocity_is_high(condition),
    )
    if diagnosis.failure_mode is FailureMode.SENSOR_FAULT and last_waveform is not None:
        believed = [f for f in history if f.taken_at != last_waveform.taken_at]
        if len(believed) < len(history):
            health, _, rul = assess_point(
                believed,
                component,
                asset_class,
                point,
                as_of,
                zones=zones,
                since=since,
                learned=learned,
                life=life,
                rate=rate,
            )
    return health, diagnosis, _as_changed(rul, condition, component, point, chosen, diagnosis)


def _as_changed(
    rul: RulEstimate,
    condition: PointCondition | None,
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
    diagnosis: Diagnosis,
) -> RulEstimate:
    """Believe no path of a machine that was changed, as far as its measurements tell."""
    if condition is None or condition.baseline is None:
        return rul
    watched = watched_indicators(condition.history, condition.baseline, component, point, zones)
    return as_changed(
        rul,
        condition.history,
        condition.compared,
        condition.baseline,
        watched,
        diagnosis,
        point.wear_since,
    )


def point_condition(
    history: Sequence[Measured],
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
    as_of: datetime,
    *,
    since: datetime | None = None,
    rate: FalseAlarmRate | None = None,
) -> PointCondition | None:
    """Lay out what a point is judged by; None without a good measurement of the item in service.

    The parameters are those of `assess_point`.
    """
    begins = comparable_since(point, component, since)
    if point.is_scalar:
        readings = [one for one in history if isinstance(one, Reading)]
        usable = scalar_history(readings, point, as_of, begins)
    else:
        usable = point_history(_waveforms(history), as_of, begins)
    if usable is None:
        return None
    return condition_of(usable, learn_baseline(usable, rate), zones, point)


def _waveforms(history: Sequence[Measured]) -> list[Features]:
    """Features among the measurements of a point."""
    return [one for one in history if isinstance(one, Features)]
