"""What drafting will do, said before it is done: one order a supplier, its lines and its money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.money import Money
from app.core.purchasing import PurchaseOrder
from app.core.texts import translate
from app.ui.needs.rows_needs import NeedRow
from app.ui.wording import Wording

MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class SupplierShare:
    """One order to be: whom it goes to, how many parts it lists and what they cost."""

    supplier: str
    parts: int
    total: Money


def shares_of(rows: Iterable[NeedRow]) -> tuple[SupplierShare, ...]:
    """Estimate the orders for the missing pieces of some needs, the dearest first.

    A part is counted once, with at least its minimum order; another currency is another order.
    What quantity and vendor pay best the books alone know (`shares_of_orders`).
    """
    pieces: dict[tuple[str, str], int] = {}
    of_part: dict[str, NeedRow] = {}
    names: dict[str, str] = {}
    for row in rows:
        line = row.line
        if line.missing:
            key = (line.supplier_id, line.part_id)
            pieces[key] = pieces.get(key, 0) + line.missing
            of_part[line.part_id], names[line.supplier_id] = row, row.supplier
    totals: dict[tuple[str, str], list[Money]] = {}
    for (supplier_id, part_id), missing in pieces.items():
        row = of_part[part_id]
        amount = (row.price * max(missing, row.minimum_order)).rounded()
        totals.setdefault((supplier_id, amount.currency), []).append(amount)
    shares = [
        SupplierShare(names[supplier_id], len(amounts), sum_of(amounts))
        for (supplier_id, _currency), amounts in totals.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.total.amount, share.supplier)))


def shares_of_orders(
    orders: Iterable[PurchaseOrder], names: Mapping[str, str]
) -> tuple[SupplierShare, ...]:
    """Say what orders that are only planned would list and cost, the dearest first.

    Parameters
    ----------
    names : mapping
        Names of the vendors by their ids.
    """
    shares = [
        SupplierShare(
            names[order.supplier_id], len({line.part_id for line in order.lines}), order.total
        )
        for order in orders
    ]
    return tuple(sorted(shares, key=lambda share: (-share.total.amount, share.supplier)))


def sum_of(amounts: Iterable[Money]) -> Money:
    """Add amounts of one currency; there is at least one.

    >>> from decimal import Decimal
    >>> str(sum_of([Money(Decimal(2), "EUR"), Money(Decimal("0.50"), "EUR")]))
    '2.50 EUR'
    """
    first, *others = amounts
    for amount in others:
        first = first + amount
    return first


def shares_in_words(
    shares: tuple[SupplierShare, ...], say: Wording, most_named: int = MOST_NAMED
) -> str:
    """Say whom each order goes to and what it costs."""
    text = translate("Needs", "{supplier}: {parts} parts, {total}")
    one = translate("Needs", "{supplier}: 1 part, {total}")
    named = [
        (one if share.parts == 1 else text).format(
            supplier=share.supplier, parts=say.count(share.parts), total=say.money(share.total)
        )
        for share in shares[:most_named]
    ]
    if len(shares) > most_named:
        more = translate("Needs", "and {n} more")
        named.append(more.format(n=say.count(len(shares) - most_named)))
    return "  ·  ".join(named)
