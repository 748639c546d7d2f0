"""Kits: a job that needs several parts begins when the last of them is there.

A_kit = max A_m over the parts, so that P(A_kit <= w) = prod p_m. Of all order days that reach the
kit's probability the cheapest are sought: a part that costs little on the shelf is ordered early,
so that a dear one need not be (`jit-trigger.md` section 6). Waiting costs the machine the same
whichever part is missing: the shortage cost is the kit's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS
from app.core.order_cost import arrival_weights
from app.core.order_time import lead_probabilities
from app.core.supply import Supply

SAME = 1e-12
"""Probabilities closer than this are equal."""

SAME_MONEY = 1e-9
"""Money closer than this is equal: sums carry rounding noise."""


@dataclass(frozen=True, slots=True, eq=False)
class KitPart:
    """One part of a kit: how it comes, and what it costs a day on the shelf (all its pieces).

    `supply` is None for a part that lies ready.
    """

    part_id: str
    holding_per_day: float
    supply: Supply | None


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """One part's order days: day usable, P(in time), money on the shelf until the job.

    `weights` has shape (days, order days), the others (order days,).
    """

    weights: NDArray[np.float64]
    in_time: NDArray[np.float64]
    held: NDArray[np.float64]

    def latest_day(self, probability: float) -> int:
        """Latest order day that is in time so surely; today where none is."""
        return max(int((self.in_time >= probability - SAME).sum()) - 1, 0)


@dataclass(frozen=True, slots=True)
class KitLine:
    """When one part of the kit must be ordered.

    Attributes
    ----------
    order_in_days : int or None
        Latest order day, None for a part that lies ready.
    probability : float
        p_m: the part is usable by the day of the job; the service floor of its order.
    holding : float
        Expected money on the shelf until the job begins, the wait for other parts with it.
    """

    part_id: str
    order_in_days: int | None
    probability: float
    holding: float


@dataclass(frozen=True, slots=True, eq=False)
class KitPlan:
    """Order days of all parts of a kit.

    Attributes
    ----------
    lines : tuple of KitLine
        In the order of the parts given.
    ready_by : ndarray, shape (days,)
        P(all parts are usable by each day).
    probability : float
        P(the kit is complete on the day of the job).
    shortage : float
        Expected money of the machine waiting for the last part.
    is_reached : bool
        Whether the probability asked for is reached; else every part comes as early as helps.
    """

    lines: tuple[KitLine, ...]
    ready_by: NDArray[np.float64]
    probability: float
    shortage: float
    is_reached: bool

    @property
    def cost(self) -> float:
        """Expected money on the shelf and of waiting."""
        return sum(line.holding for line in self.lines) + self.shortage


def plan_kit(
    parts: Sequence[KitPart], job_day: int, probability: float, shortage_per_day: float
) -> tuple[KitPlan, KitPlan]:
    """Find the cheapest order days of a kit, and those of equal shares p^(1/M) beside.

    Parameters
    ----------
    parts : sequence of KitPart
        What the job needs, one or more.
    job_day : int
        w, days from today; orders are looked for up to it, within two years.
    probability : float
        That the kit must be complete by then.
    shortage_per_day : float
        c of the machine while the job waits.

    Returns
    -------
    (KitPlan, KitPlan)
        The cheapest, and the equal shares it is compared with. The first costs no more on the
        shelf up to the day of the job.

    Examples
    --------
    A gasket for a cent a day and a rotor for 9.00, both in 5 days give or take: the gasket goes
    out early.

    >>> from datetime import date
    >>> from app.core.lead_time import Supplier
    >>> from app.core.policy import SitePolicy
    >>> from app.core.supply import supply_of
    >>> vendor = Supplier("v", "V", declared_median_days=5.0, declared_spread_days=2.0)
    >>> supply = supply_of(vendor, SitePolicy(), date(2026, 3, 2))
    >>> parts = [KitPart("gasket", 0.01, supply), KitPart("rotor", 9.0, supply)]
    >>> best, equal = plan_kit(parts, 40, 0.95, 500.0)
    >>> [line.order_in_days for line in best.lines], [line.order_in_days for line in equal.lines]
    ([28, 30], [29, 29])
    """
    choices = _choices(parts, job_day)
    to_come = sum(part.supply is not None for part in parts)
    share = probability ** (1.0 / max(to_come, 1))
    equal = [choice.latest_day(share) for choice in choices]
    found = _cheapest_days(choices, equal, probability)
    best, shared = (
        _plan(parts, choices, days, job_day, probability, shortage_per_day)
        for days in (found, equal)
    )
    return best, shared


def shares_of(plan: KitPlan, probability: float) -> dict[str, float]:
    """Return p_m of each part that is to come: as sure as the plan needs it, and no surer.

    Whole days make a part surer than it must be; what is over is taken back in proportion, so that
    the shares multiply to the probability asked for. Where a kit can't reach it any more, equal
    shares p^(1/M) of the M parts to come: every one of them is late then, what lies ready is not.

    Examples
    --------
    >>> lines = (KitLine("a", 3, 0.999, 0.0), KitLine("b", 5, 0.96, 0.0))
    >>> plan = KitPlan(lines, np.ones(1), 0.95904, 0.0, is_reached=True)
    >>> {name: round(share, 4) for name, share in shares_of(plan, 0.95).items()}
    {'a': 0.9988, 'b': 0.9512}
    """
    coming = [line for line in plan.lines if line.order_in_days is not None]
    if not plan.is_reached:
        return {line.part_id: probability ** (1.0 / len(coming)) for line in coming}
    over = sum(math.log(line.probability) for line in coming)
    power = math.log(probability) / over if over < 0 else 1.0
    return {line.part_id: line.probability**power for line in coming}


def _choices(parts: Sequence[KitPart], job_day: int) -> list[_Choices]:
    """Lay every part's order days out on one grid, from today to the day of the job."""
    order_days = np.arange(min(job_day, HORIZON_DAYS - 1) + 1)
    leads = [
        lead_probabilities(part.supply.lead.distribution) if part.supply else np.ones(1)
        for part in parts
    ]
    last = job_day
    for part, lead in zip(parts, leads, strict=True):
        if part.supply is not None:
            arrival = part.supply.table.arrival_day[order_days[-1], lead.size - 1]
            last = max(last, int(arrival) + part.supply.margin_days)
    early = np.maximum(job_day - np.arange(last + 1), 0)
    found = []
    for part, lead in zip(parts, leads, strict=True):
        if part.supply is None:
            weights = np.eye(last + 1, 1)
        else:
            table, margin = part.supply.table, part.supply.margin_days
            weights = arrival_weights(lead, table, margin, order_days, last + 1)
        in_time = np.minimum(weights[: job_day + 1].sum(axis=0), 1.0)
        found.append(_Choices(weights, in_time, part.holding_per_day * (early @ weights)))
    return found


