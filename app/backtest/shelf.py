"""The store as it would have been under one policy: what came in, who was served, who waited."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.backtest.records import PastNeed


@dataclass(slots=True)
class SentOrder:
    """An order under way; `usable_on` is the world's and no policy's business.

    `goods_in_on` and `usable_on` are None for what the plant itself had under way on the first
    day: its goods come when the books say so.
    """

    part_id: str
    pieces: int
    sent_on: date
    is_hurried: bool = False
    goods_in_on: date | None = None
    usable_on: date | None = None
    order_id: str = ""
    is_in_store: bool = False


@dataclass(slots=True)
class Waiting:
    """A need with the pieces it got so far."""

    need: PastNeed
    missing: int
    was_short: bool = False


@dataclass(slots=True)
class Shelf:
    """Pieces, orders and waiting needs of one policy.

    Attributes
    ----------
    usable : dict
        Pieces by part that a need can take today.
    arrived : dict
        Pieces by part that are in the store, those still being checked in included.
    orders : list of SentOrder
        Not usable yet.
    waiting : list of Waiting
        Needs still owed something, in the order they arose.
    served : list of (Waiting, date)
        Needs met, with the day.
    """

    usable: dict[str, int]
    arrived: dict[str, int]
    orders: list[SentOrder] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    served: list[tuple[Waiting, date]] = field(default_factory=list)

    @classmethod
    def opened(cls, pieces: dict[str, int], part_ids: Iterable[str]) -> "Shelf":
        """Start with what lay on the plant's own shelf."""
        counted = {part_id: max(pieces.get(part_id, 0), 0) for part_id in part_ids}
        return cls(dict(counted), dict(counted))

    def take_in(self, day: date) -> None:
        """Let goods in that are due, and make those usable whose check is over."""
        still_away = []
        for order in self.orders:
            if not order.is_in_store and order.goods_in_on is not None and order.goods_in_on <= day:
                order.is_in_store = True
                self.arrived[order.part_id] += order.pieces
            if order.usable_on is not None and order.usable_on <= day:
                self.usable[order.part_id] += order.pieces
            else:
                still_away.append(order)
        self.orders = still_away

    def come_in(self, order_id: str, part_id: str, pieces: int, usable_on: date, day: date) -> None:
        """Book goods of an order the plant itself had under way."""
        for order in self.orders:
            if order.order_id == order_id and order.part_id == part_id and not order.is_in_store:
                order.pieces -= pieces
        self.orders = [order for order in self.orders if order.pieces > 0]
        self.arrived[part_id] += pieces
        checked = SentOrder(part_id, pieces, day, goods_in_on=day, usable_on=usable_on)
        checked.is_in_store = True
        self.orders.append(checked)

    def give_up(self, order_id: str) -> None:
        """Forget the rest of an order that will not come any more."""
        self.orders = [o for o in self.orders if o.order_id != order_id or o.is_in_store]

    def adjust(self, part_id: str, pieces: int) -> None:
        """Put pieces on the shelf or take them off it, no more than lie there."""
        change = max(pieces, -self.usable[part_id])
        self.usable[part_id] += change
        self.arrived[part_id] += change

    def want(self, need: PastNeed) -> None:
        """Queue a need."""
        self.waiting.append(Waiting(need, need.quantity))

    def drop(self, need_id: str) -> None:
        """Take back what a need got that turned out to be none."""
        kept = []
        for served in self.served:
            if served[0].need.id == need_id:
                self.adjust(served[0].need.part_id, served[0].need.quantity)
            else:
                kept.append(served)
        self.served = kept
        for waiting in self.waiting:
            if waiting.need.id == need_id:
                self.adjust(waiting.need.part_id, waiting.need.quantity - waiting.missing)
        self.waiting = [waiting for waiting in self.waiting if waiting.need.id != need_id]

    def serve(self, day: date, shortage_per_day: Callable[[PastNeed], float]) -> list[PastNeed]:
        """Give out what is usable, the dearest need first; returns the needs met now."""
        met = []
        for waiting in sorted(self.waiting, key=lambda w: -shortage_per_day(w.need)):
            part_id = waiting.need.part_id
            taken = min(waiting.missing, self.usable[part_id])
            waiting.missing -= taken
            self.usable[part_id] -= taken
            self.arrived[part_id] -= taken
            if waiting.missing == 0:
                self.served.append((waiting, day))
                met.append(waiting.need)
            else:
                waiting.was_short = True
        self.waiting = [waiting for waiting in self.waiting if waiting.missing > 0]
        return met

    def send(self, order: SentOrder) -> None:
        """Note an order as sent."""
        self.orders.append(order)


def usable_after(goods_in_on: date, margin_days: int) -> date:
    """Return the day from which goods can be used, check and kitting done."""
    return goods_in_on + timedelta(days=margin_days)
