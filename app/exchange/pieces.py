"""The pieces of one part, handed out to the needs of a plan one after the other."""

from datetime import date

from app.core.stock import StockPosition
from app.core.trigger import TriggerDecision
from app.exchange.scenario_parts import ScenarioPart


class PartPieces:
    """Shelf, open orders and what minimum orders of this plan bring too many.

    Needs come in the order of their dates, so what is due for one is due for the next as well.

    Parameters
    ----------
    part : ScenarioPart
        With its stock.
    margin_days : int
        Days from goods-in until a piece is usable.
    today : date
        Day 0: what was due before and has not come is not counted on.
    """

    def __init__(self, part: ScenarioPart, margin_days: int, today: date) -> None:
        self._part = part
        self._today = today
        self._margin_days = margin_days
        self._taken = 0
        self._surplus: dict[date, int] = {}

    def position_for(self, need: TriggerDecision) -> StockPosition:
        """Count what a need can have, by how it would be decided on an empty shelf.

        An open order counts when it is usable by the need; the surplus of another need's order
        when that goes out no later than this need's own would.
        """
        due = sum(o.quantity for o in self._part.on_order if self._is_usable(o.due, need.need_by))
        spare = sum(self._surplus[day] for day in self._usable_surplus(need))
        return StockPosition(self._part.on_hand, due + spare, self._part.allocated + self._taken)

    def book(
        self, quantity: int, stock: StockPosition, need: TriggerDecision, decided: TriggerDecision
    ) -> None:
        """Take what the decided need uses, and keep what its order brings too many."""
        if decided.tolerated_risk is None:
            return
        used = min(max(stock.position, 0), quantity)
        still_wanted = used
        for day in self._usable_surplus(need):
            piece_count = min(self._surplus[day], still_wanted)
            self._surplus[day] -= piece_count
            still_wanted -= piece_count
        self._taken += still_wanted
        too_many = decided.quantity - (quantity - used)
        if decided.order_by is not None and too_many > 0:
            self._surplus[decided.order_by] = self._surplus.get(decided.order_by, 0) + too_many

    def _is_usable(self, due: date, need_by: date | None) -> bool:
        """Tell whether an open order is usable by a need; an overdue one can't be trusted."""
        if due < self._today:
            return False
        return need_by is None or (need_by - due).days >= self._margin_days

    def _usable_surplus(self, need: TriggerDecision) -> list[date]:
        """Order days of this plan that serve a need too, the earliest first."""
        latest = need.order_by or date.max
        return sorted(day for day in self._surplus if day <= latest)
