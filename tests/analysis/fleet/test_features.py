"""What a model is shown: readings freed of their regime, windows that look back only."""

import dataclasses

import numpy as np
import pytest

from app.analysis.fleet.features import describe, wear_index, wear_weights
from app.analysis.fleet.regimes import find_regimes
from app.analysis.fleet.trailing import RunningSums, mean_of, slope_of, window_starts
from tests.analysis.fleet.fleets import worn_fleet


def test_regimes_are_found_from_the_readings_alone():
    fleet = worn_fleet(regimes=3, noise=0.2)
    regimes = find_regimes(fleet)
    assert len(regimes) == 3
    assert "s4" in [fleet.columns[at] for at in regimes.settings]


def test_a_fleet_run_one_way_has_one_regime():
    assert len(find_regimes(worn_fleet())) == 1


def test_wear_shows_through_the_regimes():
    fleet = worn_fleet(regimes=3, noise=0.2)
    regimes = find_regimes(fleet)
    found = regimes.deviations(fleet.values)[:, 0]
    shares = fleet.age / fleet.life[fleet.unit_of_row]
    assert np.corrcoef(fleet.values[:, 0], shares)[0, 1] < 0.3
    assert np.corrcoef(found, shares)[0, 1] > 0.6


def test_a_reading_far_from_every_regime_is_outside():
    fleet = worn_fleet(regimes=3)
    regimes = find_regimes(fleet)
    strange = fleet.values[:1].copy()
    strange[:, regimes.settings] += 300.0
    assert regimes.are_outside(strange).all()
    assert not regimes.are_outside(fleet.values).any()


def test_windows_agree_with_a_plain_loop_and_pass_over_gaps():
    fleet = worn_fleet(3)
    values = fleet.values.copy()
    values[::3, 0] = np.nan
    sums = RunningSums.of(fleet.age, values)
    first = window_starts(fleet, 10.0)
    last = np.arange(len(fleet)) + 1
    window = sums.between(first, last)
    for row in (5, 40, len(fleet) - 1):
        own = slice(int(first[row]), row + 1)
        known = ~np.isnan(values[own, 0])
        assert mean_of(window)[row, 0] == pytest.approx(values[own, 0][known].mean())
        if known.sum() > 2:
            line = np.polyfit(fleet.age[own][known], values[own, 0][known], 1)
            assert slope_of(window)[row, 0] == pytest.approx(line[0], abs=1e-6)


def test_what_comes_later_changes_nothing_before():
    fleet = worn_fleet(4)
    row = int(fleet.starts[1]) - 20
    changed = fleet.values.copy()
    changed[row + 1 :] += 5.0
    weights = np.ones(fleet.values.shape[1])
    before = describe(fleet, fleet.values, 90.0).with_wear(weights)
    later = dataclasses.replace(fleet, values=changed)
    after = describe(later, changed, 90.0).with_wear(weights)
    np.testing.assert_allclose(before[: row + 1], after[: row + 1])


def test_the_wear_index_stands_on_what_was_read():
    weights = np.array([1.0, 1.0, 0.1])
    index = wear_index(np.array([[2.0, 2.0, 2.0], [2.0, np.nan, 2.0], [np.nan] * 3]), weights)
    assert index[0, 0] == pytest.approx(4.2)
    assert index[1, 0] == pytest.approx(4.2)
    assert np.isnan(index[2, 0])


def test_wear_weights_point_to_less_time_left():
    fleet = worn_fleet()
    weights = wear_weights(fleet.values, fleet.time_left)
    assert weights[0] < 0 < weights[1]
    assert abs(weights[3]) < abs(weights[0]) / 3
