"""Remaining life from age alone: what such components last, before any sign of wear."""

from dataclasses import dataclass

from app.analysis.life.belief import as_days
from app.analysis.rul_evidence import RulEvidence
from app.core.distribution import DaysDistribution


@dataclass(frozen=True, slots=True)
class LifeAtAge:
    """Survival by age: the life of such components, given that the age reached was survived."""

    name: str = "Weibull life by age"
    version: str = "2"

    def predict(self, evidence: RulEvidence) -> DaysDistribution:
        """Return the days left after the time in service."""
        return as_days(evidence.life.days_left(max(evidence.service_days, 0.0)))
