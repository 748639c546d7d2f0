"""The parts of a MATLAB 5 file: tags and what belongs to them, unpacked within bounds.

Layout as in The MathWorks' "MAT-File Format", version 5.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from app.acquisition.snapshots.snapshot import LARGEST_FILE_BYTES, REST_GOES_ON
from app.core.errors import FileRefused

HEADER_BYTES = 128
MATRIX = 14
MOST_PARTS = 10_000
_PACKED = 15


class Part(NamedTuple):
    """A kind of values and their bytes, and where the next part begins."""

    kind: int
    content: bytes
    after: int


class Parts:
    """Reads parts one after another, and knows whose they are."""

    def __init__(self, content: bytes, order: str, where: str) -> None:
        self.order = order
        self.where = where
        self._content = content
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self._at >= len(self._content)

    def next(self) -> Part:
        """Read a part.

        Raises
        ------
        FileRefused
            If it claims more than there is.
        """
        part = _part(self._content, self._at, self.order, self.where)
        self._at = part.after
        return part

    def within(self, part: Part, name: str = "") -> "Parts":
        """Read on in the parts of a part."""
        return Parts(part.content, self.order, f"{self.where}.{name}" if name else self.where)

    def refuse(self, expected: str, got: str) -> FileRefused:
        """Say what was expected where, and what stands there."""
        return FileRefused(f"{self.where}: expected {expected}, got {got}.", REST_GOES_ON)


def outer_parts(content: bytes, place: str) -> Iterator[Parts]:
    """Give the arrays of a file, each to be read by itself, unpacked where they are packed.

    Raises
    ------
    FileRefused
        Naming the part, counted from 1, what was expected and what it claims.
    """
    order = "<" if content[126:128] == b"IM" else ">"
    at, room, number = HEADER_BYTES, LARGEST_FILE_BYTES, 0
    while at < len(content):
        number += 1
        where = f"{place}, part {number}"
        if number > MOST_PARTS:
            raise FileRefused(
                f"{place}: expected at most {MOST_PARTS} parts, got more.", REST_GOES_ON
            )
        part = _part(content, at, order, where)
        at = part.after
        if part.kind == _PACKED:
            plain = _unpacked(part.content, room, where)
            room -= len(plain)
            part = _part(plain, 0, order, where)
        if part.kind == MATRIX:
            yield Parts(part.content, order, where)


def _part(content: bytes, at: int, order: str, where: str) -> Part:
    """Read a tag and what belongs to it; up to four bytes may stand in the tag itself."""
    if at + 8 > len(content):
        raise FileRefused(f"{where}: expected a tag of 8 bytes, got the end.", REST_GOES_ON)
    kind, size = struct.unpack_from(order + "II", content, at)
    if kind >> 16:
        size = kind >> 16
        if size > 4:
            raise FileRefused(f"{where}: expected at most 4 bytes, got {size}.", REST_GOES_ON)
        return Part(kind & 0xFFFF, content[at + 4 : at + 4 + size], at + 8)
    start = at + 8
    if start + size > len(content):
        raise FileRefused(
            f"{where}: expected {size} bytes, got {len(content) - start}: the file is cut short "
            "or damaged.",
            REST_GOES_ON,
        )
    after = start + size + (0 if kind == _PACKED else -size % 8)
    return Part(kind, content[start : start + size], min(after, len(content)))


def _unpacked(packed: bytes, room: int, where: str) -> bytes:
    engine = zlib.decompressobj()
    try:
        plain = engine.decompress(packed, room + 1)
    except zlib.error as exc:
        raise FileRefused(f"{where}: expected packed values, got {exc}.", REST_GOES_ON) from exc
    if len(plain) > room:
        raise FileRefused(
            f"{where}: expected at most {LARGEST_FILE_BYTES} bytes unpacked, got more.",
            REST_GOES_ON,
        )
    return plain
