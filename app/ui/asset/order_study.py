"""What every possible order day of one need would mean: the numbers the strip is dragged over."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS, ArrivalTable, WorkCalendar
from app.core.distribution import DaysDistribution, cumulative
from app.core.lead_time import LeadTime
from app.core.order_time import late_probability, lead_probabilities
from app.core.records import DecisionRecord
from app.core.trigger import pulled_forward, supply_from

SECONDS_PER_DAY = 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class OrderStudy:
    """One need, seen from today, with an answer ready for each order day.

    Attributes
    ----------
    today : date
        Day 0.
    life : DaysDistribution
        Remaining life from today, before any pull-forward.
    late : ndarray, shape (order days,)
        Probability that the part comes too late, by order day.
    lead : ndarray, shape (l,)
        Probability of each lead time in supplier working days.
    table : ArrivalTable
        Goods-in days by order day and lead time.
    margin_days : int
        Days from goods-in until the part is usable.
    """

    today: date
    life: DaysDistribution
    late: NDArray[np.float64]
    lead: NDArray[np.float64]
    table: ArrivalTable
    margin_days: int

    def day_of(self, day: date) -> int:
        """Days from today to a date."""
        return (day - self.today).days

    def date_of(self, day: int) -> date:
        """Date of a day counted from today."""
        return self.today + timedelta(days=day)

    def arrivals(self, order_day: int) -> NDArray[np.float64]:
        """Probability of goods-in on each day when ordered on a day, shape (last day + 1,)."""
        days = self.table.arrival_day[order_day, : self.lead.size]
        return np.asarray(np.bincount(days, weights=self.lead), dtype=np.float64)

    def arrival_quantile(self, order_day: int, probability: float) -> int:
        """Day by which the part is in with that probability."""
        reached = np.cumsum(self.arrivals(order_day))
        return int(np.searchsorted(reached, probability - 1e-9))

    def failures(self, days: int) -> NDArray[np.float64]:
        """Probability of failing on each of the next days, shape (days,)."""
        ends = np.arange(days + 1, dtype=np.float64)
        return np.diff(cumulative(self.life.days.reshape(1, -1), ends, closed=False)[0])

    def late_failures(self, order_day: int) -> NDArray[np.float64]:
        """Share of each day's failures that come before the part is usable, shape (days,).

        Its sum is the probability of being late where no shutdown pulls the need forward.
        """
        arrivals = self.arrivals(order_day)
        usable_after = 1.0 - np.concatenate((np.zeros(self.margin_days), np.cumsum(arrivals)))
        return self.failures(usable_after.size) * np.clip(usable_after, 0.0, 1.0)


def study_order(
    record: DecisionRecord,
    plant: WorkCalendar,
    lead: LeadTime,
    supplier: WorkCalendar,
    margin_days: int = 1,
    job_days: float = 1.0,
) -> OrderStudy | None:
    """Lay out every order day of a decision by the very functions the trigger uses.

    Parameters
    ----------
    record : DecisionRecord
        The decision and the assessment behind it.
    plant, supplier : WorkCalendar
        Open days of both.
    lead : LeadTime
        Order issued to goods received.
    margin_days : int
        Goods-in check and kitting.
    job_days : float
        Length of the job, for the pull-forward before shutdowns.

    Returns
    -------
    OrderStudy or None
        None where no distribution of remaining life stands.
    """
    life = remaining_life(record)
    if life is None:
        return None
    supply = supply_from(record.today, supplier, plant, lead, margin_days)
    moved = pulled_forward(life.fleet(), np.array([job_days]), plant, record.today)
    weights = lead_probabilities(lead.distribution)
    late = late_probability(moved, weights, supply.table, margin_days)[0]
    return OrderStudy(record.today, life, late, weights, supply.table, margin_days)


def remaining_life(record: DecisionRecord) -> DaysDistribution | None:
    """Remaining life counted from the decision, as the review counted it."""
    rul = record.assessment.rul if record.assessment else None
    if rul is None or rul.distribution is None:
        return None
    age_days = (record.taken_at - rul.as_of).total_seconds() / SECONDS_PER_DAY
    return rul.distribution.shifted(-max(age_days, 0.0))


def days_ahead(study: OrderStudy, order_day: int) -> float:
    """Days the calendar must reach so that failure and arrival are both seen.

    A failure beyond the horizon is shown as far as it is known.
    """
    finite = study.life.days[np.isfinite(study.life.days)]
    p90 = study.life.quantile(0.9)
    median = study.life.quantile(0.5)
    failure = p90 if np.isfinite(p90) else float(finite[-1]) if finite.size else 60.0
    if np.isfinite(median):
        failure = min(failure, 2.5 * median + 14)
    arrival = study.arrival_quantile(order_day, 0.99)
    return min(max(14.0, 1.12 * failure + 2, order_day + 4.0, arrival + 3.0), HORIZON_DAYS / 2)
