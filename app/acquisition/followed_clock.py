"""The plant's clock: the computer's, or a demo plant's as it is read from its sockets."""

import threading
import time
from datetime import UTC, datetime, timedelta

from app.core.sources import PlantClock


class FollowedClock:
    """Plant time: the computer's clock, or a demo plant's as its sockets publish it.

    A demo plant's clock that is slowed down stands until it has caught up with what was told.

    Parameters
    ----------
    begins : datetime, optional
        Where a demo plant's clock stands until its sockets have been heard.
    """

    def __init__(self, begins: datetime | None = None) -> None:
        self._guard = threading.Lock()
        self._seen: tuple[PlantClock, float] | None = None
        self._latest = datetime.min.replace(tzinfo=UTC)
        if begins is not None:
            self.follow(PlantClock(int(begins.timestamp() * 1000), 0.0))

    def follow(self, clock: PlantClock) -> None:
        """Take over what a source has just read; called from source threads."""
        with self._guard:
            self._seen = (clock, time.monotonic())

    def now(self) -> datetime:
        """Return the plant's instant, aware UTC."""
        with self._guard:
            if self._seen is None:
                return datetime.now(UTC)
            clock, read_at = self._seen
            started = datetime.fromtimestamp(clock.utc_ms / 1000, UTC)
            passed = timedelta(seconds=(time.monotonic() - read_at) * clock.speed)
            self._latest = max(self._latest, started + passed)
            return self._latest

    @property
    def speed(self) -> float:
        """Plant seconds per real second."""
        with self._guard:
            return self._seen[0].speed if self._seen else 1.0
