"""A page of the window as a paper: its picture under a title."""

from html import escape

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from app.core.texts import translate
from app.ui.page import PrintJob

SHEET_PX = {"A4": 640, "Letter": 660}
"""Width of the picture on each paper in CSS px."""


def page_picture(page: QWidget, title: str, paper: str) -> PrintJob:
    """Return the page as it stands as a paper of its own."""
    box = QBuffer()
    box.open(QIODevice.OpenModeFlag.WriteOnly)
    shot = page.grab()
    shot.save(box, "PNG")
    picture = box.data().toBase64().toStdString()
    width = SHEET_PX[paper]
    height = round(width * shot.height() / max(shot.width(), 1))
    number = escape(translate("Print", "page {page} of {pages}"))
    name = escape(title, quote=True)
    html = (
        f'<html><head><title>{name}</title><meta name="footer" content="{name}">'
        f'<meta name="page-number" content="{number}"></head><body><h3>{name}</h3>'
        f'<img src="data:image/png;base64,{picture}" width="{width}" height="{height}">'
        "</body></html>"
    )
    return PrintJob(title, html, paper=paper)
