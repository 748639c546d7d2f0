"""Pictures inside a document: SVG stays lines and real text on paper, never a coarse raster."""

import base64
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, QXmlStreamReader, QXmlStreamWriter
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from app.printing.fonts import paper_font

SVG_HEAD = "data:image/svg+xml;base64,"
DRAWN_AT_PX = 100
"""Text is drawn at this size and scaled: font sizes in whole pixels would round small labels."""


@dataclass(frozen=True, slots=True)
class SvgText:
    """One line of text taken out of an SVG, in the drawing's own coordinates."""

    x: float
    y: float
    size: float
    text: str
    anchor: str
    is_bold: bool
    colour: str


class VectorImages(QPyTextObject):
    """Draws the images of a QTextDocument at the resolution of whatever it is painted on."""

    def intrinsicSize(  # noqa: N802 - Qt names the methods it calls
        self, _document: QTextDocument, _position: int, text_format: QTextFormat
    ) -> QSizeF:
        """Return the size the HTML gave the image, in px; a width not given follows the shape."""
        image = text_format.toImageFormat()
        if image.width() > 0:
            return QSizeF(image.width(), image.height())
        shape = natural_size(image.name())
        return QSizeF(image.height() * shape.width() / max(shape.height(), 1.0), image.height())

    def drawObject(  # noqa: N802 - Qt names the methods it calls
        self,
        painter: QPainter,
        rectangle: QRectF,
        _document: QTextDocument,
        _position: int,
        text_format: QTextFormat,
    ) -> None:
        """Draw one image."""
        paint_image(painter, rectangle, text_format.toImageFormat().name())


def natural_size(uri: str) -> QSizeF:
    """Return the size the image itself has."""
    if uri.startswith(SVG_HEAD):
        drawing, _ = _drawing_and_texts(uri)
        return QSvgRenderer(QByteArray(drawing)).viewBoxF().size()
    return QSizeF(QImage.fromData(_content(uri)).size())


def _content(uri: str) -> bytes:
    """Return the content of a data URI."""
    return base64.b64decode(uri.partition(",")[2])


def paint_image(painter: QPainter, rectangle: QRectF, uri: str) -> None:
    """Draw the image of a data URI into a rectangle, an SVG's texts as text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if uri.startswith(SVG_HEAD):
        drawing, texts = _drawing_and_texts(uri)
        renderer = QSvgRenderer(QByteArray(drawing))
        renderer.render(painter, rectangle)
        view = renderer.viewBoxF()
        painter.translate(rectangle.topLeft())
        painter.scale(rectangle.width() / view.width(), rectangle.height() / view.height())
        for text in texts:
            _paint_text(painter, text)
    else:
        painter.drawImage(rectangle, QImage.fromData(_content(uri)))
    painter.restore()


def _paint_text(painter: QPainter, text: SvgText) -> None:
    """Draw one line of text where its anchor says."""
    font = paper_font(DRAWN_AT_PX)
    font.setBold(text.is_bold)
    width = QFontMetricsF(font).horizontalAdvance(text.text)
    shift = {"middle": width / 2, "end": width}.get(text.anchor, 0.0)
    painter.save()
    painter.translate(text.x, text.y)
    painter.scale(text.size / DRAWN_AT_PX, text.size / DRAWN_AT_PX)
    painter.setFont(font)
    painter.setPen(QColor(text.colour))
    painter.drawText(QPointF(-shift, 0.0), text.text)
    painter.restore()


@lru_cache(maxsize=64)
def _drawing_and_texts(uri: str) -> tuple[bytes, tuple[SvgText, ...]]:
    """Part an SVG into lines and texts: Qt's renderer would turn the texts into outlines."""
    reader = QXmlStreamReader(_content(uri).decode())
    drawing, texts = QByteArray(), []
    writer = QXmlStreamWriter(drawing)
    while not reader.atEnd():
        reader.readNext()
        if reader.isStartElement() and reader.name() == "text":
            texts.append(_read_text(reader))
        elif not reader.isStartDocument() and not reader.hasError():
            writer.writeCurrentToken(reader)
    return bytes(drawing.data()), tuple(texts)


def _read_text(reader: QXmlStreamReader) -> SvgText:
    """Read one text element and leave the reader at its end."""
    given = reader.attributes()
    return SvgText(
        x=float(given.value("x")),
        y=float(given.value("y")),
        size=float(given.value("font-size")),
        anchor=given.value("text-anchor"),
        is_bold=given.value("font-weight") == "bold",
        colour=given.value("fill") or "#000000",
        text=reader.readElementText(),
    )
