"""How a component is, what is wrong with it, and how long it will last: the nouns."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.core.distribution import DaysDistribution
from app.core.regime import RegimeChange


class HealthState(Enum):
    """ISA-style condition of a component; NO_DATA is not health."""

    NORMAL = "normal"
    WATCH = "watch"
    ALARM = "alarm"
    DANGER = "danger"
    NO_DATA = "no data"

    @property
    def severity(self) -> int:
        """Order of the states, 0 for normal to 3 for danger, -1 without data."""
        return {"normal": 0, "watch": 1, "alarm": 2, "danger": 3, "no data": -1}[self.value]


class FailureMode(Enum):
    """Manner in which a component fails; UNDETERMINED is an honest answer."""

    OUTER_RACE_WEAR = "outer race wear"
    INNER_RACE_WEAR = "inner race wear"
    BALL_WEAR = "rolling element wear"
    CAGE_WEAR = "cage wear"
    UNBALANCE = "unbalance"
    MISALIGNMENT = "misalignment"
    LOOSENESS = "looseness"
    GEAR_WEAR = "gear wear"
    DISTURBED_FLOW = "disturbed flow at blade pass"
    CAVITATION = "cavitation"
    BELT_WEAR = "belt wear"
    ELECTRICAL = "electrical fault of the motor"
    LUBRICATION = "want of lubrication"
    SENSOR_FAULT = "sensor fault"
    UNDETERMINED = "undetermined"
    NONE = "none found"


class RulState(Enum):
    """What kind of knowledge a remaining-life statement rests on."""

    DEGRADING = "degrading"
    NO_DEGRADATION = "no degradation detected"
    PRIOR_ONLY = "prior only"
    NOT_ENOUGH_DATA = "not enough data"
    OUT_OF_RANGE = "out of range"
    DRIFTED = "drifted"
    NO_DATA = "no data"


def is_believed(state: RulState) -> bool:
    """Whether an order may rest on what this position's measurements say of its life.

    Where not, the position is planned as one without condition data, whatever distribution the
    estimate carries, and no order for it approves itself.

    >>> is_believed(RulState.DEGRADING), is_believed(RulState.DRIFTED)
    (True, False)
    """
    return state in {RulState.DEGRADING, RulState.NO_DEGRADATION}


@dataclass(frozen=True, slots=True)
class Symptom:
    """One piece of feature evidence, e.g. 'envelope line at 107.4 Hz, 14 dB above its floor'."""

    code: str
    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A further failure mode that was weighed, how sure (0 to 1), and what becomes of it."""

    failure_mode: FailureMode
    confidence: float
    note: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Which failure mode, how sure (0 to 1), on what evidence, and what else was weighed."""

    failure_mode: FailureMode
    confidence: float
    symptoms: tuple[Symptom, ...] = ()
    others: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """State of a component with the limit that decided it.

    `index` is 1 as new and 0 at the limit of functional failure.
    """

    state: HealthState
    index: float
    deciding_feature: str
    value: float
    limit: float | None
    unit: str
    limit_source: str


@dataclass(frozen=True, slots=True)
class RulEstimate:
    """Remaining useful life of a component as a distribution, or why there is none.

    Attributes
    ----------
    state : RulState
        `NO_DEGRADATION` and `NO_DATA` carry no distribution; `PRIOR_ONLY` carries the prior's.
        What else is not believed (`is_believed`) may carry one, to be seen, never planned on.
    distribution : DaysDistribution or None
        Days from `as_of` until functional failure.
    model, model_version : str
        What computed it.
    evidence_points : int
        Good measurements used.
    alert_precision : float
        Share of such alerts that come true, 0 to 1.
    explanation : str
        One sentence for the reader of the page.
    regime : RegimeChange or None
        What changed of the machine, where that is why it is `OUT_OF_RANGE`.
    """

    state: RulState
    distribution: DaysDistribution | None
    model: str
    model_version: str
    as_of: datetime
    evidence_points: int
    alert_precision: float = 1.0
    onset_at: datetime | None = None
    explanation: str = ""
    regime: RegimeChange | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything said of one component at one instant; copied whole behind a decision."""

    id: str
    component_id: str
    point_id: str
    taken_at: datetime
    health: Health
    diagnosis: Diagnosis
    rul: RulEstimate
