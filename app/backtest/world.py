"""What happens whatever a policy does: needs as recorded, deliveries, counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.backtest.deliveries import Deliveries
from app.backtest.knowledge import Knowledge
from app.backtest.purchase import Purchase
from app.backtest.records import Adjusted, CameIn, NeedDropped, NoLongerComing, PastNeed, Record
from app.backtest.shelf import SentOrder, Shelf, usable_after
from app.backtest.slots import Slots
from app.core.trigger import DeliveryMode


@dataclass(frozen=True, slots=True)
class World:
    """The plant around a policy's shelf; it knows what no policy does."""

    slots: Slots
    deliveries: Deliveries
    margin_days: int

    def happen(self, shelf: Shelf, day: date, records: Iterable[Record]) -> list[PastNeed]:
        """Let the day's goods, counts and needs come; returns the needs met that day."""
        shelf.take_in(day)
        for record in records:
            self._apply(shelf, record, day)
        return shelf.serve(day, self.slots.shortage_per_day)

    def send(
        self, part_id: str, bought: Purchase, mode: DeliveryMode, day: date, known: Knowledge
    ) -> SentOrder:
        """Send an order: when it comes is settled on the day by what had come until then."""
        supplier_id, pieces = bought.supplier_id, bought.pieces
        is_hurried = mode is DeliveryMode.EXPEDITED
        days = self.deliveries.hurried_days(supplier_id) if is_hurried else None
        if days is None:
            leads = known.leads_days.get(supplier_id, [])
            days = self.deliveries.normal_days(supplier_id, leads)
        goods_in_on = self.deliveries.goods_in(supplier_id, day, days)
        usable_on = usable_after(goods_in_on, self.margin_days)
        return SentOrder(part_id, pieces, day, is_hurried, goods_in_on, usable_on)

    def _apply(self, shelf: Shelf, record: Record, day: date) -> None:
        """Let one record happen to a shelf."""
        if isinstance(record, NeedDropped):
            shelf.drop(record.need_id)
        elif isinstance(record, NoLongerComing):
            shelf.give_up(record.order_id)
        elif isinstance(record, PastNeed | Adjusted | CameIn):
            if record.part_id not in self.slots.part_row:
                return
            if isinstance(record, PastNeed):
                shelf.want(record)
            elif isinstance(record, Adjusted):
                shelf.adjust(record.part_id, record.quantity)
            else:
                usable_on = usable_after(day, self.margin_days)
                shelf.come_in(record.order_id, record.part_id, record.quantity, usable_on, day)
