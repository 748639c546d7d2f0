"""Shelf and open orders of one plant; pieces are neither made nor lost."""

import numpy as np
from laboratory.draws import Draws

from app.backtest.rules.plant_day import Counts, Flags, OpenOrders
from app.backtest.rules.rule import Orders


class StoreRoom:
    """Pieces on the shelf and on their way, under one rule."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self.on_hand = np.zeros(draws.terms.parts, dtype=np.int64)
        self.bought = np.zeros_like(self.on_hand)
        self.used = np.zeros_like(self.on_hand)
        self._part, self._pieces, self._placed, self._usable = (self._none() for _ in range(4))
        self._hurried = np.zeros(0, dtype=bool)

    def receive(self, day: int) -> tuple[Counts, Counts]:
        """Take in what is usable from today; return part and order day of ordinary receipts."""
        here = self._usable <= day
        np.add.at(self.on_hand, self._part[here], self._pieces[here])
        ordinary = here & ~self._hurried
        received = self._part[ordinary], self._placed[ordinary]
        self._keep(~here)
        return received

    def take(self, part: int) -> bool:
        """Use a piece if there is one."""
        if self.on_hand[part] == 0:
            return False
        self.on_hand[part] -= 1
        self.used[part] += 1
        return True

    def place(self, orders: Orders, day: int) -> None:
        """Send today's orders."""
        self._send(orders.ordinary, day, self._draws.usable, hurried=False)
        self._send(orders.hurried, day, self._draws.hurried_usable, hurried=True)

    def open_orders(self, day: int) -> OpenOrders:
        """Describe what is on its way."""
        return OpenOrders(self._part, self._pieces, day - self._placed, self._hurried)

    def value(self) -> float:
        """Money on the shelf."""
        return float(self.on_hand @ self._draws.terms.price)

    def _send(self, pieces: Counts, day: int, usable: Counts, *, hurried: bool) -> None:
        """Put orders on their way."""
        parts = np.flatnonzero(pieces)
        if (pieces < 0).any():
            raise ValueError("a rule ordered fewer than no pieces")
        if not parts.size:
            return
        self.bought += pieces
        self._part = np.append(self._part, parts)
        self._pieces = np.append(self._pieces, pieces[parts])
        self._placed = np.append(self._placed, np.full(parts.size, day))
        self._usable = np.append(self._usable, usable[parts, day])
        self._hurried = np.append(self._hurried, np.full(parts.size, hurried))

    def _keep(self, which: Flags) -> None:
        """Forget orders that have come."""
        self._part, self._pieces = self._part[which], self._pieces[which]
        self._placed, self._usable = self._placed[which], self._usable[which]
        self._hurried = self._hurried[which]

    @staticmethod
    def _none() -> Counts:
        """No orders yet."""
        return np.zeros(0, dtype=np.int64)
