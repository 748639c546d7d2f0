"""Snapshots as MATLAB files (.mat) up to version 7; 7.3 is another format and refused."""

from dataclasses import replace
from pathlib import Path

from app.acquisition.snapshots.mat_arrays import read_version_4, read_version_5
from app.acquisition.snapshots.mat_parts import HEADER_BYTES
from app.acquisition.snapshots.named_arrays import channels_of_arrays
from app.acquisition.snapshots.snapshot import REST_GOES_ON, ReadAs, Snapshot, read_bytes
from app.core.errors import FileRefused

_HDF5 = b"\x89HDF\r\n\x1a\n"
_LEAST_BYTES = 20


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
    is_version_5 = len(content) >= HEADER_BYTES and content[126:128] in {b"IM", b"MI"}
    # The oldest version begins with a small number: there is a zero among its bytes.
    if not is_version_5 and (len(content) < _LEAST_BYTES or 0 not in content[:4]):
        raise FileRefused(f"{path.name}: expected a MATLAB file, got another.", REST_GOES_ON)
    read = read_version_5 if is_version_5 else read_version_4
    found = read(content, path.name)
    snapshot = channels_of_arrays(found.arrays, path, read_as)
    return replace(snapshot, findings=(*found.findings, *snapshot.findings))
