"""Supply risk as every review, plan and page sees it on one day: policy, lead times, levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.assets import Criticality
from app.core.lead_time import Supplier
from app.core.policy import SitePolicy
from app.core.risk_levels import HeldLevels, Levels, levels_in_force, levels_of
from app.core.stock import Part
from app.core.supply import Supply, supply_of
from app.core.supply_risk import SupplyRisk, multiplier_of


@dataclass(frozen=True, slots=True)
class RiskInForce:
    """What is planned with on a plant-local day.

    Attributes
    ----------
    risk : SupplyRisk or None
        The newest spell of the mode; None where it was never on.
    policy : SitePolicy
        The site's, with the service floors tightened by the mode.
    held : mapping of part id to HeldLevels
        Levels as they stood when the spell began.
    """

    risk: SupplyRisk | None
    policy: SitePolicy
    held: Mapping[str, HeldLevels]
    today: date

    @property
    def is_felt(self) -> bool:
        """Whether the mode raises anything today."""
        return self.risk is not None and self.risk.is_felt(self.today)

    def multiplier_of(self, criticality: Criticality | None) -> float:
        """Return rho of a class today."""
        return multiplier_of(self.risk, criticality, self.today)

    def supply_of(
        self,
        supplier: Supplier,
        criticality: Criticality | None,
        approval_waits: Sequence[float] = (),
    ) -> Supply:
        """Lay a supplier out for a part of a class, its lead time widened by the mode."""
        return supply_of(
            supplier,
            self.policy,
            self.today,
            lead_multiplier=self.multiplier_of(criticality),
            approval_waits=approval_waits,
        )

    def levels_of(self, part: Part, criticality: Criticality | None) -> Levels:
        """Return the safety and buffer stock to plan a part with."""
        held = self.held.get(part.id)
        return levels_in_force(levels_of(part), held, self.multiplier_of(criticality))

    def part_of(self, part: Part, criticality: Criticality | None) -> Part:
        """Return the part with the levels to plan with."""
        levels = self.levels_of(part, criticality)
        if levels == levels_of(part):
            return part
        return replace(part, safety_stock=levels.safety_stock, buffer_stock=levels.buffer_stock)
