"""Whether an order on its way is to be hurried today; it is said, and left to a person."""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from app.core.distribution import DaysDistribution
from app.core.hurry_ahead import DAYS_WEIGHED, ROUNDING, cost_by_hurry_day
from app.core.hurry_reasons import hurry_order_reason
from app.core.need_count import need_by_day
from app.core.open_order import arrival_of_open_order
from app.core.order_time import lead_probabilities
from app.core.part_pool import RankedNeed
from app.core.purchasing import PurchaseOrder
from app.core.reasons import Reason
from app.core.supply import Supply
from app.core.trigger import DeliveryMode
from app.replenishment.need import supply_of_order
from app.replenishment.pool import PartBooks
from app.storage.unit_of_work import UnitOfWork

SOON = 0.02
"""A failure less likely than this within the days weighed is left for later."""


def hurry_reasons(
    uow: UnitOfWork, books: PartBooks, ranked: RankedNeed, order: PurchaseOrder
) -> tuple[Reason, ...]:
    """Say what hurrying a need's order today costs beside hurrying it later.

    Nothing is said of an order that is hurried already or not sent, of a vendor whose hurried
    delivery has no price, and of a machine that will hardly fail within three weeks.
    """
    need = ranked.item.need
    is_normal = DeliveryMode(order.delivery_mode) is DeliveryMode.NORMAL
    if need.life is None or ranked.item.on_day is not None or order.sent_on is None:
        return ()
    supply = supply_of_order(uow, order, books.trade)
    is_soon = need.life.probability_within(DAYS_WEIGHED) > SOON
    if not is_normal or not is_soon or need.shortage_per_day <= 0:
        return ()
    if supply.expedited is None or np.isinf(supply.expedite_cost):
        return ()
    hurried_on = _usable_on(supply, supply.expedited.median_days)
    failing = need_by_day(need.life.fleet(), int(hurried_on.max()) + 1)
    arrived = _arrived(uow, books, order, supply, failing.shape[1])
    cost = cost_by_hurry_day(
        failing,
        failing,
        arrived,
        np.array([need.shortage_per_day]),
        np.array([_failure_extra(uow, books, ranked)]),
        np.array([supply.expedite_cost]),
        hurried_on[None],
    )[0]
    fee = supply.expedite_cost * (1.0 - arrived[0, : cost.size])
    later = 1 + int(np.argmin(cost[1:]))
    is_due = cost[0] < cost[later] - ROUNDING
    return (
        hurry_order_reason(
            order.number,
            supply,
            int(hurried_on[0]),
            later,
            (fee[0], cost[0] - fee[0]),
            (fee[later], cost[later] - fee[later]),
            books.trade.policy.currency,
            is_due=bool(is_due),
        ),
    )


def _usable_on(supply: Supply, lead_days: float) -> NDArray[np.int64]:
    """Days on which goods ordered today, tomorrow, ... can be used, calendars included."""
    arrival = supply.table.arrival_day[:DAYS_WEIGHED, ceil(lead_days - ROUNDING)]
    return np.asarray(arrival + supply.margin_days)


def _arrived(
    uow: UnitOfWork, books: PartBooks, order: PurchaseOrder, supply: Supply, days: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """P(the order can be used by each day), shape (1, days)."""
    trade = books.trade
    due: DaysDistribution = arrival_of_open_order(
        order,
        uow.orders.delivery_dates(order.id),
        uow.plant.supplier(order.supplier_id),
        trade.policy,
        supply.table.today,
        trade.in_force.multiplier_of(trade.criticality),
    )
    in_by = np.cumsum(lead_probabilities(due))
    usable = np.concatenate((np.zeros(supply.margin_days), in_by, np.ones(days)))
    return usable[None, :days]


def _failure_extra(uow: UnitOfWork, books: PartBooks, ranked: RankedNeed) -> float:
    """Return what a failure costs above the planned job, beside the days waited for the part."""
    place = books.places.get(ranked.item.id)
    if place is None:
        return 0.0
    repair_days = uow.plant.asset(place.asset_id).repair_days or place.job_days
    return ranked.item.need.shortage_per_day * max(repair_days - place.job_days, 0.0)
