"""Parts and the movement ledger: on hand is the sum of movements and nothing else."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from app.core.errors import PartUnknown, StepRefused
from app.core.money import Money
from app.core.stock import Part, StockMovement
from app.storage.rows.alternate_rows import alternates_by_part, join_group, leave_group
from app.storage.rows.mapping import as_record, as_row, is_asked, rows_where, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.stock import movements, parts

ONE = selection(parts, is_asked(parts.c.id))
MOVED = selection(movements, is_asked(movements.c.id))
LEDGER = selection(movements, is_asked(movements.c.part_id), order_by=[movements.c.sequence])
PIECES = func.coalesce(func.sum(movements.c.quantity), 0)
ON_HAND = select(PIECES).where(is_asked(movements.c.part_id))


class StockRows:
    """The store's parts and what moved in and out."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    @read_once
    def parts(self) -> list[Part]:
        """Return the parts by number."""
        order = [parts.c.number, parts.c.id]
        alternates = alternates_by_part(self._connection)
        rows = rows_where(self._connection, parts, order_by=order)
        return [_part(row, alternates) for row in rows]

    @read_once
    def part(self, part_id: str) -> Part:
        """Return one part; `PartUnknown` when it is not on the register."""
        rows = self._connection.rows(ONE, id=part_id)
        if not rows:
            raise PartUnknown(
                f'There is no part "{part_id}" on the register.', "Check the number, or add it."
            )
        return _part(rows[0], alternates_by_part(self._connection))

    def add_part(self, part: Part) -> None:
        """Put a part on the register; it joins the group of the alternates it names."""
        self._connection.execute(insert(parts), _row(part))
        join_group(self._connection, part.id, part.alternates)

    def save_part(self, part: Part) -> None:
        """Keep a part's changed fields; it leaves its group and joins that of its alternates."""
        statement = update(parts).where(parts.c.id == part.id).values(_row(part))
        if self._connection.execute(statement).rowcount != 1:
            raise PartUnknown(f'There is no part "{part.id}" on the register.', "Add it first.")
        leave_group(self._connection, part.id)
        join_group(self._connection, part.id, part.alternates)

    def remove_part(self, part_id: str) -> None:
        """Take a part off the register; the database refuses while anything refers to it."""
        leave_group(self._connection, part_id)
        self._connection.execute(delete(parts).where(parts.c.id == part_id))

    def add_movement(self, movement: StockMovement) -> None:
        """Book a movement; the same one a second time changes nothing.

        Raises
        ------
        StepRefused
            If more would leave the store than is on hand, or another movement has this id.
        """
        known = self._connection.rows(MOVED, id=movement.id)
        if known:
            if as_record(StockMovement, known[0]) != movement:
                raise StepRefused(
                    f"Movement {movement.id} is already booked with other content.",
                    "Book the correction as a movement of its own.",
                )
            return
        self._refuse_below_zero(movement)
        self._connection.execute(insert(movements), as_row(movement))

    @read_once
    def movements(self, part_id: str) -> list[StockMovement]:
        """Return a part's ledger, oldest entry first."""
        rows = self._connection.rows(LEDGER, part_id=part_id)
        return [as_record(StockMovement, row) for row in rows]

    @read_once
    def on_hand(self, part_id: str) -> int:
        """Return the pieces in the store: the sum of the part's movements."""
        return int(self._connection.scalar(ON_HAND, part_id=part_id) or 0)

    @read_once
    def on_hand_of_all(self) -> dict[str, int]:
        """Return the pieces in the store by part, read at once; what never moved is left out."""
        total = select(movements.c.part_id, func.sum(movements.c.quantity))
        rows = self._connection.execute(total.group_by(movements.c.part_id))
        return {part_id: int(pieces) for part_id, pieces in rows}

    def _refuse_below_zero(self, movement: StockMovement) -> None:
        """Say how many there are before the database refuses without a number."""
        on_hand = self.on_hand(movement.part_id)
        if movement.quantity < 0 and on_hand + movement.quantity < 0:
            raise StepRefused(
                f"{-movement.quantity} of part {movement.part_id} can't leave the store: "
                f"{on_hand} on hand.",
                "Count the stock and correct it first; nothing was booked.",
            )


def _part(row: Row[Any], alternates: Mapping[str, frozenset[str]]) -> Part:
    """Build a part with its price and its alternates."""
    return as_record(
        Part,
        row,
        price=Money(row.price, row.currency),
        alternates=alternates.get(row.id, frozenset()),
    )


def _row(part: Part) -> dict[str, Any]:
    """Write a part as its row."""
    price = {"price": part.price.amount, "currency": part.price.currency}
    return as_row(part, "price", "alternates") | price
