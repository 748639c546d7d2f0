"""The decision strip in one colour: when it fails, when the part comes, when to order.

One axis of days from today. Above it the remaining life as a fan that falls to the axis where the
component fails (P10 to P90, median); below it the days on which the part comes in.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.texts import translate
from app.documents.svg import DARK, GREY, INK, PALE, PAPER, WASH, Drawing, Point, width_of
from app.documents.wording import Wording

WIDTH, HEIGHT = 656.0, 208.0
LEFT, RIGHT = 8.0, 648.0
LANE_STEP, LANES = 11.0, 3
FAN_TOP, AXIS = 40.0, 122.0
BARS_TOP, BARS_HEIGHT = 138.0, 38.0
LEGEND = 205.0
CURVE_STEPS = 24
TICK_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)
TICK_PX = 64.0
SMALL_PX = 7.0
HATCH_PX = 4.0
HATCHED = "hatched"
SHOWN_PROBABILITY = 0.002
"""Arrival days less likely than this would be hairlines."""


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


def decision_strip(picture: StripPicture, wording: Wording) -> str:
    """Draw the strip as a data URI."""
    drawing = Drawing(WIDTH, HEIGHT)
    _closed_days(drawing, picture)
    _arrival_window(drawing, picture)
    _fan(drawing, picture)
    _axis(drawing, picture, wording)
    _arrivals(drawing, picture)
    _marks(drawing, picture, wording)
    _lateness(drawing, picture, wording)
    _legend(drawing, picture, wording)
    return drawing.uri()


def _x(picture: StripPicture, day: float) -> float:
    """Return where a day stands."""
    return LEFT + (RIGHT - LEFT) * min(day, picture.horizon_days) / picture.horizon_days


def _closed_days(drawing: Drawing, picture: StripPicture) -> None:
    """Shade the plant's closed days above the axis, the supplier's below."""
    for days, top, height in (
        (picture.plant_closed, FAN_TOP, AXIS - FAN_TOP),
        (picture.supplier_closed, BARS_TOP, BARS_HEIGHT),
    ):
        for first, last in _runs(days):
            left = max(_x(picture, first - 0.5), LEFT)
            drawing.rectangle((left, top), _x(picture, last + 0.5) - left, height, fill=WASH)
    for first, last, name in picture.shutdowns:
        if _x(picture, last) - _x(picture, first) > width_of(name, SMALL_PX):
            middle = (_x(picture, first) + _x(picture, last)) / 2
            drawing.text((middle, FAN_TOP + 8), name, SMALL_PX, "middle", DARK)


def _runs(days: tuple[int, ...]) -> list[tuple[int, int]]:
    """Join days that follow each other: first and last day of each run.

    >>> _runs((4, 5, 6, 11))
    [(4, 6), (11, 11)]
    """
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _arrival_window(drawing: Drawing, picture: StripPicture) -> None:
    """Hatch the 24 to 48 hours before the need."""
    if picture.need_day is not None:
        left = _x(picture, max(picture.need_day - 2, 0))
        right = _x(picture, max(picture.need_day - 1, 0))
        _hatched(drawing, (left, BARS_TOP), right - left, BARS_HEIGHT)


def _hatched(drawing: Drawing, corner: Point, width: float, height: float) -> None:
    """Draw a box filled with slanting lines."""
    left, top = corner
    drawing.rectangle(corner, width, height, edge=DARK)
    for step in range(1, int((width + height) // HATCH_PX) + 1):
        along = step * HATCH_PX
        start = (left + min(along, width), top + max(along - width, 0))
        end = (left + max(along - height, 0), top + min(along, height))
        drawing.line(start, end, GREY, 0.4)


def _fan(drawing: Drawing, picture: StripPicture) -> None:
    """Draw the band from P10 to P90 and the median, falling to the axis at the failure."""
    early, median, late = picture.life_days
    if early is None:
        return
    corner = [(RIGHT, AXIS)] if early <= picture.horizon_days < (late or math.inf) else []
    drawing.area([*_fall(picture, early), *corner, *reversed(_fall(picture, late))], PALE)
    drawing.curve(_fall(picture, early), GREY, 0.6)
    drawing.curve(_fall(picture, late), GREY, 0.6)
    if median is not None:
        drawing.curve(_fall(picture, median), INK, 1.4)
    _quantile_names(drawing, picture)


def _fall(picture: StripPicture, life_days: float | None) -> list[Point]:
    """Return the curve from healthy today to the axis on the day of failure.

    A day beyond the horizon leaves the picture on its right; no day at all stays on top.
    """
    if life_days is None:
        return [(LEFT, FAN_TOP), (RIGHT, FAN_TOP)]
    if life_days <= 0:
        return [(LEFT, FAN_TOP), (LEFT, AXIS)]
    shown = min(life_days, picture.horizon_days)
    days = [shown * step / CURVE_STEPS for step in range(CURVE_STEPS + 1)]
    height = AXIS - FAN_TOP
    return [(_x(picture, d), FAN_TOP + height * (d / life_days) ** 2) for d in days]


def _quantile_names(drawing: Drawing, picture: StripPicture) -> None:
    """Name P10, P50 and P90 where they meet the axis or leave the picture, as there is room."""
    last_right = -math.inf
    for name, days in zip(("P10", "P50", "P90"), picture.life_days, strict=True):
        if days is None or days > picture.horizon_days:
            _, y = _fall(picture, days)[-1]
            drawing.text((RIGHT, y - 3), f"{name} →", SMALL_PX, "end", DARK)
            continue
        x = _x(picture, days)
        drawing.line((x, AXIS - 3), (x, AXIS + 3), INK)
        if x - 9 > last_right:
            drawing.text((x, AXIS - 5), name, SMALL_PX, "middle", DARK)
            last_right = x + 9


def _axis(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Draw the days' axis with dates as dense as they stay readable."""
    drawing.line((LEFT, AXIS), (RIGHT, AXIS), INK, 1.0)
    if picture.need_day is not None:
        start = _x(picture, max(picture.need_day - picture.job_days, 0))
        drawing.rectangle((start, AXIS - 3), _x(picture, picture.need_day) - start, 3, INK)
    px_per_day = (RIGHT - LEFT) / picture.horizon_days
    step = next((s for s in TICK_STEPS if s * px_per_day >= TICK_PX), TICK_STEPS[-1])
    for day in range(picture.horizon_days + 1):
        if px_per_day >= 4:
            drawing.line((_x(picture, day), AXIS), (_x(picture, day), AXIS + 2), INK, 0.5)
        if day % step == 0 and _x(picture, day) < RIGHT - TICK_PX / 2:
            x = _x(picture, day)
            drawing.line((x, AXIS), (x, AXIS + 4), INK)
            words = wording.day(picture.today + timedelta(days=day))
            drawing.text((x, AXIS + 12), words, SMALL_PX, "start" if day == 0 else "middle", DARK)


