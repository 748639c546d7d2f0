"""How many pieces of each part to order today: the one rule that counts every kind of need.

The k-th piece wanted of a part is a one-piece problem whose need is the k-th of all needs of the
part: predicted failures, failures nobody predicts, and work on fixed dates. Piece `position` + 1,
+ 2, ... is ordered while waiting is dearer, or less safe than the service floor allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from app.core.need_count import at_least
from app.core.order_cost import cost_by_order_day, late_by_order_day

SAME = 1e-12
"""Probabilities closer than this make no difference to when an order is placed."""

TINY_CHANCE = 1e-200
"""A count of needs less likely than this has no parts to tell apart."""

MOST_AT_ONCE = 100_000
"""A count that only a broken input reaches: it is refused, never taken for an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class PartFleet:
    """Parts bought from one vendor, each with all needs it serves; p parts, s positions.

    Attributes
    ----------
    slots : ndarray, shape (p, s, days)
        Probability that each installed position with a prediction has failed by each day,
        0 where a part has fewer positions.
    slot_shortage : ndarray, shape (p, s)
        c of each position, money a day.
    unpredicted : ndarray, shape (p, days)
        Expected count of needs nobody predicts, by each day.
    unpredicted_shortage : ndarray, shape (p,)
        c of such a need, money a day.
    planned : ndarray of int, shape (p, days)
        Pieces wanted on fixed dates, by each day.
    holding, service_floor : ndarray, shape (p,)
        h, money a piece and day; probability of being in time that needs nobody predicts, or
        every need, must reach.
    position : ndarray of int, shape (p,)
        On hand + on order - reserved - owed.
    slot_floor : ndarray, shape (p, s), or None
        Probability of being in time that each position must reach; None where the part's holds
        for all.
    pieces : sequence of int, shape (s,)
        Pieces each position wants at once, the same in every part; one each unless given.
    foreseen_share : ndarray, shape (p,), or None
        Share of the unpredicted needs to come that will give enough notice to hurry a piece before
        the machine stands still; those of predicted positions all do. None where nobody hurries
        ahead of a need.
    """

    slots: NDArray[np.float64]
    slot_shortage: NDArray[np.float64]
    unpredicted: NDArray[np.float64]
    unpredicted_shortage: NDArray[np.float64]
    planned: NDArray[np.int64]
    holding: NDArray[np.float64]
    service_floor: NDArray[np.float64]
    position: NDArray[np.int64]
    slot_floor: NDArray[np.float64] | None = None
    pieces: Sequence[int] = ()
    foreseen_share: NDArray[np.float64] | None = None

    def rows(self, chosen: NDArray[np.intp]) -> "PartFleet":
        """Return some of the parts."""
        return PartFleet(
            self.slots[chosen],
            self.slot_shortage[chosen],
            self.unpredicted[chosen],
            self.unpredicted_shortage[chosen],
            self.planned[chosen],
            self.holding[chosen],
            self.service_floor[chosen],
            self.position[chosen],
            None if self.slot_floor is None else self.slot_floor[chosen],
            self.pieces,
            None if self.foreseen_share is None else self.foreseen_share[chosen],
        )

    @property
    def use_of_tolerance(self) -> NDArray[np.float64]:
        """What a late need of each position takes of the lateness its floor allows, (p, s)."""
        shape = self.slot_shortage.shape
        floor = self.service_floor[:, None] if self.slot_floor is None else self.slot_floor
        return np.broadcast_to(1.0 / np.maximum(1.0 - floor, SAME), shape)


@dataclass(frozen=True, slots=True, eq=False)
class UnitsDue:
    """Pieces to order today.

    Attributes
    ----------
    units : ndarray of int, shape (p,)
        Pieces; 0 means wait.
    late : ndarray, shape (p,)
        P(the first piece not yet covered is wanted before an order of today is usable).
    shortage : ndarray, shape (p,)
        c used for that piece, money a day.
    """

    units: NDArray[np.int64]
    late: NDArray[np.float64]
    shortage: NDArray[np.float64]


