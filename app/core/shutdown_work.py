"""A failure predicted inside a shutdown: the job before it, or in it with the part on hand.

Source: `jit-trigger.md` section 5. While the plant is shut a machine stands: it neither wears nor
costs anything by standing, so remaining life is counted on around the shutdown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.joint_choice import Delivery, Joint, JointCosts, WorkDay, joint_choice


@dataclass(frozen=True, slots=True)
class ShutdownChoice:
    """Both ways around a shutdown, each with its cheapest order; the former is the default."""

    pulled_forward: Joint
    in_shutdown: Joint

    @property
    def saved_in_shutdown(self) -> float:
        """Money that doing the job in the shutdown would save, below 0 where it costs more."""
        return self.pulled_forward.cost - self.in_shutdown.cost


def around_shutdown(
    need_cdf: NDArray[np.float64],
    deliveries: Sequence[Delivery],
    order_days: NDArray[np.int64],
    costs: JointCosts,
    before: WorkDay,
    inside_planned_job: float,
    first_day: int,
    last_day: int,
) -> ShutdownChoice:
    """Reckon the job on the last slot before a shutdown against the job on its first day.

    Parameters
    ----------
    need_cdf : ndarray, shape (days,)
        P(T <= t) as if the machine ran on every day.
    before : WorkDay
        Last slot that holds the job before the shutdown, from
        `app.core.calendars.last_slot_before`.
    inside_planned_job : float
        What the job costs while the plant stands anyway.
    first_day, last_day : int
        The shutdown, both days included, `first_day` above 0.

    Examples
    --------
    A failure on day 12, inside a shutdown of days 10 to 14; the job stops 100 of output before it
    and none in it:

    >>> from app.core.trigger import DeliveryMode
    >>> cdf = (np.arange(30) >= 12) * 1.0
    >>> truck = Delivery("V", DeliveryMode.NORMAL, np.eye(30)[:, 3:12])
    >>> costs = JointCosts(1.0, 400.0, 1000.0, 50.0, 2.0)
    >>> found = around_shutdown(cdf, [truck], np.arange(9), costs, WorkDay(9, 100.0), 0.0, 10, 14)
    >>> found.pulled_forward.work_day, found.in_shutdown.work_day, found.saved_in_shutdown
    (9, 10, 102.0)
    """
    days = np.arange(need_cdf.size)
    stands = (days >= first_day) & (days <= last_day)
    ran = days - np.clip(days - first_day + 1, 0, last_day - first_day + 1)
    reached = np.where(ran >= 0, need_cdf[np.maximum(ran, 0)], 0.0)
    choice = joint_choice(
        reached,
        deliveries,
        order_days,
        (before, WorkDay(first_day, inside_planned_job)),
        replace(costs, standing_costs=~stands),
    )
    return ShutdownChoice(choice.on(before.day), choice.on(first_day))
