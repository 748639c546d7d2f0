"""What turns with a shaft, and what follows for the modes that can be named."""

import pytest

from app.core.assets import Bearing, Component, MeasurementPoint
from app.core.drive import Drive
from app.core.errors import ScenarioRefused
from app.core.health import FailureMode
from app.core.remedies import CHECKS, figures_missing, leaves_fault, recommended_check

BARE = Component("c", "a", "Bearing", "p", Bearing("6205", 9, 7.94, 39.04))
WHEEL = Component("w", "a", "Pinion", "q", drive=Drive(gear_teeth=23))


@pytest.mark.parametrize(
    "figures",
    [
        {"gear_teeth": 4},
        {"blades": 0},
        {"supply_hz": 0.0},
        {"pole_pairs": 25},
        {"sheave_mm": -1.0},
        {"belt_length_mm": 500.0, "sheave_mm": 200.0, "other_sheave_mm": 200.0},
    ],
)
def test_a_figure_that_cannot_be_is_refused(figures):
    with pytest.raises(ScenarioRefused, match="Expected"):
        Drive(**figures)


def test_every_mode_but_a_sound_machine_has_its_check():
    assert set(FailureMode) - set(CHECKS) == {FailureMode.NONE}
    assert "balance" in recommended_check(FailureMode.UNBALANCE)


def test_a_new_bearing_leaves_the_wheel_worn_and_a_new_wheel_does_not():
    assert leaves_fault(FailureMode.GEAR_WEAR, BARE)
    assert not leaves_fault(FailureMode.GEAR_WEAR, WHEEL)
    for mode in (FailureMode.UNBALANCE, FailureMode.CAVITATION):
        assert leaves_fault(mode, BARE)
        assert leaves_fault(mode, WHEEL)
    for mode in (FailureMode.LUBRICATION, FailureMode.UNDETERMINED, FailureMode.SENSOR_FAULT):
        assert not leaves_fault(mode, BARE)


def test_what_is_not_entered_is_named_with_the_mode_it_would_show():
    lacking = dict(figures_missing(WHEEL))
    assert FailureMode.GEAR_WEAR not in lacking
    assert lacking[FailureMode.DISTURBED_FLOW] == "number of blades"
    assert FailureMode.OUTER_RACE_WEAR not in dict(figures_missing(BARE))


def test_a_point_along_the_shaft_says_so_in_its_name():
    assert MeasurementPoint("p", "c", "Antriebsseite, axial", "m/s2").is_axial
    assert not MeasurementPoint("p", "c", "Drive end, horizontal", "m/s2").is_axial
