"""The one door by which a table becomes the history of a fleet: checked, or refused by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.cells import is_missing, numbers_in, time_in, unit_name
from app.analysis.fleet.failures import ends_of_units
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.lives import Lives, split_lives
from app.analysis.fleet.order import order_rows
from app.analysis.fleet.said import Said
from app.analysis.fleet.table import MEND_THE_TABLE, HistoryTable, TableFinding, TableRoles
from app.analysis.fleet.twins import without_twins
from app.analysis.fleet.written_units import UnitReading, with_written_units
from app.core.errors import FileRefused, ImportRowRejected

MOSTLY = 0.5
"""Share of a column's filled cells that must be numbers for it to be a measured quantity."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadHistory:
    """What came of a table.

    Attributes
    ----------
    history : FleetHistory
        The readings.
    time_unit : str
        "days" where the time was dates; else "", the unit the column counts in.
    findings : tuple of TableFinding
        What was set aside.
    """

    history: FleetHistory
    time_unit: str
    findings: tuple[TableFinding, ...]


def read_history(
    table: HistoryTable,
    roles: TableRoles,
    wanted: Sequence[str] | None = None,
    listed: Mapping[str, Sequence[float]] | None = None,
) -> ReadHistory:
    """Check a table and lay it out as the history of a fleet.

    Parameters
    ----------
    wanted : sequence of str, optional
        Measured quantities that must be there; all other columns if not given.
    listed : mapping of str to sequence of float, optional
        Times at which units failed, from a list of their own. A unit that went on afterwards has
        several lives.

    Raises
    ------
    FileRefused, ImportRowRejected
        Naming place, what was expected and what stood there: no such column, a unit without a
        name, a time that is none or runs backwards, two readings at one time, a failure before
        the first reading or readings after it, no measured quantity.
    """
    if not table.rows:
        raise FileRefused(f"{table.place}: expected readings, got none.", MEND_THE_TABLE)
    unit_at, time_at = table.number_of(roles.unit), table.number_of(roles.time)
    failed_at = None if roles.failed is None else table.number_of(roles.failed)
    taken = [unit_at, time_at, *([] if failed_at is None else [failed_at])]
    if len(set(taken)) < len(taken):
        raise FileRefused(
            f"{table.place}: expected a column each for unit, time and failure, got the same "
            f"column {table.columns[unit_at]!r} twice.",
            MEND_THE_TABLE,
        )
    names = _unit_names(table, unit_at)
    time, time_unit = _times(table, time_at)
    taken += [table.number_of(name) for name in roles.left_out]
    lives = Lives(names, {}, ()) if listed is None else split_lives(table, names, time, listed)
    ordered = order_rows(table, lives.names, time, table.columns[time_at])
    end, has_failed = ends_of_units(table, ordered, failed_at, all_fail=roles.all_fail)
    for unit, name in enumerate(ordered.units):
        if name in lives.failed_at:
            end[unit], has_failed[unit] = lives.failed_at[name], True
    columns, values, left_out = _quantities(table, taken, wanted)
    history = FleetHistory(
        ordered.units, columns, ordered.starts, ordered.time, values[ordered.rows], end, has_failed
    )
    findings = (*table.findings, *lives.findings, *ordered.findings, *left_out)
    if wanted is None:
        history, twins = without_twins(history, table.place)
        findings = (*findings, *twins)
    return ReadHistory(history, time_unit, findings)


def _unit_names(table: HistoryTable, unit_at: int) -> list[str]:
    """Name of the unit of every row."""
    cells = table.cells(unit_at)
    for line, cell in zip(table.lines, cells, strict=True):
        if is_missing(cell):
            raise ImportRowRejected(
                line, table.columns[unit_at], f"expected the name of a unit, got {cell!r}."
            )
    return [unit_name(cell) for cell in cells]


def _times(table: HistoryTable, time_at: int) -> tuple[NDArray[np.float64], str]:
    """Times of the rows, and "days" where they were dates."""
    cells = table.cells(time_at)
    numbers, _ = numbers_in(cells, has_decimal_comma=table.has_decimal_comma)
    if not np.isnan(numbers).any():
        return numbers, ""
    days = [time_in(cell) for cell in cells]
    are_dates = days[0] is not None
    for row, cell in enumerate(cells):
        if days[row] is None if are_dates else np.isnan(numbers[row]):
            kind = "a date like 2025-01-31 or 2025-01-31T14:30" if are_dates else "a number"
            if row == 0:
                kind = "a number or a date like 2025-01-31"
            raise ImportRowRejected(
                table.lines[row], table.columns[time_at], f"expected {kind}, got {cell!r}."
            )
    return np.array(days, dtype=np.float64), "days"


def _quantities(
    table: HistoryTable, taken: Sequence[int], wanted: Sequence[str] | None
) -> tuple[tuple[str, ...], NDArray[np.float64], list[TableFinding]]:
    """Names and numbers of the measured columns, and what could not be read of them."""
    numbers_of: dict[str, NDArray[np.float64]] = {}
    findings = []
    for at, name in enumerate(table.columns):
        if at in taken or (wanted is not None and name not in wanted):
            continue
        cells = table.cells(at)
        read = column_in_one_unit(cells, name, has_decimal_comma=table.has_decimal_comma)
        known = int(np.count_nonzero(~np.isnan(read.numbers)))
        if known == 0 or known < MOSTLY * (known + read.text_at.size):
            findings.append(
                TableFinding(table.place, Said("no_numbers"), Said("left_out"), column=name)
            )
            continue
        findings += _said_of_cells(table, name, cells, read)
        numbers_of[name] = read.numbers
    missing = [name for name in wanted or () if name not in numbers_of]
    if missing:
        raise FileRefused(
            f"{table.place}: expected numbers in the column {missing[0]!r}, which the model was "
            "trained on, got none.",
            MEND_THE_TABLE,
        )
    if not numbers_of:
        raise FileRefused(
            f"{table.place}: expected at least one column of numbers besides unit and time, "
            "got none.",
            MEND_THE_TABLE,
        )
    columns = tuple(wanted) if wanted is not None else tuple(numbers_of)
    return columns, np.column_stack([numbers_of[name] for name in columns]), findings


def column_in_one_unit(cells: Sequence[str], name: str, *, has_decimal_comma: bool) -> UnitReading:
    """Read a column as numbers of one unit."""
    numbers, text_at = numbers_in(cells, has_decimal_comma=has_decimal_comma)
    return with_written_units(cells, numbers, text_at, name, has_decimal_comma=has_decimal_comma)


def _said_of_cells(
    table: HistoryTable, name: str, cells: Sequence[str], read: UnitReading
) -> list[TableFinding]:
    """Say which cells of a column were converted, and which were not read."""
    said = []
    if read.converted_at:
        found = Said(
            "other_units",
            {
                "n": len(read.converted_at),
                "others": ", ".join(read.others),
                "line": table.lines[read.converted_at[0]],
            },
        )
        done = Said("converted", {"unit": read.unit})
        said.append(TableFinding(table.place, found, done, column=name))
    if read.text_at.size:
        first = read.text_at[0]
        found = Said(
            "text_cells",
            {"n": int(read.text_at.size), "first": cells[first][:40], "line": table.lines[first]},
        )
        said.append(TableFinding(table.place, found, Said("read_as_gaps"), column=name))
    return said
