from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from app.analysis.baseline import learn_baseline
from app.analysis.health import health_of, velocity_is_high
from app.analysis.history import point_history
from app.analysis.zones import ZONES, usual_zones
from app.core.assets import AssetClass
from app.core.health import HealthState
from app.core.measurements import Quality

GROUP_2 = ZONES["ISO 10816-3 group 2 rigid"]
STATES = [HealthState.NORMAL, HealthState.WATCH, HealthState.ALARM, HealthState.DANGER]


def judged(features, limit_peak_ms2=None, zones=GROUP_2, late_days=0.0):
    as_of = features[-1].taken_at + timedelta(days=late_days)
    history = point_history(features, as_of)
    baseline = learn_baseline(history) if history is not None else None
    return health_of(history, baseline, zones, limit_peak_ms2, as_of)


def around(level, count, seed=0, sigma=0.03):
    return level * np.exp(sigma * np.random.default_rng(seed).standard_normal(count))


def test_zone_figures_are_those_of_the_source_and_rise():
    assert (GROUP_2.ab_mms, GROUP_2.bc_mms, GROUP_2.cd_mms) == (1.4, 2.8, 4.5)
    for zones in ZONES.values():
        assert zones.ab_mms < zones.bc_mms < zones.cd_mms
        assert "not checked" in zones.source


def test_pumps_are_not_judged_by_part_three():
    assert "pumps" in usual_zones(AssetClass.PUMP).name
    assert usual_zones(AssetClass.GEARBOX) is GROUP_2


@pytest.mark.parametrize(
    ("velocity_mms", "state"),
    [
        (1.0, HealthState.NORMAL),
        (2.8, HealthState.NORMAL),
        (3.0, HealthState.ALARM),
        (5.0, HealthState.DANGER),
    ],
)
def test_velocity_is_judged_by_its_zone_from_the_start(measured, velocity_mms, state):
    health = judged(measured([3.0] * 5, velocity_mms))
    assert health.state is state
    assert (health.deciding_feature, health.unit) == ("velocity RMS 10-1000 Hz", "mm/s")
    assert health.limit_source == GROUP_2.name


def test_peak_passes_watch_alarm_and_danger_on_its_way(measured):
    peaks = np.concatenate((around(3.0, 40), np.geomspace(3, 80, 120)))
    seen = [judged(measured(peaks[:i]), limit_peak_ms2=60.0).state for i in range(40, 161)]
    changes = [state for before, state in zip([None, *seen], seen, strict=False) if before != state]
    assert changes == STATES


def test_index_falls_from_one_to_nought_at_the_limit(measured):
    peaks = np.concatenate((around(3.0, 40), np.geomspace(3, 60, 120)))
    indices = [judged(measured(peaks[:i]), 60.0).index for i in range(40, 161, 10)]
    assert indices[0] == pytest.approx(1.0, abs=0.05)
    assert indices[-1] == pytest.approx(0.0, abs=0.02)
    assert all(0.0 <= index <= 1.0 for index in indices)
    assert all(b <= a + 0.02 for a, b in pairwise(indices))


def test_a_level_that_hovers_at_the_limit_does_not_chatter(measured):
    rng = np.random.default_rng(3)
    velocity = 2.8 * np.exp(0.05 * rng.standard_normal(300))
    features = measured([3.0] * 300, velocity)
    seen = [judged(features[:i]).state for i in range(30, 300)]
    assert sum(a is not b for a, b in pairwise(seen)) <= 2


def test_a_single_outlier_raises_nothing(measured):
    features = measured([3.0] * 30 + [500.0] + [3.0], 1.0)
    assert judged(features, limit_peak_ms2=60.0).state is HealthState.NORMAL


def test_the_state_falls_again_a_tenth_below_its_limit(measured):
    velocity = [1.0] * 30 + [3.0] * 5
    assert judged(measured([3.0] * 35, velocity)).state is HealthState.ALARM
    assert judged(measured([3.0] * 40, [*velocity, *[2.7] * 5])).state is HealthState.ALARM
    assert judged(measured([3.0] * 40, [*velocity, *[1.0] * 5])).state is HealthState.NORMAL


def test_bad_quality_never_changes_health(measured):
    good = measured([3.0] * 40)
    spoiled = good + [
        replace(f, taken_at=f.taken_at + timedelta(days=7), quality=Quality.BAD)
        for f in measured([900.0] * 3, 90.0)
    ]
    as_of = good[-1].taken_at + timedelta(hours=12)
    history = point_history(spoiled, as_of)
    health = health_of(history, learn_baseline(history), GROUP_2, 60.0, as_of)
    assert health.state is HealthState.NORMAL


def test_silence_is_no_health(measured):
    late = judged(measured([3.0] * 40), 60.0, late_days=2.0)
    assert late.state is HealthState.NO_DATA
    assert late.index > 0.9
    features = measured([3.0] * 3, quality=Quality.BAD)
    assert judged(features).state is HealthState.NO_DATA


def test_without_any_limit_the_own_first_level_is_kept_an_eye_on(measured):
    features = [replace(f, velocity_rms_mms=None) for f in measured([3.0] * 5)]
    health = judged(features)
    assert (health.state, health.limit_source) == (HealthState.NORMAL, "own first level")


def test_velocity_is_high_above_zone_b_or_its_own_baseline(measured):
    def is_high(velocity):
        features = measured([3.0] * len(velocity), velocity)
        history = point_history(features, features[-1].taken_at)
        return velocity_is_high(history, learn_baseline(history), GROUP_2)

    assert not is_high([1.0] * 40)
    assert is_high([1.0] * 40 + [2.2] * 6)
    assert is_high([3.0] * 4)
    assert not velocity_is_high(None, None, GROUP_2)
