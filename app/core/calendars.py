"""Which days a plant or a supplier works, and arithmetic on those days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np
from numpy.typing import NDArray

from app.core.errors import ScenarioRefused

EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))
HORIZON_DAYS = 730
"""Days looked ahead for an open day; a lead time past it is refused, not truncated."""


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Plant or supplier closed from `first` to `last`, both included.

    `stands_still` says that the machines stand too: then a job may also be done in it, and costs
    no output. Where it is false only the workshop is closed, and the machines run on and wear.
    """

    first: date
    last: date
    name: str = "shutdown"
    stands_still: bool = True

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ScenarioRefused(
                f'The shutdown "{self.name}" ends on {self.last} before it begins on {self.first}.',
                "Swap the two dates.",
            )


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days of a plant or a supplier; as built by default it is open every day.

    Attributes
    ----------
    working_weekdays : frozenset of int
        Monday is 0.
    holiday_country, holiday_region : str
        Code of the `holidays` package ("DE", "BY"), empty for none.
    shutdowns : tuple of Shutdown
        Closed ranges beside weekends and holidays.
    goods_in_weekdays : frozenset of int
        Working weekdays on which a plant takes goods in; empty for all of them.
    """

    working_weekdays: frozenset[int] = EVERY_DAY
    holiday_country: str = ""
    holiday_region: str = ""
    shutdowns: tuple[Shutdown, ...] = ()
    goods_in_weekdays: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.working_weekdays or not self.working_weekdays <= EVERY_DAY:
            raise ScenarioRefused(
                "A calendar needs at least one working weekday, numbered 0 (Monday) to 6.",
                "Correct the list of working weekdays.",
            )
        if not self.goods_in_weekdays <= self.working_weekdays:
            raise ScenarioRefused(
                "Goods can be taken in on working weekdays alone.",
                "Correct the list of goods-in days, or work on those days.",
            )
        if self.holiday_country:
            _holiday_dates(self.holiday_country, self.holiday_region, frozenset({2026}))

    def is_open(self, day: date) -> bool:
        """Whether work is done on that day."""
        return bool(self.open_days(day, 1)[0])

    def open_days(self, first: date, count: int) -> NDArray[np.bool_]:
        """Tell for `count` days from `first` on whether they are working days; none for 0 or less.

        >>> calendar = WorkCalendar(MONDAY_TO_FRIDAY)
        >>> calendar.open_days(date(2026, 3, 6), 4).tolist()
        [True, False, False, True]
        """
        week = [(first.weekday() + n) % 7 in self.working_weekdays for n in range(7)]
        is_open = np.resize(week, max(count, 0))
        if self.holiday_country and count > 0:
            years = range(first.year, (first + timedelta(days=count)).year + 1)
            off = _holiday_dates(self.holiday_country, self.holiday_region, frozenset(years))
            is_open[[n for day in off if 0 <= (n := (day - first).days) < count]] = False
        for shutdown in self.shutdowns:
            start = max((shutdown.first - first).days, 0)
            stop = max((shutdown.last - first).days + 1, 0)
            is_open[start:stop] = False
        return is_open

    def goods_in_days(self, first: date, count: int) -> NDArray[np.bool_]:
        """Tell for `count` days from `first` on whether goods are taken in.

        >>> calendar = WorkCalendar(MONDAY_TO_FRIDAY, goods_in_weekdays=frozenset({1, 3}))
        >>> calendar.goods_in_days(date(2026, 3, 2), 5).tolist()   # a Monday
        [False, True, False, True, False]
        """
        taken = self.open_days(first, count)
        if self.goods_in_weekdays:
            week = [(first.weekday() + n) % 7 in self.goods_in_weekdays for n in range(7)]
            taken &= np.resize(week, max(count, 0))
        return taken

    def holidays_in(self, year: int) -> frozenset[date]:
        """Return the public holidays of a year, none without a country."""
        if not self.holiday_country:
            return frozenset()
        return _holiday_dates(self.holiday_country, self.holiday_region, frozenset({year}))

    def closure_of(self, day: date) -> Shutdown | None:
        """Return the shutdown that covers a day, if any."""
        return next((s for s in self.shutdowns if s.first <= day <= s.last), None)


@lru_cache(maxsize=64)
def _holiday_dates(country: str, region: str, years: frozenset[int]) -> frozenset[date]:
    """Look the public holidays up, offline.

    Raises
    ------
    ScenarioRefused
        If the country or region is unknown to the `holidays` package.
    """
    try:
        listed: Iterable[date] = holidays.country_holidays(
            country, subdiv=region or None, years=sorted(years)
        )
    except NotImplementedError as unknown:
        raise ScenarioRefused(
            f'Holidays of "{f"{country} {region}".strip()}" are not known.',
            'Use an ISO country code and region, like "DE" and "BY".',
        ) from unknown
    return frozenset(listed)


@lru_cache(maxsize=1)
def holiday_places() -> dict[str, tuple[str, ...]]:
    """Return the countries whose public holidays are known, each with its regions.

    >>> "BY" in holiday_places()["DE"]
    True
    """
    listed = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(regions) for country, regions in sorted(listed.items())}


@dataclass(frozen=True, slots=True, eq=False)
class ArrivalTable:
    """Goods-in day for each order day and lead time, in days from `today` (day 0).

    Attributes
    ----------
    arrival_day : ndarray of int, shape (order days, lead days + 1)
        `arrival_day[o, n]` is the plant's goods-in day of an order placed on day `o` that takes
        `n` supplier working days.
    sent_day : ndarray of int, shape (order days,)
        The supplier's next open day, on which the order counts as received.
    """

    today: date
    arrival_day: NDArray[np.int64]
    sent_day: NDArray[np.int64]


@lru_cache(maxsize=32)
def arrival_table(
    today: date, supplier: WorkCalendar, plant: WorkCalendar, order_days: int, lead_days: int
) -> ArrivalTable:
    """Map (order day, lead time in supplier working days) to the plant's goods-in day.

    The order moves to the supplier's next open day, the lead time is counted in supplier working
    days, then the plant's next open day takes the goods in (`jit-trigger.md` section 5). A table
    is made once for every need that is decided on the same day, and never changed.

    Raises
    ------
    ScenarioRefused
        If the calendars stay closed for longer than two years.

    Examples
    --------
    >>> week = WorkCalendar(MONDAY_TO_FRIDAY)
    >>> table = arrival_table(date(2026, 3, 2), week, week, 12, 3)   # day 0 is a Monday
    >>> int(table.arrival_day[11, 3])                                # Friday + 3 working days
    16
    """
    span = order_days + 3 * lead_days + HORIZON_DAYS
    supplier_open = np.flatnonzero(supplier.open_days(today, span))
    plant_open = np.flatnonzero(plant.goods_in_days(today, span))
    sent_at = np.searchsorted(supplier_open, np.arange(order_days))
    ready_at = sent_at[:, None] + np.arange(lead_days + 1)[None, :]
    last_ready_at = int(sent_at[-1]) + lead_days
    if last_ready_at >= supplier_open.size:
        raise ScenarioRefused(
            f"The supplier's calendar has no {lead_days + 1} working days in the next {span} days.",
            "Check its working weekdays and shutdowns.",
        )
    goods_in_at = np.searchsorted(plant_open, supplier_open[: last_ready_at + 1])
    if goods_in_at[-1] >= plant_open.size:
        raise ScenarioRefused(
            f"The plant takes no goods in after day {span - HORIZON_DAYS}.",
            "Check its working weekdays, goods-in days and shutdowns.",
        )
    table = ArrivalTable(today, plant_open[goods_in_at][ready_at], supplier_open[sent_at])
    table.arrival_day.setflags(write=False)
    table.sent_day.setflags(write=False)
    return table


@lru_cache(maxsize=64)
def last_goods_in_days(plant: WorkCalendar, today: date, days: int) -> NDArray[np.int64]:
    """Map each day to the last one until then that takes goods in; day 0 where there is none.

    Returns
    -------
    ndarray of int, shape (days,)
        Days from `today`; read-only, worked out once.

    Examples
    --------
    >>> last_goods_in_days(WorkCalendar(MONDAY_TO_FRIDAY), date(2026, 3, 6), 5).tolist()  # a Friday
    [0, 0, 0, 3, 4]
    """
    is_open = plant.goods_in_days(today, days)
    last_open = np.maximum.accumulate(np.where(is_open, np.arange(days), 0))
    last_open.setflags(write=False)
    return last_open


def latest_order_day(
    table: ArrivalTable, lead_working_days: int, target_day: int
) -> tuple[int, int] | None:
    """Find the latest order day whose goods-in day is not later than the target.

    Returns
    -------
    (order_day, arrival_day), or None when even an order of day 0 comes later.
    """
    in_time = np.flatnonzero(table.arrival_day[:, lead_working_days] <= target_day)
    if not in_time.size:
        return None
    order_day = int(in_time[-1])
    return order_day, int(table.arrival_day[order_day, lead_working_days])


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """Count working days from the day after `start` to `end`, as lead times are counted.

    >>> working_days_between(WorkCalendar(MONDAY_TO_FRIDAY), date(2026, 3, 6), date(2026, 3, 9))
    1
    """
    if end <= start:
        return 0
    return int(calendar.open_days(start + timedelta(days=1), (end - start).days).sum())


def lead_working_days(calendar: WorkCalendar, ordered: date, received: date) -> int:
    """Count the supplier working days an order took, as `arrival_table` lays them out.

    An order of a closed day counts as received on the next open one; from the day after that on
    each open day counts.

    >>> week = WorkCalendar(MONDAY_TO_FRIDAY)
    >>> lead_working_days(week, date(2026, 3, 7), date(2026, 3, 10))   # Saturday to Tuesday
    1
    """
    span = (received - ordered).days + 1
    if span <= 0:
        return 0
    return max(int(calendar.open_days(ordered, span).sum()) - 1, 0)


def last_slot_before(
    day: date, job_days: float, calendar: WorkCalendar, earliest: date
) -> date | None:
    """Find the last open day before `day` from which a job of `job_days` still ends before it.

    A job of one day on the last open day ends before the next day begins. Jobs are counted in the
    plant's open days; parts of a day count whole. None when no such day is left after `earliest`.

    >>> last_slot_before(date(2026, 3, 23), 1.0, WorkCalendar(MONDAY_TO_FRIDAY), date(2026, 3, 2))
    datetime.date(2026, 3, 20)
    """
    span = (day - earliest).days
    if span <= 0:
        return None
    is_open = np.flatnonzero(calendar.open_days(earliest, span))
    needed = max(1, int(np.ceil(job_days)))
    if is_open.size < needed:
        return None
    return earliest + timedelta(days=int(is_open[-needed]))
