"""One need decided under other assumptions, with the money of every order day: the what-if."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS, arrival_table
from app.core.decision import best_order_day, kind_of, order_days_of
from app.core.distribution import DaysDistribution
from app.core.lead_time import LeadTime, declared_lead_time, late_half_widened
from app.core.need import Need
from app.core.need_count import need_by_day
from app.core.order_cost import arrival_weights, cost_by_order_day
from app.core.order_time import lead_probabilities
from app.core.policy import SitePolicy
from app.core.supply import Supply
from app.core.trigger import DecisionKind, DeliveryMode

NEARLY_CERTAIN_DAYS = 0.01
"""A lead time that spreads less has no shape that could be stretched."""

TABLE_STEP_DAYS = 64
"""Arrival tables are laid out for multiples of so many days, so that one serves many leads."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a what-if changes: one vendor, the two daily costs, and the service floor.

    Lead time and its spread V = P84 - P50 are in supplier working days, the costs in money of the
    site a day, the floor is the probability of being in time.
    """

    lead_median_days: float
    lead_spread_days: float
    holding_per_day: float
    shortage_per_day: float
    service_floor: float


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What one set of assumptions leads to, over all order days from today.

    Attributes
    ----------
    kind : DecisionKind
        WAIT, ORDER or LATE.
    order_day : int
        Day proposed, in days from today; 0 where the best day has passed.
    late, risk : float
        P(late) of that day by the delivery mode chosen, and the tolerated risk.
    fee : float
        What an expedited delivery costs beside the price: 0 for a normal one, infinite where an
        expedited one is proposed and its fee is not known.
    holding, waiting : ndarray, shape (order days priced,)
        Expected money of holding the part, and of waiting for it, by order day.
    late_by_day : ndarray, shape (order days,)
        P(late) by order day. All three are those of the delivery mode proposed.
    """

    kind: DecisionKind
    mode: DeliveryMode
    order_day: int
    late: float
    risk: float
    fee: float
    holding: NDArray[np.float64]
    waiting: NDArray[np.float64]
    late_by_day: NDArray[np.float64]

    @property
    def is_dated(self) -> bool:
        """Whether an order day lies within the horizon."""
        return self.order_day < HORIZON_DAYS - 1

    @property
    def money(self) -> NDArray[np.float64]:
        """Expected money of each order day priced; a fee not known is left out."""
        return self.holding + self.waiting + (self.fee if math.isfinite(self.fee) else 0.0)


def plant_assumptions(need: Need, supply: Supply, policy: SitePolicy) -> Assumptions:
    """Return the values the plant's own decision is taken with."""
    return Assumptions(
        lead_median_days=supply.lead.median_days,
        lead_spread_days=supply.lead.spread_days,
        holding_per_day=need.holding_per_day,
        shortage_per_day=need.shortage_per_day,
        service_floor=policy.service_floor[need.criticality],
    )


def look_out(
    need: Need,
    life: DaysDistribution,
    supply: Supply,
    policy: SitePolicy,
    assumed: Assumptions,
    order_days: int = HORIZON_DAYS,
) -> Outlook:
    """Decide a need under assumptions, by the very functions the trigger uses.

    Source: `jit-trigger.md` sections 2 and 3.2. Nothing is read from the books and nothing is
    written to them.

    Parameters
    ----------
    need : Need
        The need; its costs are replaced by the assumed ones.
    life : DaysDistribution
        Its remaining life in days from today.
    supply : Supply
        The vendor as the plant knows it; its lead time is replaced by the assumed one.
    policy : SitePolicy
        The site; its service floor is replaced by the assumed one.
    assumed : Assumptions
        From `plant_assumptions`, changed.
    order_days : int
        From today on, so many order days have their money computed, and that of the day proposed.

    Raises
    ------
    ScenarioRefused
        If the calendars have no open day for so long a lead time.

    Examples
    --------
    A certain failure on day 18, five days of lead time, one day of margin: order on day 12; two
    days more of lead time make it day 10.

    >>> from datetime import date
    >>> from app.core.assets import Criticality
    >>> from app.core.calendars import WorkCalendar
    >>> from app.core.supply import supply_from
    >>> supply = supply_from(
    ...     date(2026, 3, 2), WorkCalendar(), WorkCalendar(), declared_lead_time(5.0), 1)
    >>> life = DaysDistribution.certain(18.0)
    >>> need = Need(life, "degrading", Criticality.A, 0.06, 43200.0)
    >>> plant = plant_assumptions(need, supply, SitePolicy())
    >>> slower = replace(plant, lead_median_days=7.0)
    >>> [look_out(need, life, supply, SitePolicy(), a).order_day for a in (plant, slower)]
    [12, 10]
    """
    need = replace(
        need, holding_per_day=assumed.holding_per_day, shortage_per_day=assumed.shortage_per_day
    )
    need = _share_as_assumed(need, policy.service_floor[need.criticality], assumed.service_floor)
    floors = {**policy.service_floor, need.criticality: assumed.service_floor}
    policy = replace(policy, service_floor=floors)
    supply = _supply_as_assumed(supply, assumed)
    days = order_days_of(need, life, supply, policy)
    best = best_order_day(days, policy)
    kind, mode, late = kind_of(best, days)
    hurried, fee, late_by_day = None, 0.0, days.late
    if mode is DeliveryMode.EXPEDITED and days.late_expedited is not None:
        hurried, fee, late_by_day = supply.expedited, supply.expedite_cost, days.late_expedited
        supply = replace(supply, expedited=None)
    lead = hurried or supply.lead
    priced = np.arange(min(max(order_days, best + 1), HORIZON_DAYS))
    holding, waiting = _money(days.life.fleet(), lead, supply, assumed, priced)
    return Outlook(
        kind=kind,
        mode=mode,
        order_day=max(best, 0),
        late=late,
        risk=float(days.risk[0]),
        fee=fee,
        holding=holding,
        waiting=waiting,
        late_by_day=late_by_day[0],
    )


