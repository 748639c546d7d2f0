"""Purchase orders with their lines and pegs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, insert, select, type_coerce, update
from sqlalchemy.types import Text

from app.core.errors import StepRefused
from app.core.money import Money
from app.core.purchasing import (
    OPEN_STATES,
    DeliveryDates,
    OrderLine,
    Peg,
    PurchaseOrder,
    Receipt,
)
from app.storage.rows.mapping import Selection, as_record, as_row, is_asked, is_one_of, selection
from app.storage.rows.numbers import next_number
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.rows.receipt_rows import ReceiptRows
from app.storage.rows.record_hash import record_hash
from app.storage.rows.seen import Seen
from app.storage.tables.orders import lines, orders
from app.storage.tables.records import decisions


@dataclass(frozen=True, slots=True)
class Selected:
    """Some orders, oldest first, and their lines."""

    orders: Selection
    lines: Selection

    @classmethod
    def by(cls, *conditions: ColumnElement[bool]) -> "Selected":
        """Select the orders that fulfil all conditions."""
        wanted = select(orders.c.id).where(*conditions)
        of_these = lines.c.order_id.in_(wanted)
        return cls(
            selection(orders, *conditions, order_by=[orders.c.sequence]),
            selection(lines, of_these, order_by=[lines.c.position]),
        )


IS_OPEN = is_one_of(orders.c.state, sorted(OPEN_STATES, key=lambda state: state.value))
ONE = Selected.by(is_asked(orders.c.id))
ALL = Selected.by()
OPEN = Selected.by(IS_OPEN)
OPEN_FOR_NEED = Selected.by(
    orders.c.id.in_(
        select(lines.c.order_id).where(
            is_asked(lines.c.component_id), is_asked(lines.c.failure_mode), lines.c.is_open
        )
    )
)
OPEN_OF_PART = Selected.by(
    orders.c.id.in_(
        select(lines.c.order_id).where(
            is_asked(lines.c.part_id) | (lines.c.wanted_part_id == bindparam("part_id")),
            lines.c.is_open,
        )
    )
)
OPEN_OF_SUPPLIER = Selected.by(is_asked(orders.c.supplier_id), IS_OPEN)
OF_SUPPLIER_ON = Selected.by(is_asked(orders.c.supplier_id), is_asked(orders.c.created_on))
APPROVERS = select(orders.c.id, orders.c.approved_by).where(orders.c.approved_by != "")
VERSION = (
    select(orders.c.version, orders.c.record_hash).where(is_asked(orders.c.id)).with_for_update()
)
RECORDS = select(decisions.c.id, type_coerce(decisions.c.record, Text)).where(
    decisions.c.id.in_(bindparam("ids", expanding=True))
)


class OrderRows:
    """Purchase orders; every save makes the next version and a new record hash."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection
        self._seen = Seen()
        self._receipts = ReceiptRows(connection)

    def add(self, order: PurchaseOrder, created_on: date) -> PurchaseOrder:
        """Keep a new order, drafted on a plant-local day; returns it with its record hash.

        Raises
        ------
        StepRefused
            If a line's need already has an open order.
        """
        kept = self._hashed(order)
        row = as_row(kept, "lines") | {"created_on": created_on, "version": 1}
        self._connection.execute(insert(orders), row)
        self._add_lines(kept)
        self._seen.note(order.id, 1, order.record_hash, kept.record_hash)
        return kept

    def save(self, order: PurchaseOrder) -> PurchaseOrder:
        """Keep the next version of an order; returns it with its new record hash.

        Raises
        ------
        StepRefused
            If the order is not known, or was changed by someone else since it was read.
        """
        version = self._current_version(order)
        kept = self._hashed(order)
        row = as_row(kept, "id", "lines") | {"version": version + 1}
        self._connection.execute(update(orders).where(orders.c.id == order.id).values(row))
        self._replace_lines(kept)
        self._seen.note(order.id, version + 1, order.record_hash, kept.record_hash)
        return kept

    @read_once
    def get(self, order_id: str) -> PurchaseOrder:
        """Return one order; `StepRefused` when there is none."""
        found = self._read(ONE, id=order_id)
        if not found:
            raise StepRefused(f'There is no purchase order "{order_id}".', "Check the number.")
        return found[0]

    @read_once
    def all(self) -> list[PurchaseOrder]:
        """Return every order, oldest first."""
        return self._read(ALL)

    @read_once
    def approvers(self) -> dict[str, str]:
        """Return who approved each order, by order id; those that nobody approved are left out."""
        return {row.id: row.approved_by for row in self._connection.rows(APPROVERS)}

    @read_once
    def open_orders(self) -> list[PurchaseOrder]:
        """Return the orders goods may still come of, oldest first."""
        return self._read(OPEN)

    @read_once
    def open_for(self, component_id: str, failure_mode: str) -> PurchaseOrder | None:
        """Return the open order that serves a need, if there is one."""
        found = self._read(OPEN_FOR_NEED, component_id=component_id, failure_mode=failure_mode)
        return found[0] if found else None

    @read_once
    def open_of_part(self, part_id: str) -> list[PurchaseOrder]:
        """Return the open orders with a line of a part, or of one that stands in for it."""
        return self._read(OPEN_OF_PART, part_id=part_id)

    @read_once
    def open_of_supplier(self, supplier_id: str) -> list[PurchaseOrder]:
        """Return a supplier's open orders, oldest first."""
        return self._read(OPEN_OF_SUPPLIER, supplier_id=supplier_id)

    @read_once
    def of_supplier_on(self, supplier_id: str, day: date) -> list[PurchaseOrder]:
        """Return a supplier's orders drafted on one plant-local day, oldest first."""
        return self._read(OF_SUPPLIER_ON, supplier_id=supplier_id, created_on=day)

    def next_number(self, year: int) -> str:
        """Return the next order number of a year: "PO-2026-0001"."""
        return next_number(self._connection, orders, "PO", year)

    def is_whole(self, order_id: str) -> bool:
        """Whether order and decisions are still what their record hash was made of."""
        order = self.get(order_id)
        return self._hashed(order).record_hash == order.record_hash

    def add_receipt(self, receipt: Receipt) -> None:
        """Keep goods that came in; the same receipt a second time changes nothing."""
        self._receipts.add(receipt)

    def receipts(self, supplier_id: str) -> list[Receipt]:
        """Return a supplier's receipts, oldest first."""
        return self._receipts.of_supplier(supplier_id)

    def delivery_dates(self, order_id: str) -> DeliveryDates:
        """Return what the supplier said of an order on its way."""
        return self._receipts.dates(order_id)

    def save_delivery_dates(self, dates: DeliveryDates) -> None:
        """Keep what the supplier says of an order on its way."""
        self._receipts.save_dates(dates)

    def _current_version(self, order: PurchaseOrder) -> int:
        """Return the version to be followed; refuse to write over someone else's."""
        stored = self._connection.execute(VERSION, {"id": order.id}).one_or_none()
        if stored is None:
            raise StepRefused(f"Order {order.number} is not kept yet.", "Add it first.")
        called = f"Order {order.number}"
        self._seen.refuse_stale(
            called, order.id, (stored.version, stored.record_hash), order.record_hash
        )
        return int(stored.version)

    def _hashed(self, order: PurchaseOrder) -> PurchaseOrder:
        """Return the order with its record hash."""
        ids = {line.peg.decision_id for line in order.lines if line.peg}
        rows = self._connection.rows(RECORDS, ids=sorted(ids)) if ids else []
        found = {row[0]: row[1] for row in rows}
        hashed = record_hash(order, found)
        return as_record(PurchaseOrder, as_row(order), record_hash=hashed)

    def _add_lines(self, order: PurchaseOrder) -> None:
        """Write the lines of an order; one without any orders nothing."""
        if not order.lines:
            raise StepRefused(f"Order {order.number} has no line.", "Order at least one part.")
        rows = [_line_row(order, at, line) for at, line in enumerate(order.lines)]
        self._connection.execute(insert(lines), rows)

    def _replace_lines(self, order: PurchaseOrder) -> None:
        """Write the lines of an order anew."""
        self._connection.execute(lines.delete().where(lines.c.order_id == order.id))
        self._add_lines(order)

    def _read(self, selected: Selected, **asked: object) -> list[PurchaseOrder]:
        """Read orders with their lines, oldest first."""
        rows = self._connection.rows(selected.orders, **asked)
        of_order: dict[str, list[OrderLine]] = {row.id: [] for row in rows}
        for line in self._connection.rows(selected.lines, **asked) if rows else ():
            of_order[line.order_id].append(_line(line))
        for row in rows:
            self._seen.note(row.id, row.version, row.record_hash)
        return [as_record(PurchaseOrder, row, lines=tuple(of_order[row.id])) for row in rows]


def _line_row(order: PurchaseOrder, at: int, line: OrderLine) -> dict[str, Any]:
    """Lay a line with its peg flat."""
    peg = line.peg
    return {
        "order_id": order.id,
        "position": at,
        "part_id": line.part_id,
        "quantity": line.quantity,
        "unit_price": line.unit_price.amount,
        "currency": line.unit_price.currency,
        "received": line.received,
        "is_open": order.state.is_open,
        "component_id": peg.component_id if peg else None,
        "failure_mode": peg.failure_mode if peg else None,
        "decision_id": peg.decision_id if peg else None,
        "need_by": peg.need_by if peg else None,
        "wanted_part_id": peg.wanted_part_id if peg else "",
    }


def _line(row: Row[Any]) -> OrderLine:
    """Build a line with its peg."""
    peg = None if row.component_id is None else as_record(Peg, row)
    return as_record(OrderLine, row, unit_price=Money(row.unit_price, row.currency), peg=peg)
