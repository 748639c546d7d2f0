"""The audit trail: who did what, when; appended only, each row hashed with the one before."""

from datetime import datetime

from sqlalchemy import insert

from app.core.records import FIRST_HASH, AuditRow, chained_hash
from app.storage.codecs.values import instant_to_json
from app.storage.rows.mapping import as_record, as_row, rows_where, selection
from app.storage.rows.read_once import BooksConnection
from app.storage.tables.records import audit

NEWEST = selection(audit, order_by=[audit.c.sequence.desc()], limit=1)


class AuditRows:
    """The audit trail as one person or rule writes it."""

    def __init__(self, connection: BooksConnection, actor: str) -> None:
        self._connection = connection
        self._actor = actor
        self._last: AuditRow | None = None

    def append(self, at: datetime, action: str, subject: str, before: str, after: str) -> AuditRow:
        """Add one row in the name of the transaction's actor."""
        last = self._last or self._newest()
        unsealed = AuditRow(
            sequence=last.sequence + 1 if last else 1,
            at=at,
            actor=self._actor,
            action=action,
            subject=subject,
            before=before,
            after=after,
            previous_hash=last.row_hash if last else FIRST_HASH,
            row_hash="",
        )
        row = as_record(AuditRow, as_row(unsealed), row_hash=_hash(unsealed))
        self._connection.execute(insert(audit), as_row(row))
        self._last = row
        return row

    def _newest(self) -> AuditRow | None:
        """Read the row that was written last."""
        rows = self._connection.rows(NEWEST)
        return as_record(AuditRow, rows[0]) if rows else None

    def rows(self) -> list[AuditRow]:
        """Return the whole trail, oldest first."""
        rows = rows_where(self._connection, audit, order_by=[audit.c.sequence])
        return [as_record(AuditRow, row) for row in rows]

    def about(self, subject: str) -> list[AuditRow]:
        """Return what was done with one order or job, oldest first."""
        about = audit.c.subject == subject
        rows = rows_where(self._connection, audit, about, order_by=[audit.c.sequence])
        return [as_record(AuditRow, row) for row in rows]

    def first_broken(self) -> int | None:
        """Return the number of the first row that was changed, moved or follows a gap.

        A trail whose last rows were cut off is whole in itself: compare its length and last hash
        with a printed one.
        """
        previous = FIRST_HASH
        for expected, row in enumerate(self.rows(), start=1):
            is_next = row.sequence == expected and row.previous_hash == previous
            if not is_next or row.row_hash != _hash(row):
                return expected
            previous = row.row_hash
        return None


def _hash(row: AuditRow) -> str:
    """Hash a row's content onto the row before."""
    content = as_row(row, "previous_hash", "row_hash") | {"at": instant_to_json(row.at)}
    return chained_hash(row.previous_hash, content)
