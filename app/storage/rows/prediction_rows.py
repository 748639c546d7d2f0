"""What was said of remaining life in decisions, and what the books teach of it a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select

from app.core.alarms import Model
from app.core.claims import SPEAKING, Claim, claim_of
from app.core.health import RulState
from app.core.records import DecisionRecord
from app.core.remedies import NO_PART_CURES
from app.core.track_record import TrackRecord
from app.storage.rows.mapping import is_asked
from app.storage.rows.read_once import BooksConnection
from app.storage.tables.predictions import predictions, track_records

OF_DAY = select(track_records.c.record).where(is_asked(track_records.c.today))
KEPT = SPEAKING | {RulState.NO_DEGRADATION}
"""States in which the measurements said something of a length of life."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one decision's measurements said; `claim` is None where that can't be checked."""

    component_id: str
    today: date
    taken_at: datetime
    state: RulState
    model: Model
    claim: Claim | None


class PredictionRows:
    """Predictions in few numbers, so that the record of years is read in one go."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection
        self._learned: dict[date, TrackRecord] = {}
        self._kept: set[date] = set()

    def add(self, record: DecisionRecord) -> None:
        """Keep what a decision's measurements said; unbalance and such tell no part's life."""
        assessment = record.assessment
        if assessment is None or assessment.rul.state not in KEPT:
            return
        if assessment.diagnosis.failure_mode in NO_PART_CURES:
            return
        rul = assessment.rul
        is_claim = rul.state in SPEAKING
        claim = claim_of(record.component_id, rul.as_of, rul.distribution) if is_claim else None
        row = {
            "decision_id": record.id,
            "component_id": record.component_id,
            "today": record.today,
            "taken_at": rul.as_of,
            "state": rul.state,
            "model": rul.model,
            "model_version": rul.model_version,
            "median_days": claim.median_days if claim else None,
            "log_sd": claim.log_sd if claim else None,
            "kept_days": claim.kept_days if claim else None,
        }
        self._connection.execute(insert(predictions), row)

    def said_before(self, since: date, today: date) -> list[Said]:
        """Return what was said from one day on and before another, in the order it was said."""
        columns = predictions.c
        statement = (
            select(
                columns.component_id,
                columns.today,
                columns.state,
                columns.model,
                columns.model_version,
                columns.taken_at,
                columns.median_days,
                columns.log_sd,
                columns.kept_days,
            )
            .where(columns.today >= since, columns.today < today)
            .order_by(columns.taken_at, columns.sequence)
        )
        found = []
        for name, day, state, model, version, at, median, log_sd, kept in self._connection.execute(
            statement
        ):
            claim = None if median is None else Claim(name, at, median, log_sd, kept or ())
            found.append(Said(name, day, at, state, (model, version), claim))
        return found

    def learned(self, today: date, learn: Callable[[], TrackRecord]) -> TrackRecord:
        """Return what the books teach on a day: as kept, else as it is learned now."""
        if today not in self._learned:
            kept: TrackRecord | None = self._connection.scalar(OF_DAY, today=today)
            self._learned[today] = kept or learn()
            if kept is not None:
                self._kept.add(today)
        return self._learned[today]

    def keep(self, record: TrackRecord) -> None:
        """Keep what `learned` has returned for a day; a second time changes nothing."""
        if record.today not in self._kept:
            row = {"today": record.today, "record": record}
            self._connection.execute(insert(track_records), row)
            self._kept.add(record.today)
