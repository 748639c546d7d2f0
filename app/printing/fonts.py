"""The one typeface of the papers, and what makes its text readable for machines too."""

import re

from PySide6.QtGui import QFont

FAMILY = "DejaVu Sans"
CHARACTER_MAP = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
TABULATOR, BLANK = b"<0009>", b"<0020>"


def paper_font(size_px: int) -> QFont:
    """Return the papers' font in a size.

    Unhinted, so that lines break alike at every resolution; without ligatures, so that an "ff" in
    a part number or a hash is found and copied as two letters.
    """
    font = QFont(FAMILY)
    font.setPixelSize(size_px)
    font.setFeature(QFont.Tag("liga"), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def with_blanks(pdf: bytes) -> bytes:
    """Name the blank a blank: Qt's PDFs call its glyph a tabulator, so "84.00 EUR" isn't found.

    The character maps Qt writes are not compressed, and the two names are equally long, so no
    offset in the file changes.

    >>> with_blanks(b"begincmap <0041> <0009> endcmap <0009>")
    b'begincmap <0041> <0020> endcmap <0009>'
    """
    return CHARACTER_MAP.sub(lambda found: found[0].replace(TABULATOR, BLANK), pdf)
