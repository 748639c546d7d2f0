"""A folder of CSV or WAV snapshots as a source: watched for new ones, or replayed in time order."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic

import numpy as np

from app.acquisition.acceleration import to_acceleration_ms2
from app.acquisition.bindings import optional_number, refuse_binding, text_setting
from app.acquisition.folder_listing import FolderListing, SnapshotFile
from app.acquisition.intake import Block, BlockIntake
from app.acquisition.plausibility import GOOD, Verdict, bad, judge_rate
from app.acquisition.snapshots.door import read_snapshot
from app.acquisition.snapshots.snapshot import (
    Channel,
    ReadAs,
    Snapshot,
    channel_unit,
    find_channel,
)
from app.core.errors import FileRefused, PlantError, ReadingRefused, SourceUnreachable
from app.core.measurements import BadReason, Reading, Waveform
from app.core.sources import PlantClock, PointBinding, SourceConfig

FAULTS_KEPT = 100
USUAL_OF = 21
LEAST_SHARE_OF_USUAL = 0.8


def channels_of(path: Path) -> tuple[Channel, ...]:
    """List the channels of a snapshot, to bind points to; see `Channel`."""
    return _read(path, 1.0).channels


def _read(path: Path, scale: float | None) -> Snapshot:
    """Read a snapshot; only a WAV has counts to scale."""
    return read_snapshot(path, ReadAs(scale if path.suffix.lower() == ".wav" else None))


class FolderSource:
    """Takes in the snapshots of a folder, oldest first; never changes the folder.

    A snapshot is always a scheduled measurement: somebody wanted it kept.

    Parameters
    ----------
    config : SourceConfig
        `address` is the folder, `interval_s` the time between two snapshots where names only
        count. Points are bound by ``{"channel": "acc_h" or "2", "rate_hz": "25600"}`` and
        optionally ``"unit"`` (g, ms2, mms; required where the header does not name it),
        ``"rpm"``, ``"scale"`` (WAV: unit per count) and ``"start"`` (ISO 8601 instant of number
        0; required where names carry no time).
    is_replay : bool
        Whether the folder is complete: everything is taken in, then the source is finished.
    after : datetime or None
        Snapshots up to this instant are passed over: they are stored already.
    """

    def __init__(
        self, config: SourceConfig, *, is_replay: bool = False, after: datetime | None = None
    ) -> None:
        self.config = config
        self.intake = BlockIntake(config.interval_s)
        self.is_live = not is_replay
        self.is_finished = False
        self.fault_count = 0
        self._faults: dict[str, PlantError] = {}
        self._after = after
        self._listing: FolderListing | None = None
        self._usual_counts: deque[int] = deque(maxlen=USUAL_OF)

    @property
    def faults(self) -> Mapping[str, PlantError]:
        """Refused files by name: all of a replay, of a watched folder those since a good one."""
        return dict(self._faults)

    def open(self) -> None:
        """Look whether the folder is there; see `Source.open`."""
        listing = FolderListing(
            Path(self.config.address),
            self.config.interval_s,
            self._start(),
            self.intake.files_taken,
            is_growing=self.is_live,
        )
        listing.look()
        self._listing = listing

    def read(self) -> list[Reading | Waveform]:
        """Take in files for up to `timeout_s`; see `Source.read`."""
        listing = self._listing
        if listing is None:
            raise SourceUnreachable(f"{self.config.name} is not open.", "Open it first.")
        if self.is_live:
            listing.look()
        taken: list[Reading | Waveform] = []
        started_s = monotonic()
        while monotonic() - started_s < self.config.timeout_s:
            file = listing.next_file()
            if file is None:
                self.is_finished = not self.is_live
                break
            taken += self._take_in(file)
        return taken

    def clock(self) -> PlantClock | None:
        """Give None: a folder has no clock."""
        return None

    def close(self) -> None:
        """Stop reading; there is nothing to let go of."""
        self._listing = None

    def _take_in(self, file: SnapshotFile) -> list[Waveform]:
        try:
            taken_at = file.demand_instant()
            if self._after is not None and taken_at <= self._after:
                return []
            blocks = self._blocks(file.path, taken_at)
        except (FileRefused, ReadingRefused) as fault:
            self._note_fault(file.path.name, fault)
            return []
        if self.is_live:
            self._faults.clear()
        return [
            self.intake.accept(
                point.point_id, block, number=file.path.name, is_always_scheduled=True
            )
            for point, block in blocks
        ]

    def _note_fault(self, name: str, fault: PlantError) -> None:
        self.fault_count += 1
        self._faults[name] = fault
        while len(self._faults) > FAULTS_KEPT:
            del self._faults[next(iter(self._faults))]

    def _blocks(self, path: Path, taken_at: datetime) -> list[tuple[PointBinding, Block]]:
        snapshots: dict[float | None, Snapshot] = {}
        blocks = []
        for point in self.config.points:
            scale = optional_number(self.config, point, "scale")
            if scale not in snapshots:
                snapshots[scale] = _read(path, scale)
            blocks.append((point, self._block(path, point, snapshots[scale], taken_at)))
        is_short = self._is_short(next(iter(snapshots.values())))
        if not is_short:
            return blocks
        truncated = bad(BadReason.TRUNCATED)
        return [(point, replace(block, verdict=truncated)) for point, block in blocks]

    def _block(
        self, path: Path, point: PointBinding, snapshot: Snapshot, taken_at: datetime
    ) -> Block:
        channel = find_channel(snapshot, text_setting(self.config, point, "channel"), path)
        unit = channel_unit(channel, point.where.get("unit"), path)
        rate_hz = optional_number(self.config, point, "rate_hz")
        if rate_hz is None:
            raise refuse_binding(self.config, point, '"rate_hz" to be a number above 0', None)
        with np.errstate(over="ignore", invalid="ignore"):
            samples = to_acceleration_ms2(channel.samples, unit, rate_hz)
        return Block(
            taken_at,
            rate_hz,
            samples,
            optional_number(self.config, point, "rpm"),
            _judge_stated_rate(channel.sample_rate_hz, rate_hz),
        )

    def _is_short(self, snapshot: Snapshot) -> bool:
        count = snapshot.channels[0].samples.size
        usual = float(np.median(self._usual_counts)) if self._usual_counts else 0.0
        if snapshot.is_truncated or count < LEAST_SHARE_OF_USUAL * usual:
            return True
        self._usual_counts.append(count)
        return False

    def _start(self) -> datetime | None:
        text = next((p.where["start"] for p in self.config.points if "start" in p.where), None)
        if text is None:
            return None
        try:
            start = datetime.fromisoformat(text)
        except ValueError:
            start = None
        if start is None or start.tzinfo is None:
            raise SourceUnreachable(
                f"{self.config.name}: expected a start instant with its time zone, such as "
                f'2026-03-02T08:00:00Z, got "{text}".',
                "Mend the source's settings.",
            )
        return start


def _judge_stated_rate(stated_hz: float | None, configured_hz: float) -> Verdict:
    return GOOD if stated_hz is None else judge_rate(stated_hz, configured_hz)
