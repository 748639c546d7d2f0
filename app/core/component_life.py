"""Lives of components: how long each ran, and how it ended or that it still runs."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.core.errors import ScenarioRefused


class LifeEnd(Enum):
    """How a life ended.

    What failed or was found worn has had its life; what was replaced or still runs has a longer
    one than is known. A worn item would have lasted a little longer, by what was left of the days
    between the first sign and the failure: its life counts as ended, rather too short than too
    long. To count it as still sound would call lives long because they are watched well.
    """

    FAILED = "failed"
    WORN = "replaced worn"
    REPLACED = "replaced before it failed"
    RUNNING = "still in service"


@dataclass(frozen=True, slots=True)
class PastLife:
    """An item that is no longer in service, as the books keep it.

    Attributes
    ----------
    part_id : str or None
        What kind of part it was; that of its component if None.
    fitted_on, ended_on : date
        Plant-local days.
    end : LifeEnd
        Any but `RUNNING`.
    noted_from : str
        Number of the job that ended it, or where a person read it.

    Raises
    ------
    ScenarioRefused
        If it ended before it was fitted, or has not ended.
    """

    id: str
    component_id: str
    part_id: str | None
    fitted_on: date
    ended_on: date
    end: LifeEnd
    noted_from: str

    def __post_init__(self) -> None:
        if self.ended_on < self.fitted_on:
            raise ScenarioRefused(
                f"An item fitted on {self.fitted_on} can't have ended on {self.ended_on}.",
                "Swap the two dates.",
            )
        if self.end is LifeEnd.RUNNING:
            raise ScenarioRefused(
                "A past life has ended, in a failure or by being replaced.",
                "Say which; what is in service is known from the register.",
            )


@dataclass(frozen=True, slots=True)
class ComponentLife:
    """One life in running hours, as the models of life take it in.

    Attributes
    ----------
    component_id : str
        The place where the item ran.
    part : str
        What kind of item it was; items of one part share more than those of one kind.
    hours : float
        Running hours until it ended, or until now.
    """

    component_id: str
    part: str
    hours: float
    end: LifeEnd

    @property
    def is_whole(self) -> bool:
        """Whether the life ended of itself, so that its length is known."""
        return self.end in {LifeEnd.FAILED, LifeEnd.WORN}


@dataclass(frozen=True, slots=True)
class LifeBasis:
    """What a life by age rests on.

    Attributes
    ----------
    prior, sisters, own : float
        Shares of the information, which sum to 1.
    lives, whole_lives : int
        Lives told, and those of them that ended of themselves.
    source : str
        Of the prior.
    """

    prior: float
    sisters: float
    own: float
    lives: int
    whole_lives: int
    source: str
