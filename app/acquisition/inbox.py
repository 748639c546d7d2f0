"""From the sources to the monitor: a bounded queue, and the account of every sample."""

import threading
from collections import deque
from dataclasses import replace
from time import monotonic

from app.core.measurements import Reading, SampleCounts, Waveform

Measurement = Reading | Waveform
CAPACITY = 256


def samples_of(measurement: Measurement) -> int:
    """Count the samples of a measurement; a reading is one.

    Examples
    --------
    >>> from datetime import datetime, UTC
    >>> samples_of(Reading("P-101 temperature", datetime(2026, 3, 2, tzinfo=UTC), 61.5, "degC"))
    1
    """
    return int(measurement.acceleration_ms2.size) if isinstance(measurement, Waveform) else 1


def is_live_frame(measurement: Measurement) -> bool:
    """Tell whether it is only there to be looked at; a reading never is."""
    return isinstance(measurement, Waveform) and not measurement.is_scheduled


class SampleLedger:
    """Counts where samples went, from any thread.

    Whoever takes samples in counts them with `took_in`; whoever ends their way counts them once
    with `stored`, `decimated` (a later live frame replaced them, or they were only shown) or
    `dropped` (there was no room). With nothing under way, taken in = stored + decimated + dropped.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._counts = SampleCounts()

    def took_in(self, samples: int) -> None:
        """Count samples read from a source."""
        with self._guard:
            self._counts = replace(self._counts, taken_in=self._counts.taken_in + samples)

    def stored(self, samples: int) -> None:
        """Count samples kept, as such or as features."""
        with self._guard:
            self._counts = replace(self._counts, stored=self._counts.stored + samples)

    def decimated(self, samples: int) -> None:
        """Count samples of live frames which were shown only, or replaced by later ones."""
        with self._guard:
            self._counts = replace(self._counts, decimated=self._counts.decimated + samples)

    def dropped(self, samples: int) -> None:
        """Count samples for which there was no room."""
        with self._guard:
            self._counts = replace(self._counts, dropped=self._counts.dropped + samples)

    def counts(self) -> SampleCounts:
        """Give the counts of this moment."""
        with self._guard:
            return self._counts


class Inbox:
    """Holds measurements until the monitor takes them, first in, first out.

    At most one live frame a point waits: a later one replaces it. When the inbox is full the
    oldest live frame is dropped; a scheduled measurement never is, its source has to wait.

    Parameters
    ----------
    ledger : SampleLedger
        Where replaced and dropped samples are counted.
    capacity : int
        Most measurements that wait.
    """

    def __init__(self, ledger: SampleLedger, capacity: int = CAPACITY) -> None:
        self._ledger = ledger
        self._capacity = capacity
        self._waiting: deque[Measurement] = deque()
        self._changed = threading.Condition()
        self._is_closed = False

    def put(self, measurement: Measurement, deadline_s: float) -> bool:
        """Hand a measurement over.

        Parameters
        ----------
        measurement : Reading or Waveform
            Scheduled, or a live frame.
        deadline_s : float
            How long a scheduled one waits for room, in seconds.

        Returns
        -------
        bool
            True when it waits here or, being a live frame, has been counted as dropped. False
            when a scheduled one found no room in time or the inbox is closed: it is still the
            caller's, to be put again or counted.
        """
        if is_live_frame(measurement):
            self._put_live(measurement)
            return True
        return self._put_scheduled(measurement, deadline_s)

    def take(self, timeout_s: float) -> Measurement | None:
        """Take the oldest measurement, waiting up to `timeout_s` for one.

        Returns
        -------
        Reading, Waveform or None
            None when nothing came in time, or at once when the inbox is closed and empty.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed, timeout_s)
            if not self._waiting:
                return None
            measurement = self._waiting.popleft()
            self._changed.notify_all()
            return measurement

    def take_waiting(self, most: int) -> list[Measurement]:
        """Take up to `most` of the measurements that wait already, oldest first."""
        with self._changed:
            taken = [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]
            self._changed.notify_all()
            return taken

    def close(self) -> None:
        """Take nothing more in; what waits can still be taken out."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is taken in."""
        with self._changed:
            return self._is_closed

    def __len__(self) -> int:
        """Count the measurements that wait."""
        with self._changed:
            return len(self._waiting)

    @property
    def waiting_samples(self) -> int:
        """Samples taken in which wait here: what the ledger's equation lacks at this moment."""
        with self._changed:
            return sum(samples_of(measurement) for measurement in self._waiting)

    def _put_live(self, frame: Measurement) -> None:
        with self._changed:
            self._remove_older_frame(frame.point_id)
            has_room = not self._is_closed and (
                len(self._waiting) < self._capacity or self._drop_oldest_frame()
            )
            if not has_room:
                self._ledger.dropped(samples_of(frame))
                return
            self._waiting.append(frame)
            self._changed.notify_all()

    def _put_scheduled(self, measurement: Measurement, deadline_s: float) -> bool:
        until_s = monotonic() + deadline_s
        with self._changed:
            while not self._is_closed:
                if len(self._waiting) < self._capacity or self._drop_oldest_frame():
                    self._waiting.append(measurement)
                    self._changed.notify_all()
                    return True
                if not self._changed.wait(until_s - monotonic()):
                    return False
            return False

    def _remove_older_frame(self, point_id: str) -> None:
        for older in self._waiting:
            if is_live_frame(older) and older.point_id == point_id:
                self._waiting.remove(older)
                self._ledger.decimated(samples_of(older))
                return

    def _drop_oldest_frame(self) -> bool:
        for oldest in self._waiting:
            if is_live_frame(oldest):
                self._waiting.remove(oldest)
                self._ledger.dropped(samples_of(oldest))
                return True
        return False
