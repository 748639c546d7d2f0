"""Snapshots as MATLAB files (.mat) up to version 7; 7.3 is another format and refused."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any, cast

import numpy as np
import scipy.io
from numpy.typing import NDArray
from scipy.io.matlab import MatReadError

from app.acquisition.snapshots.mat_layout import HEADER_BYTES, unpacked
from app.acquisition.snapshots.named_arrays import channels_of_arrays
from app.acquisition.snapshots.snapshot import REST_GOES_ON, ReadAs, Snapshot, read_bytes
from app.core.errors import FileRefused

_HDF5 = b"\x89HDF\r\n\x1a\n"
_NOT_NUMBERS = {
    "cell": "a cell array",
    "object": "an object",
    "function": "a function",
    "opaque": "an object",
    "sparse": "a sparse matrix",
}
_DEEPEST = 2
_BROKEN = (
    MatReadError, ValueError, TypeError, KeyError, IndexError, OverflowError, EOFError,
    NotImplementedError, AttributeError, OSError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
"""What SciPy's reader raises on damaged files (it has no error of its own for most)."""


def read_mat_snapshot(path: Path, read_as: ReadAs) -> Snapshot:
    """Read a MATLAB file; which of its arrays are channels says `channels_of_arrays`.

    Arrays of real numbers are read, also within structures of one element (``bearing.gs``). What
    is no such array is passed over and said so.

    Raises
    ------
    FileRefused
        If it is version 7.3, damaged, claims more than it holds, or has no signal.
    """
    content = read_bytes(path)
    if _HDF5 in content[: 512 + len(_HDF5)] or content.startswith(b"MATLAB 7.3"):
        raise FileRefused(
            f"{path.name}: expected a MATLAB file up to version 7, got version 7.3 (HDF5).",
            "Save it in MATLAB with save(..., '-v7'), or as CSV.",
        )
    if not _is_version_4(content):
        if len(content) < HEADER_BYTES or content[126:128] not in {b"IM", b"MI"}:
            raise FileRefused(f"{path.name}: expected a MATLAB file, got another.", REST_GOES_ON)
        content = unpacked(content, path.name)
    arrays, findings = _arrays(content, path)
    snapshot = channels_of_arrays(arrays, path, read_as)
    return Snapshot(snapshot.channels, findings=(*findings, *snapshot.findings))


def _is_version_4(content: bytes) -> bool:
    """Tell the oldest version, whose first number is a small one, by a zero among its bytes."""
    return len(content) >= 20 and 0 in content[:4]


def _arrays(content: bytes, path: Path) -> tuple[dict[str, NDArray[np.generic]], list[str]]:
    """Read all arrays of numbers and texts, and say what else there was."""
    stream = cast("Any", io.BytesIO(content))  # the stubs know names of files alone
    try:
        kinds = {name: kind for name, _, kind in scipy.io.whosmat(stream)}
        wanted = [name for name, kind in kinds.items() if kind not in _NOT_NUMBERS]
        stream.seek(0)
        found = scipy.io.loadmat(stream, variable_names=wanted) if wanted else {}
    except _BROKEN as exc:
        raise FileRefused(
            f"{path.name}: expected a whole MATLAB file, got {str(exc) or type(exc).__name__}.",
            REST_GOES_ON,
        ) from exc
    findings = [
        f"{name} is passed over: {_NOT_NUMBERS[kind]}, not numbers."
        for name, kind in kinds.items()
        if kind in _NOT_NUMBERS
    ]
    arrays: dict[str, NDArray[np.generic]] = {}
    for name in wanted:
        _lay_flat(name, found.get(name), arrays, findings, _DEEPEST)
    return arrays, findings


def _lay_flat(
    name: str,
    value: object,
    arrays: dict[str, NDArray[np.generic]],
    findings: list[str],
    levels: int,
) -> None:
    """Give the fields of a structure of one element names of their own."""
    if not isinstance(value, np.ndarray):
        findings.append(f"{name} is passed over: not numbers.")
    elif value.dtype.names is None and value.dtype != object:
        arrays[name] = value
    elif value.dtype.names is not None and value.size == 1 and levels > 0:
        for field in value.dtype.names:
            _lay_flat(f"{name}.{field}", value[field].item(), arrays, findings, levels - 1)
    else:
        findings.append(f"{name} is passed over: a list of objects or structures, not numbers.")