def _arrivals(drawing: Drawing, picture: StripPicture) -> None:
    """Hang a bar below the axis for each day the part may come in."""
    highest = max((p for a in picture.arrivals for _, p in a.days), default=1.0)
    width = min(max((RIGHT - LEFT) / picture.horizon_days * 0.7, 1.2), 9.0)
    for arrivals in picture.arrivals:
        fill = DARK if arrivals.order_day == picture.order_day else PAPER
        for day, probability in arrivals.days:
            if probability >= SHOWN_PROBABILITY and day <= picture.horizon_days:
                height = BARS_HEIGHT * probability / highest
                corner = (_x(picture, day) - width / 2, BARS_TOP)
                drawing.rectangle(corner, width, height, fill, INK)
    drawing.line((LEFT, BARS_TOP), (RIGHT, BARS_TOP), GREY, 0.5)


def _marks(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Flag the dated days above the fan, each on the first lane with room."""
    free_from = [-math.inf] * LANES
    flags = []
    for day, words, is_bold in sorted(_named_days(picture, wording)):
        x, width = _x(picture, day), width_of(words)
        fits_right = x + 3 + width <= RIGHT
        left = x + 3 if fits_right else x - 3 - width
        lane = next((i for i, free in enumerate(free_from) if left > free + 4), LANES - 1)
        free_from[lane] = max(left + width, x)
        base = 9 + lane * LANE_STEP
        bottom = BARS_TOP + BARS_HEIGHT if day == picture.need_day else AXIS
        drawing.line((x, base - 7), (x, bottom), INK, 1.2 if is_bold else 0.7)
        flags.append((left, base, words, is_bold, fits_right))
    for left, base, words, is_bold, fits_right in flags:
        width = width_of(words)
        drawing.rectangle((left - 1, base - 7.5), width, 10, PAPER)
        anchor = "start" if fits_right else "end"
        at = (left if fits_right else left + width, base)
        drawing.text(at, words, anchor=anchor, is_bold=is_bold)


def _named_days(picture: StripPicture, wording: Wording) -> list[tuple[int, str, bool]]:
    """Return day, words and weight of each mark; days that coincide share one."""
    named = [
        (picture.order_day, translate("Papers", "order"), True),
        (picture.article_day, translate("Papers", "article rule"), False),
        (picture.arrive_day, translate("Papers", "arrive"), False),
        (picture.need_day, translate("Papers", "need"), True),
    ]
    marks: dict[int, tuple[list[str], bool]] = {}
    for day, words, is_bold in named:
        if day is not None and 0 <= day <= picture.horizon_days:
            before, was_bold = marks.get(day, ([], False))
            marks[day] = ([*before, words], was_bold or is_bold)
    return [
        (
            day,
            f"{', '.join(words)} {wording.weekday_and_day(picture.today + timedelta(days=day))}",
            is_bold,
        )
        for day, (words, is_bold) in marks.items()
    ]


def _lateness(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Write the probability of being late where arrival and failure meet."""
    if picture.late_probability is None or picture.need_day is None:
        return
    words = translate("Papers", "too late with probability {probability}").format(
        probability=wording.number(picture.late_probability)
    )
    x, width = _x(picture, picture.need_day), width_of(words)
    left = x if x + width <= RIGHT else RIGHT - width
    drawing.text((left, BARS_TOP + BARS_HEIGHT + 10), words, is_bold=True)


def _legend(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Explain the areas and bars in one line."""
    x, top = LEFT, LEGEND - 7
    for fill, words in _explained(picture, wording):
        if fill == HATCHED:
            _hatched(drawing, (x, top), 10, 7)
        else:
            drawing.rectangle((x, top), 10, 7, fill, "none" if fill == WASH else DARK)
        drawing.text((x + 13, LEGEND), words, SMALL_PX, ink=DARK)
        x += 13 + width_of(words, SMALL_PX) + 6


def _explained(picture: StripPicture, wording: Wording) -> list[tuple[str, str]]:
    """Return fill and words of each entry of the legend."""
    ordered = translate("Papers", "arrival if ordered {day}")
    entries = [(PALE, translate("Papers", "life P10 to P90, median"))]
    for arrivals in picture.arrivals:
        fill = DARK if arrivals.order_day == picture.order_day else PAPER
        day = wording.day(picture.today + timedelta(days=arrivals.order_day))
        entries.append((fill, ordered.format(day=day)))
    return [
        *entries,
        (HATCHED, translate("Papers", "24 to 48 h before need")),
        (INK, translate("Papers", "job")),
        (WASH, translate("Papers", "closed")),
    ]
