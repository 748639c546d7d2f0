"""Snapshots as CSV: one row a sample, one column a channel."""

import csv
import re
from collections.abc import Sequence
from itertools import pairwise, starmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshot import REST_GOES_ON, Channel, Snapshot, read_bytes
from app.core.errors import FileRefused

_NAME_AND_UNIT = re.compile(r"^(?P<name>.*?)\s*[\[(](?P<unit>[^\])]*)[\])]\s*$")
_TIME_NAMES = frozenset({"time", "t"})
_SECONDS = frozenset({"s", "sec", "seconds"})


def read_csv_snapshot(path: Path) -> Snapshot:
    """Read a CSV snapshot.

    UTF-8 (a byte-order mark is fine), separated by ``,`` or ``;``, decimal point only, whatever
    the reader's locale. The first line may name the columns, each with its unit in brackets
    (``acc_h [g]``). A column ``time [s]`` is no channel; it tells the sample rate. NaN and
    infinity are read as such and judged later.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Snapshot
        Marked as truncated when the last line lacks columns or breaks off within a number.

    Raises
    ------
    FileRefused
        Naming file, line, column, what was expected and what stood there.
    """
    rows = _split_rows(path, _decode(path))
    header = rows[0][1] if _is_header(rows[0][1]) else None
    body = rows[1:] if header is not None else rows
    columns = len(rows[0][1])
    channels = _channels(header, columns, path)
    values, is_truncated = _numbers(body, columns, path)
    if values.shape[0] == 0:
        raise FileRefused(f"{path.name}: expected samples, got none.", REST_GOES_ON)
    return _without_time(channels, values, is_truncated=is_truncated)


def _decode(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise FileRefused(
            f"{path.name}: expected UTF-8 text, got byte {exc.object[exc.start]:#04x} "
            f"at offset {exc.start}.",
            REST_GOES_ON,
        ) from exc


def _split_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=";" if ";" in first else ",")
    try:
        rows = [(reader.line_num, row) for row in reader if len(row) > 1 or "".join(row).strip()]
    except csv.Error as exc:
        raise FileRefused(
            f"{path.name}, line {reader.line_num}: expected separated numbers, got {exc}.",
            REST_GOES_ON,
        ) from exc
    if not rows:
        raise FileRefused(f"{path.name}: expected samples, got blank lines.", REST_GOES_ON)
    return rows


def _number(field: str) -> float | None:
    # float() would take digit groups such as 1_000 and digits of other scripts.
    if "_" in field or not field.isascii():
        return None
    try:
        return float(field)
    except ValueError:
        return None


def _is_header(row: Sequence[str]) -> bool:
    return any(field.strip() and _number(field) is None for field in row) and not any(
        _number(field) is not None for field in row
    )


def _channels(header: Sequence[str] | None, columns: int, path: Path) -> tuple[Channel, ...]:
    if header is None:
        return tuple(Channel(number, str(number)) for number in range(1, columns + 1))
    channels = tuple(starmap(_channel, enumerate(header, start=1)))
    for before, after in pairwise(sorted(channel.name for channel in channels)):
        if before == after:
            raise FileRefused(
                f'{path.name}, line 1: expected different column names, got "{after}" twice.',
                REST_GOES_ON,
            )
    return channels


def _channel(number: int, text: str) -> Channel:
    match = _NAME_AND_UNIT.match(text.strip())
    if match is None:
        return Channel(number, text.strip() or str(number))
    return Channel(number, match["name"].strip() or str(number), match["unit"].strip())


def _numbers(
    rows: Sequence[tuple[int, list[str]]], columns: int, path: Path
) -> tuple[NDArray[np.float64], bool]:
    values = np.empty((len(rows), columns))
    for index, (line, row) in enumerate(rows):
        is_last = index == len(rows) - 1
        numbers = [_number(field) for field in row]
        if is_last and index > 0 and _breaks_off(numbers, columns):
            return values[:index], True
        if len(row) != columns or None in numbers:
            raise _bad_row(path, line, row, columns)
        values[index] = numbers
    return values, False


def _breaks_off(numbers: Sequence[float | None], columns: int) -> bool:
    if len(numbers) > columns or None in numbers[:-1]:
        return False
    return len(numbers) < columns or numbers[-1] is None


def _bad_row(path: Path, line: int, row: Sequence[str], columns: int) -> FileRefused:
    for column, field in enumerate(row[:columns], start=1):
        if _number(field) is None:
            found = f'"{field[:40]}"' if field.strip() else "nothing"
            return FileRefused(
                f"{path.name}, line {line}, column {column}: expected a number with a decimal "
                f"point, got {found}.",
                REST_GOES_ON,
            )
    column = min(len(row), columns) + 1
    return FileRefused(
        f"{path.name}, line {line}, column {column}: expected {columns} columns, got {len(row)}.",
        REST_GOES_ON,
    )


def _without_time(
    channels: tuple[Channel, ...], values: NDArray[np.float64], *, is_truncated: bool
) -> Snapshot:
    is_time = [c.name.lower() in _TIME_NAMES and c.unit_text in _SECONDS for c in channels]
    if True not in is_time or all(is_time):
        return Snapshot(channels, values, is_truncated)
    time_s = values[:, is_time.index(True)]
    lasts_s = float(time_s[-1] - time_s[0])
    rate_hz = (time_s.size - 1) / lasts_s if lasts_s > 0 else None
    return Snapshot(
        tuple(c for c, is_it in zip(channels, is_time, strict=True) if not is_it),
        values[:, ~np.array(is_time)],
        is_truncated,
        rate_hz,
    )
