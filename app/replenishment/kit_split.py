"""How sure each part of a job's kit must be: the cheapest split over all of them, with its reasons.

The pool decides part by part; what ties the parts of one job together is the share each has of the
probability that all are there on the day the job is planned with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from app.core.assets import Component, Criticality, KitItem
from app.core.buying_reasons import kit_reasons
from app.core.calendars import HORIZON_DAYS
from app.core.kits import KitPart, KitPlan, plan_kit, shares_of
from app.core.need import Need
from app.core.need_line import NeedKind
from app.core.part_pool import PoolNeed
from app.core.reasons import Reason
from app.replenishment.need import Trade, trade_of
from app.storage.unit_of_work import UnitOfWork
from app.stores import free_on_shelf


@dataclass(frozen=True, slots=True)
class KitSplit:
    """The order days of a kit, the cheapest together, and what each part must reach.

    `numbers` names the parts by id; `shares` leaves out what lies ready.
    """

    plan: KitPlan
    shares: Mapping[str, float]
    numbers: Mapping[str, str]
    today: date
    job_day: date

    def reasons(self) -> Iterator[Reason]:
        """Say by when each part is ordered, and how sure the kit is together."""
        yield from kit_reasons(self.plan, self.numbers, self.today, self.job_day)

    def shared(self, need: Need, part_id: str) -> Need:
        """Give a need of one of the parts its share."""
        share = self.shares.get(part_id)
        return need if share is None else replace(need, kit_share=share)


def with_share(item: PoolNeed, split: KitSplit | None, part_id: str) -> PoolNeed:
    """Give a need that goes with others its share; one that stands alone is left as it is."""
    return item if split is None else replace(item, need=split.shared(item.need, part_id))


@dataclass(frozen=True, slots=True)
class Kit:
    """The parts of a job as they are bought; the first is the component's own."""

    trades: tuple[Trade, ...]
    parts: tuple[KitPart, ...]


def split_of_kit(
    uow: UnitOfWork, component: Component, need: Need, on_day: int | None, taken: Trade
) -> KitSplit | None:
    """Split the probability of a component's job over its parts, seen from one of them.

    None without a kit or a day to plan it with, or where nobody sells one of its parts.

    Parameters
    ----------
    taken : Trade
        How the part that is looked at is bought; the others come from whom they are asked first.
    need : Need
        Of the component: its life and class, and what standing still costs.
    on_day : int or None
        Days from today of a job that no prediction dates.
    """
    if component.part_id is None or not component.kit:
        return None
    own = KitItem(component.part_id, component.quantity_per_job)
    kit = _read(uow, component, (own, *component.kit), taken)
    return None if kit is None else split_over(kit, need, on_day, taken.supply.table.today)


def split_over(kit: Kit, need: Need, on_day: int | None, today: date) -> KitSplit | None:
    """Split the probability of a job over its parts, for the day it is planned with."""
    held = sum(part.holding_per_day for part in kit.parts)
    whole = replace(need, kit_parts=1, kit_share=None, holding_per_day=held)
    item = PoolNeed("", NeedKind.PREDICTED, whole, on_day)
    supply, policy = kit.trades[0].supply, kit.trades[0].policy
    day = on_day if on_day is not None else item.planning_day(policy, supply)
    return _split(kit, need.criticality, need.shortage_per_day, day, today)


def split_of_date(
    uow: UnitOfWork,
    component: Component,
    items: tuple[KitItem, ...],
    criticality: Criticality,
    on_day: int,
    taken: Trade,
) -> KitSplit | None:
    """Split the probability of planned work that wants several parts on one day."""
    kit = _read(uow, component, items, taken) if len(items) > 1 else None
    today = taken.supply.table.today
    return None if kit is None else _split(kit, criticality, 0.0, on_day, today)


def _read(
    uow: UnitOfWork, component: Component, items: tuple[KitItem, ...], taken: Trade
) -> Kit | None:
    """Read how the parts of a job come; None where nobody sells one of them."""
    if any(uow.stock.part(item.part_id).supplier_id is None for item in items):
        return None
    today = taken.supply.table.today
    trades = tuple(
        taken if item.part_id == taken.part.id else trade_of(uow, item.part_id, today)
        for item in items
    )
    parts = (_part(uow, component, t, i) for t, i in zip(trades, items, strict=True))
    return Kit(trades, tuple(parts))


def _part(uow: UnitOfWork, component: Component, trade: Trade, item: KitItem) -> KitPart:
    """Say how one part comes; one that lies on the shelf for this job comes no more."""
    is_here = free_on_shelf(uow, item.part_id, component.id) >= item.quantity
    holding = trade.holding_per_day * item.quantity
    return KitPart(item.part_id, holding, None if is_here else trade.supply)


def _split(
    kit: Kit, criticality: Criticality, shortage_per_day: float, day: float, today: date
) -> KitSplit | None:
    """Find the cheapest order days of a kit for a day; None for one past what is planned."""
    if not np.isfinite(day) or day >= HORIZON_DAYS - 1:
        return None
    probability = kit.trades[0].policy.service_floor[criticality]
    best, _equal = plan_kit(kit.parts, int(day), probability, shortage_per_day)
    return KitSplit(
        best,
        shares_of(best, probability),
        {trade.part.id: trade.part.number for trade in kit.trades},
        today,
        today + timedelta(days=int(day)),
    )
