"""Scalar quantities machines are watched by: unit, bad direction, least change that matters."""

from dataclasses import dataclass

from app.core.condition_indicator import Badness

ACCELERATION = "acceleration"
"""The one quantity that comes as waveforms."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One scalar quantity as it is proposed; a point may have others, with any name and unit.

    `least_change` is in the unit, `least_share` a share of the first values; one of them is 0.
    """

    name: str
    unit: str
    badness: Badness
    least_change: float = 0.0
    least_share: float = 0.1


USUAL = (
    Quantity("temperature", "degC", Badness.HIGH, 5.0, 0.0),
    Quantity("current", "A", Badness.BOTH),
    Quantity("pressure", "bar", Badness.BOTH),
    Quantity("differential pressure", "bar", Badness.HIGH),
    Quantity("flow", "m3/h", Badness.LOW),
    Quantity("speed", "rpm", Badness.BOTH, 0.0, 0.05),
    Quantity("load", "%", Badness.BOTH),
)
"""What is proposed; the least changes are a judgement of ours, a point may have its own."""


def quantity_named(name: str) -> Quantity:
    """Return a usual quantity, or an unknown one that is bad both ways by a tenth.

    >>> quantity_named("temperature").least_change
    5.0
    >>> quantity_named("torque").badness.value
    'both'
    """
    found = next((one for one in USUAL if one.name == name.strip().lower()), None)
    return found or Quantity(name, "", Badness.BOTH)
