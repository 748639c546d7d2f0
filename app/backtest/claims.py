"""What was predicted beside what became of it, as it was known on a day."""

from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np

from app.backtest.records import PastNeed, Predicted, Replaced
from app.core.distribution import DaysDistribution
from app.core.health import RulState
from app.core.trust import Evidence

DAYS_BETWEEN_CLAIMS = 7
"""Statements of one component closer than this say the same thing twice."""

CLAIMED_WEIGHT = 5.0
"""Alarms of the plant's own at which their record counts as much as the model's claim."""

SECONDS_PER_DAY = 86_400.0
ONE_SIGMA_DOWN, ONE_SIGMA_UP = 0.16, 0.84
LEAST_DAYS = 0.01
"""A median below it is no length of life that could be compared."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of remaining life: median, log standard deviation, when."""

    component_id: str
    taken_at: datetime
    median_days: float
    log_sd: float


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

    def said(self, record: Predicted) -> None:
        """Take in a statement; an alarm that has cleared tells nothing of a length of life."""
        life = record.rul.distribution
        if record.rul.state is RulState.NO_DEGRADATION:
            self._cleared += self.running.pop(record.component_id, None) is not None
        is_running = record.rul.state is RulState.DEGRADING
        claim = _claim(record, life) if is_running and life is not None else None
        if claim is None:
            return
        episode = self.running.get(record.component_id)
        if episode is None:
            self.running[record.component_id] = _Episode(
                record.component_id, [claim], claim, record.day
            )
            return
        episode.newest = claim
        age_days = (claim.taken_at - episode.claims[-1].taken_at).total_seconds() / SECONDS_PER_DAY
        if age_days >= DAYS_BETWEEN_CLAIMS:
            episode.claims.append(claim)

    def needed(self, need: PastNeed) -> None:
        """Close what was said of a component by its need; a failure tells the true length."""
        episode = self.running.pop(need.component_id, None)
        if not need.component_id:
            return
        self.notice_days.append(0.0 if episode is None else (need.day - episode.first_day).days)
        if episode is not None:
            self._come_true += 1
            self._close(episode, need.day, has_failed=need.is_failure)

    def replaced(self, record: Replaced) -> None:
        """Close what was said of a component that is new now."""
        episode = self.running.pop(record.component_id, None)
        if episode is not None:
            self._close(episode, record.day, has_failed=False)

    def evidence(self, family_of: dict[str, int]) -> Evidence:
        """Lay the claims out beside their ends; `family_of` numbers each component's family."""
        rows = [
            (family_of[episode.component_id], claim, episode)
            for episode in (*self.ended, *self.running.values())
            if episode.component_id in family_of
            for claim in episode.claims
            if claim is not episode.newest or episode.has_failed
        ]
        if not rows:
            return Evidence.none()
        return Evidence(
            family=np.array([family for family, _, _ in rows], dtype=np.int64),
            median_days=np.array([claim.median_days for _, claim, _ in rows]),
            log_sd=np.array([claim.log_sd for _, claim, _ in rows]),
            elapsed_days=np.array([_elapsed(claim, episode) for _, claim, episode in rows]),
            left_days=np.array([0.0 if e.has_failed else e.newest.median_days for _, _, e in rows]),
        )

    def _close(self, episode: _Episode, day: date, *, has_failed: bool) -> None:
        """End an episode; a failure is dated noon of its day."""
        zone = episode.newest.taken_at.tzinfo
        episode.ended_at = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
        episode.has_failed = has_failed
        self.ended.append(episode)


def _claim(record: Predicted, life: DaysDistribution) -> Claim | None:
    """Read median and spread; None where they lie beyond the horizon or at nothing."""
    low, median, high = (life.quantile(p) for p in (ONE_SIGMA_DOWN, 0.5, ONE_SIGMA_UP))
    if not LEAST_DAYS <= low <= median <= high < np.inf:
        return None
    log_sd = float(np.log(high / low)) / 2
    return Claim(record.component_id, record.taken_at, median, log_sd)


def _elapsed(claim: Claim, episode: _Episode) -> float:
    """Days from a claim to the failure, or to the newest statement where there was none."""
    failed_at = episode.ended_at if episode.has_failed else None
    end = failed_at or episode.newest.taken_at
    return max((end - claim.taken_at).total_seconds() / SECONDS_PER_DAY, LEAST_DAYS)
