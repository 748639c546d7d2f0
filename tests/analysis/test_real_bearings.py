"""Every run-to-failure bearing of the PHM 2012 form found in the data folder."""

import pytest

from benchmarks import bearings_phm2012


@pytest.fixture(scope="module")
def lives(data_folder):
    files = sorted((data_folder / "phm2012").glob("Bearing?_?.npz"))
    if not files:
        pytest.skip(f"no bearings in {data_folder / 'phm2012'}")
    return [bearings_phm2012.take_through_life(path) for path in files]


def test_every_degradation_is_found_before_the_end_and_none_in_the_first_tenth(lives):
    missed = [life.bearing for life in lives if not bearings_phm2012.is_within_bar(life)]
    assert missed == []


def test_intervals_hold_the_truth_about_as_often_as_they_say(lives):
    assert bearings_phm2012.mean_of([life.coverage_80 for life in lives]) >= 0.73
    assert bearings_phm2012.mean_of([life.coverage_90 for life in lives]) >= 0.85


def test_every_checkpoint_has_an_interval(lives):
    for life in lives:
        for checkpoint in life.checkpoints:
            assert 0 <= checkpoint.p10 <= checkpoint.p50 <= checkpoint.p90


def test_the_table_names_every_bearing(lives):
    text = bearings_phm2012.table(lives)
    assert all(f"| {life.bearing} |" in text for life in lives)
