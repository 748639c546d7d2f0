"""Remaining life from age alone: what is known of such components before data speaks."""

import math
from dataclasses import dataclass

import numpy as np

from app.analysis.rul_evidence import RulEvidence, WeibullLife
from app.core.assets import AssetClass, Component
from app.core.distribution import LEVELS, DaysDistribution

HOURS_PER_DAY = 24.0

BALL_BEARING = WeibullLife(1.3, 40_000 / HOURS_PER_DAY)
LIFE_OF_CLASS = {
    AssetClass.PUMP: WeibullLife(1.2, 35_000 / HOURS_PER_DAY),
    AssetClass.MOTOR: WeibullLife(1.2, 100_000 / HOURS_PER_DAY),
    AssetClass.FAN: BALL_BEARING,  # no entry of its own: its bearings decide
    AssetClass.COMPRESSOR: WeibullLife(1.9, 60_000 / HOURS_PER_DAY),
    AssetClass.CONVEYOR: WeibullLife(1.2, 30_000 / HOURS_PER_DAY),  # drive belts
    AssetClass.GEARBOX: WeibullLife(2.0, 75_000 / HOURS_PER_DAY),  # gears
}
"""Life of a component that is no rolling bearing, by the class of its machine."""


def prior_life(component: Component, asset_class: AssetClass) -> WeibullLife:
    """Return the prior of a component: a rolling bearing's, or its machine class's."""
    return BALL_BEARING if component.bearing is not None else LIFE_OF_CLASS[asset_class]


@dataclass(frozen=True, slots=True)
class WeibullAge:
    """Age-based model: the Weibull prior, given that the age reached was survived."""

    name: str = "Weibull prior by age"
    version: str = "1"

    def predict(self, evidence: RulEvidence) -> DaysDistribution:
        """Return the days left after the time in service.

        T = scale ((age/scale)^shape - ln(1 - p))^(1/shape) - age, from S(age + T) = (1-p) S(age).

        Examples
        --------
        >>> fresh = RulEvidence((), 0.0, WeibullLife(1.3, 1000.0))
        >>> aged = RulEvidence((), 500.0, WeibullLife(1.3, 1000.0))
        >>> [round(WeibullAge().predict(e).quantile(0.5)) for e in (fresh, aged)]
        [754, 576]
        """
        life, age_days = evidence.life, max(evidence.service_days, 0.0)
        used = math.pow(age_days / life.scale_days, life.shape)
        failed_at = life.scale_days * np.power(used - np.log1p(-LEVELS), 1 / life.shape)
        return DaysDistribution(np.maximum.accumulate(np.maximum(failed_at - age_days, 0.0)))
