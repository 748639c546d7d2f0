"""The plant's register: assets, their components and measurement points."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from math import inf, isfinite

from app.core.condition_indicator import Badness
from app.core.drive import Drive
from app.core.errors import LimitRefused, ScenarioRefused
from app.core.quantities import ACCELERATION

LEAST_RUNNING_HOURS = 0.1
"""A machine that runs less on a working day is better left without a figure."""


class Criticality(Enum):
    """Consequence class of losing the asset (A the worst)."""

    A = "A"
    B = "B"
    C = "C"


class AssetClass(Enum):
    """Kinds of machine with a shipped prior."""

    PUMP = "pump"
    MOTOR = "motor"
    FAN = "fan"
    COMPRESSOR = "compressor"
    CONVEYOR = "conveyor"
    GEARBOX = "gearbox"
    BEARING = "bearing"
    OVERHEAD_CONVEYOR = "overhead conveyor"


@dataclass(frozen=True, slots=True)
class Asset:
    """A machine on the plant's register.

    `downtime_cost_per_day` is money of the site currency lost a day while it stands still. The
    rest is what its ways out of a late part are reckoned with, None where nobody knows: running
    derated its life is stretched by a factor and a share of its output is lost; a repair after a
    failure takes so many days, with the crew staged fewer, and the crew's waiting costs money.
    `running_hours_per_day` is how long it runs on a day the plant works; None counts it as running
    round the clock on every day.

    Raises
    ------
    ScenarioRefused
        If one of those figures can't be.
    """

    id: str
    tag: str
    name: str
    asset_class: AssetClass
    criticality: Criticality
    place: str = ""
    downtime_cost_per_day: Decimal = Decimal(0)
    derated_life_factor: float | None = None
    derated_output_lost: float | None = None
    repair_days: float | None = None
    staged_repair_days: float | None = None
    standby_cost_per_day: Decimal | None = None
    running_hours_per_day: float | None = None

    def __post_init__(self) -> None:
        self._within("life factor when derated", self.derated_life_factor, 1.0, 100.0)
        self._within("share of output lost", self.derated_output_lost, 0.0, 1.0)
        self._within("repair in days", self.repair_days, 0.0, 365.0)
        self._within("staged repair in days", self.staged_repair_days, 0.0, 365.0)
        self._within("running hours a day", self.running_hours_per_day, LEAST_RUNNING_HOURS, 24.0)

    def _within(self, what: str, value: float | None, least: float, most: float) -> None:
        """Refuse a figure that can't be."""
        if value is not None and not least <= value <= most:
            raise ScenarioRefused(
                f"{self.tag}: expected a {what} from {least:g} to {most:g}, found {value:g}.",
                "Correct it, or leave it out where it is not known.",
            )


@dataclass(frozen=True, slots=True)
class Bearing:
    """Geometry of a rolling bearing, with where the figures come from.

    Attributes
    ----------
    balls : int
        Number of rolling elements.
    ball_mm, pitch_mm : float
        Diameters of element and pitch circle.
    contact_angle_deg : float
        Contact angle.
    """

    name: str
    balls: int
    ball_mm: float
    pitch_mm: float
    contact_angle_deg: float = 0.0
    source: str = "entered by hand"


