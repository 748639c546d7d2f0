"""Drawings as SVG text: lines, areas and words, black and grey, sharp at every resolution."""

import base64
from collections.abc import Iterable
from html import escape

INK, DARK, GREY, PALE, WASH = "#000000", "#444444", "#8a8a8a", "#cfcfcf", "#ebebeb"
PAPER = "#ffffff"
"""One colour in five strengths, and none: grey scale must suffice."""
FONT_PX = 8.0
EM_SHARE = 0.62
"""Mean width of a letter in em, of the papers' font; enough to keep labels apart."""

Point = tuple[float, float]


def width_of(words: str, size: float = FONT_PX) -> float:
    """Estimate how wide words are, in px.

    >>> width_of("need by", 10.0)
    43.4
    """
    return round(len(words) * size * EM_SHARE, 6)


def data_uri(content: bytes, kind: str = "image/svg+xml") -> str:
    """Return a picture as an address that carries its content.

    >>> data_uri(b"<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


class Drawing:
    """A drawing of one size in px; what is drawn later lies on top.

    Examples
    --------
    >>> drawing = Drawing(10, 5)
    >>> drawing.line((0, 0), (10, 5))
    >>> drawing.svg().count("<line")
    1
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._items: list[str] = []

    def rectangle(
        self, corner: Point, width: float, height: float, fill: str = "none", edge: str = "none"
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        self._items.append(
            f'<rect x="{corner[0]:.2f}" y="{corner[1]:.2f}" width="{max(width, 0):.2f}" '
            f'height="{max(height, 0):.2f}" fill="{fill}" stroke="{edge}" stroke-width="0.7"/>'
        )

    def line(
        self, start: Point, end: Point, ink: str = INK, width: float = 0.7, dashes: str = ""
    ) -> None:
        """Draw a line, dashed by lengths like "3,2"."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._items.append(
            f'<line x1="{start[0]:.2f}" y1="{start[1]:.2f}" x2="{end[0]:.2f}" y2="{end[1]:.2f}" '
            f'stroke="{ink}" stroke-width="{width}"{dashed}/>'
        )

    def area(self, points: Iterable[Point], fill: str = PALE) -> None:
        """Fill the area inside a line."""
        self._items.append(f'<polygon points="{_listed(points)}" fill="{fill}" stroke="none"/>')

    def curve(self, points: Iterable[Point], ink: str = INK, width: float = 1.0) -> None:
        """Draw a line through points."""
        self._items.append(
            f'<polyline points="{_listed(points)}" fill="none" stroke="{ink}" '
            f'stroke-width="{width}" stroke-linejoin="round"/>'
        )

    def dot(self, centre: Point, radius: float = 2.0) -> None:
        """Draw a full dot."""
        self._items.append(
            f'<circle cx="{centre[0]:.2f}" cy="{centre[1]:.2f}" r="{radius}" fill="{INK}"/>'
        )

    def text(
        self,
        at: Point,
        words: str,
        size: float = FONT_PX,
        anchor: str = "start",
        ink: str = INK,
        *,
        is_bold: bool = False,
    ) -> None:
        """Write words with their base line at a point; `anchor` is start, middle or end."""
        weight = ' font-weight="bold"' if is_bold else ""
        self._items.append(
            f'<text x="{at[0]:.2f}" y="{at[1]:.2f}" font-size="{size}" text-anchor="{anchor}" '
            f'fill="{ink}"{weight}>{escape(words)}</text>'
        )

    def svg(self) -> str:
        """Return the drawing as SVG."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {self.width:g} {self.height:g}">{"".join(self._items)}</svg>'
        )

    def uri(self) -> str:
        """Return the drawing as a data URI."""
        return data_uri(self.svg().encode())


def _listed(points: Iterable[Point]) -> str:
    """Write points as SVG lists them."""
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