def units_to_order(
    fleet: PartFleet,
    weights: NDArray[np.float64],
    expedite_cost: float | NDArray[np.float64] = np.inf,
    expedite_days: float | NDArray[np.float64] = 0.0,
) -> UnitsDue:
    """Tell how many more pieces of each part must be ordered today.

    Source: `jit-trigger.md` sections 3.2 to 3.4. A piece is ordered today when today is the
    cheapest of the order days, or when the next order day would leave a larger probability of
    being late than the service floor allows and ordering today makes it smaller.

    Parameters
    ----------
    fleet : PartFleet
        p parts of one vendor.
    weights : ndarray, shape (days, m)
        From `app.core.order_cost.arrival_weights`; the first order day is today.
    expedite_cost, expedite_days : float or ndarray, shape (p,)
        c_e and l_e of a hurried delivery, infinite cost for none.

    Raises
    ------
    OverflowError
        If a part wants more pieces than any store could hold: the input is broken.

    Examples
    --------
    One machine fails on day 6 for sure, the part takes 5 days: today is the last day to order.

    >>> days = np.arange(12)
    >>> fleet = PartFleet((days >= 6)[None, None] * 1.0, np.array([[100.0]]), np.zeros((1, 12)),
    ...     np.array([100.0]), np.zeros((1, 12), dtype=int), np.array([0.1]), np.array([0.95]),
    ...     np.array([0]))
    >>> weights = np.eye(12)[:, [6, 7, 8]]         # usable on day 6, 7, 8 if ordered on 0, 1, 2
    >>> units_to_order(fleet, weights).units.tolist()
    [1]
    """
    count = fleet.position.size
    hurry_cost = np.broadcast_to(np.asarray(expedite_cost, dtype=float), (count,))
    hurry_days = np.broadcast_to(np.asarray(expedite_days, dtype=float), (count,))
    units, late, shortage = np.zeros(count, dtype=np.int64), np.zeros(count), np.zeros(count)
    active = np.arange(count)
    owed = np.maximum(-fleet.position, 0)
    units += owed
    for extra in range(1, MOST_AT_ONCE):
        part = fleet.rows(active)
        wanted = np.maximum(part.position, 0) + extra
        need = _kth_of_each(part, wanted)
        stake = stakes(part, weights, wanted)
        cost = cost_by_order_day(
            need,
            weights,
            part.holding,
            stake.shortage,
            hurry_cost[active],
            hurry_days[active] * stake.surprise,
        )
        is_late = late_by_order_day(need, weights)
        if extra == 1:
            late[:], shortage[:] = is_late[:, 0], stake.shortage
        due = cost.argmin(axis=1) == 0
        due |= (is_late[:, 1] > stake.tolerance) & (is_late[:, 1] > is_late[:, 0] + SAME)
        active = active[due]
        units[active] += 1
        if active.size == 0:
            return UnitsDue(units, late, shortage)
    raise OverflowError(f"more than {MOST_AT_ONCE} pieces of one part are wanted at once")


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """What is at stake if the k-th need of each part is not served; shape (p,) each.

    Attributes
    ----------
    shortage : ndarray
        c of it, money a day.
    tolerance : ndarray
        Probability of being late that its floor allows.
    surprise : ndarray
        Probability that it comes without enough notice to hurry a piece before it.
    """

    shortage: NDArray[np.float64]
    tolerance: NDArray[np.float64]
    surprise: NDArray[np.float64]


