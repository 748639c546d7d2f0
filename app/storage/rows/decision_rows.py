"""Decisions as they were taken, each with the assessment behind it."""

from sqlalchemy import func, insert, select

from app.core.errors import StepRefused
from app.core.records import DecisionRecord
from app.storage.rows.mapping import is_asked, rows_where, selection
from app.storage.rows.prediction_rows import PredictionRows
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.records import decisions

NEWEST_OF_COMPONENT = selection(
    decisions,
    is_asked(decisions.c.component_id),
    order_by=[decisions.c.sequence.desc()],
    limit=1,
)
NEWEST_ID_OF_COMPONENT = NEWEST_OF_COMPONENT.with_only_columns(decisions.c.id)


class DecisionRows:
    """Decision records; once kept they are never changed."""

    def __init__(self, connection: BooksConnection, predictions: PredictionRows) -> None:
        self._connection = connection
        self._predictions = predictions

    def add(self, record: DecisionRecord) -> None:
        """Keep a decision whole, and what its measurements said in few numbers beside."""
        row = {
            "id": record.id,
            "component_id": record.component_id,
            "taken_at": record.taken_at,
            "today": record.today,
            "kind": record.decision.kind,
            "order_by": record.decision.order_by,
            "record": record,
        }
        self._connection.execute(insert(decisions), row)
        self._predictions.add(record)

    @read_once
    def get(self, decision_id: str) -> DecisionRecord:
        """Return one decision; `StepRefused` when there is none."""
        rows = rows_where(self._connection, decisions, decisions.c.id == decision_id)
        if not rows:
            raise StepRefused(f'There is no decision "{decision_id}".', "Check the record.")
        record: DecisionRecord = rows[0].record
        return record

    @read_once
    def latest(self, component_id: str) -> DecisionRecord | None:
        """Return the newest decision on a component, if there is one."""
        rows = self._connection.rows(NEWEST_OF_COMPONENT, component_id=component_id)
        return rows[0].record if rows else None

    @read_once
    def latest_id(self, component_id: str) -> str:
        """Return the id of the newest decision on a component, empty for none."""
        return self._connection.scalar(NEWEST_ID_OF_COMPONENT, component_id=component_id) or ""

    @read_once
    def latest_all(self) -> list[DecisionRecord]:
        """Return the newest decision of each component, in the order they were taken."""
        newest = select(func.max(decisions.c.sequence)).group_by(decisions.c.component_id)
        rows = rows_where(
            self._connection,
            decisions,
            decisions.c.sequence.in_(newest),
            order_by=[decisions.c.sequence],
        )
        return [row.record for row in rows]
