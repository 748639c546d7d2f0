from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.plausibility import judge_block
from app.analysis.baseline import learn_baseline
from app.analysis.features import extract_features
from app.analysis.health import condition_of, health_of, velocity_is_high
from app.analysis.history import point_history
from app.analysis.zones import shipped_zones, usual_zones
from app.core.assets import AssetClass, MeasurementPoint
from app.core.health import HealthState
from app.core.measurements import Quality, Waveform
from tests.analysis.conftest import made

GROUP_2 = shipped_zones()["10816-3-group-2-rigid"]
POINT = MeasurementPoint("p", "c", "DE horizontal", "m/s2")
SINE = np.sin(np.arange(4096) * 0.07)
WORTHLESS_ARRAYS = {
    "not a number": np.where(np.arange(4096) == 7, np.nan, SINE),
    "saturated": np.clip(400 * SINE, -196.0, 196.0),
    "frozen": np.full(4096, 3.7),
    "silent": np.zeros(4096),
    "out of range": 1e6 * SINE,
    "torn": SINE[:1],
}
STATES = [HealthState.NORMAL, HealthState.WATCH, HealthState.ALARM, HealthState.DANGER]


def condition(features, point=POINT, zones=GROUP_2, as_of=None):
    history = point_history(features, as_of or features[-1].taken_at)
    if history is None:
        return None
    return condition_of(history, learn_baseline(history), zones, point)


def judged(features, limit_peak_ms2=None, zones=GROUP_2, late_days=0.0):
    as_of = features[-1].taken_at + timedelta(days=late_days)
    point = replace(POINT, limit_peak_ms2=limit_peak_ms2)
    return health_of(condition(features, point, zones, as_of), point, as_of)


def around(level, count, seed=0, sigma=0.03):
    return level * np.exp(sigma * np.random.default_rng(seed).standard_normal(count))


def test_zone_figures_are_those_of_the_source_and_rise():
    assert (GROUP_2.ab_mms, GROUP_2.bc_mms, GROUP_2.cd_mms) == (1.4, 2.8, 4.5)
    for zones in shipped_zones().values():
        assert zones.ab_mms < zones.bc_mms < zones.cd_mms
        assert "not checked" in zones.source


def test_pumps_are_not_judged_by_part_three():
    assert "pumps" in usual_zones(AssetClass.PUMP).name
    assert usual_zones(AssetClass.GEARBOX) == GROUP_2


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
    health = health_of(condition(spoiled, as_of=as_of), POINT, as_of)
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
        return velocity_is_high(condition(measured([3.0] * len(velocity), velocity)))

    assert not is_high([1.0] * 40)
    assert is_high([1.0] * 40 + [2.2] * 6)
    assert is_high([3.0] * 4)
    assert not velocity_is_high(None)


@given(
    st.lists(st.floats(0.905, 4.0), min_size=1, max_size=80),
    st.sampled_from([0, 30]),
)
def test_a_level_that_dithers_above_the_way_back_changes_the_state_at_most_once(shares, quiet):
    """Whatever it does within a tenth below the limit and above it: entered once, not left."""
    velocity = [1.0] * quiet + [share * 2.8 for share in shares]
    features = made([3.0] * len(velocity), velocity)
    seen = [is_in_alarm(features[:i]) for i in range(1, len(features) + 1)]
    assert sum(a is not b for a, b in pairwise([False, *seen])) <= 1


def test_noise_around_a_limit_rarely_ends_the_state():
    """20 % of noise around a limit for twenty days: left and entered again in 1 of 20 at most."""
    chattered = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        quiet, hovering = (
            level * np.exp(0.2 * rng.standard_normal(count))
            for level, count in ((1.0, 30), (1.7, 120))
        )
        features = made([3.0] * 150, [*quiet, *hovering])
        seen = [is_in_alarm(features[:i]) for i in range(30, 151, 3)]
        chattered += sum(a is not b for a, b in pairwise([False, *seen])) > 1
    assert chattered <= 3


def is_in_alarm(features):
    return judged(features).state.severity >= HealthState.ALARM.severity


