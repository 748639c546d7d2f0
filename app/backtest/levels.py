"""The levels a plant keeps on its shelf, filled up by the product's own rules in the replay."""

import numpy as np
from numpy.typing import NDArray

from app.backtest.records import Register
from app.backtest.rules.plant_day import PlantDay
from app.backtest.slots import Slots
from app.backtest.vendor_days import GRID_DAYS
from app.core.need_count import need_by_day

KEEPS_LEVELS = frozenset({"no_condition", "kairos"})
"""Policies that keep what a person set; the others have a shelf of their own making."""


def lacking(
    slots: Slots, register: Register, seen: PlantDay, ordered: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Count the pieces by part that its level lacks beyond what is ordered today, shape (p,).

    What foreseen needs take before an order of today is usable, on average, is counted as gone, as
    the review of a part's shelf does.
    """
    found = np.zeros_like(ordered)
    for row, part_id in enumerate(slots.part_ids):
        part = register.parts[part_id]
        level = part.safety_stock + part.buffer_stock
        if level:
            left = int(seen.position[row]) + int(ordered[row]) - _taken_before(row, seen)
            found[row] = max(level - left, 0)
    return found


def _taken_before(row: int, seen: PlantDay) -> int:
    """Count the pieces that foreseen needs take before an order of today is usable."""
    lives = seen.alerts.quantiles_days[seen.terms.slot_part[seen.alerts.slot] == row]
    if not lives.size:
        return 0
    arrival = seen.supply[seen.terms.part_vendor[row]].arrival
    wanted = need_by_day(lives, GRID_DAYS)[:, : arrival.size]
    return int(np.floor(float((wanted @ arrival).sum()) + 0.5))
