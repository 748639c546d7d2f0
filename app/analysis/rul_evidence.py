"""What a remaining-life model is given to decide from."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SOURCE = "Barringer Weibull database, typical values as quoted in public notes"


@dataclass(frozen=True, slots=True)
class WeibullLife:
    """A Weibull life.

    Attributes
    ----------
    shape : float
        Above 1 the hazard grows with age.
    scale_days : float
        Age by which 63 % have failed.
    """

    shape: float
    scale_days: float
    source: str = SOURCE

    def survival(self, age_days: float, ahead_days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of lasting some more days after an age reached; same shape as `ahead_days`.

        >>> WeibullLife(1.0, 100.0).survival(50.0, np.array([100.0])).round(4).tolist()
        [0.3679]
        """
        reached = math.pow(age_days / self.scale_days, self.shape)
        return np.asarray(
            np.exp(reached - np.power((age_days + ahead_days) / self.scale_days, self.shape))
        )


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
    life : WeibullLife
        Prior life of such a component.
    """

    paths: tuple[LimitPath, ...]
    service_days: float
    life: WeibullLife