def stakes(fleet: PartFleet, weights: NDArray[np.float64], wanted: NDArray[np.int64]) -> Stakes:
    """Say whose need the k-th is: the mean over the needs of a day on which the k-th has just come.

    Each position counts by its probability of failing before an order of today is usable, given
    that just k pieces are wanted by then: where one position is sure to fail, the first need is
    its own, and the second mostly one that nobody predicts. A late need uses up 1/(1 - beta) of
    what its floor allows, on average no more than all of it may be used; one that can be hurried
    for uses up nothing. Where k needs can't come, they count as needs nobody predicts.

    Parameters
    ----------
    fleet : PartFleet
        p parts of one vendor.
    weights : ndarray, shape (days, m)
        From `app.core.order_cost.arrival_weights`.
    wanted : ndarray of int, shape (p,)
        k of each part, 1 or more.

    Examples
    --------
    One position at 9,000 a day is sure to fail; others, at 100 a day, hardly:

    >>> fleet = PartFleet(np.ones((1, 1, 4)), np.array([[9000.0]]), np.full((1, 4), 0.01),
    ...     np.array([100.0]), np.zeros((1, 4), dtype=int), np.array([0.1]), np.array([0.95]),
    ...     np.array([0]))
    >>> [stakes(fleet, np.eye(4)[:, [2]], np.array([k])).shortage.round(0) for k in (1, 2, 3)]
    [array([9000.]), array([4550.]), array([3067.])]
    """
    soon, most = weights[1:, 0], int(wanted.max())
    by_slot, unpredicted = fleet.slots[..., :-1] @ soon, fleet.unpredicted[:, :-1] @ soon
    planned = np.floor(fleet.planned[:, :-1] @ soon + SAME).astype(np.int64)
    foreseen = fleet.foreseen_share
    surprise = np.ones(wanted.size) if foreseen is None else 1.0 - foreseen
    own = np.stack(
        (
            fleet.unpredicted_shortage,
            surprise / np.maximum(1.0 - fleet.service_floor, SAME),
            surprise,
        )
    )
    by_own = np.stack(
        (
            fleet.slot_shortage,
            fleet.use_of_tolerance,
            np.full_like(fleet.slot_shortage, 1.0 if foreseen is None else 0.0),
        )
    )
    at_once = max(fleet.pieces, default=1)
    counts = np.arange(most + at_once)
    expected = unpredicted[:, None]
    chance = np.exp(special.xlogy(counts, expected) - expected - special.gammaln(counts + 1))
    total = chance * counts * own[..., None]
    for n in range(by_slot.shape[1]):
        fails = by_slot[:, n, None]
        pieces = int(fleet.pieces[n]) if len(fleet.pieces) else 1
        before = _fewer(chance, pieces)
        joined = _fewer(total, pieces) + before * pieces * by_own[:, :, n, None]
        total = total * (1.0 - fails) + joined * fails
        chance = chance * (1.0 - fails) + before * fails
    rows = np.arange(wanted.size)[:, None]
    reached = np.maximum(wanted - planned, 1)[:, None] + np.arange(at_once)
    needs = (chance[rows, reached] * reached).sum(axis=1)
    owed = total[:, rows, reached].sum(axis=2)
    mean = np.divide(owed, needs, out=own.copy(), where=needs > TINY_CHANCE)
    return Stakes(mean[0], 1.0 / np.maximum(mean[1], SAME), mean[2])


def _fewer(by_count: NDArray[np.float64], pieces: int) -> NDArray[np.float64]:
    """Shift counts up by the pieces of one more position."""
    moved = np.zeros_like(by_count)
    moved[..., pieces:] = by_count[..., : max(by_count.shape[-1] - pieces, 0)]
    return moved


def _kth_of_each(fleet: PartFleet, wanted: NDArray[np.int64]) -> NDArray[np.float64]:
    """P(T_(k) <= t) with each part's own k, shape (p, days)."""
    most = int(wanted.max())
    reached = at_least(fleet.slots, fleet.unpredicted, fleet.planned, most, fleet.pieces)
    return np.asarray(np.take_along_axis(reached, wanted[:, None, None], axis=1)[:, 0])
