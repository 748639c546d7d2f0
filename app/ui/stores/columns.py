"""The columns of the tables inside a part's record, on the screen and on paper."""

from app.core.texts import translate
from app.ui.stores.rows_offers import OfferRow
from app.ui.stores.rows_record import (
    AlternateRow,
    ComingRow,
    KeptRow,
    MovementRow,
    UseRow,
)
from app.ui.table_model import Column, value_column
from app.ui.wording import Wording

FIRST = 0
"""The column that takes what room is left, in every table of the record."""


def offer_columns(say: Wording, currency: str) -> list[Column[OfferRow]]:
    """Say what the table of vendors holds."""
    price = translate("Stores", "Price a piece\n{unit}").format(unit=currency)
    return [
        Column(
            translate("Stores", "Vendor"),
            lambda row: f"{row.vendor}\n{row.standing}" if row.standing else row.vendor,
        ),
        Column(price, lambda row: row.price, sort_key=lambda row: row.amount, is_number=True),
        Column(
            translate("Stores", "Least / pack\npcs"),
            lambda row: f"{say.count(row.least)} / {say.count(row.pack)}",
            sort_key=lambda row: row.least,
            is_number=True,
        ),
        value_column(
            translate("Stores", "Sent today\nin on"),
            lambda row: row.in_on,
            say.short_day,
        ),
    ]


def offer_paper_columns(say: Wording, currency: str) -> list[Column[OfferRow]]:
    """Say the same on paper, with what the screen shows of the vendor chosen."""
    terms = translate("Stores", "Terms")
    return [*offer_columns(say, currency), Column(terms, _terms_words)]


def _terms_words(row: OfferRow) -> str:
    """Write what stands beside the price in one cell."""
    return "; ".join(f"{name}: {text}" for name, text in row.facts)


def kept_columns(say: Wording) -> list[Column[KeptRow]]:
    """Say what the table of kept pieces holds."""
    return [
        Column(translate("Stores", "For"), lambda row: row.purpose),
        Column(translate("Stores", "How"), lambda row: row.kind),
        value_column(
            translate("Stores", "Pieces"),
            lambda row: row.pieces,
            say.count,
        ),
        value_column(
            translate("Stores", "Wanted on"),
            lambda row: row.wanted_on,
            say.short_day,
        ),
        Column(translate("Stores", "By"), lambda row: row.made_by),
    ]


def alternate_columns(say: Wording) -> list[Column[AlternateRow]]:
    """Say what the table of alternates holds."""
    return [
        Column(translate("Stores", "Part"), lambda row: f"{row.number} {row.description}"),
        value_column(
            translate("Stores", "On hand, pcs"),
            lambda row: row.on_hand,
            say.count,
        ),
        value_column(
            translate("Stores", "Free, pcs"),
            lambda row: row.free,
            say.count,
        ),
    ]


def use_columns(say: Wording) -> list[Column[UseRow]]:
    """Say what the table of machines holds."""
    return [
        Column(translate("Stores", "Machine"), lambda row: row.where),
        Column(translate("Stores", "As"), lambda row: row.how),
        Column(translate("Stores", "Class"), lambda row: row.criticality),
        value_column(
            translate("Stores", "Pieces a job"),
            lambda row: row.pieces,
            say.count,
        ),
    ]


def coming_columns(say: Wording) -> list[Column[ComingRow]]:
    """Say what the table of open orders holds."""
    return [
        Column(translate("Stores", "Order"), lambda row: row.number),
        Column(translate("Stores", "State"), lambda row: row.state),
        value_column(
            translate("Stores", "Pieces"),
            lambda row: row.pieces,
            say.count,
        ),
        value_column(
            translate("Stores", "Expected"),
            lambda row: row.expected_on,
            say.optional_day,
        ),
    ]


def movement_columns(say: Wording) -> list[Column[MovementRow]]:
    """Say what the table of movements holds."""
    return [
        Column(translate("Stores", "What for"), lambda row: row.reference),
        Column(translate("Stores", "Movement"), lambda row: row.kind),
        Column(
            translate("Stores", "Pieces"),
            lambda row: f"{'+' if row.pieces > 0 else '−'}{say.count(abs(row.pieces))}",
            sort_key=lambda row: row.pieces,
            is_number=True,
        ),
        Column(translate("Stores", "Day"), lambda row: row.day, is_number=True),
        Column(translate("Stores", "By"), lambda row: row.actor),
    ]
