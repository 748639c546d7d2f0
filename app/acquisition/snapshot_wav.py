"""Snapshots as WAV: RIFF files of integer or float samples, whole or cut short."""

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshot import REST_GOES_ON, Channel, Snapshot, read_bytes
from app.core.errors import FileRefused

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_DTYPES = {(_PCM, 16): "<i2", (_PCM, 32): "<i4", (_FLOAT, 32): "<f4", (_FLOAT, 64): "<f8"}
_CHUNK_HEADER = 8
_FORMAT_SIZE = 16
_SUBFORMAT_AT = 24


class _Format(NamedTuple):
    dtype: str
    channels: int
    sample_rate_hz: float

    @property
    def is_integer(self) -> bool:
        return self.dtype.startswith("<i")


def read_wav_snapshot(path: Path, scale: float | None) -> Snapshot:
    """Read a WAV snapshot.

    The chunks are walked here rather than by a library, because a file cut short (a logger that
    lost power) has to be recognised as one without a warning on the console.

    Parameters
    ----------
    path : Path
        The file: 16 or 32-bit integers, 32 or 64-bit floats.
    scale : float or None
        Unit per count. Integers need it, floats are taken as they are without it.

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
    if layout.is_integer and scale is None:
        raise FileRefused(
            f"{path.name}: expected a scale for integer samples, got none.",
            "Name the recorder's unit per count (replay: --scale).",
        )
    width = np.dtype(layout.dtype).itemsize * layout.channels
    whole = len(samples) - len(samples) % width
    if whole == 0:
        raise FileRefused(f"{path.name}: expected samples, got none.", REST_GOES_ON)
    counts: NDArray[np.float64] = np.frombuffer(samples[:whole], layout.dtype).astype(np.float64)
    return Snapshot(
        tuple(Channel(number, str(number)) for number in range(1, layout.channels + 1)),
        counts.reshape(-1, layout.channels) * (1.0 if scale is None else scale),
        is_truncated or whole != len(samples),
        layout.sample_rate_hz,
    )


def _walk_chunks(content: bytes, path: Path) -> tuple[_Format, bytes, bool]:
    layout: _Format | None = None
    at = 12
    while at + _CHUNK_HEADER <= len(content):
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
            f"{path.name}: expected 16 or 32-bit integers or 32 or 64-bit floats, got format "
            f"{code} with {bits} bits, {channels} channels at {rate_hz} Hz.",
            REST_GOES_ON,
        )
    return _Format(_DTYPES[code, bits], channels, float(rate_hz))
