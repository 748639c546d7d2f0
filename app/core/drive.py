"""What turns with a component's shaft: wheels, blades, belts and the supply of its motor."""

import math
from dataclasses import dataclass

from app.core.errors import ScenarioRefused


@dataclass(frozen=True, slots=True)
class Drive:
    """Figures of a shaft that make its faults readable; None where nobody knows them.

    Attributes
    ----------
    gear_teeth : int or None
        Teeth of the wheel on this shaft: the mesh is heard at teeth times the speed.
    blades : int or None
        Blades or vanes of the impeller on this shaft.
    belt_length_mm, sheave_mm : float or None
        Pitch length of the belt, pitch diameter of the sheave on this shaft.
    other_sheave_mm : float or None
        Pitch diameter of the sheave at the belt's other end.
    supply_hz : float or None
        Frequency that feeds the motor: of the mains, or what its inverter gives.
    pole_pairs : int or None
        Pole pairs of the motor.

    Raises
    ------
    ScenarioRefused
        If a figure can't be.
    """

    gear_teeth: int | None = None
    blades: int | None = None
    belt_length_mm: float | None = None
    sheave_mm: float | None = None
    other_sheave_mm: float | None = None
    supply_hz: float | None = None
    pole_pairs: int | None = None

    def __post_init__(self) -> None:
        _within("teeth", self.gear_teeth, 5, 1000)
        _within("blades", self.blades, 1, 500)
        _within("a belt length in mm", self.belt_length_mm, 100, 100_000)
        _within("a sheave diameter in mm", self.sheave_mm, 10, 5000)
        _within("a diameter of the other sheave in mm", self.other_sheave_mm, 10, 5000)
        _within("a supply frequency in Hz", self.supply_hz, 1, 1000)
        _within("pole pairs", self.pole_pairs, 1, 24)
        sheaves = (self.sheave_mm or 0.0) + (self.other_sheave_mm or 0.0)
        if self.belt_length_mm is not None and math.pi / 2 * sheaves >= self.belt_length_mm:
            raise ScenarioRefused(
                f"Expected a belt longer than it lies round its sheaves, "
                f"{math.pi / 2 * sheaves:.0f} mm, found {self.belt_length_mm:g} mm.",
                "Correct the length or the diameters.",
            )

    def belt_hz(self, shaft_hz: float) -> float | None:
        """How often the belt runs round a second: pi D n / L.

        >>> round(Drive(belt_length_mm=2000, sheave_mm=200).belt_hz(24.0), 2)
        7.54
        """
        if self.belt_length_mm is None or self.sheave_mm is None:
            return None
        return math.pi * self.sheave_mm * shaft_hz / self.belt_length_mm

    def other_shaft_hz(self, shaft_hz: float) -> float | None:
        """Turns a second of the shaft at the belt's other end."""
        if self.sheave_mm is None or self.other_sheave_mm is None:
            return None
        return shaft_hz * self.sheave_mm / self.other_sheave_mm

    def synchronous_rpm(self) -> float | None:
        """Speed of the motor's field; an induction motor runs some per cent below.

        >>> Drive(supply_hz=50.0, pole_pairs=2).synchronous_rpm()
        1500.0
        """
        if self.supply_hz is None or self.pole_pairs is None:
            return None
        return 60 * self.supply_hz / self.pole_pairs


def _within(what: str, value: float | None, least: float, most: float) -> None:
    """Refuse a figure that can't be."""
    if value is not None and not least <= value <= most:
        raise ScenarioRefused(
            f"Expected {what} from {least:g} to {most:g}, found {value:g}.",
            "Correct it, or leave it out where it is not known.",
        )
