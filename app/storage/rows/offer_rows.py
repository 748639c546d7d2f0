"""Offers of suppliers; of a part's own supplier the price stands on the part alone."""

from typing import Any

from sqlalchemy import Row, delete, insert

from app.core.errors import StepRefused
from app.core.money import Money
from app.core.offers import Offer, offers_of
from app.core.stock import Part
from app.storage.rows.mapping import as_record, as_row, is_asked, rows_where, selection
from app.storage.rows.read_once import BooksConnection, read_once
from app.storage.tables.offers import offers

OF_PART = selection(offers, is_asked(offers.c.part_id))


class OfferRows:
    """What can be bought where."""

    def __init__(self, connection: BooksConnection) -> None:
        self._connection = connection

    @read_once
    def of(self, part: Part) -> tuple[Offer, ...]:
        """Return a part's offers, the preferred one first."""
        rows = self._connection.rows(OF_PART, part_id=part.id)
        return offers_of(part, [_offer(row) for row in rows])

    def of_all(self, parts: list[Part]) -> dict[str, tuple[Offer, ...]]:
        """Return the offers of many parts by part id, read at once."""
        known: dict[str, list[Offer]] = {}
        for row in rows_where(self._connection, offers):
            known.setdefault(row.part_id, []).append(_offer(row))
        return {part.id: offers_of(part, known.get(part.id, [])) for part in parts}

    def save(self, part: Part, offer: Offer) -> None:
        """Keep an offer for a part, new or changed.

        Raises
        ------
        StepRefused
            If it is for another part, or states another price or least quantity of the part's
            own supplier than the part does.
        """
        if offer.part_id != part.id:
            raise StepRefused(
                f"The offer of {offer.supplier_id} is for part {offer.part_id}, not {part.id}.",
                "Choose the part it is for; nothing was kept.",
            )
        (stated, *_) = offers_of(part, [offer])
        if stated.supplier_id == offer.supplier_id and stated != offer:
            raise StepRefused(
                f"{part.number} costs {part.price} from {part.minimum_order} at its own supplier, "
                f"the offer says {offer.price} from {offer.minimum_order}.",
                "Change price and least quantity on the part; nothing was kept.",
            )
        self.remove(offer.part_id, offer.supplier_id)
        row = as_row(offer, "price") | {
            "price": offer.price.amount,
            "currency": offer.price.currency,
        }
        self._connection.execute(insert(offers), row)

    def remove(self, part_id: str, supplier_id: str) -> None:
        """Forget a supplier's offer for a part; one that is not there is no error."""
        own = (offers.c.part_id == part_id) & (offers.c.supplier_id == supplier_id)
        self._connection.execute(delete(offers).where(own))


def _offer(row: Row[Any]) -> Offer:
    """Build an offer with its price."""
    return as_record(Offer, row, price=Money(row.price, row.currency))
