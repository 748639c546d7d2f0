"""Predictions as a rule uses them: corrected by the record, with each slot's work window."""

from dataclasses import dataclass

import numpy as np

from app.backtest.rules.plant_day import Alerts, Counts, Flags, PlantDay, Reals
from app.core.distribution import quantiles_at
from app.core.need_count import need_by_day
from app.core.replacement import (
    NEVER,
    best_window,
    cost_rate,
    missed_by_day,
    need_with_window,
)
from app.core.trust import Evidence, Trust, corrected, judge


@dataclass(frozen=True, slots=True, eq=False)
class Foresight:
    """Today's alerts, a in all.

    Attributes
    ----------
    slot : ndarray of int, shape (a,)
        As in `Alerts`.
    need_cdf : ndarray, shape (a, days)
        P(the slot wants a part by each day), the window's job included.
    failing_cdf : ndarray, shape (a, days)
        P(the slot fails by each day if no job is done).
    missed_cdf : ndarray, shape (a, days)
        P(the slot fails because no piece is usable by each day, though a window was in time).
    shortage : ndarray, shape (a,)
        What a day past the need costs, money: standing still, and the failure that comes nearer.
    due_now : ndarray of bool, shape (a,)
        Whether the slot is to be replaced in a window of today.
    relied_on : ndarray of bool, shape (a,)
        Whether orders may follow the prediction.
    """

    slot: Counts
    need_cdf: Reals
    failing_cdf: Reals
    missed_cdf: Reals
    shortage: Reals
    due_now: Flags
    relied_on: Flags

    def only(self, which: Flags) -> "Foresight":
        """Return some of the alerts."""
        return Foresight(
            self.slot[which],
            self.need_cdf[which],
            self.failing_cdf[which],
            self.missed_cdf[which],
            self.shortage[which],
            self.due_now[which],
            self.relied_on[which],
        )


def foresight(seen: PlantDay, trust: Trust, days: int) -> Foresight:
    """Look ahead with every alert, as far as the record of its family allows.

    Who misses a window still runs for a while: the extra cost of the failure is spread over the
    days from the window to the predicted failure.
    """
    terms, slot = seen.terms, seen.alerts.slot
    family = terms.slot_part[slot]
    quantiles = corrected(seen.alerts.quantiles_days, trust.bias[family], trust.spread[family])
    failing = need_by_day(quantiles, days) * seen.alerts.precision
    rate = cost_rate(
        terms.planned_cost[slot],
        terms.price[family],
        terms.order_cost[family],
        terms.mean_life_days[slot],
    )
    windows = seen.windows[seen.windows < days]
    window = best_window(failing, windows, terms.failure_extra[slot], rate)
    due_now = (window != NEVER) & (windows[window] == 0)
    wanted = need_with_window(failing, windows, window)
    grace = np.maximum(quantiles_at(quantiles, 0.5) - windows[window], 1.0)
    spread = np.where(window == NEVER, 0.0, terms.failure_extra[slot] / grace)
    shortage = terms.slot_shortage[slot] + spread
    missed = missed_by_day(failing, windows, window)
    return Foresight(slot, wanted, failing, missed, shortage, due_now, trust.relied_on[family])


class Lookout:
    """Looks ahead with the alerts of a day, once, and judges them by the record so far."""

    def __init__(self) -> None:
        self._evidence = Evidence.none()
        self._trust: Trust | None = None
        self._alerts: Alerts | None = None
        self._ahead: Foresight | None = None

    def ahead(self, seen: PlantDay) -> Foresight:
        """Look ahead from today as far as an order of the coming weeks reaches."""
        if self._ahead is None or seen.alerts is not self._alerts:
            days = max(supply.arrival.size for supply in seen.supply)
            days = max(days, int(seen.windows[-1]) + 1)
            self._ahead, self._alerts = foresight(seen, self.trust(seen), days), seen.alerts
        return self._ahead

    def trust(self, seen: PlantDay) -> Trust:
        """Judge each part's predictions by the record, anew when claims have been closed."""
        if self._trust is None or seen.evidence is not self._evidence:
            self._evidence = seen.evidence
            self._trust = judge(seen.evidence, seen.terms.parts)
        return self._trust


def pressing(seen: PlantDay, ahead: Foresight) -> Counts:
    """Slots due in today's window, the dearest first."""
    slots = ahead.slot[ahead.due_now]
    return slots[np.argsort(-seen.terms.slot_shortage[slots], kind="stable")]
