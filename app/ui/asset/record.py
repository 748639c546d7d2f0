"""Everything the asset page says of one asset, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.analysis.assessment import Measured, point_condition
from app.analysis.false_alarms import FalseAlarmRate
from app.analysis.health import PointCondition
from app.core.assets import Asset, Component, MeasurementPoint, PointRole
from app.core.health import Assessment
from app.core.moment import Moment
from app.core.policy import SitePolicy
from app.core.purchasing import PurchaseOrder
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.track_record import TrackRecord
from app.core.work_orders import WorkOrder
from app.core.zones import Zones
from app.register.zones import zones_for
from app.replenishment.decided_supply import decided_supply
from app.replenishment.planned_life import as_planned
from app.replenishment.track_record import track_record
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.ui.asset.life_course import LifeCourse, life_course
from app.ui.gauge_reading import GaugeReading
from app.ui.gauge_sources import gauge_readings

MOST_FEATURES = 2000
"""Measurements looked back on: most of a year at one every four hours."""


@dataclass(frozen=True, slots=True)
class AssetRecord:
    """One asset's component with its judgement, decision, order and job.

    `assessment` has the life that is planned with, the record of earlier predictions considered.
    `course` and `gauges` belong to the first point of the component that has measurements.
    """

    asset: Asset
    component: Component
    point: MeasurementPoint | None
    policy: SitePolicy
    now: datetime
    today: date
    assessment: Assessment | None
    decision: DecisionRecord | None
    supply: Supply | None
    order: PurchaseOrder | None
    job: WorkOrder | None
    course: LifeCourse | None
    gauges: tuple[GaugeReading, ...]
    last_good_at: datetime | None


def read_asset(
    store: Store, asset_id: str, now: datetime, today: date, component_id: str = ""
) -> AssetRecord | None:
    """Read the record of an asset's component, its first unless another is named.

    None where it has no component yet.

    Raises
    ------
    PartUnknown
        If the asset is not on the register.
    """
    with store.read() as uow:
        asset, policy = uow.plant.asset(asset_id), uow.plant.policy()
        components = [c for c in uow.plant.components() if c.asset_id == asset_id]
        if not components:
            return None
        component = next((c for c in components if c.id == component_id), components[0])
        point = _first_point(uow, component)
        zones = zones_for(uow, point, asset.asset_class) if point else None
        decision = uow.decisions.latest(component.id)
        supply = decided_supply(uow, decision) if decision else None
        job = uow.work_orders.open_for(component.id)
        order = _order_of(uow, component.id)
        track = track_record(uow, today)
    measured = measured_at(store, point)
    condition = course = None
    if point is not None and zones is not None:
        condition = condition_now(measured, component, point, zones, policy, now)
        course = life_course(condition, component, point, zones, now)
    latest = store.measurements.latest_assessment(component.id)
    return AssetRecord(
        asset=asset,
        component=component,
        point=point,
        policy=policy,
        now=now,
        today=today,
        assessment=_as_planned(asset, _newer(latest, decision), track, Moment(now, today, "")),
        decision=decision,
        supply=supply,
        order=order,
        job=job,
        course=course,
        gauges=tuple(gauge_readings(condition, None, now)) if point else (),
        last_good_at=last_good_at(measured),
    )


def _as_planned(
    asset: Asset, assessment: Assessment | None, track: TrackRecord, moment: Moment
) -> Assessment | None:
    """Show the life that is planned with, not the one claimed."""
    return None if assessment is None else as_planned(asset, assessment, track, moment)


def _order_of(uow: UnitOfWork, component_id: str) -> PurchaseOrder | None:
    """Open order that serves the component."""
    for order in uow.orders.open_orders():
        if any(line.peg and line.peg.component_id == component_id for line in order.lines):
            return order
    return None


def _newer(latest: Assessment | None, decision: DecisionRecord | None) -> Assessment | None:
    """Take the newer of the judgement kept and the one a decision was taken on."""
    behind = decision.assessment if decision else None
    if latest is None or (behind is not None and behind.taken_at > latest.taken_at):
        return behind
    return latest


def _first_point(uow: UnitOfWork, component: Component) -> MeasurementPoint | None:
    """Point a component's life is read off: the first with waveforms, else the first there is."""
    points = [
        p
        for p in uow.plant.points()
        if p.component_id == component.id and p.role is PointRole.CONDITION
    ]
    return next((p for p in points if not p.is_scalar), points[0] if points else None)


def measured_at(store: Store, point: MeasurementPoint | None) -> Sequence[Measured]:
    """What was measured at a point, oldest first."""
    if point is None:
        return []
    if point.is_scalar:
        return store.measurements.readings(point.id, MOST_FEATURES)
    return store.measurements.features(point.id, MOST_FEATURES)


def condition_now(
    measured: Sequence[Measured],
    component: Component,
    point: MeasurementPoint,
    zones: Zones,
    policy: SitePolicy,
    now: datetime,
) -> PointCondition | None:
    """Lay out what a point is judged by, with the site's rate of false onsets."""
    rate = FalseAlarmRate(policy.false_onset_years)
    return point_condition(measured, component, point, zones, now, rate=rate)


def last_good_at(measured: Sequence[Measured]) -> datetime | None:
    """Instant of the newest measurement that may be believed."""
    good = (f.taken_at for f in reversed(measured) if f.quality.value == "good")
    return next(good, None)
