"""HTML onto sheets of paper: pages of one size, a footer on each, "page x of y".

One CSS px is 1/96 inch on paper, whatever screen the machine has, so the same HTML gives the same
pages everywhere.
"""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextFormat,
)

from app.core.errors import DiskFull, ScenarioRefused
from app.printing.document_head import head_of
from app.printing.fonts import paper_font, with_blanks
from app.printing.page_breaks import keep_rows_whole
from app.printing.vector_images import VectorImages

PX_PER_INCH = 96.0
PX_PER_MM = PX_PER_INCH / 25.4
PDF_DPI = 1200
LEFT_MM, TOP_MM, RIGHT_MM, BOTTOM_MM = 20.0, 12.0, 16.0, 18.0
"""Margins: left wide enough to be punched, bottom with the footer in it."""
FOOTER_MM = 14.0
"""Height above the paper's lower edge at which the footer's line stands."""
FOOTER_FONT_PX = 9
HAIR_PX = 0.05
"""Qt lays out in 64ths of a px: a page may end that much after the line it pushed away."""
FOOTER_COLOUR = "#444444"
PAPERS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}

_own_application: list[QGuiApplication] = []


def print_pdf(html: str, path: Path, paper: str = "A4") -> int:
    """Write a document as PDF; its text stays selectable, and the file appears whole or not at all.

    Parameters
    ----------
    html : str
        Title in `<title>`, foot of each page in `<meta name="footer">`, and the words of the page
        number, with `{page}` and `{pages}`, in `<meta name="page-number">`.
    path : Path
        File to write; one that is there is replaced.
    paper : str
        "A4" or "Letter".

    Returns
    -------
    int
        Number of pages.

    Raises
    ------
    DiskFull
        If the file can't be written.
    ScenarioRefused
        If the paper size is not known.
    """
    content, pages = pdf_of(html, paper)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as refused:
        with suppress(OSError):
            unfinished.unlink()
        raise DiskFull(
            f"The paper {path} could not be written: {refused.strerror}.",
            "Make room or choose another folder; nothing else was changed.",
        ) from refused
    return pages


def pdf_of(html: str, paper: str = "A4") -> tuple[bytes, int]:
    """Return a document as the bytes of a PDF, and its number of pages."""
    _need_application()
    size = _paper_named(paper)
    sheets = _Sheets(html, _paper_px(size))
    box = QBuffer()
    box.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(box)
    writer.setResolution(PDF_DPI)
    writer.setPageSize(size)
    writer.setTitle(sheets.head.title)
    writer.setCreator("Kairos")
    sheets.paint(writer)
    return with_blanks(bytes(box.data().data())), sheets.pages


def paint_document(html: str, device: QPagedPaintDevice) -> int:
    """Paint a document on the paper a printer, PDF writer or preview holds.

    The device's margins are put aside: the page has its own. Returns the number of pages.

    Raises
    ------
    DiskFull
        If the printer, or the file it prints to, takes nothing.
    """
    sheets = _Sheets(html, _paper_px(device.pageLayout().pageSize()))
    sheets.paint(device)
    return sheets.pages


def page_pictures(html: str, paper: str = "A4", dpi: float = 96.0) -> list[QImage]:
    """Return every page as a picture, as a printer of that resolution would see it."""
    _need_application()
    sheets = _Sheets(html, _paper_px(_paper_named(paper)))
    return [sheets.picture(page, dpi / PX_PER_INCH) for page in range(sheets.pages)]


def _need_application() -> None:
    """Start Qt's fonts without a screen where no window has started them."""
    if QGuiApplication.instance() is None:
        _own_application.append(QGuiApplication(["kairos", "-platform", "offscreen"]))


def _paper_named(paper: str) -> QPageSize:
    """Look a paper size up.

    Raises
    ------
    ScenarioRefused
        If it is neither A4 nor Letter.
    """
    if paper not in PAPERS:
        raise ScenarioRefused(
            f'The paper size "{paper}" is not known.', "Choose A4 or Letter in the settings."
        )
    return QPageSize(PAPERS[paper])


