"""A machine left the way of running its baseline and its path were learned on: what happened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from app.core.reasons import Detail, Reason
from app.core.texts import three_figures


class RegimeShift(Enum):
    """What left the known: a state the machine runs in, or the level it is judged by."""

    SPEED = "speed"
    LOAD = "load"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class RegimeChange:
    """What changed, since when, and the figures that show it.

    Attributes
    ----------
    since : datetime
        First measurement of the new regime.
    low, high : float
        Range of speed or load the baseline was learned in; of a level the quiet one, twice.
    now : float or None
        Median since; None where speed or load is no longer measured.
    unit : str
        Unit of those three; "" for a load, which is in the unit of the machine's load point.
    readings : int
        Good measurements since.
    indicator : str
        Name of the level that stepped; "" otherwise.
    """

    shift: RegimeShift
    since: datetime
    low: float
    high: float
    now: float | None
    unit: str
    readings: int
    indicator: str = ""

    @property
    def day(self) -> date:
        """Day of the first measurement of the new regime, UTC."""
        return self.since.date()

    def is_wear(self, wear_since: date | None) -> bool:
        """Whether a person said so on a day, of what had changed by then."""
        return wear_since is not None and self.day <= wear_since

    def baseline_from(self, today: date) -> date:
        """Day from which a baseline of the new regime is learned: the first that is wholly new."""
        return min(self.day + timedelta(days=1), today)


def regime_reason(change: RegimeChange) -> Reason:
    """Say what changed, since when and on what evidence.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> regime_reason(RegimeChange(RegimeShift.LEVEL, at, 4.0, 4.0, 9.0, "m/s2", 12, "peak")).text()
    'Regime changed: peak went from 4 to 9 m/s2 at once on 2026-03-02 and stays there \
(n = 12 readings): wear grows, a machine that was changed steps.'
    """
    details: dict[str, Detail] = {
        "day": change.day,
        "low": three_figures(change.low),
        "high": three_figures(change.high),
        "unit": change.unit,
        "n": change.readings,
        "indicator": change.indicator,
    }
    if change.now is None:
        return Reason(f"regime_{change.shift.value}_unknown", details=details)
    now = three_figures(change.now)
    return Reason(f"regime_{change.shift.value}", now, change.unit, details | {"now": now})
