"""The replay: every policy goes through each day knowing only what was known in its evening."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.backtest.deliveries import deliveries_of
from app.backtest.knowledge import Knowledge, records_by_day
from app.backtest.levels import KEEPS_LEVELS, lacking
from app.backtest.purchase import Buyer
from app.backtest.records import PastNeed, PlantHistory, UnderWay
from app.backtest.report import Phrase
from app.backtest.rules.plant_day import PlantDay
from app.backtest.rules.rule import Rule, orders_of
from app.backtest.seen import DayView, SharedDay
from app.backtest.shelf import SentOrder, Shelf
from app.backtest.slots import slots_of
from app.backtest.vendor_days import VendorDays
from app.backtest.why import Evening, why_ordered
from app.backtest.world import World
from app.core.money import Money
from app.core.trigger import DeliveryMode

ONE_DAY = timedelta(days=1)

OnDay = Callable[[date], None]
"""Told of each day before it is replayed; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An order line a policy placed, with why and at what price."""

    order: SentOrder
    supplier_id: str
    mode: DeliveryMode
    why: Phrase
    price: Money


@dataclass(slots=True)
class PolicyRun:
    """One policy on its way through the history.

    Attributes
    ----------
    values : list of Decimal
        Money on the shelf in the evening of each day.
    used_value : dict
        Money of the pieces that each met need took.
    """

    rule: Rule
    shelf: Shelf
    placed: list[Placed] = field(default_factory=list)
    values: list[Decimal] = field(default_factory=list)
    used_value: dict[str, Decimal] = field(default_factory=dict)

    def note_evening(self, known: Knowledge, met: Iterable[PastNeed]) -> None:
        """Value the shelf and what needs took from it that day."""
        for need in met:
            self.used_value[need.id] = known.price(need.part_id).amount * need.quantity
        lying = ((part_id, n) for part_id, n in self.shelf.arrived.items() if n)
        self.values.append(sum((known.price(p).amount * n for p, n in lying), Decimal(0)))


class Replay:
    """A history and what is laid out of it once for all policies."""

    def __init__(self, history: PlantHistory) -> None:
        register = history.register
        self.history = history
        self.slots = slots_of(register)
        self._zone = ZoneInfo(register.policy.time_zone)
        self._vendors = VendorDays(self.slots.supplier_ids, register.policy.lead_prior)
        self._view = DayView(self.slots, self._zone, self._vendors)
        self._buyer = Buyer(self.slots, self._vendors)
        margin = register.policy.receiving_margin_days
        self._world = World(self.slots, deliveries_of(history), margin)

    def run(self, rules: Sequence[Rule], on_day: OnDay) -> list[PolicyRun]:
        """Take the policies through all days."""
        history = self.history
        runs = [PolicyRun(rule, self._opened()) for rule in rules]
        by_day = records_by_day(history.records)
        before = [record for record in history.records if record.day < history.first]
        since = min(moved.day for moved in history.ledger)
        known = Knowledge(history.register, since, history.first - ONE_DAY)
        known.learn(known.day, before)
        evening = Evening(self.slots, known, self._zone, self._vendors.medians_days)
        for number in range((history.last - history.first).days + 1):
            day = history.first + number * ONE_DAY
            on_day(day)
            records = by_day.get(day, [])
            known.learn(day, records)
            shared = self._view.shared(known)
            for run in runs:
                met = self._world.happen(run.shelf, day, records)
                self._order(run, evening, shared, number)
                run.note_evening(known, met)
        return runs

    def _opened(self) -> Shelf:
        """Start with the plant's own shelf and what it had under way."""
        shelf = Shelf.opened(self.history.opening, self.slots.part_ids)
        for record in self.history.records:
            is_ours = isinstance(record, UnderWay) and record.part_id in self.slots.part_row
            if isinstance(record, UnderWay) and is_ours:
                order = SentOrder(record.part_id, record.quantity, record.day)
                order.order_id = record.order_id
                shelf.send(order)
        return shelf

    def _order(self, run: PolicyRun, evening: Evening, shared: SharedDay, number: int) -> None:
        """Ask the policy and send what it orders."""
        seen = self._view.of_policy(shared, run.shelf, number)
        orders = orders_of(run.rule, seen)
        ordinary = orders.ordinary
        if run.rule.name in KEEPS_LEVELS:
            register = self.history.register
            ordinary = ordinary + lacking(self.slots, register, seen, ordinary + orders.hurried)
        by_mode = {DeliveryMode.EXPEDITED: orders.hurried, DeliveryMode.NORMAL: ordinary}
        placed = [
            self._placed(run, evening, seen, int(row), int(pieces[row]), mode)
            for mode, pieces in by_mode.items()
            for row in pieces.nonzero()[0]
        ]
        for line in placed:
            run.shelf.send(line.order)
        run.placed += placed

    def _placed(
        self,
        run: PolicyRun,
        evening: Evening,
        seen: PlantDay,
        row: int,
        pieces: int,
        mode: DeliveryMode,
    ) -> Placed:
        """Make one order line."""
        known = evening.known
        bought = self._buyer.purchase(run.rule.name, row, pieces, mode, seen, known)
        why = why_ordered(run.rule.name, row, mode, seen, run.shelf, evening)
        order = self._world.send(self.slots.part_ids[row], bought, mode, known.day, known)
        return Placed(order, bought.supplier_id, mode, why, bought.price)
