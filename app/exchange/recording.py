"""A file of recorded samples, analysed: every channel by itself, nothing kept."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.acquisition.acceleration import SnapshotUnit, to_acceleration_ms2
from app.acquisition.plausibility import (
    ACCELERATION_LIMIT_MS2,
    RATE_TOLERANCE,
    judge_block,
)
from app.acquisition.snapshots.door import format_of, read_snapshot
from app.acquisition.snapshots.snapshot import (
    Channel,
    ReadAs,
    Snapshot,
    find_channel,
    named_unit,
)
from app.acquisition.snapshots.wav_file import FULL_SCALE
from app.analysis.study import Machine, Study, study
from app.core.errors import FileLacks, PlantError, ReadingRefused
from app.core.measurements import BadReason, Quality, Waveform
from app.core.sample_faults import longest_standstill

LONGEST_SAMPLES = 2**21
"""What of a record is analysed: 82 s at 25.6 kHz, which takes some ten seconds and 300 MB."""
LARGEST_AS_RECORDED = 1e15
"""No recorder counts further; beyond it single precision runs over."""
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Instant of a record that names none; nothing here depends on it."""


@dataclass(frozen=True, slots=True)
class RecordingTerms:
    """What a person says of a recording.

    Attributes
    ----------
    rate_hz : float or None
        Samples per second, where the file does not tell.
    unit : str or None
        Of channels whose file names none.
    channel : str or None
        One only, by name or number from 1.
    """

    machine: Machine
    rate_hz: float | None = None
    unit: str | None = None
    channel: str | None = None
    read_as: ReadAs = field(default_factory=ReadAs)


@dataclass(frozen=True, slots=True, eq=False)
class ChannelResult:
    """One channel as analysed, or why it was not.

    Attributes
    ----------
    unit : SnapshotUnit or None
        None where nobody named one: everything is then in the unit of the record.
    count : int
        Samples in the file; the first `LONGEST_SAMPLES` of them are analysed.
    quality : Quality or None
        None where it was refused before it could be judged.
    why : str
        Why it is not good.
    waveform : Waveform or None
        What was analysed, in m/s2 or in the unit of the record.
    refused : PlantError or None
        Why there is no study.
    """

    channel: Channel
    unit: SnapshotUnit | None = None
    rate_hz: float | None = None
    quality: Quality | None = None
    why: str = ""
    waveform: Waveform | None = None
    study: Study | None = None
    refused: PlantError | None = None

    @property
    def count(self) -> int:
        """Samples the file holds of it."""
        return int(self.channel.samples.size)

    @property
    def unit_is_named_by_file(self) -> bool:
        """Whether the unit stands in the file."""
        return bool(self.channel.unit_text)


@dataclass(frozen=True, slots=True, eq=False)
class FileResult:
    """All channels of one file, or why the file was refused."""

    path: Path
    format: str = ""
    channels: tuple[ChannelResult, ...] = ()
    findings: tuple[str, ...] = ()
    refused: PlantError | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it was refused."""
        return self.refused is None and all(c.refused is None for c in self.channels)


def analyse_file(path: Path, terms: RecordingTerms) -> FileResult:
    """Analyse the channels of a file; what can't be is refused by itself, in plain words."""
    try:
        kind = format_of(path)
        snapshot = read_snapshot(path, terms.read_as)
        channels = _chosen(snapshot, terms.channel, path)
    except PlantError as refused:
        return FileResult(path, refused=refused)
    results = tuple(_analyse_channel(channel, path, terms) for channel in channels)
    cut = "The file ends in the middle: what it holds is analysed."
    findings = (*snapshot.findings, *((cut,) if snapshot.is_truncated else ()))
    return FileResult(path, kind, results, findings)


def _chosen(snapshot: Snapshot, wanted: str | None, path: Path) -> tuple[Channel, ...]:
    if wanted is None:
        return snapshot.channels
    return (find_channel(snapshot, wanted, path),)


