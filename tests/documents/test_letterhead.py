"""The site's name stands at the head, or its logo where the plant folder holds one."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage

from app.core.policy import SitePolicy
from app.documents import purchase_order_html
from app.documents.letterhead import letterhead_of
from app.printing import page_pictures, pdf_of

POLICY = SitePolicy(site_name="Brauhaus")


def test_without_a_logo_the_name_is_the_letterhead(tmp_path):
    assert letterhead_of(POLICY, tmp_path).logo_uri == ""
    assert letterhead_of(POLICY).logo_uri == ""


@pytest.mark.parametrize("name", ["logo.svg", "logo.png", "logo.jpg"])
def test_a_logo_of_the_plant_folder_is_drawn_on_the_order(decided, tmp_path, name):
    if name.endswith("svg"):
        (tmp_path / name).write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">'
            '<rect width="80" height="40" fill="#c00000"/></svg>'
        )
    else:
        image = QImage(80, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("#c00000"))
        assert image.save(str(tmp_path / name))
    paper = replace(decided.order_paper, letterhead=letterhead_of(POLICY, tmp_path))
    page = page_pictures(purchase_order_html(paper), dpi=96.0)[0]
    seen = page.pixelColor(100, 70)
    assert (seen.red() > 150, seen.green() < 60) == (True, True)


def test_a_logo_that_is_a_folder_is_left_out(tmp_path):
    (tmp_path / "logo.svg").mkdir()
    assert letterhead_of(POLICY, tmp_path).logo_uri == ""


def test_a_broken_logo_leaves_the_order_whole(decided, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"no picture")
    paper = replace(decided.order_paper, letterhead=letterhead_of(POLICY, tmp_path))
    pdf, _ = pdf_of(purchase_order_html(paper))
    assert decided.order.number in PdfReader(BytesIO(pdf)).pages[0].extract_text()
