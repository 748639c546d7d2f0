"""What the office of the demo plant knows from the start: Brauhaus Nord, a mid-sized brewery."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.core.assets import (
    Asset,
    AssetClass,
    Bearing,
    Component,
    Criticality,
    MeasurementPoint,
)
from app.core.drive import Drive
from app.core.errors import PartUnknown
from app.core.sources import PointBinding, SourceConfig, SourceKind
from app.demo_plant import builds, procedures
from app.demo_plant.identity import NAMESPACE, demo_id
from app.demo_plant.wear import FAILURE_PEAK_MS2

MEASUREMENT_INTERVAL_S = 4 * 3600.0
"""Plant seconds between two kept measurements."""
UNIT = "m/s2"


@dataclass(frozen=True, slots=True)
class _Row:
    """One machine as the office's list has it."""

    tag: str
    name: str
    asset_class: AssetClass
    criticality: Criticality
    place: str
    downtime_cost_per_day: str
    component: str
    part_number: str
    bearing: Bearing
    installed_on: date
    job_days: float
    procedure: tuple[str, ...]
    point: str
    speed_rpm: float
    limit_peak_ms2: float | None = None
    drive: Drive | None = None


_ROWS = (
    _Row(
        tag="P-101",
        name="Brewing water pump 1 (pump 2 stands by)",
        asset_class=AssetClass.PUMP,
        criticality=Criticality.C,
        place="Pump hall 2",
        downtime_cost_per_day="0.20",
        component="Drive-end bearing",
        part_number="6309-2RS-C3",
        bearing=builds.BEARING_6309,
        installed_on=date(2023, 9, 18),
        job_days=1.0,
        procedure=procedures.PUMP_BEARING,
        point="Drive end, horizontal",
        speed_rpm=1480.0,
        limit_peak_ms2=FAILURE_PEAK_MS2,
        drive=Drive(blades=7),
    ),
    _Row(
        tag="M-102",
        name="Glycol circulation motor 2",
        asset_class=AssetClass.MOTOR,
        criticality=Criticality.B,
        place="Pump hall 2",
        downtime_cost_per_day="3100",
        component="Drive-end bearing",
        part_number="6309-2Z-C3",
        bearing=builds.BEARING_6309,
        installed_on=date(2025, 4, 7),
        job_days=1.0,
        procedure=procedures.MOTOR_BEARING,
        point="Drive end, horizontal",
        speed_rpm=1480.0,
        drive=Drive(supply_hz=50.0, pole_pairs=2),
    ),
    _Row(
        tag="F-103",
        name="Boiler induced-draught fan",
        asset_class=AssetClass.FAN,
        criticality=Criticality.B,
        place="Boiler house",
        downtime_cost_per_day="5200",
        component="Impeller-side bearing",
        part_number="6216-C3",
        bearing=builds.BEARING_6216,
        installed_on=date(2024, 11, 25),
        job_days=1.0,
        procedure=procedures.FAN_BEARING,
        point="Impeller side, horizontal",
        speed_rpm=980.0,
        drive=Drive(blades=9),
    ),
    _Row(
        tag="C-104",
        name="Compressed-air screw compressor",
        asset_class=AssetClass.COMPRESSOR,
        criticality=Criticality.A,
        place="Compressor room",
        downtime_cost_per_day="6700",
        component="Drive-end bearing pair",
        part_number="6312-C3",
        bearing=builds.BEARING_6312,
        installed_on=date(2025, 6, 30),
        job_days=2.0,
        procedure=procedures.COMPRESSOR_BEARING,
        point="Drive end, vertical",
        speed_rpm=2950.0,
    ),
    _Row(
        tag="V-105",
        name="Spent-grain belt conveyor",
        asset_class=AssetClass.CONVEYOR,
        criticality=Criticality.C,
        place="Brewhouse, grain outlet",
        downtime_cost_per_day="900",
        component="Head drum bearing",
        part_number="6212-2RS",
        bearing=builds.BEARING_6212,
        installed_on=date(2024, 3, 11),
        job_days=0.5,
        procedure=procedures.CONVEYOR_BEARING,
        point="Head drum, horizontal",
        speed_rpm=72.0,
    ),
    _Row(
        tag="G-106",
        name="Bottle washer main gearbox",
        asset_class=AssetClass.GEARBOX,
        criticality=Criticality.B,
        place="Filling hall, line 1",
        downtime_cost_per_day="7300",
        component="Input shaft bearing",
        part_number="6310-C3",
        bearing=builds.BEARING_6310,
        installed_on=date(2025, 1, 13),
        job_days=2.0,
        procedure=procedures.GEARBOX_BEARING,
        point="Input shaft, horizontal",
        speed_rpm=1480.0,
        drive=Drive(gear_teeth=25),
    ),
)


