"""What may happen to a plant on a day of its story."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failed:
    """A component failed; its part is issued as soon as there is one, or the job called off."""

    day: int
    component: int
    called_off_after: int | None = None

    @property
    def called_off_on(self) -> int | None:
        """Day on which the job is called off unless it was done before."""
        return None if self.called_off_after is None else self.day + self.called_off_after


@dataclass(frozen=True)
class Ordered:
    """The plant sent an order that took so many days; never in where `lead_days` is None."""

    day: int
    part: int
    pieces: int
    lead_days: int | None
    price: str = "100.00"


@dataclass(frozen=True)
class Said:
    """An assessment gave a component so many days, give or take a third."""

    day: int
    component: int
    median_days: float
    hour: int = 6


@dataclass(frozen=True)
class Counted:
    """A count put pieces on the shelf or took them off, no more than lay there."""

    day: int
    part: int
    pieces: int


@dataclass(frozen=True)
class Planned:
    """A planner's job, known `ahead` days before; done on its day, or cancelled before it."""

    day: int
    component: int
    ahead: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class Tasked:
    """Work on a component is planned so many days ahead, from that day on."""

    day: int
    component: int
    ahead: int


@dataclass(frozen=True)
class Issued:
    """Pieces were issued without a job, as many as lay there."""

    day: int
    part: int
    pieces: int


Happening = Failed | Issued | Ordered | Said | Counted | Planned | Tasked
