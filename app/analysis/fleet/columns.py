"""What is read of each column of a table before anybody has said what it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from app.analysis.fleet.cells import is_missing, number_in, time_in
from app.analysis.fleet.door import MOSTLY, column_in_one_unit
from app.analysis.fleet.failures import is_flag
from app.analysis.fleet.table import HistoryTable, TableRoles

MOST_EXAMPLES = 3

UNIT_WORDS = re.compile(
    r"unit|machine|asset|equip|serial|engine|tag\b|maschine|anlage|gerät|^id$|_id$", re.IGNORECASE
)
TIME_WORDS = re.compile(
    r"time|date|hours?\b|cycle|days?\b|stamp|datum|zeit|stunden|zyklus|tag\b", re.IGNORECASE
)
FAILED_WORDS = re.compile(r"fail|broke|defect|ausfall|defekt|störung", re.IGNORECASE)


class ColumnKind(Enum):
    """What the cells of a column are."""

    NUMBERS = "numbers"
    CONSTANT = "never changes"
    FLAGS = "yes or no"
    DATES = "dates"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column as it is read.

    Attributes
    ----------
    rows, gaps : int
        Cells looked at, and how many of them say that nothing was read.
    distinct : int
        Different cells.
    low, middle, high : float or None
        Of its numbers.
    unit : str
        Unit its numbers are written in, "" where none is.
    not_numbers : int
        Filled cells of a column of numbers that hold none.
    examples : tuple of str
        The first of those; of other columns, the first different cells.
    """

    name: str
    kind: ColumnKind
    rows: int
    gaps: int
    distinct: int
    low: float | None
    middle: float | None
    high: float | None
    unit: str
    not_numbers: int
    examples: tuple[str, ...]

    @property
    def gap_share(self) -> float:
        """Share of empty cells."""
        return self.gaps / self.rows if self.rows else 0.0


def look_at_columns(table: HistoryTable) -> tuple[ColumnSeen, ...]:
    """Say what is read of every column of a table."""
    return tuple(
        _look(name, table.cells(at), has_decimal_comma=table.has_decimal_comma)
        for at, name in enumerate(table.columns)
    )


def _look(name: str, cells: Sequence[str], *, has_decimal_comma: bool) -> ColumnSeen:
    """Look at one column."""
    filled = [cell for cell in cells if not is_missing(cell)]
    read = column_in_one_unit(cells, name, has_decimal_comma=has_decimal_comma)
    numbers = read.numbers[~np.isnan(read.numbers)]
    different = dict.fromkeys(filled)
    kind = _kind(list(different), filled, numbers.size, np.unique(numbers).size)
    is_number = kind in {ColumnKind.NUMBERS, ColumnKind.CONSTANT}
    odd = dict.fromkeys(cells[at] for at in read.text_at) if is_number else different
    low, middle, high = (
        (float(numbers.min()), float(np.median(numbers)), float(numbers.max()))
        if is_number
        else (None, None, None)
    )
    return ColumnSeen(
        name,
        kind,
        len(cells),
        len(cells) - len(filled),
        len(different),
        low,
        middle,
        high,
        read.unit if is_number else "",
        int(read.text_at.size) if is_number else 0,
        tuple(list(odd)[:MOST_EXAMPLES]),
    )


def _kind(
    different: Sequence[str], filled: Sequence[str], numbers: int, distinct_numbers: int
) -> ColumnKind:
    """Tell what most of the filled cells are."""
    if not filled:
        return ColumnKind.EMPTY
    if len(different) > 1 and all(is_flag(cell) for cell in different):
        return ColumnKind.FLAGS
    if numbers >= MOSTLY * len(filled):
        return ColumnKind.NUMBERS if distinct_numbers > 1 else ColumnKind.CONSTANT
    some = different[:50]
    dates = sum(time_in(cell) is not None for cell in some)
    return ColumnKind.DATES if dates >= MOSTLY * len(some) else ColumnKind.TEXT


def guess_roles(columns: Sequence[ColumnSeen]) -> TableRoles | None:
    """Propose what the columns are by their names and cells; None where nothing fits.

    Only a proposal for a person to confirm.
    """
    units = [c for c in columns if _can_name_units(c)]
    times = [c for c in columns if c.kind in {ColumnKind.DATES, ColumnKind.NUMBERS} and not c.gaps]
    unit = next((c for c in units if UNIT_WORDS.search(c.name)), None) or next(
        (c for c in units if c.kind is ColumnKind.TEXT), None
    )
    dated = [c for c in times if c.kind is ColumnKind.DATES]
    named = [c for c in times if TIME_WORDS.search(c.name) and c is not unit]
    time = next(iter([*named, *dated]), None)
    if unit is None or time is None:
        return None
    failed = next((c for c in columns if FAILED_WORDS.search(c.name) and _can_tell(c)), None)
    return TableRoles(
        unit.name, time.name, None if failed is None else failed.name, all_fail=failed is None
    )


def _can_name_units(column: ColumnSeen) -> bool:
    """Whether a column's cells come back, as names of units do."""
    is_name = column.kind in {ColumnKind.TEXT, ColumnKind.NUMBERS, ColumnKind.CONSTANT}
    return is_name and 0 < column.distinct <= max(column.rows // 3, 1)


def _can_tell(column: ColumnSeen) -> bool:
    """Whether a column can flag failures or hold their times."""
    return column.kind in {ColumnKind.FLAGS, ColumnKind.DATES, ColumnKind.NUMBERS}


def looks_like_decimal_comma(columns: Sequence[ColumnSeen]) -> bool:
    """Whether cells that are no numbers would be with a decimal comma."""
    examples = [cell for column in columns for cell in column.examples]
    return any(
        "," in cell and number_in(cell, has_decimal_comma=True) is not None for cell in examples
    )
