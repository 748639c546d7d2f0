"""What a health gauge shows, as plain values: level, limits with their source, trend."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.core.health import HealthState
from app.ui.scale import step_at_least

TREND_DAYS = 7.0
"""The trend is the slope over so many last days."""
STEADY_SHARE = 0.01
"""Below this share of the gauge a day the level is called steady."""
RISING_DEG, STEEP_DEG, SOON_DAYS = 30.0, 60.0, 30.0
"""An arrow leans a little, or much when the end of the gauge is less than a month away."""


@dataclass(frozen=True, slots=True)
class GaugeLimit:
    """A level from which a state begins, and who says so; below it where `is_low`."""

    value: float
    state: HealthState
    source: str
    is_low: bool = False

    def is_passed_by(self, value: float) -> bool:
        """Whether a value lies beyond it."""
        return value < self.value if self.is_low else value > self.value


@dataclass(frozen=True, slots=True, eq=False)
class GaugeReading:
    """One quantity of one point.

    Attributes
    ----------
    value : float or None
        Newest good value; None shows a dash and the note.
    normal : tuple of float or None
        Ends of the band the machine's own baseline lies in.
    days, levels : ndarray, shape (n,)
        The last 30 days: days from now (not above 0) and the value then.
    note : str
        Why the value is missing or old ("stale since 12:03:11").
    """

    title: str
    unit: str
    value: float | None
    state: HealthState = HealthState.NORMAL
    limits: tuple[GaugeLimit, ...] = ()
    normal: tuple[float, float] | None = None
    days: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    levels: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    note: str = ""

    @property
    def top(self) -> float:
        """Upper end of the gauge: a 1-2-5 step above everything shown."""
        shown = [limit.value for limit in self.limits]
        shown += [self.value or 0.0, *(self.normal or ())]
        if self.levels.size:
            shown.append(float(self.levels.max()))
        return step_at_least(max(shown) * 1.08)

    @property
    def trend_per_day(self) -> float | None:
        """Slope of the last days in units a day; None with too few measurements."""
        return slope_per_day(self.days, self.levels)

    @property
    def lean_deg(self) -> float:
        """How far the trend's arrow leans, 0 when steady."""
        trend, value = self.trend_per_day, self.value
        if self.is_steady or trend is None or value is None:
            return 0.0
        return _lean(trend, self.top - value if trend > 0 else value)

    @property
    def is_steady(self) -> bool:
        """Whether the level moves too little to point an arrow."""
        trend = self.trend_per_day
        return trend is None or abs(trend) < STEADY_SHARE * self.top


def _lean(trend: float, way: float) -> float:
    """Degrees an arrow leans: steep when the rest of the way takes less than a month."""
    steepness = STEEP_DEG if way < SOON_DAYS * abs(trend) else RISING_DEG
    return steepness if trend > 0 else -steepness


def slope_per_day(
    days: NDArray[np.float64], levels: NDArray[np.float64], over_days: float = TREND_DAYS
) -> float | None:
    """Least-squares slope over the last days, None with fewer than three values or one day.

    >>> import numpy
    >>> slope_per_day(numpy.array([-2.0, -1.0, 0.0]), numpy.array([1.0, 1.5, 2.0]))
    0.5
    """
    recent = days >= -over_days
    x, y = days[recent], levels[recent]
    if x.size < 3 or float(x[-1] - x[0]) < 0.5:
        return None
    x = x - x.mean()
    return round(float((x @ y) / (x @ x)), 9)


def without_value(reading: GaugeReading, note: str) -> GaugeReading:
    """Take the number away and say why: an old value must not look like a good one."""
    return replace(reading, value=None, state=HealthState.NO_DATA, note=note)
