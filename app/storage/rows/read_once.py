"""A transaction reads each thing once: what it found is kept until it writes where it looked.

Nobody else's change can be missed: a transaction sees one state of the books from its first read
to its end, or is the only one that may write meanwhile.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, TypeVarTuple, overload
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, CursorResult, Row, Select, Table, UpdateBase
from sqlalchemy.engine import Compiled
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate

T = TypeVar("T")
P = ParamSpec("P")
Columns = TypeVarTuple("Columns")
Values = Mapping[str, Any]
Statement = Select[*tuple[Any, ...]] | UpdateBase


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found, and the names of the tables it was found in."""

    found: Any
    tables: frozenset[str]


class BooksConnection:
    """The connection of one transaction, with what was read over it.

    Every statement of the transaction passes here: one that reads says which tables whatever is
    being read depends on, one that writes makes everything forgotten that was read from its table.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[Hashable, Kept] = {}
        self._looked_at: list[set[str]] = []
        self._writes = 0

    @overload
    def execute(
        self, statement: Select[*Columns], values: Values | None = None
    ) -> CursorResult[*Columns]: ...

    @overload
    def execute(
        self, statement: UpdateBase, values: Values | Sequence[Values] | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...

    def execute(
        self, statement: Statement, values: Values | Sequence[Values] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Carry out a statement with its values; a list of them are several rows to write."""
        if isinstance(statement, UpdateBase):
            self._forget_what_reads(tables_of(statement.table))
            return self._connection.execute(statement, values)
        result = self._connection.execute(statement, values)
        if self._looked_at:
            self._looked_at[-1] |= _tables_of_form(result.context.compiled, statement)
        return result

    def rows(self, statement: Select[*Columns], **asked: object) -> list[Row[*Columns]]:
        """Read all rows of a selection, asked for these values."""
        return list(self.execute(statement, asked))

    def scalar(self, statement: Select[T], **asked: object) -> T | None:
        """Read the first column of the first row, None without any row."""
        found: T | None = self.execute(statement, asked).scalar()
        return found

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what a reading found the first time, while its tables stay as they were.

        Parameters
        ----------
        key : hashable
            Names the reading with everything it is asked for.
        read : callable
            Reads over this connection alone: its answer is a function of the key and the books.
            All that ask share the answer, so that nobody may change it.
        """
        kept = self._kept.get(key) or self._read(key, read)
        if self._looked_at:
            self._looked_at[-1] |= kept.tables
        found: T = kept.found
        return found

    def forget(self) -> None:
        """Read everything anew: what the books are read as has changed beside them."""
        self._writes += 1
        self._kept.clear()

    def _read(self, key: Hashable, read: Callable[[], T]) -> Kept:
        """Read for the first time; what is written before it ends may not be in the answer."""
        writes = self._writes
        self._looked_at.append(set())
        try:
            found = read()
        finally:
            tables = self._looked_at.pop()
            if self._looked_at:
                self._looked_at[-1] |= tables
        kept = Kept(found, frozenset(tables))
        if writes == self._writes:
            self._kept[key] = kept
        return kept

    def _forget_what_reads(self, written: frozenset[str]) -> None:
        """Forget what was found in tables that are being written."""
        self._writes += 1
        self._kept = {k: kept for k, kept in self._kept.items() if not written & kept.tables}


_TABLES: WeakKeyDictionary[Compiled, frozenset[str]] = WeakKeyDictionary()
"""Tables of the statements that SQLAlchemy keeps compiled; one form serves many statements."""


def _tables_of_form(form: Compiled | None, statement: Select[*Columns]) -> frozenset[str]:
    """Name the tables a statement looks at, worked out once for all statements of its form."""
    if form is None:
        return tables_of(statement)
    if form not in _TABLES:
        _TABLES[form] = tables_of(statement)
    return _TABLES[form]


def tables_of(statement: ExternallyTraversible) -> frozenset[str]:
    """Name the tables a statement looks at, those of its inner selections too."""
    return frozenset(part.name for part in iterate(statement) if isinstance(part, Table))


class Reads(Protocol):
    """Rows read over a transaction's connection."""

    _connection: BooksConnection


R = TypeVar("R", bound=Reads)


def read_once(method: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Let a method that reads go to the database once for what it is asked; see `once`.

    A list found is given out as a copy, as callers lay more onto it.
    """
    name = method.__qualname__

    def read(rows: R, /, *args: P.args, **named: P.kwargs) -> T:
        key = (name, args, tuple(named.items()))
        found = rows._connection.once(key, lambda: method(rows, *args, **named))  # noqa: SLF001
        return copy(found) if isinstance(found, list | dict) else found

    return update_wrapper(read, method)
