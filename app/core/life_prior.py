"""What is held of the life of a kind of component before its own lives speak."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.core.assets import AssetClass, Component
from app.core.errors import ScenarioRefused

LEAST_SHAPE, MOST_SHAPE = 0.5, 10.0
LEAST_HOURS, MOST_HOURS = 1.0, 2_000_000.0
MOST_FACTOR = 10.0


class Grade(Enum):
    """How far a figure can be trusted."""

    READ = "read"
    QUOTED = "quoted"
    JUDGEMENT = "judgement"
    PLANT = "plant"


@dataclass(frozen=True, slots=True)
class LifePrior:
    """A Weibull life whose figures are not known exactly, in running hours.

    Lives of one machine follow a Weibull of this shape. Its median differs from plant to plant,
    within a plant from part to part, and within a part from machine to machine; each difference
    is a factor, one standard deviation of the logarithm of the median.

    Attributes
    ----------
    median_hours : float
        Age by which half of such components have failed, in a typical plant.
    shape : float
        Of the lives of one machine; above 1 the hazard grows with age.
    plant_factor, part_factor, machine_factor : float
        1 or more. The last two are what is expected; how far parts and machines really differ is
        learned from the lives.
    shape_factor : float
        How far the shape may be from the truth, 1 or more.

    Raises
    ------
    ScenarioRefused
        If a figure can't be.
    """

    median_hours: float
    shape: float
    plant_factor: float
    part_factor: float
    machine_factor: float
    shape_factor: float
    source: str
    grade: Grade

    def __post_init__(self) -> None:
        self._within("median life in running hours", self.median_hours, LEAST_HOURS, MOST_HOURS)
        self._within("shape", self.shape, LEAST_SHAPE, MOST_SHAPE)
        for name, factor in (
            ("factor between plants", self.plant_factor),
            ("factor between parts", self.part_factor),
            ("factor between machines", self.machine_factor),
            ("factor of the shape", self.shape_factor),
        ):
            self._within(name, factor, 1.0, MOST_FACTOR)
        if not self.source.strip():
            raise ScenarioRefused(
                "A life needs the source of its figures, found none.",
                "Say where they come from, be it the judgement of a person.",
            )

    def _within(self, what: str, figure: float, least: float, most: float) -> None:
        """Refuse a figure that can't be, NaN with it."""
        if not least <= figure <= most:
            raise ScenarioRefused(
                f"Expected a {what} from {least:g} to {most:g}, found {figure:g}.",
                "Correct it; nothing was changed.",
            )


def of_pooled_lives(
    shape: float,
    scale_hours: float,
    *,
    plant_factor: float,
    part_factor: float,
    machine_factor: float,
    shape_factor: float,
    source: str,
    grade: Grade,
) -> LifePrior:
    """Read published figures, fitted to the lives of many plants together.

    Lives thrown together from many plants scatter more than those of one machine, so that their
    Weibull is flatter. The variance of the logarithm of a Weibull life is pi^2 / (6 shape^2);
    taking away what lies between plants, parts and machines leaves that of one machine.

    Raises
    ------
    ScenarioRefused
        If the factors alone scatter more than the published lives.

    Examples
    --------
    >>> bearing = of_pooled_lives(1.3, 40_000, plant_factor=1.65, part_factor=1.35,
    ...     machine_factor=1.35, shape_factor=1.2, source="a handbook", grade=Grade.QUOTED)
    >>> round(bearing.shape, 2), round(bearing.median_hours)
    (1.74, 30173)
    """
    between = sum(math.log(f) ** 2 for f in (plant_factor, part_factor, machine_factor))
    own = (math.pi / shape) ** 2 / 6 - between
    if own <= (math.pi / MOST_SHAPE) ** 2 / 6:
        raise ScenarioRefused(
            f"Lives of shape {shape:g} scatter less than the factors between plants, parts and "
            "machines alone.",
            "Name smaller factors, or a flatter shape.",
        )
    return LifePrior(
        median_hours=scale_hours * math.log(2.0) ** (1 / shape),
        shape=math.pi / math.sqrt(6 * own),
        plant_factor=plant_factor,
        part_factor=part_factor,
        machine_factor=machine_factor,
        shape_factor=shape_factor,
        source=source,
        grade=grade,
    )


def scale_of_median(median: NDArray[np.float64], shape: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the age by which 63 % have failed from the one by which half have.

    >>> scale_of_median(np.array([100.0]), np.array([1.0])).round(1).tolist()
    [144.3]
    """
    return np.asarray(median * math.log(2.0) ** (-1.0 / shape))


def kind_of(component: Component, asset_class: AssetClass) -> AssetClass:
    """Return whose life a component shares: a rolling bearing's wherever it runs, else its class's.

    >>> kind_of(Component("c", "a", "Impeller", None), AssetClass.PUMP).value
    'pump'
    """
    return AssetClass.BEARING if component.bearing is not None else asset_class
