"""A table of history as it came: text in rows, with its place for every complaint."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.errors import FileRefused

MEND_THE_TABLE = "Nothing was changed. Mend the table, or name another column, and try again."


@dataclass(frozen=True, slots=True, eq=False)
class HistoryTable:
    """The cells of a table, and where they stood.

    Attributes
    ----------
    place : str
        Name of the file (and sheet) it came from.
    columns : tuple of str
        Names of its columns; their numbers from 1 where the table has no header.
    rows : list of list of str
        Cells without the blanks around them, as many in a row as there are columns.
    lines : list of int
        Line of each row in the file, from 1.
    has_decimal_comma : bool
        Whether 3,14 is a number here.
    """

    place: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    has_decimal_comma: bool = False

    def number_of(self, column: str) -> int:
        """Return where a column stands, by its name or its number from 1.

        Raises
        ------
        FileRefused
            If there is no such column.
        """
        if column in self.columns:
            return self.columns.index(column)
        if column.isascii() and column.isdigit() and 1 <= int(column) <= len(self.columns):
            return int(column) - 1
        raise FileRefused(
            f"{self.place}: expected a column {column!r}, got {listed(self.columns)}.",
            MEND_THE_TABLE,
        )

    def cells(self, number: int) -> list[str]:
        """Return the cells of one column, by where it stands."""
        return [row[number] for row in self.rows]


@dataclass(frozen=True, slots=True)
class TableRoles:
    """What the columns of a table are.

    Attributes
    ----------
    unit, time : str
        Columns that name the unit and the time of a reading.
    failed : str or None
        Column that says that a unit failed: a flag, or the time of its failure.
    all_fail : bool
        Every unit failed at its last reading.
    """

    unit: str
    time: str
    failed: str | None = None
    all_fail: bool = False


@dataclass(frozen=True, slots=True)
class TableFinding:
    """Something in a table that was set aside, and what was done with it."""

    place: str
    found: str
    done: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}; {self.done}."


def listed(names: Sequence[str], most: int = 8) -> str:
    """Name the first few of many.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
