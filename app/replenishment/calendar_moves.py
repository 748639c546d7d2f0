"""What another calendar moves: arrivals of open orders, days of jobs, and dates of needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

import numpy as np

from app.core.calendars import HORIZON_DAYS, WorkCalendar, arrival_table
from app.core.job_days import day_around_shutdowns
from app.core.lead_time import Supplier, expedited_lead_time, lead_time_of
from app.core.moment import Moment
from app.core.need_line import KIT, NeedLine
from app.core.order_time import ROUNDING
from app.core.policy import SitePolicy
from app.core.purchasing import PurchaseOrder
from app.core.trigger import DecisionKind, DeliveryMode
from app.core.work_orders import WorkOrder, WorkOrderState
from app.replenishment.books_mark import books_mark
from app.replenishment.part_look import look_at
from app.replenishment.pool import read_books
from app.storage.unit_of_work import UnitOfWork

NOT_BEGUN = frozenset({WorkOrderState.PROPOSED, WorkOrderState.PLANNED, WorkOrderState.READY})
"""States of a job whose day may still move."""


@dataclass(frozen=True, slots=True)
class Calendars:
    """The days on which plant and suppliers work, as they stand or as somebody would have them.

    `suppliers` names those that differ from the books only.
    """

    plant: WorkCalendar
    suppliers: Mapping[str, WorkCalendar]

    def of(self, supplier: Supplier) -> WorkCalendar:
        """Return the days of one supplier."""
        return self.suppliers.get(supplier.id, supplier.calendar)

    def assumed_by(self, uow: UnitOfWork) -> None:
        """Let a transaction that only looks read on as if these held."""
        uow.plant.assume(None, {})
        uow.plant.assume(replace(uow.plant.policy(), calendar=self.plant), self.suppliers)


@dataclass(frozen=True, slots=True)
class DayMoved:
    """An order or job whose day moves; `name` is its number."""

    id: str
    name: str
    before: date
    after: date

    def back(self) -> "DayMoved":
        """Return the way back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class NeedMoved:
    """A need whose dates or decision change."""

    before: NeedLine
    after: NeedLine


def orders_moved(
    uow: UnitOfWork, before: Calendars, after: Calendars, today: date
) -> tuple[DayMoved, ...]:
    """Say which open orders come in on another day."""
    policy, found = uow.plant.policy(), []
    for order in uow.orders.open_orders():
        if order.expected_on is None or order.expected_on < today:
            continue
        supplier = uow.plant.supplier(order.supplier_id)
        was, comes = (_comes_in(order, supplier, policy, c, today) for c in (before, after))
        if order.sent_on is not None and was != order.expected_on:
            comes = _next_goods_in(after.plant, order.expected_on)
        if comes != order.expected_on:
            found.append(DayMoved(order.id, order.number, order.expected_on, comes))
    return tuple(found)


def jobs_moved(
    uow: UnitOfWork, calendar: WorkCalendar, arrivals: tuple[DayMoved, ...], today: date
) -> tuple[DayMoved, ...]:
    """Say which jobs that are not begun are done on another day; one in a window stays in it.

    Parameters
    ----------
    arrivals : tuple of DayMoved
        Orders that come in on another day: a job waits for its part and for its kit.
    """
    margin = timedelta(days=uow.plant.policy().receiving_margin_days)
    comes, found = {one.id: one.after for one in arrivals}, []
    of_kits = _kits_come(uow, arrivals)
    for job in uow.work_orders.open_orders():
        if job.state not in NOT_BEGUN or job.planned_on is None or job.planned_on < today:
            continue
        own, kit = comes.get(job.purchase_order_id or ""), of_kits.get(job.component_id)
        waits_for = [day for day in (own or job.part_expected_on, kit) if day is not None]
        if job.state is WorkOrderState.READY:
            waits_for = []
        earliest = max([today, *(day + margin for day in waits_for)])
        day = max(job.planned_on, earliest) if own or kit else job.planned_on
        moved = _day_of(uow, job, day, calendar, earliest)
        if moved != job.planned_on:
            found.append(DayMoved(job.id, job.number, job.planned_on, moved))
    return tuple(found)


def _kits_come(uow: UnitOfWork, arrivals: tuple[DayMoved, ...]) -> dict[str, date]:
    """Return when the last of these orders for a job's kit comes in, by component."""
    found: dict[str, date] = {}
    for moved in arrivals:
        for line in uow.orders.get(moved.id).lines:
            if line.peg is not None and line.peg.failure_mode.startswith(KIT):
                known = found.get(line.peg.component_id, moved.after)
                found[line.peg.component_id] = max(known, moved.after)
    return found


def _day_of(
    uow: UnitOfWork, job: WorkOrder, day: date, calendar: WorkCalendar, earliest: date
) -> date:
    """Return a job's day under a calendar; windows of its machine hold on closed days too."""
    component = uow.plant.component(job.component_id)
    windows = uow.windows.of_asset(component.asset_id)
    if any(w.holds(component.job_days) and w.days(day, 1) for w in windows):
        return day
    return day_around_shutdowns(day, component.job_days, calendar, earliest)


def needs_moved(
    uow: UnitOfWork, part_id: str, after: Calendars, moment: Moment
) -> Iterator[NeedMoved]:
    """Say which needs of a part another calendar dates anew; the transaction only looks."""
    uow.plant.assume(None, {})
    was = {line.id: line for line in _lines(uow, part_id, moment)}
    after.assumed_by(uow)
    lines = _lines(uow, part_id, moment)
    uow.plant.assume(None, {})
    for line in lines:
        known = was.get(line.id)
        if known is not None and _dates(known) != _dates(line):
            yield NeedMoved(known, line)


def _lines(uow: UnitOfWork, part_id: str, moment: Moment) -> tuple[NeedLine, ...]:
    """Return a part's needs as they are decided today."""
    kept = uow.part_reviews.latest(part_id)
    if kept is not None and kept.holds(moment.today, books_mark(uow, part_id)):
        return kept.lines
    return look_at(uow, read_books(uow, part_id, moment), moment).review.lines


def _dates(line: NeedLine) -> tuple[DecisionKind, date | None, date | None]:
    """What a person plans by."""
    return line.decision, line.need_by, line.order_by


def _comes_in(
    order: PurchaseOrder, supplier: Supplier, policy: SitePolicy, days: Calendars, today: date
) -> date:
    """Return the goods-in day of an order by the median lead time of its delivery."""
    hurried = expedited_lead_time(supplier)
    is_hurried = DeliveryMode(order.delivery_mode) is DeliveryMode.EXPEDITED
    lead = hurried if is_hurried and hurried else lead_time_of(supplier, policy.lead_prior)
    whole, begins = ceil(lead.median_days - ROUNDING), order.sent_on or today
    table = arrival_table(begins, days.of(supplier), days.plant, 1, whole)
    return begins + timedelta(days=int(table.arrival_day[0, whole]))


def _next_goods_in(plant: WorkCalendar, day: date) -> date:
    """Return the first day from `day` on that takes goods in; the day itself where none does."""
    taken = np.flatnonzero(plant.goods_in_days(day, HORIZON_DAYS))
    return day + timedelta(days=int(taken[0])) if taken.size else day
