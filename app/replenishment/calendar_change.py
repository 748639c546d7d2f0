"""Another calendar of the plant or a supplier: looked at first, kept, taken back.

The days of open orders and jobs move in the commit that keeps the calendar; what it means for the
needs is reviewed afterwards (`app.replenishment.replan`), and until then the board reads it anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from app.core.calendars import EVERY_DAY, HORIZON_DAYS, Shutdown, WorkCalendar
from app.core.errors import ScenarioRefused
from app.core.moment import Moment
from app.replenishment.board import wanted_parts
from app.replenishment.calendar_moves import (
    Calendars,
    DayMoved,
    NeedMoved,
    jobs_moved,
    needs_moved,
    orders_moved,
)
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

PLANT = ""
"""Whose calendar it is: the plant's, where no supplier is named."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_SHUTDOWN_DAYS = 366
"""A longer closure is a slip of the finger."""

Told = Callable[[int, int], None]
"""Is told how many of how many parts are done; what it raises stops the work."""


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """A calendar that was kept, with what moved for it: enough to take it back."""

    supplier_id: str
    before: WorkCalendar
    after: WorkCalendar
    orders: tuple[DayMoved, ...] = ()
    jobs: tuple[DayMoved, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarPreview:
    """What keeping a calendar would move."""

    orders: tuple[DayMoved, ...]
    jobs: tuple[DayMoved, ...]
    needs: tuple[NeedMoved, ...]


def preview_calendar(
    store: Store, supplier_id: str, calendar: WorkCalendar, moment: Moment, told: Told
) -> CalendarPreview:
    """Say what a calendar would move, part by part; nothing is written.

    Parameters
    ----------
    supplier_id : str
        Whose calendar; "" for the plant's.

    Raises
    ------
    ScenarioRefused
        If the calendar can't be.
    """
    refuse_impossible(calendar, moment.today)
    with store.read() as uow:
        before, after = _calendars(uow, supplier_id, calendar)
        orders = orders_moved(uow, before, after, moment.today)
        jobs = jobs_moved(uow, after.plant, orders, moment.today)
        part_ids = [part.id for part in wanted_parts(uow)]
    needs: list[NeedMoved] = []
    for done, part_id in enumerate(part_ids):
        told(done, len(part_ids))
        with store.read() as uow:
            needs += needs_moved(uow, part_id, after, moment)
    return CalendarPreview(orders, jobs, tuple(needs))


def keep_calendar(
    store: Store, supplier_id: str, calendar: WorkCalendar, moment: Moment, key: str
) -> CalendarChange:
    """Keep a calendar, and move the open orders and jobs it moves, in one commit.

    Raises
    ------
    ScenarioRefused
        If the calendar can't be; nothing is changed then.
    """
    refuse_impossible(calendar, moment.today)
    made: list[CalendarChange] = []

    def command(uow: UnitOfWork) -> str:
        before, after = _calendars(uow, supplier_id, calendar)
        orders = orders_moved(uow, before, after, moment.today)
        jobs = jobs_moved(uow, after.plant, orders, moment.today)
        was = _calendar(uow, supplier_id)
        _save(uow, supplier_id, calendar, moment)
        _move(uow, orders, jobs, moment)
        made.append(CalendarChange(supplier_id, was, calendar, orders, jobs))
        return supplier_id

    store.once(key, moment.actor, command)
    return made[0] if made else CalendarChange(supplier_id, calendar, calendar)


def take_calendar_back(store: Store, change: CalendarChange, moment: Moment, key: str) -> None:
    """Put a calendar back, and each order and job that has stood where it was moved since.

    Raises
    ------
    ScenarioRefused
        If somebody has changed the calendar again since.
    """

    def command(uow: UnitOfWork) -> str:
        if _calendar(uow, change.supplier_id) != change.after:
            raise ScenarioRefused(
                "The calendar was changed again since.",
                "Correct it as it stands now; nothing was changed.",
            )
        _save(uow, change.supplier_id, change.before, moment)
        orders, jobs = (tuple(m.back() for m in ms) for ms in (change.orders, change.jobs))
        _move(uow, orders, jobs, moment)
        return change.supplier_id

    store.once(key, moment.actor, command)


def refuse_impossible(calendar: WorkCalendar, today: date) -> None:
    """Refuse a calendar that nobody can plan with, naming the shutdown where it is one.

    Raises
    ------
    ScenarioRefused
        If shutdowns are too long or overlap, or no goods are taken in after two years.
    """
    for one in calendar.shutdowns:
        if (one.last - one.first).days >= MOST_SHUTDOWN_DAYS:
            raise ScenarioRefused(
                f'"{one.name}" lasts from {one.first} to {one.last}: expected at most '
                f"{MOST_SHUTDOWN_DAYS} days.",
                "Correct the dates; nothing was changed.",
            )
    for one, other in pairwise(sorted(calendar.shutdowns, key=lambda s: s.first)):
        if other.first <= one.last:
            raise ScenarioRefused(
                f'"{one.name}" to {one.last} and "{other.name}" from {other.first} overlap.',
                "Correct one of the two; nothing was changed.",
            )
    if not calendar.goods_in_days(today, 2 * HORIZON_DAYS)[HORIZON_DAYS:].any():
        raise ScenarioRefused(
            "With these days no goods come in any more after two years.",
            "Correct working days, goods-in days or shutdowns; nothing was changed.",
        )


def _calendars(
    uow: UnitOfWork, supplier_id: str, calendar: WorkCalendar
) -> tuple[Calendars, Calendars]:
    """Return the calendars as they stand, and with the one that is to be kept."""
    plant = uow.plant.policy().calendar
    if supplier_id == PLANT:
        return Calendars(plant, {}), Calendars(calendar, {})
    stands = uow.plant.supplier(supplier_id).calendar
    return Calendars(plant, {supplier_id: stands}), Calendars(plant, {supplier_id: calendar})


def _calendar(uow: UnitOfWork, supplier_id: str) -> WorkCalendar:
    """Return a calendar as it stands."""
    if supplier_id == PLANT:
        return uow.plant.policy().calendar
    return uow.plant.supplier(supplier_id).calendar


def _save(uow: UnitOfWork, supplier_id: str, calendar: WorkCalendar, moment: Moment) -> None:
    """Keep a calendar with its row in the record of changes."""
    before = _calendar(uow, supplier_id)
    if supplier_id == PLANT:
        uow.plant.save_policy(replace(uow.plant.policy(), calendar=calendar))
        subject = "site"
    else:
        supplier = uow.plant.supplier(supplier_id)
        uow.plant.save_supplier(replace(supplier, calendar=calendar))
        subject = supplier.name
    uow.audit.append(moment.now, "change calendar", subject, _worded(before), _worded(calendar))


def _move(
    uow: UnitOfWork, orders: tuple[DayMoved, ...], jobs: tuple[DayMoved, ...], moment: Moment
) -> None:
    """Move orders and jobs that still stand where they were looked at."""
    comes: dict[str, DayMoved] = {}
    for moved in orders:
        order = uow.orders.get(moved.id)
        if order.expected_on == moved.before and order.state.is_open:
            uow.orders.save(replace(order, expected_on=moved.after))
            comes[order.id] = moved
            _note(uow, "order expected", moved, moment)
    days = {moved.id: moved for moved in jobs}
    for job in uow.work_orders.open_orders():
        arrival, day = comes.get(job.purchase_order_id or ""), days.get(job.id)
        after = job
        if arrival is not None and job.part_expected_on == arrival.before:
            after = replace(after, part_expected_on=arrival.after)
        if day is not None and job.planned_on == day.before:
            after = replace(after, planned_on=day.after)
            _note(uow, "job day", day, moment)
        if after != job:
            uow.work_orders.save(after)


def _note(uow: UnitOfWork, what: str, moved: DayMoved, moment: Moment) -> None:
    """Write down that a calendar moved a day."""
    before, after = moved.before.isoformat(), moved.after.isoformat()
    uow.audit.append(moment.now, f"calendar moved {what}", moved.name, before, after)


def _worded(calendar: WorkCalendar) -> str:
    """Write a calendar for the record of changes."""
    said = [f"works {_weekdays(calendar.working_weekdays)}"]
    if calendar.goods_in_weekdays:
        said.append(f"goods in {_weekdays(calendar.goods_in_weekdays)}")
    if calendar.holiday_country:
        said.append(f"holidays {calendar.holiday_country} {calendar.holiday_region}".strip())
    return "; ".join([*said, *(_shutdown(one) for one in calendar.shutdowns)])


def _weekdays(days: frozenset[int]) -> str:
    """Write weekdays."""
    if days == EVERY_DAY:
        return "every day"
    return " ".join(WEEKDAYS[day] for day in sorted(days))


def _shutdown(one: Shutdown) -> str:
    """Write a closure."""
    runs_on = "" if one.stands_still else ", machines run on"
    return f"{one.name} {one.first} to {one.last}{runs_on}"
