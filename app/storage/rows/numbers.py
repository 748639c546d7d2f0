"""Numbers people read on papers, given inside the saving transaction so that none is missing."""

from sqlalchemy import Column, Table, func, select

from app.storage.rows.read_once import BooksConnection


def next_number(connection: BooksConnection, table: Table, prefix: str, year: int) -> str:
    """Return the next free number of a year: "PO-2026-0001", then one more each time."""
    column: Column[str] = table.c.number
    start = f"{prefix}-{year}-"
    statement = (
        select(column)
        .where(column.startswith(start, autoescape=True))
        .order_by(func.length(column).desc(), column.desc())
        .limit(1)
    )
    last = connection.scalar(statement)
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:04d}"
