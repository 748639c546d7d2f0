"""Supply-risk mode as plain rows: where it stands, what it touches, what waits for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.core.assets import Criticality
from app.core.money import Money
from app.core.risk_exit import ExitEvidence
from app.core.risk_levels import Levels
from app.core.supply_risk import RiskSettings, SupplyRisk
from app.core.vendor_score import OverdueShare
from app.replenishment.risk_levels import EditToDecide, edits_to_decide
from app.replenishment.supply_risk import leaving, preview, risk_in_force
from app.replenishment.vendors import overdue_share
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One part the mode touches: its levels without it, with it, and what that adds.

    `cover_*_days` are supplier working days that orders go ahead of a need, None where no
    supplier is named. `is_edited` says that a person gave it a level meanwhile, which is kept.
    """

    id: str
    part: str
    description: str
    criticality: Criticality
    before: Levels
    after: Levels
    cover_before_days: float | None
    cover_after_days: float | None
    extra_money: Money
    is_edited: bool = False

    @property
    def extra_pieces(self) -> int:
        """Pieces by which the levels rise."""
        return self.after.pieces - self.before.pieces


@dataclass(frozen=True, slots=True)
class RiskState:
    """Where the mode stands today.

    Attributes
    ----------
    risk : SupplyRisk or None
        The newest spell, None where it was never on.
    multipliers : tuple of (Criticality, float)
        What is in force today, raised classes only.
    evidence : ExitEvidence or None
        What speaks for leaving, while it is on.
    overdue : OverdueShare
        The plant's orders on their way: what speaks for switching it on.
    edits : tuple of EditToDecide
        Levels edited in a spell that was left.
    """

    risk: SupplyRisk | None
    multipliers: tuple[tuple[Criticality, float], ...]
    evidence: ExitEvidence | None
    overdue: OverdueShare
    edits: tuple[EditToDecide, ...]

    @property
    def is_on(self) -> bool:
        """Whether nobody has switched it off."""
        return self.risk is not None and self.risk.is_on

    @property
    def is_felt(self) -> bool:
        """Whether it raises anything today, on or fading."""
        return bool(self.multipliers)


def read_state(uow: UnitOfWork, today: date) -> RiskState:
    """Read where the mode stands on a plant-local day."""
    in_force = risk_in_force(uow, today)
    multipliers = ((c, in_force.multiplier_of(c)) for c in Criticality)
    return RiskState(
        risk=in_force.risk,
        multipliers=tuple((c, factor) for c, factor in multipliers if factor > 1.0),
        evidence=leaving(uow, today),
        overdue=overdue_share(uow, today),
        edits=tuple(edits_to_decide(uow)),
    )


def previewed_rows(
    uow: UnitOfWork, settings: RiskSettings, now: datetime, today: date
) -> list[RiskRow]:
    """List what switching on would touch; nothing is written."""
    return [
        RiskRow(
            id=touched.part.id,
            part=touched.part.number,
            description=touched.part.description,
            criticality=touched.criticality,
            before=touched.levels_before,
            after=touched.levels_after,
            cover_before_days=touched.cover_days_before,
            cover_after_days=touched.cover_days_after,
            extra_money=touched.extra_money,
        )
        for touched in preview(uow, settings, now, today).parts
    ]


def rows_in_force(uow: UnitOfWork, state: RiskState, now: datetime, today: date) -> list[RiskRow]:
    """List what the mode raises today; a level edited meanwhile stands as it was edited."""
    if state.risk is None or not state.is_felt:
        return []
    in_force = risk_in_force(uow, today)
    settings = replace(state.risk.settings, multiplier=dict(state.multipliers))
    rows = []
    for row in previewed_rows(uow, settings, now, today):
        part = uow.stock.part(row.id)
        after = in_force.levels_of(part, row.criticality)
        less = part.price * (after.pieces - row.after.pieces)
        held = in_force.held.get(part.id)
        rows.append(
            replace(
                row,
                after=after,
                extra_money=(row.extra_money + less).rounded(),
                is_edited=held is not None and held.is_edited(row.before),
            )
        )
    return rows


def added_up(rows: Sequence[RiskRow]) -> tuple[Money, ...]:
    """Add the money of rows up, each currency by itself."""
    sums: dict[str, Money] = {}
    for money in (row.extra_money for row in rows):
        known = sums.get(money.currency)
        sums[money.currency] = known + money if known else money
    return tuple(sums[currency] for currency in sorted(sums))
