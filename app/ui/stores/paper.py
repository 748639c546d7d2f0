"""A part on paper: how it stands, its vendors, promises, orders and movements."""

from html import escape

from app.core.texts import translate
from app.replenishment.parts.record import PartRecord
from app.ui.paper_table import facts_html, paper_html, table_html
from app.ui.stores import columns
from app.ui.stores.rows_offers import offer_row
from app.ui.stores.rows_record import (
    alternate_rows,
    coming_rows,
    count_words,
    headline,
    kept_rows,
    movement_rows,
    shelf_sum,
    use_rows,
)
from app.ui.wording import NOTHING, Wording


def part_html(record: PartRecord, title: str, currency: str, say: Wording) -> str:
    """Return the part as HTML for `app.printing`."""
    part = record.part
    facts = (
        (translate("Stores", "State"), headline(record, say)),
        (translate("Stores", "Pieces"), shelf_sum(record.shelf, say)),
        (translate("Stores", "Safety stock, pcs"), say.count(part.safety_stock)),
        (translate("Stores", "Buffer stock, pcs"), say.count(part.buffer_stock)),
        (translate("Stores", "Bin"), part.bin or NOTHING),
        (translate("Stores", "Counted"), count_words(record, say)),
    )
    offers = [offer_row(seen, currency, say) for seen in record.offers]
    tables = (
        table_html(
            translate("Stores", "Vendors"), columns.offer_paper_columns(say, currency), offers
        ),
        table_html(
            translate("Stores", "Alternates"),
            columns.alternate_columns(say),
            alternate_rows(record),
        ),
        table_html(translate("Stores", "Kept for"), columns.kept_columns(say), kept_rows(record)),
        table_html(translate("Stores", "Needed by"), columns.use_columns(say), use_rows(record)),
        table_html(
            translate("Stores", "On order"), columns.coming_columns(say), coming_rows(record)
        ),
        table_html(
            translate("Stores", "Last movements"),
            columns.movement_columns(say),
            movement_rows(record, say),
        ),
    )
    head = f"<h1>{escape(part.number)}</h1><p>{escape(part.description)}</p>"
    return paper_html(title, head + facts_html(facts) + "".join(tables))