def _together(choices: Sequence[_Choices], days: Sequence[int]) -> float:
    """P(every part is in time)."""
    return math.prod(float(c.in_time[day]) for c, day in zip(choices, days, strict=True))


def _cheapest_days(
    choices: Sequence[_Choices], equal: Sequence[int], probability: float
) -> list[int]:
    """Shift probability between every two parts until no two can do it cheaper.

    It begins with equal shares, or with the safest days where those do not reach; two parts alone
    are at the optimum then.
    """
    days = list(equal)
    if _together(choices, days) < probability - SAME:
        days = [choice.latest_day(1.0) for choice in choices]
    if _together(choices, days) < probability - SAME:
        return days
    if len(choices) == 1:
        return [choices[0].latest_day(probability)]
    is_moving = True
    while is_moving:
        is_moving = False
        for n, m in combinations(range(len(choices)), 2):
            others = [choice for k, choice in enumerate(choices) if k not in {n, m}]
            rest = _together(others, [day for k, day in enumerate(days) if k not in {n, m}])
            held, *pair = _cheapest_pair(choices[n], choices[m], probability / rest)
            if held < choices[n].held[days[n]] + choices[m].held[days[m]] - SAME_MONEY:
                days[n], days[m] = pair
                is_moving = True
    return days


def _cheapest_pair(one: _Choices, other: _Choices, probability: float) -> tuple[float, int, int]:
    """Money and order days of two parts that together reach a probability."""
    together = one.in_time[:, None] * other.in_time[None, :]
    latest = (together >= probability - SAME).sum(axis=1) - 1
    held = np.where(latest >= 0, one.held + other.held[latest], np.inf)
    day = int(held.argmin())
    return float(held[day]), day, int(latest[day])


def _plan(
    parts: Sequence[KitPart],
    choices: Sequence[_Choices],
    days: Sequence[int],
    job_day: int,
    probability: float,
    shortage_per_day: float,
) -> KitPlan:
    """Say what these order days come to."""
    arrivals = [choice.weights[:, day] for choice, day in zip(choices, days, strict=True)]
    ready_by = np.minimum(np.cumprod(np.cumsum(arrivals, axis=1), axis=0)[-1], 1.0)
    late_days = float((1.0 - ready_by[job_day:]).sum())
    grid = np.arange(ready_by.size)
    lines = tuple(
        KitLine(
            part.part_id,
            None if part.supply is None else day,
            float(choice.in_time[day]),
            part.holding_per_day * (job_day + late_days - float(grid @ arrival)),
        )
        for part, choice, day, arrival in zip(parts, choices, days, arrivals, strict=True)
    )
    chance = _together(choices, days)
    return KitPlan(
        lines, ready_by, chance, shortage_per_day * late_days, chance >= probability - SAME
    )
