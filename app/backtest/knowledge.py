"""What was known on a day: everything recorded until its evening, and nothing after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from app.backtest.records import (
    JobEnded,
    JobPlanned,
    LeadSeen,
    NeedDropped,
    PastNeed,
    Predicted,
    PriceSeen,
    Record,
    Register,
    Replaced,
)
from app.core.claims import SPEAKING, Claims, claim_of
from app.core.health import RulState
from app.core.lead_stages import StageDays
from app.core.money import Money


@dataclass(slots=True)
class Knowledge:
    """The books as they stood; grows day by day and is never told what comes.

    Attributes
    ----------
    since, day : date
        First day of which the books tell, and the one up to whose evening everything is known.
    needs : dict
        Past needs by part, oldest first, without those that turned out to be none.
    leads_days, stage_days : dict
        Lead times by supplier in supplier working days, oldest receipt first, and those of them
        whose stages were noted.
    prices : dict
        Price of one piece by part, of the newest order line that names it.
    predictions : dict
        Newest statement by component, none that was made before the component was replaced.
    replaced_on : dict
        Day of the newest replacement by component, where the books know one.
    planned : dict
        Jobs of the planner's own that are still to be done, by id.
    claims : Claims
        Earlier predictions beside what became of them.
    """

    register: Register
    since: date
    day: date
    needs: dict[str, list[PastNeed]] = field(default_factory=dict)
    leads_days: dict[str, list[float]] = field(default_factory=dict)
    stage_days: dict[str, list[StageDays]] = field(default_factory=dict)
    prices: dict[str, Money] = field(default_factory=dict)
    predictions: dict[str, Predicted] = field(default_factory=dict)
    replaced_on: dict[str, date] = field(default_factory=dict)
    planned: dict[str, JobPlanned] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)

    def learn(self, day: date, records: Iterable[Record]) -> None:
        """Take in what was recorded up to a day's evening.

        Raises
        ------
        ValueError
            If a record is dated after the day: the replay would look ahead.
        """
        self.day = day
        for record in records:
            if record.day > day:
                raise ValueError(f"a record of {record.day} was handed out on {day}")
            self._take(record)

    def price(self, part_id: str) -> Money:
        """Return what a piece cost then: the newest order line's, else the register's price."""
        return self.prices.get(part_id) or self.register.parts[part_id].price

    def _take(self, record: Record) -> None:
        """Keep one record in its place."""
        if isinstance(record, PastNeed):
            self.needs.setdefault(record.part_id, []).append(record)
            self._needed(record)
            self.predictions.pop(record.component_id, None)
        elif isinstance(record, NeedDropped):
            for part_id, needs in self.needs.items():
                self.needs[part_id] = [need for need in needs if need.id != record.need_id]
        elif isinstance(record, LeadSeen):
            self._deliver(record)
        elif isinstance(record, PriceSeen):
            self.prices[record.part_id] = record.price
        elif isinstance(record, Predicted):
            self.predictions[record.component_id] = record
            self._said(record)
        elif isinstance(record, Replaced):
            self.predictions.pop(record.component_id, None)
            self.claims.replaced(record.component_id)
            self.replaced_on[record.component_id] = record.day
        elif isinstance(record, JobPlanned):
            self.planned[record.job_id] = record
        elif isinstance(record, JobEnded):
            self.planned.pop(record.job_id, None)

    def _said(self, record: Predicted) -> None:
        """Keep a statement as a claim to be checked, or let go of an alarm that has cleared."""
        rul = record.rul
        if rul.state is RulState.NO_DEGRADATION:
            self.claims.cleared(record.component_id)
        claim = claim_of(record.component_id, record.taken_at, rul.distribution)
        if rul.state in SPEAKING and claim is not None:
            self.claims.said(record.day, claim)

    def _needed(self, need: PastNeed) -> None:
        """Close the claims of a need's component; a failure is dated noon of its day."""
        noon = datetime.combine(need.day, time(12), UTC)
        if need.component_id:
            self.claims.needed(need.component_id, need.day, noon if need.is_failure else None)

    def _deliver(self, record: LeadSeen) -> None:
        """Keep how long a delivery took, whole and by stage."""
        self.leads_days.setdefault(record.supplier_id, []).append(record.lead_days)
        if record.stages is not None:
            self.stage_days.setdefault(record.supplier_id, []).append(record.stages)


def records_by_day(records: Iterable[Record]) -> dict[date, list[Record]]:
    """Group records by the day they are known from, in their order."""
    grouped: dict[date, list[Record]] = {}
    for record in records:
        grouped.setdefault(record.day, []).append(record)
    return grouped
