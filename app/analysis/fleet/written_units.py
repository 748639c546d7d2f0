"""Numbers written with their unit, and columns that mix units: brought to the one most used."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.cells import number_in

_WITH_UNIT = re.compile(r"([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*(\S.*)")
_IN_HEADER = re.compile(r"[\[(]\s*([^\])]+?)\s*[\])]\s*$")

UNITS: dict[str, tuple[str, float, float]] = {
    "mm/s": ("speed of shaking", 1.0, 0.0),
    "in/s": ("speed of shaking", 25.4, 0.0),
    "ips": ("speed of shaking", 25.4, 0.0),
    "m/s2": ("acceleration", 1.0, 0.0),
    "m/s²": ("acceleration", 1.0, 0.0),
    "g": ("acceleration", 9.80665, 0.0),
    "°c": ("temperature", 1.0, 0.0),
    "degc": ("temperature", 1.0, 0.0),
    "c": ("temperature", 1.0, 0.0),
    "°f": ("temperature", 5 / 9, -160 / 9),
    "degf": ("temperature", 5 / 9, -160 / 9),
    "f": ("temperature", 5 / 9, -160 / 9),
    "k": ("temperature", 1.0, -273.15),
    "bar": ("pressure", 1.0, 0.0),
    "mbar": ("pressure", 1e-3, 0.0),
    "kpa": ("pressure", 1e-2, 0.0),
    "mpa": ("pressure", 10.0, 0.0),
    "psi": ("pressure", 0.0689476, 0.0),
    "a": ("current", 1.0, 0.0),
    "ma": ("current", 1e-3, 0.0),
    "kw": ("power", 1.0, 0.0),
    "w": ("power", 1e-3, 0.0),
    "hp": ("power", 0.7457, 0.0),
    "rpm": ("turning", 1.0, 0.0),
    "1/min": ("turning", 1.0, 0.0),
    "hz": ("turning", 60.0, 0.0),
    "µm": ("length", 1.0, 0.0),
    "um": ("length", 1.0, 0.0),
    "mm": ("length", 1000.0, 0.0),
    "mil": ("length", 25.4, 0.0),
    "%": ("share", 1.0, 0.0),
    "v": ("voltage", 1.0, 0.0),
}
"""What a unit measures, and factor and offset to the first unit of its kind."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitReading:
    """A column in one unit.

    Attributes
    ----------
    numbers : ndarray, shape (n,)
        In `unit`; NaN where nothing or text stands.
    text_at : ndarray of int
        Rows that are still text.
    unit : str
        Unit most numbers are written in, "" where none is written.
    converted_at : tuple of int
        Rows that were written in another unit of the same kind.
    others : tuple of str
        Those units.
    """

    numbers: NDArray[np.float64]
    text_at: NDArray[np.intp]
    unit: str = ""
    converted_at: tuple[int, ...] = ()
    others: tuple[str, ...] = ()


def unit_in_header(name: str) -> str:
    """Return the unit a column's name ends in, "" for none.

    >>> unit_in_header("velocity [mm/s]"), unit_in_header("Temp. (°C)"), unit_in_header("load")
    ('mm/s', '°C', '')
    """
    found = _IN_HEADER.search(name)
    return found.group(1) if found and found.group(1).lower() in UNITS else ""


def factor_between(written: str, wanted: str) -> float | None:
    """Return what a number in one unit is multiplied by for another; None where it can't be.

    >>> factor_between("in/s", "mm/s"), factor_between("g", "mm/s"), factor_between("°F", "°C")
    (25.4, None, None)
    """
    if written.lower() not in UNITS or wanted.lower() not in UNITS:
        return None
    (kind, factor, offset), (other, by, away) = UNITS[written.lower()], UNITS[wanted.lower()]
    return factor / by if kind == other and offset == away else None


def with_written_units(
    cells: Sequence[str],
    numbers: NDArray[np.float64],
    text_at: NDArray[np.intp],
    name: str,
    *,
    has_decimal_comma: bool,
) -> UnitReading:
    """Read the cells of a column that are no plain numbers as numbers with a unit.

    Plain numbers beside them are in the unit of the column's name, or in the one most used.
    """
    found: dict[int, tuple[float, str]] = {}
    for row in text_at:
        read = _number_with_unit(cells[row], has_decimal_comma=has_decimal_comma)
        if read is not None:
            found[int(row)] = read
    own = unit_in_header(name)
    if not found:
        return UnitReading(numbers, text_at, own)
    used = Counter(unit for _, unit in found.values())
    unit = own or used.most_common(1)[0][0]
    kind, by, away = UNITS[unit.lower()]
    read_numbers, still_text = numbers.copy(), []
    converted, others = [], set()
    for row in text_at:
        value, written = found.get(int(row), (0.0, ""))
        if not written or UNITS[written.lower()][0] != kind:
            still_text.append(int(row))
            continue
        _, factor, offset = UNITS[written.lower()]
        read_numbers[row] = (value * factor + offset - away) / by
        if (factor, offset) != (by, away):
            converted.append(int(row))
            others.add(written)
    return UnitReading(
        read_numbers,
        np.array(still_text, dtype=np.intp),
        unit,
        tuple(converted),
        tuple(sorted(others)),
    )


def _number_with_unit(cell: str, *, has_decimal_comma: bool) -> tuple[float, str] | None:
    """Return number and unit of a cell like `4.2 mm/s`; None where it is none."""
    found = _WITH_UNIT.fullmatch(cell)
    if found is None or found.group(2).strip().lower() not in UNITS:
        return None
    value = number_in(found.group(1), has_decimal_comma=has_decimal_comma)
    return None if value is None else (value, found.group(2).strip())
