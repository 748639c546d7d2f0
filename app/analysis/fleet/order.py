"""The rows of a table, unit after unit and oldest first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.said import Said
from app.analysis.fleet.table import HistoryTable, TableFinding, UnitRejected

MIXED_UP = 0.2
"""Share of steps back in time from which a unit's rows are mixed up; a counter that was set back,
or a unit that was renewed, steps back once or twice."""
FEWEST_BACK = 3
"""And there are at least so many."""


@dataclass(frozen=True, slots=True, eq=False)
class OrderedRows:
    """Which rows of a table belong to which unit.

    Attributes
    ----------
    units : tuple of str
        Units in the order in which they first appear, u of them.
    starts : ndarray, shape (u + 1,)
        Where each unit begins in `rows`.
    rows : ndarray, shape (n,)
        Rows of the table that are kept.
    time : ndarray, shape (n,)
        Their times.
    findings : tuple of TableFinding
        What was turned round or dropped.
    """

    units: tuple[str, ...]
    starts: NDArray[np.intp]
    rows: NDArray[np.intp]
    time: NDArray[np.float64]
    findings: tuple[TableFinding, ...]


def order_rows(
    table: HistoryTable, names: list[str], time: NDArray[np.float64], time_column: str
) -> OrderedRows:
    """Put the rows of each unit together; rows of units may be mixed, times may not run back.

    A unit listed newest first throughout is turned round, one whose rows are mixed up is put in
    order; a row that says the same twice is dropped.

    Raises
    ------
    UnitRejected
        If a unit's time runs backwards now and then, or two readings of one time differ.
    """
    rows_of: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        rows_of.setdefault(name, []).append(row)
    kept: list[NDArray[np.intp]] = []
    turned: list[str] = []
    put_in_order: list[str] = []
    repeated: list[int] = []
    for name, listed_rows in rows_of.items():
        rows = np.array(listed_rows, dtype=np.intp)
        steps = np.diff(time[rows])
        if (steps <= 0).any():
            rows, again = _without_repeated(table, rows)
            steps = np.diff(time[rows])
            repeated += again
        if rows.size > 1 and (steps < 0).all():
            rows, steps = rows[::-1], -steps[::-1]
            turned.append(name)
        elif _are_mixed_up(steps):
            rows = rows[np.argsort(time[rows], kind="stable")]
            steps = np.diff(time[rows])
            put_in_order.append(name)
        if (steps < 0).any():
            raise _runs_back(table, rows, int(np.argmax(steps < 0)), name, time_column)
        if (steps == 0).any():
            raise _differs(table, rows, int(np.argmax(steps == 0)), name, time_column)
        kept.append(rows)
    starts = np.concatenate(([0], np.cumsum([rows.size for rows in kept]))).astype(np.intp)
    order = np.concatenate(kept)
    findings = _findings(table, turned, put_in_order, repeated)
    return OrderedRows(tuple(rows_of), starts, order, time[order], findings)


def _without_repeated(
    table: HistoryTable, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], list[int]]:
    """Drop the rows of a unit that an earlier one says word for word, as exports overlap."""
    seen: set[tuple[str, ...]] = set()
    kept: list[int] = []
    again: list[int] = []
    for row in rows.tolist():
        cells = tuple(table.rows[row])
        (again if cells in seen else kept).append(row)
        seen.add(cells)
    return np.array(kept, dtype=np.intp), again


def _are_mixed_up(steps: NDArray[np.float64]) -> bool:
    """Whether rows stand in no order at all, rather than in one that breaks off."""
    back = int(np.count_nonzero(steps < 0))
    return back >= FEWEST_BACK and back >= MIXED_UP * steps.size


def _runs_back(
    table: HistoryTable, rows: NDArray[np.intp], step: int, name: str, time_column: str
) -> UnitRejected:
    """Word the refusal of a time that runs backwards."""
    before, after = rows[step], rows[step + 1]
    at = table.number_of(time_column)
    return UnitRejected(
        name,
        table.lines[after],
        time_column,
        f"expected a time after {table.rows[before][at]!r} (line {table.lines[before]}) for unit "
        f"{name!r}, got {table.rows[after][at]!r}. Where a unit was renewed, give each of its "
        "lives a name of its own.",
    )


def _differs(
    table: HistoryTable, rows: NDArray[np.intp], step: int, name: str, time_column: str
) -> UnitRejected:
    """Word the refusal of two readings of one unit at one time that don't say the same."""
    before, after = rows[step], rows[step + 1]
    return UnitRejected(
        name,
        table.lines[after],
        time_column,
        f"expected one reading of unit {name!r} at one time, got another one at "
        f"{table.rows[after][table.number_of(time_column)]!r} than on line {table.lines[before]}.",
    )


def _findings(
    table: HistoryTable, turned: list[str], put_in_order: list[str], repeated: list[int]
) -> tuple[TableFinding, ...]:
    """Say what was turned round, put in order and dropped."""
    found: list[tuple[Said, Said]] = []
    if turned:
        found.append((Said("newest_first", {"n": len(turned)}), Said("turned_round")))
    if put_in_order:
        found.append((Said("not_in_order", {"n": len(put_in_order)}), Said("sorted")))
    if repeated:
        line = table.lines[min(repeated)]
        found.append((Said("rows_twice", {"n": len(repeated), "line": line}), Said("taken_once")))
    return tuple(TableFinding(table.place, what, done) for what, done in found)
