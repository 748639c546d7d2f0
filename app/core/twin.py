"""What a machine's forecast becomes under other conditions: slower, lighter, fewer days, other job.

The remaining life in days is divided by how much faster the wear goes on. Everything else is the
trigger's own order day (`app.core.what_if`) and the joint choice of the job's day
(`app.core.joint_choice`) over that life, with the output that running slower, or on fewer days,
loses until the part is replaced or fails.
"""

from dataclasses import dataclass, replace

import numpy as np

from app.core.distribution import DaysDistribution
from app.core.joint_choice import Delivery, Joint, JointCosts, WorkDay, joint_choice
from app.core.late_need import Days, Derating
from app.core.need import Need
from app.core.need_count import need_by_day
from app.core.policy import SitePolicy
from app.core.supply import Supply
from app.core.what_if import Outlook, look_out, plant_assumptions

BALL_LOAD_EXPONENT = 3.0
"""Rolling bearings last (C / P)^3 million revolutions under a load P: ISO 281, ball bearings."""

PLAIN_LOAD_EXPONENT = 1.0
"""Of anything else no law is on record: its wear is taken in proportion to the load."""

GRID_DAYS = 365
"""Days looked ahead for failures, arrivals and jobs."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """How the machine is to run, and what is to be done.

    Attributes
    ----------
    speed, load : float
        Shares of what it runs at now.
    running_days : float
        Days a week on which it runs.
    derating : Derating or None
        As entered for the machine; in force beside the rest.
    work_day : int or None
        Days from today until the part is replaced; None for the cheapest day.
    is_ordered_today : bool
        Whether the part is ordered today rather than on the cheapest day.
    """

    speed: float = 1.0
    load: float = 1.0
    running_days: float = 7.0
    derating: Derating | None = None
    work_day: int | None = None
    is_ordered_today: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TwinBasis:
    """One component as it stands today.

    Attributes
    ----------
    life : DaysDistribution
        Remaining days under today's conditions.
    deliveries : tuple of Delivery
        From the shelf, on its way, or every vendor's; one column an order day.
    order_days : ndarray of int
        Days the columns stand for.
    work_days : tuple of WorkDay
        Days the job can be done on, with what it then costs: windows, else every open day.
    any_day_cost : float
        What the job costs on a day that is none of them.
    load_exponent : float
        p of the life law L ~ 1 / (speed x load^p).
    risk : float
        Tolerated probability of being late.
    buying : Buying or None
        What dates the order by the trigger's own rule; None where the part lies here or is coming.
    """

    life: DaysDistribution
    deliveries: tuple[Delivery, ...]
    order_days: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    work_days: tuple[WorkDay, ...]
    any_day_cost: float
    costs: JointCosts
    usual: Conditions
    load_exponent: float
    risk: float
    buying: "Buying | None" = None


@dataclass(frozen=True, slots=True)
class Buying:
    """What an order is dated by."""

    need: Need
    supply: Supply
    policy: SitePolicy


@dataclass(frozen=True, slots=True, eq=False)
class TwinOutlook:
    """What one set of conditions leads to.

    Attributes
    ----------
    need_day : int or None
        Day by which the probability of failure reaches the tolerated risk; None past the grid.
    choice : Joint
        Whom to order from, on which day, and the day of the job.
    order_day : int or None
        Day to order by; None where the part lies here or is coming, or past the horizon.
    late : float
        Probability that the part is not usable when the job or the failure wants it.
    failing : float
        Probability of a failure before that job.
    cost, output_lost : float
        Expected money of the choice, and of what is not made until the job or the failure.
    arrival : ndarray, shape (days,)
        Probability that the part is usable on each day.
    """

    conditions: Conditions
    life: DaysDistribution
    need_day: int | None
    choice: Joint
    order_day: int | None
    late: float
    failing: float
    cost: float
    output_lost: float
    arrival: Days

    @property
    def together(self) -> float:
        """All money."""
        return self.cost + self.output_lost


def wear_factor(conditions: Conditions, usual: Conditions, load_exponent: float) -> float:
    """How many times faster a component wears than today.

    Source: ISO 281 for a rolling bearing's revolutions and load; days that the machine does not run
    wear nothing. What a derating entered for the machine does to its life counts beside.

    >>> slower = Conditions(speed=0.8, load=0.9)
    >>> round(wear_factor(slower, Conditions(), 3.0), 4)
    0.5832
    """
    factor = (conditions.speed / usual.speed) * (conditions.load / usual.load) ** load_exponent
    factor *= conditions.running_days / usual.running_days
    return float(factor / (conditions.derating.life_factor if conditions.derating else 1.0))


def output_lost(conditions: Conditions, usual: Conditions) -> float:
    """Share of today's output that is not made: by running slower, on fewer days, or derated.

    >>> round(output_lost(Conditions(speed=0.8, running_days=6.0), Conditions()), 4)
    0.3143
    >>> output_lost(Conditions(speed=1.2), Conditions())
    0.0
    """
    made = conditions.speed / usual.speed * conditions.running_days / usual.running_days
    made *= 1.0 - (conditions.derating.output_lost if conditions.derating else 0.0)
    return max(1.0 - made, 0.0)


def outlook(basis: TwinBasis, conditions: Conditions) -> TwinOutlook:
    """Forecast a component under conditions.

    Examples
    --------
    A failure on day 20 for sure; at 0.8 of the load a ball bearing lasts 1 / 0.8^3 times as long:

    >>> from app.core.trigger import DeliveryMode
    >>> shelf = Delivery("", DeliveryMode.NORMAL, np.eye(GRID_DAYS)[:, 1:2])
    >>> basis = TwinBasis(DaysDistribution.certain(20.0), (shelf,), np.array([0]),
    ...     tuple(WorkDay(day, 100.0) for day in range(GRID_DAYS)), 100.0,
    ...     JointCosts(1.0, 400.0, 4000.0, 100.0, 2.0), Conditions(), 3.0, 0.01)
    >>> now, light = outlook(basis, Conditions()), outlook(basis, Conditions(load=0.8))
    >>> [(o.choice.work_day, round(o.life.quantile(0.5))) for o in (now, light)]
    [(20, 20), (39, 39)]
    """
    factor = wear_factor(conditions, basis.usual, basis.load_exponent)
    life = DaysDistribution(np.asarray(basis.life.days / factor))
    cdf = need_by_day(life.fleet(), GRID_DAYS)[0]
    deliveries, order_days = basis.deliveries, basis.order_days
    asked = _asked(basis, life, conditions)
    order_day = None if asked is None or not asked.is_dated else asked.order_day
    if asked is not None and conditions.is_ordered_today:
        order_day = 0
    if asked is not None:
        column = order_days.size - 1 if order_day is None else min(order_day, order_days.size - 1)
        here = slice(column, column + 1)
        deliveries = tuple(replace(d, weights=d.weights[:, here]) for d in deliveries)
        order_days = order_days[here]
    found = joint_choice(cdf, deliveries, order_days, _work_days(basis, conditions), basis.costs)
    best = found.best
    reached = np.flatnonzero(cdf > basis.risk)
    before = float(cdf[best.work_day - 1]) if 0 < best.work_day <= GRID_DAYS else 0.0
    chosen = int(np.flatnonzero(order_days == best.order_day)[0])
    delivery = next(d for d in deliveries if (d.vendor, d.mode) == (best.vendor, best.mode))
    runs = float((1.0 - cdf[: max(best.work_day, 0)]).sum())
    lost = output_lost(conditions, basis.usual) * basis.costs.shortage_per_day * runs
    return TwinOutlook(
        conditions=conditions,
        life=life,
        need_day=int(reached[0]) if reached.size else None,
        choice=best,
        order_day=order_day,
        late=best.late if asked is None else _late_of(asked, order_day),
        failing=before,
        cost=best.cost,
        output_lost=lost,
        arrival=np.asarray(delivery.weights[:, chosen]),
    )


def _asked(basis: TwinBasis, life: DaysDistribution, conditions: Conditions) -> Outlook | None:
    """Date the order by the trigger's own rule; a job asked for wants the part on its day."""
    buying = basis.buying
    if buying is None:
        return None
    if conditions.work_day is not None:
        life = DaysDistribution(np.minimum(life.days, float(conditions.work_day)))
    need = replace(buying.need, life=life)
    assumed = plant_assumptions(need, buying.supply, buying.policy)
    return look_out(need, life, buying.supply, buying.policy, assumed, 1)


def _late_of(asked: Outlook, order_day: int | None) -> float:
    """Return P(late) of an order day, of the delivery proposed."""
    if order_day is None or order_day == asked.order_day:
        return asked.late
    return float(asked.late_by_day[order_day])


def _work_days(basis: TwinBasis, conditions: Conditions) -> tuple[WorkDay, ...]:
    """Return the days the job may be done on: the one asked for, or all that are on record."""
    if conditions.work_day is None:
        return basis.work_days
    known = {day.day: day for day in basis.work_days}
    return (known.get(conditions.work_day, WorkDay(conditions.work_day, basis.any_day_cost)),)
