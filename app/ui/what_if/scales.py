"""The values each slider runs through: round ones, and among them the plant's own exactly."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.what_if import Assumptions

STEPS_DAYS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
DECADE = (1.0, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2)
"""Twelve values a decade, each about a fifth above the one before."""
SERVICE = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999)
"""Beyond 99.9 % no risk can be read from the quantiles kept."""
ASIDE = 0.25
"""A round value nearer to the plant's than this share of a step gives way to it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Rising values of one slider, and the place of the plant's own among them."""

    values: tuple[float, ...]
    plant_at: int

    @property
    def plant(self) -> float:
        """The plant's own value."""
        return self.values[self.plant_at]

    def nearest(self, value: float) -> int:
        """Place of the value nearest to one."""
        return min(range(len(self.values)), key=lambda at: abs(self.values[at] - value))


def scales_of(plant: Assumptions) -> dict[str, Scale]:
    """Return a scale for each field of the assumptions, by its name."""
    lead, spread = plant.lead_median_days, plant.lead_spread_days
    step = _step(max(lead, spread))
    return {
        "lead_median_days": _days(lead, step, lead / 3, max(3 * lead, 10 * step)),
        "lead_spread_days": _days(spread, step, 0.0, max(3 * spread, 1.5 * lead, 10 * step)),
        "holding_per_day": _money(plant.holding_per_day, 0.01, 10.0),
        "shortage_per_day": _money(plant.shortage_per_day, 1.0, 10_000.0),
        "service_floor": _around(plant.service_floor, SERVICE, 0.0002),
    }


def _step(days: float) -> float:
    """Step of a slider over days: about a twentieth of the value."""
    fitting = [step for step in STEPS_DAYS if step <= days / 15]
    return fitting[-1] if fitting else STEPS_DAYS[0]


def _days(plant: float, step: float, least: float, most: float) -> Scale:
    """Steps of days between two ends."""
    grid = [step * n for n in range(math.ceil(least / step), int(most / step) + 1)]
    return _around(plant, grid, ASIDE * step)


def _money(plant: float, least: float, most: float) -> Scale:
    """A tenth to ten times the plant's money; where it has none, none up to a common value."""
    if plant > 0:
        least, most = plant / 10, plant * 10
    decades = (10.0**n for n in range(-4, 9))
    grid = [d * m for d in decades for m in DECADE if least <= d * m <= most]
    return _around(plant, grid, ASIDE * 0.2 * plant)


def _around(plant: float, grid: Iterable[float], aside: float) -> Scale:
    """Put the plant's value among round ones, in place of one that is almost the same."""
    rounded = (float(f"{value:.6g}") for value in grid)
    values = sorted({v for v in rounded if abs(v - plant) > aside} | {plant})
    return Scale(tuple(values), values.index(plant))
