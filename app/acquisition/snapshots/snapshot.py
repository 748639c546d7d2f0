"""A recorded snapshot as its file holds it: channels of numbers, units where named."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.acquisition.acceleration import UNIT_CHOICES, SnapshotUnit, unit_of
from app.core.errors import FileLacks, FileRefused

LARGEST_FILE_BYTES = 256 * 1024 * 1024
MOST_VALUES = 2**25
"""Samples of all channels of a file together: 256 MiB as they are held, ten minutes at 51.2 kHz."""
MOST_CHANNELS = 256
REST_GOES_ON = "Mend or remove the file; the other files are taken in."


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """One evenly sampled row of numbers in a file.

    Attributes
    ----------
    number : int
        Counts from 1.
    name : str
        As the file says, without the unit; the number where the file names none.
    samples : ndarray of float64, shape (n,)
        In the unit of the file.
    unit_text : str
        What the file says, empty where it says nothing.
    sample_rate_hz : float or None
        Where the file states it or its time column shows it.
    """

    number: int
    name: str
    samples: NDArray[np.float64]
    unit_text: str = ""
    sample_rate_hz: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All channels of one file.

    Attributes
    ----------
    is_truncated : bool
        Whether the file ends in the middle.
    findings : tuple of str
        What in the file was passed over, and why.
    """

    channels: tuple[Channel, ...]
    is_truncated: bool = False
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What a person says of a file that the file itself does not tell.

    Attributes
    ----------
    scale : float or None
        Unit per count; integer samples of a WAV need it, or stay shares of full scale.
    allows_full_scale : bool
        Whether integers of a WAV without a scale are taken as shares of full scale.
    has_decimal_comma : bool
        Whether the numbers of a CSV have a decimal comma.
    record : int or None
        Which of several records in one array, from 1.
    """

    scale: float | None = None
    allows_full_scale: bool = False
    has_decimal_comma: bool = False
    record: int | None = None


def find_channel(snapshot: Snapshot, wanted: str, path: Path) -> Channel:
    """Find a channel by its name or by its number from 1; a name comes first.

    Raises
    ------
    FileRefused
        Naming the channels there are.
    """
    for channel in snapshot.channels:
        if channel.name == wanted:
            return channel
    for channel in snapshot.channels:
        if str(channel.number) == wanted:
            return channel
    names = ", ".join(channel.name for channel in snapshot.channels)
    raise FileRefused(
        f'{path.name}: expected a column "{wanted}", got {names}.',
        "Choose one of these columns, or number them from 1.",
    )


def named_unit(channel: Channel, configured: str | None, path: Path) -> SnapshotUnit | None:
    """Settle the unit of a channel by its header or the settings; None where neither names one.

    Raises
    ------
    FileRefused
        If the header or the settings name one we can't convert, or they contradict each other.
    """
    where = f"{path.name}, column {channel.name}"
    named = unit_of(channel.unit_text) if channel.unit_text else None
    wanted = unit_of(configured) if configured else None
    if (configured and wanted is None) or (channel.unit_text and named is None):
        found = configured if configured and wanted is None else channel.unit_text
        raise FileLacks(
            "unit",
            f'{where}: expected the unit {UNIT_CHOICES}, got "{found}".',
            "Convert the recording to one of them.",
        )
    if named is not None and wanted is not None and named is not wanted:
        raise FileLacks(
            "unit",
            f"{where}: the header says {named.value}, the settings say {wanted.value}.",
            "Correct whichever is wrong.",
        )
    return named or wanted


def channel_unit(channel: Channel, configured: str | None, path: Path) -> SnapshotUnit:
    """Settle the unit of a channel: named by the header or configured, never guessed.

    Raises
    ------
    FileRefused
        As `named_unit`, and if neither names it.
    """
    unit = named_unit(channel, configured, path)
    if unit is None:
        raise FileLacks(
            "unit",
            f"{path.name}, column {channel.name}: expected a unit, got none.",
            f"Name the unit: {UNIT_CHOICES}. It is never guessed.",
        )
    return unit


def check_size(path: Path) -> int:
    """Return the size of a file in bytes, if it is a sensible one.

    Raises
    ------
    FileRefused
        If it is no file, empty, too large or can't be looked at.
    """
    try:
        if path.is_dir():
            raise FileRefused(f"{path.name}: expected a file, got a folder.", REST_GOES_ON)
        size = path.stat().st_size
    except OSError as exc:
        raise FileRefused(f"{path.name} can't be read: {exc.strerror}.", REST_GOES_ON) from exc
    if size > LARGEST_FILE_BYTES:
        raise FileRefused(
            f"{path.name}: expected at most {LARGEST_FILE_BYTES} bytes, got {size}.", REST_GOES_ON
        )
    if size == 0:
        raise FileRefused(f"{path.name}: expected samples, got an empty file.", REST_GOES_ON)
    return size


def read_bytes(path: Path) -> bytes:
    """Read a whole file of a sensible size.

    Raises
    ------
    FileRefused
        If it is empty, too large or can't be read.
    """
    check_size(path)
    try:
        return path.read_bytes()
    except OSError as exc:
        raise FileRefused(f"{path.name} can't be read: {exc.strerror}.", REST_GOES_ON) from exc


def check_extent(path: Path, channels: int, values: int) -> None:
    """Refuse more channels, or more values of all channels together, than are held at once.

    Raises
    ------
    FileRefused
        Naming what was expected and what the file says it holds.
    """
    if channels > MOST_CHANNELS:
        raise FileRefused(
            f"{path.name}: expected at most {MOST_CHANNELS} channels, got {channels}.",
            "Check that channels and samples are not mixed up, or split the file.",
        )
    if values > MOST_VALUES:
        raise FileRefused(
            f"{path.name}: expected at most {MOST_VALUES} values, got {values}.",
            "Cut the recording into shorter files.",
        )