def _share_as_assumed(need: Need, floor: float, assumed: float) -> Need:
    """Let a part of a kit keep its share of the floor, on the scale on which shares multiply.

    Shares of 0.9 and 0.889 of a floor of 0.8 are 0.8 to the powers 0.47 and 0.53.
    """
    share = need.kit_share
    if share is None or assumed == floor or not 0 < floor < 1 or not 0 < share < 1:
        return need
    power = math.log(share) / math.log(floor)
    return replace(need, kit_share=assumed**power)


def lead_as_assumed(lead: LeadTime, median_days: float, spread_days: float) -> LeadTime:
    """Move a lead time to another median and spread, keeping the shape it has.

    It is stretched to the median, then its late half until P84 lies the assumed spread beyond it,
    as supply-risk mode does; a certain one becomes lognormal as if declared.

    >>> lead = declared_lead_time(4.0, 2.0)
    >>> moved = lead_as_assumed(lead, 8.0, 4.0)
    >>> round(moved.distribution.quantile(0.99) / lead.distribution.quantile(0.99), 6)
    2.0
    """
    if (median_days, spread_days) == (lead.median_days, lead.spread_days):
        return lead
    if lead.spread_days < NEARLY_CERTAIN_DAYS or spread_days <= 0:
        return declared_lead_time(median_days, spread_days)
    longer = median_days / lead.median_days
    stretched = lead.distribution.days * longer
    wider = spread_days / (lead.spread_days * longer)
    return replace(
        lead,
        distribution=DaysDistribution(late_half_widened(stretched, median_days, wider)),
        median_days=median_days,
        spread_days=spread_days,
    )


def _supply_as_assumed(supply: Supply, assumed: Assumptions) -> Supply:
    """Lay the assumed lead time out on the calendars; a table long enough is used again."""
    lead = lead_as_assumed(supply.lead, assumed.lead_median_days, assumed.lead_spread_days)
    modes = [mode for mode in (lead, supply.expedited) if mode]
    longest = max(lead_probabilities(mode.distribution).size for mode in modes)
    table = supply.table
    if longest > table.arrival_day.shape[1]:
        length = min(-(-longest // TABLE_STEP_DAYS) * TABLE_STEP_DAYS, HORIZON_DAYS)
        table = arrival_table(table.today, supply.supplier, supply.plant, HORIZON_DAYS, length)
    return replace(supply, lead=lead, table=table)


def _money(
    life: NDArray[np.float64],
    lead_time: LeadTime,
    supply: Supply,
    assumed: Assumptions,
    order_days: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Expected money of holding and of waiting by order day; a need past the grid ends there.

    The need stands there twice, once for each part of the money. Who waits may hurry a second
    delivery where the supply has one with a price.
    """
    lead = lead_probabilities(lead_time.distribution)
    latest = int(supply.table.arrival_day[-1, lead.size - 1]) + supply.margin_days
    weights = arrival_weights(lead, supply.table, supply.margin_days, order_days, latest + 1)
    need = np.repeat(need_by_day(life, latest + 1), 2, axis=0)
    h, c = np.array([assumed.holding_per_day, 0.0]), np.array([0.0, assumed.shortage_per_day])
    hurried = supply.expedited
    fee, hurried_days = (supply.expedite_cost, hurried.median_days) if hurried else (math.inf, 0.0)
    money = cost_by_order_day(need, weights, h, c, fee, hurried_days)
    return np.asarray(money[0], dtype=np.float64), np.asarray(money[1], dtype=np.float64)
