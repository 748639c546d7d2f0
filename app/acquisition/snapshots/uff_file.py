"""Snapshots as universal files (.uff, .unv): data sets 58, in text and in bytes (58b).

The layout is the one of I-DEAS "Universal Dataset Number 58, Function at Nodal DOF" and its
binary form, as published by the University of Cincinnati's Structural Dynamics Research Laboratory.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshots.snapshot import (
    REST_GOES_ON,
    Channel,
    Snapshot,
    check_extent,
    read_bytes,
)
from app.acquisition.snapshots.time_column import rate_of_times, seconds_per
from app.acquisition.snapshots.uff_lines import END, UffLines
from app.core.errors import FileRefused

_FUNCTIONS = {
    0: "a function of unknown kind", 1: "a time response", 2: "an auto spectrum",
    3: "a cross spectrum", 4: "a frequency response", 5: "a transmissibility", 6: "a coherence",
    7: "an auto correlation", 8: "a cross correlation", 9: "a power spectral density",
    12: "a spectrum", 17: "an orbit", 27: "an order function",
}  # fmt: skip
_TIME = 17
_REAL = {2: 4, 4: 8}
"""Kinds of ordinate that are real numbers, by the bytes of one; 5 and 6 are complex."""
_FORM_WIDTHS = (10, 10, 10, 13, 13, 13)
_AXIS_WIDTHS = (10, 5, 5, 5, 21, 21)
_KIND_WIDTHS = (6, 1, 6, 6, 12, 12)
_TEXT_FIELDS = {
    (2, True): (13,) * 6,
    (2, False): (13,) * 6,
    (4, True): (20,) * 4,
    (4, False): (13, 20, 13, 20),
}
"""Widths of a line's fields by kind of ordinate and whether times are left out (even spacing)."""
_FEWEST_SAMPLES = 2


class _Head(NamedTuple):
    """What stands before the values of a data set."""

    name: str
    function: int
    ordinate: int
    points: int
    is_even: bool
    step: float
    abscissa: int
    time_unit: str
    unit_text: str
    binary: tuple[str, int] | None

    @property
    def values_a_point(self) -> int:
        """Numbers a point is written with: its time where spacing is uneven, complex ones two."""
        return (1 if self.is_even else 2) + (0 if self.ordinate in _REAL else 1)


def read_uff_snapshot(path: Path) -> Snapshot:
    """Read the time responses of a universal file; other functions and sets are passed over.

    The unit is the label of the ordinate; ``NONE`` is none.

    Returns
    -------
    Snapshot
        Marked as truncated when the last set has fewer values than it states.

    Raises
    ------
    FileRefused
        Naming the line, what was expected and what stands there.
    """
    lines = UffLines(read_bytes(path), path.name)
    channels: list[Channel] = []
    findings: list[str] = []
    is_truncated = False
    number = 0
    while _skip_to_set(lines):
        number += 1
        kind = lines.fields(_KIND_WIDTHS)
        if kind[0] != "58":
            _skip_set(lines, kind[0], findings, number)
            continue
        head = _read_head(lines, kind)
        check_extent(path, len(channels) + 1, head.points * head.values_a_point)
        lines.is_set_closed = False
        values = _read_values(lines, head)
        is_cut = _is_cut(values, head, lines)
        lines.close_set(f"{head.points} points")
        why_not = _no_signal(head)
        if why_not:
            findings.append(f"Set {number} is passed over: {why_not}.")
            continue
        is_truncated = is_truncated or is_cut
        channels.append(_channel(len(channels) + 1, values, head, path))
        check_extent(path, len(channels), sum(channel.samples.size for channel in channels))
    if not channels:
        seen = f"{number} data sets of other kinds" if number else "no data set"
        raise FileRefused(
            f"{path.name}: expected a time response (data set 58), got {seen}.", REST_GOES_ON
        )
    return Snapshot(tuple(channels), is_truncated, tuple(dict.fromkeys(findings)))


def _skip_to_set(lines: UffLines) -> bool:
    """Go to the line after the next one that opens a data set."""
    while not lines.is_at_end:
        if lines.line().rstrip() == END:
            return not lines.is_at_end
    return False


def _skip_set(lines: UffLines, kind: str, findings: list[str], number: int) -> None:
    lines.whole(kind, f"the number of data set {number}")
    findings.append(f"Data sets {kind} are passed over.")
    while not lines.is_at_end and lines.line().rstrip() != END:
        pass


