"""What the monitor tells the front end: a bounded box, no Qt object crosses a thread."""

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from app.core.health import Assessment
from app.core.measurements import Features, SourceStatus
from app.core.records import PlantEvent

MOST_EVENTS = 1000
"""Events kept while nobody empties the box; more are counted as overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class LiveFrame:
    """The newest block of one point, described, ready to draw.

    Attributes
    ----------
    acceleration_ms2 : ndarray, shape (n,)
        Waveform in m/s2.
    frequency_hz, velocity_mms : ndarray, shape (k,)
        Velocity spectrum, RMS mm/s a line.
    acceleration_lines_ms2 : ndarray, shape (k,)
        Acceleration spectrum, peak m/s2 a line.
    averaged_velocity_mms, averaged_lines_ms2 : ndarray, shape (k,)
        The same of the exponential average over `averaged_blocks` blocks, empty where there is
        none.
    envelope_hz, envelope_ms2 : ndarray, shape (e,)
        Envelope spectrum, peak m/s2 a line, of the band `features.envelope_band_hz`.
    defect_hz : dict
        Bearing lines at the shaft speed of this block: "outer", "inner", "ball", "cage", "shaft".
    """

    point_id: str
    taken_at: datetime
    sample_rate_hz: float
    acceleration_ms2: NDArray[np.float32]
    frequency_hz: NDArray[np.float64]
    velocity_mms: NDArray[np.float64]
    acceleration_lines_ms2: NDArray[np.float64]
    envelope_hz: NDArray[np.float64]
    envelope_ms2: NDArray[np.float64]
    features: Features
    defect_hz: dict[str, float] = field(default_factory=dict)
    averaged_velocity_mms: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    averaged_lines_ms2: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    averaged_blocks: int = 0


@dataclass(frozen=True, slots=True)
class AssessmentStored:
    """A component was judged anew and the judgement is on disk."""

    assessment: Assessment


@dataclass(frozen=True, slots=True)
class StoryTold:
    """Something happened that a person should see; it is on disk."""

    event: PlantEvent


@dataclass(frozen=True, slots=True)
class TroubleMet:
    """Something went wrong that the program survives; shown in plain words."""

    at: datetime
    text: str


OutboxEvent = AssessmentStored | StoryTold | TroubleMet


class Outbox:
    """Latest frame per point, newest status per source, and events in order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frames: dict[str, LiveFrame] = {}
        self._statuses: dict[str, SourceStatus] = {}
        self._events: deque[OutboxEvent] = deque(maxlen=MOST_EVENTS)
        self._overflow = 0

    def show(self, frame: LiveFrame) -> None:
        """Keep the newest frame of a point; the one before is gone, as it should be."""
        with self._lock:
            self._frames[frame.point_id] = frame

    def report(self, status: SourceStatus) -> None:
        """Keep the newest state of a source."""
        with self._lock:
            self._statuses[status.source_id] = status

    def tell(self, event: OutboxEvent) -> None:
        """Queue an event; when nobody listens the oldest are dropped and counted."""
        with self._lock:
            if len(self._events) == MOST_EVENTS:
                self._overflow += 1
            self._events.append(event)

    def take_frames(self) -> dict[str, LiveFrame]:
        """Empty the frames, by point id."""
        with self._lock:
            frames, self._frames = self._frames, {}
        return frames

    def take_events(self) -> list[OutboxEvent]:
        """Empty the events, oldest first."""
        with self._lock:
            events = list(self._events)
            self._events.clear()
        return events

    def statuses(self) -> dict[str, SourceStatus]:
        """Return the newest state of each source."""
        with self._lock:
            return dict(self._statuses)

    @property
    def overflow(self) -> int:
        """Events lost because nobody emptied the box."""
        return self._overflow
