"""Speed and load of each machine as its own points tell them: the state others are judged in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import isfinite

from app.core.assets import MeasurementPoint, PointRole
from app.core.errors import ReadingRefused
from app.core.measurements import BadReason, Features, Quality, Reading, Waveform

HOLDS_FOR = timedelta(minutes=15)
"""A state measured longer before or after says nothing of a measurement."""


@dataclass(frozen=True, slots=True)
class OperatingState:
    """Speed and load at one instant; None where not known."""

    speed_rpm: float | None = None
    load: float | None = None


class OperatingStates:
    """Remembers the newest good speed and load of each machine."""

    def __init__(self) -> None:
        self._points: dict[str, tuple[str, MeasurementPoint]] = {}
        self._newest: dict[tuple[str, PointRole], Reading] = {}

    def load(self, points: Iterable[MeasurementPoint], asset_of: Mapping[str, str]) -> None:
        """Take up which points tell a state; `asset_of` names the machine of a component."""
        self._points = {
            point.id: (asset_of[point.component_id], point)
            for point in points
            if point.role is not PointRole.CONDITION
        }

    def point(self, point_id: str) -> MeasurementPoint | None:
        """Return a point that tells a state, None where it is none."""
        found = self._points.get(point_id)
        return None if found is None else found[1]

    def note(self, reading: Reading) -> None:
        """Remember a good value; older ones than the one known are history."""
        asset_id, point = self._points[reading.point_id]
        known = self._newest.get((asset_id, point.role))
        is_newer = known is None or reading.taken_at > known.taken_at
        if reading.quality is Quality.GOOD and is_newer:
            self._newest[asset_id, point.role] = reading

    def at(self, asset_id: str, instant: datetime) -> OperatingState:
        """Return the state of a machine at an instant, as far as it was measured about then."""
        return OperatingState(
            self._value(asset_id, PointRole.SPEED, instant),
            self._value(asset_id, PointRole.LOAD, instant),
        )

    def _value(self, asset_id: str, role: PointRole, instant: datetime) -> float | None:
        """Value of a state point near an instant."""
        reading = self._newest.get((asset_id, role))
        if reading is None or abs(instant - reading.taken_at) > HOLDS_FOR:
            return None
        return reading.value


def with_speed(waveform: Waveform, state: OperatingState) -> Waveform:
    """Give a waveform without a speed of its own the measured one."""
    if waveform.shaft_speed_rpm is not None or state.speed_rpm is None:
        return waveform
    return replace(waveform, shaft_speed_rpm=state.speed_rpm)


def with_state(measured: Features, state: OperatingState) -> Features:
    """Note the load a waveform was measured at."""
    return measured if state.load is None else replace(measured, load=state.load)


def checked_reading(reading: Reading, point: MeasurementPoint, state: OperatingState) -> Reading:
    """Judge a value and note the state it was measured in.

    Raises
    ------
    ReadingRefused
        If it comes in another unit than the point's.
    """
    if reading.unit != point.unit:
        raise ReadingRefused(
            f'{point.name}: expected values in "{point.unit}", got "{reading.unit}".',
            "Correct the unit of the point or of its source; the value was not used.",
        )
    if not isfinite(reading.value):
        reading = replace(reading, quality=Quality.BAD, bad_reason=BadReason.NOT_A_NUMBER)
    return replace(
        reading,
        shaft_speed_rpm=reading.shaft_speed_rpm or state.speed_rpm,
        load=state.load if reading.load is None else reading.load,
    )
