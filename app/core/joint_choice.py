"""When to order and when to do the job, chosen together, from every vendor and delivery.

T is the day of failure, A the day the part is usable, w the day of the work window, all whole days
from today; a failure of day w comes after the job of day w has begun. The objective is that of
`jit-trigger.md` section 3.3:

    h E[(min(T,w) - A)+] + E kappa((A-T)+) + c_f P(T < max(w,A)) + c_p P(T >= max(w,A))
    + c_s P(A > w, T > w) + g* E[(T - max(w,A))+]

Every sum over days runs once for all windows, so that the whole table costs a few products.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.order_cost import cost_by_order_day, still_away
from app.core.trigger import DeliveryMode

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class JointCosts:
    """What time and mishap cost, in money of the site.

    Attributes
    ----------
    holding_per_day, shortage_per_day : float
        h and c.
    failure : float
        c_f, what a failure costs beside the days waited for the part.
    slipped_window : float
        c_s, a window that passes because the part is not there.
    lost_life_per_day : float
        g*, cost of renewing a day of life: (planned job + part + order) / mean life.
    standing_costs : ndarray of bool, shape (days,), or None
        False on days of a shutdown, when standing still costs nothing; None where every day does.
    """

    holding_per_day: float
    shortage_per_day: float
    failure: float
    slipped_window: float
    lost_life_per_day: float
    standing_costs: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A day on which the job can be done, and what doing it then costs (c_p)."""

    day: int
    planned_job: float


@dataclass(frozen=True, slots=True, eq=False)
class Delivery:
    """A vendor's delivery in one mode.

    Attributes
    ----------
    weights : ndarray, shape (days, m)
        From `app.core.order_cost.arrival_weights`, one column an order day.
    fee : float
        Money beside what the part costs in the usual way.
    expedite_cost, expedite_days : float
        c_e and l_e of a hurried delivery at hand while waiting, infinite cost for none.
    """

    vendor: str
    mode: DeliveryMode
    weights: Reals
    fee: float = 0.0
    expedite_cost: float = np.inf
    expedite_days: float = 0.0


@dataclass(frozen=True, slots=True)
class Joint:
    """One choice: whom to order from on which day, and on which day to do the job."""

    vendor: str
    mode: DeliveryMode
    order_day: int
    work_day: int
    cost: float
    late: float


@dataclass(frozen=True, slots=True, eq=False)
class JointChoice:
    """The cheapest choice, and what every other would cost.

    Attributes
    ----------
    cost, late : ndarray, shape (deliveries, order days, work days)
        Expected money, and P(part not usable when the job or the failure wants it).
    """

    deliveries: tuple[Delivery, ...]
    order_days: NDArray[np.int64]
    work_days: tuple[WorkDay, ...]
    cost: Reals
    late: Reals

    @property
    def best(self) -> Joint:
        """The cheapest choice; of equal ones the first named, ordered earliest."""
        return self._at(np.unravel_index(int(self.cost.argmin()), self.cost.shape))

    def alternatives(self) -> Iterator[Joint]:
        """Yield every choice, cheapest first."""
        for flat in np.argsort(self.cost, axis=None, kind="stable"):
            yield self._at(np.unravel_index(int(flat), self.cost.shape))

    def on(self, work_day: int) -> Joint:
        """Return the cheapest choice that does the job on a day."""
        column = [window.day for window in self.work_days].index(work_day)
        of_day = self.cost[:, :, column]
        delivery, order = np.unravel_index(int(of_day.argmin()), of_day.shape)
        return self._at((delivery, order, np.intp(column)))

    def _at(self, place: tuple[np.intp, ...]) -> Joint:
        """Read one cell of the table."""
        delivery, order, window = (int(n) for n in place)
        return Joint(
            vendor=self.deliveries[delivery].vendor,
            mode=self.deliveries[delivery].mode,
            order_day=int(self.order_days[order]),
            work_day=self.work_days[window].day,
            cost=float(self.cost[delivery, order, window]),
            late=float(self.late[delivery, order, window]),
        )


