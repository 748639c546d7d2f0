"""What every possible order day of one need would mean: the numbers the strip is dragged over."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import HORIZON_DAYS, ArrivalTable, arrival_table
from app.core.distribution import DaysDistribution, cumulative
from app.core.order_time import late_probability, lead_probabilities
from app.core.records import DecisionRecord
from app.core.supply import Supply
from app.core.trigger import pulled_forward

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
    pulled : DaysDistribution
        The same after it: what P(late) is reckoned on.
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
    pulled: DaysDistribution
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

    def arrivals_of_sent(self, sent_on: date, supply: Supply) -> NDArray[np.float64]:
        """Probability of goods-in on each day of an order on its way, given it is not in yet.

        An order that is overdue by every lead time known is expected today.
        """
        longest = self.lead.size - 1
        table = arrival_table(sent_on, supply.supplier, supply.plant, 1, longest)
        days = table.arrival_day[0, : self.lead.size] - (self.today - sent_on).days
        weights = np.where(days >= 0, self.lead, 0.0)
        if weights.sum() <= 0:
            return np.ones(1)
        by_day = np.bincount(np.maximum(days, 0), weights=weights / weights.sum())
        return np.asarray(by_day, dtype=np.float64)

    def late_share(self, arrivals: NDArray[np.float64]) -> float:
        """Probability that the part of a distribution of arrivals comes too late."""
        usable = np.arange(arrivals.size, dtype=np.float64) + self.margin_days
        failed = cumulative(self.pulled.days.reshape(1, -1), usable, closed=False)[0]
        return float(arrivals @ failed)

    def failures(self, days: int) -> NDArray[np.float64]:
        """Probability of failing on each of the next days, shape (days,)."""
        ends = np.arange(days + 1, dtype=np.float64)
        return np.diff(cumulative(self.life.days.reshape(1, -1), ends, closed=False)[0])

    def late_failures(self, arrivals: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share of each day's failures that come before the part is usable, shape (days,).

        Its sum is the probability of being late where no shutdown pulls the need forward.
        """
        usable_after = 1.0 - np.concatenate((np.zeros(self.margin_days), np.cumsum(arrivals)))
        return self.failures(usable_after.size) * np.clip(usable_after, 0.0, 1.0)


def study_order(
    record: DecisionRecord,
    supply: Supply,
    job_days: float = 1.0,
) -> OrderStudy | None:
    """Lay out every order day of a decision by the very functions the trigger uses.

    Parameters
    ----------
    record : DecisionRecord
        The decision and the assessment behind it.
    supply : Supply
        Lead time and both calendars, seen from the decision's day.
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
    moved = pulled_forward(life.fleet(), np.array([job_days]), supply.plant, record.today)
    weights = lead_probabilities(supply.lead.distribution)
    late = late_probability(moved, weights, supply.table, supply.margin_days)[0]
    pulled = DaysDistribution(moved[0])
    margin_days = supply.margin_days
    return OrderStudy(record.today, life, pulled, late, weights, supply.table, margin_days)


def remaining_life(record: DecisionRecord) -> DaysDistribution | None:
    """Life the order was dated by, counted from the decision, as the review counted it."""
    if record.life is not None:
        return record.life
    rul = record.assessment.rul if record.assessment else None
    if rul is None or rul.distribution is None:
        return None
    age_days = (record.taken_at - rul.as_of).total_seconds() / SECONDS_PER_DAY
    return rul.distribution.shifted(-max(age_days, 0.0))


def quantile_day(by_day: NDArray[np.float64], probability: float) -> int:
    """Day by which a distribution over days, shape (days,), has reached a probability.

    >>> import numpy
    >>> quantile_day(numpy.array([0.0, 0.2, 0.7, 0.1]), 0.5)
    2
    """
    return int(np.searchsorted(np.cumsum(by_day), probability - 1e-9))


def days_ahead(study: OrderStudy, arrivals: NDArray[np.float64]) -> float:
    """Days the calendar must reach so that failure and arrival are both seen.

    A failure beyond the horizon is shown as far as it is known.
    """
    finite = study.life.days[np.isfinite(study.life.days)]
    p90 = study.life.quantile(0.9)
    median = study.life.quantile(0.5)
    failure = p90 if np.isfinite(p90) else float(finite[-1]) if finite.size else 60.0
    if np.isfinite(median):
        failure = min(failure, 2.5 * median + 14)
    arrival = quantile_day(arrivals, 0.99)
    return min(max(14.0, 1.12 * failure + 2, arrival + 3.0), HORIZON_DAYS / 2)
