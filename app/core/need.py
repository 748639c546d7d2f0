"""What a decision is taken for: one component that will want a part."""

from dataclasses import dataclass

from app.core.assets import Criticality
from app.core.component_life import LifeBasis
from app.core.distribution import DaysDistribution
from app.core.health import RulState
from app.core.policy import SitePolicy
from app.core.regime import RegimeChange
from app.core.track_record import CheckedClaim

FIXED_DATE = "fixed date"
"""Life state of work on a date, where another need has the words of `RulState`."""


@dataclass(frozen=True, slots=True)
class Need:
    """One component that will want a part.

    Attributes
    ----------
    life : DaysDistribution or None
        Remaining life from today; None where no distribution stands (no degradation, no data).
    life_state : str
        What kind of knowledge that is, in the words of `RulState`.
    quantity : int
        Pieces the job needs.
    foreign_fault : str
        A fault that no part cures, such as unbalance; then nothing is ordered for it.
    own_life : DaysDistribution or None
        The component's own life where `life` is that of the k-th piece wanted of a shared part.
    rank, shared_with : int
        That k, and how many other needs the part has.
    kit_parts : int
        Parts the job needs together.
    kit_share : float or None
        Of a kit, the probability this part must be in time with, from the cheapest split over all
        its parts (`app.core.kits.shares_of`); None for equal shares.
    checked : CheckedClaim or None
        The prediction behind the life beside the record of its kind, where there is one.
    alert_precision : float
        Share of such alerts that come true, 0 where there is none.
    by_age : LifeBasis or None
        What the life rests on where the age alone is planned on.
    regime : RegimeChange or None
        What changed of the machine, where that is why its path is not believed.
    """

    life: DaysDistribution | None
    life_state: str
    criticality: Criticality
    holding_per_day: float
    shortage_per_day: float
    job_days: float = 1.0
    quantity: int = 1
    minimum_order: int = 1
    foreign_fault: str = ""
    own_life: DaysDistribution | None = None
    rank: int = 1
    shared_with: int = 0
    kit_parts: int = 1
    kit_share: float | None = None
    checked: CheckedClaim | None = None
    alert_precision: float = 0.0
    by_age: LifeBasis | None = None
    regime: RegimeChange | None = None

    @property
    def knowledge(self) -> RulState:
        """What kind of knowledge of the machine its life is; a fixed date is none."""
        return RulState.NO_DATA if self.life_state == FIXED_DATE else RulState(self.life_state)

    def service_floor(self, policy: SitePolicy) -> float:
        """Probability of being in time its part must reach: of a kit of M parts its share.

        That is p^(1/M) where no cheaper split of p over the parts is known.

        Source: `jit-trigger.md` section 6.

        >>> need = Need(None, "no data", Criticality.B, 1.0, 1.0, kit_parts=2)
        >>> round(need.service_floor(SitePolicy()), 5)
        0.99499
        """
        if self.kit_share is not None:
            return self.kit_share
        return float(policy.service_floor[self.criticality] ** (1.0 / self.kit_parts))
