"""Exact reorder policies for Poisson demand: (r, Q) watched always, (s, S) looked at in periods."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy import special

from app.core.newsvendor import expected_shortage


@dataclass(frozen=True, slots=True)
class ReorderPolicy:
    """When at or below `reorder_at`, order up: by `quantity`, or to `order_up_to`.

    `cost` is money a unit of time (of `reorder_quantity`) or a period (of `order_up_to_levels`).
    """

    reorder_at: int
    quantity: int
    cost: float

    @property
    def order_up_to(self) -> int:
        """Position after an order placed at the reorder point.

        >>> ReorderPolicy(4, 6, 8.03).order_up_to
        10
        """
        return self.reorder_at + self.quantity


def reorder_quantity(
    holding: float, shortage: float, order_cost: float, demand: float, lead_time: float
) -> ReorderPolicy:
    """Find the best (r, Q): the Q positions of least cost, widened while that pays.

    Source: Federgruen and Zheng 1992. The cost of a position y is h E[(y - X)+] + p E[(X - y)+]
    with X the demand of a lead time; demand and lead time share one unit of time.

    Examples
    --------
    >>> found = reorder_quantity(20, 150, 100, 1.5, 2)
    >>> found.reorder_at, found.quantity, round(found.cost, 4)
    (3, 5, 107.9236)
    """
    mean = demand * lead_time

    def cost_at(position: int) -> float:
        short = expected_shortage(mean, position)
        return holding * (position - mean + short) + shortage * short

    low = _lowest(cost_at, int(mean))
    high, total = low, cost_at(low)
    average = order_cost * demand + total
    while True:
        below, above = cost_at(low - 1), cost_at(high + 1)
        if min(below, above) >= average:
            return ReorderPolicy(low - 1, high - low + 1, average)
        low, high = (low - 1, high) if below <= above else (low, high + 1)
        total += min(below, above)
        average = (order_cost * demand + total) / (high - low + 1)


def _lowest(cost_at: Callable[[int], float], start: int) -> int:
    """Walk down a convex cost to its lowest position."""
    position = start
    while cost_at(position + 1) < cost_at(position):
        position += 1
    while cost_at(position - 1) < cost_at(position):
        position -= 1
    return position


def order_up_to_levels(
    holding: float, shortage: float, order_cost: float, mean: float
) -> ReorderPolicy:
    """Find the best (s, S) for demand of `mean` pieces a period and no lead time.

    Source: Zheng and Federgruen 1991: from the best single-period level s goes down while it
    pays, then S goes up until no level can be better than the cost found.

    Examples
    --------
    >>> found = order_up_to_levels(1, 4, 5, 6)
    >>> found.reorder_at, found.order_up_to, round(found.cost, 4)
    (4, 10, 8.0341)
    """

    def cost_at(position: int) -> float:
        short = expected_shortage(mean, position)
        return holding * (position - mean + short) + shortage * short

    renewal = _Renewal(mean)
    best_level = _lowest(cost_at, int(mean))
    low, high = best_level, best_level
    while renewal.average(cost_at, order_cost, low, high) > cost_at(low):
        low -= 1
    cost = renewal.average(cost_at, order_cost, low, high)
    trial = high + 1
    while cost_at(trial) <= cost:
        of_trial = renewal.average(cost_at, order_cost, low, trial)
        if of_trial < cost:
            high = trial
            cost = of_trial
            while cost <= cost_at(low + 1):
                low += 1
                cost = renewal.average(cost_at, order_cost, low, high)
        trial += 1
    return ReorderPolicy(low, high - low, cost)


class _Renewal:
    """How often a position is passed while demand eats from S down to s.

    m(0) = 1/(1 - p0) and m(j) = sum_{i=0..j} p_i m(j - i), of Poisson periods with `mean` pieces.
    """

    def __init__(self, mean: float) -> None:
        self._mean = mean
        self._visits = [1.0 / (1.0 - self._chance(0))]

    def average(
        self, cost_at: Callable[[int], float], order_cost: float, low: int, high: int
    ) -> float:
        """Average cost of a period under (s, S) = (low, high); infinite where nothing is kept."""
        if high <= low:
            return math.inf
        visits = [self._visit(down) for down in range(high - low)]
        spent = sum(visit * cost_at(high - down) for down, visit in enumerate(visits))
        return (order_cost + spent) / sum(visits)

    def _visit(self, down: int) -> float:
        """Expected periods spent `down` pieces below S."""
        while len(self._visits) <= down:
            at = len(self._visits)
            before = sum(self._chance(n) * self._visits[at - n] for n in range(1, at + 1))
            self._visits.append(before / (1.0 - self._chance(0)))
        return self._visits[down]

    def _chance(self, pieces: int) -> float:
        """P(demand of a period is so many pieces)."""
        return math.exp(
            special.xlogy(pieces, self._mean) - self._mean - special.gammaln(pieces + 1)
        )
