"""Channels out of named arrays of numbers, as NumPy and MATLAB files hold them."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.acquisition.snapshots.snapshot import (
    REST_GOES_ON,
    Channel,
    ReadAs,
    Snapshot,
    check_extent,
)
from app.core.errors import FileLacks, FileRefused

Arrays = Mapping[str, NDArray[np.generic]]

FEWEST_SAMPLES = 64
"""An array with fewer numbers is no signal but a setting, such as a speed."""
RATE_NAMES = frozenset(
    {"rate_hz", "sample_rate_hz", "sample_rate", "samplerate", "sampling_rate", "fs", "sr"}
)
UNIT_NAMES = frozenset({"unit", "units"})
SCALE_NAME = "scale"
TIME_NAMES = frozenset({"t", "time"})
_NUMBERS = "iuf"


def channels_of_arrays(arrays: Arrays, path: Path, read_as: ReadAs) -> Snapshot:
    """Take every array of numbers that can be a signal, column by column.

    The longer side of a table is time. Beside the signals stand, by name and of one value each,
    the sample rate (`RATE_NAMES`), the unit (`UNIT_NAMES`) and the unit per count (`scale`); in a
    structure they hold for that structure alone. An array of three dimensions is records x
    channels x samples, of which one record is read; its `scale` may have one value a record.
    Times (``t``, ``time``) carry no unit and are passed over.

    Raises
    ------
    FileRefused
        If there is no signal, too much of it, or one that is no row of real numbers.
    """
    signals, findings = _signals(arrays)
    channels: list[Channel] = []
    for name, signal in signals.items():
        _check_signal(name, signal, path)
        beside = _Beside(arrays, name.rpartition(".")[0], path)
        rows, scale = _one_record(name, signal, beside.numbers(SCALE_NAME), path, read_as)
        if rows.dtype.kind in "iu" and scale is None and read_as.scale is None:
            findings.append(f"{name} holds whole numbers and no scale: taken as they stand.")
        factor = _factor(name, scale, read_as, path)
        check_extent(path, len(channels) + len(rows), rows.size)
        for column, row in enumerate(rows, start=1):
            label = name if len(rows) == 1 else f"{name}[{column}]"
            with np.errstate(over="ignore", invalid="ignore"):  # what comes of it is judged later
                samples = np.asarray(row, dtype=np.float64) * factor
            number = len(channels) + 1
            channels.append(Channel(number, label, samples, beside.unit(), beside.rate_hz()))
    check_extent(path, len(channels), sum(channel.samples.size for channel in channels))
    if not channels:
        raise FileRefused(
            f"{path.name}: expected an array of at least {FEWEST_SAMPLES} numbers, got "
            f"{_listed(arrays)}.",
            REST_GOES_ON,
        )
    return Snapshot(tuple(channels), findings=tuple(findings))


def _signals(arrays: Arrays) -> tuple[dict[str, NDArray[np.generic]], list[str]]:
    """Pick the arrays that can be signals, and say what was passed over."""
    signals, findings = {}, []
    for name, found in arrays.items():
        signal = np.squeeze(found) if found.ndim > 3 else found
        own_name = name.rpartition(".")[2].lower()
        is_beside = own_name in RATE_NAMES | UNIT_NAMES | {SCALE_NAME}
        if is_beside or signal.dtype.kind not in "iufc" or _longest(signal) < FEWEST_SAMPLES:
            continue
        if own_name in TIME_NAMES:
            findings.append(f"{name} is passed over: times without a unit; state the sample rate.")
            continue
        signals[name] = signal
    records = {name: signal for name, signal in signals.items() if signal.ndim == 3}
    if records and len(records) < len(signals):
        beside = ", ".join(name for name in signals if name not in records)
        findings.append(f"Beside the records stands {beside}, passed over.")
    return records or signals, findings


def _longest(signal: NDArray[np.generic]) -> int:
    return max(signal.shape, default=1)


class _Beside:
    """What stands beside an array, in its own structure or else at the top."""

    def __init__(self, arrays: Arrays, structure: str, path: Path) -> None:
        self._arrays = arrays
        self._structure = structure
        self._path = path

    def _find(self, names: Iterable[str]) -> NDArray[np.generic] | None:
        for prefix in dict.fromkeys((f"{self._structure}." if self._structure else "", "")):
            for name, found in self._arrays.items():
                if name.startswith(prefix) and name[len(prefix) :].lower() in names:
                    return found
        return None

    def numbers(self, name: str) -> NDArray[np.float64] | None:
        found = self._find({name})
        if found is None or found.dtype.kind not in _NUMBERS or found.size == 0:
            return None
        return np.asarray(found, dtype=np.float64).ravel()

    def rate_hz(self) -> float | None:
        found = self._find(RATE_NAMES)
        if found is None or found.size != 1 or found.dtype.kind not in _NUMBERS:
            return None
        rate_hz = float(found.astype(np.float64).item())
        if not 0 < rate_hz < math.inf:
            raise FileRefused(
                f"{self._path.name}: expected a sample rate above 0, got {rate_hz:g}.",
                "Mend the file, or leave its sample rate out and state it.",
            )
        return rate_hz

    def unit(self) -> str:
        found = self._find(UNIT_NAMES)
        return str(found.item()).strip() if found is not None and found.size == 1 else ""


def _check_signal(name: str, signal: NDArray[np.generic], path: Path) -> None:
    if signal.dtype.kind == "c":
        raise FileRefused(
            f"{path.name}, {name}: expected real numbers, got complex ones.", REST_GOES_ON
        )
    if signal.ndim > 3:
        raise FileRefused(
            f"{path.name}, {name}: expected at most three dimensions, got {signal.ndim}.",
            REST_GOES_ON,
        )


def _one_record(
    name: str,
    signal: NDArray[np.generic],
    scale: NDArray[np.float64] | None,
    path: Path,
    read_as: ReadAs,
) -> tuple[NDArray[np.generic], float | None]:
    """Return one record, shape (channels, samples), and its scale."""
    if signal.ndim < 3:
        one = None if scale is None or scale.size != 1 else float(scale[0])
        flat = np.atleast_2d(signal)
        return (flat.T if flat.shape[0] > flat.shape[1] else flat), one
    count = signal.shape[0]
    if read_as.record is None or not 1 <= read_as.record <= count:
        got = "none chosen" if read_as.record is None else str(read_as.record)
        raise FileLacks(
            "record",
            f"{path.name}, {name}: expected the number of a record from 1 to {count}, got {got}.",
            f"Each record has {signal.shape[1]} channels of {signal.shape[2]} samples: choose one "
            "(analyse: --record N).",
        )
    at = read_as.record - 1
    if scale is None or scale.size not in {1, count}:
        return signal[at], None
    return signal[at], float(scale[at if scale.size == count else 0])


def _factor(name: str, scale: float | None, read_as: ReadAs, path: Path) -> float:
    if scale is not None and read_as.scale is not None and not math.isclose(scale, read_as.scale):
        raise FileLacks(
            "scale",
            f"{path.name}, {name}: the file says {scale:g} unit per count, the settings say "
            f"{read_as.scale:g}.",
            "Correct whichever is wrong.",
        )
    return next((known for known in (scale, read_as.scale) if known is not None), 1.0)


def _listed(arrays: Arrays) -> str:
    shapes = [
        f"{name} ({' x '.join(map(str, found.shape)) or 1})" for name, found in arrays.items()
    ]
    more = f" and {len(shapes) - 5} more" if len(shapes) > 5 else ""
    return (", ".join(shapes[:5]) or "nothing") + more
