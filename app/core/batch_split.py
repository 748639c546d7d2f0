"""Whether pieces come cheaper in one order or in several: Wagner and Whitin's sums over pieces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAME_MONEY = 1e-9
"""Costs closer than this are equal: sums carry rounding noise."""


@dataclass(frozen=True, slots=True, eq=False)
class LaterOrders:
    """What an order costs that is placed later, for the piece it then brings first.

    Attributes
    ----------
    mean_days : ndarray, shape (n,)
        Expected day on which each piece is wanted, rising.
    early_days : float
        Days an order comes before its first piece is wanted, as today's would.
    ordering : ndarray, shape (n + 1,)
        Cost of an order of 0, 1, ... n pieces without holding; infinite where not sold.
    holding_per_day : ndarray, shape (n + 1,)
        h of a piece in an order of 0, 1, ... n pieces.
    """

    mean_days: NDArray[np.float64]
    early_days: float
    ordering: NDArray[np.float64]
    holding_per_day: NDArray[np.float64]

    def cost_up_to(self, last: int) -> NDArray[np.float64]:
        """Cost of one order for pieces i to `last` - 1, for i = 0 to `last` - 1."""
        sums = np.concatenate(([0.0], np.cumsum(self.mean_days[:last])))
        pieces = np.arange(last, 0, -1)
        days = sums[last] - sums[:-1] - pieces * (self.mean_days[:last] - self.early_days)
        return np.asarray(self.ordering[pieces] + self.holding_per_day[pieces] * days)


def is_one_order_cheapest(today: NDArray[np.float64], later: LaterOrders) -> NDArray[np.bool_]:
    """Tell for every quantity whether an order of today is the cheapest way to bring its pieces.

    Parameters
    ----------
    today : ndarray, shape (n + 1,)
        Cost of ordering 0, 1, ... n pieces today; infinite where that can't or may not be.
    later : LaterOrders
        The orders that could bring the last pieces instead.

    Returns
    -------
    ndarray of bool, shape (n + 1,)

    Examples
    --------
    Pieces wanted on day 10, 12 and 90, an order at 60, holding at 1 a day:

    >>> later = LaterOrders(np.array([10.0, 12.0, 90.0]), 0.0, np.full(4, 60.0), np.ones(4))
    >>> is_one_order_cheapest(np.array([np.inf, 60.0, 62.0, 142.0]), later).tolist()
    [False, True, True, False]
    """
    best = today.copy()
    is_cheapest = np.isfinite(today)
    for last in range(2, today.size):
        split = float((best[1:last] + later.cost_up_to(last)[1:]).min())
        is_cheapest[last] &= today[last] <= split + SAME_MONEY
        best[last] = min(today[last], split)
    return is_cheapest
