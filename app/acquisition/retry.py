"""When to try again: pauses that grow from short to a cap, never all at the same moment."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class BackOff:
    """Pauses between attempts: the first is short, each doubles, none is over the cap.

    Attributes
    ----------
    first_s, cap_s : float
        First and longest pause in seconds.
    jitter : float
        Share by which a pause is made longer or shorter at random, so that many seats do not
        knock at a server in step.
    """

    first_s: float = 1.0
    cap_s: float = 60.0
    jitter: float = 0.2

    def pause_s(self, failures: int, chance: Random) -> float:
        """Give the pause after a number of failures in a row (1 or more), in seconds.

        Examples
        --------
        >>> [BackOff(jitter=0.0).pause_s(n, Random(1)) for n in (1, 2, 3, 99)]
        [1.0, 2.0, 4.0, 60.0]
        """
        # The exponent is bounded: after days of failures 2.0**n would not be a number any more.
        longest = min(self.cap_s, self.first_s * 2.0 ** min(failures - 1, 30))
        return min(self.cap_s, longest * (1.0 + self.jitter * (2.0 * chance.random() - 1.0)))


class PointRetries:
    """Which points of a source are left alone for a while, so that a dead one holds up no other.

    Parameters
    ----------
    back_off : BackOff
        Pauses of one point.
    """

    def __init__(self, back_off: BackOff | None = None) -> None:
        self._back_off = back_off or BackOff()
        self._failures: dict[str, int] = {}
        self._next_try_s: dict[str, float] = {}
        self._chance = Random()  # noqa: S311 - spreads attempts in time, guards nothing

    def is_due(self, point_id: str, now_s: float) -> bool:
        """Tell whether the point may be tried; `now_s` is a monotonic clock's seconds."""
        return now_s >= self._next_try_s.get(point_id, now_s)

    def failed(self, point_id: str, now_s: float) -> None:
        """Note a failed attempt."""
        failures = self._failures.get(point_id, 0) + 1
        self._failures[point_id] = failures
        self._next_try_s[point_id] = now_s + self._back_off.pause_s(failures, self._chance)

    def succeeded(self, point_id: str) -> None:
        """Forget the point's failures."""
        self._failures.pop(point_id, None)
        self._next_try_s.pop(point_id, None)
