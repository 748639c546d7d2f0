"""What every rule answers, and the hurry all of them share."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from app.backtest.rules.plant_day import Counts, OpenOrders, PlantDay


class Rule(Protocol):
    """One way to stock and to replace; a new object for every run, as it may keep tables."""

    @property
    def name(self) -> str:
        """Name in reports."""
        ...

    def replacements(self, seen: PlantDay) -> Counts:
        """Choose the slots to replace in today's window, the most pressing first.

        Asked on window days only; who has no usable piece waits for a later window.
        """
        ...

    def hurried_ahead(self, seen: PlantDay) -> Counts:
        """Tell how many pieces of each part to hurry for needs that are foreseen, shape (p,)."""
        ...

    def pieces(self, seen: PlantDay) -> Counts:
        """Tell how many pieces of each part to order today the ordinary way, shape (p,)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """Pieces of each part to order today, the ordinary way and by paid hurry; shape (p,) each."""

    ordinary: Counts
    hurried: Counts


def orders_of(rule: Rule, seen: PlantDay) -> Orders:
    """Ask a rule for today's orders, after what is owed or foreseen is hurried where that pays."""
    hurried = pieces_to_hurry(seen) + rule.hurried_ahead(seen)
    on_its_way = _with_hurried(seen, hurried) if hurried.any() else seen
    return Orders(rule.pieces(on_its_way), hurried)


def pieces_to_hurry(seen: PlantDay) -> Counts:
    """Buy time for standing slots: hurry what is owed where waiting is expected to cost more.

    A piece owed is hurried when c w > c_e + c l_e, with w the mean days still to wait for the
    oldest open order, or for an order of today where none is open, and c of the dearest slot
    that waits. The same for every rule (`jit-trigger.md` section 8.1).
    """
    terms, hurried = seen.terms, np.zeros(seen.terms.parts, dtype=np.int64)
    owed, coming = seen.owed, seen.hurried
    for part in np.flatnonzero(owed > coming + seen.on_hand):
        waiting = seen.waiting & (terms.slot_part == part)
        shortage = float(terms.slot_shortage[waiting].max())
        vendor = seen.supply[terms.part_vendor[part]]
        ages = seen.orders.age_days[(seen.orders.part == part) & ~seen.orders.hurried]
        wait = vendor.days_left(int(ages.max()) if ages.size else 0)
        if not vendor.hurried_on.size:
            continue
        if shortage * wait > terms.hurry_cost[part] + shortage * float(vendor.hurried_on[0]):
            hurried[part] = owed[part] - coming[part] - seen.on_hand[part]
    return hurried


def _with_hurried(seen: PlantDay, hurried: Counts) -> PlantDay:
    """Count what was just hurried as on its way."""
    parts = np.flatnonzero(hurried)
    orders = OpenOrders(
        np.append(seen.orders.part, parts),
        np.append(seen.orders.pieces, hurried[parts]),
        np.append(seen.orders.age_days, np.zeros_like(parts)),
        np.append(seen.orders.hurried, np.ones(parts.size, dtype=bool)),
    )
    return replace(seen, orders=orders)
