"""Connections to the two SQLite files of a plant folder, or to PostgreSQL."""

from pathlib import Path

import numpy as np
from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from app.core.errors import DatabaseDamaged

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a file when two connections write at once (SQLite, wal.html, 11)."""

BUSY_S = 5.0
"""How long a transaction waits for another one before it says that the database is busy."""

CREATE = "mode=rwc"
READ = "mode=ro"
READ_FROZEN = "mode=ro&immutable=1"
"""How a file is opened: made where it is missing, only read, read where nothing can change."""

WRITE_LOCK = 0x4B414952
"""PostgreSQL advisory lock that makes writers take turns, as BEGIN IMMEDIATE does."""

for _whole in (np.int32, np.int64):
    dbapi2.register_adapter(_whole, int)
dbapi2.register_adapter(np.float32, float)  # as bytes otherwise, silently


def refuse_old_sqlite(version: tuple[int, ...] = dbapi2.sqlite_version_info) -> None:
    """Refuse a SQLite that is known to corrupt files.

    Raises
    ------
    DatabaseDamaged
        If the library is older than `OLDEST_SQLITE`.
    """
    if version < OLDEST_SQLITE:
        found, needed = (".".join(map(str, v)) for v in (version, OLDEST_SQLITE))
        raise DatabaseDamaged(
            f"This computer brings SQLite {found}; {needed} or newer is needed, "
            "because older ones can corrupt a file two threads write to.",
            "Install Kairos with its own packages. Nothing was opened.",
        )


def sqlite_uri(path: Path, mode: str) -> str:
    """Write a file's address as SQLite reads it.

    >>> sqlite_uri(Path("/plant/a b.db"), "mode=ro")
    'file:///plant/a%20b.db?mode=ro'
    """
    return f"{path.absolute().as_uri()}?{mode}"


def sqlite_engine(path: Path, mode: str, synchronous: str) -> Engine:
    """Open one SQLite file; a write transaction begins as one.

    Parameters
    ----------
    mode : str
        `CREATE`, `READ` or `READ_FROZEN`.
    synchronous : str
        "FULL" for what people decide, "NORMAL" for what was measured.
    """
    refuse_old_sqlite()
    uri, is_writer = sqlite_uri(path, mode), mode == CREATE

    def connect() -> DBAPIConnection:
        connection: DBAPIConnection = dbapi2.connect(
            uri, uri=True, timeout=BUSY_S, check_same_thread=False, isolation_level=None
        )
        return connection

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
    )

    def configure(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        if is_writer:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA synchronous={synchronous}")
        cursor.close()

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Begin for reading, or for writing where the engine was told so."""
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def postgresql_engine(address: str) -> Engine:
    """Open a PostgreSQL database; connections found dead are replaced."""
    url = make_url(address)
    asked = " ".join(url.normalized_query.get("options", ()))
    engine = create_engine(
        url.difference_update_query(["options"]),
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": int(BUSY_S),
            "options": f"-c lock_timeout={int(BUSY_S * 1000)} -c timezone=UTC {asked}",
        },
    )
    event.listen(engine, "begin", _take_turn)
    return engine


def _take_turn(connection: Connection) -> None:
    """Let writers take turns, so that sums, numbers and the audit chain see all before them."""
    if connection.get_execution_options().get("is_writing", False):
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})"))


def writing(engine: Engine) -> Engine:
    """Return the engine for write transactions; it shares the connections."""
    return engine.execution_options(is_writing=True)


def reading(engine: Engine) -> Engine:
    """Return the engine for read transactions; PostgreSQL shows one state and refuses to write."""
    if engine.dialect.name != "postgresql":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