def _read_head(lines: UffLines, kind: list[str]) -> _Head:
    binary = None
    if kind[1].lower() == "b":
        order = lines.whole(kind[2], "the order of bytes")
        if order not in {1, 2} or lines.whole(kind[3], "the form of floats") != 2:
            raise lines.refuse("IEEE floats in order 1 or 2", " ".join(kind[2:4]))
        binary = "<" if order == 1 else ">", lines.whole(kind[5], "the count of bytes")
    name = lines.line().decode("ascii", errors="replace").strip()
    for _ in range(4):
        lines.line()
    place = lines.fields((5, 10, 5, 10, 11, 10, 4))
    function = lines.whole(place[0], "the kind of function")
    form = lines.fields(_FORM_WIDTHS)
    ordinate, count, spacing = (
        lines.whole(text, what)
        for text, what in zip(
            form, ("the kind of ordinate", "the count of values", "the spacing"), strict=False
        )
    )
    if ordinate not in {2, 4, 5, 6} or count < 0 or spacing not in {0, 1}:
        raise lines.refuse("ordinate 2, 4, 5 or 6, a count and spacing 0 or 1", " ".join(form[:3]))
    step = lines.number_in(form[4], "the step of the abscissa") if spacing == 1 else 0.0
    abscissa, axis = lines.fields(_AXIS_WIDTHS), lines.fields(_AXIS_WIDTHS)
    for _ in range(2):
        lines.line()
    return _Head(
        name if name and name != "NONE" else f"node {place[5]} direction {place[6]}",
        function,
        ordinate,
        count,
        spacing == 1,
        step,
        int(abscissa[0]) if abscissa[0].isdigit() else 0,
        _label(abscissa[5]),
        _label(axis[5]),
        binary,
    )


def _label(text: str) -> str:
    return "" if text.upper() == "NONE" else text


def _read_values(lines: UffLines, head: _Head) -> NDArray[np.float64]:
    """Read the values, times among them where spacing is uneven; complex ones as pairs."""
    is_complex = head.ordinate not in _REAL
    count = head.points * head.values_a_point
    if head.binary is None:
        base = 2 if head.ordinate in {2, 5} else 4
        widths = (
            (13, 20, 20)
            if (is_complex and not head.is_even and base == 4)
            else (_TEXT_FIELDS[base, head.is_even or is_complex])
        )
        return np.frombuffer(lines.numbers(widths, count), np.float64)
    order, stated = head.binary
    width = 4 if head.ordinate in {2, 5} else 8
    if stated != count * width:
        raise lines.refuse(f"{count * width} bytes of values", str(stated))
    block = lines.block(stated)
    whole = block[: len(block) - len(block) % width]
    return np.frombuffer(whole, f"{order}f{width}").astype(np.float64)


def _no_signal(head: _Head) -> str:
    """Say why a set is no signal over time; empty when it is one."""
    if head.function not in {0, 1} or head.abscissa != _TIME:
        kind = _FUNCTIONS.get(head.function, f"a function of kind {head.function}")
        return f"{kind} over {'time' if head.abscissa == _TIME else 'another axis'}"
    if head.ordinate not in _REAL:
        return "complex values"
    if seconds_per(head.time_unit or "s") is None:
        return f'times in "{head.time_unit}"'
    return ""


def _is_cut(values: NDArray[np.float64], head: _Head, lines: UffLines) -> bool:
    """Tell whether values are missing: at the end of the file it was cut, elsewhere it is wrong."""
    wanted = head.points * head.values_a_point
    if values.size == wanted:
        return False
    is_cut = lines.is_at_end and not lines.is_set_closed
    if not is_cut or values.size > wanted or values.size < _FEWEST_SAMPLES:
        raise lines.refuse(f"{wanted} values", str(values.size))
    return True


def _channel(number: int, values: NDArray[np.float64], head: _Head, path: Path) -> Channel:
    unit = head.time_unit or "s"
    if not head.is_even:
        pairs = values[: values.size // 2 * 2].reshape(-1, 2)
        rate_hz = rate_of_times(pairs[:, 0], unit, path.name)
        return Channel(number, head.name, pairs[:, 1], head.unit_text, rate_hz)
    step_s = head.step * (seconds_per(unit) or 1.0)
    if not 1e-9 < step_s < 1e9:
        raise FileRefused(
            f"{path.name}, {head.name}: expected a step of time above 0, got {step_s:g} s.",
            REST_GOES_ON,
        )
    return Channel(number, head.name, values, head.unit_text, 1 / step_s)
