"""What a scenario's machine can do when its part is late: slower running, a crew that waits."""

from dataclasses import dataclass

from app.core.late_need import Derating, StagedCrew
from app.exchange.fields import Fields, refused


@dataclass(frozen=True, slots=True)
class LateFigures:
    """Figures of one machine's ways out, None where the scenario states none.

    `repair_days` is how long it stands after a failure; None means as long as for the planned job.
    """

    repair_days: float | None = None
    derating: Derating | None = None
    crew: StagedCrew | None = None


def read_late_figures(fields: Fields, currency: str) -> LateFigures:
    """Read the figures of an asset; those that belong together come together."""
    derating = crew = None
    if _both(fields, "derated_life_factor", "derated_output_lost"):
        derating = Derating(
            fields.number("derated_life_factor", least=1, most=100),
            fields.number("derated_output_lost", least=0, most=1),
        )
    if _both(fields, "staged_repair_days", "standby_cost_per_day"):
        crew = StagedCrew(
            fields.number("staged_repair_days", least=0, most=365),
            float(fields.money("standby_cost_per_day", currency).amount),
        )
    stated = fields.has("repair_days")
    repair_days = fields.number("repair_days", least=0, most=365) if stated else None
    return LateFigures(repair_days, derating, crew)


def _both(fields: Fields, one: str, other: str) -> bool:
    """Whether both of two figures are stated; one alone is refused."""
    if fields.has(one) != fields.has(other):
        missing = other if fields.has(one) else one
        raise refused(f"{fields.place}.{missing}", f"a figure beside {one} or {other}", None)
    return fields.has(one)
