"""What is kept behind an order: the decision as taken, and the audit trail around it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.core.distribution import DaysDistribution
from app.core.health import Assessment, RulState
from app.core.reasons import Reason
from app.core.trigger import TriggerDecision

FIRST_HASH = "0" * 64
"""What the first row of the audit chain stands on."""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision with the assessment behind it, copied whole in the decision's own commit.

    `trend` and `spectrum` are thumbnails' numbers ((x, y) pairs, few hundred at most) so that the
    paper can show what was seen. `life` is what the order was dated by where that is not the
    component's life as the assessment claims it: corrected by the record of earlier predictions,
    by age, or that of the k-th piece of a shared part. `life_state` is what kind of knowledge it
    is where the record does not bear the assessment out, else None.
    """

    id: str
    component_id: str
    taken_at: datetime
    today: date
    decision: TriggerDecision
    assessment: Assessment | None
    approval_reasons: tuple[Reason, ...] = ()
    trend: tuple[tuple[float, float], ...] = ()
    spectrum: tuple[tuple[float, float], ...] = ()
    program_version: str = ""
    life: DaysDistribution | None = None
    life_state: RulState | None = None

    @property
    def knowledge(self) -> RulState:
        """What kind of knowledge the decision rests on."""
        said = self.assessment.rul.state if self.assessment else RulState.NO_DATA
        return self.life_state or said


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what, when; each row carries the hash of the one before."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: str
    after: str
    previous_hash: str
    row_hash: str


def chained_hash(previous_hash: str, content: Mapping[str, str | int]) -> str:
    """Hash one row of the chain over its content and the row before.

    >>> chained_hash(FIRST_HASH, {"action": "approve"})[:12]
    '09877ef93f84'
    """
    text = json.dumps([previous_hash, dict(content)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PlantEvent:
    """One line of the plant's story, in plant time.

    `kind` is one of "onset", "decision", "order_drafted", "approved", "ordered", "received",
    "job_done", "lead_time_learned", "late", "job_uncovered", "purpose_uncovered". `subject` is a
    decision, order, job or reservation id; `text` the sentence shown.
    """

    id: str
    at: datetime
    kind: str
    asset_id: str
    subject: str
    text: str
