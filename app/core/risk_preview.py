"""What supply-risk mode would do to one part: pieces, money, days of cover."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.core.assets import Criticality
from app.core.distribution import LEVELS
from app.core.lead_time import Supplier, lead_time_of, widened
from app.core.money import Money
from app.core.policy import SitePolicy
from app.core.risk_levels import Levels, levels_of, raised_level
from app.core.stock import Part
from app.core.supply_risk import RiskSettings

DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class PartAtRisk:
    """A part the mode would touch.

    Attributes
    ----------
    levels_before, levels_after : Levels
        Safety and buffer stock.
    cover_days_before, cover_days_after : float or None
        Supplier working days that orders go ahead of a need: the quantile of the lead time at
        the service floor. None where no supplier is named.
    issues_per_year : float
        Pieces used in the last year.
    extra_level_money : Money
        What the raised levels add to the shelf.
    extra_cover_money : Money
        What pieces ordered earlier add to it on average, by the year's use.
    """

    part: Part
    criticality: Criticality
    levels_before: Levels
    levels_after: Levels
    cover_days_before: float | None
    cover_days_after: float | None
    issues_per_year: float
    extra_level_money: Money
    extra_cover_money: Money

    @property
    def extra_pieces(self) -> int:
        """Pieces by which the levels rise."""
        return self.levels_after.pieces - self.levels_before.pieces

    @property
    def extra_money(self) -> Money:
        """Stock added in all, on average."""
        return self.extra_level_money + self.extra_cover_money


def part_at_risk(
    part: Part,
    criticality: Criticality,
    supplier: Supplier | None,
    settings: RiskSettings,
    policy: SitePolicy,
    issues_per_year: float,
    today: date,
) -> PartAtRisk:
    """Say what the mode would change for a part of a raised class.

    Pieces that come d days earlier lie d days longer on the shelf: use per day x d pieces more on
    average (Little's law).
    """
    factor, before = settings.multiplier_of(criticality), levels_of(part)
    after = Levels(
        raised_level(before.safety_stock, factor), raised_level(before.buffer_stock, factor)
    )
    cover_before, cover_after, earlier_days = None, None, 0.0
    if supplier is not None:
        cover_before = _cover_days(supplier, policy, criticality, 1.0)
        cover_after = _cover_days(supplier, policy, criticality, factor)
        open_share = float(supplier.calendar.open_days(today, DAYS_PER_YEAR).mean())
        earlier_days = (cover_after - cover_before) / max(open_share, 1.0 / DAYS_PER_YEAR)
    longer_kept = Decimal(f"{issues_per_year * earlier_days / DAYS_PER_YEAR:.6f}")
    return PartAtRisk(
        part=part,
        criticality=criticality,
        levels_before=before,
        levels_after=after,
        cover_days_before=cover_before,
        cover_days_after=cover_after,
        issues_per_year=issues_per_year,
        extra_level_money=(part.price * (after.pieces - before.pieces)).rounded(),
        extra_cover_money=(part.price * longer_kept).rounded(),
    )


def _cover_days(
    supplier: Supplier, policy: SitePolicy, criticality: Criticality, factor: float
) -> float:
    """Quantile of the lead time at the class's floor, both as the mode has them."""
    floor = 1.0 - (1.0 - policy.service_floor[criticality]) / factor
    lead = widened(lead_time_of(supplier, policy.lead_prior), factor)
    return lead.distribution.quantile(min(floor, float(LEVELS[-1])))
