"""A life in running hours, laid on the plant's calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.analysis.life.belief import LifeBelief
from app.analysis.life.class_priors import class_priors
from app.analysis.life.pooling import pool_of
from app.analysis.life.shares import LifeShares, shares_of
from app.core.assets import AssetClass, Component
from app.core.component_life import LifeBasis
from app.core.distribution import LEVELS
from app.core.life_prior import kind_of
from app.core.running import RunningPattern

FIRST_DAY = date(2000, 1, 3)
"""Where nobody named a calendar, every day is like this one."""


@dataclass(frozen=True, slots=True, eq=False)
class LifeOnCalendar:
    """What is believed of a component's life, and how many hours it runs on which days.

    Attributes
    ----------
    today : date
        The day from which is looked ahead.
    shares : LifeShares
        How much of it is prior.
    source : str
        Of the prior.
    """

    belief: LifeBelief
    running: RunningPattern
    today: date
    shares: LifeShares
    source: str

    def survival(self, age_days: float, ahead_days: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of lasting some more days after an age reached; shape of `ahead_days`."""
        ahead_hours = self.running.hours_ahead(self.today, ahead_days)
        return self.belief.survival(self.age_hours(age_days), ahead_hours)

    def days_left(self, age_days: float) -> NDArray[np.float64]:
        """Return the days left at the kept levels, shape (103,)."""
        return _days_left(self, age_days)

    @property
    def basis(self) -> LifeBasis:
        """What it rests on, for whoever is told of it."""
        own, others = self.shares.own_lives, self.shares.sister_lives
        return LifeBasis(
            prior=self.shares.prior,
            sisters=self.shares.sisters,
            own=self.shares.own,
            lives=own.total + others.total,
            whole_lives=own.whole + others.whole,
            source=self.source,
        )

    def mean_days(self) -> float:
        """Return the mean life of a new item, in days from today on."""
        hours = np.array([self.belief.mean_hours()])
        return float(self.running.days_ahead(self.today, hours)[0])

    def age_hours(self, age_days: float) -> float:
        """Return the hours run in the days up to today."""
        if self.running.calendar is None:
            return age_days * self.running.hours_per_day
        fitted = self.today - timedelta(days=round(age_days))
        return self.running.hours_between(fitted, self.today)


@lru_cache(maxsize=2048)
def _days_left(life: LifeOnCalendar, age_days: float) -> NDArray[np.float64]:
    """Look ahead from an age once; every need of a part asks its sisters the same."""
    hours = life.belief.hours_left(life.age_hours(age_days), LEVELS)
    days = life.running.days_ahead(life.today, hours)
    days.setflags(write=False)
    return days


def prior_life(component: Component, asset_class: AssetClass) -> LifeOnCalendar:
    """Return what ships with the program, for a component of whose kind no life is known."""
    return _shipped(kind_of(component, asset_class))


@lru_cache(maxsize=len(AssetClass))
def _shipped(kind: AssetClass) -> LifeOnCalendar:
    """Lay a shipped prior out once."""
    prior = class_priors()[kind].life
    pool = pool_of(prior, ())
    shares = shares_of(pool, "", "")
    return LifeOnCalendar(pool.belief("", ""), RunningPattern(), FIRST_DAY, shares, prior.source)
