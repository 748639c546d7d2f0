"""Files that hold a history, as tables: whole, thinned to what can be held, or only begun."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.analysis.fleet.cells import number_in
from app.analysis.fleet.said import Said
from app.analysis.fleet.table import HistoryTable, TableFinding, TableRoles
from app.core.errors import FileRefused
from app.exchange.table_rows import KEPT, Rows, separator_of, table_rows
from app.exchange.thinning import Thinning

MOST_CELLS = 2_000_000
"""Cells of a table that are held at once, some 150 MB; a longer one is thinned."""
PREVIEW_ROWS = 20_000
"""Rows that are looked at before it is said what the columns are."""
TELL_EVERY = 20_000

Reading = Callable[[int], None]
"""Told how many rows were read; what it raises stops the reading."""


def read_history_file(
    path: Path,
    roles: TableRoles | None = None,
    *,
    has_decimal_comma: bool | None = None,
    most_cells: int = MOST_CELLS,
    told: Reading = lambda _rows: None,
) -> HistoryTable:
    """Read a table from a file; a first line in which no cell is a number names the columns.

    Parameters
    ----------
    roles : TableRoles, optional
        What the columns are; with it a table of more than `most_cells` is thinned, without it
        refused.
    has_decimal_comma : bool, optional
        Whether 3,14 is a number; if not given the table tells: some are written so, none 3.14.

    Raises
    ------
    FileRefused
        Naming file, line, what was expected and what stood there.
    """
    comma = _comma_of(path) if has_decimal_comma is None else has_decimal_comma
    begun = _begin(path, has_decimal_comma=comma)
    most_rows = max(most_cells // max(len(begun.columns), 1), 1)
    thinning = None if roles is None else _thinning(begun, roles, most_rows, comma)
    rows: list[list[str]] = []
    lines: list[int] = []
    count = 0
    for line, row in begun.body:
        count += 1
        if count % TELL_EVERY == 0:
            told(count)
        if thinning is not None:
            thinning.add(line, row)
        elif count > most_rows:
            raise FileRefused(
                f"{path.name}: expected at most {most_rows} rows, got more.",
                "Say which columns name the unit and the time: then every n-th reading is used.",
            )
        else:
            rows.append(row)
            lines.append(line)
    findings = list(begun.findings)
    if thinning is not None:
        rows, lines = thinning.rows()
        if thinning.nth > 1:
            found = Said("thinned", {"rows": count, "most": most_rows})
            done = Said("every_nth", {"n": thinning.nth})
            findings.append(TableFinding(path.name, found, done))
    return HistoryTable(path.name, begun.columns, rows, lines, comma, tuple(findings), count)


def begin_history_file(
    path: Path,
    *,
    has_decimal_comma: bool | None = None,
    most_rows: int = PREVIEW_ROWS,
    told: Reading = lambda _rows: None,
) -> HistoryTable:
    """Read the first rows of a file and count the others; refused as the whole would be."""
    comma = has_decimal_comma
    if comma is None:
        comma = _comma_of(path, most_rows)
    begun = _begin(path, has_decimal_comma=comma)
    rows, lines, count = [], [], 0
    for line, row in begun.body:
        count += 1
        if count % TELL_EVERY == 0:
            told(count)
        if count <= most_rows:
            rows.append(row)
            lines.append(line)
    return HistoryTable(path.name, begun.columns, rows, lines, comma, begun.findings, count)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A table of which the head is read: its columns, and the rows still to come."""

    columns: tuple[str, ...]
    body: Rows
    findings: tuple[TableFinding, ...]


def _begin(path: Path, *, has_decimal_comma: bool) -> _Begun:
    """Name the columns of a table; lines above the names are passed over in a workbook."""
    place, rows = path.name, table_rows(path)
    first = next(rows, None)
    above = 0
    while first is not None and not separator_of(path) and sum(map(bool, first[1])) == 1:
        following = next(rows, None)
        if following is None or sum(map(bool, following[1])) < 2:
            rows = _again(following, rows)
            break
        first, above = following, above + 1
    if first is None:
        raise FileRefused(f"{place}: expected readings, got an empty table.", KEPT)
    line, cells = first
    while cells and not cells[-1] and not separator_of(path):
        cells = cells[:-1]
    has_header = not any(
        number_in(cell, has_decimal_comma=has_decimal_comma) is not None for cell in cells
    )
    columns = _names(place, line, cells, has_header=has_header)
    body = rows if has_header else _again(first, rows)
    found = TableFinding(place, Said("title_rows", {"n": above}), Said("left_out"))
    return _Begun(columns, _of_width(place, len(columns), body), (found,) if above else ())


def _again(row: tuple[int, list[str]] | None, rows: Rows) -> Rows:
    """Put a row back in front."""
    if row is not None:
        yield row
    yield from rows


def _names(place: str, line: int, cells: Sequence[str], *, has_header: bool) -> tuple[str, ...]:
    """Name the columns by their head, or by their number from 1."""
    names = [name if has_header else "" for name in cells]
    named = tuple(name or str(number) for number, name in enumerate(names, 1))
    for name in named:
        if named.count(name) > 1:
            raise FileRefused(
                f"{place}, line {line}: expected different column names, got {name!r} twice.",
                KEPT,
            )
    return named


def _of_width(place: str, width: int, rows: Rows) -> Iterator[tuple[int, list[str]]]:
    """See that every row has as many cells; a workbook leaves empty ones at the end out."""
    is_workbook = place.lower().endswith((".xlsx", ".xlsm"))
    for line, row in rows:
        if len(row) == width:
            yield line, row
            continue
        fitted = row[:width] + [""] * (width - len(row))
        if not is_workbook or any(row[width:]):
            raise FileRefused(
                f"{place}, line {line}: expected {width} cells, got {len(row)}.", KEPT
            )
        yield line, fitted


def _thinning(begun: _Begun, roles: TableRoles, most_rows: int, comma: bool) -> Thinning:
    """Make ready to thin a table by what its columns are."""
    empty = HistoryTable("", begun.columns, [], [])
    return Thinning(
        empty.number_of(roles.unit),
        empty.number_of(roles.time),
        None if roles.failed is None else empty.number_of(roles.failed),
        most_rows,
        comma,
    )


def _comma_of(path: Path, most_rows: int | None = None) -> bool:
    """Whether numbers are written 3,14 here: some are, and none of those looked at is 3.14."""
    if separator_of(path) in {"", ","}:
        return False
    has_comma = False
    for count, (_, row) in enumerate(table_rows(path)):
        if most_rows is not None and count > most_rows:
            break
        for cell in row:
            if "." in cell and number_in(cell) is not None:
                return False
            if "," in cell and not has_comma:
                has_comma = number_in(cell, has_decimal_comma=True) is not None
    return has_comma
