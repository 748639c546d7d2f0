"""A day of the plant as a policy sees it: what all share, and each one's own shelf."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from app.backtest.knowledge import Knowledge
from app.backtest.records import PastNeed, Predicted
from app.backtest.rules.plant_day import Alerts, OpenOrders, PlantDay, PlantTerms, VendorSupply
from app.backtest.shelf import Shelf
from app.backtest.slots import Slots, terms_of
from app.backtest.vendor_days import GRID_DAYS, VendorDays
from app.core.distribution import LEVELS, DaysDistribution
from app.core.health import RulState
from app.core.trust import Evidence

PERIOD_DAYS = 30
"""Costs are laid out anew at least so often, as the mean life of a part is learned."""

POOL_WEIGHT_DAYS = 365.0
"""Days of its own record at which a part's rate of needs counts as much as the plant's."""


@dataclass(frozen=True, slots=True, eq=False)
class SharedDay:
    """What every policy knows alike in the evening of a day."""

    day: date
    terms: PlantTerms
    alerts: Alerts
    evidence: Evidence
    supply: tuple[VendorSupply, ...]
    need_rate: NDArray[np.float64]
    notice_days: NDArray[np.float64]
    planned: NDArray[np.int64]
    windows: NDArray[np.int64]


@dataclass(slots=True)
class DayView:
    """Makes each day's view from what is known, anew only where something changed."""

    slots: Slots
    zone: ZoneInfo
    vendors: VendorDays
    _terms: tuple[object, PlantTerms] | None = None
    _family_of: dict[str, int] = field(default_factory=dict)

    def shared(self, known: Knowledge) -> SharedDay:
        """Lay out what every policy knows alike."""
        policy = known.register.policy
        return SharedDay(
            day=known.day,
            terms=self._terms_on(known),
            alerts=self._alerts(known),
            evidence=known.claims.evidence(self._families()),
            supply=self.vendors.on(known.day, known),
            need_rate=self._need_rate(known),
            notice_days=np.array(known.claims.notice_days),
            planned=self._planned(known),
            windows=np.flatnonzero(policy.calendar.open_days(known.day, GRID_DAYS)),
        )

    def of_policy(self, shared: SharedDay, shelf: Shelf, day_number: int) -> PlantDay:
        """Add one policy's shelf, orders and waiting needs."""
        on_hand = np.array([shelf.usable[part_id] for part_id in self.slots.part_ids])
        waiting = np.zeros(len(self.slots.components), dtype=bool)
        for owed in shelf.waiting:
            part = self.slots.part_row[owed.need.part_id]
            rows = [row for row in self._rows_for(owed.need, part) if not waiting[row]]
            waiting[rows[: owed.missing]] = True
            on_hand[part] -= max(owed.missing - len(rows), 0)
        return PlantDay(
            terms=shared.terms,
            day=day_number,
            on_hand=on_hand,
            orders=self._open_orders(shared.day, shelf),
            waiting=waiting,
            alerts=shared.alerts,
            evidence=shared.evidence,
            supply=shared.supply,
            need_rate=shared.need_rate,
            notice_days=shared.notice_days,
            planned=shared.planned,
            windows=shared.windows,
        )

    def _rows_for(self, need: PastNeed, part: int) -> tuple[int, ...]:
        """Positions that may stand for a need: its component's, else any that takes the part."""
        own = self.slots.rows_of.get(need.component_id, ())
        others = self.slots.rows_of_part[part]
        return own + tuple(row for row in others if row not in own)

    def _open_orders(self, day: date, shelf: Shelf) -> OpenOrders:
        """Lay out what is on its way; goods in the check are on their way still."""
        orders = shelf.orders
        return OpenOrders(
            part=np.array([self.slots.part_row[o.part_id] for o in orders], dtype=np.int64),
            pieces=np.array([o.pieces for o in orders], dtype=np.int64),
            age_days=np.array([(day - o.sent_on).days for o in orders], dtype=np.int64),
            hurried=np.array([o.is_hurried for o in orders], dtype=bool),
        )

    def _terms_on(self, known: Knowledge) -> PlantTerms:
        """Lay costs out anew when a price has changed or a period has passed."""
        marks = (self._period(known), tuple(known.price(p) for p in self.slots.part_ids))
        if self._terms is None or self._terms[0] != marks:
            self._terms = (marks, terms_of(self.slots, known))
        return self._terms[1]

    def _period(self, known: Knowledge) -> int:
        """Count whole periods of the record."""
        return (known.day - known.since).days // PERIOD_DAYS

    def _need_rate(self, known: Knowledge) -> NDArray[np.float64]:
        """Pieces a day of each part: its own record, drawn to the plant's by a year's weight.

        A part that was never wanted is not one that never will be: it is taken for wanted as
        often as the plant's positions are on the whole, until its own record says otherwise.
        """
        days = max((known.day - known.since).days + 1, 1)
        pieces = np.array(
            [
                sum(need.quantity for need in known.needs.get(part_id, ()))
                for part_id in self.slots.part_ids
            ],
            dtype=np.float64,
        )
        positions = np.bincount(self.slots.slot_part, minlength=pieces.size)
        pooled = pieces.sum() / positions.sum() / days * positions
        return np.asarray((pooled * POOL_WEIGHT_DAYS + pieces) / (POOL_WEIGHT_DAYS + days))

    def _planned(self, known: Knowledge) -> NDArray[np.int64]:
        """Count pieces of planned jobs by each of the coming days."""
        wanted = np.zeros((len(self.slots.part_ids), GRID_DAYS), dtype=np.int64)
        for job in known.planned.values():
            ahead = (job.planned_on - known.day).days
            if job.part_id in self.slots.part_row and 0 < ahead < GRID_DAYS:
                wanted[self.slots.part_row[job.part_id], ahead:] += job.quantity
        return wanted

    def _alerts(self, known: Knowledge) -> Alerts:
        """Lay out the running predictions, their days counted from the start of the day."""
        midnight = datetime.combine(known.day, time(), self.zone)
        rows: list[int] = []
        lives: list[NDArray[np.float64]] = []
        precision: list[float] = []
        for component_id, said in running(known).items():
            life = life_from(said, midnight)
            if life is None:
                continue
            for row in self.slots.rows_of.get(component_id, ()):
                rows.append(row)
                lives.append(life.days)
                precision.append(said.rul.alert_precision)
        return Alerts(
            slot=np.array(rows, dtype=np.int64),
            quantiles_days=np.array(lives).reshape(-1, LEVELS.size),
            precision=known.claims.precision(float(np.mean(precision)) if precision else 1.0),
        )

    def _families(self) -> dict[str, int]:
        """Number the predictions that belong together: those of one part."""
        if not self._family_of:
            self._family_of = {
                component.id: int(part)
                for component, part in zip(self.slots.components, self.slots.slot_part, strict=True)
                if component is not None
            }
        return self._family_of


def running(known: Knowledge) -> dict[str, Predicted]:
    """Return the newest statements that see a degradation, by component."""
    return {
        component_id: said
        for component_id, said in known.predictions.items()
        if said.rul.state is RulState.DEGRADING and said.rul.distribution is not None
    }


def life_from(said: Predicted, midnight: datetime) -> DaysDistribution | None:
    """Remaining life counted from the start of a day."""
    life = said.rul.distribution
    age = (midnight - said.rul.as_of) / timedelta(days=1)
    return None if life is None else life.shifted(-age)
