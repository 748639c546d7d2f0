"""Whether the parts of a MATLAB 5 file have room for what they say they hold.

A reader makes room for what a header claims before it sees whether it is there; a few hundred
bytes can claim a thousand million cells, or unpack to more than the machine has. Here the tags
are walked first (layout as in The MathWorks' "MAT-File Format", version 5), and packed parts are
unpacked within bounds.
"""

import math
import struct
import zlib
from typing import NamedTuple

from app.acquisition.snapshots.snapshot import LARGEST_FILE_BYTES, REST_GOES_ON
from app.core.errors import FileRefused

HEADER_BYTES = 128
MOST_PARTS = 10_000
_MATRIX, _PACKED = 14, 15
_CELL, _STRUCT, _OBJECT = 1, 2, 3
_LEAST_NESTED_BYTES = 8
_DEEPEST = 8
_BYTES_A_VALUE = {6: 8, 7: 4, 8: 1, 9: 1, 10: 2, 11: 2, 12: 4, 13: 4, 14: 8, 15: 8}
"""By array class, of the class the values are given in; MATLAB stores them in fewer at times."""


class _Part(NamedTuple):
    kind: int
    content: bytes
    after: int


def unpacked(content: bytes, place: str) -> bytes:
    """Return a MATLAB 5 file whose parts are all plain and have room for what they claim.

    Raises
    ------
    FileRefused
        Naming the part, counted from 1, what was expected and what it claims.
    """
    order = "<" if content[126:128] == b"IM" else ">"
    parts, at, room = [content[:HEADER_BYTES]], HEADER_BYTES, LARGEST_FILE_BYTES
    while at < len(content):
        number = len(parts)
        where = f"{place}, part {number}"
        if number > MOST_PARTS:
            raise FileRefused(
                f"{place}: expected at most {MOST_PARTS} parts, got more.", REST_GOES_ON
            )
        part = _part(content, at, order, where)
        plain = content[at : part.after]
        if part.kind == _PACKED:
            plain = _inflated(part.content, room, where)
            part = part._replace(kind=_part(plain, 0, order, where).kind)
        room -= len(plain)
        if part.kind == _MATRIX:
            _check_array(_part(plain, 0, order, where).content, order, where, _DEEPEST)
        parts.append(plain + bytes(-len(plain) % 8))
        at = part.after
    return b"".join(parts)


def _part(content: bytes, at: int, order: str, where: str) -> _Part:
    """Read a tag and what belongs to it; up to four bytes may stand in the tag itself."""
    if at + 8 > len(content):
        raise FileRefused(f"{where}: expected a tag of 8 bytes, got the end.", REST_GOES_ON)
    kind, size = struct.unpack_from(order + "II", content, at)
    if kind >> 16:
        size = kind >> 16
        if size > 4:
            raise FileRefused(f"{where}: expected at most 4 bytes, got {size}.", REST_GOES_ON)
        return _Part(kind & 0xFFFF, content[at + 4 : at + 4 + size], at + 8)
    start = at + 8
    if start + size > len(content):
        raise FileRefused(
            f"{where}: expected {size} bytes, got {len(content) - start}: the file is cut short "
            "or damaged.",
            REST_GOES_ON,
        )
    after = start + size + (0 if kind == _PACKED else -size % 8)
    return _Part(kind, content[start : start + size], min(after, len(content)))


def _inflated(packed: bytes, room: int, where: str) -> bytes:
    """Unpack within bounds."""
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


def _check_array(content: bytes, order: str, where: str, levels: int) -> None:
    """Refuse an array that has no room for what its dimensions claim."""
    if not content:
        return
    if levels == 0:
        raise FileRefused(f"{where}: expected at most {_DEEPEST} levels, got more.", REST_GOES_ON)
    flags = _part(content, 0, order, where)
    extent = _part(content, flags.after, order, where)
    if len(flags.content) != 8 or len(extent.content) % 4:
        raise FileRefused(f"{where}: expected the head of an array, got another.", REST_GOES_ON)
    kind = struct.unpack_from(order + "I", flags.content)[0] & 0xFF
    count = math.prod(struct.unpack(f"{order}{len(extent.content) // 4}i", extent.content))
    name = _part(content, extent.after, order, where)
    rest = len(content) - name.after
    is_nested = kind in {_CELL, _STRUCT, _OBJECT}
    least = _LEAST_NESTED_BYTES if is_nested else min(_BYTES_A_VALUE.get(kind, 0), 1)
    if count < 0 or count * least > rest:
        raise FileRefused(
            f"{where}: expected room for {count} values, got {rest} bytes.", REST_GOES_ON
        )
    if is_nested:
        _check_nested(content, name.after, order, where, levels)


def _check_nested(content: bytes, at: int, order: str, where: str, levels: int) -> None:
    """Check the arrays within a cell or structure; its field names pass as plain parts."""
    while at < len(content):
        part = _part(content, at, order, where)
        if part.kind == _MATRIX:
            _check_array(part.content, order, where, levels - 1)
        at = part.after