@dataclass(frozen=True, slots=True)
class KitItem:
    """A further part that replacing a component needs, such as the seal beside the bearing."""

    part_id: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Component:
    """The maintainable item at which remaining life and parts attach.

    `installed_on` is the plant-local date the item in service was fitted, where known.
    `job_days` is how long replacing it takes. `kit` names the parts the job needs beside the
    component's own: it can begin only with all of them. `drive` says what turns with its shaft.

    Raises
    ------
    ScenarioRefused
        If the kit can't be: without a part of its own, with that part or one of its own twice,
        or with less than one piece.
    """

    id: str
    asset_id: str
    name: str
    part_id: str | None
    bearing: Bearing | None = None
    installed_on: date | None = None
    quantity_per_job: int = 1
    job_days: float = 1.0
    procedure: tuple[str, ...] = ()
    kit: tuple[KitItem, ...] = ()
    drive: Drive | None = None

    def __post_init__(self) -> None:
        parts = [item.part_id for item in self.kit]
        if parts and self.part_id is None:
            raise ScenarioRefused(
                f"{self.name}: a kit goes with the component's own part, found none.",
                "Name the part that is replaced, then what goes with it.",
            )
        if self.part_id in parts or len(set(parts)) < len(parts):
            raise ScenarioRefused(
                f"{self.name}: expected each part of the kit once, beside the component's own.",
                "Raise the quantity instead of naming a part twice.",
            )
        for item in self.kit:
            if item.quantity < 1:
                raise ScenarioRefused(
                    f"{self.name}: expected 1 or more pieces in the kit, found {item.quantity}.",
                    "Correct the quantity, or leave the part out.",
                )


class PointRole(Enum):
    """What a point is measured for: the machine's condition, or the state it runs in."""

    CONDITION = "condition"
    SPEED = "speed"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class MeasurementPoint:
    """A place and direction where one quantity is measured.

    Attributes
    ----------
    limit_peak_ms2 : float or None
        Peak acceleration that counts as functional failure; None takes the danger zone of the
        asset's class.
    quantity : str
        "acceleration" comes as waveforms; any other is a scalar in `unit`.
    role : PointRole
        A speed or load point tells the operating state of its machine's other points.
    badness : Badness
        In which direction a scalar is a bad sign.
    least_change : float or None
        Smallest change of a scalar that matters, in `unit`; None takes the quantity's.
    alarm_low, alarm_high, danger_low, danger_high : float or None
        Limits of a scalar in `unit`; those of danger count as functional failure.
    zones_id : str
        The severity table the velocity is judged by; "" takes the usual one of the asset's class.
    baseline_since : date or None
        Plant-local day from which the baseline is learned anew (a new process, a new mounting).
    wear_since : date or None
        Plant-local day on which a person said that what changed up to then is wear: no change of
        regime that began by that day takes the belief in its path away.

    Raises
    ------
    LimitRefused
        If the limits do not rise from low danger to high danger, or the least change is not
        above 0.
    """

    id: str
    component_id: str
    name: str
    unit: str
    nominal_speed_rpm: float | None = None
    limit_peak_ms2: float | None = None
    quantity: str = ACCELERATION
    role: PointRole = PointRole.CONDITION
    badness: Badness = Badness.HIGH
    least_change: float | None = None
    alarm_low: float | None = None
    alarm_high: float | None = None
    danger_low: float | None = None
    danger_high: float | None = None
    zones_id: str = ""
    baseline_since: date | None = None
    wear_since: date | None = None

    def __post_init__(self) -> None:
        limits = (self.danger_low, self.alarm_low, self.alarm_high, self.danger_high)
        known = [one for one in limits if one is not None]
        if any(not isfinite(one) for one in known) or any(a >= b for a, b in pairwise(known)):
            found = ", ".join("none" if one is None else f"{one:g}" for one in limits)
            raise LimitRefused(
                f"{self.name}: expected limits that rise from danger below, alarm below, alarm "
                f"above to danger above (in {self.unit or 'its unit'}), found {found}.",
                "Put them in order, or leave out those that are not known.",
            )
        if self.least_change is not None and not 0 < self.least_change < inf:
            raise LimitRefused(
                f"{self.name}: expected a least change above 0 {self.unit}, found "
                f"{self.least_change:g}.",
                "Correct it, or leave it out.",
            )

    @property
    def is_scalar(self) -> bool:
        """Whether it delivers single values, not waveforms."""
        return self.quantity != ACCELERATION

    @property
    def is_axial(self) -> bool:
        """Whether its name says that it is measured along the shaft.

        >>> MeasurementPoint("p", "c", "Drive end, axial", "m/s2").is_axial
        True
        """
        return "axial" in self.name.casefold()
