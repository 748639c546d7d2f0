"""What the plant itself did over the same days, reckoned like a policy."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from app.backtest.outcome import Reckoning, outcome
from app.backtest.records import PastNeed, PlantHistory, PriceSeen
from app.backtest.report import OrderMade, Phrase, PolicyOutcome
from app.core.purchasing import PurchaseOrder
from app.core.trigger import DeliveryMode

ONE_DAY = timedelta(days=1)


def outcome_of_plant(history: PlantHistory, by: Reckoning) -> PolicyOutcome:
    """Add up what the ledger, the orders and the jobs say was really done."""
    shelf = _Evenings(history, by)
    short: list[tuple[PastNeed, date | None]] = []
    used: dict[str, Decimal] = {}
    for need in by.needs:
        met_on = history.met_on.get(need.id)
        if met_on is not None and met_on <= by.last:
            used[need.id] = shelf.price(need.part_id, met_on) * need.quantity
        lay_there = shelf.first_with(need, met_on)
        if lay_there is None or lay_there > need.day:
            short.append((need, lay_there))
    timeline = [line for order in history.orders for line in _lines(order, by)]
    timeline.sort(key=lambda line: line.ordered_on)
    return outcome("plant", short, timeline, shelf.values(), used, by)


class _Evenings:
    """The plant's own shelf and prices in the evening of each day."""

    def __init__(self, history: PlantHistory, by: Reckoning) -> None:
        self._by = by
        self._moved: dict[str, list[tuple[date, int]]] = {p: [] for p in by.slots.part_ids}
        for moved in history.ledger:
            if moved.part_id in self._moved and moved.day <= by.last:
                self._moved[moved.part_id].append((moved.day, moved.quantity))
        self._prices: dict[str, list[tuple[date, Decimal]]] = {p: [] for p in by.slots.part_ids}
        for record in history.records:
            if isinstance(record, PriceSeen) and record.part_id in self._prices:
                self._prices[record.part_id].append((record.day, record.price.amount))

    def price(self, part_id: str, day: date) -> Decimal:
        """Price as the newest order line until that day names it, else the register's."""
        seen = [price for on, price in self._prices[part_id] if on <= day]
        return seen[-1] if seen else self._by.register.parts[part_id].price.amount

    def first_with(self, need: PastNeed, met_on: date | None) -> date | None:
        """First day from the need on whose evening the pieces lay there, or had been issued."""
        last = self._by.last if met_on is None else min(met_on, self._by.last)
        moved = self._moved[need.part_id]
        days = sorted({need.day, *(day for day, _ in moved if need.day < day <= last)})
        for day in days:
            if sum(n for on, n in moved if on <= day) >= need.quantity:
                return day
        return met_on if met_on is not None and met_on <= self._by.last else None

    def values(self) -> list[Decimal]:
        """Money on the shelf in the evening of each day."""
        values = [Decimal(0)] * self._by.days
        for part_id in self._moved:
            for at, value in enumerate(self._values_of(part_id)):
                values[at] += value
        return values

    def _values_of(self, part_id: str) -> Iterator[Decimal]:
        """Money in one part by day."""
        changes = {day for day, _ in self._moved[part_id]} | {d for d, _ in self._prices[part_id]}
        value = self._value_on(part_id, self._by.first)
        for number in range(self._by.days):
            day = self._by.first + number * ONE_DAY
            if day in changes:
                value = self._value_on(part_id, day)
            yield value

    def _value_on(self, part_id: str, day: date) -> Decimal:
        """Money in one part in the evening of a day."""
        pieces = sum(n for on, n in self._moved[part_id] if on <= day)
        return self.price(part_id, day) * pieces


def _lines(order: PurchaseOrder, by: Reckoning) -> Iterator[OrderMade]:
    """The lines of an order that was sent within the days replayed."""
    if order.sent_on is None or not by.first <= order.sent_on <= by.last:
        return
    supplier = by.register.suppliers[order.supplier_id]
    in_on = order.received_on
    for line in order.lines:
        if line.part_id in by.slots.part_row:
            yield OrderMade(
                ordered_on=order.sent_on,
                part_id=line.part_id,
                part=by.register.parts[line.part_id].number,
                quantity=line.quantity,
                supplier_id=supplier.id,
                supplier=supplier.name,
                mode=DeliveryMode(order.delivery_mode),
                why=Phrase("recorded", {"who": order.approved_by or order.created_by}),
                in_on=in_on if in_on is not None and in_on <= by.last else None,
                value=line.total,
            )