def _analyse_channel(channel: Channel, path: Path, terms: RecordingTerms) -> ChannelResult:
    """Settle unit and rate, judge the samples, and study what may be believed."""
    result = ChannelResult(channel)
    try:
        unit = _unit(channel, terms.unit, path)
        rate_hz = _rate_hz(channel, terms.rate_hz, path)
        result = ChannelResult(channel, unit, rate_hz)
        waveform, why = _waveform(channel, unit, rate_hz)
        result = ChannelResult(channel, unit, rate_hz, waveform.quality, why, waveform)
        if waveform.quality is Quality.BAD:
            raise ReadingRefused(f"{path.name}, {channel.name}: {why}.", "Check sensor and unit.")
        found = study(waveform, terms.machine, is_unit_known=unit is not None)
    except PlantError as refused:
        return ChannelResult(
            channel, result.unit, result.rate_hz, result.quality, result.why, None, None, refused
        )
    return ChannelResult(channel, unit, rate_hz, waveform.quality, why, waveform, found)


def _unit(channel: Channel, configured: str | None, path: Path) -> SnapshotUnit | None:
    """Settle the unit; whole numbers without a scale have none, whatever is claimed."""
    if channel.unit_text != FULL_SCALE:
        return named_unit(channel, configured, path)
    if configured is None:
        return None
    raise FileLacks(
        "scale",
        f"{path.name}, column {channel.name}: expected a scale for integer samples in {configured}"
        ", got none.",
        "Name the recorder's unit per count (analyse: --scale).",
    )


def _rate_hz(channel: Channel, stated_hz: float | None, path: Path) -> float:
    """Settle the sample rate: the file's, which what is stated may not contradict."""
    where = f"{path.name}, column {channel.name}"
    in_file_hz = channel.sample_rate_hz
    if in_file_hz is None and stated_hz is None:
        raise FileLacks(
            "rate",
            f"{where}: expected a sample rate, got none.",
            "State the samples per second (analyse: --rate-hz).",
        )
    if in_file_hz is None or stated_hz is None:
        return in_file_hz or stated_hz or math.nan
    if abs(in_file_hz / stated_hz - 1) > RATE_TOLERANCE:
        raise FileLacks(
            "rate",
            f"{where}: the file says {in_file_hz:g} samples a second, stated were {stated_hz:g}.",
            "Correct whichever is wrong.",
        )
    return stated_hz


def _waveform(channel: Channel, unit: SnapshotUnit | None, rate_hz: float) -> tuple[Waveform, str]:
    """Convert and judge the samples; also why they are not good."""
    samples = channel.samples[:LONGEST_SAMPLES]
    with np.errstate(over="ignore", invalid="ignore"):
        converted = (
            samples.astype(np.float32)
            if unit is None
            else to_acceleration_ms2(samples, unit, rate_hz)
        )
    limit = LARGEST_AS_RECORDED if unit is None else ACCELERATION_LIMIT_MS2
    verdict = judge_block(converted, limit)
    waveform = Waveform(
        channel.name,
        UNDATED,
        rate_hz,
        converted,
        quality=verdict.quality,
        bad_reason=verdict.bad_reason,
    )
    return waveform, _why(converted, verdict.bad_reason, limit, "m/s2" if unit else "")


def _why(samples: NDArray[np.float32], reason: BadReason, limit: float, unit: str) -> str:
    """Say where and how much of the samples is not good."""
    count = samples.size
    if reason is BadReason.NOT_A_NUMBER:
        wrong = np.flatnonzero(~np.isfinite(samples))
        first = wrong[0] + 1
        return f"{wrong.size} of {count} samples are no finite numbers, from sample {first} on"
    if reason is BadReason.FROZEN:
        still = longest_standstill(samples)
        return f"the signal stands still over {still} of {count} samples"
    if reason is BadReason.OUT_OF_RANGE:
        peak = float(np.abs(samples).max())
        return f"{peak:.4g} {unit} is more than any sensor measures ({limit:g})".replace("  ", " ")
    if reason is BadReason.CLIPPED:
        return "the tops or bottoms are cut off, it shakes beyond the range of the sensor"
    return str(reason.value)
