"""Supply-risk mode: how strongly cover is raised, and how that fades once the risk has passed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.assets import Criticality
from app.core.errors import StepRefused
from app.core.policy import SitePolicy

MOST_MULTIPLIER = 10.0
MOST_HALF_LIFE_DAYS = 365.0
FADED = 1.01
"""A multiplier below it has faded: the mode is over, and everything is exactly as before."""


def risk_multiplier(raised_to: float, days_since_end: float, half_life_days: float) -> float:
    """Return what cover is multiplied with: 1 + (rho0 - 1) 2^(-days / half-life).

    A half-life of 0 ends it at once; before its end (0 days or less) it holds in full.

    >>> risk_multiplier(2.0, 14, 14), risk_multiplier(2.0, 1, 0), risk_multiplier(2.0, 0, 0)
    (1.5, 1.0, 2.0)
    """
    if days_since_end <= 0:
        return raised_to
    if half_life_days <= 0:
        return 1.0
    return float(1.0 + (raised_to - 1.0) * 2.0 ** (-days_since_end / half_life_days))


@dataclass(frozen=True, slots=True)
class RiskSettings:
    """What a person decides when switching the mode on.

    Attributes
    ----------
    reason : str
        Why supply is at risk (port strike, pandemic).
    review_on : date
        Plant-local day on which a person looks whether it still is.
    multiplier : mapping of Criticality to float
        rho0: what the spread of lead times and the stock levels of parts of that class are
        multiplied with, and what their tolerated 1 - beta is divided by. A class not named is
        left alone.
    half_life_days : float
        How fast the mode fades after its end; 0 is at once.

    Raises
    ------
    StepRefused
        If there is no reason, a multiplier is not 1 to 10, none is above 1, or the half-life is
        not 0 to 365 days.
    """

    reason: str
    review_on: date
    multiplier: Mapping[Criticality, float] = field(default_factory=lambda: {Criticality.A: 2.0})
    half_life_days: float = 14.0

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise StepRefused(
                "Supply-risk mode needs a reason.", "Say what puts supply at risk, then go on."
            )
        for criticality, factor in self.multiplier.items():
            if not 1.0 <= factor <= MOST_MULTIPLIER:
                raise StepRefused(
                    f"Class {criticality.value}: expected a multiplier from 1 to "
                    f"{MOST_MULTIPLIER:g}, found {factor:g}.",
                    "Correct it; 1 leaves the class alone.",
                )
        if max(self.multiplier.values(), default=1.0) <= 1.0:
            raise StepRefused(
                "No class has a multiplier above 1, so the mode would change nothing.",
                "Give the critical parts a multiplier, 2 for example.",
            )
        if not 0.0 <= self.half_life_days <= MOST_HALF_LIFE_DAYS:
            raise StepRefused(
                f"Expected a half-life from 0 to {MOST_HALF_LIFE_DAYS:g} days, found "
                f"{self.half_life_days:g}.",
                "Correct it; 0 ends the mode at once.",
            )

    def multiplier_of(self, criticality: Criticality | None) -> float:
        """Return rho0 of a class; parts no machine uses belong to none."""
        return 1.0 if criticality is None else self.multiplier.get(criticality, 1.0)


@dataclass(frozen=True, slots=True)
class SupplyRisk:
    """One spell of supply-risk mode, from switching on until it has faded.

    `started_on` and `ended_on` are plant-local days; `ended_on` is None while it is on.
    """

    id: str
    settings: RiskSettings
    started_on: date
    started_by: str
    ended_on: date | None = None
    ended_by: str = ""
    end_reason: str = ""

    @property
    def is_on(self) -> bool:
        """Whether nobody has switched it off."""
        return self.ended_on is None

    def multiplier_on(self, today: date, criticality: Criticality | None) -> float:
        """Return rho of a class on a plant-local day, 1 before the start and once it has faded.

        >>> strike = RiskSettings("port strike", date(2026, 4, 1), half_life_days=10)
        >>> spell = SupplyRisk("1", strike, date(2026, 3, 2), "eva", date(2026, 3, 20), "eva")
        >>> [spell.multiplier_on(date(2026, 3, day), Criticality.A) for day in (1, 2, 20, 30)]
        [1.0, 2.0, 2.0, 1.5]
        >>> spell.multiplier_on(date(2026, 3, 2), Criticality.B)
        1.0
        """
        raised_to = self.settings.multiplier_of(criticality)
        if today < self.started_on:
            return 1.0
        if self.ended_on is None:
            return raised_to
        days, half_life = (today - self.ended_on).days, self.settings.half_life_days
        if days >= 0 and half_life <= 0:
            return 1.0
        multiplier = risk_multiplier(raised_to, days, half_life)
        return multiplier if multiplier >= FADED else 1.0

    def is_felt(self, today: date) -> bool:
        """Whether any class is still raised on a plant-local day."""
        return any(self.multiplier_on(today, c) > 1.0 for c in self.settings.multiplier)

    def ended(self, today: date, by: str, reason: str) -> "SupplyRisk":
        """Return the spell as switched off.

        Raises
        ------
        StepRefused
            If it is off already, or no reason is given.
        """
        if not self.is_on:
            raise StepRefused("Supply-risk mode is off already.", "Nothing was changed.")
        if not reason.strip():
            raise StepRefused(
                "Leaving supply-risk mode needs a reason.", "Say what has changed, then leave it."
            )
        return replace(self, ended_on=today, ended_by=by, end_reason=reason)


def multiplier_of(risk: SupplyRisk | None, criticality: Criticality | None, today: date) -> float:
    """Return rho of a class on a day; 1 where the mode was never on."""
    return 1.0 if risk is None else risk.multiplier_on(today, criticality)


def policy_in_force(policy: SitePolicy, risk: SupplyRisk | None, today: date) -> SitePolicy:
    """Return the policy with each class's 1 - beta divided by its multiplier.

    Every rule that reads the service floor reads it from here.

    >>> strike = RiskSettings("port strike", date(2026, 4, 1), {Criticality.B: 2.0})
    >>> spell = SupplyRisk("1", strike, date(2026, 3, 2), "eva")
    >>> floors = policy_in_force(SitePolicy(), spell, date(2026, 3, 2)).service_floor
    >>> [round(floors[c], 4) for c in Criticality]
    [0.999, 0.995, 0.95]
    """
    if risk is None or not risk.is_felt(today):
        return policy
    floors = {
        criticality: 1.0 - (1.0 - floor) / risk.multiplier_on(today, criticality)
        for criticality, floor in policy.service_floor.items()
    }
    return replace(policy, service_floor=floors)
