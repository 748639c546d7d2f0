"""Which needs a person wants to see: by day, kind, supplier, criticality and any word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from app.core.need_line import NeedKind
from app.ui.needs.rows_needs import NeedRow

WEEK_DAYS = 7


class Due(Enum):
    """By when a need must be ordered to be seen."""

    TODAY = "today"
    WEEK = "week"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class NeedFilter:
    """What is let through; every field left alone lets everything through."""

    due: Due = Due.ANY
    kind: NeedKind | None = None
    supplier_id: str = ""
    only_critical: bool = False
    text: str = ""

    def keep(self, rows: Iterable[NeedRow], today: date) -> list[NeedRow]:
        """Keep the rows that fit, in their order."""
        words = self.text.casefold().split()
        return [row for row in rows if self._fits(row, today, words)]

    def lets_through(self, row: NeedRow, today: date) -> bool:
        """Whether one row fits."""
        return self._fits(row, today, self.text.casefold().split())

    def _fits(self, row: NeedRow, today: date, words: list[str]) -> bool:
        """Try one row."""
        return (
            is_within(row, self.due, today)
            and self.kind in {None, row.line.kind}
            and self.supplier_id in {"", row.line.supplier_id}
            and (row.is_critical or not self.only_critical)
            and all(word in row.said for word in words)
        )


def is_within(row: NeedRow, due: Due, today: date) -> bool:
    """Whether a need must be ordered today, within a week, or at any time.

    What the engine asks for today is due today, also where it has no day to order by.
    """
    if due is Due.ANY:
        return True
    if row.line.is_due:
        return True
    if not row.can_be_ordered or row.line.order_by is None:
        return False
    days = WEEK_DAYS if due is Due.WEEK else 0
    return row.line.order_by <= today + timedelta(days=days)
