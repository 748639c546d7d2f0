"""The paper as it will come out, then onto a printer or into a PDF file."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPageSize, QPixmap, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import DiskFull
from app.core.texts import translate
from app.printing import page_pictures, paint_document, print_pdf
from app.printing.paper import PAPERS
from app.ui.elements import button, label
from app.ui.page import PrintJob

SHOWN_WIDTH_PX = 680
SHEET_INCHES = 8.27


class PrintPreview(QDialog):
    """Every page below the other; `failed` carries a `PlantError`, `done` what was done."""

    done_in_words = Signal(str)
    failed = Signal(object)

    def __init__(self, job: PrintJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setWindowTitle(translate("Print", "Print {title}").format(title=job.title))
        self._pages = QVBoxLayout()
        self._pages.setSpacing(16)
        self._count = label("", "muted")
        self._evidence = QCheckBox(translate("Print", "With the reasons (leave off for vendors)"))
        self._evidence.setChecked(True)
        self._evidence.setVisible(bool(job.short_html))
        self._evidence.toggled.connect(lambda _on: self._show())
        self._lay_out()
        self._show()
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_as_pdf)

    def _lay_out(self) -> None:
        """Put the buttons over the pages."""
        head = QHBoxLayout()
        head.addWidget(button(translate("Print", "Print…"), self.print_now, "primary"))
        head.addWidget(button(translate("Print", "Save as PDF…"), self.save_as_pdf))
        head.addWidget(self._evidence)
        head.addStretch(1)
        head.addWidget(self._count)
        head.addWidget(button(translate("Print", "Close"), self.reject))
        inside = QWidget()
        inside.setLayout(self._pages)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(area, 1)
        self.resize(QSize(SHOWN_WIDTH_PX + 80, 720))

    @property
    def html(self) -> str:
        """The paper as chosen."""
        is_short = bool(self._job.short_html) and not self._evidence.isChecked()
        return self._job.short_html if is_short else self._job.html

    @property
    def page_count(self) -> int:
        """How many sheets it is."""
        return self._pages.count()

    def save_as_pdf(self) -> None:
        """Ask for a file and write the paper into it."""
        asked = translate("Print", "Save as PDF")
        proposed = f"{self._job.title}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(self, asked, proposed, "PDF (*.pdf)")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the paper into a file."""
        try:
            print_pdf(self.html, path, self._job.paper)
        except DiskFull as refused:
            self.failed.emit(refused)
            return
        self.done_in_words.emit(translate("Print", "{path} is written.").format(path=path))
        self.accept()

    def print_now(self) -> None:
        """Ask for a printer and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(PAPERS[self._job.paper]))
        printer.setDocName(self._job.title)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            paint_document(self.html, printer)
            sent = translate("Print", "{title} is sent to the printer.")
            self.done_in_words.emit(sent.format(title=self._job.title))
            self.accept()

    def _show(self) -> None:
        """Show the pages as they will come out."""
        while (item := self._pages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        ratio = self.devicePixelRatioF()
        dpi = SHOWN_WIDTH_PX / SHEET_INCHES * ratio
        for picture in page_pictures(self.html, self._job.paper, dpi):
            self._pages.addWidget(_sheet(picture, ratio), 0, Qt.AlignmentFlag.AlignHCenter)
        pages = translate("Print", "{n} pages, {paper}")
        self._count.setText(pages.format(n=self.page_count, paper=self._job.paper))


def _sheet(picture: QImage, ratio: float) -> QLabel:
    """Return one page as a sheet."""
    sheet = QLabel()
    pixmap = QPixmap.fromImage(picture)
    pixmap.setDevicePixelRatio(ratio)
    sheet.setPixmap(pixmap)
    sheet.setProperty("role", "sheet")
    return sheet
