"""Real bearings while they are still sound: nothing is to be found, whatever they sound like."""

import numpy as np
import pytest

from app.analysis.baseline import comparable, find_onset, learn_baseline
from app.analysis.condition_indicators import HIGH_BAND, PEAK
from app.analysis.false_alarms import FalseAlarmRate
from app.analysis.health import condition_of, health_of
from app.analysis.history import point_history
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass, MeasurementPoint
from app.core.health import HealthState
from benchmarks.rig_records.snapshots import G_MS2, read_features

BEARINGS = ("1_1", "1_2", "2_1", "2_2", "3_1", "3_2")
POINT = MeasurementPoint("p", "c", "bearing", "m/s2", limit_peak_ms2=20 * G_MS2)
ZONES = usual_zones(AssetClass.MOTOR)


def seen_in(channel, share):
    """What is said at each measurement of the first share of a life: states, and onsets."""
    early, states, onsets = channel[: round(share * len(channel))], set(), 0
    for stop in range(21, len(early) + 1):
        as_of = early[stop - 1].taken_at
        history = point_history(early[:stop], as_of)
        baseline = learn_baseline(history)
        if baseline is None:
            continue
        onset = find_onset(comparable(history, baseline), baseline, (PEAK, HIGH_BAND))
        onsets += onset is not None
        states.add(health_of(condition_of(history, baseline, ZONES, POINT), POINT, as_of).state)
    return states, onsets


def channels_of(data_folder, bearing):
    path = data_folder / "phm2012" / f"Bearing{bearing}.npz"
    if not path.is_file():
        pytest.skip(f"no {path}")
    return list(read_features(path))


@pytest.mark.parametrize("bearing", ["1_1", "3_2"])
def test_no_wear_and_no_alarm_is_found_in_the_first_tenth_of_a_life(data_folder, bearing):
    """The two whose first tenth is longer than a baseline; a watch in one of four channels."""
    for channel in channels_of(data_folder, bearing):
        states, onsets = seen_in(channel, 0.1)
        assert onsets == 0
        assert not states & {HealthState.ALARM, HealthState.DANGER}


@pytest.mark.parametrize("bearing", BEARINGS)
def test_no_wear_is_found_in_the_first_fifth_of_a_life(data_folder, bearing):
    """Twelve channels of six bearings, a snapshot each hour of the story."""
    assert [seen_in(channel, 0.2)[1] for channel in channels_of(data_folder, bearing)] == [0, 0]


def test_the_rate_of_false_onsets_decides_when_wear_is_found(data_folder):
    """A site that accepts more false onsets finds wear no later."""
    channel = channels_of(data_folder, "1_1")[0]
    history = point_history(channel, channel[-1].taken_at)
    found = []
    for years in (10_000.0, 100.0, 0.1):
        baseline = learn_baseline(history, FalseAlarmRate(years))
        onset = find_onset(comparable(history, baseline), baseline, (PEAK, HIGH_BAND))
        found.append(np.inf if onset is None else onset)
    assert found[0] >= found[1] >= found[2]
    assert np.isfinite(found[2])
