"""The decision journal: entries are only added, and each gets its outcome once."""

from sqlalchemy import ColumnElement, func, insert, select, update

from app.core.errors import StepRefused
from app.core.journal import Act, JournalEntry, Settlement
from app.storage.rows.mapping import as_record, as_row, rows_where
from app.storage.rows.read_once import BooksConnection
from app.storage.tables.journal import journal


class JournalRows:
    """Entries of the decision journal."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def add(self, entry: JournalEntry) -> None:
        """Keep what a person did with a proposal."""
        self._connection.execute(insert(journal), as_row(entry))

    def settle(self, entry_id: str, settlement: Settlement) -> None:
        """Add the outcome of an entry.

        Raises
        ------
        StepRefused
            If the entry is not known, or has its outcome already.
        """
        is_open = (journal.c.id == entry_id) & journal.c.settlement.is_(None)
        statement = update(journal).where(is_open).values(settlement=settlement)
        if self._connection.execute(statement).rowcount != 1:
            raise StepRefused(
                "This journal entry is not known, or has its outcome already.",
                "Nothing was changed.",
            )

    def all(self) -> list[JournalEntry]:
        """Return every entry, oldest first."""
        return self._read()

    def unsettled(self) -> list[JournalEntry]:
        """Return the entries that count and have no outcome yet, oldest first.

        Of several on one order and need only the newest counts; an act taken back asks for no
        outcome.
        """
        newest = select(func.max(journal.c.sequence)).group_by(
            journal.c.subject, journal.c.component_id
        )
        return self._read(
            journal.c.settlement.is_(None),
            journal.c.act != Act.WITHDRAWN,
            journal.c.sequence.in_(newest),
        )

    def of_subject(self, subject: str) -> list[JournalEntry]:
        """Return the entries on one order or job, oldest first."""
        return self._read(journal.c.subject == subject)

    def _read(self, *conditions: ColumnElement[bool]) -> list[JournalEntry]:
        rows = rows_where(
            self._connection, journal, *conditions, order_by=[journal.c.sequence]
        )  # fmt: skip
        return [as_record(JournalEntry, row) for row in rows]
