"""HTML onto paper, without a screen."""

import base64
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtPrintSupport import QPrinter

from app.core.errors import DiskFull, ScenarioRefused
from app.printing import page_pictures, paint_document, pdf_of, print_pdf

ROOT = Path(__file__).resolve().parents[2]
HEAD = (
    "<html><head><title>Prüfbericht</title>"
    '<meta name="footer" content="Werk Süd &amp; Co."><meta name="page-number" '
    'content="Seite {page} von {pages}"><style>p { margin: 0px; } td { padding: 4px; }</style>'
    "</head><body>"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">'
    '<rect x="0" y="0" width="100" height="40" fill="#d4d4d4"/>'
    '<text x="50" y="22" font-size="7.5" text-anchor="middle">P90 0.0123 früh</text></svg>'
)


@pytest.fixture(scope="session", autouse=True)
def _qt(qapp: object) -> None:
    """One application for the whole run, whichever test needs it first."""


def pages_of(html: str, paper: str = "A4") -> list[str]:
    reader = PdfReader(io.BytesIO(pdf_of(html, paper)[0]))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def document(body: str) -> str:
    return f"{HEAD}{body}</body></html>"


def test_footer_and_page_number_stand_on_every_page():
    html = document('<p>eins</p><p style="page-break-before: always">zwei</p>')
    pages = pages_of(html)
    assert len(pages) == 2
    for number, text in enumerate(pages, start=1):
        assert "Werk Süd & Co." in text
        assert f"Seite {number} von 2" in text


