"""The stage before a lead time: how long an order waits at home until it is approved and sent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.core.calendars import WorkCalendar, working_days_between
from app.core.distribution import LEVELS, DaysDistribution, cumulative
from app.core.lead_law import LeadLaw, learned_law, stages_together
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.lead_stages import LEAST_STAGED
from app.core.lead_time import MOST_LEAD_DAYS, ONE_SIGMA, LeadTime
from app.core.purchasing import Receipt

WAIT_PRIOR = LeadPrior(mean_log=0.0, weight=0.5, shape=3.0, rate=0.9)
"""An order that waits at all waits about a day."""


def approval_waits(receipts: Iterable[Receipt], plant: WorkCalendar) -> tuple[float, ...]:
    """Return the plant's working days from draft to sending, of the receipts that noted both."""
    return tuple(
        float(working_days_between(plant, receipt.drafted_on, receipt.ordered_on))
        for receipt in receipts
        if receipt.drafted_on and receipt.ordered_on and receipt.completes_order
    )


def is_wait_known(waits_days: Sequence[float]) -> bool:
    """Whether enough orders are on record, and any of them waited.

    >>> is_wait_known([1.0, 0.0, 2.0]), is_wait_known([0.0] * 9), is_wait_known([4.0])
    (True, False, False)
    """
    return len(waits_days) >= LEAST_STAGED and any(days > 0 for days in waits_days)


def waiting_for_approval(lead: LeadTime, waits_days: Sequence[float]) -> LeadTime:
    """Add the wait for an approval to a lead time, so that it counts from the draft.

    Orders sent on the day they were drafted did not wait; those that did are learned like any
    other stage. Fewer than three orders say nothing, and nothing is added.

    Parameters
    ----------
    lead : LeadTime
        From sending to goods-in, in working days.
    waits_days : sequence of float
        From `approval_waits`; 0 for an order sent on the day of its draft.

    Examples
    --------
    >>> from app.core.lead_time import declared_lead_time
    >>> waiting_for_approval(declared_lead_time(5.0), [0, 0, 0, 0]).median_days
    5.0
    >>> round(waiting_for_approval(declared_lead_time(5.0), [1, 1, 2, 1]).median_days, 1)
    6.2
    """
    if not is_wait_known(waits_days):
        return lead
    return _added(lead, tuple(waits_days))


@lru_cache(maxsize=64)
def _added(lead: LeadTime, waits_days: tuple[float, ...]) -> LeadTime:
    """Add waits that are known, the same ones to the same lead time only once."""
    waited = [days for days in waits_days if days > 0]
    share = len(waited) / len(waits_days)
    learned = learned_law(learn_lead_time(waited, WAIT_PRIOR))
    wait = LeadLaw(lambda days: share * learned.later_than(days))
    both = stages_together([wait, _law_of(lead)], 2 * MOST_LEAD_DAYS)
    median, one_sigma = both.quantiles([0.5, ONE_SIGMA])
    return replace(
        lead,
        distribution=DaysDistribution(both.quantiles(LEVELS)),
        median_days=float(median),
        spread_days=float(one_sigma - median),
    )


def _law_of(lead: LeadTime) -> LeadLaw:
    """Read a lead time's quantiles as a law; what lies beyond them is counted at the last."""
    days = lead.distribution.days.reshape(1, -1)
    last = float(lead.distribution.days[-1])

    def later_than(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(at >= last, 0.0, 1.0 - cumulative(days, at, closed=True)[0])

    return LeadLaw(later_than)
