"""A number of days we are not sure of: one, or a whole fleet as an array."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEVELS: NDArray[np.float64] = np.array(
    [0.001, 0.005, *(i / 100 for i in range(1, 100)), 0.995, 0.999]
)
LEVELS.setflags(write=False)
"""Probability levels at which quantiles are kept (architecture section 5)."""


@dataclass(frozen=True, slots=True, eq=False)
class DaysDistribution:
    """Quantiles of a number of days at the fixed `LEVELS`.

    Between two levels probability grows linearly with days; below the lowest it is a straight
    line to (day 0, probability 0); beyond the highest level the rest of the probability is kept
    as "later than the last quantile". An infinite quantile means "not within the horizon". Two are
    the same where all their quantiles are.

    Attributes
    ----------
    days : ndarray, shape (..., 103)
        Days, not falling along the last axis. One distribution is a fleet of one, shape (103,).

    Raises
    ------
    ValueError
        If the last axis is not 103 long, or a quantile is negative, NaN or below its neighbour.

    Examples
    --------
    >>> DaysDistribution.certain(18.0).quantile(0.5)
    18.0
    """

    days: NDArray[np.float64]

    def __post_init__(self) -> None:
        if self.days.shape[-1:] != LEVELS.shape:
            raise ValueError(f"expected {LEVELS.size} quantiles, got shape {self.days.shape}")
        if np.isnan(self.days).any() or (self.days < 0).any():
            raise ValueError("quantiles must be numbers of days, not below 0")
        if (self.days[..., 1:] < self.days[..., :-1]).any():
            raise ValueError("quantiles must not fall as the probability rises")
        self.days.setflags(write=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DaysDistribution) and np.array_equal(self.days, other.days)

    def __hash__(self) -> int:
        return hash(self.days.tobytes())

    @classmethod
    def certain(cls, days: float) -> Self:
        """Return the distribution of a number of days that is known for sure."""
        return cls(np.full(LEVELS.size, float(days)))

    @classmethod
    def from_quantiles(cls, quantiles: Mapping[float, float]) -> Self:
        """Build from a few quantiles (level -> days), linear between them.

        Below the lowest given level a straight line to (day 0, probability 0); above the highest
        the probability is kept as "not within the horizon" (infinite). One quantile is a
        quantile too; what is known for sure is `certain`.

        >>> d = DaysDistribution.from_quantiles({0.1: 10.0, 0.5: 20.0, 0.9: 40.0})
        >>> d.quantile(0.3), d.quantile(0.05), d.quantile(0.95)
        (15.0, 5.0, inf)
        >>> DaysDistribution.from_quantiles({0.9: 30.0}).quantile(0.3)
        10.0
        """
        if not quantiles:
            raise ValueError("at least one quantile is needed")
        if not all(0 < level < 1 for level in quantiles):
            raise ValueError("quantile levels lie between 0 and 1, both excluded")
        levels = np.array(sorted(quantiles), dtype=float)
        values = np.array([quantiles[p] for p in levels], dtype=float)
        if (np.diff(values) < 0).any():
            raise ValueError("quantiles must not fall as the probability rises")
        days = np.interp(LEVELS, np.append(0.0, levels), np.append(0.0, values), right=np.inf)
        days[LEVELS > levels[-1] + 1e-12] = np.inf
        return cls(days)

    @classmethod
    def from_samples(cls, samples_days: ArrayLike) -> Self:
        """Build from equally likely samples in days, shape (..., n)."""
        samples = np.asarray(samples_days, dtype=float)
        days = np.quantile(samples, LEVELS, axis=-1)
        return cls(np.maximum.accumulate(np.moveaxis(days, 0, -1), axis=-1))

    @classmethod
    def stacked(cls, distributions: Sequence["DaysDistribution"]) -> Self:
        """Lay several distributions on top of each other as a fleet, shape (n, 103)."""
        return cls(np.stack([d.days for d in distributions]))

    def __len__(self) -> int:
        """Count the distributions in the fleet."""
        return int(np.prod(self.days.shape[:-1], dtype=int))

    def fleet(self) -> NDArray[np.float64]:
        """Return the quantiles as an array of shape (n, 103), one row a distribution."""
        return self.days.reshape(-1, LEVELS.size)

    def fleet_row(self, row: int) -> "DaysDistribution":
        """Return one distribution of a fleet."""
        return DaysDistribution(self.fleet()[row])

    def quantile(self, probability: float) -> float:
        """Return the day by which that share has happened (a single distribution).

        >>> DaysDistribution.from_quantiles({0.1: 10.0, 0.9: 40.0}).quantile(0.5)
        25.0
        """
        return float(quantiles_at(self.days.reshape(1, -1), probability)[0])

    def probability_within(self, days: float) -> float:
        """Return P(T <= days) of a single distribution.

        >>> DaysDistribution.certain(18.0).probability_within(18.0)
        0.999
        """
        return float(cumulative(self.days.reshape(1, -1), np.array([days]), closed=True)[0, 0])

    def probability_before(self, days: float) -> float:
        """Return P(T < days): what has failed before a part that is usable on that day.

        >>> round(DaysDistribution.certain(18.0).probability_before(18.0), 6)
        0.001
        """
        return float(cumulative(self.days.reshape(1, -1), np.array([days]), closed=False)[0, 0])

    def shifted(self, days: float) -> "DaysDistribution":
        """Return the distribution counted from a day that lies `days` earlier (or later)."""
        return DaysDistribution(np.maximum(self.days + days, 0.0))

    def probability_later_than(self, other: "DaysDistribution") -> float:
        """Return P(self > other) for two independent single distributions.

        >>> late = DaysDistribution.certain(6.0).probability_later_than(
        ...     DaysDistribution.certain(5.0))
        >>> late > 0.99
        True
        """
        weights = np.diff(np.concatenate(([0.0], (LEVELS[1:] + LEVELS[:-1]) / 2, [1.0])))
        before = cumulative(other.days.reshape(1, -1), self.days.ravel(), closed=False)[0]
        return float(weights @ before)

    def to_json(self) -> list[float | None]:
        """Return the quantiles for one JSON column; None stands for "not within the horizon"."""
        return [None if math.isinf(d) else round(float(d), 6) for d in self.days.ravel()]

    @classmethod
    def from_json(cls, values: Sequence[float | None]) -> Self:
        """Read what `to_json` wrote."""
        return cls(np.array([np.inf if v is None else v for v in values], dtype=float))


def quantiles_at(days: NDArray[np.float64], probability: float) -> NDArray[np.float64]:
    """Read one quantile of every distribution of a fleet.

    Parameters
    ----------
    days : ndarray, shape (n, 103)
        Quantiles in days.
    probability : float
        Level in (0, 1); above the highest kept level the answer is infinite.

    Returns
    -------
    ndarray, shape (n,)
        Days.
    """
    if probability <= LEVELS[0]:
        return np.asarray(days[:, 0] * (probability / LEVELS[0]))
    if probability > LEVELS[-1] + 1e-12:
        return np.full(days.shape[0], np.inf)
    right = min(int(np.searchsorted(LEVELS, probability - 1e-12)), LEVELS.size - 1)
    left = max(right - 1, 0)
    if abs(LEVELS[right] - probability) < 1e-12:
        return days[:, right].copy()
    share = (probability - LEVELS[left]) / (LEVELS[right] - LEVELS[left])
    low, high = days[:, left], days[:, right]
    with np.errstate(invalid="ignore"):
        between = low + share * (high - low)
    return np.where(np.isinf(high), np.inf, between)


def cumulative(
    days: NDArray[np.float64], at_days: NDArray[np.float64], *, closed: bool
) -> NDArray[np.float64]:
    """Probability that each of a fleet has happened by each of some days.

    Parameters
    ----------
    days : ndarray, shape (n, 103)
        Quantiles in days.
    at_days : ndarray, shape (m,)
        Days to ask about.
    closed : bool
        True: P(T <= t); False: P(T < t). They differ where probability stands on one day.

    Returns
    -------
    ndarray, shape (n, m)
        Probabilities, at most the highest kept level 0.999.
    """
    passed = _levels_passed(days, at_days, closed=closed)
    high_at = np.minimum(np.maximum(passed, 1), LEVELS.size - 1)
    row = np.arange(days.shape[0])[:, None]
    low, high = days[row, high_at - 1], days[row, high_at]
    first = days[:, :1]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(high > low, (at_days - low) / (high - low), 1.0)
        share = np.where(np.isfinite(share), share, 0.0)
        start = np.where(first > 0, at_days / first, 1.0)
    probability = LEVELS[high_at - 1] + share * (LEVELS[high_at] - LEVELS[high_at - 1])
    probability = np.where(passed == 0, LEVELS[0] * np.clip(start, 0.0, 1.0), probability)
    probability = np.where(passed == LEVELS.size, LEVELS[-1], probability)
    return np.where(at_days < 0, 0.0, probability)


def _levels_passed(
    days: NDArray[np.float64], at_days: NDArray[np.float64], *, closed: bool
) -> NDArray[np.intp]:
    """Count the quantiles of each row at or below (`closed`), or below, each day; shape (n, m)."""
    side: Literal["left", "right"] = "right" if closed else "left"
    passed = np.empty((days.shape[0], at_days.size), dtype=np.intp)
    for row, quantiles in enumerate(days):
        passed[row] = quantiles.searchsorted(at_days, side)
    return passed
