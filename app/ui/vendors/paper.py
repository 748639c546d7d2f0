"""A vendor on paper: its facts, what is on its way, and each receipt."""

from html import escape

from app.core.texts import translate
from app.ui.paper_table import facts_html, paper_html, table_html
from app.ui.vendors.columns import on_the_way_columns, receipt_columns
from app.ui.vendors.rows_record import VendorSheet
from app.ui.wording import Wording


def vendor_html(sheet: VendorSheet, title: str, say: Wording) -> str:
    """Return the vendor as HTML for `app.printing`."""
    coming = table_html(
        translate("Vendors", "On their way"), on_the_way_columns(say), sheet.on_the_way
    )
    receipts = table_html(translate("Vendors", "Receipts"), receipt_columns(say), sheet.receipts)
    head = f"<h1>{escape(sheet.record.supplier.name)}</h1><p>{escape(sheet.contact)}</p>"
    return paper_html(title, head + facts_html(sheet.facts) + coming + receipts)
