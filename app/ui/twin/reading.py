"""Everything the twin page says of one machine, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from app.analysis.assessment import Measured
from app.analysis.health import PointCondition
from app.core.alarms import Alarm
from app.core.assets import Component, MeasurementPoint, PointRole
from app.core.health import HealthState
from app.core.moment import Moment
from app.core.purchasing import PurchaseOrder
from app.core.stock import Part
from app.core.work_orders import WorkOrder
from app.core.work_window import MaintenanceWindow
from app.register.zones import zones_for
from app.replenishment.track_record import past_alarms
from app.replenishment.twin import NoTwin, Twin, read_twin
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork
from app.ui.asset.record import (
    AssetRecord,
    condition_now,
    last_good_at,
    measured_at,
    read_asset,
)
from app.ui.gauge_reading import GaugeReading
from app.ui.gauge_sources import gauge_readings


class StoryKind(Enum):
    """What happened to a component."""

    JOB = "job"
    FITTED = "fitted"
    ORDER = "order"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened; `record_id` is a job or an order to go to, "" for none."""

    id: str
    day: date
    kind: StoryKind
    text: str
    record_id: str


@dataclass(frozen=True, slots=True, eq=False)
class PointState:
    """One measurement point now: its gauges, worst first, and how many measurements are kept."""

    point: MeasurementPoint
    component: Component
    readings: tuple[GaugeReading, ...]
    good: int
    last_good_at: datetime | None

    @property
    def state(self) -> HealthState:
        """Worst state of the indicators that have a value."""
        known = [reading.state for reading in self.readings if reading.value is not None]
        return max(known, key=lambda state: state.severity, default=HealthState.NO_DATA)


@dataclass(frozen=True, slots=True, eq=False)
class TwinRecord:
    """One machine, one of its components in front.

    Attributes
    ----------
    asset : AssetRecord
        Of the component in front.
    state_days, speed_rpm, load : ndarray, shape (n,)
        Days from now, and shaft speed and load then; NaN where they were not measured.
    load_unit : str
        Of the machine's load point, "" without one.
    jobs, orders : tuple
        Of the component, oldest first.
    """

    asset: AssetRecord
    components: tuple[Component, ...]
    points: tuple[PointState, ...]
    twin: Twin | NoTwin
    part: Part | None
    on_hand: int
    state_days: NDArray[np.float64]
    speed_rpm: NDArray[np.float64]
    load: NDArray[np.float64]
    load_unit: str
    jobs: tuple[WorkOrder, ...]
    orders: tuple[PurchaseOrder, ...]
    alarms: tuple[Alarm, ...]
    windows: tuple[MaintenanceWindow, ...]


def read_twin_record(
    store: Store, asset_id: str, component_id: str, now: datetime, today: date
) -> TwinRecord | None:
    """Read a machine; None where it has no component yet."""
    record = read_asset(store, asset_id, now, today, component_id)
    if record is None:
        return None
    component = record.component
    moment = Moment(now, today, "")
    latest = store.measurements.latest_assessment(component.id)
    with store.read() as uow:
        components = tuple(c for c in uow.plant.components() if c.asset_id == asset_id)
        ids = {c.id: c for c in components}
        all_points = [p for p in uow.plant.points() if p.component_id in ids]
        points = [p for p in all_points if p.role is PointRole.CONDITION]
        zones = {p.id: zones_for(uow, p, record.asset.asset_class) for p in points}
        twin = read_twin(uow, component.id, latest, moment)
        part = uow.stock.part(component.part_id) if component.part_id else None
        on_hand = uow.stock.on_hand(part.id) if part else 0
        jobs = tuple(uow.work_orders.of_component(component.id))
        orders = tuple(_orders_of(uow, component.id))
        alarms = tuple(a for a in past_alarms(uow, today) if a.component_id == component.id)
        windows = tuple(uow.windows.of_asset(asset_id))
    states, conditions = [], {}
    for point in points:
        measured, owner = measured_at(store, point), ids[point.component_id]
        now_of_point = condition_now(measured, owner, point, zones[point.id], record.policy, now)
        conditions[point.id] = now_of_point
        states.append(_state_of(point, owner, measured, now_of_point, now))
    days, rpm, load = _operating(conditions, record.point, now)
    return TwinRecord(
        asset=record,
        components=components,
        points=tuple(states),
        twin=twin,
        part=part,
        on_hand=on_hand,
        state_days=days,
        speed_rpm=rpm,
        load=load,
        load_unit=next((p.unit for p in all_points if p.role is PointRole.LOAD), ""),
        jobs=jobs,
        orders=orders,
        alarms=alarms,
        windows=windows,
    )


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """Return the plant-local day of an instant."""
    return at.astimezone(zone).date()


def _orders_of(uow: UnitOfWork, component_id: str) -> list[PurchaseOrder]:
    """List the orders that served a component."""
    return [
        order
        for order in uow.orders.all()
        if any(line.peg and line.peg.component_id == component_id for line in order.lines)
    ]


def _state_of(
    point: MeasurementPoint,
    component: Component,
    measured: Sequence[Measured],
    condition: PointCondition | None,
    now: datetime,
) -> PointState:
    """Describe a point by its gauges, those that passed a limit first."""
    readings = gauge_readings(condition, None, now)
    readings.sort(key=lambda reading: -max(reading.state.severity, 0))
    good = len(condition.history) if condition else 0
    return PointState(point, component, tuple(readings), good, last_good_at(measured))


def _operating(
    conditions: dict[str, PointCondition | None], point: MeasurementPoint | None, now: datetime
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Days from now, speed and load of the usable measurements of the point in front."""
    condition = conditions.get(point.id) if point else None
    if condition is None:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    history = condition.history
    return history.days - history.age_days(now), history.speed_rpm, history.load
