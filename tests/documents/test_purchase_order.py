"""The purchase order as it leaves the house."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QImage

from app.core.money import Money
from app.core.purchasing import OrderLine
from app.core.texts import plain_day, plain_number
from app.documents import PurchaseOrderPaper, Wording, purchase_order_html
from app.printing import page_pictures, pdf_of

A4_POINTS, LETTER_POINTS = (595, 842), (612, 792)
NUMBER, DAY = r"(\d[\d.]*(?:e-\d+)?)", r"(\d{4}-\d\d-\d\d)"
IN_TABLES = {"late_term", "late_range", "alternative", "alternative_chosen", "way_out"}
COST_ROW = re.compile(rf"{DAY} {NUMBER} {NUMBER} {NUMBER} {NUMBER} {NUMBER}(?![-\d])")
TERM_ROW = re.compile(rf"\b(\d+) {NUMBER} {DAY} {DAY} {NUMBER} {NUMBER}")


def pages_of(html: str, paper: str = "A4") -> list[str]:
    """Text of each page, runs of white space as one blank."""
    reader = PdfReader(io.BytesIO(pdf_of(html, paper)[0]))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text_of(html: str) -> str:
    return " ".join(pages_of(html))


def grey_of(image: QImage) -> np.ndarray:
    """A page as an array of grey values, shape (height, width)."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    shape = (grey.height(), grey.bytesPerLine())
    return np.frombuffer(grey.constBits(), np.uint8).reshape(shape)[:, : grey.width()].copy()


def test_order_says_everything_its_supplier_needs(decided):
    first_page = pages_of(purchase_order_html(decided.order_paper))[0]
    for expected in (
        decided.order.number, "Brauhaus Süd", "Müller & Söhne Wälzlager", "20095 Hamburg",
        "Frau Öztürk", "K-20417", "Mon 2026-03-02", plain_day(decided.order.needed_by),
        "normal delivery", "Wareneingang Tor 2", "6309-2RS-C3", "Nordkugel NK 6309",
        "Rillenkugellager 45 x 100 x 25", "84.10 EUR", "30 Tage netto.", "Page 1 of 3",
    ):  # fmt: skip
        assert expected in first_page


def test_evidence_words_every_reason_of_the_record(decided):
    text = text_of(purchase_order_html(decided.order_paper))
    for reason in (*decided.record.decision.reasons, *decided.record.approval_reasons):
        if reason.code not in IN_TABLES:
            assert reason.text() in text
    assert decided.order.record_hash in text
    assert decided.record.id in text


def test_evidence_shows_what_was_seen_and_by_which_model(decided):
    text = text_of(purchase_order_html(decided.order_paper))
    for expected in (
        "outer race wear, 97 % sure", "envelope line at 75.6 Hz (BPFO), 21 dB",
        "degradation path, version 3, n = 172 measurements", "95 %", "peak acceleration 50.7 m/s²",
        "limit 60", "2026-02-19 08:12", "2026-03-02 08:12", "Halle 2", "criticality A",
    ):  # fmt: skip
        assert expected in text


def test_terms_on_the_page_add_up_to_the_printed_probability(decided):
    text = text_of(purchase_order_html(decided.order_paper))
    rows = [(float(m[2]), m[4], float(m[5]), float(m[6])) for m in TERM_ROW.finditer(text)]
    assert len(rows) == len(decided.order_paper.evidence[0].terms)
    assert sum(row[0] for row in rows) == pytest.approx(1.0, abs=0.01)
    for probability, _, failed, product in rows:
        assert probability * failed == pytest.approx(product, rel=0.01)
    printed = re.search(r"probability of being late ([\d.e-]+), the sum of the products", text)
    assert printed
    assert sum(row[3] for row in rows) == pytest.approx(float(printed[1]), rel=0.01)


