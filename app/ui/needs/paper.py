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
    heads = "".join(f"<th>{escape(head)}</th>" for head in _heads())
    body = "".join(_row(row, say) for row in rows)
    return (
        f'<html><head><title>{name}</title><meta name="footer" content="{name}">'
        f'<meta name="page-number" content="{number}"><style>{STYLE}</style></head>'
        f"<body><h1>{name}</h1><p>{escape(count.format(n=say.count(len(rows))))}</p>"
        f'<table width="100%"><thead><tr>{heads}</tr></thead>{body}</table></body></html>'
    )


def _heads() -> tuple[str, ...]:
    """Name the columns."""
    return (
        "",
        translate("Needs", "Order by"),
        translate("Needs", "Need by"),
        translate("Needs", "For"),
        translate("Needs", "Part"),
        translate("Needs", "Missing"),
        translate("Needs", "Supplier"),
        translate("Needs", "Cover"),
        translate("Needs", "Reason"),
    )


def _row(row: NeedRow, say: Wording) -> str:
    """Write one need."""
    missing = translate("Needs", "{n} of {all}").format(
        n=say.count(row.line.missing), all=say.count(row.line.quantity)
    )
    cells = (
        "☐" if row.can_be_ordered else "",
        order_day(row, say),
        say.optional_day(row.line.need_by),
        f"{row.where} ({kind_word(row.line.kind)})",
        f"{row.part}, {row.description}",
        missing,
        row.supplier,
        "; ".join(cover_words(cover, say) for cover in row.line.cover if cover.is_in_time),
        row.reason,
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
