"""The list of vendors, as plain rows."""

from dataclasses import dataclass

from app.core.texts import translate
from app.replenishment.vendors import VendorRecord
from app.ui.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class VendorRow:
    """One vendor of the list; figures are None where no receipt stands behind them.

    `on_the_way` counts orders sent and not whole yet, `overdue` those past their P90.
    """

    id: str
    name: str
    receipts: int
    p50_days: float | None
    p95_days: float | None
    spread_days: float | None
    promised: int
    on_time: int
    on_the_way: int
    overdue: int

    def contains(self, text: str) -> bool:
        """Whether the vendor's name holds every word, in any case."""
        return all(word in self.name.casefold() for word in text.casefold().split())


def vendor_row(record: VendorRecord) -> VendorRow:
    """Say one vendor."""
    score, overdue = record.score, record.overdue
    return VendorRow(
        id=record.supplier.id,
        name=record.supplier.name,
        receipts=score.receipts,
        p50_days=score.p50_days,
        p95_days=score.p95_days,
        spread_days=score.spread_days,
        promised=score.promised,
        on_time=score.on_time,
        on_the_way=overdue.on_the_way,
        overdue=overdue.overdue,
    )


def days_words(days: float | None, say: Wording) -> str:
    """Write working days with a decimal, a dash where no receipt stands behind them."""
    return NOTHING if days is None else say.fixed(days, 1)


def on_time_words(row: VendorRow, say: Wording) -> str:
    """Write how many of the promised orders came by then; nothing promised is no data."""
    if not row.promised:
        return translate("Vendors", "no data")
    return _of(row.on_time, row.promised, say)


def overdue_words(row: VendorRow, say: Wording) -> str:
    """Write how many of the orders on their way are overdue."""
    if not row.on_the_way:
        return NOTHING
    return ("▲ " if row.overdue else "") + _of(row.overdue, row.on_the_way, say)


def _of(part: int, whole: int, say: Wording) -> str:
    """Write a count among others."""
    text = translate("Vendors", "{n} of {all}")
    return text.format(n=say.count(part), all=say.count(whole))
