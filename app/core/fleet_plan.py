"""The cheapest order day of a whole site's part-machine pairs: a review in chunks, or of one asset.

The recipe of `jit-trigger.md` section 9: pairs lie sorted by vendor, their probabilities of failing
by each day are filled chunk by chunk, and one matrix product with the vendor's arrival
probabilities gives the cost of every order day. With V[a] = P(still away after day a) the cost of
order day tau is, but for an amount that is the same on every day,

    (h + c) sum_a F(a) V[a, tau] - h sum_a V[a, tau]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

from app.core.distribution import cumulative
from app.core.order_cost import cost_by_order_day, still_away

CHUNK_PAIRS = 4_096
"""Pairs filled at once: their probabilities stay in the processor's own memory."""


class Lives(Protocol):
    """Remaining lives of all pairs, in the order the plan was given."""

    def __len__(self) -> int:
        """Count the pairs."""
        ...

    def failed_by(
        self, pairs: NDArray[np.intp], days: NDArray[np.float32], out: NDArray[np.float32]
    ) -> None:
        """Write P(T < t) of some pairs, shape (pairs, days), into `out`; t above 0."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LognormalLives:
    """Remaining lives by median and log standard deviation; shape (n,) each."""

    median_days: NDArray[np.float32]
    log_sd: NDArray[np.float32]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.median_days)

    def failed_by(
        self, pairs: NDArray[np.intp], days: NDArray[np.float32], out: NDArray[np.float32]
    ) -> None:
        """Write Phi((ln t - ln median) / sd) for days after day 0."""
        slope = 1.0 / self.log_sd[pairs]
        np.multiply(slope[:, None], np.log(days), out=out)
        out -= (slope * np.log(self.median_days[pairs]))[:, None]
        special.ndtr(out, out=out)


@dataclass(frozen=True, slots=True, eq=False)
class QuantileLives:
    """Remaining lives by the kept quantiles, shape (n, 103)."""

    quantiles_days: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.quantiles_days)

    def failed_by(
        self, pairs: NDArray[np.intp], days: NDArray[np.float32], out: NDArray[np.float32]
    ) -> None:
        """Interpolate the quantiles."""
        out[:] = cumulative(self.quantiles_days[pairs], days.astype(float), closed=False)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """What is decided for: one part position on one asset each, n in all.

    `vendor` and `asset` are indices, `holding` and `shortage` money a day; shape (n,) each.
    """

    vendor: NDArray[np.int64]
    asset: NDArray[np.int64]
    holding: NDArray[np.float32]
    shortage: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class VendorArrivals:
    """When a vendor's goods are usable by order day, and what a hurried delivery costs.

    `weights` come from `app.core.order_cost.arrival_weights`, shape (days, m); an infinite
    `expedite_cost` means there is no hurried delivery.
    """

    weights: NDArray[np.float64]
    expedite_cost: float = np.inf
    expedite_days: float = 0.0


class FleetPlan:
    """The best order day of every pair, kept up to date.

    Parameters
    ----------
    lives : Lives
        Remaining lives of n pairs; whoever changes them reviews the assets they belong to.
    pairs : Pairs
        n pairs.
    vendors : sequence of VendorArrivals
        Each vendor's arrival probabilities, all on the same day grid.

    Attributes
    ----------
    best_day : ndarray of int, shape (n,)
        Column of the cheapest order day of each pair; 0 means order now. -1 before a review.

    Examples
    --------
    >>> lives = LognormalLives(np.array([9.0], np.float32), np.array([0.01], np.float32))
    >>> pairs = Pairs(np.array([0]), np.array([0]), np.array([0.3], np.float32),
    ...     np.array([500.0], np.float32))
    >>> in_five_days = VendorArrivals(np.eye(16)[:, 5:])
    >>> plan = FleetPlan(lives, pairs, [in_five_days])
    >>> plan.review_all()
    >>> plan.best_day.tolist()
    [3]
    """

    def __init__(self, lives: Lives, pairs: Pairs, vendors: Sequence[VendorArrivals]) -> None:
        if not len(lives) == pairs.vendor.size == pairs.asset.size == pairs.holding.size:
            raise ValueError(f"expected one life a pair, got {len(lives)} and {pairs.vendor.size}")
        self._lives, self._pairs = lives, pairs
        self._vendors = vendors
        self._away = [still_away(vendor.weights).astype(np.float32) for vendor in vendors]
        self._held = [away.sum(axis=0) for away in self._away]
        self._day_ends = np.arange(1, self._away[0].shape[0] + 1, dtype=np.float32)
        self._by_vendor = np.argsort(pairs.vendor, kind="stable")
        self._vendor_ends = np.searchsorted(
            pairs.vendor[self._by_vendor], np.arange(len(vendors) + 1)
        )
        self._by_asset = np.argsort(pairs.asset, kind="stable")
        self._assets = pairs.asset[self._by_asset]
        self.best_day = np.full(len(lives), -1, dtype=np.int64)

    def review_all(self) -> None:
        """Decide every pair again."""
        room = np.empty((CHUNK_PAIRS, self._day_ends.size), dtype=np.float32)
        for vendor, chunk in self._chunks():
            self.best_day[chunk] = self._best(vendor, chunk, room[: chunk.size])

    def review_asset(self, asset: int) -> NDArray[np.intp]:
        """Decide the pairs of one asset again and return which they are."""
        first, last = np.searchsorted(self._assets, [asset, asset + 1])
        touched = self._by_asset[first:last]
        vendors = self._pairs.vendor[touched]
        for vendor in np.unique(vendors):
            chunk = touched[vendors == vendor]
            room = np.empty((chunk.size, self._day_ends.size), dtype=np.float32)
            self.best_day[chunk] = self._best(int(vendor), chunk, room)
        return touched

    def _chunks(self) -> Iterator[tuple[int, NDArray[np.intp]]]:
        """Cut the pairs of each vendor into chunks."""
        for vendor, first in enumerate(self._vendor_ends[:-1]):
            for start in range(first, self._vendor_ends[vendor + 1], CHUNK_PAIRS):
                stop = min(start + CHUNK_PAIRS, self._vendor_ends[vendor + 1])
                yield vendor, self._by_vendor[start:stop]

    def _best(
        self, vendor: int, chunk: NDArray[np.intp], room: NDArray[np.float32]
    ) -> NDArray[np.int64]:
        """Find the cheapest order day of pairs of one vendor; `room` takes their probabilities."""
        self._lives.failed_by(chunk, self._day_ends, room)
        holding, shortage = self._pairs.holding[chunk], self._pairs.shortage[chunk]
        terms = self._vendors[vendor]
        if np.isfinite(terms.expedite_cost):
            cost = cost_by_order_day(
                room,
                terms.weights,
                holding,
                shortage,
                terms.expedite_cost,
                terms.expedite_days,
            )
            return np.asarray(cost.argmin(axis=1))
        cost = room @ self._away[vendor]
        cost *= (holding + shortage)[:, None]
        cost -= holding[:, None] * self._held[vendor]
        return np.asarray(cost.argmin(axis=1))
