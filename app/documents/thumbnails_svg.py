"""What was seen, small: the trend towards its limit, and the spectrum with the defect lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.texts import three_figures, translate
from app.documents.svg import DARK, GREY, INK, PALE, Drawing, Point
from app.documents.wording import Wording, unit_sign

WIDTH, HEIGHT = 322.0, 122.0
NEAR_ZERO = 0.05
LEFT, RIGHT, TOP, BOTTOM = 38.0, 316.0, 14.0, 104.0


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """How the deciding feature came to its limit.

    Attributes
    ----------
    points : tuple of (float, float)
        Days before the decision (not above 0) and the feature's value.
    limit : float or None
        Where it counts as functional failure.
    """

    feature: str
    unit: str
    points: tuple[tuple[float, float], ...]
    limit: float | None

    @property
    def last(self) -> float:
        """The newest value, to the three digits that are worth reading."""
        return three_figures(self.points[-1][1])


@dataclass(frozen=True, slots=True)
class SpectrumPicture:
    """The envelope spectrum of the last block.

    Attributes
    ----------
    points : tuple of (float, float)
        Frequency in Hz and amplitude.
    lines : tuple of (str, float)
        Name and frequency in Hz of each defect's line.
    """

    unit: str
    points: tuple[tuple[float, float], ...]
    lines: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """From figures to places on the paper."""

    low_x: float
    high_x: float
    high_y: float

    def at(self, x: float, y: float) -> Point:
        """Return where a point stands."""
        across = (x - self.low_x) / (self.high_x - self.low_x)
        up = min(y / self.high_y, 1.0)
        return LEFT + (RIGHT - LEFT) * across, BOTTOM - (BOTTOM - TOP) * up


def trend_thumbnail(picture: TrendPicture, wording: Wording) -> str:
    """Draw the trend as a data URI."""
    points = _finite(picture.points)
    drawing = Drawing(WIDTH, HEIGHT)
    if not points:
        return _nothing(drawing)
    highest = max([y for _, y in points] + ([picture.limit] if picture.limit else []))
    frame = _framed(points, highest)
    _axes(drawing, frame, wording, picture.unit, translate("Papers", "days before the decision"))
    if picture.limit is not None:
        _limit(drawing, frame, picture.limit, wording)
    drawing.curve([frame.at(x, y) for x, y in points], INK, 1.0)
    drawing.dot(frame.at(*points[-1]))
    return drawing.uri()


def spectrum_thumbnail(picture: SpectrumPicture, wording: Wording) -> str:
    """Draw the spectrum as a data URI, defect lines dashed behind it."""
    points = _finite(picture.points)
    drawing = Drawing(WIDTH, HEIGHT)
    if not points:
        return _nothing(drawing)
    frame = _framed(points, max(y for _, y in points))
    _axes(drawing, frame, wording, picture.unit, translate("Papers", "Hz"))
    free_from = -math.inf
    for name, frequency_hz in sorted(picture.lines, key=lambda line: line[1]):
        if frame.low_x <= frequency_hz <= frame.high_x:
            x, _ = frame.at(frequency_hz, 0)
            drawing.line((x, TOP), (x, BOTTOM), GREY, 0.8, "3,2")
            if x > free_from:
                drawing.text((x, TOP - 3), name, 7.0, "middle", DARK)
                free_from = x + 26
    drawing.curve([frame.at(x, y) for x, y in points], INK, 0.8)
    return drawing.uri()


def _framed(points: Sequence[Point], highest: float) -> _Frame:
    """Fit the frame around the points, never empty."""
    low, high = points[0][0], points[-1][0]
    low = 0.0 if 0 < low < high * NEAR_ZERO else low
    return _Frame(low, high if high > low else low + 1.0, highest * 1.08 if highest > 0 else 1.0)


def _axes(drawing: Drawing, frame: _Frame, wording: Wording, unit: str, across: str) -> None:
    """Draw both axes with their ends written and their units."""
    drawing.line((LEFT, TOP), (LEFT, BOTTOM), GREY)
    drawing.line((LEFT, BOTTOM), (RIGHT, BOTTOM), INK)
    drawing.text((LEFT - 3, BOTTOM), "0", 7.0, "end", DARK)
    top = three_figures(frame.high_y / 1.08)
    _, y = frame.at(frame.low_x, top)
    drawing.line((LEFT - 2, y), (LEFT, y), GREY)
    drawing.text((LEFT - 3, y + 3), wording.number(top), 7.0, "end", DARK)
    drawing.text((0, TOP - 6), unit_sign(unit), 7.0, ink=DARK)
    for x, anchor in ((frame.low_x, "start"), (frame.high_x, "end")):
        place, _ = frame.at(x, 0)
        drawing.text((place, BOTTOM + 10), wording.number(three_figures(x)), 7.0, anchor, DARK)
    drawing.text(((LEFT + RIGHT) / 2, BOTTOM + 10), across, 7.0, "middle", DARK)


def _limit(drawing: Drawing, frame: _Frame, limit: float, wording: Wording) -> None:
    """Draw the limit of functional failure."""
    left, right = frame.at(frame.low_x, limit), frame.at(frame.high_x, limit)
    drawing.line(left, right, INK, 0.9, "5,3")
    words = translate("Papers", "limit {value}").format(value=wording.number(three_figures(limit)))
    drawing.text((left[0] + 4, left[1] - 3), words, 7.0, ink=DARK)


def _finite(points: Sequence[Point]) -> list[Point]:
    """Leave out what is no number; oldest or lowest first."""
    return sorted((x, y) for x, y in points if math.isfinite(x) and math.isfinite(y))


def _nothing(drawing: Drawing) -> str:
    """Say that there is nothing to draw."""
    drawing.rectangle((LEFT, TOP), RIGHT - LEFT, BOTTOM - TOP, edge=PALE)
    words = translate("Papers", "nothing recorded")
    drawing.text(((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2), words, anchor="middle", ink=DARK)
    return drawing.uri()
