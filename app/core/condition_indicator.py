"""A condition indicator: one number that says how a machine is, and on which scale it is judged."""

import math
from dataclasses import dataclass
from enum import Enum


class Badness(Enum):
    """In which direction a quantity is a bad sign."""

    HIGH = "high"
    LOW = "low"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ConditionIndicator:
    """One indicator and its level: a scale on which up is bad and noise is about even.

    Attributes
    ----------
    least_change : float
        Smallest rise of the level that matters, whatever the noise.
    hysteresis : float
        How far the level falls below a limit before the limit counts as left.
    is_logarithmic : bool
        Whether the level is the natural logarithm of the value plus `offset`.
    is_bad_low : bool
        Whether a fall of the value is the bad sign; its level is turned round.
    """

    name: str
    unit: str
    least_change: float
    hysteresis: float
    is_logarithmic: bool = True
    is_bad_low: bool = False
    offset: float = 0.0

    def level(self, value: float) -> float:
        """Level of a value; NaN where it has none.

        >>> round(ConditionIndicator("peak", "m/s2", 0.47, 0.1).level(10.0), 4)
        2.3026
        >>> flow = ConditionIndicator("flow", "m3/h", 5.0, 1.0, False, is_bad_low=True)
        >>> flow.level(80.0)
        -80.0
        """
        if self.is_logarithmic:
            shifted = value + self.offset
            up = math.log(shifted) if 0 < shifted < math.inf else math.nan
        else:
            up = value if math.isfinite(value) else math.nan
        return -up if self.is_bad_low else up

    def value(self, level: float) -> float:
        """Value at a level, the other way round."""
        up = -level if self.is_bad_low else level
        return math.exp(up) - self.offset if self.is_logarithmic else up
