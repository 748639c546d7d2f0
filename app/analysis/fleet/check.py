"""A table checked before it is learned from: what is set aside, what is refused, what is left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from app.analysis.fleet.cells import is_missing, number_in, time_in, unit_name
from app.analysis.fleet.door import ReadHistory, read_history
from app.analysis.fleet.history import FleetHistory
from app.analysis.fleet.said import Said
from app.analysis.fleet.settings import varying
from app.analysis.fleet.table import HistoryTable, TableFinding, TableRoles, UnitRejected
from app.analysis.fleet.training import refuse_too_little
from app.core.errors import PlantError

HALF = 0.5
LEAP_SHARE, LEAP_STEPS = 0.5, 20.0
"""A step longer than this share of the unit's time and so many of its usual steps is a leap."""
FEWEST_STEPS = 5
"""Steps below which none is unusual."""
ENOUGH_FAILURES = 20
"""Fewer failures make wide intervals: one unit is then more than the 5 % outside each side."""
MOST_NAMED = 5
"""Findings of one kind that are listed one by one."""


class Weight(Enum):
    """What a finding means for the training."""

    NOTED = "noted"
    SET_ASIDE = "set aside"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the report."""

    weight: Weight
    finding: TableFinding


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What came of a check.

    Attributes
    ----------
    lines : tuple of CheckLine
        What was found, the gravest first.
    read : ReadHistory or None
        What can be learned from once the refused units and rows are left out.
    refusal : PlantError or None
        Why nothing can be learned.
    units_left_out, rows_left_out : int
        What is refused; a person has to agree to go on without it.
    rows_in_file, rows_used : int
        Readings in the table, and those that would be learned from.
    """

    lines: tuple[CheckLine, ...]
    read: ReadHistory | None
    refusal: PlantError | None
    units_left_out: int
    rows_left_out: int
    rows_in_file: int
    rows_used: int

    @property
    def needs_assent(self) -> bool:
        """Whether something would have to be left out."""
        return bool(self.units_left_out or self.rows_left_out)


def check_history(
    table: HistoryTable,
    roles: TableRoles,
    listed: Mapping[str, Sequence[float]] | None = None,
) -> Checked:
    """Check a table as history of a fleet; nothing is changed."""
    refused: list[TableFinding] = []
    units_out, rows_out = 0, 0
    read: ReadHistory | None = None
    refusal: PlantError | None = None
    rest = table
    try:
        bad_rows, said = _rows_without_unit_or_time(table, roles)
        rest, rows_out = table.without(bad_rows), len(bad_rows)
        refused += said
        while read is None:
            try:
                read = read_history(rest, roles, listed=listed)
            except UnitRejected as rejected:
                rest = _without_unit(rest, roles, rejected.unit)
                units_out += 1
                refused.append(_unit_finding(table.place, rejected))
        refuse_too_little(read.history)
    except PlantError as trouble:
        refusal = trouble
    noted = [] if read is None else list(worth_knowing(read.history, table.place))
    aside = () if read is None else read.findings
    return Checked(
        (
            *(CheckLine(Weight.REFUSED, finding) for finding in refused),
            *(CheckLine(Weight.SET_ASIDE, finding) for finding in aside),
            *(CheckLine(Weight.NOTED, finding) for finding in noted),
        ),
        read,
        refusal,
        units_out,
        rows_out,
        table.rows_in_file or len(table.rows),
        0 if read is None else len(read.history),
    )


