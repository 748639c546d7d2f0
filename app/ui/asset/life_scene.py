"""What the picture of history, now and future shows."""

from dataclasses import dataclass

from app.core.calendars import WorkCalendar
from app.core.distribution import DaysDistribution
from app.core.health import HealthState
from app.ui.asset.life_course import LifeCourse


@dataclass(frozen=True, slots=True)
class LifeMark:
    """A day or a stretch of days named above the picture.

    `colour` is a token of the theme; `is_band` shades from `first` to `last`, else a line stands
    at `first`.
    """

    first: float
    last: float
    words: str
    colour: str
    is_band: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LifeScene:
    """Everything the picture shows.

    Attributes
    ----------
    now_day : float
        The present moment, in days from today's midnight.
    life : DaysDistribution or None
        Days until failure from day 0; None draws `unknown` instead of a fan.
    onset_day : float or None
        When degradation began.
    unknown : tuple of str
        Why there is no fan, and what would make it known.
    """

    course: LifeCourse
    calendar: WorkCalendar
    now_day: float
    life: DaysDistribution | None
    onset_day: float | None
    state: HealthState
    marks: tuple[LifeMark, ...]
    unknown: tuple[str, str]
