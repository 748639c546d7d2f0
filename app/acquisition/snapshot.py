"""A recorded snapshot as its file holds it: channels of numbers, units where named."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.acquisition.acceleration import UNIT_CHOICES, SnapshotUnit, unit_of
from app.core.errors import FileRefused

LARGEST_FILE_BYTES = 256 * 1024 * 1024
REST_GOES_ON = "Mend or remove the file; the other files are taken in."


@dataclass(frozen=True, slots=True)
class Channel:
    """One column of a snapshot.

    `number` counts from 1. `name` is the header's without the unit, or the number where there is
    no header. `unit_text` is what the header says, empty where it says nothing.
    """

    number: int
    name: str
    unit_text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All channels of one file.

    Attributes
    ----------
    values : ndarray of float64, shape (samples, channels)
        In the unit of the file.
    is_truncated : bool
        Whether the file ends in the middle.
    sample_rate_hz : float or None
        Where the file states it or its time column shows it.
    """

    channels: tuple[Channel, ...]
    values: NDArray[np.float64]
    is_truncated: bool = False
    sample_rate_hz: float | None = None


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


def channel_unit(channel: Channel, configured: str | None, path: Path) -> SnapshotUnit:
    """Settle the unit of a channel: named by the header or configured, never guessed.

    Raises
    ------
    FileRefused
        If neither names it, the header names one we can't convert, or they contradict each other.
    """
    where = f"{path.name}, column {channel.name}"
    named = unit_of(channel.unit_text) if channel.unit_text else None
    wanted = unit_of(configured) if configured else None
    if (configured and wanted is None) or (channel.unit_text and named is None):
        found = configured if configured and wanted is None else channel.unit_text
        raise FileRefused(f'{where}: expected the unit {UNIT_CHOICES}, got "{found}".', "")
    if named is not None and wanted is not None and named is not wanted:
        raise FileRefused(
            f"{where}: the header says {named.value}, the settings say {wanted.value}.",
            "Correct whichever is wrong.",
        )
    unit = named or wanted
    if unit is None:
        raise FileRefused(
            f"{where}: expected a unit, got none.",
            f"Name the unit: {UNIT_CHOICES}. It is never guessed.",
        )
    return unit


def read_bytes(path: Path) -> bytes:
    """Read a whole file of a sensible size.

    Raises
    ------
    FileRefused
        If it is empty, too large or can't be read.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise FileRefused(
                f"{path.name}: expected at most {LARGEST_FILE_BYTES} bytes, got {size}.",
                REST_GOES_ON,
            )
        content = path.read_bytes()
    except OSError as exc:
        raise FileRefused(f"{path.name} can't be read: {exc.strerror}.", REST_GOES_ON) from exc
    if not content:
        raise FileRefused(f"{path.name}: expected samples, got an empty file.", REST_GOES_ON)
    return content
