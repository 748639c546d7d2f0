"""What a source delivers: readings, waveforms, and the state of the source itself."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

import numpy as np
from numpy.typing import NDArray


class Quality(Enum):
    """How far a measurement may be believed; only GOOD ones change health."""

    GOOD = "good"
    UNCERTAIN = "uncertain"
    BAD = "bad"


class BadReason(Enum):
    """Why a measurement is not good."""

    NONE = ""
    COMMUNICATION = "communication"
    NOT_A_NUMBER = "not a number"
    OUT_OF_RANGE = "out of range"
    FROZEN = "frozen"
    STALE = "stale"
    TORN = "torn block"
    WRONG_RATE = "wrong rate"
    TRUNCATED = "truncated"
    CLIPPED = "clipped"
    SENTINEL = "sensor reports no data"
    SENSOR = "sensor fault"


@dataclass(frozen=True, slots=True)
class Reading:
    """One scalar value of one measurement point at one instant (aware UTC).

    `shaft_speed_rpm` and `load` are the state the machine ran in then, where known.
    """

    point_id: str
    taken_at: datetime
    value: float
    unit: str
    quality: Quality = Quality.GOOD
    bad_reason: BadReason = BadReason.NONE
    shaft_speed_rpm: float | None = None
    load: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Waveform:
    """An evenly sampled block of acceleration.

    Attributes
    ----------
    point_id : str
        The measurement point it was taken at.
    taken_at : datetime
        Aware UTC instant of the first sample.
    sample_rate_hz : float
        Samples per second.
    acceleration_ms2 : ndarray, shape (n,)
        Acceleration in m/s2; set read-only, it crosses threads.
    shaft_speed_rpm : float or None
        Speed of the shaft while it was taken, where known.
    is_scheduled : bool
        A scheduled measurement is kept; a live frame may be dropped.
    """

    point_id: str
    taken_at: datetime
    sample_rate_hz: float
    acceleration_ms2: NDArray[np.float32]
    shaft_speed_rpm: float | None = None
    quality: Quality = Quality.GOOD
    bad_reason: BadReason = BadReason.NONE
    is_scheduled: bool = True

    def __post_init__(self) -> None:
        self.acceleration_ms2.setflags(write=False)


class SourcePhase(Enum):
    """What a source is doing."""

    CONNECTING = "connecting"
    ONLINE = "online"
    DEGRADED = "degraded"
    BACKING_OFF = "backing off"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """State of a source as it is shown: health is judged by data age, not by the socket."""

    source_id: str
    phase: SourcePhase
    since: datetime
    text: str = ""
    last_good_at: datetime | None = None
    retry_in_s: float | None = None
    reconnects: int = 0
    good: int = 0
    uncertain: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """Where the samples went: taken_in = stored + decimated + dropped, exactly."""

    taken_in: int = 0
    stored: int = 0
    decimated: int = 0
    dropped: int = 0

    @property
    def is_balanced(self) -> bool:
        """Whether every sample taken in is accounted for."""
        return self.taken_in == self.stored + self.decimated + self.dropped

    def plus(self, other: "SampleCounts") -> "SampleCounts":
        """Add two counts.

        >>> SampleCounts(10, 8, 1, 1).plus(SampleCounts(5, 5, 0, 0)).stored
        13
        """
        return SampleCounts(
            self.taken_in + other.taken_in,
            self.stored + other.stored,
            self.decimated + other.decimated,
            self.dropped + other.dropped,
        )


@dataclass(frozen=True, slots=True)
class Features:
    """Numbers derived from one waveform (the descriptors of ISO 13372).

    `kurtosis` is the excess kurtosis (Gaussian 0, sine -1.5). `bands_ms2` holds RMS levels of
    named frequency bands in m/s2. `envelope_ms2` holds envelope-spectrum comb levels in m/s2 by
    defect (``"outer"``, ``"inner"``, ``"ball"``, ``"cage"``) where the bearing is known. `load` is
    what the machine's load point read then, in that point's unit.
    """

    point_id: str
    taken_at: datetime
    velocity_rms_mms: float | None
    acceleration_rms_ms2: float
    acceleration_peak_ms2: float
    crest_factor: float
    kurtosis: float
    bands_ms2: dict[str, float] = field(default_factory=dict)
    envelope_band_hz: tuple[float, float] | None = None
    envelope_ms2: dict[str, float] = field(default_factory=dict)
    shaft_speed_rpm: float | None = None
    quality: Quality = Quality.GOOD
    bad_reason: BadReason = BadReason.NONE
    load: float | None = None
