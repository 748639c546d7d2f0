"""The plant's story, line by line, and which commands were carried out."""

from sqlalchemy import func, insert, select

from app.core.records import PlantEvent
from app.storage.rows.mapping import as_record, as_row, is_asked, rows_where
from app.storage.rows.read_once import BooksConnection
from app.storage.tables.records import commands, events

KNOWN_EVENT = select(events.c.id).where(is_asked(events.c.id))
OUTCOME = select(commands.c.outcome).where(is_asked(commands.c.key))


class EventRows:
    """Events in the order they were kept."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def add(self, event: PlantEvent) -> None:
        """Keep an event; one with an id already kept changes nothing."""
        if self._connection.scalar(KNOWN_EVENT, id=event.id) is None:
            self._connection.execute(insert(events), as_row(event))

    def all(self) -> list[PlantEvent]:
        """Return the whole story, oldest first."""
        rows = rows_where(self._connection, events, order_by=[events.c.sequence])
        return [as_record(PlantEvent, row) for row in rows]

    def after(self, sequence: int) -> list[tuple[int, PlantEvent]]:
        """Return the events kept after a sequence number, each with its own, oldest first."""
        later = [events.c.sequence > sequence]
        rows = rows_where(self._connection, events, *later, order_by=[events.c.sequence])
        return [(row.sequence, as_record(PlantEvent, row)) for row in rows]

    def last_sequence(self) -> int:
        """Return the sequence number of the newest event, 0 before the first."""
        return self._connection.scalar(select(func.max(events.c.sequence))) or 0

    def recent(self, limit: int) -> list[PlantEvent]:
        """Return the last `limit` events, newest first."""
        order = [events.c.sequence.desc()]
        rows = rows_where(self._connection, events, order_by=order, limit=limit)
        return [as_record(PlantEvent, row) for row in rows]


class CommandRows:
    """Idempotency keys of orders and stock commands."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def outcome(self, key: str) -> str | None:
        """Return what a command with this key led to; None when it was not carried out."""
        return self._connection.scalar(OUTCOME, key=key)

    def record(self, key: str, outcome: str) -> None:
        """Keep a command's outcome in the command's own commit."""
        self._connection.execute(insert(commands), {"key": key, "outcome": outcome})
