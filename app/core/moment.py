"""When a use case acts: the instant, the plant's day, and who acts."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """The clock's answer, handed down so that no rule asks the clock itself.

    `now` is aware UTC, `today` the plant-local date, `actor` the name audit rows carry.
    """

    now: datetime
    today: date
    actor: str
