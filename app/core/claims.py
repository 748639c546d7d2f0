"""What was predicted beside what became of it, as it was known on a day."""

from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
from scipy import special

from app.core.distribution import DaysDistribution
from app.core.health import RulState
from app.core.trust import Evidence, is_telling

DAYS_BETWEEN_CLAIMS = 7
"""Statements of one component closer than this say the same thing twice."""

CLAIMED_WEIGHT = 5.0
"""Alarms of the plant's own at which their record counts as much as the model's claim."""

CLAIM_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Quantiles that are kept of a claim: the ends of its 50, 80 and 90 % intervals, its median."""

SECONDS_PER_DAY = 86_400.0
ONE_SIGMA_DOWN, ONE_SIGMA_UP = 0.16, 0.84
LEAST_DAYS = 0.01
"""A median below it is no length of life that could be compared."""

WHOLE_DAY = 1.0
"""Work is planned in whole days: shorter lives and waits are not told apart."""

SPEAKING = frozenset({RulState.DEGRADING, RulState.DRIFTED})
"""States in which the measurements speak of a length of life, whether it is believed or not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of remaining life: median, log standard deviation, when.

    `kept_days` holds its quantiles at `CLAIM_LEVELS`; of claims older than they are kept none.
    """

    component_id: str
    taken_at: datetime
    median_days: float
    log_sd: float
    kept_days: tuple[float, ...] = ()

    @property
    def quantiles_days(self) -> tuple[float, ...]:
        """Quantiles at `CLAIM_LEVELS`: as kept, else of the lognormal with this median and spread.

        >>> from datetime import UTC
        >>> claim = Claim("bearing", datetime(2026, 3, 2, tzinfo=UTC), 40.0, 0.5)
        >>> [round(days, 1) for days in claim.quantiles_days]
        [17.6, 21.1, 28.5, 40.0, 56.0, 75.9, 91.0]
        """
        if self.kept_days:
            return self.kept_days
        spread = self.log_sd * special.ndtri(np.array(CLAIM_LEVELS))
        return tuple(float(days) for days in self.median_days * np.exp(spread))


@dataclass(slots=True)
class _Episode:
    """Statements of one component since it was new, and how they ended."""

    component_id: str
    claims: list[Claim]
    newest: Claim
    first_day: date
    ended_at: datetime | None = None
    has_failed: bool = False


@dataclass(slots=True)
class Claims:
    """Predictions grown day by day; only what had become known by then is told.

    Attributes
    ----------
    notice_days : list of float
        Days between the first statement and the need it foresaw, 0 for a need without one.
    """

    running: dict[str, _Episode] = field(default_factory=dict)
    ended: list[_Episode] = field(default_factory=list)
    notice_days: list[float] = field(default_factory=list)
    _come_true: int = 0
    _cleared: int = 0

    def precision(self, claimed: float) -> float:
        """Share of alarms that were followed by a need, beside the share their model claims.

        >>> Claims().precision(0.9)
        0.9
        """
        alarms = self._come_true + self._cleared
        return (claimed * CLAIMED_WEIGHT + self._come_true) / (CLAIMED_WEIGHT + alarms)

    def said(self, day: date, claim: Claim) -> None:
        """Take in what the measurements of a component say on a day."""
        episode = self.running.get(claim.component_id)
        if episode is None:
            self.running[claim.component_id] = _Episode(claim.component_id, [claim], claim, day)
            return
        episode.newest = claim
        age_days = days_between(episode.claims[-1].taken_at, claim.taken_at)
        if age_days >= DAYS_BETWEEN_CLAIMS:
            episode.claims.append(claim)

    def cleared(self, component_id: str) -> None:
        """Drop what was said of a component: an alarm that has cleared tells no length of life."""
        self._cleared += self.running.pop(component_id, None) is not None

    def needed(self, component_id: str, day: date, at: datetime | None = None) -> None:
        """Close what was said of a component by its need on a day.

        Parameters
        ----------
        at : datetime, optional
            When it failed, which tells the true length; None where it was wanted unfailed.
        """
        episode = self.running.pop(component_id, None)
        self.notice_days.append(0.0 if episode is None else (day - episode.first_day).days)
        if episode is not None:
            self._come_true += 1
            episode.ended_at, episode.has_failed = at, at is not None
            self.ended.append(episode)

    def replaced(self, component_id: str) -> None:
        """Close what was said of a component that is new now."""
        episode = self.running.pop(component_id, None)
        if episode is not None:
            self.ended.append(episode)

    def evidence(self, family_of: dict[str, int]) -> Evidence:
        """Lay the claims out beside their ends; `family_of` numbers each component's family."""
        return _laid_out(
            [row for row in self._rows() if row[1].component_id in family_of], family_of
        )

    def outcomes(self) -> int:
        """Count the items of whose claims enough is known by now to check one."""
        rows = self._rows()
        evidence = _laid_out(rows, dict.fromkeys((e.component_id for _, e in rows), 0))
        checked = is_telling(evidence)
        return len({id(episode) for (_, episode), told in zip(rows, checked, strict=True) if told})

    def _rows(self) -> list[tuple[Claim, _Episode]]:
        """List the claims that can be compared with something said or seen later."""
        return [
            (claim, episode)
            for episode in (*self.ended, *self.running.values())
            for claim in episode.claims
            if claim.taken_at < _end_of(episode)
        ]


def claim_of(component_id: str, taken_at: datetime, life: DaysDistribution | None) -> Claim | None:
    """Read median and spread; None where they lie beyond the horizon or at nothing.

    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> life = DaysDistribution.from_quantiles({0.16: 20.0, 0.5: 30.0, 0.84: 45.0})
    >>> round(claim_of("bearing", at, life).log_sd, 3)
    0.405
    """
    if life is None:
        return None
    low, median, high = (life.quantile(p) for p in (ONE_SIGMA_DOWN, 0.5, ONE_SIGMA_UP))
    if not LEAST_DAYS <= low <= median <= high < np.inf:
        return None
    kept = tuple(life.quantile(p) for p in CLAIM_LEVELS)
    return Claim(component_id, taken_at, median, float(np.log(high / low)) / 2, kept)


def _laid_out(rows: list[tuple[Claim, _Episode]], family_of: dict[str, int]) -> Evidence:
    """Lay claims out as columns."""
    if not rows:
        return Evidence.none()
    left = [0.0 if e.has_failed else max(e.newest.median_days, WHOLE_DAY) for _, e in rows]
    return Evidence(
        family=np.array([family_of[claim.component_id] for claim, _ in rows], dtype=np.int64),
        median_days=np.array([max(claim.median_days, WHOLE_DAY) for claim, _ in rows]),
        log_sd=np.array([claim.log_sd for claim, _ in rows]),
        elapsed_days=np.array([_elapsed(claim, episode) for claim, episode in rows]),
        left_days=np.array(left),
    )


def _end_of(episode: _Episode) -> datetime:
    """When the item failed, or when it was last looked at where it did not."""
    return episode.ended_at or episode.newest.taken_at


def _elapsed(claim: Claim, episode: _Episode) -> float:
    """Days from a claim to the failure, or to the newest statement where there was none."""
    return max(days_between(claim.taken_at, _end_of(episode)), WHOLE_DAY)


def days_between(first: datetime, last: datetime) -> float:
    """Days from one instant to a later one."""
    return (last - first).total_seconds() / SECONDS_PER_DAY
