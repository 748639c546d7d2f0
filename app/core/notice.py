"""How many needs come without a prediction of today, by the notice that earlier needs gave."""

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


def unforeseen_by_day(need_rate: Reals, notice_days: Reals, days: int) -> Reals:
    """Expected count of needs by each day from slots without an alert today.

    A need on day u that is to give n days' notice will have no alert yet today where n < u: of
    needs at a rate r, r E[(t - n)+] fall within t days and are not announced yet. Needs without
    notice (n = 0) count in full. This is "shock rate plus onset and failure within t" of
    `jit-trigger.md` section 3.4, read from the plant's own record.

    Parameters
    ----------
    need_rate : ndarray, shape (p,)
        Needs a day of the slots without an alert.
    notice_days : ndarray, shape (n,)
        Days between alert and need of earlier needs; empty where nothing is recorded, and then
        no notice is counted on.
    days : int
        Length of the grid.

    Returns
    -------
    ndarray, shape (p, days)
        Expected needs up to the end of day 0, 1, 2, ...

    Examples
    --------
    Half of the needs came unannounced, half two days after their alert:

    >>> unforeseen_by_day(np.array([0.1]), np.array([0.0, 2.0]), 4).round(3).tolist()
    [[0.05, 0.1, 0.2, 0.3]]
    """
    ends = np.arange(1.0, days + 1.0)
    ordered = np.sort(notice_days) if notice_days.size else np.zeros(1)
    passed = np.searchsorted(ordered, ends)
    total = np.concatenate(([0.0], np.cumsum(ordered)))[passed]
    return np.asarray(need_rate[:, None] * ((passed * ends - total) / ordered.size))


def foreseen_share(notice_days: Reals, enough_days: Reals, arrival: Reals) -> Reals:
    """Share of the needs to come before an order of today is usable that give enough notice.

    Counted among those that have no alert yet, as in `unforeseen_by_day`.

    Parameters
    ----------
    notice_days : ndarray, shape (n,)
        Days between alert and need of earlier needs.
    enough_days : ndarray, shape (p,)
        Notice with which a hurried piece still comes in time.
    arrival : ndarray, shape (days,)
        Probability that an order of today is usable on each day.

    Examples
    --------
    Half of the needs came unannounced, half four days after their alert; an order takes 8 days:

    >>> arrival = np.eye(9)[8]
    >>> foreseen_share(np.array([0.0, 4.0]), np.array([3.0, 5.0]), arrival).round(3).tolist()
    [0.333, 0.0]
    """
    lengths, count = np.unique(notice_days, return_counts=True)
    days = np.arange(float(arrival.size))
    counted = count * (np.maximum(days - lengths[:, None], 0.0) @ arrival)
    total = counted.sum()
    enough = lengths >= enough_days[:, None]
    return np.asarray((enough @ counted) / total if total > 0 else np.zeros(enough_days.size))
