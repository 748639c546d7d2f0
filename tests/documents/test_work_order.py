"""The work order as it hangs on a clipboard."""

import io
import re
from dataclasses import replace

import numpy as np
import zxingcpp
from pypdf import PdfReader
from PySide6.QtGui import QImage

from app.documents import work_order_html
from app.documents.boxes_svg import PX_PER_MM, pen_box_px
from app.printing import page_pictures, pdf_of


def text_of(html: str) -> str:
    reader = PdfReader(io.BytesIO(pdf_of(html)[0]))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def grey_of(image: QImage) -> np.ndarray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    shape = (grey.height(), grey.bytesPerLine())
    return np.frombuffer(grey.constBits(), np.uint8).reshape(shape)[:, : grey.width()].copy()


def test_job_says_where_what_when_and_with_which_part(decided):
    text = text_of(work_order_html(decided.job_paper))
    for expected in (
        decided.job.number, "P-13-0", "Brauwasserpumpe", "Halle 2", "Lager AS", "6309",
        "outer race wear", "2026-02-19 08:12", f"{decided.job.planned_on}", "6309-2RS-C3",
        "A-03-12", f"{decided.job.part_expected_on}", decided.order.number, "2023-09-18",
        "Page 1 of 1",
    ):  # fmt: skip
        assert expected in text


def test_asset_and_place_come_first(decided):
    text = text_of(work_order_html(decided.job_paper))
    assert text.index("P-13-0 Brauwasserpumpe Halle 2") < text.index("Planned day")


def test_permit_and_tools_stand_before_the_numbered_steps(decided):
    text = text_of(work_order_html(decided.job_paper))
    order = [
        "Permit: Freigabe W-1 einholen",
        "Tools: Abzieher, Drehmomentschlüssel",
        "1 Kupplung lösen",
        "2 Sitz messen: 45.002 bis 45.013",
        "3 Lager wechseln",
    ]
    places = [text.index(step) for step in order]
    assert places == sorted(places)


def test_every_step_outcome_permit_and_the_part_has_a_box_for_a_pen(decided):
    html = work_order_html(decided.job_paper)
    paper = decided.job_paper
    boxes = re.findall(rf'width="{pen_box_px()}" height="{pen_box_px()}"', html)
    expected = len(paper.steps) + len(paper.permits) + len(paper.tools) + len(paper.outcomes) + 1
    assert len(boxes) == expected
    assert pen_box_px() / PX_PER_MM >= 7.0


def test_all_three_outcomes_can_be_ticked(decided):
    text = text_of(work_order_html(decided.job_paper))
    assert "as predicted other fault no fault found" in text


def test_code_is_read_back_from_a_label_printer(decided):
    page = page_pictures(work_order_html(decided.job_paper), dpi=203.0)[0]
    found = zxingcpp.read_barcodes(grey_of(page))
    assert [code.text for code in found] == [decided.job_paper.code]
    assert decided.job_paper.code.startswith(f"kairos:WO:{decided.job.number}:")


def test_job_without_part_prediction_or_procedure_is_still_a_paper(decided):
    paper = replace(
        decided.job_paper, parts=(), seen=None, trend=None, steps=(), permits=(), tools=(),
        planned_on=None, need_by=None, installed_on=None,
    )  # fmt: skip
    text = text_of(work_order_html(paper))
    assert "No steps are written down for this job yet." in text
    assert "outer race wear" in text


def test_long_procedure_runs_over_pages_without_tearing_a_step(decided):
    steps = tuple(
        f"Schritt {n} beginnt. {'Weiter so. ' * 12} Schritt {n} endet." for n in range(40)
    )
    html = work_order_html(replace(decided.job_paper, steps=steps))
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(pdf_of(html)[0])).pages
    ]
    assert len(pages) > 2
    for n in range(40):
        begun = [i for i, text in enumerate(pages) if f"Schritt {n} beginnt" in text]
        ended = [i for i, text in enumerate(pages) if f"Schritt {n} endet" in text]
        assert begun == ended
        assert len(begun) == 1
    assert all("Measured, noted" in text for text in pages if "beginnt" in text)
