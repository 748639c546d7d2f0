"""Snapshots as CSV: one row a sample, one column a channel."""

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshots.snapshot import (
    REST_GOES_ON,
    Channel,
    Snapshot,
    check_extent,
    check_size,
)
from app.acquisition.snapshots.time_column import is_time_column, rate_of_times
from app.core.errors import FileRefused

T = TypeVar("T")

_BRACKETS = {"]": "[", ")": "("}
_COMMA_NUMBER = re.compile(r"\s*[+-]?\d*,\d+([eE][+-]?\d+)?\s*")


class _Column(NamedTuple):
    name: str
    unit_text: str


class _Row(NamedTuple):
    line: int
    fields: list[str]


def read_csv_snapshot(path: Path, *, has_decimal_comma: bool = False) -> Snapshot:
    """Read a CSV snapshot.

    UTF-8 (a byte-order mark is fine), separated by ``,``, ``;`` or tabs, with a decimal point
    unless a decimal comma is declared, whatever the reader's locale. The first line may name the
    columns, each with its unit in brackets (``acc_h [g]``). A column ``time [s]`` (or ms, us) is
    no channel; it tells the sample rate. NaN and infinity are read as such and judged later.

    Parameters
    ----------
    path : Path
        The file.
    has_decimal_comma : bool
        Whether ``1,5`` is one number; the columns are then separated by ``;`` or tabs.

    Returns
    -------
    Snapshot
        Marked as truncated when the last line lacks columns or breaks off within a number.

    Raises
    ------
    FileRefused
        Naming file, line, column, what was expected and what stood there.
    """
    check_size(path)
    table = _Table(path, has_decimal_comma=has_decimal_comma)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return table.read(lines)
    except OSError as exc:
        raise FileRefused(f"{path.name} can't be read: {exc.strerror}.", REST_GOES_ON) from exc
    except UnicodeDecodeError:
        raise _not_text(path) from None


