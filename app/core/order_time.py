"""The newsvendor in time: how likely an order of a given day comes too late, over arrays."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from app.core.calendars import HORIZON_DAYS, ArrivalTable
from app.core.distribution import DaysDistribution, cumulative

ROUNDING = 1e-9
"""Probabilities closer than this are equal: sums of products carry rounding noise."""

RISK_FLOOR = 0.001
"""Lowest kept probability level; no smaller risk can be read from the quantiles."""


def tolerated_risk(
    holding_per_day: ArrayLike, shortage_per_day: ArrayLike, service_floor: ArrayLike
) -> NDArray[np.float64]:
    """Probability of being late that an order day may carry.

    max(0.001, min(h/(h+c), 1 - beta)), `jit-trigger.md` sections 3.2 and 5.

    Parameters
    ----------
    holding_per_day, shortage_per_day : array_like, shape (n,)
        h and c in money a day.
    service_floor : array_like, shape (n,)
        beta of the criticality class.

    Examples
    --------
    >>> float(tolerated_risk(0.31, 1200.0, 0.99).round(6))
    0.001
    >>> float(tolerated_risk(1.0, 3.0, 0.95).round(6))
    0.05
    """
    h, c = np.asarray(holding_per_day, dtype=float), np.asarray(shortage_per_day, dtype=float)
    total = h + c
    ratio = np.divide(h, total, out=np.ones_like(total), where=total > 0)
    allowed = np.minimum(ratio, 1.0 - np.asarray(service_floor, dtype=float))
    return np.asarray(np.maximum(RISK_FLOOR, allowed))


@lru_cache(maxsize=128)
def lead_probabilities(lead: DaysDistribution) -> NDArray[np.float64]:
    """Probability of each whole number of supplier working days a delivery takes.

    Parts of a day count whole, so that the order never comes later than it must; what lies outside
    the kept quantiles is counted at the lowest and the highest of them, and what takes longer than
    two years at two years: nothing is planned that far. One object is worked out once.

    Returns
    -------
    ndarray, shape (longest + 1,)
        `g[l]` = P(l - 1 < L <= l), sums to 1; read-only.

    Examples
    --------
    >>> lead_probabilities(DaysDistribution.certain(5.0)).round(3).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    """
    longest = min(math.ceil(float(lead.days[-1]) - ROUNDING), HORIZON_DAYS)
    whole_days = np.arange(longest + 1.0)
    reached = cumulative(lead.days.reshape(1, -1), whole_days, closed=True)[0]
    reached[whole_days < lead.days[0]] = 0.0
    reached[-1] = 1.0
    probabilities: NDArray[np.float64] = np.diff(reached, prepend=0.0)
    probabilities.setflags(write=False)
    return probabilities


def late_probability(
    life_days: NDArray[np.float64],
    lead: NDArray[np.float64],
    table: ArrivalTable,
    margin_days: int,
) -> NDArray[np.float64]:
    """P(part usable only after the need) for every order day, for a whole fleet.

    P(late | o) = sum_l g(l) P(T < arrival(o, l) + a): what has failed by each day is looked up
    once and gathered for every lead time (`jit-trigger.md` section 9).

    Parameters
    ----------
    life_days : ndarray, shape (n, 103)
        Quantiles of remaining life in days from today.
    lead : ndarray, shape (l,)
        Probability of each lead time in supplier working days.
    table : ArrivalTable
        Goods-in days by order day and lead time.
    margin_days : int
        a, days from goods-in until the part is usable.

    Returns
    -------
    ndarray, shape (n, order days)
        Probabilities, not falling with the order day.
    """
    usable = table.arrival_day[:, : lead.size] + margin_days
    failed_before = cumulative(life_days, np.arange(usable.max() + 1.0), closed=False)
    lengths = np.flatnonzero(lead)
    arrived, share = usable[:, lengths].T, lead[lengths, None]
    late = np.empty((life_days.shape[0], usable.shape[0]))
    for row, failed in enumerate(failed_before):
        late[row] = (share * failed.take(arrived)).sum(axis=0)
    return late


def latest_day_within(late: NDArray[np.float64], risk: NDArray[np.float64]) -> NDArray[np.int64]:
    """Latest order day whose probability of being late stays within the tolerated risk.

    Returns
    -------
    ndarray of int, shape (n,)
        Order days; -1 where even an order of today (day 0) is over the risk.

    Examples
    --------
    >>> latest_day_within(np.array([[0.0, 0.01, 0.2], [0.1, 0.2, 0.3]]), np.array([0.05, 0.05]))
    array([ 1, -1])
    """
    return np.asarray((late <= risk[:, None] + ROUNDING).sum(axis=1) - 1, dtype=np.int64)


def chance_order_day(
    window_day: float, lead_mean: float, lead_sd: float, probability: float, margin_days: float
) -> float:
    """Latest day with the median arrival a margin before the window and P(in time) >= p.

    The article's formula is the case p = Phi(1) (`jit-trigger.md` section 2.1).

    >>> chance_order_day(10, 4, 2, 0.8413447460685429, 1)
    4.0
    """
    quantile = lead_mean + lead_sd * float(special.ndtri(probability))
    return min(window_day - margin_days - lead_mean, window_day - quantile)


def order_day_normal(
    life_mean: float,
    life_sd: float,
    lead_mean: float,
    lead_sd: float,
    holding_per_day: float,
    shortage_per_day: float,
    margin_days: float,
) -> float:
    """Best order day where life and lead time are normal: quantile h/(h+c) of T - a - L.

    >>> round(order_day_normal(30, 4, 8, 3, 1.2, 480, 0), 6)
    7.96081
    """
    ratio = holding_per_day / (holding_per_day + shortage_per_day)
    spread = math.hypot(life_sd, lead_sd)
    return life_mean - margin_days - lead_mean + spread * float(special.ndtri(ratio))


def article_order_day(
    life_days: float, lead_days: float, spread_days: float, margin_days: float = 1.0, k: float = 1.0
) -> float:
    """Return T - L - max(1 day, k V), the article's rule (`jit-trigger.md` section 2.1).

    >>> article_order_day(18, 5, 0), article_order_day(10, 4, 2)
    (12.0, 4.0)
    """
    return float(life_days - lead_days - max(margin_days, k * spread_days))
