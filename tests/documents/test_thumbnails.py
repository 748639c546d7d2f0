"""The small pictures of trend and spectrum."""

import base64
import math
import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.thumbnails_svg import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    SpectrumPicture,
    TrendPicture,
    spectrum_thumbnail,
    trend_thumbnail,
)
from app.documents.wording import PLAIN

SVG = "{http://www.w3.org/2000/svg}"


def parsed(uri: str) -> ET.Element:
    return ET.fromstring(base64.b64decode(uri.partition(",")[2]))  # noqa: S314 - our own drawing


def words(uri: str) -> list[str]:
    return [element.text or "" for element in parsed(uri).iter(f"{SVG}text")]


def test_trend_names_its_limit_unit_and_first_day():
    uri = trend_thumbnail(
        TrendPicture("peak acceleration", "m/s2", ((-20.0, 9.0), (0.0, 41.0)), 60.0), PLAIN
    )
    assert {"limit 60", "m/s²", "-20", "0"} <= set(words(uri))


def test_spectrum_names_the_defect_lines_inside_its_range():
    picture = SpectrumPicture("m/s2", ((0.0, 0.1), (300.0, 2.0)), (("BPFO", 75.6), ("4×", 302.4)))
    shown = words(spectrum_thumbnail(picture, PLAIN))
    assert "BPFO" in shown
    assert "4×" not in shown


def test_nothing_recorded_is_said_not_drawn():
    assert words(trend_thumbnail(TrendPicture("x", "m/s2", (), None), PLAIN)) == [
        "nothing recorded"
    ]
    lost = ((0.0, math.nan), (math.inf, 1.0))
    assert words(spectrum_thumbnail(SpectrumPicture("m/s2", lost), PLAIN)) == ["nothing recorded"]


finite = st.floats(-1e6, 1e6)


@given(
    points=st.lists(st.tuples(finite, st.floats(0, 1e6)), min_size=1, max_size=30).map(tuple),
    limit=st.floats(0.1, 1e6) | st.none(),
)
@settings(max_examples=60, deadline=None)
def test_the_curve_stays_inside_its_frame(points, limit):
    uri = trend_thumbnail(TrendPicture("x", "m/s2", points, limit), PLAIN)
    for line in parsed(uri).iter(f"{SVG}polyline"):
        for point in (line.get("points") or "").split():
            x, y = (float(value) for value in point.split(","))
            assert LEFT - 0.01 <= x <= RIGHT + 0.01
            assert TOP - 0.01 <= y <= BOTTOM + 0.01
