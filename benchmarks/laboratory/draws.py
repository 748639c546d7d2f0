"""All chance of one plant, drawn once from its seed: every rule meets the same luck.

Luck belongs to a slot and the number of its life, to a slot and a day, or to a part and the day of
an order; never to the order of events, which differs from rule to rule.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from laboratory.parameters import Parameters
from numpy.typing import NDArray
from scipy import special

from app.backtest.rules.plant_day import PlantTerms
from app.core.calendars import (
    MONDAY_TO_FRIDAY,
    ArrivalTable,
    Shutdown,
    WorkCalendar,
    arrival_table,
)

Reals = NDArray[np.float64]

FIRST_DAY = date(2024, 1, 1)
LIVES = 40
"""Lives drawn for each slot; a run that needs more stops and says so."""

ORDER_SPAN = 61
"""Days of orders looked ahead: a rule may weigh waiting up to two months."""

LONGEST_LEAD = 260
"""Longest lead time in vendor working days: about a year."""

RECEIVING_DAYS = 1
"""Days of goods-in and kitting before a piece is usable."""


@dataclass(frozen=True, eq=False)
class Lives:
    """Days of each slot (row) and life (column) from its installation, shape (s, LIVES)."""

    defect: Reals
    worn_out: Reals
    shock: Reals


@dataclass(frozen=True, eq=False)
class FalseAlarms:
    """False alarms sorted by the day they begin; shape (n,) each."""

    day: NDArray[np.int64]
    slot: NDArray[np.int64]
    lasts_days: Reals
    pretends_days: Reals


@dataclass(frozen=True, eq=False)
class Draws:
    """One plant and its luck; `hurried` is each part's hurried lead time in working days."""

    given: Parameters
    terms: PlantTerms
    lives: Lives
    started: Reals
    error: Reals
    false_alarms: FalseAlarms
    table: ArrivalTable
    lead: NDArray[np.int64]
    usable: NDArray[np.int64]
    hurried: NDArray[np.int64]
    hurried_usable: NDArray[np.int64]
    earlier_receipts: tuple[tuple[float, ...], ...]


def draw(given: Parameters, seed: int) -> Draws:
    """Draw the plant of a seed."""
    rng = np.random.default_rng([seed, 20_240_101])
    vendor_median, vendor_sd = _vendors(given, rng)
    terms, life_days = _terms(given, rng, vendor_median)
    lives = _lives(given, rng, terms, life_days)
    table = _table(given)
    lead = _leads(given, rng, terms.part_vendor, vendor_median, vendor_sd)
    hurried = np.ceil(terms.hurry_days).astype(np.int64)
    receipts = tuple(
        tuple(np.maximum(np.round(_scattered(given, rng, m, s, rng.integers(3, 40))), 1.0))
        for m, s in zip(vendor_median, vendor_sd, strict=True)
    )
    return Draws(
        given=given,
        terms=terms,
        lives=lives,
        started=-rng.random(given.slots) * np.minimum(lives.worn_out, lives.shock)[:, 0],
        error=_errors(given, rng),
        false_alarms=_false_alarms(given, rng),
        table=table,
        lead=lead,
        usable=_usable(table, lead),
        hurried=hurried,
        hurried_usable=_usable(table, hurried[:, None] + np.zeros_like(lead)),
        earlier_receipts=receipts,
    )


def _vendors(given: Parameters, rng: np.random.Generator) -> tuple[Reals, Reals]:
    """Median lead time and log scatter of each vendor."""
    median = given.lead_days * np.exp(
        given.lead_between_log_sd * rng.standard_normal(given.vendors)
    )
    median = np.clip(median, 2.0, 40.0) * given.lead_factor
    unreliable = rng.permutation(given.vendors) < round(given.unreliable_share * given.vendors)
    reliable_sd = rng.uniform(0.08, 0.25, given.vendors)
    return median, np.where(unreliable, rng.uniform(0.45, 0.8, given.vendors), reliable_sd)


def _terms(
    given: Parameters, rng: np.random.Generator, vendor_median: Reals
) -> tuple[PlantTerms, Reals]:
    """Costs and promises; and the true mean days to a defect of each part."""
    vendor = np.arange(given.parts) % given.vendors
    price = given.price * np.exp(given.price_log_sd * rng.standard_normal(given.parts))
    slot_part = rng.permutation(np.arange(given.slots) % given.parts)
    level = rng.choice(3, given.assets, p=[0.5, 0.35, 0.15]).repeat(given.slots_per_asset)
    hourly = np.array([given.downtime_low, given.downtime_middle, given.downtime_high])[level]
    life = given.life_days * np.exp(given.life_log_sd * rng.standard_normal(given.parts))
    known = life * np.exp(given.life_known_log_sd * rng.standard_normal(given.parts))
    planned_cost = given.planned_hours * given.planned_cost_share * hourly
    unplanned_cost = given.unplanned_hours * hourly + given.damage_share * price[slot_part]
    return PlantTerms(
        part_vendor=vendor,
        price=price,
        holding=price * given.carrying_rate / 365,
        order_cost=np.full(given.parts, given.order_cost),
        hurry_cost=given.expedite_cost + given.expedite_price_share * price,
        hurry_days=np.maximum(given.expedite_lead_share * vendor_median[vendor], 1.0),
        slot_part=slot_part,
        slot_shortage=hourly * 24,
        slot_floor=np.array([given.floor_low, given.floor_middle, given.floor_high])[level],
        slot_critical=level == 2,
        failure_extra=unplanned_cost - planned_cost,
        planned_cost=planned_cost,
        mean_life_days=known[slot_part] + given.pf_days,
    ), life


