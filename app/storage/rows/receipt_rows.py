"""Goods that came in, what lead times are learned from, and what is said of goods to come."""

from sqlalchemy import insert, update

from app.core.errors import StepRefused
from app.core.purchasing import DeliveryDates, Receipt
from app.storage.rows.mapping import as_record, as_row, is_asked, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.orders import delivery_dates, receipts

ONE = selection(receipts, is_asked(receipts.c.id))
OF_SUPPLIER = selection(
    receipts,
    is_asked(receipts.c.supplier_id),
    order_by=[receipts.c.received_on, receipts.c.sequence],
)
DATES = selection(delivery_dates, is_asked(delivery_dates.c.order_id))


class ReceiptRows:
    """Receipts of all suppliers, and the dates they gave for orders on their way."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    def add(self, receipt: Receipt) -> None:
        """Keep a receipt; the same one a second time changes nothing.

        Raises
        ------
        StepRefused
            If another receipt has this id.
        """
        known = self._connection.rows(ONE, id=receipt.id)
        if not known:
            self._connection.execute(insert(receipts), as_row(receipt))
        elif as_record(Receipt, known[0]) != receipt:
            raise StepRefused(
                f"Receipt {receipt.id} is already kept with other content.",
                "Enter the correction as a receipt of its own.",
            )

    @read_once
    def of_supplier(self, supplier_id: str) -> list[Receipt]:
        """Return a supplier's receipts, oldest first."""
        rows = self._connection.rows(OF_SUPPLIER, supplier_id=supplier_id)
        return [as_record(Receipt, row) for row in rows]

    @read_once
    def dates(self, order_id: str) -> DeliveryDates:
        """Return what the supplier said of an order; nothing where it said nothing."""
        rows = self._connection.rows(DATES, order_id=order_id)
        return as_record(DeliveryDates, rows[0]) if rows else DeliveryDates(order_id)

    def save_dates(self, dates: DeliveryDates) -> None:
        """Keep what the supplier says of an order now."""
        is_order = delivery_dates.c.order_id == dates.order_id
        statement = update(delivery_dates).where(is_order).values(as_row(dates))
        if self._connection.execute(statement).rowcount == 0:
            self._connection.execute(insert(delivery_dates), as_row(dates))
