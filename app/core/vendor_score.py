"""How a vendor has kept its word: receipts counted, days late, and when to doubt supply."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.calendars import WorkCalendar, working_days_between
from app.core.lead_time import LeadTime
from app.core.purchasing import Receipt

MOST_BINS = 12
"""Bins of the histogram of lead times, at most."""

OVERDUE_SHARE = 0.25
"""Share of open orders past their 90 % quantile above which supply itself is in doubt."""

LEAST_OVERDUE = 2
"""One order that is late says something of that order, not of the supply."""


@dataclass(frozen=True, slots=True)
class ScoredReceipt:
    """A receipt and how late it was.

    `days_late` are the supplier's working days after the promised day, negative for early, None
    where nobody noted a promise.
    """

    receipt: Receipt
    days_late: int | None


@dataclass(frozen=True, slots=True)
class LeadBin:
    """Lead times of `from_days` or more and less than `to_days` working days, counted."""

    from_days: int
    to_days: int
    count: int


@dataclass(frozen=True, slots=True)
class VendorScore:
    """What a vendor's receipts say; every figure is None where no receipt stands behind it.

    Attributes
    ----------
    receipts : int
        n, the lead times that were learned from.
    median_days : float or None
        Median of those, in supplier working days.
    p50_days, p95_days, spread_days : float or None
        Quantiles and V = P84 - P50 of the lead time planned with.
    promised, on_time : int
        Whole orders with a promised day, and those of them that came by then.
    histogram : tuple of LeadBin
        Counts of lead times, empty without receipts.
    """

    receipts: int
    median_days: float | None
    p50_days: float | None
    p95_days: float | None
    spread_days: float | None
    promised: int
    on_time: int
    histogram: tuple[LeadBin, ...]

    @property
    def share_on_time(self) -> float | None:
        """Orders in time among those promised; None where nothing was promised."""
        return self.on_time / self.promised if self.promised else None


@dataclass(frozen=True, slots=True)
class OverdueShare:
    """How many orders on their way are past the day by which 90 % of such orders come."""

    on_the_way: int
    overdue: int

    @property
    def share(self) -> float | None:
        """Overdue among those on the way; None where nothing is."""
        return self.overdue / self.on_the_way if self.on_the_way else None

    @property
    def proposes_supply_risk(self) -> bool:
        """Whether so many orders are overdue that supply-risk mode is proposed.

        Source: `jit-trigger.md` section 5.

        >>> OverdueShare(4, 1).proposes_supply_risk, OverdueShare(4, 2).proposes_supply_risk
        (False, True)
        """
        return self.overdue >= LEAST_OVERDUE and self.overdue > OVERDUE_SHARE * self.on_the_way


def score_receipt(receipt: Receipt, calendar: WorkCalendar) -> ScoredReceipt:
    """Say how many supplier working days after its promised day a receipt came.

    Goods that stood at the gate were delivered, whenever they were booked in.
    """
    promised, came = receipt.promised_on, receipt.arrived_on or receipt.received_on
    if promised is None:
        return ScoredReceipt(receipt, None)
    if came >= promised:
        return ScoredReceipt(receipt, working_days_between(calendar, promised, came))
    return ScoredReceipt(receipt, -working_days_between(calendar, came, promised))


def score_vendor(scored: Sequence[ScoredReceipt], lead: LeadTime) -> VendorScore:
    """Count a vendor's receipts; without any, nothing is said, least of all "on time".

    Parameters
    ----------
    scored : sequence of ScoredReceipt
        All receipts of the vendor.
    lead : LeadTime
        What is planned with, in supplier working days.

    Examples
    --------
    >>> from app.core.lead_time import declared_lead_time
    >>> nothing = score_vendor([], declared_lead_time(5.0))
    >>> nothing.receipts, nothing.median_days, nothing.share_on_time
    (0, None, None)
    """
    days = sorted(s.receipt.lead_days for s in scored if s.receipt.teaches_lead_time)
    promised = [
        s.days_late for s in scored if s.receipt.completes_order and s.days_late is not None
    ]
    n, middle = len(days), len(days) // 2
    return VendorScore(
        receipts=n,
        median_days=(days[middle] + days[-middle - 1]) / 2 if n else None,
        p50_days=lead.median_days if n else None,
        p95_days=lead.distribution.quantile(0.95) if n else None,
        spread_days=lead.spread_days if n else None,
        promised=len(promised),
        on_time=sum(late <= 0 for late in promised),
        histogram=lead_histogram(days),
    )


def lead_histogram(days: Sequence[float]) -> tuple[LeadBin, ...]:
    """Count lead times in bins of whole days, all of one width, none left out between.

    >>> [(b.from_days, b.count) for b in lead_histogram([5.0, 4.0, 5.0, 7.0])]
    [(4, 1), (5, 2), (6, 0), (7, 1)]
    """
    if not days:
        return ()
    low, high = math.floor(min(days)), math.floor(max(days)) + 1
    width = math.ceil((high - low) / MOST_BINS)
    starts = range(low, high, width)
    return tuple(
        LeadBin(start, start + width, sum(start <= d < start + width for d in days))
        for start in starts
    )
