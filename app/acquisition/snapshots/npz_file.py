"""Snapshots as NumPy archives (.npz): arrays of plain numbers, never objects."""

import ast
import math
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshots.named_arrays import channels_of_arrays
from app.acquisition.snapshots.snapshot import (
    LARGEST_FILE_BYTES,
    REST_GOES_ON,
    ReadAs,
    Snapshot,
    check_size,
)
from app.core.errors import FileRefused

MOST_ARRAYS = 1000
_MAGIC = b"\x93NUMPY"
_LONGEST_HEADER = 10_000
_PLAIN = re.compile(r"[<>|=]?(?:[iu][1248]|f[248]|c8|c16|b1|[US]\d{1,3})")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError, LookupError,
)  # fmt: skip
"""What the standard library raises on damaged archives: names that are no text among them."""


def read_npz_snapshot(path: Path, read_as: ReadAs) -> Snapshot:
    """Read a NumPy archive; which of its arrays are channels says `channels_of_arrays`.

    The headers are read here, so that an array is refused before room is made for it: it must
    be plain numbers (or a short text), and as long as its archive says. What all arrays take
    unpacked is bounded, however small the file is.

    Raises
    ------
    FileRefused
        Naming the array, what was expected and what the archive holds.
    """
    check_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return channels_of_arrays(_arrays(archive, path), path, read_as)
    except _BROKEN as exc:
        raise FileRefused(
            f"{path.name}: expected a whole NumPy archive, got {str(exc) or type(exc).__name__}.",
            REST_GOES_ON,
        ) from exc


def _arrays(archive: zipfile.ZipFile, path: Path) -> dict[str, NDArray[np.generic]]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_ARRAYS or unpacked > LARGEST_FILE_BYTES:
        raise FileRefused(
            f"{path.name}: expected at most {MOST_ARRAYS} arrays of {LARGEST_FILE_BYTES} bytes "
            f"unpacked, got {len(members)} of {unpacked}.",
            REST_GOES_ON,
        )
    arrays = {}
    for member in members:
        name = member.filename.removesuffix(".npy")
        with archive.open(member) as stream:
            arrays[name] = _array(stream, member.file_size, f"{path.name}, {name}")
    return arrays


def _array(stream: IO[bytes], size: int, place: str) -> NDArray[np.generic]:
    """Read one array whose bytes, header included, are `size`."""
    dtype, shape, is_fortran, header_bytes = _header(stream, place)
    needed = math.prod(shape) * dtype.itemsize
    if needed != size - header_bytes:
        raise FileRefused(
            f"{place}: expected {needed} bytes for {' x '.join(map(str, shape)) or 1} values, got "
            f"{size - header_bytes}.",
            REST_GOES_ON,
        )
    if needed == 0:
        return np.empty(0, dtype)
    content = stream.read(needed)
    if len(content) != needed:
        raise FileRefused(f"{place}: expected {needed} bytes, got {len(content)}.", REST_GOES_ON)
    return np.frombuffer(content, dtype).reshape(shape, order="F" if is_fortran else "C")


def _header(stream: IO[bytes], place: str) -> tuple[np.dtype, tuple[int, ...], bool, int]:
    """Read kind, shape and order of an array, and how long its header is."""
    start = stream.read(8)
    if len(start) < 8 or start[:6] != _MAGIC or start[6] not in {1, 2}:
        raise FileRefused(f"{place}: expected a NumPy array, got another file.", REST_GOES_ON)
    width = 2 if start[6] == 1 else 4
    length = int.from_bytes(stream.read(width), "little")
    text = stream.read(length).decode("latin-1") if length <= _LONGEST_HEADER else ""
    try:
        said = ast.literal_eval(text.strip())
        descr, shape, is_fortran = said["descr"], said["shape"], said["fortran_order"]
    except (ValueError, SyntaxError, TypeError, KeyError, MemoryError, RecursionError):
        raise FileRefused(
            f"{place}: expected the description of an array, got {text[:40]!r}.", REST_GOES_ON
        ) from None
    if not (isinstance(descr, str) and _PLAIN.fullmatch(descr)):
        raise FileRefused(
            f"{place}: expected plain numbers, got {str(descr)[:40]!r}.",
            "Objects are not read: they could be a program.",
        )
    if not (isinstance(shape, tuple) and all(type(n) is int and n >= 0 for n in shape)):
        raise FileRefused(f"{place}: expected a shape, got {str(shape)[:40]!r}.", REST_GOES_ON)
    return np.dtype(descr), shape, is_fortran is True, 8 + width + length
