"""Every visible word of a paper goes through the translator."""

import base64
import re
from dataclasses import replace
from html import unescape

import pytest

from app.core.texts import install_translator
from app.documents import paper_texts, purchase_order_html, work_order_html

WORD = re.compile(r"[^\W\d_]{2,}")
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
SIGNS = {"EUR", "BPFO", "kairos", "PO", "WO", "s²"}
"""Currency, the field's sign for a line, the code of the record, a unit."""


def visible(html: str) -> str:
    """All text a reader sees: paragraphs, footer, title, and the words inside pictures."""
    pictures = " ".join(
        " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", base64.b64decode(m[1]).decode()))
        for m in SVG.finditer(html)
    )
    heads = " ".join(re.findall(r'content="([^"]*)"', html))
    body = re.sub(r"<style>.*?</style>", " ", html, flags=re.DOTALL)
    return unescape(f"{pictures} {heads} {re.sub(r'<[^>]+>', ' ', body)}")


def untranslated(html: str) -> str:
    """Cut out what the translator wrapped, from the inside out."""
    text, before = visible(html), ""
    while text != before:
        text, before = INNERMOST.sub(" ", text), text
    return text


@pytest.fixture
def own_words(decided, plant_words):
    """Wrap every text; what the plant itself wrote stays as it is."""
    install_translator(lambda _context, text: f"⟦{text}⟧")
    written = [*plant_words, decided.job.title, decided.order.approved_by, decided.record.id]
    codes = [decided.order.record_hash, decided.order_paper.code, decided.job_paper.code]
    return {*WORD.findall(" ".join([*written, *codes])), *SIGNS}


def bare_words(html: str, own: set[str]) -> set[str]:
    return set(WORD.findall(untranslated(html))) - own


def test_purchase_order_leaves_no_bare_word(decided, own_words):
    found = bare_words(purchase_order_html(decided.order_paper), own_words)
    assert not found


def test_work_order_leaves_no_bare_word(decided, own_words):
    found = bare_words(work_order_html(decided.job_paper), own_words)
    assert not found


def test_draft_and_long_paper_leave_no_bare_word(decided, own_words):
    paper = replace(decided.order_paper, state="DRAFT", approval=None, evidence=())
    assert not bare_words(purchase_order_html(paper), own_words)


def test_catalogue_lists_every_text_of_the_templates():
    texts = paper_texts()
    assert {"Why this order, why now", "Page {page} of {pages}", "Was the prediction right?"} <= {
        *texts
    }
    assert len(texts) == len(set(texts))


def test_a_translated_paper_is_in_the_other_language(decided):
    german = {"Purchase order": "Bestellung", "Deliver to": "Lieferanschrift"}
    install_translator(lambda _context, text: german.get(text, text))
    html = purchase_order_html(decided.order_paper)
    assert "Bestellung" in html
    assert "Lieferanschrift" in html
    assert "Purchase order" not in html
