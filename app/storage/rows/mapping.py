"""Objects and rows whose names are the same on both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    literal_column,
    select,
)

from app.storage.tables.base import quoted

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from app.storage.rows.read_once import BooksConnection

T = TypeVar("T")
Word = TypeVar("Word", bound=Enum)
Selection = Select[*tuple[Any, ...]]
"""Whole rows of a table."""


def as_row(record: "DataclassInstance", *but: str) -> dict[str, Any]:
    """Return the fields of a frozen object by name, without those named in `but`."""
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name not in but}


def as_record(kind: type[T], row: Row[Any] | Mapping[str, Any], **more: object) -> T:
    """Build an object from the columns named like its fields; `more` wins over the row."""
    if not isinstance(row, Row):
        names = {f.name for f in fields(kind)}  # type: ignore[arg-type]
        return kind(**{name: row[name] for name in names & set(row)} | more)
    places = _places(kind, row._fields)  # public
    return kind(**{name: row[at] for name, at in places} | more)


_PLACES: dict[tuple[type[Any], tuple[str, ...]], tuple[tuple[str, int], ...]] = {}


def _places(kind: type[Any], columns: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Say which columns of a row are fields of a kind of object, and where they stand."""
    if (kind, columns) not in _PLACES:
        names = {f.name for f in fields(kind)}
        found = tuple((name, at) for at, name in enumerate(columns) if name in names)
        _PLACES[kind, columns] = found
    return _PLACES[kind, columns]


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


def is_one_of(column: Column[Word], words: Iterable[Word]) -> ColumnElement[bool]:
    """Whether a column holds one of some words, which stand in the statement itself."""
    return column.in_([literal_column(quoted([word])) for word in words])


def is_asked(column: Column[T]) -> ColumnElement[bool]:
    """Whether a column holds what is asked for under its name."""
    return column == bindparam(column.name)
