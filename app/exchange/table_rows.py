"""Rows of cells out of text files and workbooks, one after another: no file is held whole."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from app.core.errors import FileRefused

LARGEST_BYTES = 1 << 30
"""A table of more than 1 GiB of text is refused."""
LONGEST_LINE = 1 << 20
SEPARATORS = ("\t", ";", ",", "|")
KEPT = "Nothing was changed. Save the table as CSV in UTF-8, or as XLSX, and try again."

Rows = Iterator[tuple[int, list[str]]]
"""Line in the file, from 1, and its cells without the blanks around them."""


def table_rows(path: Path) -> Rows:
    """Read the rows of a file that hold anything, by what its name ends in.

    Text is UTF-8, packed with gzip or not, with tabs, semicolons, commas or bars between the
    columns, else blanks; of a workbook the first sheet.

    Raises
    ------
    FileRefused
        Naming file, line, what was expected and what stood there.
    """
    try:
        if path.suffix.lower() in {".xlsx", ".xlsm"}:
            yield from _workbook_rows(path)
        else:
            yield from _text_rows(path)
    except OSError as trouble:
        why = trouble.strerror or "what can't be read"
        raise FileRefused(f"{path}: expected a table, got: {why}.", KEPT) from trouble
    except (EOFError, zlib.error) as trouble:
        raise _broken(path, trouble) from trouble


def separator_of(path: Path) -> str:
    """Return what stands between the columns of a text file; "" for a workbook."""
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return ""
    try:
        with _opened(path) as lines:
            return _separator(next((line for line in lines if line.strip()), ""))
    except (OSError, EOFError, zlib.error):
        return ""  # reading the rows says what is wrong


def _text_rows(path: Path) -> Rows:
    """Split the lines of a text file."""
    separator = separator_of(path)
    with _opened(path) as lines:
        if separator == " ":
            for at, line in enumerate(lines, 1):
                if line.strip():
                    yield at, line.split()
            return
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            for cells in reader:
                row = [cell.strip() for cell in cells]
                if any(row):
                    yield reader.line_num, row
        except csv.Error as trouble:
            raise FileRefused(
                f"{path.name}, line {reader.line_num}: expected separated cells, got: {trouble}.",
                KEPT,
            ) from trouble


def _separator(first: str) -> str:
    """Return what divides the first line most; a blank where nothing does."""
    separator = max(SEPARATORS, key=first.count)
    return separator if separator in first else " "


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    """Open a text file, packed or not, as checked lines."""
    with path.open("rb") as plain:
        is_packed = plain.read(2) == b"\x1f\x8b"
        plain.seek(0)
        try:
            binary = gzip.GzipFile(fileobj=plain) if is_packed else plain
            with io.TextIOWrapper(
                binary, encoding="utf-8-sig", errors="surrogateescape", newline=None
            ) as text:
                yield _checked_lines(path.name, text)
        except gzip.BadGzipFile as trouble:
            raise _broken(path, trouble) from trouble


def _broken(path: Path, trouble: Exception) -> FileRefused:
    """Word the refusal of a file that is not whole."""
    return FileRefused(
        f"{path.name}: expected a whole gzip file, got a broken one ({trouble}).", KEPT
    )


def _checked_lines(place: str, text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a text, none of them binary, of another encoding or without end."""
    letters, at = 0, 0
    while line := text.readline(LONGEST_LINE):
        at += 1
        letters += len(line)
        if letters > LARGEST_BYTES:
            raise FileRefused(f"{place}: expected at most 1 GiB of text, got more.", KEPT)
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise FileRefused(
                f"{place}, line {at}: expected a row of a table, got a line longer than 1 MiB.",
                KEPT,
            )
        if "\0" in line:
            raise FileRefused(f"{place}: expected text, got a binary file.", KEPT)
        if not line.isascii():
            strange = next((c for c in line if "\udc80" <= c <= "\udcff"), "")
            if strange:
                raise FileRefused(
                    f"{place}, line {at}: expected UTF-8 text, got byte "
                    f"{ord(strange) - 0xDC00:#04x} at letter {line.index(strange) + 1}.",
                    KEPT,
                )
        yield line


def _workbook_rows(path: Path) -> Rows:
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
            for at, values in enumerate(sheet.iter_rows(values_only=True), 1):
                row = [_cell(value) for value in values]
                if any(row):
                    yield at, row
        finally:
            book.close()
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as trouble:
        raise FileRefused(
            f"{path.name}: expected a workbook, got what can't be read as one ({trouble}).", KEPT
        ) from trouble


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
