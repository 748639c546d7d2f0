"""What the orders of a plan bring too many: least quantities serve the later needs as well."""

from dataclasses import replace
from datetime import date

from app.core.part_pool import RankedNeed
from app.core.stock import StockPosition
from app.core.trigger import TriggerDecision


class Surplus:
    """The spare pieces of one part's orders, by the day each is placed."""

    def __init__(self) -> None:
        self._pieces: dict[date, int] = {}

    def added_to(self, stock: StockPosition, decision: TriggerDecision) -> StockPosition:
        """Count the spare pieces whose order goes out no later than the need's own would."""
        spare = sum(self._pieces[day] for day in self._usable(decision))
        return replace(stock, on_order=stock.on_order + spare)

    def book(self, ranked: RankedNeed, stock: StockPosition, decided: TriggerDecision) -> None:
        """Take the spare pieces a need uses, and keep what its order brings too many."""
        if decided.tolerated_risk is None:
            return
        spare = stock.on_order - ranked.position.on_order
        used = min(ranked.missing, spare)
        left = used
        for day in sorted(self._pieces):
            taken = min(self._pieces[day], left)
            self._pieces[day] -= taken
            left -= taken
        too_many = decided.quantity - (ranked.missing - used)
        if decided.order_by is not None and too_many > 0:
            self._pieces[decided.order_by] = self._pieces.get(decided.order_by, 0) + too_many

    def _usable(self, decision: TriggerDecision) -> list[date]:
        """Order days that serve a need too."""
        latest = decision.order_by or date.max
        return [day for day in self._pieces if day <= latest]
