"""The Today page on paper: the same sentences, in a list that can be ticked off."""

from html import escape

from app.core.texts import translate
from app.ui.theme import state_words
from app.ui.today.card import Card, Question
from app.ui.today.rows_board import Board

STYLE = (
    "h1{font-size:17px;font-weight:600} h2{font-size:14px} td{padding:3px 8px;font-size:11px}"
    "td.n{font-size:13px} p{font-size:11px;color:#444444}"
)


def board_html(board: Board, day: str) -> str:
    """Return the page as HTML for `app.printing`."""
    title = escape(translate("Today", "{site}, {day}").format(site=board.site, day=day))
    machines = ", ".join(f"{mark.tag} {state_words(mark.state)}" for mark in board.machines)
    number = escape(translate("Today", "page {page} of {pages}"))
    parts = "".join(_question(question) for question in board.questions)
    return (
        f"<html><head><title>{title}</title><meta name='footer' content=\"{title}\">"
        f"<meta name='page-number' content=\"{number}\"><style>{STYLE}</style></head>"
        f"<body><h1>{title}</h1><p>{escape(machines)}</p>{parts}</body></html>"
    )


def _question(question: Question) -> str:
    """Return one question with its answers."""
    rows = "".join(_row(card) for card in question.cards)
    body = f"<table width='100%'>{rows}</table>" if rows else f"<p>{escape(question.nothing)}</p>"
    return f"<h2>{escape(question.text)}</h2>{body}"


def _row(card: Card) -> str:
    """Return one answer."""
    state = f" ({state_words(card.state)})" if card.state else ""
    return (
        f"<tr><td width='22%'><b>{escape(card.where)}</b>{escape(state)}</td>"
        f"<td width='40%'>{escape(card.sentence)}</td>"
        f"<td class='n' align='right' width='18%'>{escape(card.number)} {escape(card.unit)}</td>"
        f"<td width='20%'>{escape(card.when)}</td></tr>"
    )
