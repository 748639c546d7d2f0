"""What the monitor believes of a component, as the reviews get it."""

from datetime import datetime

from app.core.distribution import DaysDistribution
from app.core.health import (
    Assessment,
    Diagnosis,
    FailureMode,
    Health,
    HealthState,
    RulEstimate,
    RulState,
)

ALARM = Health(HealthState.ALARM, 0.5, "peak", 30.0, 60.0, "m/s2", "limit of the point")


def believed(
    component_id: str,
    life: DaysDistribution,
    taken_at: datetime,
    state: RulState,
    mode: FailureMode,
) -> Assessment:
    """An assessment that says so many days of life from then on."""
    return Assessment(
        id=f"{component_id} {taken_at.isoformat()}",
        component_id=component_id,
        point_id="",
        taken_at=taken_at,
        health=ALARM,
        diagnosis=Diagnosis(mode, 0.9),
        rul=RulEstimate(state, life, "soak", "1", taken_at, 200, alert_precision=0.95),
    )
