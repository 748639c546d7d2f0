"""Boxes for a pen, ruled lines for notes, and the QR code that leads back to the record."""

import io

import segno

from app.documents.svg import GREY, INK, Drawing, data_uri

PX_PER_MM = 96 / 25.4
PEN_BOX_MM = 7.5
"""Big enough for a pen in a gloved hand (at least 7 mm)."""
QUIET_MODULES = 4
"""White rim a reader needs around a QR code (ISO/IEC 18004)."""


def pen_box_px() -> int:
    """Return the side of a box for a pen in px.

    >>> pen_box_px()
    28
    """
    return round(PEN_BOX_MM * PX_PER_MM)


def pen_box() -> str:
    """Return an empty box to tick, as a data URI."""
    side = pen_box_px()
    drawing = Drawing(side, side)
    drawing.rectangle((1, 1), side - 2, side - 2, edge=INK)
    return drawing.uri()


def ruled_lines(width_px: int, lines: int, step_px: int) -> str:
    """Return lines to write on, as a data URI."""
    drawing = Drawing(width_px, lines * step_px)
    for number in range(1, lines + 1):
        y = number * step_px - 1
        drawing.line((0, y), (width_px, y), GREY, 0.6)
    return drawing.uri()


def qr_code(text: str) -> str:
    """Return a QR code as a data URI: vector squares, error correction Q, with its white rim."""
    written = io.BytesIO()
    segno.make(text, error="q", micro=False).save(
        written, kind="svg", border=QUIET_MODULES, omitsize=True, svgclass=None, lineclass=None
    )
    return data_uri(written.getvalue())
