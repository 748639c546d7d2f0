"""Suppliers; how long they took comes from the receipts and from nothing else."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, delete, insert, update

from app.core.calendars import WorkCalendar
from app.core.errors import PartUnknown, StepRefused
from app.core.lead_stages import stages_of
from app.core.lead_time import Supplier
from app.core.purchasing import Receipt
from app.storage.rows.mapping import as_record, as_row, is_asked, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.orders import receipts
from app.storage.tables.plant import suppliers

Rows = list[Row[*tuple[Any, ...]]]

BY_NAME = [suppliers.c.name, suppliers.c.id]
ALL = selection(suppliers, order_by=BY_NAME)
ONE = selection(suppliers, is_asked(suppliers.c.id), order_by=BY_NAME)
TAUGHT = selection(
    receipts,
    receipts.c.completes_order,
    ~receipts.c.is_hurried,
    order_by=[receipts.c.received_on, receipts.c.sequence],
)
TAUGHT_BY = TAUGHT.where(is_asked(receipts.c.supplier_id))
FROM_RECEIPTS = ("receipts_days", "stage_days")
"""Fields of a supplier that are no columns of it."""


class SupplierRows:
    """The suppliers of the plant."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection
        self._assumed: Mapping[str, WorkCalendar] = {}

    def assume(self, calendars: Mapping[str, WorkCalendar]) -> None:
        """Read on as if these suppliers worked on these days."""
        self._assumed = calendars

    @read_once
    def all(self) -> list[Supplier]:
        """Return the suppliers by name."""
        return _suppliers(self._connection.rows(ALL), self._connection.rows(TAUGHT), self._assumed)

    @read_once
    def get(self, supplier_id: str) -> Supplier:
        """Return one supplier.

        Raises
        ------
        PartUnknown
            If it is not on the register.
        """
        rows = self._connection.rows(ONE, id=supplier_id)
        taught = self._connection.rows(TAUGHT_BY, supplier_id=supplier_id)
        found = _suppliers(rows, taught, self._assumed)
        if not found:
            raise PartUnknown(
                f'There is no supplier "{supplier_id}" on the register.',
                "Check the name, or add it.",
            )
        return found[0]

    def add(self, supplier: Supplier) -> None:
        """Put a supplier on the register.

        Raises
        ------
        StepRefused
            If it comes with lead times: those are booked as receipts, with a day and a name.
        """
        if supplier.receipts_days or supplier.stage_days:
            raise StepRefused(
                f"{supplier.name} comes with {len(supplier.receipts_days)} lead times that no "
                "receipt stands behind.",
                "Add the supplier without them and book each as a receipt.",
            )
        self._connection.execute(insert(suppliers), as_row(supplier, *FROM_RECEIPTS))

    def save(self, supplier: Supplier) -> None:
        """Keep the changed fields; lead times stay those of the receipts."""
        row = as_row(supplier, *FROM_RECEIPTS)
        statement = update(suppliers).where(suppliers.c.id == supplier.id).values(row)
        if self._connection.execute(statement).rowcount != 1:
            raise PartUnknown(
                f'There is no supplier "{supplier.id}" on the register.', "Add it first."
            )

    def remove(self, supplier_id: str) -> None:
        """Take a supplier off the register; the database refuses while anything refers to it."""
        self._connection.execute(delete(suppliers).where(suppliers.c.id == supplier_id))


def _suppliers(
    rows: Rows, receipts_of_them: Rows, assumed: Mapping[str, WorkCalendar]
) -> list[Supplier]:
    """Build suppliers with what their receipts of normal, whole deliveries teach, oldest first."""
    taught: dict[str, list[Receipt]] = {}
    for row in receipts_of_them:
        taught.setdefault(row.supplier_id, []).append(as_record(Receipt, row))
    return [
        _supplier(row, taught.get(row.id, []), assumed.get(row.id, row.calendar)) for row in rows
    ]


def _supplier(row: Row[Any], taught: list[Receipt], calendar: WorkCalendar) -> Supplier:
    """Build a supplier with the lead times of its receipts and their stages."""
    staged = (stages_of(receipt, calendar) for receipt in taught)
    return as_record(
        Supplier,
        row,
        calendar=calendar,
        receipts_days=tuple(receipt.lead_days for receipt in taught),
        stage_days=tuple(stages for stages in staged if stages is not None),
    )
