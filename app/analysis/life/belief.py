"""What is believed of a life: many Weibulls, each as likely as its weight says."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gamma

from app.analysis.life.level import log_sum
from app.core.distribution import LEVELS, DaysDistribution

STEPS = 321
"""Ages at which a survival curve is laid out; between them the hazard follows a power of time."""
EARLIEST, LATEST = 1e-4, 1e3
"""First and last of these ages, as shares of the median scale."""


@dataclass(frozen=True, slots=True, eq=False)
class LifeBelief:
    """Weighted Weibull lives in running hours.

    Attributes
    ----------
    shape, scale_hours : ndarray, shape (m,)
    log_weight : ndarray, shape (m,)
        Natural logarithm of the weights, which sum to 1.
    """

    shape: NDArray[np.float64]
    scale_hours: NDArray[np.float64]
    log_weight: NDArray[np.float64]

    def __post_init__(self) -> None:
        for array in (self.shape, self.scale_hours, self.log_weight):
            array.setflags(write=False)

    def survival(self, age_hours: float, ahead_hours: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of lasting some more hours after an age reached; shape of `ahead_hours`.

        To have reached the age speaks for the long lives among them.

        >>> one = LifeBelief(np.array([1.0]), np.array([100.0]), np.array([0.0]))
        >>> one.survival(50.0, np.array([100.0])).round(4).tolist()
        [0.3679]
        """
        reached = self._log_alive(np.array([age_hours]))[0]
        alive = self._log_alive(age_hours + np.ravel(ahead_hours))
        return np.asarray(np.exp(np.minimum(alive - reached, 0.0))).reshape(np.shape(ahead_hours))

    def hours_left(self, age_hours: float, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the hours within which a share has failed, given the age; shape of `levels`.

        >>> one = LifeBelief(np.array([1.3]), np.array([1000.0]), np.array([0.0]))
        >>> one.hours_left(0.0, np.array([0.5])).round().tolist()
        [754.0]
        """
        typical = float(np.median(self.scale_hours))
        ahead = typical * np.geomspace(EARLIEST, LATEST, STEPS)
        reached = self._log_alive(np.array([age_hours]))[0]
        hazard = np.maximum(reached - self._log_alive(age_hours + ahead), 1e-300)
        log_hazard = np.maximum.accumulate(np.log(hazard))
        grows = np.concatenate(([True], np.diff(log_hazard) > 0))
        wanted = np.log(-np.log1p(-levels))
        return np.asarray(np.exp(_line(wanted, log_hazard[grows], np.log(ahead)[grows])))

    def mean_hours(self) -> float:
        """Return the mean life of a new item, in running hours."""
        means = self.scale_hours * gamma(1.0 + 1.0 / self.shape)
        return float(np.exp(self.log_weight) @ means)

    def _log_alive(self, hours: NDArray[np.float64]) -> NDArray[np.float64]:
        """Natural logarithm of the share alive at each age, shape (n,)."""
        used = np.power(np.maximum(hours, 0.0)[:, None] / self.scale_hours, self.shape)
        return log_sum(self.log_weight - used, axis=1)


def as_days(quantiles: NDArray[np.float64]) -> DaysDistribution:
    """Make a distribution of quantiles at the kept levels."""
    return DaysDistribution(np.maximum.accumulate(np.maximum(quantiles, 0.0)))


def of_one(shape: float, scale_hours: float) -> LifeBelief:
    """Return the belief in one Weibull for sure."""
    return LifeBelief(np.array([shape]), np.array([scale_hours]), np.zeros(1))


def quantiles_left(belief: LifeBelief, age_hours: float) -> NDArray[np.float64]:
    """Return the hours left at the kept levels, shape (103,)."""
    return belief.hours_left(age_hours, LEVELS)


def _line(
    wanted: NDArray[np.float64], at: NDArray[np.float64], value: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Read a line through points, going straight on beyond its ends."""
    inside = np.interp(wanted, at, value)
    first = value[0] + (wanted - at[0]) * (value[1] - value[0]) / (at[1] - at[0])
    last = value[-1] + (wanted - at[-1]) * (value[-1] - value[-2]) / (at[-1] - at[-2])
    return np.asarray(np.where(wanted < at[0], first, np.where(wanted > at[-1], last, inside)))
