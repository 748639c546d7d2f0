"""How the parts of a scenario are bought: the same trade that the daily review reads from books."""

from dataclasses import dataclass, field

from app.core.assets import Criticality
from app.core.lead_time import Supplier
from app.core.part_pool import PartPool, RankedNeed
from app.core.risk_in_force import RiskInForce
from app.core.supply import Supply
from app.core.vendor_choice import VendorOption
from app.exchange.scenario import Scenario
from app.exchange.scenario_parts import ScenarioPart
from app.replenishment.alternate_offers import Alternates
from app.replenishment.buying import compared_vendors, taken_vendor
from app.replenishment.need import Trade


@dataclass(frozen=True, slots=True)
class Market:
    """The vendors of a scenario, each laid out once for each class of part.

    Attributes
    ----------
    classes : dict
        Worst class of the components that use each part, in their own right or in a kit.
    """

    scenario: Scenario
    in_force: RiskInForce
    classes: dict[str, Criticality]
    _laid_out: dict[tuple[str, Criticality], Supply] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario) -> "Market":
        """Open the market on the scenario's day."""
        in_force = RiskInForce(scenario.supply_risk, scenario.policy, {}, scenario.today)
        classes: dict[str, Criticality] = {}
        for component in scenario.components:
            own = component.criticality
            for number in (component.part, *(item.part_id for item in component.kit)):
                classes[number] = min(classes.get(number, own), own, key=lambda c: c.value)
        return cls(scenario, in_force, classes)

    def class_of(self, number: str) -> Criticality:
        """Return a part's class; C where no component uses it."""
        return self.classes.get(number, Criticality.C)

    def vendor(self, name: str) -> Supplier:
        """Return one vendor."""
        return self.scenario.vendors[name]

    def supply(self, vendor: str, number: str) -> Supply:
        """Lay a vendor out for a part from the scenario's day, as supply risk widens it."""
        key = vendor, self.class_of(number)
        if key not in self._laid_out:
            self._laid_out[key] = self.in_force.supply_of(self.vendor(vendor), key[1])
        return self._laid_out[key]

    def trade(self, part: ScenarioPart) -> Trade:
        """Read how a part is bought from its preferred vendor."""
        return Trade(
            part=part.part,
            supplier=self.vendor(part.vendor),
            offer=part.offers[0],
            criticality=self.class_of(part.number),
            in_force=self.in_force,
            supply=self.supply(part.vendor, part.number),
        )

    def compared(
        self, part: ScenarioPart, pool: PartPool, ranked: tuple[RankedNeed, ...]
    ) -> tuple[VendorOption, ...]:
        """Compare the vendors of a part for the first need that lacks pieces."""
        return compared_vendors(self.trade(part), part.offers, self.vendor, pool, ranked)

    def alternates(self, part: ScenarioPart) -> Alternates:
        """List what may be bought instead of a part, in the site's currency."""
        group = [self.scenario.parts[number] for number in sorted(part.part.alternates)]
        currency = self.scenario.policy.currency
        return tuple(
            (one.part, offer)
            for one in group
            for offer in one.offers
            if offer.price.currency == currency
        )

    def taken(self, part: ScenarioPart, vendors: tuple[VendorOption, ...]) -> Trade:
        """Buy a part from the vendor that came first."""
        return taken_vendor(self.trade(part), self.vendor, vendors)
