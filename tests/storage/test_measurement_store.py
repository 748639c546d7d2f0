import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import UnitMismatch
from app.core.measurements import BadReason, Features, Quality, SampleCounts, Waveform
from app.storage.codecs.assessment_json import assessment_to_json
from tests.storage import examples as ex
from tests.storage import strategies as some

few = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
levels = st.dictionaries(some.texts, some.any_numbers, max_size=3)
described = st.builds(
    Features,
    point_id=some.ids,
    taken_at=some.instants,
    velocity_rms_mms=st.none() | some.any_numbers,
    acceleration_rms_ms2=some.any_numbers,
    acceleration_peak_ms2=some.any_numbers,
    crest_factor=some.any_numbers,
    kurtosis=some.any_numbers,
    bands_ms2=levels,
    envelope_band_hz=st.none() | st.tuples(some.numbers, some.numbers),
    envelope_ms2=levels,
    shaft_speed_rpm=st.none() | some.numbers,
    quality=st.sampled_from(Quality),
    bad_reason=st.sampled_from(BadReason),
)
counted = st.builds(SampleCounts, *[st.integers(0, 10**15)] * 4)


def features(hours):
    return Features("point", ex.NOW + timedelta(hours=hours), 1.0, 2.0, 3.0, 4.0, 5.0)


def waveform(hours, **changes):
    samples = np.arange(8, dtype=np.float32) / 3
    taken = Waveform("point", ex.NOW + timedelta(hours=hours), 12800.0, samples, 2980.0)
    return replace(taken, **changes)


@few
@given(features=described)
def test_features_read_as_they_were_kept(store, features):
    store.measurements.add_features([features])
    assert store.measurements.features(features.point_id) == [features]


def test_the_newest_features_come_oldest_first(store):
    store.measurements.add_features([features(h) for h in (3, 1, 2)])
    store.measurements.add_features([features(4)])
    hours = [
        (f.taken_at - ex.NOW) / timedelta(hours=1) for f in store.measurements.features("point")
    ]
    assert hours == [1, 2, 3, 4]
    assert store.measurements.features("point", limit=2) == [features(3), features(4)]
    assert store.measurements.features("elsewhere") == []


def test_a_point_has_one_set_of_features_an_instant(store):
    store.measurements.add_features([features(1)])
    store.measurements.add_features([features(1), features(2)])
    assert len(store.measurements.features("point")) == 2


def test_no_features_at_all_are_no_commit(store):
    store.measurements.add_features([])
    assert store.measurements.features("point") == []


def test_a_level_of_a_bad_measurement_stays_no_number(store):
    dead = replace(features(1), kurtosis=math.nan, bands_ms2={"low": math.nan}, quality=Quality.BAD)
    store.measurements.add_features([dead])
    (read,) = store.measurements.features("point")
    assert math.isnan(read.kurtosis)
    assert math.isnan(read.bands_ms2["low"])


def test_the_newest_waveform_reads_sample_for_sample(store):
    newest = waveform(2, quality=Quality.UNCERTAIN, bad_reason=BadReason.CLIPPED)
    for taken in (newest, waveform(1)):
        store.measurements.keep_waveform(taken, "baseline")
    read = store.measurements.latest_waveform("point")
    assert read.acceleration_ms2.tolist() == newest.acceleration_ms2.tolist()
    assert not read.acceleration_ms2.flags.writeable
    assert (read.taken_at, read.sample_rate_hz, read.quality, read.is_scheduled) == (
        newest.taken_at, 12800.0, Quality.UNCERTAIN, True,
    )  # fmt: skip
    assert store.measurements.latest_waveform("elsewhere") is None


def test_a_waveform_without_a_zone_is_refused(store):
    with pytest.raises(UnitMismatch, match="no time zone"):
        store.measurements.keep_waveform(waveform(1, taken_at=ex.NOW.replace(tzinfo=None)), "")


@few
@given(assessment=some.assessments)
def test_an_assessment_reads_as_it_was_kept_and_is_kept_once(store, assessment):
    assessment = replace(assessment, component_id=assessment.id)
    store.measurements.add_assessment(assessment)
    store.measurements.add_assessment(assessment)
    (read,) = store.measurements.assessments(assessment.component_id)
    assert assessment_to_json(read) == assessment_to_json(assessment)


@given(assessment=some.assessments)
@settings(max_examples=1, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_newest_assessments_come_oldest_first(store, assessment):
    for hours in (2, 1, 3):
        at = ex.NOW + timedelta(hours=hours)
        store.measurements.add_assessment(replace(assessment, id=f"{hours}", taken_at=at))
    read = store.measurements.assessments("component")
    assert [a.id for a in read] == ["1", "2", "3"]
    assert [a.id for a in store.measurements.assessments("component", limit=2)] == ["2", "3"]
    assert store.measurements.latest_assessment("component").id == "3"
    assert store.measurements.latest_assessment("elsewhere") is None


@few
@given(counts=st.lists(counted, max_size=4))
def test_sample_counts_add_up_over_sources_and_time(store, counts):
    total = store.measurements.counts()
    for at, count in enumerate(counts):
        store.measurements.add_counts(f"source {at % 2}", count)
        total = total.plus(count)
    assert store.measurements.counts() == total


def test_sample_counts_of_a_new_plant_are_zero(store):
    assert store.measurements.counts() == SampleCounts()
