"""Colours, pens and type sizes as the painted pictures take them from the theme in use."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPen

from app.ui.colours import tokens


def ink(name: str, opacity: float = 1.0) -> QColor:
    """Colour of the theme in use by its token's name; read it while painting."""
    colour = QColor(getattr(tokens, name))
    colour.setAlphaF(opacity)
    return colour


def pen(
    name: str,
    opacity: float = 1.0,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> QPen:
    """Pen of a token's colour; widths are logical pixels, ends are cut square."""
    drawn = QPen(ink(name, opacity), width, style)
    drawn.setCapStyle(Qt.PenCapStyle.FlatCap)
    return drawn


def type_of(pixels: int, *, is_bold: bool = False) -> QFont:
    """Application's font in one of the four sizes, with figures of one width."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)
    font.setBold(is_bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def width_of(text: str, font: QFont) -> float:
    """Width of one line of text in logical pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)