class _Table:
    """One reading of one file."""

    def __init__(self, path: Path, *, has_decimal_comma: bool) -> None:
        self._path = path
        self._has_decimal_comma = has_decimal_comma
        self._columns = 0

    def read(self, lines: Iterator[str]) -> Snapshot:
        """Read header and numbers."""
        rows = self._rows(lines)
        first = next(rows, None)
        if first is None:
            raise FileRefused(
                f"{self._path.name}: expected samples, got blank lines.", REST_GOES_ON
            )
        self._columns = len(first.fields)
        check_extent(self._path, self._columns, 0)
        if self._is_header(first.fields):
            columns = self._named(first.fields)
            values, is_truncated = self._numbers(rows)
        else:
            columns = [_Column(str(number), "") for number in range(1, self._columns + 1)]
            values, is_truncated = self._numbers(_chained(first, rows))
        if values.shape[0] == 0:
            raise FileRefused(f"{self._path.name}: expected samples, got none.", REST_GOES_ON)
        return self._without_time(columns, values, is_truncated=is_truncated)

    def _rows(self, lines: Iterator[str]) -> Iterator[_Row]:
        blank = 0
        first = ""
        for first in lines:
            if first.strip():
                break
            blank += 1
        if not first.strip():
            return
        reader = csv.reader(_chained(first, lines), delimiter=self._separator(first))
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as exc:
                raise FileRefused(
                    f"{self._path.name}, line {blank + reader.line_num}: expected separated "
                    f"numbers, got {exc}.",
                    REST_GOES_ON,
                ) from exc
            if len(row) > 1 or "".join(row).strip():
                yield _Row(blank + reader.line_num, row)

    def _separator(self, first: str) -> str:
        for separator in "\t;":
            if separator in first:
                return separator
        return ";" if self._has_decimal_comma else ","

    def _number(self, field: str) -> float | None:
        # float() would take digit groups such as 1_000 and digits of other scripts.
        if "_" in field or not field.isascii():
            return None
        if self._has_decimal_comma:
            if "." in field:
                return None
            field = field.replace(",", ".", 1)
        try:
            return float(field)
        except ValueError:
            return None

    def _is_header(self, fields: Sequence[str]) -> bool:
        return any(f.strip() and not _COMMA_NUMBER.fullmatch(f) for f in fields) and not any(
            self._number(field) is not None for field in fields
        )

    def _named(self, header: Sequence[str]) -> list[_Column]:
        columns = [_column(number, text) for number, text in enumerate(header, start=1)]
        for before, after in pairwise(sorted(column.name for column in columns)):
            if before == after:
                raise FileRefused(
                    f"{self._path.name}, line 1: expected different column names, got "
                    f'"{after}" twice.',
                    REST_GOES_ON,
                )
        return columns

    def _numbers(self, rows: Iterator[_Row]) -> tuple[NDArray[np.float64], bool]:
        """Read rows of numbers, shape (rows, columns), held as they come in eight bytes each."""
        values, is_truncated = array("d"), False
        for row in rows:
            numbers = [self._number(field) for field in row.fields]
            known = [number for number in numbers if number is not None]
            if len(row.fields) == len(known) == self._columns:
                values.extend(known)
                check_extent(self._path, self._columns, len(values))
                continue
            if not values or not self._breaks_off(numbers) or next(rows, None) is not None:
                raise self._bad_row(row)
            is_truncated = True
        return np.frombuffer(values, np.float64).reshape(-1, self._columns), is_truncated

    def _breaks_off(self, numbers: Sequence[float | None]) -> bool:
        if len(numbers) > self._columns or None in numbers[:-1]:
            return False
        return len(numbers) < self._columns or numbers[-1] is None

    def _bad_row(self, row: _Row) -> FileRefused:
        mark = "comma" if self._has_decimal_comma else "point"
        for column, field in enumerate(row.fields[: self._columns], start=1):
            if self._number(field) is None:
                found = f'"{field[:40]}"' if field.strip() else "nothing"
                return FileRefused(
                    f"{self._path.name}, line {row.line}, column {column}: expected a number with "
                    f"a decimal {mark}, got {found}.",
                    _remedy(field),
                )
        column = min(len(row.fields), self._columns) + 1
        return FileRefused(
            f"{self._path.name}, line {row.line}, column {column}: expected {self._columns} "
            f"columns, got {len(row.fields)}.",
            REST_GOES_ON,
        )

    def _without_time(
        self, columns: Sequence[_Column], values: NDArray[np.float64], *, is_truncated: bool
    ) -> Snapshot:
        is_time = [is_time_column(column.name, column.unit_text) for column in columns]
        if True not in is_time or all(is_time):
            rate_hz, is_time = None, [False] * len(columns)
        else:
            at = is_time.index(True)
            rate_hz = rate_of_times(values[:, at], columns[at].unit_text, self._path.name)
        channels = tuple(
            Channel(number, column.name, values[:, number - 1], column.unit_text, rate_hz)
            for number, (column, is_it) in enumerate(zip(columns, is_time, strict=True), start=1)
            if not is_it
        )
        return Snapshot(channels, is_truncated)


def _chained(first: T, rest: Iterator[T]) -> Iterator[T]:
    yield first
    yield from rest


def _column(number: int, text: str) -> _Column:
    """Read a name, and a unit in brackets behind it (by hand: a pattern can take minutes)."""
    written = text.strip()
    opens = written.rfind(_BRACKETS[written[-1]]) if written[-1:] in _BRACKETS else -1
    if opens < 0:
        return _Column(written or str(number), "")
    return _Column(written[:opens].strip() or str(number), written[opens + 1 : -1].strip())


def _remedy(field: str) -> str:
    if _COMMA_NUMBER.fullmatch(field):
        return "If the numbers have a decimal comma, declare it (analyse: --decimal comma)."
    return REST_GOES_ON


def _not_text(path: Path) -> FileRefused:
    """Find the byte that is no UTF-8: the stream only knows where in its piece."""
    try:
        path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        return FileRefused(
            f"{path.name}: expected UTF-8 text, got byte {exc.object[exc.start]:#04x} "
            f"at offset {exc.start}.",
            REST_GOES_ON,
        )
    except OSError as exc:
        return FileRefused(f"{path.name} can't be read: {exc.strerror}.", REST_GOES_ON)
    return FileRefused(f"{path.name} was changed while it was read.", "Read it again.")
