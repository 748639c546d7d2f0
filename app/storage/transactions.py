"""Transactions whose errors are said in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from app.core.errors import PartUnknown
from app.storage.plain_errors import plain_errors


@contextmanager
def write_transaction(engine: Engine, where: str) -> Iterator[Connection]:
    """Write: everything is kept at the end, or nothing after an error.

    Parameters
    ----------
    engine : Engine
        From `engines.writing`.
    where : str
        What the database is called in messages.
    """
    with plain_errors(where), engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        try:
            transaction.commit()
        except IntegrityError as refused:
            raise _lost_reference(connection, where) or refused from refused


@contextmanager
def read_transaction(engine: Engine, where: str) -> Iterator[Connection]:
    """Read one state of the database, however others write meanwhile."""
    with plain_errors(where), engine.connect() as connection:
        yield connection


def _lost_reference(connection: Connection, where: str) -> PartUnknown | None:
    """Name the tables of a broken key; SQLite's own sentence names nothing."""
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        return None
    broken = raw.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return None
    return PartUnknown(
        f"A row for {broken[0]} names one of {broken[2]} that is not kept in {where}.",
        "Add what is missing first; nothing was kept.",
    )
