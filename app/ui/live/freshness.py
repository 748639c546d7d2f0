"""How old what is shown is: judged by the blocks that came, not by the connection."""

import itertools
from collections import deque
from statistics import median

LEAST_WAIT_S = 2.0
"""A source is given at least this long before it is called stale."""
MISSED_BLOCKS = 5
"""And so many of its own usual gaps."""


class Freshness:
    """Data age of one point in wall-clock seconds, with the gap its source usually keeps.

    Examples
    --------
    >>> freshness = Freshness()
    >>> for second in (0.0, 0.5, 1.0):
    ...     freshness.block_came(second)
    >>> freshness.age_s(1.5), freshness.is_stale(1.5), freshness.is_stale(9.0)
    (0.5, False, True)
    """

    def __init__(self) -> None:
        self._came_s: deque[float] = deque(maxlen=9)

    def block_came(self, now_s: float) -> None:
        """Note that a new block arrived."""
        self._came_s.append(now_s)

    def age_s(self, now_s: float) -> float | None:
        """Seconds since the newest block; None before the first."""
        return now_s - self._came_s[-1] if self._came_s else None

    def is_stale(self, now_s: float) -> bool:
        """Whether the newest block is too old to stand for the machine as it is."""
        age_s = self.age_s(now_s)
        if age_s is None:
            return True
        came = list(self._came_s)
        gaps = [later - earlier for earlier, later in itertools.pairwise(came)]
        return age_s > max(LEAST_WAIT_S, MISSED_BLOCKS * median(gaps) if gaps else 0.0)