def joint_choice(
    need_cdf: Reals,
    deliveries: Sequence[Delivery],
    order_days: NDArray[np.int64],
    work_days: Sequence[WorkDay],
    costs: JointCosts,
) -> JointChoice:
    """Reckon every (delivery, order day, work day).

    Parameters
    ----------
    need_cdf : ndarray, shape (days,)
        P(T <= t), from `app.core.need_count.need_by_day`; a failure past the grid counts on the
        day after it. A work day past the grid means: wait for the failure.
    order_days : ndarray of int, shape (m,)
        Days the columns of each delivery's weights stand for.
    work_days : sequence of WorkDay
        Windows that hold the job.

    Raises
    ------
    ValueError
        If there is no delivery or no work day.

    Examples
    --------
    A failure on day 9 or 10, windows on days 7 and 14, a part that takes 3 days:

    >>> cdf = np.array([0.0] * 9 + [0.5] + [1.0] * 10)
    >>> weights = np.eye(20)[:, 3:13]                    # ordered on day 0 to 9
    >>> costs = JointCosts(1.0, 400.0, 1000.0, 50.0, 2.0)
    >>> found = joint_choice(cdf, [Delivery("V", DeliveryMode.NORMAL, weights)], np.arange(10),
    ...                      [WorkDay(7, 100.0), WorkDay(14, 100.0)], costs)
    >>> found.best.order_day, found.best.work_day, found.best.cost
    (4, 7, 105.0)
    """
    if not deliveries or not work_days:
        raise ValueError("a joint choice needs a delivery and a day for the job")
    tables = [_table(need_cdf, delivery, work_days, costs) for delivery in deliveries]
    cost, late = (np.stack([table[n] for table in tables]) for n in (0, 1))
    return JointChoice(tuple(deliveries), order_days, tuple(work_days), cost, late)


def _table(
    need_cdf: Reals, delivery: Delivery, work_days: Sequence[WorkDay], costs: JointCosts
) -> tuple[Reals, Reals]:
    """Cost and P(late) of one delivery, each of shape (order days, work days)."""
    days = need_cdf.size
    at = np.array([min(window.day, days) for window in work_days])
    planned = np.array([window.planned_job for window in work_days])
    weights = np.concatenate((delivery.weights, np.zeros_like(delivery.weights[:1])))
    away = np.asarray(still_away(weights), dtype=np.float64)
    alive = np.append(1.0 - need_cdf, 0.0)
    failed_before = np.append(0.0, need_cdf)
    left = np.cumsum(alive[::-1])[::-1]
    held = np.cumsum(np.vstack((np.zeros_like(away[:1]), alive[:, None] * (1.0 - away)))[:-1], 0)
    fails = _at_later(failed_before, weights, away)[at]
    never_used = _at_later(left, weights, away)[at]
    slips = away[at] * alive[at, None]
    cost = (
        delivery.fee
        + costs.holding_per_day * held[at]
        + _waiting(need_cdf, delivery, costs)
        + costs.failure * fails
        + planned[:, None] * (1.0 - fails)
        + costs.slipped_window * slips
        + costs.lost_life_per_day * never_used
    )
    before_failure = np.cumsum(weights * failed_before[:, None], axis=0)
    late = before_failure[at] + away[at]
    return cost.T, late.T


def _at_later(by_day: Reals, weights: Reals, away: Reals) -> Reals:
    """Expected value of a function of max(w, A), for every w, shape (days + 1, order days)."""
    after = np.cumsum((weights * by_day[:, None])[::-1], axis=0)[::-1]
    beyond = np.vstack((after[1:], np.zeros_like(after[:1])))
    return np.asarray(by_day[:, None] * (1.0 - away) + beyond)


def _waiting(need_cdf: Reals, delivery: Delivery, costs: JointCosts) -> Reals:
    """E kappa((A-T)+) by order day; days of a shutdown are free, and nothing is hurried then."""
    if costs.standing_costs is not None:
        stands = need_cdf * costs.standing_costs
        return np.asarray(costs.shortage_per_day * (stands @ still_away(delivery.weights)))
    return np.asarray(
        cost_by_order_day(
            need_cdf[None],
            delivery.weights,
            np.zeros(1),
            np.array([costs.shortage_per_day]),
            delivery.expedite_cost,
            delivery.expedite_days,
        )[0]
    )
