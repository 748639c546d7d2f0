"""What a remaining-life model is given to decide from."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class LifeByAge(Protocol):
    """How long such components last, whatever is measured on them."""

    def survival(self, age_days: float, ahead_days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of lasting some more days after an age reached; shape of `ahead_days`."""
        ...

    def days_left(self, age_days: float) -> NDArray[np.float64]:
        """Days left at the kept levels, shape (103,)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LimitPath:
    """The course of one indicator towards its limit.

    Attributes
    ----------
    days : ndarray, shape (n,)
        Days of the measurements since the level left its baseline, oldest first.
    log_level : ndarray, shape (n,)
        Natural logarithm of the level.
    log_baseline, log_limit : float
        Logarithm of the quiet level and of the one that counts as failure.
    """

    days: NDArray[np.float64]
    log_level: NDArray[np.float64]
    log_baseline: float
    log_limit: float


@dataclass(frozen=True, slots=True)
class RulEvidence:
    """Everything a model may look at.

    Attributes
    ----------
    paths : tuple of LimitPath
        Empty unless a degradation was found.
    service_days : float
        Time the component has been in service, as far as it is known.
    life : LifeByAge
        Of such a component.
    """

    paths: tuple[LimitPath, ...]
    service_days: float
    life: LifeByAge
