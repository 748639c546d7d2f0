"""What an ordering rule may see: one day of a plant as arrays, and nothing of a later day.

p parts, s slots (one installed position of a part on an asset), v vendors, a alerts. Days count
from today, which is day 0; money is in the plant's currency.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.trust import Evidence

Reals = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOTHING_LEFT = 1e-6
"""Probability below which an order is older than anything foreseen."""


@dataclass(frozen=True, slots=True, eq=False)
class PlantTerms:
    """What parts and slots cost and promise; rules keep what they compute for one such object.

    Attributes
    ----------
    part_vendor : ndarray of int, shape (p,)
        Row of the vendor in `PlantDay.supply`.
    price, holding : ndarray, shape (p,)
        Money a piece; money a piece and day.
    order_cost : ndarray, shape (p,)
        Money of one order, shipping with it.
    hurry_cost, hurry_days : ndarray, shape (p,)
        What a hurried delivery costs beside the price (infinite for none), and its days.
    slot_part : ndarray of int, shape (s,)
        The part each slot takes.
    slot_shortage : ndarray, shape (s,)
        Money a day while the slot stands still for want of the part.
    slot_floor : ndarray, shape (s,)
        Probability of being in time that the slot's criticality asks for.
    slot_critical : ndarray of bool, shape (s,)
        Whether the slot belongs to the highest class of criticality.
    failure_extra, planned_cost : ndarray, shape (s,)
        What an unplanned failure costs beyond a planned job; what a planned job costs, without
        the part.
    mean_life_days : ndarray, shape (s,)
        Mean life of the part in that slot, as the plant's file or its own record says.
    """

    part_vendor: Counts
    price: Reals
    holding: Reals
    order_cost: Reals
    hurry_cost: Reals
    hurry_days: Reals
    slot_part: Counts
    slot_shortage: Reals
    slot_floor: Reals
    slot_critical: Flags
    failure_extra: Reals
    planned_cost: Reals
    mean_life_days: Reals

    @property
    def parts(self) -> int:
        """Count the parts."""
        return self.part_vendor.size

    @property
    def strictest_floor(self) -> Reals:
        """Floor of the most critical slot of each part, 0 for a part without slots; shape (p,)."""
        found = np.zeros(self.parts)
        np.maximum.at(found, self.slot_part, self.slot_floor)
        return found

    def mean_over_slots(self, values: Reals) -> Reals:
        """Mean of what each slot has over the slots of each part, 0 where it has none; (p,)."""
        slots = np.bincount(self.slot_part, minlength=self.parts)
        total = np.bincount(self.slot_part, weights=values, minlength=self.parts)
        return np.asarray(total / np.maximum(slots, 1))


@dataclass(frozen=True, slots=True, eq=False)
class VendorSupply:
    """What is known today of one vendor, calendars included.

    Attributes
    ----------
    arrival : ndarray, shape (days,)
        Probability that an order of today is usable on each day; what comes later stands on the
        last day.
    weights : ndarray, shape (days, m)
        The same for each of the order days, rising, the first today
        (`app.core.order_cost.arrival_weights`).
    hurried_on : ndarray of int, shape (n,)
        Day on which a piece hurried today, tomorrow, ... is usable, calendars included; empty
        where nothing can be hurried.
    version : int
        Changes whenever the learned lead time does; the calendar may still move every day.
    """

    arrival: Reals
    weights: Reals
    hurried_on: Counts
    version: int

    def days_at(self, probability: float) -> float:
        """Return the day by which an order of today is usable with a probability."""
        return float(np.searchsorted(np.cumsum(self.arrival), probability - 1e-9))

    def arrived_by(self, age_days: int, days: int) -> Reals:
        """P(an order of this age, not come yet, is usable by each day from today), (days,)."""
        by_age = np.cumsum(self.arrival)
        left = 1.0 - by_age[min(age_days, by_age.size - 1)]
        at = np.minimum(age_days + np.arange(days), by_age.size - 1)
        if left <= NOTHING_LEFT:
            return np.arange(days) / (np.arange(days) + max(age_days, 1.0))
        return np.asarray((by_age[at] - (1.0 - left)) / left)

    def days_left(self, age_days: int) -> float:
        """Return the mean days still to wait for an order of this age that has not come yet.

        The probability past the age is all that counts; an order older than anything foreseen
        is expected to take as long again as it is old.
        """
        later = self.arrival[age_days + 1 :]
        if later.sum() <= NOTHING_LEFT:
            return float(max(age_days, 1))
        return float(later @ np.arange(1.0, later.size + 1.0) / later.sum())


@dataclass(frozen=True, slots=True, eq=False)
class OpenOrders:
    """Orders on their way, o in all; shape (o,) each."""

    part: Counts
    pieces: Counts
    age_days: Counts
    hurried: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Alerts:
    """Slots with a running prediction.

    Attributes
    ----------
    slot : ndarray of int, shape (a,)
        Each slot at most once.
    quantiles_days : ndarray, shape (a, 103)
        Claimed quantiles of remaining life from the start of today, as
        `app.core.distribution.DaysDistribution` keeps them.
    precision : float
        Share of alerts that stand for a real defect, by the record so far.
    """

    slot: Counts
    quantiles_days: Reals
    precision: float


@dataclass(frozen=True, slots=True, eq=False)
class PlantDay:
    """One day of a plant.

    Attributes
    ----------
    terms : PlantTerms
        Costs and promises.
    day : int
        Days since the run began.
    on_hand : ndarray of int, shape (p,)
        Usable pieces on the shelf.
    orders : OpenOrders
        What is on its way.
    waiting : ndarray of bool, shape (s,)
        Slots that stand still for want of a part: pieces owed.
    alerts : Alerts
        Predictions.
    evidence : Evidence
        Earlier predictions beside what is known of them by now.
    supply : tuple of VendorSupply
        One entry a vendor.
    need_rate : ndarray, shape (p,)
        Pieces needed a day, learned from the record up to today.
    notice_days : ndarray, shape (n,)
        Of needs so far, the days between the alert and the need; 0 for a need nobody foresaw.
    planned : ndarray of int, shape (p, days)
        Pieces wanted on fixed dates, by each day.
    windows : ndarray of int, shape (w,)
        Days of the coming work windows, rising; begins with 0 where today is one.
    """

    terms: PlantTerms
    day: int
    on_hand: Counts
    orders: OpenOrders
    waiting: Flags
    alerts: Alerts
    evidence: Evidence
    supply: tuple[VendorSupply, ...]
    need_rate: Reals
    notice_days: Reals
    planned: Counts
    windows: Counts

    @property
    def owed(self) -> Counts:
        """Pieces of each part that a standing slot waits for, shape (p,)."""
        return np.bincount(self.terms.slot_part[self.waiting], minlength=self.terms.parts)

    @property
    def on_order(self) -> Counts:
        """Pieces of each part on their way, shape (p,)."""
        return self._ordered(np.ones(self.orders.part.size, dtype=bool))

    @property
    def hurried(self) -> Counts:
        """Pieces of each part on their way by paid hurry, shape (p,)."""
        return self._ordered(self.orders.hurried)

    @property
    def position(self) -> Counts:
        """On hand + on order - owed, shape (p,)."""
        return self.on_hand + self.on_order - self.owed

    def _ordered(self, which: Flags) -> Counts:
        """Sum open pieces by part."""
        found = np.zeros(self.terms.parts, dtype=np.int64)
        np.add.at(found, self.orders.part[which], self.orders.pieces[which])
        return found
