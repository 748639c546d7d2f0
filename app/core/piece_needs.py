"""When the next pieces of one part are wanted: their expected days, waiting time on the shelf."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.need_count import at_least
from app.core.order_cost import still_away

LEAST_RATE = 1e-6
"""Pieces a day below which (one in 2,700 years) no need is expected past the grid."""

NEARLY_WHOLE = 0.05
"""By so much fewer pieces expected than a whole number still make it."""

FAR = 10.0
"""Standard deviations beyond the pieces expected within the grid: no piece past it is wanted there,
but with a probability below 1e-12."""


@dataclass(frozen=True, slots=True, eq=False)
class PartNeeds:
    """All needs of one part on the day grid, and what it has for them.

    Attributes
    ----------
    slots : ndarray, shape (s, days)
        Probability that each installed position with a prediction has failed by each day.
    unpredicted : ndarray, shape (days,)
        Expected count of needs nobody predicts, by each day.
    planned : ndarray of int, shape (days,)
        Pieces wanted on fixed dates, by each day.
    position : int
        On hand + on order - reserved - owed; below 0 that many pieces are wanted at once.
    pieces : tuple of int, length s
        Pieces that each position wants at once; one each unless given.
    """

    slots: NDArray[np.float64]
    unpredicted: NDArray[np.float64]
    planned: NDArray[np.int64]
    position: int
    pieces: tuple[int, ...] = ()

    @property
    def pieces_each(self) -> NDArray[np.int64]:
        """Pieces that each position wants at once, shape (s,)."""
        return np.array(self.pieces or (1,) * len(self.slots), dtype=np.int64)

    @property
    def rate_beyond(self) -> float:
        """Pieces a day after the grid: the unpredicted needs of its second half go on."""
        last = self.unpredicted.size - 1
        middle = last // 2
        count = float(self.unpredicted[last] - self.unpredicted[middle])
        rate = count / max(last - middle, 1)
        return rate if rate > LEAST_RATE else 0.0

    @property
    def whole_pieces_expected(self) -> int:
        """Whole pieces beyond the position expected within the grid; 0.05 less is one all the same.

        A life is kept up to its 99.9 % quantile, so that even a sure need counts a little less.
        """
        return math.floor(self.expected_within + NEARLY_WHOLE)

    @property
    def expected_within(self) -> float:
        """Pieces beyond the position that are wanted within the grid on average."""
        wanted = self.pieces_each @ self.slots[:, -1] + self.unpredicted[-1] + self.planned[-1]
        return float(wanted) - self.position

    def longer_by(self, days: int) -> "PartNeeds":
        """Return the same needs on a longer grid; past the old one only the rate goes on."""
        rising = self.unpredicted[-1] + self.rate_beyond * np.arange(1.0, days + 1.0)
        return PartNeeds(
            np.pad(self.slots, ((0, 0), (0, days)), mode="edge"),
            np.concatenate((self.unpredicted, rising)),
            np.pad(self.planned, (0, days), mode="edge"),
            self.position,
            self.pieces,
        )


@dataclass(frozen=True, slots=True, eq=False)
class PieceNeeds:
    """The next pieces a part does not have, each with the day it is wanted.

    Attributes
    ----------
    wanted_by : ndarray, shape (n, days)
        P(T_(k+j) <= t) for j = 0, 1, ...; k is the first piece the position does not cover. It
        ends where no further piece is wanted within the grid: those differ by the rate alone.
    beyond_days : ndarray, shape (n,)
        Expected days past the grid's end until each is wanted; 0 where no rate goes on there, and
        then a need past the grid counts at its end.
    days_between : float
        Days from one piece to the next past the grid, 0 where no rate goes on.
    """

    wanted_by: NDArray[np.float64]
    beyond_days: NDArray[np.float64]
    days_between: float

    def mean_days(self) -> NDArray[np.float64]:
        """E[T_(k+j)] in days from today, shape (n,)."""
        return np.asarray((1.0 - self.wanted_by).sum(axis=1) + self.beyond_days)

    def shelf_days(self, arrival: NDArray[np.float64]) -> NDArray[np.float64]:
        """E[(T_(k+j) - A)+]: days each piece of an order lies on the shelf, shape (n,).

        Parameters
        ----------
        arrival : ndarray, shape (days,)
            Probability that the order is usable on each day.
        """
        is_there = 1.0 - still_away(arrival[:, None])[:, 0]
        return np.asarray((1.0 - self.wanted_by) @ is_there + self.beyond_days)

    def aged_probability(
        self, arrival: NDArray[np.float64], shelf_life_days: int
    ) -> NDArray[np.float64]:
        """P(T_(k+j) - A > shelf life), shape (n,); the grid must reach past arrival and life."""
        last_good = np.minimum(np.arange(arrival.size) + shelf_life_days, arrival.size - 1)
        return np.asarray((1.0 - self.wanted_by[:, last_good]) @ arrival)

    def total(
        self, per_piece: NDArray[np.float64], quantities: NDArray[np.int64], growth: float
    ) -> NDArray[np.float64]:
        """Sum what each piece of an order has, for orders of several quantities.

        Past the pieces laid out each has `growth` more than the one before it.
        """
        sums = np.concatenate(([0.0], np.cumsum(per_piece)))
        laid_out = np.minimum(quantities, per_piece.size)
        more = quantities - laid_out
        return np.asarray(
            sums[laid_out] + more * per_piece[-1] + growth * more * (more + 1.0) / 2.0
        )

    def covered_days(
        self,
        quantities: NDArray[np.int64],
        arrival: NDArray[np.float64],
        shelf_life_days: int | None,
    ) -> NDArray[np.float64]:
        """Expected days from T_(k) until an order of each quantity is used up or too old."""
        last = np.minimum(quantities, len(self.wanted_by) - 1)
        between = self.wanted_by[0] - self.wanted_by[last]
        if shelf_life_days is None:
            beyond = self.beyond_days[last] - self.beyond_days[0]
            past = beyond + (quantities - last) * self.days_between
            return np.asarray(between.sum(axis=1) + past)
        too_old_on = np.concatenate((np.zeros(shelf_life_days), arrival))[: arrival.size]
        return np.asarray(between @ still_away(too_old_on[:, None])[:, 0])


def next_pieces(needs: PartNeeds, most: int) -> PieceNeeds:
    """Lay out when each of the next `most` pieces beyond the position is wanted.

    Past the grid the rate of unpredicted needs goes on, so that expected days are not cut off:
    E[T_(k)] = sum P(T_(k) > t) + E[(k - N(end))+]/rate.

    Examples
    --------
    One sure need on day 3, and one more every 4 days on average:

    >>> days = np.arange(11)
    >>> sure = (days >= 3)[None] * 1.0
    >>> needs = PartNeeds(sure, days * 0.25, np.zeros(11, dtype=int), 0)
    >>> next_pieces(PartNeeds(sure, np.zeros(11), needs.planned, 0), 2).mean_days().tolist()
    [3.0, 11.0]
    >>> next_pieces(needs, 3).mean_days().round(1).tolist()
    [2.4, 5.1, 8.7]
    """
    variance = float(needs.pieces_each**2 @ needs.slots[:, -1] + needs.unpredicted[-1])
    expected = max(needs.expected_within, 0.0)
    rows = min(most, math.ceil(expected + FAR * math.sqrt(variance + 1.0)) + 1)
    numbers = np.maximum(np.arange(needs.position + 1, needs.position + rows + 1), 0)
    last = int(numbers[-1])
    reached = at_least(needs.slots, needs.unpredicted, needs.planned, last, needs.pieces)
    short = np.cumsum(1.0 - reached[:, -1])[numbers]
    rate = needs.rate_beyond
    between = 1.0 / rate if rate > 0 else 0.0
    return PieceNeeds(reached[numbers], short * between, between)