def test_each_alternative_on_the_page_adds_up_and_the_chosen_day_is_among_them(decided):
    text = text_of(purchase_order_html(decided.order_paper))
    rows = [[float(part) for part in m.groups()[1:]] for m in COST_ROW.finditer(text)]
    told = decided.order_paper.evidence[0].alternatives
    assert len(rows) == len(told) >= 3
    assert told[0].details["day"] == decided.record.decision.order_by
    for (late, holding, waiting, fees, cost), reason in zip(rows, told, strict=True):
        assert holding + waiting + fees == pytest.approx(cost, abs=0.02)
        assert late == pytest.approx(reason.details["late"], rel=0.01)


def test_a_late_order_prints_its_ways_out_after_the_reasons_and_each_adds_up(decided):
    ways = [r for r in decided.order_paper.evidence[0].ways if r.code == "way_out"]
    assert ways
    text = " ".join(pages_of(purchase_order_html(decided.order_paper))[1:])
    assert text.index("Probability of being late") < text.index("Too late for a calm order")
    calm = replace(decided.order_paper.evidence[0], ways=())
    assert len(pages_of(purchase_order_html(replace(decided.order_paper, evidence=(calm,))))) == 2
    for reason in ways:
        named = re.escape(f"{reason.details['way']}: {reason.details['by']}")
        found = re.search(rf"{named}(?:, [a-z ]+)? " + " ".join([NUMBER] * 7), text)
        assert found
        _, *shares, cost = (float(number) for number in found.groups())
        assert sum(shares) == pytest.approx(cost, abs=0.05)


def test_article_date_can_be_recomputed_from_the_page(decided):
    text = text_of(purchase_order_html(decided.order_paper))
    found = re.search(r"Article rule: ([\d.]+) - ([\d.]+) - max\(([\d.]+), ([\d.]+)\) = day", text)
    assert found
    planned, lead, margin, spread = (float(value) for value in found.groups())
    article = next(r for r in decided.record.decision.reasons if r.code == "article_rule")
    assert planned - lead - max(margin, spread) == pytest.approx(article.details["days"], abs=0.02)
    assert plain_number(article.details["days"]) in text


def test_copy_for_the_vendor_keeps_our_reasons_and_limits_out(decided):
    text = text_of(purchase_order_html(decided.order_paper, with_evidence=False))
    assert "Why this order, why now" not in text
    assert "limit" not in text
    assert "Page 1 of 1" in text


def test_approval_names_who_and_when_and_evidence_every_test(decided):
    first_page, evidence, *_rest = pages_of(purchase_order_html(decided.order_paper))
    assert "Approved by rule: low value (R-1 v1), 2026-03-02 08:12." in first_page
    assert "Order total 84.10 EUR, limit 500.00 EUR: met." in evidence
    assert "threshold 0.9: met." in evidence
    assert "Low-value rule R-1 v1: approved." in evidence


@pytest.mark.parametrize(
    ("state", "said"), [("DRAFT", "not an order yet"), ("CANCELLED", "please do not deliver")]
)
def test_order_not_in_force_says_so_on_its_face(decided, state, said):
    paper = replace(decided.order_paper, state=state, approval=None)
    text = pages_of(purchase_order_html(paper))[0]
    assert said in text
    assert "Not approved yet." in text


def test_fifty_positions_repeat_the_header_and_number_the_pages(with_lines):
    pages = pages_of(purchase_order_html(with_lines(50)))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        if "TEIL-" in text:
            assert "Unit price, EUR" in text
    for position in range(1, 51):
        holding = [n for n, text in enumerate(pages) if f"TEIL-{position:03d}" in text]
        assert len(holding) == 1
        assert f"HN-{position:03d}" in pages[holding[0]], "a position is torn between two pages"


def test_total_stands_with_the_positions(with_lines):
    for count in (9, 10, 11, 12, 13, 14):
        pages = pages_of(purchase_order_html(with_lines(count)))
        assert sum("Order total, without tax" in text for text in pages) == 1


lines = st.lists(
    st.tuples(st.integers(1, 9999), st.decimals(Decimal("0.001"), Decimal(99999), places=3)),
    min_size=1,
    max_size=6,
)


