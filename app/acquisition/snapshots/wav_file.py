"""Snapshots as WAV: RIFF files of integer or float samples, whole or cut short."""

import struct
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
from app.core.errors import FileRefused

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_DTYPES = {
    (_PCM, 16): "<i2",
    (_PCM, 24): "<i3",
    (_PCM, 32): "<i4",
    (_FLOAT, 32): "<f4",
    (_FLOAT, 64): "<f8",
}
"""NumPy has no integer of three bytes; `_counts` widens it."""
FULL_SCALE = "full scale"
"""Unit of integers whose scale nobody told: shares of the largest the recorder can write."""
_CHUNK_HEADER = 8
_FORMAT_SIZE = 16
_SUBFORMAT_AT = 24
_MOST_CHUNKS = 1000


class _Format(NamedTuple):
    dtype: str
    channels: int
    sample_rate_hz: float

    @property
    def is_integer(self) -> bool:
        return self.dtype.startswith("<i")

    @property
    def bytes_a_sample(self) -> int:
        return int(self.dtype[2:])


def read_wav_snapshot(
    path: Path, scale: float | None, *, allows_full_scale: bool = False
) -> Snapshot:
    """Read a WAV snapshot.

    The chunks are walked here rather than by a library, because a file cut short (a logger that
    lost power) has to be recognised as one without a warning on the console.

    Parameters
    ----------
    path : Path
        The file: 16, 24 or 32-bit integers, 32 or 64-bit floats.
    scale : float or None
        Unit per count. Integers need it, floats are taken as they are without it.
    allows_full_scale : bool
        Whether integers without a scale are taken as shares of full scale, -1 to 1; that is then
        the unit of the channels, and no other can be claimed for them.

    Returns
    -------
    Snapshot
        Marked as truncated when it ends before the length its header states.

    Raises
    ------
    FileRefused
        If it is not such a file, or has integers and no scale is given.
    """
    content = read_bytes(path)
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise FileRefused(f"{path.name}: expected a RIFF WAVE file, got another.", REST_GOES_ON)
    layout, samples, is_truncated = _walk_chunks(content, path)
    is_unscaled = layout.is_integer and scale is None
    if is_unscaled and not allows_full_scale:
        raise FileRefused(
            f"{path.name}: expected a scale for integer samples, got none.",
            "Name the recorder's unit per count (--scale).",
        )
    width = layout.bytes_a_sample * layout.channels
    whole = len(samples) - len(samples) % width
    if whole == 0:
        raise FileRefused(f"{path.name}: expected samples, got none.", REST_GOES_ON)
    check_extent(path, layout.channels, whole // layout.bytes_a_sample)
    values = _counts(samples[:whole], layout).astype(np.float64)
    if is_unscaled:
        values *= 2.0 ** (1 - 8 * layout.bytes_a_sample)
    elif scale is not None:
        with np.errstate(over="ignore", invalid="ignore"):  # what comes of it is judged later
            values *= scale
    channels = tuple(
        Channel(
            number,
            str(number),
            values[number - 1 :: layout.channels],
            FULL_SCALE if is_unscaled else "",
            layout.sample_rate_hz,
        )
        for number in range(1, layout.channels + 1)
    )
    return Snapshot(channels, is_truncated or whole != len(samples))


def _counts(samples: bytes, layout: _Format) -> NDArray[np.generic]:
    """Read the samples as they stand, channel after channel, shape (n,)."""
    if layout.bytes_a_sample != 3:
        return np.frombuffer(samples, layout.dtype)
    wide = np.zeros((len(samples) // 3, 4), dtype=np.uint8)
    wide[:, 1:] = np.frombuffer(samples, np.uint8).reshape(-1, 3)
    return wide.view("<i4")[:, 0] >> 8


def _walk_chunks(content: bytes, path: Path) -> tuple[_Format, bytes, bool]:
    layout: _Format | None = None
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at + _CHUNK_HEADER > len(content):
            break
        name, size = struct.unpack_from("<4sI", content, at)
        start = at + _CHUNK_HEADER
        if name == b"fmt ":
            layout = _read_format(content[start : start + size], path)
        elif name == b"data" and layout is not None:
            return layout, content[start : start + size], start + size > len(content)
        at = start + size + size % 2
    missing = "samples" if layout is not None else "a description of the samples"
    raise FileRefused(f"{path.name}: expected {missing}, got the end of the file.", REST_GOES_ON)


def _read_format(chunk: bytes, path: Path) -> _Format:
    if len(chunk) < _FORMAT_SIZE:
        raise FileRefused(f"{path.name}: the description of the samples is cut.", REST_GOES_ON)
    code, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == _EXTENSIBLE and len(chunk) >= _SUBFORMAT_AT + 2:
        (code,) = struct.unpack_from("<H", chunk, _SUBFORMAT_AT)
    if (code, bits) not in _DTYPES or channels == 0 or rate_hz == 0:
        raise FileRefused(
            f"{path.name}: expected 16, 24 or 32-bit integers or 32 or 64-bit floats, got "
            f"format {code} with {bits} bits, {channels} channels at {rate_hz} Hz.",
            REST_GOES_ON,
        )
    return _Format(_DTYPES[code, bits], channels, float(rate_hz))
