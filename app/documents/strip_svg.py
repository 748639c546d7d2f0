"""The decision strip in one colour: when it fails, when the part comes, when to order.

One axis of days from today. Above it the remaining life as a fan that falls to the axis where the
component fails (P10 to P90, median); below it the days on which the part comes in.
"""

import math
from datetime import timedelta

from app.documents.strip_frame import (
    AXIS,
    BARS_HEIGHT,
    BARS_TOP,
    FAN_TOP,
    HEIGHT,
    LEFT,
    RIGHT,
    SMALL_PX,
    WIDTH,
    StripPicture,
    hatch,
    x_of,
)
from app.documents.strip_marks import draw_flags, draw_lateness, draw_legend
from app.documents.svg import DARK, GREY, INK, PALE, PAPER, WASH, Drawing, Point, width_of
from app.documents.wording import Wording

CURVE_STEPS = 24
TICK_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)
TICK_PX = 64.0
SHOWN_PROBABILITY = 0.002
"""Arrival days less likely than this would be hairlines."""


def decision_strip(picture: StripPicture, wording: Wording) -> str:
    """Draw the strip as a data URI."""
    drawing = Drawing(WIDTH, HEIGHT)
    _closed_days(drawing, picture)
    _arrival_window(drawing, picture)
    _fan(drawing, picture)
    _axis(drawing, picture, wording)
    _arrivals(drawing, picture)
    draw_flags(drawing, picture, wording)
    draw_lateness(drawing, picture, wording)
    draw_legend(drawing, picture, wording)
    return drawing.uri()


def _closed_days(drawing: Drawing, picture: StripPicture) -> None:
    """Shade the plant's closed days above the axis, the supplier's below."""
    for days, top, height in (
        (picture.plant_closed, FAN_TOP, AXIS - FAN_TOP),
        (picture.supplier_closed, BARS_TOP, BARS_HEIGHT),
    ):
        for first, last in _runs(days):
            left = max(x_of(picture, first - 0.5), LEFT)
            drawing.rectangle((left, top), x_of(picture, last + 0.5) - left, height, fill=WASH)
    for first, last, name in picture.shutdowns:
        if x_of(picture, last) - x_of(picture, first) > width_of(name, SMALL_PX):
            middle = (x_of(picture, first) + x_of(picture, last)) / 2
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
        left = x_of(picture, max(picture.need_day - 2, 0))
        right = x_of(picture, max(picture.need_day - 1, 0))
        hatch(drawing, (left, BARS_TOP), right - left, BARS_HEIGHT)


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
    return [(x_of(picture, d), FAN_TOP + height * (d / life_days) ** 2) for d in days]


def _quantile_names(drawing: Drawing, picture: StripPicture) -> None:
    """Name P10, P50 and P90 where they meet the axis or leave the picture, as there is room."""
    last_right = -math.inf
    for name, days in zip(("P10", "P50", "P90"), picture.life_days, strict=True):
        if days is None or days > picture.horizon_days:
            _, y = _fall(picture, days)[-1]
            drawing.text((RIGHT, y - 3), f"{name} →", SMALL_PX, "end", DARK)
            continue
        x = x_of(picture, days)
        drawing.line((x, AXIS - 3), (x, AXIS + 3), INK)
        if x - 9 > last_right:
            drawing.text((x, AXIS - 5), name, SMALL_PX, "middle", DARK)
            last_right = x + 9


def _axis(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Draw the days' axis with dates as dense as they stay readable."""
    drawing.line((LEFT, AXIS), (RIGHT, AXIS), INK, 1.0)
    if picture.need_day is not None:
        start = x_of(picture, max(picture.need_day - picture.job_days, 0))
        drawing.rectangle((start, AXIS - 3), x_of(picture, picture.need_day) - start, 3, INK)
    px_per_day = (RIGHT - LEFT) / picture.horizon_days
    step = next((s for s in TICK_STEPS if s * px_per_day >= TICK_PX), TICK_STEPS[-1])
    for day in range(picture.horizon_days + 1):
        if px_per_day >= 4:
            drawing.line((x_of(picture, day), AXIS), (x_of(picture, day), AXIS + 2), INK, 0.5)
        if day % step == 0 and x_of(picture, day) < RIGHT - TICK_PX / 2:
            x = x_of(picture, day)
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
                corner = (x_of(picture, day) - width / 2, BARS_TOP)
                drawing.rectangle(corner, width, height, fill, INK)
    drawing.line((LEFT, BARS_TOP), (RIGHT, BARS_TOP), GREY, 0.5)
