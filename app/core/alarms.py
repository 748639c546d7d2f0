"""What became of every alarm, and which failures came without one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from app.core.claims import DAYS_BETWEEN_CLAIMS, Claim
from app.core.shares import Share
from app.core.work_orders import Outcome, WorkOrder, WorkOrderKind

Model = tuple[str, str]
"""Name and version of what predicts."""

WATCHED = timedelta(days=60)
"""A failure counts as missed where the position was judged so shortly before."""

WARNED = timedelta(days=1)
"""Least time between alarm and failure that is any warning."""


class Ending(Enum):
    """What became of an alarm; MISSED is a failure that had none."""

    CAME_TRUE = "came true"
    OTHER_FAULT = "other fault"
    NO_FAULT = "no fault found"
    WITHDRAWN = "withdrawn"
    MISSED = "failed without warning"
    OPEN = "still open"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One position from the first sign of wear until a job, a failure or quiet ended it.

    Attributes
    ----------
    began_at : datetime
        When wear was first said; of a failure without warning, the failure.
    claims : tuple of Claim
        What was said of its remaining life, a week apart at least, the newest last.
    failed_at : datetime or None
        When it failed; None where it was replaced before, or not at all.
    mode : str
        What was found, else what was predicted, in the words of `FailureMode`.
    """

    component_id: str
    model: Model
    began_at: datetime
    claims: tuple[Claim, ...] = ()
    ending: Ending = Ending.OPEN
    ended_at: datetime | None = None
    failed_at: datetime | None = None
    job_id: str = ""
    mode: str = ""

    @property
    def notice_days(self) -> float | None:
        """Days of warning a failure gave; None where nothing failed."""
        if self.failed_at is None:
            return None
        return max((self.failed_at - self.began_at) / timedelta(days=1), 0.0)


@dataclass(frozen=True, slots=True)
class AlarmCounts:
    """Alarms and failures by what became of them."""

    came_true: int = 0
    other_fault: int = 0
    no_fault: int = 0
    withdrawn: int = 0
    missed: int = 0
    still_open: int = 0

    @property
    def precision(self) -> Share:
        """Share of the alarms that are over whose part was needed as predicted.

        >>> AlarmCounts(came_true=6, other_fault=1, no_fault=1).precision.value
        0.75
        """
        ended = self.came_true + self.other_fault + self.no_fault + self.withdrawn
        return Share(self.came_true, ended)

    @property
    def recall(self) -> Share:
        """Share of the worn or failed parts that were announced.

        >>> AlarmCounts(came_true=6, missed=2).recall.value
        0.75
        """
        return Share(self.came_true, self.came_true + self.missed)


@dataclass(slots=True)
class AlarmBook:
    """Alarms as they grow, fed in the order of time."""

    ended: list[Alarm] = field(default_factory=list)
    _running: dict[str, Alarm] = field(default_factory=dict)
    _heard_at: dict[str, datetime] = field(default_factory=dict)
    _model: Model = ("", "")

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """All of them, those still open last."""
        return (*self.ended, *self._running.values())

    def said(self, component_id: str, at: datetime, model: Model, claim: Claim | None) -> None:
        """Take in that a position wears; `claim` is None where its life can't be compared."""
        self._heard_at[component_id], self._model = at, model
        alarm = self._running.get(component_id) or Alarm(component_id, model, at)
        if claim is not None:
            alarm = replace(alarm, claims=_with(alarm.claims, claim))
        self._running[component_id] = alarm

    def quiet(self, component_id: str, at: datetime) -> None:
        """Take in that nothing is seen to wear: an alarm that stood is withdrawn."""
        self._heard_at[component_id] = at
        alarm = self._running.pop(component_id, None)
        if alarm is not None:
            self.ended.append(replace(alarm, ending=Ending.WITHDRAWN, ended_at=at))

    def done(self, job: WorkOrder) -> Alarm | None:
        """Close a position's alarm by what its job found; returns what is counted of it.

        A failure of a position that nobody watched, and work that no alarm asked for, count for
        nothing.
        """
        found = self._judged(job, self._running.pop(job.component_id, None))
        if found is not None:
            self.ended.append(found)
        return found

    def _judged(self, job: WorkOrder, alarm: Alarm | None) -> Alarm | None:
        """Say what a finished job makes of an alarm, or of a failure without one."""
        has_failed = job.kind is WorkOrderKind.CORRECTIVE
        end = job.created_at if has_failed else job.done_at or job.created_at
        is_warned = alarm is not None and end - alarm.began_at >= WARNED
        if has_failed and job.outcome is not Outcome.NO_FAULT_FOUND and not is_warned:
            return self._missed(job, alarm)
        if alarm is None:
            return None
        endings = {
            Outcome.AS_PREDICTED: Ending.CAME_TRUE,
            Outcome.OTHER_FAULT: Ending.OTHER_FAULT,
            Outcome.NO_FAULT_FOUND: Ending.NO_FAULT,
        }
        ending = endings[job.outcome or Outcome.AS_PREDICTED]
        is_end_of_life = has_failed and ending is Ending.CAME_TRUE
        return replace(
            alarm,
            ending=ending,
            ended_at=end,
            failed_at=job.created_at if is_end_of_life else None,
            job_id=job.id,
            mode=job.found_mode or job.failure_mode,
        )

    def _missed(self, job: WorkOrder, alarm: Alarm | None) -> Alarm | None:
        """Count a failure without warning, where the position was watched."""
        heard = self._heard_at.get(job.component_id)
        if heard is None or job.created_at - heard > WATCHED:
            return None
        return Alarm(
            component_id=job.component_id,
            model=alarm.model if alarm else self._model,
            began_at=job.created_at,
            ending=Ending.MISSED,
            ended_at=job.created_at,
            failed_at=job.created_at,
            job_id=job.id,
            mode=job.found_mode or job.failure_mode,
        )


def counts_of(alarms: Iterable[Alarm]) -> AlarmCounts:
    """Count alarms by their ending."""
    seen = [alarm.ending for alarm in alarms]
    return AlarmCounts(
        came_true=seen.count(Ending.CAME_TRUE),
        other_fault=seen.count(Ending.OTHER_FAULT),
        no_fault=seen.count(Ending.NO_FAULT),
        withdrawn=seen.count(Ending.WITHDRAWN),
        missed=seen.count(Ending.MISSED),
        still_open=seen.count(Ending.OPEN),
    )


def _with(claims: tuple[Claim, ...], claim: Claim) -> tuple[Claim, ...]:
    """Add the newest claim; those before it stand a week apart at least."""
    week = timedelta(days=DAYS_BETWEEN_CLAIMS)
    if len(claims) > 1 and claims[-1].taken_at - claims[-2].taken_at < week:
        return (*claims[:-1], claim)
    return (*claims, claim)
