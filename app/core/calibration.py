"""How often what came lay inside the intervals that were claimed.

An item that failed tells on which day it did. One replaced before tells it through its last
prediction, which knew more (as in `app.core.trust`): its end is a distribution, and it lies inside
an interval with a probability. Claims of which too little is known by now are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import special

from app.core.alarms import Alarm, Ending
from app.core.claims import CLAIM_LEVELS, Claim, days_between
from app.core.shares import Share
from app.core.trust import MOST_LEFT, SMALLEST_SD

HORIZONS_DAYS = (0.0, 14.0, 45.0, np.inf)
"""Claims are looked at apart by the median they gave: up to two weeks, to 45 days, beyond."""

INTERVALS = {0.5: (0.25, 0.75), 0.8: (0.1, 0.9), 0.9: (0.05, 0.95)}
"""Levels between which each central interval lies."""


@dataclass(frozen=True, slots=True, eq=False)
class CheckedEnd:
    """One claim beside what is known of its end.

    Attributes
    ----------
    reached : ndarray, shape (7,)
        Probability that the end came by each quantile claimed (`CLAIM_LEVELS`): 0 or 1 of an item
        that failed.
    log_ratio : float
        ln(claimed median / length).
    """

    alarm: Alarm
    claim: Claim
    reached: NDArray[np.float64]
    log_ratio: float

    @property
    def log_error(self) -> float:
        """How far the claim was off, in its own standard deviations."""
        return self.log_ratio / max(self.claim.log_sd, SMALLEST_SD)

    @property
    def has_failed(self) -> bool:
        """Whether its end is known to the day."""
        return self.alarm.failed_at is not None

    def inside(self, level: float) -> float:
        """Probability that the end lay inside a central interval."""
        low, high = (CLAIM_LEVELS.index(p) for p in INTERVALS[level])
        return float(self.reached[high] - self.reached[low])


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often the ends came by the quantiles claimed, and inside the intervals.

    Attributes
    ----------
    items, replaced : int
        Items looked at, one claim each, and how many of them were replaced before they failed.
    by_level : dict of Share
        Ends that came by the quantile of each level: calibrated where the share is the level.
    inside : dict of Share
        Ends inside the central intervals of 50, 80 and 90 %.
    """

    items: int
    replaced: int
    by_level: dict[float, Share]
    inside: dict[float, Share]


def checked_ends(alarms: Iterable[Alarm], bias: float = 1.0) -> list[CheckedEnd]:
    """Put every claim beside what is known of its end; `bias` corrects the last predictions.

    Examples
    --------
    An item claimed to last 40 days that failed after 20:

    >>> from datetime import UTC, datetime, timedelta
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> end = at + timedelta(days=20)
    >>> item = Alarm("pump", ("path", "1"), at, (Claim("pump", at, 40.0, 0.5),),
    ...     Ending.CAME_TRUE, end, end)
    >>> (found,) = checked_ends([item])
    >>> found.reached.tolist(), [found.inside(p) for p in (0.5, 0.8, 0.9)]
    ([0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 1.0])
    """
    found = []
    for alarm in alarms:
        if alarm.ending is Ending.CAME_TRUE:
            found += [end for c in alarm.claims if (end := _checked(alarm, c, bias)) is not None]
    return found


def calibration_of(ends: Sequence[CheckedEnd]) -> Calibration:
    """Count one claim an item, the first of those given, so that items are independent."""
    first: dict[int, CheckedEnd] = {}
    for end in ends:
        first.setdefault(id(end.alarm), end)
    items, n = list(first.values()), len(first)
    reached = np.array([end.reached for end in items]).reshape(-1, len(CLAIM_LEVELS)).sum(axis=0)
    return Calibration(
        items=n,
        replaced=sum(not end.has_failed for end in items),
        by_level={p: Share(float(c), n) for p, c in zip(CLAIM_LEVELS, reached, strict=True)},
        inside={p: Share(sum(end.inside(p) for end in items), n) for p in INTERVALS},
    )


def by_horizon(ends: Sequence[CheckedEnd]) -> list[tuple[float, float, Calibration]]:
    """Count apart by the median that was claimed: (from, to, calibration)."""
    return [
        (low, high, calibration_of([e for e in ends if low < e.claim.median_days <= high]))
        for low, high in pairwise(HORIZONS_DAYS)
    ]


def bias_of(ends: Sequence[CheckedEnd]) -> float | None:
    """Return the factor by which claims were too long: one claim an item, None without any."""
    first: dict[int, float] = {}
    for end in ends:
        first.setdefault(id(end.alarm), end.log_ratio)
    return float(np.exp(np.mean(list(first.values())))) if first else None


def item_errors(ends: Sequence[CheckedEnd]) -> list[float]:
    """Return the mean error of each item in claimed standard deviations, as the items ended."""
    by_item: dict[int, list[CheckedEnd]] = {}
    for end in ends:
        by_item.setdefault(id(end.alarm), []).append(end)
    items = sorted(by_item.values(), key=lambda item: _end_of(item[0].alarm))
    return [float(np.mean([end.log_error for end in item])) for item in items]


def _end_of(alarm: Alarm) -> datetime:
    """When an alarm was over, or when it began where it is not."""
    return alarm.ended_at or alarm.began_at


def _checked(alarm: Alarm, claim: Claim, bias: float) -> CheckedEnd | None:
    """Check one claim; None where too little is known of its end."""
    last = alarm.claims[-1]
    until = alarm.failed_at or last.taken_at
    elapsed = days_between(claim.taken_at, until)
    left = 0.0 if alarm.failed_at is not None else last.median_days / bias
    whole = elapsed + left
    if elapsed <= 0 or left > MOST_LEFT * whole or claim.median_days <= 0:
        return None
    quantiles = np.array(claim.quantiles_days)
    ahead = quantiles - elapsed
    if alarm.failed_at is not None:
        reached = (ahead >= 0).astype(np.float64)
    else:
        with np.errstate(divide="ignore"):
            z = np.log(np.maximum(ahead, 0.0) / left) / max(last.log_sd, SMALLEST_SD)
        reached = np.asarray(special.ndtr(z))
    return CheckedEnd(alarm, claim, reached, float(np.log(claim.median_days / whole)))