@given(lines=lines)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_printed_totals_are_the_exact_decimal_totals(decided, lines):
    ordered = [OrderLine("p1", n, Money(price, "EUR")) for n, price in lines]
    total = sum((line.total.amount for line in ordered), Decimal(0))
    first = decided.order_paper.lines[0]
    printed = tuple(
        replace(first, quantity=line.quantity, unit_price=line.unit_price, total=line.total)
        for line in ordered
    )
    paper = replace(decided.order_paper, lines=printed, total=Money(total, "EUR"))
    html = purchase_order_html(paper, with_evidence=False)
    assert f'<p class="total">{total} EUR</p>' in html
    for line in ordered:
        assert f'<p class="order">{line.total.amount}</p>' in html


def test_unit_price_below_a_cent_is_not_rounded_away(decided):
    line = replace(decided.order_paper.lines[0], unit_price=Money(Decimal("0.0042"), "EUR"))
    paper = replace(decided.order_paper, lines=(line,))
    assert "0.0042" in purchase_order_html(paper)


@pytest.mark.parametrize(("name", "points"), [("A4", A4_POINTS), ("Letter", LETTER_POINTS)])
def test_paper_has_the_size_of_the_site(decided, name, points):
    reader = PdfReader(io.BytesIO(pdf_of(purchase_order_html(decided.order_paper), name)[0]))
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == points


@pytest.mark.parametrize("dpi", [203.0, 300.0])
def test_code_is_read_back_from_paper(decided, dpi):
    page = page_pictures(purchase_order_html(decided.order_paper), dpi=dpi)[0]
    found = zxingcpp.read_barcodes(grey_of(page))
    assert [code.text for code in found] == [
        f"kairos:PO:{decided.order.number}:{decided.order.record_hash[:16]}"
    ]


LONG_WORD = "Zylinderrollenlagerinnenringabziehvorrichtungsverlängerung" * 3


@pytest.mark.parametrize("paper_name", ["A4", "Letter"])
def test_long_names_with_umlauts_are_wrapped_and_not_cut(decided, paper_name):
    line = replace(decided.order_paper.lines[0], part_number="Ä" * 70, description=LONG_WORD)
    paper = replace(
        decided.order_paper,
        lines=(line,),
        supplier_name=LONG_WORD,
        deliver_to=(LONG_WORD,),
        letterhead=replace(decided.order_paper.letterhead, site_name="Größte Brauerei " * 5),
    )
    html = purchase_order_html(paper)
    text = "".join(pages_of(html, paper_name)).replace(" ", "")
    assert text.count(LONG_WORD) == 3
    assert "Ä" * 70 in text
    right_edge = grey_of(page_pictures(html, paper_name, dpi=96.0)[0])[:, -50:]
    assert right_edge.min() == 255, "ink in the right margin"


def test_reader_finds_numbers_and_days_in_own_habit(decided):
    wording = Wording(
        number=lambda value: plain_number(value).replace(".", ","),
        day=lambda day: f"{day:%d.%m.%Y}",
        amount=lambda amount: f"{amount:.2f}".replace(".", ","),
        money=lambda money: f"{money.rounded().amount}".replace(".", ",") + " €",
    )
    text = text_of(purchase_order_html(decided.order_paper, wording))
    assert "84,10 €" in text
    assert f"{decided.order.needed_by:%d.%m.%Y}" in text
    assert not re.search(r"\d{4}-\d\d-\d\d", text.replace("since 2026-02-19", ""))


def test_markup_in_names_is_text(decided):
    paper = replace(decided.order_paper, supplier_name="<b>Fett & Söhne</b>")
    assert "<b>Fett & Söhne</b>" in text_of(purchase_order_html(paper))


def test_order_for_the_shelf_needs_no_evidence(decided):
    pages = pages_of(purchase_order_html(replace(decided.order_paper, evidence=())))
    assert len(pages) == 1


def test_late_order_is_printed_with_its_delivery_and_lateness(
    decide: Callable[..., object],
):
    late = decide(3.0)
    evidence = late.order_paper.evidence[0]
    text = text_of(purchase_order_html(late.order_paper))
    assert evidence.decision.kind == "LATE"
    assert "Decision LATE" in text
    assert isinstance(late.order_paper, PurchaseOrderPaper)
