"""What is known about one source while it runs: counts, data age, gaps, and its status."""

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.acquisition.inbox import Measurement
from app.core.errors import PlantError
from app.core.measurements import BadReason, Quality, SourcePhase, SourceStatus
from app.core.sources import SourceConfig

GAPS_KEPT = 100
BAD_IN_A_ROW = 2
"""A single bad block is counted; two in a row are a state of the sensor and are shown."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without measurements, ended by a reconnect (aware UTC, plant time)."""

    source_id: str
    last_before: datetime
    first_after: datetime


class SourceRecord:
    """Adds up what a source thread sees; read from any thread.

    Parameters
    ----------
    config : SourceConfig
        The source.
    started_at : datetime
        Aware UTC instant by the plant's clock.
    """

    def __init__(self, config: SourceConfig, started_at: datetime) -> None:
        self._config = config
        self._guard = threading.Lock()
        self._status = SourceStatus(config.id, SourcePhase.CONNECTING, started_at)
        self._quality = dict.fromkeys(Quality, 0)
        self._bad_runs: dict[str, list[BadReason]] = {}
        self._newest_at: datetime | None = None
        self._first_good_at: datetime | None = None
        self._last_good: dict[str, datetime] = {}
        self._before_loss: datetime | None = None
        self._reconnects = 0
        self._gaps: deque[Gap] = deque(maxlen=GAPS_KEPT)

    @property
    def status(self) -> SourceStatus:
        """The status as last shown."""
        with self._guard:
            return self._status

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The latest gaps, oldest first."""
        with self._guard:
            return tuple(self._gaps)

    def note(self, taken: Sequence[Measurement], failed_attempts: int) -> Gap | None:
        """Count what one read brought; the first measurement after a loss closes a gap."""
        with self._guard:
            self._quality[Quality.BAD] += failed_attempts
            for measurement in taken:
                self._count(measurement)
            if not taken:
                return None
            newest_at = max(measurement.taken_at for measurement in taken)
            gap = self._end_gap(min(measurement.taken_at for measurement in taken))
            self._newest_at = max(newest_at, self._newest_at or newest_at)
            return gap

    def note_loss(self) -> None:
        """Remember that the link is lost after the newest measurement."""
        with self._guard:
            if self._before_loss is None:
                self._before_loss = self._newest_at

    def note_reconnect(self) -> None:
        """Count a link that came back."""
        with self._guard:
            self._reconnects += 1

    def show(
        self, phase: SourcePhase, text: str, now: datetime, retry_in_s: float | None = None
    ) -> SourceStatus:
        """Make the status of this moment; `since` stays while the phase does."""
        with self._guard:
            since = self._status.since if self._status.phase is phase else now
            self._status = SourceStatus(
                self._config.id,
                phase,
                since,
                text,
                max(self._last_good.values(), default=None),
                retry_in_s,
                self._reconnects,
                self._quality[Quality.GOOD],
                self._quality[Quality.UNCERTAIN],
                self._quality[Quality.BAD],
            )
            return self._status

    def trouble(
        self, faults: Mapping[str, PlantError], now: datetime, oldest: timedelta | None
    ) -> str:
        """Say what is wrong although the link is up; empty when nothing is.

        Parameters
        ----------
        faults : mapping of str to PlantError
            Standing faults of the source.
        now : datetime
            Aware UTC, by the plant's clock.
        oldest : timedelta or None
            Age from which the newest good measurement is too old; None where age says nothing.
        """
        with self._guard:
            if faults:
                return _newest_fault(faults)
            return "; ".join(self._bad_points() or self._old_points(now, oldest))

    def data_age(self, now: datetime) -> timedelta | None:
        """Give the time since the last good measurement; None before the first."""
        with self._guard:
            return now - max(self._last_good.values()) if self._last_good else None

    def _bad_points(self) -> list[str]:
        return [
            f"{point_id}: {reasons[-1].value}"
            for point_id, reasons in self._bad_runs.items()
            if len(reasons) >= BAD_IN_A_ROW
        ]

    def _old_points(self, now: datetime, oldest: timedelta | None) -> list[str]:
        first = self._first_good_at
        if first is None or oldest is None:
            return []
        lasts = {p.point_id: self._last_good.get(p.point_id, first) for p in self._config.points}
        return [
            f"{point_id}: nothing new since {last:%Y-%m-%d %H:%M:%S} UTC"
            for point_id, last in lasts.items()
            if now - last > oldest
        ]

    def _count(self, measurement: Measurement) -> None:
        point_id, reason = measurement.point_id, measurement.bad_reason
        self._quality[measurement.quality] += 1
        if reason is BadReason.TORN:
            return  # an accident of reading, over with the next block
        if measurement.quality is Quality.BAD:
            self._bad_runs[point_id] = [*self._bad_runs.get(point_id, []), reason][-BAD_IN_A_ROW:]
            return
        self._bad_runs.pop(point_id, None)
        if measurement.quality is Quality.GOOD:
            self._first_good_at = self._first_good_at or measurement.taken_at
            self._last_good[point_id] = measurement.taken_at

    def _end_gap(self, first_at: datetime) -> Gap | None:
        before, self._before_loss = self._before_loss, None
        if before is None or first_at <= before:
            return None
        gap = Gap(self._config.id, before, first_at)
        self._gaps.append(gap)
        return gap


def _newest_fault(faults: Mapping[str, PlantError]) -> str:
    newest = str(list(faults.values())[-1])
    return newest if len(faults) == 1 else f"{len(faults)} faults, the latest: {newest}"
