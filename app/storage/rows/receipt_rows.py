"""Goods that came in: what lead times are learned from."""

from sqlalchemy import Connection, insert

from app.core.errors import StepRefused
from app.core.purchasing import Receipt
from app.storage.rows.mapping import as_record, as_row, rows_where
from app.storage.tables.orders import receipts


class ReceiptRows:
    """Receipts of all suppliers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, receipt: Receipt) -> None:
        """Keep a receipt; the same one a second time changes nothing.

        Raises
        ------
        StepRefused
            If another receipt has this id.
        """
        known = rows_where(self._connection, receipts, receipts.c.id == receipt.id)
        if not known:
            self._connection.execute(insert(receipts).values(as_row(receipt)))
        elif as_record(Receipt, known[0]) != receipt:
            raise StepRefused(
                f"Receipt {receipt.id} is already kept with other content.",
                "Enter the correction as a receipt of its own.",
            )

    def of_supplier(self, supplier_id: str) -> list[Receipt]:
        """Return a supplier's receipts, oldest first."""
        rows = rows_where(
            self._connection,
            receipts,
            receipts.c.supplier_id == supplier_id,
            order_by=[receipts.c.received_on, receipts.c.sequence],
        )
        return [as_record(Receipt, row) for row in rows]
