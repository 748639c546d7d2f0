"""Cells of a table as numbers and times; what is neither is told apart from what is missing."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

MISSING = frozenset({"", "-", "--", "?", "na", "n/a", "#n/a", "nan", "null", "none", "nil"})
"""Ways to leave a cell empty, in small letters."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_PLAIN = frozenset("0123456789.+-eE")
_DAY_FIRST = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y")
SECONDS_PER_DAY = 86400.0


def is_missing(cell: str) -> bool:
    """Whether a cell says that nothing was read.

    >>> is_missing("n/a"), is_missing("0")
    (True, False)
    """
    return cell.lower() in MISSING


def number_in(cell: str, *, has_decimal_comma: bool = False) -> float | None:
    """Return the finite number in a cell; None where there is none.

    >>> number_in("-1.5e3"), number_in("1_000"), number_in("3,14", has_decimal_comma=True)
    (-1500.0, None, 3.14)
    """
    text = cell.replace(",", ".") if has_decimal_comma and cell.count(",") == 1 else cell
    if _NUMBER.fullmatch(text) is None or not text.isascii():
        return None
    value = float(text)
    return value if np.isfinite(value) else None


def unit_name(cell: str) -> str:
    """Return the name of a unit; a number is the same unit however it is written.

    >>> unit_name("1.0"), unit_name("01"), unit_name("P-1")
    ('1', '1', 'P-1')
    """
    value = number_in(cell)
    is_whole = value is not None and value == int(value) and abs(value) < 1e15
    return str(int(value)) if is_whole and value is not None else cell


def numbers_in(
    cells: Sequence[str], *, has_decimal_comma: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return the numbers of a column, and which of its cells hold text.

    Returns
    -------
    numbers : ndarray, shape (n,)
        NaN where nothing or text stands.
    text_at : ndarray of int
        Rows whose cell is neither a number nor missing.
    """
    if set().union(*cells) <= _PLAIN and "" not in cells:
        try:
            numbers = np.array(cells, dtype=np.float64)
        except ValueError:
            pass
        else:
            if np.isfinite(numbers).all():
                return numbers, np.empty(0, dtype=np.intp)
    found = [number_in(cell, has_decimal_comma=has_decimal_comma) for cell in cells]
    numbers = np.array([np.nan if value is None else value for value in found])
    text_at = [
        row for row, value in enumerate(found) if value is None and not is_missing(cells[row])
    ]
    return numbers, np.array(text_at, dtype=np.intp)


def time_in(cell: str) -> float | None:
    """Return the days since 1970 of a date or an instant; None where it is neither.

    ISO 8601, or day first with full stops. Without an offset it is read as UTC: only differences
    are used.

    >>> time_in("1970-01-03"), time_in("03.01.1970 12:00"), time_in("soon")
    (2.0, 2.5, None)
    """
    found = _iso(cell)
    for form in _DAY_FIRST:
        if found is not None:
            break
        try:
            found = datetime.strptime(cell, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    if found is None:
        return None
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return aware.timestamp() / SECONDS_PER_DAY


def _iso(cell: str) -> datetime | None:
    """Read ISO 8601; a bare number is no date."""
    if "-" not in cell[1:]:
        return None
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None
