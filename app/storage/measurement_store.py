"""What was measured and said of it: features, kept waveforms, assessments, sample counts."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.core.health import Assessment
from app.core.measurements import Features, Reading, SampleCounts, Waveform
from app.storage.engines import writing
from app.storage.rows.mapping import as_record, as_row, rows_where
from app.storage.tables.measurements import (
    assessments,
    features,
    readings,
    sample_counts,
    waveforms,
)
from app.storage.transactions import read_transaction, write_transaction

MOST_NAMED = 500
"""Ids in one statement; databases limit how many a statement may name."""


class MeasurementStore:
    """The measurements database; each call is a short transaction of its own.

    Parameters
    ----------
    writer, reader : Engine
        Of `measurements.db`, or of PostgreSQL.
    where : str
        What the database is called in messages.
    """

    def __init__(self, writer: Engine, reader: Engine, where: str) -> None:
        self._writer = writing(writer)
        self._reader = reader
        self._where = where

    def add_features(self, described: Sequence[Features]) -> None:
        """Keep descriptors in one commit; a point has one set of them an instant."""
        if described:
            with self._begin() as connection:
                statement = _insert(connection, features).on_conflict_do_nothing()
                connection.execute(statement, [_features_row(one) for one in described])

    def features(self, point_id: str, limit: int | None = None) -> list[Features]:
        """Return the newest `limit` descriptors of a point, oldest first."""
        with self._read() as connection:
            rows = rows_where(
                connection,
                features,
                features.c.point_id == point_id,
                order_by=[features.c.taken_at.desc()],
                limit=limit,
            )
        return [_features(row) for row in reversed(rows)]

    def add_readings(self, taken: Sequence[Reading]) -> None:
        """Keep values of scalar points in one commit; a point has one an instant."""
        if taken:
            with self._begin() as connection:
                statement = _insert(connection, readings).on_conflict_do_nothing()
                connection.execute(statement, [as_row(one) for one in taken])

    def readings(self, point_id: str, limit: int | None = None) -> list[Reading]:
        """Return the newest `limit` values of a scalar point, oldest first."""
        with self._read() as connection:
            rows = rows_where(
                connection,
                readings,
                readings.c.point_id == point_id,
                order_by=[readings.c.taken_at.desc()],
                limit=limit,
            )
        return [as_record(Reading, row) for row in reversed(rows)]

    def keep_waveform(self, waveform: Waveform, reason: str) -> None:
        """Keep a waveform and why it is kept; a point has one an instant."""
        with self._begin() as connection:
            row = as_row(waveform) | {"reason": reason}
            connection.execute(_insert(connection, waveforms).on_conflict_do_nothing(), [row])

    def latest_waveform(self, point_id: str) -> Waveform | None:
        """Return the newest waveform kept of a point, if there is one."""
        with self._read() as connection:
            rows = rows_where(
                connection,
                waveforms,
                waveforms.c.point_id == point_id,
                order_by=[waveforms.c.taken_at.desc()],
                limit=1,
            )
        return as_record(Waveform, rows[0]) if rows else None

    def add_assessment(self, assessment: Assessment) -> None:
        """Keep what was said of a component; the same assessment a second time changes nothing."""
        with self._begin() as connection:
            row = {
                "id": assessment.id,
                "component_id": assessment.component_id,
                "taken_at": assessment.taken_at,
                "state": assessment.health.state.value,
                "statement": assessment,
            }
            connection.execute(_insert(connection, assessments).on_conflict_do_nothing(), [row])

    def latest_assessment(self, component_id: str) -> Assessment | None:
        """Return what was last said of a component, if anything was."""
        found = self.assessments(component_id, limit=1)
        return found[0] if found else None

    def assessments(self, component_id: str, limit: int | None = None) -> list[Assessment]:
        """Return the newest `limit` assessments of a component, oldest first."""
        with self._read() as connection:
            rows = rows_where(
                connection,
                assessments,
                assessments.c.component_id == component_id,
                order_by=[assessments.c.taken_at.desc(), assessments.c.sequence.desc()],
                limit=limit,
            )
        return [row.statement for row in reversed(rows)]

    def assessment_instants(self, component_id: str) -> list[tuple[str, datetime]]:
        """Return id and instant of all that was said of a component, oldest first."""
        columns = assessments.c
        statement = (
            select(columns.id, columns.taken_at)
            .where(columns.component_id == component_id)
            .order_by(columns.taken_at, columns.sequence)
        )
        with self._read() as connection:
            return [(row.id, row.taken_at) for row in connection.execute(statement)]

    def assessments_by_id(self, ids: Sequence[str]) -> list[Assessment]:
        """Return some assessments, oldest first."""
        found: list[Assessment] = []
        order = [assessments.c.taken_at, assessments.c.sequence]
        with self._read() as connection:
            for start in range(0, len(ids), MOST_NAMED):
                named = assessments.c.id.in_(ids[start : start + MOST_NAMED])
                rows = rows_where(connection, assessments, named, order_by=order)
                found += [row.statement for row in rows]
        return sorted(found, key=lambda said: said.taken_at)

    def add_counts(self, source_id: str, counts: SampleCounts) -> None:
        """Add to the totals of a source."""
        with self._begin() as connection:
            row = as_row(counts) | {"source_id": source_id}
            statement = _insert(connection, sample_counts)
            totals = {
                name: sample_counts.c[name] + statement.excluded[name] for name in as_row(counts)
            }
            connection.execute(
                statement.on_conflict_do_update(index_elements=["source_id"], set_=totals), [row]
            )

    def counts(self) -> SampleCounts:
        """Return where the samples of all sources went."""
        names = list(as_row(SampleCounts()))
        sums = [func.coalesce(func.sum(sample_counts.c[name]), 0) for name in names]
        with self._read() as connection:
            totals = connection.execute(select(*sums)).one()
        return SampleCounts(*(int(total) for total in totals))

    def _begin(self) -> AbstractContextManager[Connection]:
        """Write in a transaction of its own."""
        return write_transaction(self._writer, self._where)

    def _read(self) -> AbstractContextManager[Connection]:
        """Read in a transaction of its own."""
        return read_transaction(self._reader, self._where)


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Insert as this database does it when the row may be there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _features_row(described: Features) -> dict[str, Any]:
    """Lay descriptors flat."""
    low, high = described.envelope_band_hz or (None, None)
    return as_row(described, "envelope_band_hz") | {
        "envelope_low_hz": low,
        "envelope_high_hz": high,
    }


def _features(row: Row[Any]) -> Features:
    """Build descriptors."""
    is_banded = row.envelope_low_hz is not None
    band = (row.envelope_low_hz, row.envelope_high_hz) if is_banded else None
    return as_record(Features, row, envelope_band_hz=band)
