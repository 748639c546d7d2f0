"""The paper as it will come out."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Runtime
from app.core.purchasing import PurchaseOrder
from app.ui.orders.paper import order_paper
from app.ui.page import PrintJob
from app.ui.page_picture import page_picture
from app.ui.print_preview import PrintPreview
from app.ui.wording import Wording


@pytest.fixture
def order_job(runtime: Runtime, say: Wording, draft: PurchaseOrder) -> PrintJob:
    return order_paper(runtime.store, draft.id, say, is_job=False)


def test_the_reasons_can_be_left_off_for_the_vendor(qtbot: QtBot, order_job: PrintJob) -> None:
    preview = PrintPreview(order_job)
    qtbot.addWidget(preview)
    whole = preview.page_count
    preview.findChild(QCheckBox).setChecked(False)
    assert preview.html == order_job.short_html
    assert preview.page_count < whole


def test_what_is_saved_is_what_was_shown(
    qtbot: QtBot, order_job: PrintJob, draft: PurchaseOrder, tmp_path: Path
) -> None:
    preview = PrintPreview(order_job)
    qtbot.addWidget(preview)
    pages = preview.page_count
    with qtbot.waitSignal(preview.done_in_words) as said:
        preview.save(tmp_path / "order.pdf")
    reader = PdfReader(tmp_path / "order.pdf")
    assert len(reader.pages) == pages
    assert draft.number in reader.pages[0].extract_text()
    assert "order.pdf" in said.args[0]


def test_a_full_or_closed_folder_is_said_in_words(
    qtbot: QtBot, order_job: PrintJob, tmp_path: Path
) -> None:
    preview = PrintPreview(order_job)
    qtbot.addWidget(preview)
    (tmp_path / "file").write_text("no folder")
    with qtbot.waitSignal(preview.failed) as refused:
        preview.save(tmp_path / "file" / "order.pdf")
    assert "could not be written" in refused.args[0].what


def test_a_page_without_a_paper_of_its_own_is_printed_as_its_picture(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = QLabel("a page")
    qtbot.addWidget(page)
    page.resize(600, 300)
    preview = PrintPreview(page_picture(page, "Live, P-101", "A4"))
    qtbot.addWidget(preview)
    assert preview.page_count == 1
    preview.save(tmp_path / "page.pdf")
    (printed,) = PdfReader(tmp_path / "page.pdf").pages
    assert len(printed.images) == 1
    assert "Live, P-101" in printed.extract_text()
