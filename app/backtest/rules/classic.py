"""The classic (r, Q): a reorder point by service level, the economic order quantity."""

import numpy as np
from scipy import special

from app.backtest.rules.ahead import hurried_ahead
from app.backtest.rules.foresight import Lookout, pressing
from app.backtest.rules.plant_day import Counts, PlantDay
from app.core.order_quantity import economic_order_quantity

SERVICE = {0.95: 0.95, 0.99: 0.98, 0.999: 0.995}
"""Service level of the reorder point for the service floors of the three classes."""

REFRESH_DAYS = 7
"""Days between two looks at demand and lead times."""

MOST_REORDER = 64
"""Reorder points looked at; a part needing more is looked at again with twice as many."""


class ReorderPoints:
    """r and Q of every part, learned anew each week from the same record as all rules use."""

    def __init__(self) -> None:
        self._next_look = 0
        self._reorder_at = np.zeros(0, dtype=np.int64)
        self._quantity = np.zeros(0, dtype=np.int64)

    def pieces(self, seen: PlantDay) -> Counts:
        """Order whole multiples of Q where the position is at r or below."""
        if seen.day >= self._next_look:
            self._reorder_at, self._quantity = reorder_points(seen), order_quantities(seen)
            self._next_look = seen.day + REFRESH_DAYS
        short = np.maximum(self._reorder_at + 1 - seen.position, 0)
        return np.asarray(-(-short // self._quantity) * self._quantity)


def reorder_points(seen: PlantDay) -> Counts:
    """Smallest r with P(demand until an order of today is usable <= r) at the service level.

    Lead-time demand is Poisson over the whole learned distribution of the arrival day, not normal:
    lead times are skewed (`jit-trigger.md` section 1, Chopra).
    """
    terms = seen.terms
    found, floor = np.zeros(terms.parts, dtype=np.int64), terms.strictest_floor
    for part in range(terms.parts):
        arrival = seen.supply[terms.part_vendor[part]].arrival
        mean = seen.need_rate[part] * np.arange(arrival.size)
        wanted = service_level(float(floor[part]))
        most = MOST_REORDER
        while True:
            served = arrival @ special.pdtr(np.arange(most), mean[:, None])
            if served[-1] >= wanted:
                break
            most *= 2
        found[part] = int(np.argmax(served >= wanted))
    return found


def service_level(service_floor: float) -> float:
    """Return the classic service level of a criticality class, 95 / 98 / 99.5 %.

    >>> service_level(0.999)
    0.995
    """
    return SERVICE.get(service_floor, service_floor)


def order_quantities(seen: PlantDay) -> Counts:
    """Economic order quantity in whole pieces, at least one."""
    terms = seen.terms
    best = [
        economic_order_quantity(float(k), float(h), float(rate)).quantity
        for k, h, rate in zip(terms.order_cost, terms.holding, seen.need_rate, strict=True)
    ]
    return np.asarray(np.maximum(np.round(best), 1.0), dtype=np.int64)


class Classic:
    """Classic (r, Q), run to failure."""

    name = "classic"

    def __init__(self) -> None:
        self._stock = ReorderPoints()

    def replacements(self, seen: PlantDay) -> Counts:
        """Replace nothing before it fails."""
        del seen
        return np.zeros(0, dtype=np.int64)

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """Foresee no need early enough to hurry for it."""
        return np.zeros(seen.terms.parts, dtype=np.int64)

    def pieces(self, seen: PlantDay) -> Counts:
        """Follow the reorder points."""
        return self._stock.pieces(seen)


class ClassicPredictive:
    """The same stock; work in the window the predictions ask for."""

    name = "classic_predictive"

    def __init__(self) -> None:
        self._stock = ReorderPoints()
        self._lookout = Lookout()

    def replacements(self, seen: PlantDay) -> Counts:
        """Replace what is due by the product's window rule."""
        return pressing(seen, self._lookout.ahead(seen))

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """Hurry what the next windows would miss."""
        return hurried_ahead(seen, self._lookout.ahead(seen))

    def pieces(self, seen: PlantDay) -> Counts:
        """Follow the reorder points."""
        return self._stock.pieces(seen)
