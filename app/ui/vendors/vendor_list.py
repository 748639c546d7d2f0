"""The list of vendors."""

from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.ui.colours import tokens
from app.ui.record_list import RecordList
from app.ui.table_model import Column, value_column
from app.ui.vendors.rows_vendors import VendorRow, days_words, on_time_words, overdue_words
from app.ui.wording import Wording

NAME = 0
"""The column that takes what room is left."""


class VendorList(RecordList[VendorRow]):
    """One row a vendor; days are its working days."""

    def __init__(self, say: Wording, parent: QWidget | None = None) -> None:
        name = translate("Vendors", "Vendors")
        super().__init__(name, _columns(say), NAME, parent, is_tight=True)


def _columns(say: Wording) -> list[Column[VendorRow]]:
    """Say what each column holds."""
    return [
        Column(translate("Vendors", "Vendor"), lambda row: row.name),
        value_column(
            translate("Vendors", "n"),
            lambda row: row.receipts,
            say.count,
            tooltip=lambda _row: translate("Vendors", "Receipts its lead time is learned from"),
        ),
        value_column(
            translate("Vendors", "P50, d"),
            lambda row: row.p50_days,
            lambda days: days_words(days, say),
        ),
        value_column(
            translate("Vendors", "P95, d"),
            lambda row: row.p95_days,
            lambda days: days_words(days, say),
        ),
        value_column(
            translate("Vendors", "V, d"),
            lambda row: row.spread_days,
            lambda days: days_words(days, say),
            tooltip=lambda _row: translate("Vendors", "Lead-time variance score, P84 − P50"),
        ),
        Column(
            translate("Vendors", "On time"),
            lambda row: on_time_words(row, say),
            sort_key=lambda row: row.on_time / row.promised if row.promised else None,
            is_number=True,
        ),
        Column(
            translate("Vendors", "Overdue"),
            lambda row: overdue_words(row, say),
            sort_key=lambda row: (row.overdue, row.on_the_way),
            is_number=True,
            colour=lambda row: tokens.alarm if row.overdue else None,
        ),
    ]
