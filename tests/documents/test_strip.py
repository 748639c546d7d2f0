"""The decision strip: what stands on it, and that it stays inside its frame."""

import base64
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.strip_frame import AXIS, WIDTH, Arrivals, StripPicture
from app.documents.strip_svg import decision_strip
from app.documents.svg import width_of
from app.documents.wording import PLAIN

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 3, 2)
PICTURE = StripPicture(
    today=TODAY,
    horizon_days=40,
    plant_closed=(5, 6, 12, 13),
    supplier_closed=(5, 6),
    life_days=(18.0, 24.0, 33.0),
    arrivals=(Arrivals(0, ((7, 0.5), (8, 0.5))), Arrivals(6, ((13, 0.4), (14, 0.6)))),
    shutdowns=((20, 30, "Inspection"),),
    order_day=6,
    article_day=9,
    arrive_day=15,
    need_day=16,
    job_days=1.0,
    late_probability=0.0009,
)


def drawn(picture: StripPicture) -> ET.Element:
    uri = decision_strip(picture, PLAIN)
    return ET.fromstring(base64.b64decode(uri.partition(",")[2]))  # noqa: S314 - our own drawing


def words(picture: StripPicture) -> list[str]:
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text")]


def test_strip_dates_order_arrival_and_need():
    shown = words(PICTURE)
    assert "order Sun 2026-03-08" in shown
    assert "article rule Wed 2026-03-11" in shown
    assert "arrive Tue 2026-03-17" in shown
    assert "need Wed 2026-03-18" in shown


def test_strip_names_both_arrivals_the_lateness_and_the_shutdown():
    shown = words(PICTURE)
    assert "arrival if ordered 2026-03-02" in shown
    assert "arrival if ordered 2026-03-08" in shown
    assert "too late with probability 0.0009" in shown
    assert "Inspection" in shown
    assert {"P10", "P50", "P90"} <= set(shown)


def test_fan_falls_to_the_axis_on_the_day_of_failure():
    median = next(
        line for line in drawn(PICTURE).iter(f"{SVG}polyline") if line.get("stroke-width") == "1.4"
    )
    last = (median.get("points") or "").split()[-1]
    x, y = (float(value) for value in last.split(","))
    assert y == pytest.approx(AXIS)
    assert x == pytest.approx(8 + 640 * 24 / 40)


def test_strip_uses_no_colour():
    for element in drawn(PICTURE).iter():
        for name in ("fill", "stroke"):
            colour = element.get(name, "none")
            if colour != "none":
                red, green, blue = colour[1:3], colour[3:5], colour[5:7]
                assert red == green == blue


days = st.integers(0, 200)
pictures = st.builds(
    StripPicture,
    today=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    horizon_days=st.integers(14, 730),
    plant_closed=st.lists(days, unique=True, max_size=30).map(lambda d: tuple(sorted(d))),
    supplier_closed=st.lists(days, unique=True, max_size=30).map(lambda d: tuple(sorted(d))),
    life_days=st.tuples(*(st.floats(0, 2000) for _ in range(3))).map(lambda d: tuple(sorted(d)))
    | st.just((None, None, None))
    | st.just((3.0, None, None)),
    arrivals=st.lists(
        st.builds(
            Arrivals, days, st.lists(st.tuples(days, st.floats(0, 1)), max_size=8).map(tuple)
        ),
        max_size=2,
    ).map(tuple),
    shutdowns=st.just(()),
    order_day=days | st.none(),
    article_day=st.integers(-20, 200) | st.none(),
    arrive_day=days | st.none(),
    need_day=days | st.none(),
    job_days=st.floats(0.1, 10),
    late_probability=st.floats(0, 1) | st.none(),
)


@given(picture=pictures)
@settings(max_examples=60, deadline=None)
def test_all_words_stay_inside_the_strip(picture):
    for element in drawn(picture).iter(f"{SVG}text"):
        x, anchor = float(element.get("x", "nan")), element.get("text-anchor")
        size = float(element.get("font-size", "nan"))
        width = width_of(element.text or "", size)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor or "start"]
        assert left >= -width_of("0000-00-00", size) / 2
        assert left + width <= WIDTH + 1


def test_strip_of_no_distribution_still_shows_the_axis():
    picture = StripPicture(
        TODAY, 14, (), (), (None, None, None), (), (), None, None, None, None, 1.0, None
    )
    assert "2026-03-02" in words(picture)


@pytest.mark.parametrize("weeks", [2, 8, 26, 100])
def test_dates_on_the_axis_never_touch(weeks):
    picture = StripPicture(
        TODAY, weeks * 7, (), (), (None, None, None), (), (), None, None, None, None, 1.0, None
    )
    ticks = [
        float(element.get("x", "nan"))
        for element in drawn(picture).iter(f"{SVG}text")
        if element.get("font-size") == "7.0" and (element.text or "").startswith("20")
    ]
    assert all(right - left >= 50 for left, right in pairwise(ticks))
    assert len(ticks) >= 2


def test_marks_of_one_day_share_one_flag():
    picture = StripPicture(TODAY, 14, (), (), (None, None, None), (), (), 3, 3, None, 3, 1.0, None)
    day = TODAY + timedelta(days=3)
    assert f"order, article rule, need Thu {day}" in words(picture)