def demo_assets() -> tuple[Asset, ...]:
    """Return the six machines; downtime is in EUR a day."""
    return tuple(
        Asset(
            id=demo_id("asset", row.tag),
            tag=row.tag,
            name=row.name,
            asset_class=row.asset_class,
            criticality=row.criticality,
            place=row.place,
            downtime_cost_per_day=Decimal(row.downtime_cost_per_day),
        )
        for row in _ROWS
    )


def demo_components() -> tuple[Component, ...]:
    """Return the monitored bearing of each machine with its part and its procedure."""
    return tuple(
        Component(
            id=demo_id("component", row.tag),
            asset_id=demo_id("asset", row.tag),
            name=row.component,
            part_id=demo_id("part", row.part_number),
            bearing=row.bearing,
            installed_on=row.installed_on,
            job_days=row.job_days,
            procedure=row.procedure,
            drive=row.drive,
        )
        for row in _ROWS
    )


def demo_points() -> tuple[MeasurementPoint, ...]:
    """Return one accelerometer a machine; the pump's has a limit of 60 m/s2 peak."""
    return tuple(
        MeasurementPoint(
            id=demo_id("point", row.tag),
            component_id=demo_id("component", row.tag),
            name=row.point,
            unit=UNIT,
            nominal_speed_rpm=row.speed_rpm,
            limit_peak_ms2=row.limit_peak_ms2,
        )
        for row in _ROWS
    )


def demo_sources(
    modbus: str, opcua: str, live_hz: float = 4.0
) -> tuple[SourceConfig, SourceConfig]:
    """Return how the running demo plant is read.

    Parameters
    ----------
    modbus, opcua : str
        The addresses its process said: ``127.0.0.1:PORT`` and ``opc.tcp://127.0.0.1:PORT``.
    live_hz : float
        New blocks a second it was told to make: as often it is asked.
    """
    return (
        SourceConfig(
            id=demo_id("source", "modbus"),
            name="Pump hall vibration gateway",
            kind=SourceKind.MODBUS_TCP,
            address=modbus,
            points=tuple(_modbus_binding(tag) for tag in builds.MODBUS_TAGS),
            interval_s=MEASUREMENT_INTERVAL_S,
            poll_s=1 / live_hz,
            has_plant_clock=True,
        ),
        SourceConfig(
            id=demo_id("source", "opcua"),
            name="Condition monitoring server",
            kind=SourceKind.OPC_UA,
            address=opcua,
            points=tuple(_opcua_binding(tag) for tag in builds.OPC_UA_TAGS),
            interval_s=MEASUREMENT_INTERVAL_S,
            poll_s=1 / live_hz,
            has_plant_clock=True,
        ),
    )


def tag_of_component(component_id: str) -> str:
    """Return the tag of the machine a component belongs to, as `repair` wants it.

    Raises
    ------
    PartUnknown
        When it is no component of the demo plant.

    Examples
    --------
    >>> tag_of_component(demo_id("component", "P-101"))
    'P-101'
    """
    for row in _ROWS:
        if demo_id("component", row.tag) == component_id:
            return row.tag
    raise PartUnknown(
        f"The demo plant has no component {component_id}.", "Choose one of its six builds."
    )


def _modbus_binding(tag: str) -> PointBinding:
    device_id = str(builds.MODBUS_TAGS[tag])
    return PointBinding(demo_id("point", tag), {"device_id": device_id, "map": "kairos-waveform"})


def _opcua_binding(tag: str) -> PointBinding:
    where = {
        "namespace": NAMESPACE,
        "waveform": f"{tag}.Waveform",
        "sample_rate": f"{tag}.SampleRate",
        "shaft_speed": f"{tag}.ShaftSpeed",
        "block": f"{tag}.BlockNumber",
    }
    return PointBinding(demo_id("point", tag), where)
