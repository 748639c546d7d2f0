"""Snapshots as TDMS files (.tdms) of LabVIEW and DIAdem."""

import logging
import math
import struct
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from app.acquisition.snapshots.named_arrays import FEWEST_SAMPLES
from app.acquisition.snapshots.snapshot import (
    REST_GOES_ON,
    Channel,
    Snapshot,
    check_extent,
    check_size,
)
from app.acquisition.snapshots.time_column import seconds_per
from app.core.errors import FileRefused

MOST_SEGMENTS = 200_000
MOST_OBJECTS = 4096
MOST_STEPS = 2_000_000
"""Segments times objects: the library looks at every object of every segment."""
_LEAD_IN = struct.Struct("<4siiQQ")
_HAS_NEW_OBJECTS, _IS_BIG_ENDIAN = 1 << 1, 1 << 6
_UNIT_NAMES = ("unit_string", "NI_UnitDescription")
_BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, EOFError,
    OSError, MemoryError, NotImplementedError, RecursionError, ZeroDivisionError, struct.error,
)  # fmt: skip
"""What npTDMS raises on damaged files (it has no error of its own)."""


def read_tdms_snapshot(path: Path) -> Snapshot:
    """Read the channels of numbers of a TDMS file, scaled as the file says.

    The rate is that of the waveform properties (``wf_increment``), the unit ``unit_string``. The
    file is opened by itself: an index beside it is not looked at.

    Returns
    -------
    Snapshot
        Marked as truncated when its last segment is not whole.

    Raises
    ------
    FileRefused
        If it is no such file, claims more than it holds, or has no channel of numbers.
    """
    size = check_size(path)
    try:
        with path.open("rb") as stream:
            _check_segments(stream, size, path)
            stream.seek(0)
            return _read(stream, size, path)
    except _BROKEN as exc:
        raise FileRefused(
            f"{path.name}: expected a whole TDMS file, got {str(exc) or type(exc).__name__}.",
            REST_GOES_ON,
        ) from exc


def _check_segments(stream: BinaryIO, size: int, path: Path) -> None:
    """Walk from segment to segment, so that none claims objects without end."""
    at, segments, steps, objects = 0, 0, 0, 0
    while at + _LEAD_IN.size <= size:
        stream.seek(at)
        tag, flags, _, to_next, _ = _LEAD_IN.unpack(stream.read(_LEAD_IN.size))
        if tag != b"TDSm":
            what = "a TDMS file, got another" if at == 0 else f"a segment at {at}, got none"
            raise FileRefused(f"{path.name}: expected {what}.", REST_GOES_ON)
        if flags & _IS_BIG_ENDIAN:
            to_next = int.from_bytes(to_next.to_bytes(8, "little"), "big")
        if flags & _HAS_NEW_OBJECTS:
            is_big = bool(flags & _IS_BIG_ENDIAN)
            said = int.from_bytes(stream.read(4), "big" if is_big else "little")
            objects = max(objects, said)
        segments += 1
        steps += objects
        if segments > MOST_SEGMENTS or objects > MOST_OBJECTS or steps > MOST_STEPS:
            raise FileRefused(
                f"{path.name}: expected at most {MOST_OBJECTS} objects and {MOST_SEGMENTS} "
                f"segments, got {objects} in {segments} so far.",
                "Defragment the file where it was written, or split it.",
            )
        at += _LEAD_IN.size + to_next


def _read(stream: BinaryIO, size: int, path: Path) -> Snapshot:
    from nptdms import TdmsFile  # noqa: PLC0415 - loaded when such a file is read
    from nptdms.log import log_manager  # noqa: PLC0415

    log_manager.set_level(logging.CRITICAL)  # what it has to say is said by our own findings
    channels: list[Channel] = []
    findings: list[str] = []
    with TdmsFile.open(stream) as file:
        for group in file.groups():
            for found in group.channels():
                name = f"{group.name}/{found.name}"
                why_not = _no_signal(found)
                if why_not:
                    findings.append(f"{name} is passed over: {why_not}.")
                    continue
                if len(found) > size:
                    raise FileRefused(
                        f"{path.name}, {name}: expected at most {size} values in {size} bytes, "
                        f"got {len(found)}.",
                        REST_GOES_ON,
                    )
                held = sum(channel.samples.size for channel in channels)
                check_extent(path, len(channels) + 1, held + len(found))
                channels.append(_channel(len(channels) + 1, name, found, path))
        is_truncated = bool(file.file_status.incomplete_final_segment)
    if not channels:
        seen = "; ".join(findings) or "nothing"
        raise FileRefused(
            f"{path.name}: expected a channel of at least {FEWEST_SAMPLES} numbers, got {seen}.",
            REST_GOES_ON,
        )
    return Snapshot(tuple(channels), is_truncated, tuple(findings))


def _no_signal(found: Any) -> str:  # noqa: ANN401 - npTDMS has no types
    """Say why a channel is no signal over time; empty when it is one."""
    if len(found) < FEWEST_SAMPLES:
        return f"{len(found)} values"
    if found.dtype is None or np.dtype(found.dtype).kind not in "iuf":
        return "not real numbers"
    axis_unit = str(found.properties.get("wf_xunit_string") or "s")
    return "" if seconds_per(axis_unit) == 1.0 else f'values over an axis in "{axis_unit}"'


def _channel(number: int, name: str, found: Any, path: Path) -> Channel:  # noqa: ANN401
    properties = found.properties
    samples = np.asarray(found[:], dtype=np.float64)
    unit = next((str(properties[n]).strip() for n in _UNIT_NAMES if properties.get(n)), "")
    step_s = properties.get("wf_increment")
    if step_s is None:
        return Channel(number, name, samples, unit)
    if not isinstance(step_s, int | float | np.number) or not 1e-9 < float(step_s) < math.inf:
        raise FileRefused(
            f"{path.name}, {name}: expected a step of time above 0, got {str(step_s)[:40]}.",
            REST_GOES_ON,
        )
    return Channel(number, name, samples, unit, 1 / float(step_s))