def _rows_without_unit_or_time(
    table: HistoryTable, roles: TableRoles
) -> tuple[set[int], list[TableFinding]]:
    """Find the rows that can't belong to anything; in a table of dates a number is no time."""
    unit_at, time_at = table.number_of(roles.unit), table.number_of(roles.time)
    nameless = {at for at, cell in enumerate(table.cells(unit_at)) if is_missing(cell)}
    cells = table.cells(time_at)
    comma = table.has_decimal_comma
    numbers = {
        at for at, cell in enumerate(cells) if number_in(cell, has_decimal_comma=comma) is not None
    }
    dates = {at for at, cell in enumerate(cells) if at not in numbers and time_in(cell) is not None}
    timeless = set(range(len(cells))) - (dates if len(dates) > len(numbers) else numbers)
    if len(timeless) == len(cells):
        return nameless, []  # the door says what it expected
    said = []
    if nameless:
        details = {"n": len(nameless), "line": table.lines[min(nameless)]}
        said.append(_rows_finding(table, unit_at, Said("no_unit", details)))
    if timeless:
        first = min(timeless)
        found = Said(
            "no_time", {"n": len(timeless), "first": cells[first][:40], "line": table.lines[first]}
        )
        said.append(_rows_finding(table, time_at, found))
    return nameless | timeless, said


def _rows_finding(table: HistoryTable, column: int, found: Said) -> TableFinding:
    """Say that rows are refused for what stands in a column."""
    return TableFinding(table.place, found, Said("rows_left_out"), column=table.columns[column])


def _unit_finding(place: str, rejected: UnitRejected) -> TableFinding:
    """Say that a unit is refused, and why."""
    why = Said("unit_refused", {"why": rejected.what.rstrip(".")})
    return TableFinding(place, why, Said("unit_left_out", {"unit": rejected.unit}))


def _without_unit(table: HistoryTable, roles: TableRoles, unit: str) -> HistoryTable:
    """Leave out the rows of a unit, all its lives with it."""
    cells = table.cells(table.number_of(roles.unit))
    own = {unit, unit.rpartition(" #")[0]} - {""}
    return table.without({at for at, cell in enumerate(cells) if unit_name(cell) in own})


def worth_knowing(history: FleetHistory, place: str) -> Iterator[TableFinding]:
    """Say what is odd in a history, and what it is used for all the same."""
    failures = int(history.has_failed.sum())
    if failures < ENOUGH_FAILURES:
        done = Said("wide_intervals", {"enough": ENOUGH_FAILURES})
        yield TableFinding(place, Said("few_failures", {"n": failures}), done)
    if (running := len(history.units) - failures) > 0:
        yield TableFinding(place, Said("runners", {"n": running}), Said("lasted_longer"))
    empty = np.isnan(history.values).mean(axis=0)
    for column, varies, share in zip(history.columns, varying(history.values), empty, strict=True):
        if not varies:
            yield TableFinding(place, Said("constant"), Said("left_out"), column=column)
        elif share >= HALF:
            found = Said("half_empty", {"share": round(100 * float(share))})
            yield TableFinding(place, found, Said("used_with_gaps"), column=column)
    yield from _like_names(history, place)
    yield from _leaps(history, place)


def _like_names(history: FleetHistory, place: str) -> Iterator[TableFinding]:
    """Say which units may be one, written in two ways."""
    first_as: dict[str, str] = {}
    found = []
    for unit in history.units:
        plain = "".join(letter for letter in unit.casefold() if letter.isalnum() or letter == "#")
        first = first_as.setdefault(plain, unit)
        if first != unit:
            found.append(Said("like_names", {"first": first, "second": unit}))
    for said in found[:MOST_NAMED]:
        yield TableFinding(place, said, Said("two_units"))


def _leaps(history: FleetHistory, place: str) -> Iterator[TableFinding]:
    """Say where a unit's time leaps, as after a slip of the pen in a date."""
    found = []
    for unit, rows in zip(history.units, history.rows_of(), strict=True):
        steps = np.diff(history.time[rows])
        if steps.size < FEWEST_STEPS:
            continue
        longest, usual = float(steps.max()), float(np.median(steps))
        if longest > LEAP_SHARE * float(steps.sum()) and longest > LEAP_STEPS * usual:
            found.append(Said("time_leap", {"unit": unit, "gap": longest, "usual": usual}))
    for said in found[:MOST_NAMED]:
        yield TableFinding(place, said, Said("taken_as_is"))
