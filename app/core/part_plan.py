"""How many pieces of each part to order today: the one rule that counts every kind of need.

The k-th piece wanted of a part is a one-piece problem whose need is the k-th of all needs of the
part: predicted failures, failures nobody predicts, and work on fixed dates. Piece `position` + 1,
+ 2, ... is ordered while waiting is dearer, or less safe than the service floor allows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.need_count import at_least
from app.core.order_cost import cost_by_order_day, late_by_order_day

SAME = 1e-12
"""Probabilities closer than this make no difference to when an order is placed."""

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
        h, money a piece and day; probability of being in time that must be reached.
    position : ndarray of int, shape (p,)
        On hand + on order - reserved - owed.
    """

    slots: NDArray[np.float64]
    slot_shortage: NDArray[np.float64]
    unpredicted: NDArray[np.float64]
    unpredicted_shortage: NDArray[np.float64]
    planned: NDArray[np.int64]
    holding: NDArray[np.float64]
    service_floor: NDArray[np.float64]
    position: NDArray[np.int64]

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
        )


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
        c used for the part, money a day.
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
    shortage = mean_shortage(fleet, weights)
    hurry_cost = np.broadcast_to(np.asarray(expedite_cost, dtype=float), (count,))
    hurry_days = np.broadcast_to(np.asarray(expedite_days, dtype=float), (count,))
    units, late = np.zeros(count, dtype=np.int64), np.zeros(count)
    active = np.arange(count)
    owed = np.maximum(-fleet.position, 0)
    units += owed
    for extra in range(1, MOST_AT_ONCE):
        part = fleet.rows(active)
        wanted = np.maximum(part.position, 0) + extra
        need = _kth_of_each(part, wanted)
        cost = cost_by_order_day(
            need,
            weights,
            part.holding,
            shortage[active],
            hurry_cost[active],
            hurry_days[active],
        )
        is_late = late_by_order_day(need, weights)
        if extra == 1:
            late[:] = is_late[:, 0]
        due = cost.argmin(axis=1) == 0
        due |= (is_late[:, 1] > 1.0 - part.service_floor) & (is_late[:, 1] > is_late[:, 0] + SAME)
        active = active[due]
        units[active] += 1
        if active.size == 0:
            return UnitsDue(units, late, shortage)
    raise OverflowError(f"more than {MOST_AT_ONCE} pieces of one part are wanted at once")


def mean_shortage(fleet: PartFleet, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average c over the needs an order of today may come too late for, shape (p,).

    Each position counts by its probability of failing before such an order is usable; where none
    can, positions count alike with the unpredicted needs.
    """
    soon = weights[1:, 0]
    by_slot = fleet.slots[..., :-1] @ soon
    unpredicted = fleet.unpredicted[:, :-1] @ soon
    total = by_slot.sum(axis=1) + unpredicted
    money = (by_slot * fleet.slot_shortage).sum(axis=1) + unpredicted * fleet.unpredicted_shortage
    mean = np.divide(money, total, out=fleet.unpredicted_shortage.copy(), where=total > SAME)
    return np.asarray(mean)


def _kth_of_each(fleet: PartFleet, wanted: NDArray[np.int64]) -> NDArray[np.float64]:
    """P(T_(k) <= t) with each part's own k, shape (p, days)."""
    most = int(wanted.max())
    reached = at_least(fleet.slots, fleet.unpredicted, fleet.planned, most)
    return np.asarray(np.take_along_axis(reached, wanted[:, None, None], axis=1)[:, 0])
