"""Whether to hurry a piece before it is missed: a need that is foreseen can be rescued in time."""

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

ROUNDING = 1e-9
"""Money that does not decide."""

DAYS_WEIGHED = 21
"""Days from today on which hurrying is weighed against hurrying today."""


def is_hurry_due(
    need_cdf: Reals,
    missed_cdf: Reals,
    arrived_cdf: Reals,
    shortage: Reals,
    failure_extra: Reals,
    hurry_cost: Reals,
    hurried_on: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell for each foreseen need whether its piece is to be hurried today.

    Hurrying on day tau, with a piece usable on day e(tau), costs c_e if the piece under way has
    not come by tau. Each day on which neither is usable costs c where the machine waits, and c_f
    for the failures that no window is left to prevent:

        J(tau) = c_e P(A > tau) + sum_{a < e(tau)} {c P(U <= a) + c_f P(missed on day a)} P(A > a)

    Today is the day if every later one is dearer: as long as the piece may still come by itself,
    and the need is far, waiting is (the mode choice of `jit-trigger.md` section 3.3).

    Parameters
    ----------
    need_cdf : ndarray, shape (n, days)
        P(U <= t): the machine would wait from then on.
    missed_cdf : ndarray, shape (n, days)
        P(the machine fails because the piece is not usable on day t or before), from
        `app.core.replacement.missed_by_day`.
    arrived_cdf : ndarray, shape (n, days)
        P(the piece under way for it is usable by each day); zero where there is none.
    shortage, failure_extra, hurry_cost : ndarray, shape (n,)
        c, money a day; c_f and c_e, money; c_e is infinite where nothing can be hurried.
    hurried_on : ndarray of int, shape (n, m)
        e(tau): day on which a piece hurried today, tomorrow, ... is usable, calendars included;
        only the first `DAYS_WEIGHED` are looked at.

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    Needed on day 9 for sure, nothing under way, a hurried piece takes 3 days: it is ordered on
    day 6, and on day 0 by one who is down by day 3.

    >>> days = np.arange(30)
    >>> sure = np.array([days >= 9, days >= 3]) * 1.0
    >>> is_hurry_due(sure, sure, np.zeros((2, 30)), np.full(2, 500.0), np.zeros(2),
    ...     np.full(2, 200.0), np.tile(np.arange(21) + 3, (2, 1))).tolist()
    [False, True]
    """
    cost = cost_by_hurry_day(
        need_cdf, missed_cdf, arrived_cdf, shortage, failure_extra, hurry_cost, hurried_on
    )
    later = cost[:, 1:].min(axis=1)
    return np.asarray((cost[:, 0] < later - ROUNDING) & np.isfinite(hurry_cost))


def cost_by_hurry_day(
    need_cdf: Reals,
    missed_cdf: Reals,
    arrived_cdf: Reals,
    shortage: Reals,
    failure_extra: Reals,
    hurry_cost: Reals,
    hurried_on: NDArray[np.int64],
) -> Reals:
    """Expected money of hurrying on each day from today; J(tau) of `is_hurry_due`.

    Returns
    -------
    ndarray, shape (n, days weighed)
        At most 21 days; infinite where nothing can be hurried and the piece may not have come.
    """
    days = need_cdf.shape[1]
    missed = np.diff(missed_cdf, axis=1, prepend=0.0)
    a_day = shortage[:, None] * need_cdf + failure_extra[:, None] * missed
    lost = np.cumsum(a_day * (1.0 - arrived_cdf), axis=1)
    lost = np.concatenate((np.zeros_like(lost[:, :1]), lost), axis=1)
    tau = np.arange(min(DAYS_WEIGHED, days, hurried_on.shape[1]))
    until = np.minimum(hurried_on[:, tau], days)
    waited = np.take_along_axis(lost, until, axis=1)
    with np.errstate(invalid="ignore"):
        paid = hurry_cost[:, None] * (1.0 - arrived_cdf[:, tau])
    return np.asarray(waited + np.where(np.isnan(paid), 0.0, paid))
