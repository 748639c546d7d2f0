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
    "h1{font-size:17px;font-weight:600} p{font-size:11px;color:#444444}"
    "p.head{font-size:12px;font-weight:600;color:#000000;margin-top:14px}"
    "td,th{padding:3px 6px;font-size:10px;vertical-align:top;text-align:left}"
    "th{font-weight:600;border-bottom:1px solid #000000}"
)


def vendor_html(sheet: VendorSheet, title: str, say: Wording) -> str:
    """Return the vendor as HTML for `app.printing`."""
    name = escape(title, quote=True)
    number = escape(translate("Print", "page {page} of {pages}"))
    facts = "".join(
        f"<tr><td>{escape(what)}</td><td><b>{escape(text)}</b></td></tr>"
        for what, text in sheet.facts
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
    heads = "".join(f"<th{_side(c)}>{escape(c.title)}</th>" for c in columns)
    body = "".join("<tr>" + "".join(_cell(c, row) for c in columns) + "</tr>" for row in rows)
    return (
        f'<p class="head">{escape(title)}</p><table width="100%"><thead><tr>{heads}</tr></thead>'
        f"{body}</table>"
    )


def _cell(column: Column[Row], row: Row) -> str:
    """Write one cell; two lines of the screen stand in one on paper."""
    return f"<td{_side(column)}>{escape(column.text(row).replace(chr(10), ', '))}</td>"


def _side(column: Column[Row]) -> str:
    """Stand numbers right."""
    return ' align="right"' if column.is_number else ""
