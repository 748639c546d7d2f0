from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.analysis.baseline import learn_baseline
from app.analysis.bearings import bearing_named
from app.analysis.condition_indicators import PEAK, VELOCITY
from app.analysis.history import point_history
from app.analysis.life.on_calendar import prior_life
from app.analysis.rul import ALERT_PRECISION, estimate_rul, most_urgent, rul_of
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass, Component, MeasurementPoint
from app.core.health import RulState
from app.core.measurements import Quality

PUMP_BEARING = Component("c", "a", "DE bearing", "part", bearing_named("6309"))
IMPELLER = Component("i", "a", "impeller", "part")


def wearing(count=120, healthy=60, rate=0.15):
    """Return peaks in m/s2 every four hours that grow from a day on."""
    noise = 0.05 * np.random.default_rng(5).standard_normal(count)
    growth = rate / 6 * np.clip(np.arange(count) - healthy, 0, None)
    return 3 * np.exp(noise + growth)


def estimated(features, component=PUMP_BEARING, limit=60.0, late_days=0.0, **more):
    as_of = features[-1].taken_at + timedelta(days=late_days)
    return estimate_rul(features, component, AssetClass.PUMP, as_of, limit_peak_ms2=limit, **more)


def test_each_state_comes_with_the_data_at_hand(measured):
    features = measured(wearing())
    seen = [estimated(features[:i]).state for i in range(1, 121)]
    changes = [s for before, s in zip([None, *seen], seen, strict=False) if before is not s]
    assert changes == [RulState.PRIOR_ONLY, RulState.NO_DEGRADATION, RulState.DEGRADING]


def test_only_a_prior_or_a_path_carries_a_number(measured):
    features = measured(wearing())
    for i in (1, 19, 40, 120):
        found = estimated(features[:i])
        carries = found.state in {RulState.PRIOR_ONLY, RulState.DEGRADING}
        assert (found.distribution is not None) == carries
        assert found.evidence_points == i
        assert found.explanation.endswith(".")


def test_a_degradation_names_its_onset_its_limit_and_how_far_it_may_be_trusted(measured):
    features = measured(wearing())
    found = estimated(features)
    assert found.model == "degradation path"
    assert found.alert_precision == ALERT_PRECISION
    assert features[60].taken_at < found.onset_at < features[100].taken_at
    assert "% of the limit" in found.explanation


def test_a_rise_of_what_has_no_limit_alone_is_not_enough_for_a_path(measured):
    features = measured(wearing())
    as_of = features[-1].taken_at
    history = point_history(features, as_of)
    history.level[70:, [PEAK, VELOCITY]] = np.nan
    found = rul_of(
        history,
        learn_baseline(history),
        PUMP_BEARING,
        prior_life(PUMP_BEARING, AssetClass.PUMP),
        MeasurementPoint("p", "c", "DE bearing", "m/s2", limit_peak_ms2=60.0),
        usual_zones(AssetClass.PUMP),
        as_of,
    )
    assert found.state is RulState.NOT_ENOUGH_DATA
    assert found.distribution is None
    assert "was not measured twice since" in found.explanation


def test_no_good_measurement_is_no_data(measured):
    assert estimated(measured([3.0] * 40, quality=Quality.BAD)).state is RulState.NO_DATA
    assert estimated(measured(wearing()), late_days=3.0).state is RulState.NO_DATA


def test_bad_measurements_start_no_degradation(measured):
    features = measured(wearing(60, healthy=60))
    bad = [
        replace(f, taken_at=features[-1].taken_at + timedelta(hours=i), quality=Quality.BAD)
        for i, f in enumerate(measured([500.0] * 20))
    ]
    found = estimated(features + bad)
    assert found.state is RulState.NO_DEGRADATION


def test_shaking_at_shaft_speed_wears_no_bearing(measured):
    velocity = [1.0] * 60 + [4.0] * 60
    features = measured(wearing(120, healthy=120), velocity)
    assert estimated(features).state is RulState.NO_DEGRADATION
    assert estimated(features, IMPELLER, limit=None).state is RulState.DEGRADING


def test_without_a_peak_limit_the_danger_zone_is_the_limit(measured):
    velocity = 1.0 * np.exp(0.1 / 6 * np.clip(np.arange(160) - 60, 0, None))
    features = measured([3.0] * 160, velocity)
    found = estimated(features, IMPELLER, limit=None)
    truth_days = np.log(8.5 / velocity[-1]) / 0.1  # zone D of pumps begins at 8.5 mm/s
    assert found.distribution.quantile(0.1) < truth_days < found.distribution.quantile(0.9)


def test_a_bearing_without_a_peak_limit_fails_at_twenty_decibels(measured):
    found = estimated(measured(wearing(120)), limit=None)
    assert found.state is RulState.DEGRADING
    assert found.distribution.quantile(0.5) < 30


def test_a_new_part_forgets_the_old_ones_life(measured):
    features = measured(np.concatenate((wearing(120), np.full(60, 3.0))))
    fitted_on = features[120].taken_at.date()
    renewed = replace(PUMP_BEARING, installed_on=fitted_on)
    found = estimated(features, renewed)
    assert found.state is RulState.NO_DEGRADATION
    by_instant = estimated(features, since=features[120].taken_at)
    assert by_instant.evidence_points == 60


def test_a_known_age_shortens_the_prior(measured):
    features = measured([3.0] * 5)
    new = estimated(features).distribution.quantile(0.5)
    old = replace(PUMP_BEARING, installed_on=date(2023, 1, 1))
    assert estimated(features, old).distribution.quantile(0.5) < new


def test_a_bearing_has_the_bearings_prior_wherever_it_runs_and_the_rest_its_machines():
    bearings = {prior_life(PUMP_BEARING, asset_class) for asset_class in AssetClass}
    assert len(bearings) == 1
    lives = [prior_life(IMPELLER, asset_class) for asset_class in AssetClass]
    assert len(set(lives)) == len(AssetClass)
    assert all(life.source for life in lives)


def test_the_worst_of_several_points_speaks_for_the_component(measured):
    quiet, worn = estimated(measured([3.0] * 60)), estimated(measured(wearing()))
    worse = estimated(measured(wearing(150)))
    silent = estimated(measured([3.0] * 60), late_days=9.0)
    assert most_urgent([quiet, worn, worse, silent]) is worse
    assert most_urgent([silent, quiet]) is quiet
    with pytest.raises(ValueError, match="empty|arg"):
        most_urgent([])
