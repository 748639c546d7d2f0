"""One plant under one rule, day by day.

Each morning: receipts come in, what failed since yesterday is known and served, the dearest slot
first; in a work window the rule's jobs are done with pieces at hand; then the rule orders.
"""

from collections.abc import Callable

import numpy as np
from laboratory.draws import Draws
from laboratory.leads import Leads
from laboratory.ledger import Ledger
from laboratory.machines import Machines
from laboratory.record import Record
from laboratory.store_room import StoreRoom

from app.backtest.rules.plant_day import Counts, PlantDay, VendorSupply
from app.backtest.rules.rule import Rule, orders_of

WINDOWS_AHEAD = 12
"""Work windows a rule looks ahead."""


class Simulation:
    """A plant, its record and its books under one rule."""

    def __init__(self, draws: Draws, make_rule: "Callable[[Simulation], Rule]") -> None:
        self.draws = draws
        self.machines, self.store = Machines(draws), StoreRoom(draws)
        self.leads, self.record, self.ledger = Leads(draws), Record(draws), Ledger()
        self.wanted = np.zeros(draws.given.slots, dtype=bool)
        self.rule = make_rule(self)
        self._planned = np.zeros((draws.terms.parts, 1), dtype=np.int64)

    def run(self) -> Ledger:
        """Play all days and return the books, money a year."""
        given = self.draws.given
        for day in range(given.days):
            if day == given.warm_up_days:
                self.ledger = Ledger()
            self._play(day)
        return self.ledger.a_year(given.years)

    def _play(self, day: int) -> None:
        """Play one day."""
        received = self.store.receive(day)
        if received[0].size:
            self.leads.receive(*received)
        self._serve_waiting(day)
        self._fail(day)
        supply = self.leads.supply(day)
        seen = self._seen(day, supply)
        if seen.windows[0] == 0:
            self._work(self.rule.replacements(seen), day)
            seen = self._seen(day, supply)
        orders = orders_of(self.rule, seen)
        self.store.place(orders, day)
        self._charge_orders(int((orders.ordinary > 0).sum()), orders.hurried)
        self._charge_day()

    def _seen(self, day: int, supply: tuple[VendorSupply, ...]) -> PlantDay:
        """Lay out what the plant knows this morning."""
        given, terms = self.draws.given, self.draws.terms
        alerts = self.machines.alerts(day, self.record.precision)
        self.record.look(alerts, day)
        to_next = -day % given.window_days
        longest = max(vendor.arrival.size for vendor in supply)
        return PlantDay(
            terms=terms,
            day=day,
            on_hand=self.store.on_hand.copy(),
            orders=self.store.open_orders(day),
            waiting=self.machines.waiting.copy(),
            alerts=alerts,
            evidence=self.record.evidence(),
            supply=supply,
            need_rate=self.record.need_rate(day),
            notice_days=self.record.notice_days,
            planned=np.broadcast_to(self._planned, (terms.parts, longest)),
            windows=to_next + given.window_days * np.arange(WINDOWS_AHEAD),
        )

    def _dearest_first(self, slots: Counts) -> Counts:
        """Serve the slot that loses most."""
        return slots[np.argsort(-self.draws.terms.slot_shortage[slots], kind="stable")]

    def _serve_waiting(self, day: int) -> None:
        """Put what has come into the slots that stand still."""
        for slot in self._dearest_first(np.flatnonzero(self.machines.waiting)):
            if self.store.take(int(self.draws.terms.slot_part[slot])):
                self._renew(int(slot), day)

    def _fail(self, day: int) -> None:
        """Let what has failed stand still, or repair it from the shelf."""
        terms, given = self.draws.terms, self.draws.given
        for slot in self._dearest_first(self.machines.failed_by(day)):
            part = int(terms.slot_part[slot])
            self._note_need(int(slot), day, failed=True)
            self.machines.waiting[slot] = True
            self.ledger.failures += 1
            self.ledger.unplanned_hours += given.unplanned_hours
            self.ledger.repair += given.unplanned_hours * terms.slot_shortage[slot] / 24
            self.ledger.premium += given.damage_share * terms.price[part]
            served = self.store.take(part)
            self._count_need(int(slot), served=served)
            if served:
                self._renew(int(slot), day)

    def _work(self, slots: Counts, day: int) -> None:
        """Do the jobs of a window for which a piece is at hand."""
        terms = self.draws.terms
        for slot in slots.tolist():
            if self.machines.waiting[slot]:
                raise ValueError("a rule wants to replace a slot that stands still already")
            served = self.store.take(int(terms.slot_part[slot]))
            self._count_need(slot, served=served)
            if served:
                self._note_need(slot, day, failed=False)
                self.ledger.jobs += 1
                self.ledger.planned += terms.planned_cost[slot]
                self._renew(slot, day)

    def _count_need(self, slot: int, *, served: bool) -> None:
        """Count a need once, when the part is first wanted for this life."""
        if self.wanted[slot]:
            return
        self.wanted[slot] = True
        critical = bool(self.draws.terms.slot_critical[slot])
        self.ledger.needs += 1
        self.ledger.stockouts += not served
        self.ledger.critical_needs += critical
        self.ledger.critical_stockouts += critical and not served

    def _note_need(self, slot: int, day: int, *, failed: bool) -> None:
        """Tell the plant's record of a need."""
        self.record.need(
            slot,
            day,
            int(self.machines.alert_since[slot]),
            failed=failed,
            damaged=self.machines.damaged(slot, day),
        )

    def _renew(self, slot: int, day: int) -> None:
        """Begin a new life in a slot."""
        self.ledger.issued += self.draws.terms.price[self.draws.terms.slot_part[slot]]
        self.machines.renew(np.array([slot]), day)
        self.wanted[slot] = False

    def _charge_orders(self, ordinary: int, hurried: Counts) -> None:
        """Charge the orders of a day."""
        terms, parts = self.draws.terms, np.flatnonzero(hurried)
        self.ledger.orders += ordinary + parts.size
        self.ledger.ordering += self.draws.given.order_cost * (ordinary + parts.size)
        self.ledger.expedite += float((hurried * terms.hurry_cost).sum())

    def _charge_day(self) -> None:
        """Charge what stands still and what lies on the shelf until tomorrow."""
        terms, years = self.draws.terms, 1 / 365
        standing = self.machines.waiting
        self.ledger.waiting += float(terms.slot_shortage[standing].sum())
        self.ledger.waiting_hours += 24.0 * standing.sum()
        self.ledger.unplanned_hours += 24.0 * standing.sum()
        self.ledger.holding += float(self.store.on_hand @ terms.holding)
        self.ledger.stock += self.store.value() * years
