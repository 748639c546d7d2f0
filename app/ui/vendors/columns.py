"""The columns of a vendor's receipts and of its orders on their way."""

from datetime import date

from app.core.texts import translate
from app.ui.colours import tokens
from app.ui.table_model import Column, value_column
from app.ui.vendors.rows_record import OnTheWayRow, ReceiptRow
from app.ui.wording import NOTHING, Wording

WHAT = 0
"""The column that takes what room is left, in both tables."""


def late_words(days_late: int | None, say: Wording) -> str:
    """Write days late with their sign; a dash where nobody promised a day."""
    if days_late is None:
        return NOTHING
    sign = {1: "+", 0: "", -1: "−"}[(days_late > 0) - (days_late < 0)]
    return f"{sign}{say.count(abs(days_late))}"


def lead_words(row: ReceiptRow, say: Wording) -> str:
    """Write how long a delivery took, and why it teaches nothing where it does not."""
    days = say.number(row.lead_days)
    return f"{days}\n{row.note}" if row.note else days


def _day_or_dash(day: date | None, say: Wording) -> str:
    """Write a date in figures, or a dash where there is none."""
    return NOTHING if day is None else say.numeric_day(day)


def receipt_columns(say: Wording) -> list[Column[ReceiptRow]]:
    """Say what the table of receipts holds."""
    return [
        Column(translate("Vendors", "Order, part"), lambda row: f"{row.order}\n{row.part}"),
        value_column(
            translate("Vendors", "Ordered"),
            lambda row: row.ordered_on,
            lambda day: _day_or_dash(day, say),
        ),
        value_column(
            translate("Vendors", "Promised"),
            lambda row: row.promised_on,
            lambda day: _day_or_dash(day, say),
        ),
        value_column(
            translate("Vendors", "Received"),
            lambda row: row.received_on,
            say.numeric_day,
        ),
        value_column(
            translate("Vendors", "Days late"),
            lambda row: row.days_late,
            lambda days: late_words(days, say),
        ),
        Column(
            translate("Vendors", "Lead, d"),
            lambda row: lead_words(row, say),
            sort_key=lambda row: row.lead_days,
            is_number=True,
        ),
    ]


def on_the_way_columns(say: Wording) -> list[Column[OnTheWayRow]]:
    """Say what the table of orders on their way holds."""
    return [
        Column(translate("Vendors", "Order, goods"), lambda row: f"{row.order}\n{row.goods}"),
        value_column(
            translate("Vendors", "Sent"),
            lambda row: row.sent_on,
            say.optional_day,
        ),
        value_column(
            translate("Vendors", "Promised"),
            lambda row: row.promised_on,
            say.optional_day,
        ),
        Column(
            translate("Vendors", "Comes P50, P90"),
            lambda row: f"{say.short_day(row.likely_on)}\n{say.short_day(row.late_on)}",
            sort_key=lambda row: row.likely_on,
            is_number=True,
        ),
        Column(
            translate("Vendors", "Age of P90, d"),
            lambda row: (
                ("▲ " if row.is_overdue else "")
                + translate("Vendors", "{age} of {p90}").format(
                    age=say.count(row.age_days), p90=say.fixed(row.p90_days, 1)
                )
            ),
            sort_key=lambda row: row.age_days / row.p90_days if row.p90_days else None,
            is_number=True,
            colour=lambda row: tokens.alarm if row.is_overdue else None,
        ),
    ]
