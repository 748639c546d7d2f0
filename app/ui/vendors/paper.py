"""A vendor on paper: its facts, what is on its way, and each receipt."""

from collections.abc import Sequence
from html import escape
from typing import TypeVar

from app.core.texts import translate
from app.ui.table_model import Column
from app.ui.vendors.columns import on_the_way_columns, receipt_columns
from app.ui.vendors.rows_record import VendorSheet
from app.ui.wording import Wording

Row = TypeVar("Row")
STYLE = (
    "h1{font-size:17px;font-weight:600} h2{font-size:12px;font-weight:600}"
    "p{font-size:11px;color:#444444}"
    "td,th{padding:3px 6px;font-size:10px;vertical-align:top;text-align:left}"
    "th{font-weight:600;border-bottom:1px solid #000000}"
)


def vendor_html(sheet: VendorSheet, title: str, say: Wording) -> str:
    """Return the vendor as HTML for `app.printing`."""
    name = escape(title, quote=True)
    number = escape(translate("Print", "page {page} of {pages}"))
    facts = "".join(
        f"<tr><th>{escape(what)}</th><td>{escape(text)}</td></tr>" for what, text in sheet.facts
    )
    coming = _table(translate("Vendors", "On their way"), on_the_way_columns(say), sheet.on_the_way)
    receipts = _table(translate("Vendors", "Receipts"), receipt_columns(say), sheet.receipts)
    return (
        f'<html><head><title>{name}</title><meta name="footer" content="{name}">'
        f'<meta name="page-number" content="{number}"><style>{STYLE}</style></head>'
        f"<body><h1>{escape(sheet.record.supplier.name)}</h1><p>{escape(sheet.contact)}</p>"
        f'<table width="100%">{facts}</table>{coming}{receipts}</body></html>'
    )


def _table(title: str, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> str:
    """Write rows under their heads; nothing where there are none."""
    if not rows:
        return ""
    heads = "".join(f"<th>{escape(column.title)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(c.text(row))}</td>" for c in columns) + "</tr>"
        for row in rows
    )
    return (
        f'<h2>{escape(title)}</h2><table width="100%"><thead><tr>{heads}</tr></thead>{body}</table>'
    )
