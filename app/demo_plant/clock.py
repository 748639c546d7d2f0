"""The demo plant's clock: it starts at a given instant and runs faster than ours."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.core.errors import ScenarioRefused

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MS_PER_DAY = 86_400_000


def utc_ms_of(instant: datetime) -> int:
    """Return an aware instant as whole UTC milliseconds since 1970.

    >>> utc_ms_of(datetime(1970, 1, 2, tzinfo=UTC))
    86400000
    """
    return (instant - EPOCH) // timedelta(milliseconds=1)


def instant_of(utc_ms: int) -> datetime:
    """Return UTC milliseconds since 1970 as an aware instant.

    >>> instant_of(86_400_000).isoformat()
    '1970-01-02T00:00:00+00:00'
    """
    return EPOCH + timedelta(milliseconds=utc_ms)


@dataclass(frozen=True, slots=True)
class DemoClock:
    """Plant time = `start` + real seconds since `began_s` times `speed`.

    Attributes
    ----------
    start : datetime
        Aware instant the plant's time begins at.
    speed : float
        Plant seconds per real second.
    began_s : float
        Reading of the monotonic clock at `start`, seconds.

    Examples
    --------
    >>> clock = DemoClock(datetime(2026, 3, 2, 6, tzinfo=UTC), speed=43_200.0, began_s=100.0)
    >>> clock.now(102.0).isoformat()
    '2026-03-03T06:00:00+00:00'
    """

    start: datetime
    speed: float
    began_s: float

    def __post_init__(self) -> None:
        if self.start.tzinfo is None:
            raise ScenarioRefused(
                f"The demo plant's start {self.start.isoformat()} names no time zone.",
                "Write it with an offset, like 2026-03-02T06:00:00+00:00.",
            )
        if not (math.isfinite(self.speed) and self.speed > 0):
            raise ScenarioRefused(
                f"The demo plant's speed has to be above 0, and {self.speed} was given.",
                "Give plant seconds per real second, like 43200.",
            )

    def utc_ms(self, monotonic_s: float) -> int:
        """Return plant time in whole UTC milliseconds at a reading of the monotonic clock."""
        return utc_ms_of(self.start) + round((monotonic_s - self.began_s) * self.speed * 1000)

    def at_pace(self, speed: float, monotonic_s: float) -> "DemoClock":
        """Run at another speed from a reading of the monotonic clock on.

        >>> clock = DemoClock(datetime(2026, 3, 2, 6, tzinfo=UTC), speed=3600.0, began_s=100.0)
        >>> clock.at_pace(60.0, 102.0).now(103.0).isoformat()
        '2026-03-02T08:01:00+00:00'
        """
        return DemoClock(self.now(monotonic_s), speed, monotonic_s)

    def now(self, monotonic_s: float) -> datetime:
        """Return plant time as an aware instant, exact to the millisecond published."""
        return instant_of(self.utc_ms(monotonic_s))
