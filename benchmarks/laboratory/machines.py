"""The slots as they run, age, fail and are predicted: what sensor and fitter can see of them."""

import numpy as np
from laboratory.draws import LIVES, Draws
from numpy.typing import NDArray
from scipy import special

from app.backtest.rules.plant_day import Alerts, Counts, Flags, Reals
from app.core.distribution import LEVELS

LEVEL_STEPS = special.ndtri(LEVELS)

SHORTEST_DAYS = 0.05
"""No prediction is shorter: an hour."""


class Machines:
    """All slots of one plant under one rule."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        slots = draws.given.slots
        self.started = draws.started.copy()
        self.life = np.zeros(slots, dtype=np.int64)
        self.waiting = np.zeros(slots, dtype=bool)
        self.alert_since = np.full(slots, -1, dtype=np.int64)
        self._pretended_until = np.full(slots, -1.0)
        self._pretended_end = np.zeros(slots)
        self._defect, self._worn_out, self._shock = (np.zeros(slots) for _ in range(3))
        self._next_false = 0
        self._set(np.arange(slots))

    @property
    def fails_on(self) -> Reals:
        """Moment at which each slot will fail, shape (s,); only a clairvoyant may ask ahead."""
        return np.minimum(self._worn_out, self._shock)

    @property
    def worn(self) -> Flags:
        """Whether the failure to come is wear, not a shock, shape (s,)."""
        return self._worn_out <= self._shock

    def failed_by(self, day: int) -> Counts:
        """Slots that have failed by the morning of a day and are not known to wait yet."""
        return np.flatnonzero((self.fails_on <= day) & ~self.waiting)

    def damaged(self, slot: int, day: int) -> bool:
        """Whether a fitter who takes the part out finds a defect."""
        return bool(self._defect[slot] <= day)

    def renew(self, slots: Counts, day: int) -> None:
        """Put a new part into some slots in the morning of a day."""
        self.life[slots] += 1
        if slots.size and self.life[slots].max() >= LIVES:
            raise OverflowError(f"a slot used up its {LIVES} drawn lives: lives are too short")
        self.started[slots] = day
        self.waiting[slots] = False
        self.alert_since[slots] = -1
        self._pretended_until[slots] = -1.0
        self._set(slots)

    def alerts(self, day: int, precision: float) -> Alerts:
        """Predict in the morning of a day; a shock is never foreseen."""
        given, running = self._draws.given, ~self.waiting
        self._begin_false_alarms(day)
        real = (self._defect <= day) & running
        false = ~real & (self._pretended_until > day) & running
        slot = np.flatnonzero(real | false)
        end = np.where(real, self._worn_out, self._pretended_end)[slot]
        error = np.exp(given.sigma * self._draws.error[slot, day])
        median = np.maximum(end - day, SHORTEST_DAYS) * given.bias * error
        spread = given.sigma * given.claimed_spread
        self.alert_since = np.where(
            real | false, np.where(self.alert_since < 0, day, self.alert_since), -1
        )
        return Alerts(slot, median[:, None] * np.exp(spread * LEVEL_STEPS), precision)

    def _begin_false_alarms(self, day: int) -> None:
        """Let the false alarms of the day begin on slots without a defect."""
        alarms = self._draws.false_alarms
        while self._next_false < alarms.day.size and alarms.day[self._next_false] <= day:
            slot, n = alarms.slot[self._next_false], self._next_false
            if self._pretended_until[slot] <= day:
                self._pretended_until[slot] = day + alarms.lasts_days[n]
                self._pretended_end[slot] = day + alarms.pretends_days[n]
            self._next_false += 1

    def _set(self, slots: NDArray[np.intp]) -> None:
        """Lay out the current life of some slots."""
        lives, life = self._draws.lives, self.life[slots]
        for moment, drawn in (
            (self._defect, lives.defect),
            (self._worn_out, lives.worn_out),
            (self._shock, lives.shock),
        ):
            moment[slots] = self.started[slots] + drawn[slots, life]
