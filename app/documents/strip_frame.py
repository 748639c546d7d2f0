"""What the decision strip shows, and where a day stands on it."""

from dataclasses import dataclass
from datetime import date

from app.documents.svg import DARK, GREY, Drawing, Point

WIDTH, HEIGHT = 656.0, 208.0
LEFT, RIGHT = 8.0, 648.0
FAN_TOP, AXIS = 40.0, 122.0
BARS_TOP, BARS_HEIGHT = 138.0, 38.0
SMALL_PX = 7.0
HATCH_PX = 4.0


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When a part ordered on one day comes in: day from today and probability."""

    order_day: int
    days: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class StripPicture:
    """What the strip shows, in days from `today`.

    Attributes
    ----------
    horizon_days : int
        Days the axis covers.
    plant_closed, supplier_closed : tuple of int
        Days on which no goods are taken in, and on which the supplier does not work.
    life_days : tuple of float or None
        P10, P50 and P90 of remaining life; None lies beyond what can be said.
    arrivals : tuple of Arrivals
        For an order of today, and for one of the proposed day where that is another.
    shutdowns : tuple of (first day, last day, name)
        The plant's, within the horizon.
    """

    today: date
    horizon_days: int
    plant_closed: tuple[int, ...]
    supplier_closed: tuple[int, ...]
    life_days: tuple[float | None, float | None, float | None]
    arrivals: tuple[Arrivals, ...]
    shutdowns: tuple[tuple[int, int, str], ...]
    order_day: int | None
    article_day: int | None
    arrive_day: int | None
    need_day: int | None
    job_days: float
    late_probability: float | None


def x_of(picture: StripPicture, day: float) -> float:
    """Return where a day stands."""
    return LEFT + (RIGHT - LEFT) * min(day, picture.horizon_days) / picture.horizon_days


def hatch(drawing: Drawing, corner: Point, width: float, height: float) -> None:
    """Draw a box filled with slanting lines."""
    left, top = corner
    drawing.rectangle(corner, width, height, edge=DARK)
    for step in range(1, int((width + height) // HATCH_PX) + 1):
        along = step * HATCH_PX
        start = (left + min(along, width), top + max(along - width, 0))
        end = (left + max(along - height, 0), top + min(along, height))
        drawing.line(start, end, GREY, 0.4)
