"""A reference that knows every failure and every lead time of the plant it plays.

It replaces each part in the last work window before its failure and orders every piece by itself,
on the last day from which it still comes in time (`jit-trigger.md` section 8.2): a reference, not
a bound, since orders put together would cost it less.
"""

import numpy as np
from laboratory.simulation import Simulation

from app.backtest.rules.plant_day import Counts, PlantDay


class Clairvoyant:
    """See the future of one simulated plant."""

    name = "clairvoyant"

    def __init__(self, simulation: Simulation) -> None:
        self._machines = simulation.machines
        self._window_days = simulation.draws.given.window_days
        self._last_order_day = _last_order_days(simulation.draws.usable)
        self._latest_usable = simulation.draws.usable.max(axis=1)
        self._slot_part = simulation.draws.terms.slot_part

    def replacements(self, seen: PlantDay) -> Counts:
        """Replace what would fail before the next window."""
        fails = self._machines.fails_on <= seen.day + self._window_days
        slots = np.flatnonzero(fails & ~seen.waiting)
        return slots[np.argsort(self._machines.fails_on[slots], kind="stable")]

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """Order in time instead."""
        return np.zeros(seen.terms.parts, dtype=np.int64)

    def pieces(self, seen: PlantDay) -> Counts:
        """Order for every slot whose last order day has come.

        What is wanted after the last order day's arrival is left to the days past the run.
        """
        fails = self._machines.fails_on
        window = np.floor((np.ceil(fails) - 1) / self._window_days) * self._window_days
        wanted_on = np.where(window > seen.day, window, np.ceil(fails)).astype(np.int64)
        last = np.minimum(self._latest_usable[self._slot_part], self._last_order_day.shape[1] - 1)
        is_within = wanted_on <= last
        wanted_on = np.clip(wanted_on, 0, last)
        in_time = self._last_order_day[self._slot_part, wanted_on] <= seen.day
        due = in_time & is_within & ~seen.waiting
        wanted = np.bincount(self._slot_part[due], minlength=seen.terms.parts)
        return np.maximum(wanted - seen.position, 0)


def _last_order_days(usable: Counts) -> Counts:
    """Last order day from which a piece is usable by each day, -1 for none; (p, days + more)."""
    parts, days = usable.shape
    found = np.full((parts, int(usable.max()) + 2), -1, dtype=np.int64)
    for day in range(days):
        rows = np.arange(parts)
        found[rows, usable[:, day]] = np.maximum(found[rows, usable[:, day]], day)
    return np.maximum.accumulate(found, axis=1)
