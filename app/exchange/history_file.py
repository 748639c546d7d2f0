"""Files that hold a history: text in columns, packed or not, and workbooks."""

import csv
import gzip
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from app.analysis.fleet.cells import number_in
from app.analysis.fleet.table import HistoryTable
from app.core.errors import FileRefused

LARGEST_BYTES = 1 << 30
"""A table of more than 1 GiB of text is refused."""
SEPARATORS = ("\t", ";", ",", "|")
KEPT = "Nothing was changed. Save the table as CSV in UTF-8, or as XLSX, and try again."


def read_history_file(path: Path) -> HistoryTable:
    """Read a table from a file, by what its name ends in.

    Text is UTF-8, packed with gzip or not, with tabs, semicolons, commas or bars between the
    columns, else blanks. A first line in which no cell is a number names the columns.

    Raises
    ------
    FileRefused
        Naming file, line, what was expected and what stood there.
    """
    try:
        if path.suffix.lower() in {".xlsx", ".xlsm"}:
            return _table(path.name, *_workbook_rows(path), has_comma=False)
        text = _text(path)
    except OSError as trouble:
        why = trouble.strerror or "what can't be read"
        raise FileRefused(f"{path}: expected a table, got: {why}.", KEPT) from trouble
    rows, lines, separator = _text_rows(path.name, text)
    return _table(path.name, rows, lines, has_comma=separator != "," and _has_commas(rows))


def _text(path: Path) -> str:
    """Decode a text file, unpacked where it is packed."""
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.open(path) as packed:
                content = packed.read(LARGEST_BYTES + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as trouble:
            raise FileRefused(
                f"{path.name}: expected a whole gzip file, got a broken one ({trouble}).", KEPT
            ) from trouble
    if len(content) > LARGEST_BYTES:
        raise FileRefused(f"{path.name}: expected at most 1 GiB of text, got more.", KEPT)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise FileRefused(
            f"{path.name}: expected UTF-8 text, got byte {content[trouble.start]:#04x} at offset "
            f"{trouble.start}.",
            KEPT,
        ) from trouble
    if "\0" in text:
        raise FileRefused(f"{path.name}: expected text, got a binary file.", KEPT)
    return text


def _text_rows(place: str, text: str) -> tuple[list[list[str]], list[int], str]:
    """Split text into rows of cells; the separator is the one that divides the first line most."""
    text_lines = text.splitlines()
    first = next((line for line in text_lines if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    if not first.count(separator):
        pairs = [(line.split(), at) for at, line in enumerate(text_lines, 1) if line.strip()]
        return [cells for cells, _ in pairs], [at for _, at in pairs], " "
    reader = csv.reader(text_lines, delimiter=separator, strict=True)
    rows, lines = [], []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append([cell.strip() for cell in cells])
                lines.append(reader.line_num)
    except csv.Error as trouble:
        raise FileRefused(
            f"{place}, line {reader.line_num}: expected separated cells, got: {trouble}.", KEPT
        ) from trouble
    return rows, lines, separator


def _has_commas(rows: Sequence[Sequence[str]]) -> bool:
    """Whether numbers are written 3,14 here: some are, and none is written 3.14."""
    has_comma = False
    for row in rows:
        for cell in row:
            if "." in cell and number_in(cell) is not None:
                return False
            if "," in cell and not has_comma:
                has_comma = number_in(cell, has_decimal_comma=True) is not None
    return has_comma


def _workbook_rows(path: Path) -> tuple[list[list[str]], list[int]]:
    """Read the first sheet of a workbook; of formulas, the values kept with them."""
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded when a workbook comes
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > LARGEST_BYTES:
            raise FileRefused(f"{path.name}: expected at most 1 GiB unpacked, got more.", KEPT)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            cells = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        finally:
            book.close()
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as trouble:
        raise FileRefused(
            f"{path.name}: expected a workbook, got what can't be read as one ({trouble}).", KEPT
        ) from trouble
    filled = [(row, at) for at, row in enumerate(cells, 1) if any(row)]
    width = max((len(row) for row, _ in filled), default=0)
    return [row + [""] * (width - len(row)) for row, _ in filled], [at for _, at in filled]


def _cell(value: object) -> str:
    """Write a cell of a workbook as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()


def _table(place: str, rows: list[list[str]], lines: list[int], *, has_comma: bool) -> HistoryTable:
    """Name the columns and see that every row has as many cells."""
    if not rows:
        raise FileRefused(f"{place}: expected readings, got an empty table.", KEPT)
    has_header = not any(
        number_in(cell, has_decimal_comma=has_comma) is not None for cell in rows[0]
    )
    width = len(rows[0])
    names = tuple(rows[0]) if has_header else tuple(str(n) for n in range(1, width + 1))
    named = tuple(name or str(number) for number, name in enumerate(names, 1))
    for name in named:
        if named.count(name) > 1:
            raise FileRefused(
                f"{place}, line {lines[0]}: expected different column names, got {name!r} twice.",
                KEPT,
            )
    body, body_lines = (rows[1:], lines[1:]) if has_header else (rows, lines)
    for row, line in zip(body, body_lines, strict=True):
        if len(row) != width:
            raise FileRefused(
                f"{place}, line {line}: expected {width} cells, got {len(row)}.", KEPT
            )
    return HistoryTable(place, named, body, body_lines, has_comma)
