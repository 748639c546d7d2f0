"""In which work window a part is replaced: one look ahead on the age-replacement cost rate.

Waiting from one window to the next risks a failure and its extra cost; replacing now throws away
life that costs g* a day. Work is done in the first window where the risk is the dearer of the two
(`jit-trigger.md` section 3.3).
"""

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

NEVER = -1
"""Stands for "in none of the windows looked at"."""


def cost_rate(planned_cost: Reals, price: Reals, order_cost: Reals, mean_life_days: Reals) -> Reals:
    """Return g*, what a day of a part's life costs: (planned job + part + K) / mean life.

    Source: `jit-trigger.md` section 3.3.

    >>> cost_rate(np.array([90.0]), np.array([450.0]), np.array([60.0]), np.array([600.0]))
    array([1.])
    """
    return (planned_cost + price + order_cost) / mean_life_days


def best_window(
    need_cdf: Reals,
    windows: NDArray[np.int64],
    failure_extra: Reals,
    life_cost_per_day: Reals,
) -> NDArray[np.int64]:
    """Find the window in which each slot is to be replaced, as predicted today.

    Window w_j is the first with [F(w_{j+1}) - F(w_j)] / (1 - F(w_j)) c_f > g* (w_{j+1} - w_j); F is
    taken as the window's day begins, and a slot that has surely failed by then counts as due.

    Parameters
    ----------
    need_cdf : ndarray, shape (n, days)
        P(T < t + 1) for t = 0, 1, ..., from `app.core.need_count.need_by_day`, times the share of
        alerts that are real.
    windows : ndarray of int, shape (w,)
        Days of the coming windows, rising, at least two and none past the grid; the last one only
        closes the look-ahead.
    failure_extra, life_cost_per_day : ndarray, shape (n,)
        c_f, money; g*, money a day.

    Returns
    -------
    ndarray of int, shape (n,)
        Index into `windows`; `NEVER` where waiting pays in each.

    Examples
    --------
    A failure on day 18 for sure; the window of day 14 is the last one before it:

    >>> failing = (np.arange(30) >= 18)[None] * 1.0
    >>> best_window(failing, np.array([0, 7, 14, 21]), np.array([5e3]), np.array([1.0])).tolist()
    [2]
    """
    before = np.concatenate((np.zeros_like(need_cdf[:, :1]), need_cdf), axis=1)
    failed = before[:, windows]
    alive = 1.0 - failed[:, :-1]
    fails_next = np.diff(failed, axis=1)
    risk = np.divide(fails_next, alive, out=np.ones_like(alive), where=alive > 0)
    due = risk * failure_extra[:, None] > life_cost_per_day[:, None] * np.diff(windows)
    return np.where(due.any(axis=1), due.argmax(axis=1), NEVER)


def missed_by_day(
    failing_cdf: Reals, windows: NDArray[np.int64], window: NDArray[np.int64]
) -> Reals:
    """Probability that a machine fails for want of a piece that is not usable by each day.

    Who has the piece in the job's window w, or in a later one, is replaced there; a piece that
    comes between two windows is of no use before the second. Without it up to day t the next job
    is in the first window v after t, and what fails from w to v was not saved: F(v) - F(w).

    Parameters
    ----------
    failing_cdf : ndarray, shape (n, days)
        P(T < t + 1), `app.core.need_count.need_by_day`.
    windows : ndarray of int, shape (w,)
        Days of the windows, rising, none past the grid; after the last one the grid ends.
    window : ndarray of int, shape (n,)
        From `best_window`; nothing is missed where that is `NEVER`.

    Returns
    -------
    ndarray, shape (n, days)

    Examples
    --------
    A failure on day 4 for sure, windows on days 2 and 6; the piece must be there on day 2:

    >>> failing = (np.arange(8) >= 4)[None] * 1.0
    >>> missed_by_day(failing, np.array([2, 6]), np.array([0])).tolist()
    [[0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]]
    """
    days = failing_cdf.shape[1]
    before = np.concatenate((np.zeros_like(failing_cdf[:, :1]), failing_cdf), axis=1)
    following = np.append(windows, days)[np.searchsorted(windows, np.arange(days), side="right")]
    first = np.where(window == NEVER, days, windows[window])
    lost = before[:, following] - np.take_along_axis(before, first[:, None], axis=1)
    return np.where(np.arange(days) >= first[:, None], lost, 0.0)


def need_with_window(
    need_cdf: Reals, windows: NDArray[np.int64], window: NDArray[np.int64]
) -> Reals:
    """Probability that the part is wanted by each day, the job's window included.

    U = min(T, w): by the day of the window the part is wanted for sure.

    Parameters
    ----------
    need_cdf : ndarray, shape (n, days)
        P(T <= t), `app.core.need_count.need_by_day`.
    windows : ndarray of int, shape (w,)
        Days of the windows.
    window : ndarray of int, shape (n,)
        From `best_window`.

    Examples
    --------
    >>> need_with_window(np.array([[0.0, 0.1, 0.2, 0.3]]), np.array([0, 2]), np.array([1])).tolist()
    [[0.0, 0.1, 1.0, 1.0]]
    """
    days = np.arange(need_cdf.shape[1])
    day = np.where(window == NEVER, days.size, windows[window])
    return np.where(days >= day[:, None], 1.0, need_cdf)
