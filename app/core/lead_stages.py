"""Lead time by stage, where the days in between were noted: vendor, transit, goods-in."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.core.calendars import WorkCalendar, lead_working_days, working_days_between
from app.core.lead_law import LeadLaw, learned_law, stages_together
from app.core.lead_posterior import LeadPrior, learn_lead_time
from app.core.purchasing import Receipt

LEAST_STAGED = 3
"""Deliveries with their stages noted from which stages are trusted."""

SHORTEST_STAGE_DAYS = 0.25
"""A stage that ended on the day it began counts a quarter of a day."""


class LeadStage(Enum):
    """Parts of a lead time, one after the other; waiting for an approval comes before them."""

    VENDOR = "vendor"
    TRANSIT = "transit"
    GOODS_IN = "goods-in"


STAGE_SHARE = {LeadStage.VENDOR: 0.7, LeadStage.TRANSIT: 0.2, LeadStage.GOODS_IN: 0.1}
"""How the prior of the whole lead time is shared out to its stages."""


@dataclass(frozen=True, slots=True)
class StageDays:
    """How long each stage of one normal delivery took, in supplier working days.

    They add up to the delivery's lead time.
    """

    vendor: float
    transit: float
    goods_in: float

    def of(self, stage: LeadStage) -> float:
        """Return one stage's days."""
        by_stage = {
            LeadStage.VENDOR: self.vendor,
            LeadStage.TRANSIT: self.transit,
            LeadStage.GOODS_IN: self.goods_in,
        }
        return by_stage[stage]


@dataclass(frozen=True, slots=True)
class StageSeen:
    """How long one stage takes, in supplier working days, and how often it was seen."""

    stage: LeadStage
    seen: int
    median_days: float
    p95_days: float


def stages_seen(staged: Sequence[StageDays], prior: LeadPrior) -> tuple[StageSeen, ...]:
    """Say how long each stage takes as learned; nothing where no stage was noted.

    >>> vendor, *_ = stages_seen([StageDays(3.0, 1.0, 1.0)] * 4, LeadPrior())
    >>> vendor.stage.value, vendor.seen, round(vendor.median_days, 1)
    ('vendor', 4, 3.3)
    """
    if not staged:
        return ()
    found = []
    for stage in LeadStage:
        median, p95 = _law_of_stage(stage, staged, prior).quantiles([0.5, 0.95])
        found.append(StageSeen(stage, len(staged), float(median), float(p95)))
    return tuple(found)


def stages_of(receipt: Receipt, calendar: WorkCalendar) -> StageDays | None:
    """Read the stages of a receipt that teaches a lead time; None where they were not noted.

    Goods nobody noted at the gate were booked in on the day they arrived.
    """
    ordered, shipped = receipt.ordered_on, receipt.shipped_on
    if ordered is None or shipped is None or not receipt.teaches_lead_time:
        return None
    arrived = receipt.arrived_on or receipt.received_on
    return StageDays(
        vendor=float(lead_working_days(calendar, ordered, shipped)),
        transit=float(working_days_between(calendar, shipped, arrived)),
        goods_in=float(working_days_between(calendar, arrived, receipt.received_on)),
    )


def are_stages_known(staged: int, receipts: int) -> bool:
    """Whether a vendor's lead time is planned by stage: three or more, and half of its receipts.

    >>> are_stages_known(3, 6), are_stages_known(3, 7), are_stages_known(2, 2)
    (True, False, False)
    """
    return staged >= LEAST_STAGED and 2 * staged >= receipts


def law_of_stages(
    stages: Sequence[LeadStage],
    staged: Sequence[StageDays],
    prior: LeadPrior,
    longest_days: float,
) -> LeadLaw:
    """Return the law of some stages one after the other, each learned on its own.

    Parameters
    ----------
    stages : sequence of LeadStage
        Those still to come, at least one.
    staged : sequence of StageDays
        What was seen of the vendor's normal deliveries.
    prior : LeadPrior
        Of the whole lead time; each stage takes its share.
    longest_days : float
        What takes longer is counted at that.

    Examples
    --------
    >>> seen = [StageDays(3.0, 1.0, 1.0), StageDays(4.0, 2.0, 1.0), StageDays(3.0, 1.0, 1.0)]
    >>> law = law_of_stages(list(LeadStage), seen, LeadPrior(), 730.0)
    >>> law.quantiles([0.1, 0.5, 0.9]).round(1).tolist()
    [4.5, 6.0, 8.4]
    """
    laws = [_law_of_stage(stage, staged, prior) for stage in stages]
    return stages_together(laws, longest_days)


def _law_of_stage(stage: LeadStage, staged: Sequence[StageDays], prior: LeadPrior) -> LeadLaw:
    """Learn one stage from its share of the prior and from what was seen."""
    centre = prior.mean_log + math.log(STAGE_SHARE[stage])
    share = LeadPrior(centre, prior.weight, prior.shape, prior.rate)
    days = [s.of(stage) for s in staged]
    return learned_law(learn_lead_time(days, share, SHORTEST_STAGE_DAYS))
