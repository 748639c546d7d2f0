"""One thread a source: read, hand over, and come back after every loss."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from time import monotonic

from app.acquisition.inbox import Inbox, Measurement, SampleLedger, samples_of
from app.acquisition.retry import BackOff
from app.acquisition.source import SOURCES, Source
from app.acquisition.source_record import Gap, SourceRecord
from app.core.errors import PlantError, ReadingRefused
from app.core.measurements import SourcePhase, SourceStatus
from app.core.sources import PlantClock, SourceConfig

__all__ = ["Gap", "Inbox", "SampleLedger", "SourceThread"]

STOP_TIMEOUT_S = 3.0
HAND_OVER_S = 0.5
TELL_EVERY_S = 1.0
SHOW_GAP_S = 30.0
INTERVALS_UNTIL_OLD = 3
"""Data three intervals old is old, whatever the socket says."""

_log = logging.getLogger(__name__)


class SourceThread:
    """Reads one source until it is stopped or its replay ends; no failure of a read ends it.

    Parameters
    ----------
    config : SourceConfig
        What to read and how often.
    inbox : Inbox
        Where measurements go.
    ledger : SampleLedger
        Where samples are counted as taken in.
    on_status : callable
        Told each change of phase or text at once and new counts at most once a second; runs in
        this thread and must not block.
    now : callable
        The plant's clock, aware UTC: data age is measured by it.
    on_clock : callable, optional
        Told the demo plant's clock after each read, in this thread.
    make_source : callable, optional
        Makes a fresh source for each connection; `SOURCES` by default.
    back_off : BackOff
        Pauses between attempts.
    """

    def __init__(
        self,
        config: SourceConfig,
        inbox: Inbox,
        ledger: SampleLedger,
        *,
        on_status: Callable[[SourceStatus], None],
        now: Callable[[], datetime],
        on_clock: Callable[[PlantClock], None] | None = None,
        make_source: Callable[[SourceConfig], Source] | None = None,
        back_off: BackOff | None = None,
    ) -> None:
        self.config = config
        self.record = SourceRecord(config, now())
        self._inbox = inbox
        self._ledger = ledger
        self._on_status = on_status
        self._on_clock = on_clock
        self._now = now
        self._make_source = make_source or SOURCES[config.kind]
        self._back_off = back_off or BackOff()
        self._chance = Random()  # noqa: S311 - spreads attempts in time, guards nothing
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._source: Source | None = None
        self._clock: PlantClock | None = None
        self._failures = 0
        self._told: SourceStatus | None = None
        self._told_at_s = 0.0
        self._gap_text = ""
        self._gap_until_s = 0.0
        self._thread = threading.Thread(target=self._run, name=f"source {config.id}", daemon=True)

    def start(self) -> None:
        """Begin; a thread is started once."""
        self._thread.start()

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> bool:
        """End the reading and wait for the thread.

        Returns
        -------
        bool
            Whether it ended in time; it never keeps the program from ending.
        """
        self._stopping.set()
        self._wake.set()
        if not self._thread.is_alive():
            return True
        threading.Thread(target=self._close_source, name="closing source", daemon=True).start()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def retry_now(self) -> None:
        """Cut the pause before the next attempt short."""
        self._wake.set()

    @property
    def is_running(self) -> bool:
        """Whether the thread lives."""
        return self._thread.is_alive()

    @property
    def status(self) -> SourceStatus:
        """The status as last shown."""
        return self.record.status

    def clock(self) -> PlantClock | None:
        """Give the demo plant's clock as last seen."""
        return self._clock

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._connect_and_poll()
                break
            except PlantError as fault:
                self._lost(str(fault))
            except Exception as fault:  # noqa: BLE001 - a thread's loop outlives any defect
                _log.exception("source %s failed", self.config.id)
                self._lost(f"{self.config.name}: unexpected {type(fault).__name__}: {fault}.")
            finally:
                self._close_source()
            self._pause_after_loss()
        if self.status.phase is not SourcePhase.FINISHED:
            self._show(SourcePhase.STOPPED, "")

    def _connect_and_poll(self) -> None:
        source = self._make_source(self.config)
        if self._source is not None:
            source.intake = self._source.intake
        is_again = self._source is not None
        self._source = source
        if self.status.phase is not SourcePhase.BACKING_OFF:
            self._show(SourcePhase.CONNECTING, "")
        source.open()
        if is_again:
            self.record.note_reconnect()
        self._poll(source)

    def _poll(self, source: Source) -> None:
        faults_before = 0
        while not self._stopping.is_set():
            started_s = monotonic()
            try:
                taken = source.read()
            except ReadingRefused:
                taken = []
            self._failures = 0
            self._note_clock(source)
            gap = self.record.note(taken, source.fault_count - faults_before)
            faults_before = source.fault_count
            self._note_gap(gap)
            self._hand_over(taken)
            if source.is_finished:
                self._show(SourcePhase.FINISHED, self._trouble(source))
                return
            self._show_reading(source)
            self._stopping.wait(self.config.poll_s - (monotonic() - started_s))

    def _hand_over(self, taken: list[Measurement]) -> None:
        for measurement in taken:
            self._ledger.took_in(samples_of(measurement))
        for measurement in taken:
            while not self._inbox.put(measurement, HAND_OVER_S):
                if self._stopping.is_set() or self._inbox.is_closed:
                    self._ledger.dropped(samples_of(measurement))
                    break

    def _note_clock(self, source: Source) -> None:
        clock = source.clock()
        if clock is not None:
            self._clock = clock
            if self._on_clock is not None:
                self._on_clock(clock)

    def _note_gap(self, gap: Gap | None) -> None:
        if gap is None:
            return
        _log.warning("source %s: gap %s to %s", self.config.id, gap.last_before, gap.first_after)
        self._gap_text = (
            f"Answers again; nothing was measured from {gap.last_before:%Y-%m-%d %H:%M:%S} "
            f"to {gap.first_after:%Y-%m-%d %H:%M:%S} UTC."
        )
        self._gap_until_s = monotonic() + SHOW_GAP_S

    def _show_reading(self, source: Source) -> None:
        trouble = self._trouble(source)
        if trouble:
            self._show(SourcePhase.DEGRADED, trouble)
        else:
            is_recent = monotonic() < self._gap_until_s
            self._show(SourcePhase.ONLINE, self._gap_text if is_recent else "")

    def _trouble(self, source: Source) -> str:
        oldest = None
        if source.is_live:
            speed = 1.0 if self._clock is None else self._clock.speed
            reading_s = (self.config.poll_s + self.config.timeout_s) * speed
            oldest = timedelta(seconds=INTERVALS_UNTIL_OLD * self.config.interval_s + reading_s)
        return self.record.trouble(source.faults, self._now(), oldest)

    def _lost(self, text: str) -> None:
        if self._stopping.is_set():
            return
        self.record.note_loss()
        self._failures += 1
        _log.warning("source %s lost: %s", self.config.id, text)
        pause_s = self._back_off.pause_s(self._failures, self._chance)
        self._show(SourcePhase.BACKING_OFF, text, pause_s)

    def _pause_after_loss(self) -> None:
        pause_s = self.status.retry_in_s
        if pause_s is not None:
            self._wake.wait(pause_s)
            self._wake.clear()

    def _close_source(self) -> None:
        if self._source is not None:
            self._source.close()

    def _show(self, phase: SourcePhase, text: str, retry_in_s: float | None = None) -> None:
        status = self.record.show(phase, text, self._now(), retry_in_s)
        told = self._told
        has_changed = told is None or (told.phase, told.text) != (phase, text)
        is_time = monotonic() - self._told_at_s >= TELL_EVERY_S
        if has_changed or (is_time and status != told):
            self._told = status
            self._told_at_s = monotonic()
            self._on_status(status)
