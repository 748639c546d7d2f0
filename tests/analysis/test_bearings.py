import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.bearings import bearing_catalogue, bearing_named, defect_frequencies
from app.core.assets import Bearing
from app.core.errors import PartUnknown

MULTIPLES = {  # of the shaft: FTF, BPFO, BPFI, twice BSF
    "6205": (0.3983, 3.5848, 5.4152, 4.7135),
    "6203": (0.3816, 3.0532, 4.9468, 3.9880),
    "LDK UER204": (0.3854, 3.0831, 4.9169, 4.1332),
}


@pytest.mark.parametrize("name", MULTIPLES)
def test_multiples_are_the_published_ones(name):
    found = defect_frequencies(bearing_named(name), 60.0)
    expected = MULTIPLES[name]
    measured = (found.cage_hz, found.outer_hz, found.inner_hz, found.ball_hz)
    assert measured == pytest.approx(expected, abs=5e-4)


def test_the_envelope_example_of_mathworks():
    found = defect_frequencies(Bearing("example", 8, 2.0, 12.0, 0.0), 25 * 60)
    assert found.outer_hz == pytest.approx(83.333, abs=1e-3)
    assert found.inner_hz == pytest.approx(116.667, abs=1e-3)


def test_6205_at_1797_rpm_knocks_at_107_hz():
    assert defect_frequencies(bearing_named("6205"), 1797).outer_hz == pytest.approx(
        107.36, abs=0.01
    )


@given(
    balls=st.integers(3, 40),
    ratio=st.floats(0.05, 0.45),
    angle_deg=st.floats(0, 45),
    rpm=st.floats(1, 20_000),
)
def test_outer_and_inner_add_up_to_every_ball_passing_once_a_turn(balls, ratio, angle_deg, rpm):
    found = defect_frequencies(Bearing("any", balls, 100 * ratio, 100.0, angle_deg), rpm)
    assert found.outer_hz + found.inner_hz == pytest.approx(balls * rpm / 60, rel=1e-9)
    assert found.outer_hz == pytest.approx(balls * found.cage_hz, rel=1e-9)
    assert found.inner_hz > found.outer_hz > found.cage_hz


@pytest.mark.parametrize("name", sorted(bearing_catalogue()))
def test_every_listed_bearing_is_possible_and_says_where_it_is_from(name):
    bearing = bearing_named(name.lower())
    assert 0 < bearing.ball_mm < bearing.pitch_mm
    assert bearing.balls * bearing.ball_mm < 3.1416 * bearing.pitch_mm
    assert bearing.source


def test_an_unknown_bearing_asks_for_its_geometry():
    with pytest.raises(PartUnknown, match="Give its geometry"):
        bearing_named("no such thing")
