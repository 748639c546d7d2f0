"""The needs on paper: the list as filtered, one line a need, to be ticked off."""

from html import escape

from app.core.texts import translate
from app.ui.needs.rows_needs import NeedRow, cover_words, kind_word, order_day
from app.ui.wording import Wording

STYLE = (
    "h1{font-size:17px;font-weight:600} p{font-size:11px;color:#444444}"
    "td,th{padding:3px 6px;font-size:10px;vertical-align:top;text-align:left}"
    "th{font-weight:600;border-bottom:1px solid #000000}"
)


def needs_html(rows: list[NeedRow], title: str, say: Wording) -> str:
    """Return the list as HTML for `app.printing`."""
    name = escape(title, quote=True)
    number = escape(translate("Print", "page {page} of {pages}"))
    count = translate("Needs", "{n} needs, the earliest order day first")
    heads = "".join(f'<th width="{width}%">{escape(head)}</th>' for head, width in _heads().items())
    body = "".join(_row(row, say) for row in rows)
    return (
        f'<html><head><title>{name}</title><meta name="footer" content="{name}">'
        f'<meta name="page-number" content="{number}"><style>{STYLE}</style></head>'
        f"<body><h1>{name}</h1><p>{escape(count.format(n=say.count(len(rows))))}</p>"
        f'<table width="100%"><thead><tr>{heads}</tr></thead>{body}</table></body></html>'
    )


def _heads() -> dict[str, int]:
    """Name the columns with their shares of the width in percent."""
    return {
        "": 4,
        translate("Needs", "Order by, need by"): 19,
        translate("Needs", "For"): 22,
        translate("Needs", "Part, vendor"): 30,
        translate("Needs", "Missing"): 9,
        translate("Needs", "Cover, reason"): 16,
    }


def _row(row: NeedRow, say: Wording) -> str:
    """Write one need; a cell's lines stand below each other, the first in bold."""
    line = row.line
    missing = translate("Needs", "{n} of {all}").format(
        n=say.count(line.missing), all=say.count(line.quantity)
    )
    cover = "; ".join(cover_words(cover, say) for cover in line.cover if cover.is_in_time)
    cells = (
        _lines(order_day(row, say), say.optional_day(line.need_by)),
        _lines(row.where, kind_word(line.kind)),
        _lines(row.part, row.description, row.supplier),
        _lines(missing),
        _lines(cover or translate("Needs", "no cover"), row.reason),
    )
    box = "☐" if row.can_be_ordered else ""
    return f"<tr><td>{box}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _lines(first: str, *others: str) -> str:
    """Put texts below each other."""
    return "<br>".join((f"<b>{escape(first)}</b>", *map(escape, others)))
