"""What a hurried delivery with a price changes: how much lateness the cheapest day may bear."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.need_count import need_by_day
from app.core.order_cost import arrival_weights, cost_by_order_day
from app.core.order_time import latest_day_within, lead_probabilities
from app.core.supply import Supply


def cost_when_hurried(
    life: NDArray[np.float64],
    holding_per_day: NDArray[np.float64],
    shortage_per_day: NDArray[np.float64],
    supply: Supply,
    late: NDArray[np.float64],
    floor_risk: NDArray[np.float64],
) -> NDArray[np.floating[Any]] | None:
    """Expected money of each order day with a hurried delivery at hand; None without a price.

    Parameters
    ----------
    life : ndarray, shape (n, 103)
        Quantiles of remaining life in days from today.
    holding_per_day, shortage_per_day : ndarray, shape (n,)
        h and c in money a day.
    late : ndarray, shape (n, order days)
        P(late) by order day with normal delivery.
    floor_risk : ndarray, shape (n,)
        P(late) that the service floor allows.

    Returns
    -------
    ndarray, shape (n, m), or None
        Money of today and the days after, up to one day past what any floor allows.
    """
    if supply.expedited is None or math.isinf(supply.expedite_cost):
        return None
    last = int(latest_day_within(late, floor_risk).max())
    order_days = np.arange(min(max(last, 0) + 2, late.shape[1]))
    lead = lead_probabilities(supply.lead.distribution)
    latest = int(supply.table.arrival_day[order_days[-1], lead.size - 1]) + supply.margin_days
    weights = arrival_weights(lead, supply.table, supply.margin_days, order_days, latest + 1)
    return cost_by_order_day(
        need_by_day(life, latest + 1),
        weights,
        holding_per_day,
        shortage_per_day,
        supply.expedite_cost,
        supply.expedited.median_days,
    )


def risk_when_hurried(
    cost: NDArray[np.floating[Any]], late: NDArray[np.float64], floor_risk: NDArray[np.float64]
) -> NDArray[np.float64]:
    """P(late) on the cheapest order day that the service floor allows, 0 where that is today.

    kappa(x) = min(c x, c_e + c min(x, l_e)) caps what being late costs, so a little more of it
    may be risked (`jit-trigger.md` section 3.3).

    Examples
    --------
    >>> late = np.array([[0.0, 0.02, 0.3]])
    >>> risk_when_hurried(np.array([[9.0, 8.0, 7.0]]), late, np.array([0.05])).tolist()
    [0.02]
    """
    by_day = late[:, : cost.shape[1]]
    cheapest = np.where(by_day <= floor_risk[:, None], cost, np.inf).argmin(axis=1)
    return np.where(cheapest > 0, by_day[np.arange(cheapest.size), cheapest], 0.0)
