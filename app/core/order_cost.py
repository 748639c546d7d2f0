"""What ordering on each day is expected to cost, for a whole fleet in one matrix product.

Days are whole days from today, 0 to `days` - 1; a failure at any hour of day t is a need of day t
(`app.core.need_count.need_by_day`), served by a part usable on that day. A need that lies past the
grid counts as never within it. With V[a] = P(usable after day a | ordered on tau) the sum over
all arrivals of `jit-trigger.md` section 3.3 becomes products of the fleet's probabilities with V:

    J(tau) = h sum_a (1 - F(a)) (1 - V[a]) + c sum_a [F(a) - F(a - x_c)] V[a]
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import ArrivalTable

Reals = NDArray[np.floating[Any]]
"""Real numbers of either precision: a site's review computes in single, one decision in double."""


def arrival_weights(
    lead_probability: NDArray[np.float64],
    table: ArrivalTable,
    margin_days: int,
    order_days: NDArray[np.int64],
    days: int,
) -> NDArray[np.float64]:
    """Probability that the part is usable on each day, for each order day.

    Parameters
    ----------
    lead_probability : ndarray, shape (l,)
        Probability of each lead time in supplier working days.
    table : ArrivalTable
        Goods-in days by order day and lead time.
    margin_days : int
        Days from goods-in until the part is usable.
    order_days : ndarray of int, shape (m,)
        Days on which an order may be placed, rising.
    days : int
        Length of the day grid; what comes later stands on its last day.

    Returns
    -------
    ndarray, shape (days, m)
        Each column sums to 1.
    """
    weights = np.zeros((days, order_days.size))
    arrival = table.arrival_day[order_days, : lead_probability.size] + margin_days
    column = np.broadcast_to(np.arange(order_days.size)[:, None], arrival.shape)
    share = np.broadcast_to(lead_probability, arrival.shape)
    np.add.at(weights, (np.minimum(arrival, days - 1), column), share)
    return weights


def still_away(weights: Reals) -> Reals:
    """P(usable after day a | ordered on tau), from the weights; shape (days, m).

    >>> still_away(np.array([[0.0], [0.25], [0.75]]))[:, 0].tolist()
    [1.0, 0.75, 0.0]
    """
    after = np.cumsum(weights[::-1], axis=0)[::-1]
    return np.asarray(np.concatenate((after[1:], np.zeros_like(after[:1]))))


def late_by_order_day(need_cdf: Reals, weights: Reals) -> Reals:
    """P(the need comes before the part is usable) for every order day.

    Parameters
    ----------
    need_cdf : ndarray, shape (n, days)
        P(T <= t) of each need by each day.
    weights : ndarray, shape (days, m)
        From `arrival_weights`.

    Returns
    -------
    ndarray, shape (n, m)

    Examples
    --------
    A need on day 2 or 3, a part usable on day 3:

    >>> late_by_order_day(np.array([[0.0, 0.0, 0.4, 1.0]]), np.eye(4)[:, [3]]).tolist()
    [[0.4]]
    """
    return need_cdf[:, :-1] @ weights[1:].astype(need_cdf.dtype)


def cost_by_order_day(
    need_cdf: Reals,
    weights: Reals,
    holding: Reals,
    shortage: Reals,
    expedite_cost: float | Reals = np.inf,
    expedite_days: float | Reals = 0.0,
) -> Reals:
    """Expected money of each order day: h E[(T-A)+] + E kappa((A-T)+).

    kappa(x) = min(c x, c_e + c min(x, l_e)): who waits may pay for a hurried delivery.

    Parameters
    ----------
    need_cdf : ndarray, shape (n, days)
        P(T <= t) of each need by each day; a need past the last day counts on the day after it.
    weights : ndarray, shape (days, m)
        From `arrival_weights`.
    holding, shortage : ndarray, shape (n,)
        h and c in money a day.
    expedite_cost, expedite_days : float or ndarray, shape (n,)
        c_e in money, l_e in days; infinite cost for none.

    Returns
    -------
    ndarray, shape (n, m)
        Money.

    Examples
    --------
    A need on day 3 for sure, held at 2 a day, waited for at 100 a day; usable on day 1, 3, 4:

    >>> sure = np.array([[0.0, 0.0, 0.0, 1.0, 1.0]])
    >>> cost_by_order_day(sure, np.eye(5)[:, [1, 3, 4]], np.array([2.0]), np.array([100.0]))
    array([[  4.,   0., 100.]])
    """
    away = still_away(weights).astype(need_cdf.dtype)
    waiting = need_cdf @ away
    days, survived = need_cdf.shape[1], need_cdf.sum(axis=1)[:, None]
    held = days - survived - away.sum(axis=0) + waiting
    h, c = holding[:, None], shortage[:, None]
    if np.isinf(expedite_cost).all():
        return np.asarray(h * held + c * waiting)
    capped = _beyond_cap(need_cdf, away, shortage, expedite_cost, expedite_days)
    return np.asarray(h * held + c * (waiting - capped))


def _beyond_cap(
    need_cdf: Reals,
    away: Reals,
    shortage: Reals,
    expedite_cost: float | Reals,
    expedite_days: float | Reals,
) -> Reals:
    """Days waited past x_c = l_e + c_e/c, which a hurried delivery saves; parts of a day count."""
    with np.errstate(divide="ignore"):
        cap = np.where(shortage > 0, expedite_days + expedite_cost / shortage, np.inf)
    cap = np.minimum(cap, away.shape[0])
    whole = np.floor(cap).astype(np.int64)
    part = (cap - whole)[:, None].astype(need_cdf.dtype)
    beyond = np.zeros((need_cdf.shape[0], away.shape[1]), dtype=need_cdf.dtype)
    for length in np.unique(whole):
        rows = whole == length
        first, second = (_later(need_cdf[rows], away, int(length) + n) for n in (0, 1))
        beyond[rows] = (1 - part[rows]) * first + part[rows] * second
    return beyond


def _later(need_cdf: Reals, away: Reals, days: int) -> Reals:
    """Sum F(a - days) V[a] over all days a."""
    if days >= away.shape[0]:
        return np.zeros((need_cdf.shape[0], away.shape[1]), dtype=need_cdf.dtype)
    return np.asarray(need_cdf[:, : away.shape[0] - days] @ away[days:])
