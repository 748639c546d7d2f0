"""What the plant's orders say: prices as they were, and what was under way on the first day."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from app.backtest.past_jobs import local_day
from app.backtest.records import CameIn, Moved, NoLongerComing, PriceSeen, Record, UnderWay
from app.core.purchasing import OrderState, PurchaseOrder
from app.core.records import AuditRow
from app.core.stock import MovementKind

ENDED_SHORT = frozenset({OrderState.CANCELLED.value, OrderState.CLOSED.value})


def records_of_orders(
    orders: Iterable[PurchaseOrder],
    ledger: Iterable[Moved],
    audit: Iterable[AuditRow],
    zone: ZoneInfo,
    first: date,
) -> list[Record]:
    """Read prices of all orders, and the goods of those sent before `first` that came later."""
    receipts: dict[str, list[Moved]] = {}
    for moved in ledger:
        if moved.kind is MovementKind.RECEIPT:
            receipts.setdefault(moved.reference, []).append(moved)
    ended = _ended_on(audit, zone)
    records: list[Record] = []
    for order in orders:
        sent_on = order.sent_on
        if sent_on is None:
            continue  # a draft may still change, and nobody has agreed to its price
        records += [PriceSeen(sent_on, line.part_id, line.unit_price) for line in order.lines]
        if sent_on < first:
            records += _under_way(order, sent_on, receipts.get(order.number, ()), first)
            if order.number in ended:
                records.append(NoLongerComing(ended[order.number], order.id))
    return records


def _under_way(
    order: PurchaseOrder, sent_on: date, receipts: Iterable[Moved], first: date
) -> Iterator[Record]:
    """What an order sent before the first day still owed then, and when it came."""
    owed: dict[str, int] = {}
    for line in order.lines:
        owed[line.part_id] = owed.get(line.part_id, 0) + line.quantity
    for moved in receipts:
        if moved.day < first:
            owed[moved.part_id] = owed.get(moved.part_id, 0) - moved.quantity
        else:
            yield CameIn(moved.day, order.id, moved.part_id, moved.quantity)
    for part_id, quantity in owed.items():
        if quantity > 0:
            yield UnderWay(sent_on, order.id, part_id, quantity, order.expected_on)


def _ended_on(audit: Iterable[AuditRow], zone: ZoneInfo) -> dict[str, date]:
    """Days on which orders ended before all goods had come, by order number."""
    return {
        row.subject: local_day(row.at, zone)
        for row in audit
        if row.action == "end order" and row.after.split(":")[0] in ENDED_SHORT
    }
