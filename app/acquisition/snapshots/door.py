"""The one door for files of recorded samples, whichever their format."""

from collections.abc import Callable
from pathlib import Path

from app.acquisition.snapshots.csv_file import read_csv_snapshot
from app.acquisition.snapshots.mat_file import read_mat_snapshot
from app.acquisition.snapshots.npz_file import read_npz_snapshot
from app.acquisition.snapshots.snapshot import ReadAs, Snapshot
from app.acquisition.snapshots.tdms_file import read_tdms_snapshot
from app.acquisition.snapshots.uff_file import read_uff_snapshot
from app.acquisition.snapshots.wav_file import read_wav_snapshot
from app.core.errors import FileRefused


def _csv(path: Path, read_as: ReadAs) -> Snapshot:
    _refuse_scale("CSV", path, read_as)
    return read_csv_snapshot(path, has_decimal_comma=read_as.has_decimal_comma)


def _tdms(path: Path, read_as: ReadAs) -> Snapshot:
    _refuse_scale("TDMS", path, read_as)
    return read_tdms_snapshot(path)


def _uff(path: Path, read_as: ReadAs) -> Snapshot:
    _refuse_scale("UFF58", path, read_as)
    return read_uff_snapshot(path)


def _refuse_scale(kind: str, path: Path, read_as: ReadAs) -> None:
    if read_as.scale is not None:
        raise FileRefused(
            f"{path.name}: expected no scale for {kind}, got {read_as.scale:g}.",
            f"{kind} is in its unit already: leave the scale out.",
        )


def _wav(path: Path, read_as: ReadAs) -> Snapshot:
    return read_wav_snapshot(path, read_as.scale, allows_full_scale=read_as.allows_full_scale)


FORMATS: dict[str, tuple[str, Callable[[Path, ReadAs], Snapshot]]] = {
    ".csv": ("CSV", _csv),
    ".txt": ("CSV", _csv),
    ".wav": ("WAV", _wav),
    ".mat": ("MAT", read_mat_snapshot),
    ".npz": ("NPZ", read_npz_snapshot),
    ".tdms": ("TDMS", _tdms),
    ".uff": ("UFF58", _uff),
    ".unv": ("UFF58", _uff),
}
"""By the end of the name: what the format is called, and what reads it."""


def format_of(path: Path) -> str:
    """Name the format of a file by the end of its name.

    >>> format_of(Path("P-201.WAV"))
    'WAV'

    Raises
    ------
    FileRefused
        Naming the formats there are.
    """
    return _format(path)[0]


def read_snapshot(path: Path, read_as: ReadAs | None = None) -> Snapshot:
    """Read a file of recorded samples.

    Raises
    ------
    FileRefused
        If it is not what its name says, or of no format we read.
    """
    return _format(path)[1](path, read_as or ReadAs())


def _format(path: Path) -> tuple[str, Callable[[Path, ReadAs], Snapshot]]:
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise FileRefused(
            f"{path.name}: expected a file of {', '.join(FORMATS)}, got "
            f'"{path.suffix or path.name}".',
            "Export the recording in one of these formats.",
        )
    return found
