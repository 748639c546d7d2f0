"""Which units failed, and when: said by a flag, by a time, or of all of them."""

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.cells import is_missing, number_in, time_in, unit_name
from app.analysis.fleet.order import OrderedRows
from app.analysis.fleet.table import HistoryTable, UnitRejected
from app.core.errors import ImportRowRejected

_YES = frozenset({"1", "1.0", "true", "t", "yes", "y", "ja", "j", "failed", "x"})
_NO = frozenset({"0", "0.0", "false", "f", "no", "n", "nein", "running"})


def ends_of_units(
    table: HistoryTable, ordered: OrderedRows, failed_at: int | None, *, all_fail: bool
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the time at which each unit ended, and whether it failed then.

    Without a column the last reading is the end. A column of flags marks the reading at which a
    unit failed. Any other column holds the time of the failure, in the unit of the times.

    Raises
    ------
    UnitRejected
        If a unit has readings after its failure, fails before its first reading, or its failure
        is neither a flag nor a time.
    """
    last = ordered.time[ordered.starts[1:] - 1]
    if failed_at is None:
        return last.copy(), np.full(last.size, all_fail)
    cells = [table.rows[row][failed_at] for row in ordered.rows]
    if all(is_flag(cell) for cell in cells):
        return last.copy(), _flagged(table, ordered, cells, failed_at)
    return _timed(table, ordered, cells, failed_at, last)


def says_failed(cell: str) -> bool:
    """Whether a cell tells of a failure: it says yes, or holds the time of one.

    >>> says_failed("1"), says_failed("no"), says_failed(""), says_failed("2025-01-31")
    (True, False, False, True)
    """
    return not is_missing(cell) and cell.lower() not in _NO


def is_flag(cell: str) -> bool:
    """Whether a cell says yes, no or nothing."""
    return is_missing(cell) or cell.lower() in _YES or cell.lower() in _NO


def _flagged(
    table: HistoryTable, ordered: OrderedRows, cells: list[str], failed_at: int
) -> NDArray[np.bool_]:
    """Units whose last reading is flagged; a flag on every reading says the same of the unit."""
    flags = np.array([cell.lower() in _YES for cell in cells])
    failed = np.zeros(len(ordered.units), dtype=np.bool_)
    for unit, (first, stop) in enumerate(zip(ordered.starts[:-1], ordered.starts[1:], strict=True)):
        own = flags[first:stop]
        if own.all() and own.size > 1:
            failed[unit] = True
            continue
        early = np.flatnonzero(own[:-1])
        if early.size:
            row = ordered.rows[first + early[0] + 1]
            raise UnitRejected(
                ordered.units[unit],
                table.lines[row],
                table.columns[failed_at],
                f"expected no reading of unit {ordered.units[unit]!r} after its failure, got one. "
                "Where the unit was renewed, give each of its lives a name of its own.",
            )
        failed[unit] = bool(own[-1])
    return failed


def _timed(
    table: HistoryTable,
    ordered: OrderedRows,
    cells: list[str],
    failed_at: int,
    last: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Ends and failures from a column that holds the time of the failure."""
    end, failed = last.copy(), np.zeros(last.size, dtype=np.bool_)
    for unit, (first, stop) in enumerate(zip(ordered.starts[:-1], ordered.starts[1:], strict=True)):
        for at in range(int(first), int(stop)):
            if is_missing(cells[at]):
                continue
            line = table.lines[ordered.rows[at]]
            when = _time_of(cells[at], has_decimal_comma=table.has_decimal_comma)
            if when is None or (failed[unit] and when != end[unit]):
                raise UnitRejected(
                    ordered.units[unit],
                    line,
                    table.columns[failed_at],
                    f"expected a flag (1 or 0), or one time of failure of unit "
                    f"{ordered.units[unit]!r}, got {cells[at]!r}.",
                )
            _refuse_early(table, ordered, unit, failed_at, line, when, float(last[unit]))
            end[unit], failed[unit] = when, True
    return end, failed


def _refuse_early(
    table: HistoryTable,
    ordered: OrderedRows,
    unit: int,
    failed_at: int,
    line: int,
    when: float,
    last: float,
) -> None:
    """Refuse a failure before the readings of its unit are over."""
    if when >= last:
        return
    first = float(ordered.time[ordered.starts[unit]])
    is_before = when < first
    bound = f"its first reading at {first:g}" if is_before else f"its last reading at {last:g}"
    raise UnitRejected(
        ordered.units[unit],
        line,
        table.columns[failed_at],
        f"expected the failure of unit {ordered.units[unit]!r} not before {bound}, got {when:g}.",
    )


def _time_of(cell: str, *, has_decimal_comma: bool) -> float | None:
    """Read the time of a failure as times of readings are read."""
    value = number_in(cell, has_decimal_comma=has_decimal_comma)
    return value if value is not None else time_in(cell)


def failures_listed(
    listing: HistoryTable, unit: str, time: str, *, in_dates: bool
) -> dict[str, list[float]]:
    """Read a list of failures: one row each, with the unit and the time.

    Parameters
    ----------
    in_dates : bool
        Whether the readings are timed by dates: then failures are dates too, else numbers.

    Raises
    ------
    FileRefused, ImportRowRejected
        If a column is missing, or a row holds no unit or no time of that kind.
    """
    unit_at, time_at = listing.number_of(unit), listing.number_of(time)
    found: dict[str, list[float]] = {}
    kind = "a date like 2025-01-31" if in_dates else "a number"
    for line, row in zip(listing.lines, listing.rows, strict=True):
        if is_missing(row[unit_at]):
            raise ImportRowRejected(line, listing.columns[unit_at], "expected a unit, got none.")
        cell = row[time_at]
        when = (
            time_in(cell)
            if in_dates
            else number_in(cell, has_decimal_comma=listing.has_decimal_comma)
        )
        if when is None:
            raise ImportRowRejected(
                line, listing.columns[time_at], f"expected {kind}, got {cell!r}."
            )
        found.setdefault(unit_name(row[unit_at]), []).append(when)
    return found