def test_pdf_carries_its_title_and_its_fonts():
    reader = PdfReader(io.BytesIO(pdf_of(document("<p>Größe</p>"))[0]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Prüfbericht"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for name in fonts:
        descendant = fonts[name].get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_copied_text_has_blanks_and_no_ligatures():
    text = PdfReader(io.BytesIO(pdf_of(document("<p>84.00 EUR ec33bff9 fi</p>"))[0])).pages[0]
    assert "84.00 EUR ec33bff9 fi" in text.extract_text()


def test_words_inside_a_drawing_are_text():
    uri = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()
    text = pages_of(document(f'<p><img src="{uri}" width="300" height="120"></p>'))[0]
    assert "P90 0.0123 früh" in text


def test_image_without_a_width_keeps_its_shape():
    uri = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()
    page = page_pictures(document(f'<p><img src="{uri}" height="80"></p>'), dpi=96.0)[0]
    row = [page.pixelColor(x, 60).lightness() for x in range(page.width())]
    assert 195 <= sum(value < 240 for value in row) <= 202


def test_paper_is_black_on_white_on_a_dark_screen():
    before = QGuiApplication.palette()
    dark = QPalette(before)
    dark.setColor(QPalette.ColorRole.Text, QColor("#ffffff"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    QGuiApplication.setPalette(dark)
    try:
        page = page_pictures(document('<p style="font-size: 40px">schwarz</p>'), dpi=48.0)[0]
    finally:
        QGuiApplication.setPalette(before)
    values = {page.pixelColor(x, y).lightness() for x in range(40, 200) for y in range(20, 60)}
    assert min(values) < 60
    assert page.pixelColor(5, 5).lightness() == 255


def test_pictures_and_pdf_have_the_same_pages():
    html = document("<p>x</p>" * 200)
    assert len(page_pictures(html, dpi=20.0)) == pdf_of(html)[1] > 1


@pytest.mark.parametrize(("paper", "inches"), [("A4", (8.27, 11.69)), ("Letter", (8.5, 11.0))])
def test_picture_has_the_size_of_its_paper(paper, inches):
    page = page_pictures(document("<p>x</p>"), paper, dpi=100.0)[0]
    assert page.width() == pytest.approx(inches[0] * 100, abs=1)
    assert page.height() == pytest.approx(inches[1] * 100, abs=1)


rows = st.lists(st.integers(1, 9), min_size=10, max_size=45)


@example(rows=[1] * 9 + [4], lead=30)
@given(rows=rows, lead=st.integers(0, 30))
@settings(max_examples=12, deadline=None)
def test_no_row_is_torn_between_two_pages(rows, lead):
    cells = "".join(
        f"<tr><td><p>A{n}A</p>{'<p>mitte</p>' * lines}<p>Z{n}Z</p></td><td>rechts</td></tr>"
        for n, lines in enumerate(rows)
    )
    table = f'<table width="100%"><thead><tr><th>Kopf</th><th></th></tr></thead>{cells}</table>'
    pages = pages_of(document(f"{'<p>vorher</p>' * lead}{table}<p>danach</p>"))
    for n in range(len(rows)):
        first = [i for i, text in enumerate(pages) if f"A{n}A" in text]
        last = [i for i, text in enumerate(pages) if f"Z{n}Z" in text]
        assert first == last
        assert len(first) == 1
    assert all("Kopf" in text for text in pages if "mitte" in text)
    assert sum("danach" in text for text in pages) == 1, "what follows a table is printed once"


def test_row_taller_than_a_page_is_printed_whole_over_two():
    html = document(f"<table><tr><td>{'<p>Zeile</p>' * 120}</td></tr></table>")
    assert sum(text.count("Zeile") for text in pages_of(html)) == 120


def test_printer_gets_the_same_pages_as_the_pdf(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    html = document('<p>eins</p><p style="page-break-before: always">zwei</p>')
    assert paint_document(html, printer) == 2
    texts = [page.extract_text() for page in PdfReader(tmp_path / "p.pdf").pages]
    assert ["eins" in texts[0], "zwei" in texts[1]] == [True, True]


@pytest.mark.qt_log_ignore("Returned false")
def test_printer_that_takes_nothing_is_said_in_plain_words(tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "p.pdf"))
    with pytest.raises(DiskFull, match="did not take the pages"):
        paint_document(document("<p>x</p>"), printer)


def test_paper_lies_whole_in_a_new_folder(tmp_path):
    path = tmp_path / "papers" / "PO-1.pdf"
    assert print_pdf(document("<p>84.00 EUR</p>"), path) == 1
    assert "84.00 EUR" in PdfReader(path).pages[0].extract_text()
    assert list(path.parent.iterdir()) == [path], "no unfinished file is left behind"


def test_paper_that_cannot_be_written_is_said_in_plain_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskFull, match="could not be written"):
        print_pdf(document("<p>x</p>"), tmp_path / "file" / "PO-1.pdf")


def test_full_disk_leaves_no_half_of_a_paper(tmp_path):
    script = (
        "import resource, signal, sys; from pathlib import Path;"
        "from app.core.errors import DiskFull, ScenarioRefused; from app.printing import print_pdf;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "\ntry: print_pdf('<html><body><p>x</p></body></html>', Path(sys.argv[1]))"
        "\nexcept DiskFull: print('refused')"
    )
    path = tmp_path / "p.pdf"
    path.write_text("the paper of yesterday")
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    assert "refused" in done.stdout
    assert [file.read_text() for file in tmp_path.iterdir()] == ["the paper of yesterday"]


def test_unknown_paper_size_is_refused_by_name():
    with pytest.raises(ScenarioRefused, match="A5"):
        pdf_of(document("<p>x</p>"), "A5")


def test_same_document_gives_the_same_pages():
    html = document("<p>Größe 12,5</p>" * 40)
    once, again = page_pictures(html, dpi=40.0), page_pictures(html, dpi=40.0)
    assert [page == other for page, other in zip(once, again, strict=True)] == [True] * len(once)


def test_prints_without_any_display(tmp_path):
    script = (
        "from pathlib import Path; from app.printing import print_pdf; import sys;"
        "print_pdf('<html><body><p>Ohne Bildschirm 42</p></body></html>', Path(sys.argv[1]));"
        "assert 'PySide6.QtWidgets' not in sys.modules"
    )
    path = tmp_path / "p.pdf"
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, cwd=ROOT, env=bare)
    assert "Ohne Bildschirm 42" in PdfReader(path).pages[0].extract_text()