WORTHLESS = st.builds(
    lambda quality, value: {
        "quality": quality,
        "velocity_rms_mms": value,
        "acceleration_rms_ms2": value,
        "acceleration_peak_ms2": value,
        "crest_factor": value,
        "kurtosis": value,
    },
    st.sampled_from([Quality.BAD, Quality.UNCERTAIN]),
    st.sampled_from([0.0, 1e-9, 9.0, 1e9, np.nan, np.inf, -np.inf]),
)


@given(
    st.lists(st.tuples(st.integers(0, 70), WORTHLESS), min_size=1, max_size=20),
    st.sampled_from([1.0, 1.6, 3.0, 6.0]),
)
def test_bad_measurements_anywhere_leave_health_as_it_was(placed, ends_at):
    """Clipped, frozen, torn, stale: whatever they hold, between, before or after the good ones."""
    good = made(np.geomspace(3.0, 9.0, 60), np.geomspace(1.0, ends_at, 60))
    bad = [
        replace(good[0], taken_at=good[0].taken_at + timedelta(hours=4 * at - 2), **worthless)
        for at, worthless in placed
    ]
    mixed = sorted([*good, *bad], key=lambda one: one.taken_at)
    as_of = good[-1].taken_at + timedelta(hours=5)
    point = replace(POINT, limit_peak_ms2=30.0)
    with_bad, without = (
        health_of(condition(one, point, as_of=as_of), point, as_of) for one in (mixed, good)
    )
    assert with_bad == without


@given(st.integers(1, 60), st.sampled_from(list(WORTHLESS_ARRAYS)))
def test_a_block_no_source_would_believe_leaves_health_as_it_was(at, kind):
    """From the samples on: NaN, saturated, frozen or silent blocks are judged, and ignored."""
    good = made([3.0] * 60, 1.0)
    samples = WORTHLESS_ARRAYS[kind].astype(np.float32)
    verdict = judge_block(samples)
    assert verdict.quality is not Quality.GOOD
    taken_at = good[0].taken_at + timedelta(hours=4 * at - 2)
    block = Waveform("p", taken_at, 12_800.0, samples, 1500.0, *verdict)
    mixed = sorted([*good, extract_features(block)], key=lambda one: one.taken_at)
    as_of = good[-1].taken_at + timedelta(hours=5)
    assert health_of(condition(mixed, as_of=as_of), POINT, as_of) == health_of(
        condition(good, as_of=as_of), POINT, as_of
    )


def test_bad_data_alone_ends_in_no_data_by_age_only():
    good = made([3.0] * 40, 1.0)
    bad = [
        replace(good[-1], taken_at=good[-1].taken_at + timedelta(hours=4 * i), quality=Quality.BAD)
        for i in range(1, 20)
    ]
    states = [judged([*good, *bad[:i]]).state for i in range(20)]
    late = states.index(HealthState.NO_DATA)
    assert set(states[:late]) == {HealthState.NORMAL}
    assert set(states[late:]) == {HealthState.NO_DATA}


def test_an_alarm_stands_a_quarter_of_zone_b_above_the_own_baseline_capped():
    assert GROUP_2.alarm_mms(1.0) == pytest.approx(1.7)
    assert GROUP_2.alarm_mms(2.8) == pytest.approx(1.25 * 2.8)
    assert GROUP_2.alarm_mms(2.9) == GROUP_2.bc_mms
    health = judged(made([3.0] * 36, [*[1.0] * 30, *[1.75] * 6]))
    assert (health.state, health.limit_source) == (HealthState.ALARM, "own baseline and zones")
    assert health.limit == pytest.approx(1.7)


def test_every_indicator_of_a_waveform_is_watched():
    features = made([3.0] * 60, 1.0)
    shaken = [
        f if i < 40 else replace(f, kurtosis=6.0, crest_factor=9.0, envelope_ms2={"outer": 2.0})
        for i, f in enumerate([replace(f, envelope_ms2={"outer": 0.1}) for f in features])
    ]
    found = condition(shaken)
    passed = {found.history.indicators[limit.column].name for limit in found.passed}
    assert passed == {"kurtosis", "crest factor", "envelope level"}
    assert judged(shaken).state is HealthState.WATCH