def _paper_px(size: QPageSize) -> QSizeF:
    """Return a paper's size in CSS px."""
    return size.size(QPageSize.Unit.Inch) * PX_PER_INCH


class _Sheets:
    """A document laid out for one paper size, ready to be painted page by page."""

    def __init__(self, html: str, paper_px: QSizeF) -> None:
        self.head = head_of(html)
        self.paper_px = paper_px
        self.body_px = QRectF(
            LEFT_MM * PX_PER_MM,
            TOP_MM * PX_PER_MM,
            paper_px.width() - (LEFT_MM + RIGHT_MM) * PX_PER_MM,
            paper_px.height() - (TOP_MM + BOTTOM_MM) * PX_PER_MM,
        )
        self._images = VectorImages()
        self._document = self._laid_out(html)
        self.pages = self._document.pageCount()

    def _laid_out(self, html: str) -> QTextDocument:
        """Lay the HTML out on pages of the body's size."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        document.setDefaultFont(paper_font(12))
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject, self._images)
        document.setHtml(html)
        document.setPageSize(self.body_px.size())
        keep_rows_whole(document)
        return document

    def paint(self, device: QPagedPaintDevice) -> None:
        """Paint all pages on a device of the same paper size."""
        layout = device.pageLayout()
        layout.setMode(QPageLayout.Mode.FullPageMode)
        layout.setMargins(QMarginsF())
        device.setPageLayout(layout)
        painter = QPainter()
        if not painter.begin(device):
            raise DiskFull(
                "The printer or the file it prints to did not take the pages.",
                "Check the printer, or save the paper as PDF in another folder.",
            )
        zoom = device.logicalDpiX() / PX_PER_INCH
        for page in range(self.pages):
            if page:
                device.newPage()
            self._paint_page(painter, page, zoom)
        painter.end()

    def picture(self, page: int, zoom: float) -> QImage:
        """Return one page as a picture of `zoom` dots a px."""
        size = (self.paper_px * zoom).toSize()
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_page(painter, page, zoom)
        painter.end()
        return image

    def _paint_page(self, painter: QPainter, page: int, zoom: float) -> None:
        """Paint the body and the footer of one page."""
        height = self.body_px.height()
        shown = QRectF(0, page * height, self.body_px.width(), height)
        context = QAbstractTextDocumentLayout.PaintContext()
        # A line that begins exactly where the page ends belongs to the next page alone.
        inside = shown.adjusted(0, HAIR_PX, 0, -HAIR_PX)
        context.clip = inside  # type: ignore[attr-defined] # missing in the stubs
        context.palette.setColor(  # type: ignore[attr-defined] # missing in the stubs
            QPalette.ColorRole.Text, QColor("#000000")
        )
        painter.save()
        painter.scale(zoom, zoom)
        self._paint_footer(painter, page)
        painter.translate(self.body_px.left(), self.body_px.top() - shown.top())
        painter.setClipRect(shown)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_footer(self, painter: QPainter, page: int) -> None:
        """Draw the line, what the paper is, and "page x of y"."""
        top = self.paper_px.height() - FOOTER_MM * PX_PER_MM
        line = QRectF(self.body_px.left(), top, self.body_px.width(), 6.0 * PX_PER_MM)
        painter.setFont(paper_font(FOOTER_FONT_PX))
        painter.setPen(QColor(FOOTER_COLOUR))
        painter.drawLine(QLineF(line.topLeft(), line.topRight()))
        middle = Qt.AlignmentFlag.AlignVCenter
        number = self.head.meta.get("page-number", "{page}/{pages}").format(
            page=page + 1, pages=self.pages
        )
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, number)
        painter.drawText(
            line, middle | Qt.AlignmentFlag.AlignLeft, self.head.meta.get("footer", "")
        )
