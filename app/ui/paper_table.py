"""A table of the window on paper: the same columns, two lines of a cell in one."""

from collections.abc import Sequence
from html import escape
from typing import TypeVar

from app.core.texts import translate
from app.ui.table_model import Column

Row = TypeVar("Row")
STYLE = (
    "h1{font-size:17px;font-weight:600} p{font-size:11px;color:#444444}"
    "p.head{font-size:12px;font-weight:600;color:#000000;margin-top:14px}"
    "td,th{padding:3px 6px;font-size:10px;vertical-align:top;text-align:left}"
    "th{font-weight:600;border-bottom:1px solid #000000}"
)


def paper_html(title: str, body: str) -> str:
    """Return a paper with its name in the footer, for `app.printing`."""
    name = escape(title, quote=True)
    number = escape(translate("Print", "page {page} of {pages}"))
    return (
        f'<html><head><title>{name}</title><meta name="footer" content="{name}">'
        f'<meta name="page-number" content="{number}"><style>{STYLE}</style></head>'
        f"<body>{body}</body></html>"
    )


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """Write names and values below each other."""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td><b>{escape(text)}</b></td></tr>" for name, text in facts
    )
    return f'<table width="100%">{rows}</table>'


def table_html(title: str, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> str:
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
