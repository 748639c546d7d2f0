"""What changes with time: slow drifts, a bearing that wears out, an unbalance that goes again."""

import math
from dataclasses import dataclass

import numpy as np

FAILURE_PEAK_MS2 = 60.0
"""Peak acceleration that counts as functional failure of the pump's bearing."""
LIMIT_BLOW_MS2 = 40.0
"""Typical blow at which the loudest of a block passes `FAILURE_PEAK_MS2`."""
FIRST_BLOW_MS2 = 0.5
"""Blow of a spall that has just begun: far below what the healthy machine makes."""
SEIZURE_BLOW_MS2 = 1.6 * LIMIT_BLOW_MS2
"""The bearing goes on for some days past its limit before it seizes."""
HEALTHY_DAYS = 8.0
"""Days the bearing found in the pump lasts before its spall begins."""
RENEWED_HEALTHY_DAYS = 90.0
"""Days a newly fitted one lasts."""
GROWTH_DAYS = 45.0
"""Days from the beginning of the spall to functional failure."""
SEED_SPREAD = 0.2
"""Onset and growth differ by up to this share between seeds."""


@dataclass(frozen=True, slots=True)
class Wander:
    """A smooth drift within -1 and 1 that never quite repeats.

    Attributes
    ----------
    periods_days, phases : tuple of float
        Of the sines it is the mean of; phases in cycles.
    """

    periods_days: tuple[float, ...]
    phases: tuple[float, ...]

    @classmethod
    def drawn(cls, rng: np.random.Generator, periods_days: tuple[float, ...]) -> "Wander":
        """Draw the phases."""
        return cls(periods_days, tuple(float(phase) for phase in rng.random(len(periods_days))))

    def at(self, days: float) -> float:
        """Return the drift at a moment."""
        sines = [
            math.sin(2 * math.pi * (days / period + phase))
            for period, phase in zip(self.periods_days, self.phases, strict=True)
        ]
        return sum(sines) / len(sines)


@dataclass(frozen=True, slots=True)
class BearingWear:
    """The life of one bearing: healthy, then a spall on its outer race that grows to the end.

    Attributes
    ----------
    onset_days : float
        Age at which the spall begins.
    growth_days : float
        Days from then to functional failure.
    unsteadiness : Wander
        Real spalls grow by fits and starts: 8 % up and down on the way.

    Examples
    --------
    >>> wear = BearingWear(8.0, 30.0, Wander((1.0,), (0.0,)))
    >>> wear.blow_ms2(7.9), round(wear.blow_ms2(38.0), 0)
    (0.0, 40.0)
    """

    onset_days: float
    growth_days: float
    unsteadiness: Wander

    @classmethod
    def drawn(cls, rng: np.random.Generator, healthy_days: float) -> "BearingWear":
        """Draw a life; onset and growth lie within 20 % of the usual."""
        spread = rng.uniform(1 - SEED_SPREAD, 1 + SEED_SPREAD, 2)
        return cls(
            onset_days=healthy_days * float(spread[0]),
            growth_days=GROWTH_DAYS * float(spread[1]),
            unsteadiness=Wander.drawn(rng, (2.3, 4.1, 8.7)),
        )

    def blow_ms2(self, age_days: float) -> float:
        """Return the typical peak of one blow in m/s2 at an age, 0 before the spall."""
        grown = (age_days - self.onset_days) / self.growth_days
        if grown < 0:
            return 0.0
        steady = FIRST_BLOW_MS2 * math.pow(LIMIT_BLOW_MS2 / FIRST_BLOW_MS2, grown)
        return steady * (1 + 0.08 * self.unsteadiness.at(age_days))

    def has_seized(self, age_days: float) -> bool:
        """Whether the bearing has given up: steady growth has passed the seizure blow.

        The unsteadiness is left out, so that what has seized stays seized.
        """
        share = math.log(SEIZURE_BLOW_MS2 / FIRST_BLOW_MS2)
        share /= math.log(LIMIT_BLOW_MS2 / FIRST_BLOW_MS2)
        return age_days > self.onset_days + self.growth_days * share


@dataclass(frozen=True, slots=True)
class UnbalanceEpisodes:
    """Deposits build up on a fan's blades for some days and fall off again.

    Attributes
    ----------
    seed : int
        Settles when each episode begins, how long it lasts and how bad it gets.
    """

    seed: int

    def velocity_mms(self, days: float) -> float:
        """Return the velocity RMS in mm/s at running speed: 0.95 at rest, up to 3.6.

        Parameters
        ----------
        days : float
            Days since the story began; an episode comes about every 16 days, the first on
            about the fourth.
        """
        calm_mms = 0.95
        rng = np.random.default_rng((self.seed, 103, max(0, math.floor(days / 16))))
        begins = days // 16 * 16 + rng.uniform(3.0, 5.0)
        lasts = rng.uniform(5.0, 7.0)
        worst_mms = rng.uniform(3.1, 3.6)
        through = (days - begins) / lasts
        if not 0 < through < 1:
            return calm_mms
        return float(calm_mms + (worst_mms - calm_mms) * math.sin(math.pi * through) ** 2)
