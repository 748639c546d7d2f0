"""Objects and rows whose names are the same on both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, bindparam, select

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from app.storage.rows.read_once import BooksConnection

T = TypeVar("T")
Selection = Select[*tuple[Any, ...]]
"""Whole rows of a table."""


def as_row(record: "DataclassInstance", *but: str) -> dict[str, Any]:
    """Return the fields of a frozen object by name, without those named in `but`."""
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name not in but}


def as_record(kind: type[T], row: Row[Any] | Mapping[str, Any], **more: object) -> T:
    """Build an object from the columns named like its fields; `more` wins over the row."""
    columns: Mapping[Any, Any] = row._mapping if isinstance(row, Row) else row  # noqa: SLF001  # public
    names = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: columns[name] for name in names & set(columns)} | more)


def rows_where(
    connection: "Connection | BooksConnection",
    table: Table,
    *conditions: ColumnElement[bool],
    order_by: Iterable[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> list[Row[Any]]:
    """Read the rows of a table that fulfil all conditions."""
    return list(connection.execute(selection(table, *conditions, order_by=order_by, limit=limit)))


def selection(
    table: Table,
    *conditions: ColumnElement[bool],
    order_by: Iterable[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> Selection:
    """Write a selection of whole rows.

    What is asked often is written once, with `is_asked` for what changes from time to time:
    writing it takes longer than the database needs to answer.
    """
    statement = select(table).where(*conditions).order_by(*order_by)
    return statement if limit is None else statement.limit(limit)


def is_asked(column: Column[T]) -> ColumnElement[bool]:
    """Whether a column holds what is asked for under its name."""
    return column == bindparam(column.name)
