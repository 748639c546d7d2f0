"""A table of history as it came: text in rows, with its place for every complaint."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace

from app.analysis.fleet.said import Said
from app.core.errors import FileRefused, ImportRowRejected
from app.core.texts import plain_number, translate

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
    findings : tuple of TableFinding
        What was set aside when it was read.
    rows_in_file : int
        Rows of readings in the file; more than `rows` where it was thinned or only begun.
    """

    place: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    has_decimal_comma: bool = False
    findings: tuple["TableFinding", ...] = ()
    rows_in_file: int = 0

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

    def without(self, dropped: Container[int]) -> "HistoryTable":
        """Return the table without some of its rows, by where they stand."""
        kept = [at for at in range(len(self.rows)) if at not in dropped]
        return replace(
            self, rows=[self.rows[at] for at in kept], lines=[self.lines[at] for at in kept]
        )


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
    left_out : tuple of str
        Columns not to learn from, such as what is measured no more.
    """

    unit: str
    time: str
    failed: str | None = None
    all_fail: bool = False
    left_out: tuple[str, ...] = ()


class UnitRejected(ImportRowRejected):
    """A unit of a table contradicts itself; the others may be whole.

    Parameters
    ----------
    unit : str
        Its name.
    """

    def __init__(self, unit: str, line: int, column: str, why: str) -> None:
        super().__init__(line, column, why)
        self.unit = unit


@dataclass(frozen=True, slots=True)
class TableFinding:
    """Something in a table that was set aside or is worth knowing, and what was done with it.

    Attributes
    ----------
    place : str
        Name of the table.
    found, done : Said
        What stood there, and what became of it.
    column : str
        Column it is about, "" for the whole table.
    """

    place: str
    found: Said
    done: Said
    column: str = ""

    def where(self) -> str:
        """Name the place in the reader's language."""
        if not self.column:
            return self.place
        return translate("History", "{table}, column {column}").format(
            table=self.place, column=self.column
        )

    def text(self, number: Callable[[float], str] = plain_number) -> str:
        """Word it in the reader's language."""
        return f"{self.where()}: {self.found.text(number)}; {self.done.text(number)}."

    def __str__(self) -> str:
        """Word it for a file."""
        return self.text()


def listed(names: Sequence[str], most: int = 8) -> str:
    """Name the first few of many.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
