"""A copy of a database file that is proven whole before anyone relies on it."""

from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2
from sqlalchemy.engine.interfaces import DBAPIConnection

from app.core.errors import DatabaseDamaged, DiskFull
from app.storage.engines import CREATE, READ, sqlite_uri


def copy_verified(source: Path, target: Path) -> Path:
    """Copy a database while it may be in use, then check the copy and only then give it its name.

    Raises
    ------
    DatabaseDamaged
        If the copy is not whole or misses rows; no copy is left then.
    DiskFull
        If there is no room for the copy.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_by_way_of(target.with_name(target.name + ".unproven"), source, target)
    except (dbapi2.OperationalError, OSError) as refused:
        raise DiskFull(
            f"No copy of {source.name} could be written to {target.parent} ({refused}).",
            "Make room on the disk; the database itself was not touched.",
        ) from refused
    return target


def _copy_by_way_of(unproven: Path, source: Path, target: Path) -> None:
    """Copy under a name nobody takes for a copy; leave nothing of it after an error."""
    try:
        _copy_and_check(source, unproven)
        unproven.replace(target)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            unproven.with_name(unproven.name + ending).unlink(missing_ok=True)


def _copy_and_check(source: Path, copy: Path) -> None:
    """Copy by SQLite's backup, then compare."""
    with (
        closing(dbapi2.connect(sqlite_uri(source, READ), uri=True)) as original,
        closing(dbapi2.connect(sqlite_uri(copy, CREATE), uri=True)) as copied,
    ):
        original.execute("BEGIN")  # rows are counted in the very state that is copied
        expected = row_counts(original)
        original.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        said = copied.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok" or row_counts(copied) != expected:
            raise DatabaseDamaged(
                f"The copy of {source.name} is not whole ({said}).",
                "The database was left as it is; check the disk.",
            )


def row_counts(connection: DBAPIConnection) -> dict[str, int]:
    """Count the rows of every table."""
    cursor = connection.cursor()
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    counts = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # a name, from the file itself
        counts[name] = cursor.fetchall()[0][0]
    return counts