def _lives(
    given: Parameters, rng: np.random.Generator, terms: PlantTerms, life_days: Reals
) -> Lives:
    """Weibull time to a defect, inverse Gaussian time to failure after it, exponential shocks."""
    size = (given.slots, LIVES)
    shape = rng.uniform(given.shape_low, given.shape_high, given.parts)
    from_unit = life_days / special.gamma(1 + 1 / shape)
    defect = (
        rng.weibull(shape[terms.slot_part][:, None], size) * from_unit[terms.slot_part][:, None]
    )
    to_failure = rng.wald(given.pf_days, given.pf_days / given.pf_cv**2, size)
    unit = rng.standard_exponential(size)
    rate = given.shock_share / (life_days + given.pf_days)[terms.slot_part][:, None]
    shock = np.divide(unit, rate, out=np.full(size, np.inf), where=rate > 0)
    return Lives(defect, defect + to_failure, shock)


def _errors(given: Parameters, rng: np.random.Generator) -> Reals:
    """Prediction errors of each slot and day in units of sigma, AR(1), shape (s, days)."""
    keep = np.exp(-1.0 / given.error_days)
    noise = rng.standard_normal((given.slots, given.days))
    error = np.empty_like(noise)
    error[:, 0] = noise[:, 0]
    for day in range(1, given.days):
        error[:, day] = keep * error[:, day - 1] + np.sqrt(1 - keep**2) * noise[:, day]
    return error


def _false_alarms(given: Parameters, rng: np.random.Generator) -> FalseAlarms:
    """False alarms over all slots and days."""
    count = int(rng.poisson(given.false_alarms * given.slots * given.days / 365))
    day = np.sort(rng.integers(0, given.days, count))
    slot = rng.integers(0, given.slots, count)
    lasts = given.false_alarm_days * rng.standard_exponential(count)
    return FalseAlarms(day, slot, lasts, rng.wald(given.pf_days, given.pf_days * 4, count))


def _table(given: Parameters) -> ArrivalTable:
    """Goods-in day of every order day of the run and lead time; weekends and August are closed."""
    closed = tuple(
        Shutdown(date(year, 8, 5), date(year, 8, 5) + timedelta(days=given.shutdown_days - 1))
        for year in range(FIRST_DAY.year, FIRST_DAY.year + given.days // 365 + 6)
        if given.shutdown_days
    )
    week = WorkCalendar(MONDAY_TO_FRIDAY, shutdowns=closed)
    return arrival_table(FIRST_DAY, week, week, given.days + ORDER_SPAN, LONGEST_LEAD)


def _scattered(
    given: Parameters,
    rng: np.random.Generator,
    median: Reals | float,
    log_sd: Reals | float,
    size: int | tuple[int, ...],
) -> Reals:
    """Lead times in working days with accidents."""
    accident = np.where(rng.random(size) < given.accidents, given.accident_factor, 1.0)
    return np.asarray(median * np.exp(log_sd * rng.standard_normal(size)) * accident)


def _leads(
    given: Parameters,
    rng: np.random.Generator,
    part_vendor: NDArray[np.int64],
    median: Reals,
    log_sd: Reals,
) -> NDArray[np.int64]:
    """Lead time of an order for each part on each day, whole working days, shape (p, days)."""
    slow = np.ones((given.vendors, given.days))
    for vendor in range(given.vendors):
        for _ in range(rng.poisson(given.disruptions * given.days / 365)):
            first = int(rng.integers(0, given.days))
            slow[vendor, first : first + int(rng.integers(20, 61))] = given.disruption_factor
    size = (given.parts, given.days)
    each = median[part_vendor][:, None], log_sd[part_vendor][:, None]
    days = _scattered(given, rng, *each, size) * slow[part_vendor]
    return np.clip(np.round(days), 1, LONGEST_LEAD).astype(np.int64)


def _usable(table: ArrivalTable, lead: NDArray[np.int64]) -> NDArray[np.int64]:
    """Day on which an order of each part and day is usable, shape (p, days)."""
    return np.asarray(table.arrival_day[np.arange(lead.shape[1]), lead] + RECEIVING_DAYS)
