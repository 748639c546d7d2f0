"""Arrays of plain numbers and texts out of MATLAB files, versions 4 and 5 to 7.

SciPy reads these files too, but a damaged one can crash its reader, and with it the program; it
is what ours is held against.
"""

import math
import struct

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshots.mat_parts import MATRIX, Part, Parts, outer_parts
from app.acquisition.snapshots.snapshot import REST_GOES_ON
from app.core.errors import FileRefused

_DEEPEST = 2
_MOST_DIMENSIONS = 8
_STRUCT, _CHAR = 2, 4
_OTHERS = {
    1: "a cell array", 3: "an object", 5: "a sparse matrix", 16: "a function", 17: "an object",
}  # fmt: skip
_NUMERIC = range(6, 16)
_IS_COMPLEX = 0x800
_VALUES = {
    1: "i1",
    2: "u1",
    3: "i2",
    4: "u2",
    5: "i4",
    6: "u4",
    7: "f4",
    9: "f8",
    12: "i8",
    13: "u8",
}
_TEXTS = {1: "ascii", 2: "ascii", 4: "utf-16", 16: "utf-8", 17: "utf-16", 18: "utf-32"}
_VALUES_4 = ("f8", "f4", "i4", "i2", "u2", "u1")
_HEAD_4 = 20
_LARGEST_KIND_4 = 4052


class MatArrays:
    """What a file holds by name, and what in it was passed over."""

    def __init__(self) -> None:
        self.arrays: dict[str, NDArray[np.generic]] = {}
        self.findings: list[str] = []

    def pass_over(self, name: str, what: str) -> None:
        """Note something that is no plain numbers."""
        self.findings.append(f"{name} is passed over: {what}, not plain numbers.")

    def take(self, parts: Parts, prefix: str, levels: int) -> None:
        """Read one array; a structure of one element gives its fields by their names."""
        flags, extent = parts.next(), parts.next()
        dimensions, rest = divmod(len(extent.content), 4)
        if len(flags.content) != 8 or rest or dimensions > _MOST_DIMENSIONS:
            raise parts.refuse("the head of an array", "another")
        flag = struct.unpack_from(parts.order + "I", flags.content)[0]
        shape = struct.unpack(f"{parts.order}{dimensions}i", extent.content)
        name = prefix or parts.next().content.decode("ascii", errors="replace") or "nameless"
        if prefix:
            parts.next()
        kind = flag & 0xFF
        if kind in _NUMERIC and flag & _IS_COMPLEX:
            self.pass_over(name, "complex numbers")
        elif kind in _NUMERIC:
            self.arrays[name] = _numbers(parts.next(), shape, parts, name)
        elif kind == _CHAR:
            self.arrays[name] = _text(parts.next(), parts.order)
        elif kind == _STRUCT and math.prod(shape) == 1 and levels > 0:
            self._take_fields(parts, name, levels)
        else:
            self.pass_over(name, _OTHERS.get(kind, "a list of structures"))

    def _take_fields(self, parts: Parts, name: str, levels: int) -> None:
        width, names = parts.next().content, parts.next().content
        size = int.from_bytes(width, "little" if parts.order == "<" else "big")
        if not 0 < size <= len(names) or len(names) % size:
            raise parts.refuse("names of fields", f"{len(names)} bytes of {size} each")
        for at in range(0, len(names), size):
            field = names[at : at + size].rstrip(b"\0").decode("ascii", errors="replace")
            part = parts.next()
            if part.kind != MATRIX:
                raise parts.refuse(f"the field {field}", f"a part of kind {part.kind}")
            if part.content:
                self.take(parts.within(part, field), f"{name}.{field}", levels - 1)


def read_version_5(content: bytes, place: str) -> MatArrays:
    """Read versions 5 to 7.

    Raises
    ------
    FileRefused
        Naming the part, what was expected and what it claims.
    """
    found = MatArrays()
    for parts in outer_parts(content, place):
        if not parts.is_at_end:
            found.take(parts, "", _DEEPEST)
    return found


def read_version_4(content: bytes, place: str) -> MatArrays:
    """Read version 4: heads of five whole numbers, a name, and the values.

    Raises
    ------
    FileRefused
        As `read_version_5`.
    """
    found, at = MatArrays(), 0
    order = "<" if struct.unpack_from("<I", content)[0] <= _LARGEST_KIND_4 else ">"
    while at < len(content):
        if at + _HEAD_4 > len(content):
            raise _refuse(place, at, "a head of 20 bytes", "the end")
        kind, rows, columns, is_complex, name_bytes = struct.unpack_from(f"{order}5i", content, at)
        values, of_text = kind // 10 % 10, kind % 10
        if not 0 <= kind <= _LARGEST_KIND_4 or values >= len(_VALUES_4) or of_text > 2:
            raise _refuse(place, at, "a kind of values", str(kind))
        dtype = np.dtype(order + _VALUES_4[values])
        size = rows * columns * dtype.itemsize * (2 if is_complex else 1)
        start = at + _HEAD_4 + name_bytes
        if min(rows, columns, name_bytes) < 0 or start + size > len(content):
            raise _refuse(place, at, f"room for {rows} x {columns} values", "less")
        name = content[at + _HEAD_4 : start].rstrip(b"\0").decode("ascii", errors="replace")
        if is_complex or of_text == 2:
            found.pass_over(name, "complex numbers" if is_complex else "a sparse matrix")
        elif of_text == 0:
            flat = np.frombuffer(content, dtype, rows * columns, start)
            found.arrays[name] = flat.reshape((rows, columns), order="F")
        at = start + size
    return found


def _numbers(part: Part, shape: tuple[int, ...], parts: Parts, name: str) -> NDArray[np.generic]:
    """Read the values of an array; they may be stored in fewer bytes than it has."""
    count = math.prod(shape)
    if part.kind not in _VALUES:
        raise parts.refuse(f"numbers of {name}", f"a part of kind {part.kind}")
    dtype = np.dtype(parts.order + _VALUES[part.kind])
    if min(shape, default=0) < 0 or count * dtype.itemsize != len(part.content):
        extent = " x ".join(map(str, shape))
        raise parts.refuse(f"{extent} values of {name}", f"{len(part.content)} bytes")
    return np.frombuffer(part.content, dtype).reshape(shape, order="F")


def _text(part: Part, order: str) -> NDArray[np.generic]:
    coding = _TEXTS.get(part.kind, "ascii")
    if coding in {"utf-16", "utf-32"}:
        coding += "-le" if order == "<" else "-be"
    return np.array(part.content.decode(coding, errors="replace"))


def _refuse(place: str, at: int, expected: str, got: str) -> FileRefused:
    return FileRefused(f"{place}, byte {at}: expected {expected}, got {got}.", REST_GOES_ON)
