"""The words on the decision strip: dated flags, the probability of being late, the legend."""

import math
from datetime import timedelta

from app.core.texts import translate
from app.documents.strip_frame import (
    AXIS,
    BARS_HEIGHT,
    BARS_TOP,
    LEFT,
    RIGHT,
    SMALL_PX,
    StripPicture,
    hatch,
    x_of,
)
from app.documents.svg import DARK, INK, PALE, PAPER, WASH, Drawing, width_of
from app.documents.wording import Wording

LANE_STEP, LANES = 11.0, 3
LEGEND = 205.0
HATCHED = "hatched"


def draw_flags(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Flag the dated days above the fan, each on the first lane with room."""
    free_from = [-math.inf] * LANES
    flags = []
    for day, words, is_bold in sorted(_named_days(picture, wording)):
        x, width = x_of(picture, day), width_of(words)
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


def draw_lateness(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Write the probability of being late where arrival and failure meet."""
    if picture.late_probability is None or picture.need_day is None:
        return
    words = translate("Papers", "too late with probability {probability}").format(
        probability=wording.number(picture.late_probability)
    )
    x, width = x_of(picture, picture.need_day), width_of(words)
    left = x if x + width <= RIGHT else RIGHT - width
    drawing.text((left, BARS_TOP + BARS_HEIGHT + 10), words, is_bold=True)


def draw_legend(drawing: Drawing, picture: StripPicture, wording: Wording) -> None:
    """Explain the areas and bars in one line."""
    x, top = LEFT, LEGEND - 7
    for fill, words in _explained(picture, wording):
        if fill == HATCHED:
            hatch(drawing, (x, top), 10, 7)
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
