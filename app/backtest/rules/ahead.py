"""Hurrying a piece for a foreseen need before it is missed: shared by the rules that foresee."""

import numpy as np

from app.backtest.rules.foresight import Foresight
from app.backtest.rules.plant_day import Counts, PlantDay, Reals
from app.core.hurry_ahead import DAYS_WEIGHED, is_hurry_due

SOON = 0.02
"""A need less likely than this within the days weighed is left for later."""


def hurried_ahead(seen: PlantDay, ahead: Foresight) -> Counts:
    """Pieces of each part to hurry today for needs that are foreseen, shape (p,).

    The soonest need takes what is on the shelf, the next ones take the open orders, oldest first.
    A critical slot's window is kept; another's may slip until it is likely to fail.
    """
    terms, found = seen.terms, np.zeros(seen.terms.parts, dtype=np.int64)
    latest = max((int(vendor.hurried_on.max(initial=0)) for vendor in seen.supply), default=0)
    reach = min(ahead.need_cdf.shape[1], max(latest, DAYS_WEIGHED) + 1)
    critical = terms.slot_critical[ahead.slot, None]
    need = np.where(critical, ahead.need_cdf[:, :reach], ahead.failing_cdf[:, :reach])
    soon = np.flatnonzero(need[:, min(DAYS_WEIGHED, reach) - 1] > SOON)
    part = terms.slot_part[ahead.slot[soon]]
    free = seen.on_hand - seen.owed
    for row in np.unique(part[np.bincount(part, minlength=terms.parts)[part] > free[part]]):
        mine = soon[part == row]
        mine = mine[np.argsort(-need[mine].sum(axis=1), kind="stable")]
        short = mine[max(int(free[row]), 0) :]
        hurried_on = seen.supply[terms.part_vendor[row]].hurried_on
        if not hurried_on.size:
            continue
        due = is_hurry_due(
            need[short],
            ahead.missed_cdf[short, :reach],
            _arrivals(seen, int(row), short.size, reach),
            terms.slot_shortage[ahead.slot[short]],
            terms.failure_extra[ahead.slot[short]],
            np.full(short.size, terms.hurry_cost[row]),
            np.tile(hurried_on, (short.size, 1)),
        )
        found[row] = int(due.sum())
    return found


def _arrivals(seen: PlantDay, part: int, needs: int, reach: int) -> Reals:
    """P(the order for each need is usable by each day), oldest orders first, (needs, reach).

    A need without one may be served by an order of today; an order that is hurried already counts
    as coming when it was promised to.
    """
    vendor = seen.supply[seen.terms.part_vendor[part]]
    arrived = np.tile(vendor.arrived_by(0, reach), (needs, 1))
    orders = np.flatnonzero(seen.orders.part == part)
    orders = orders[np.lexsort((-seen.orders.age_days[orders], ~seen.orders.hurried[orders]))]
    rows = np.repeat(orders, seen.orders.pieces[orders])
    rows = rows[max(int(seen.owed[part] - seen.on_hand[part]), 0) :][:needs]
    for n, order in enumerate(rows):
        age = int(seen.orders.age_days[order])
        if seen.orders.hurried[order]:
            left = max(int(vendor.hurried_on[0]) - age, 1)
            arrived[n] = np.arange(reach) >= left
        else:
            arrived[n] = vendor.arrived_by(age, reach)
    return arrived
