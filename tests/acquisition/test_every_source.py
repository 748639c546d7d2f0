"""What holds for every kind of source."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.acquisition.source import SOURCES, Source
from app.core.errors import SourceUnreachable
from app.core.measurements import BadReason, Quality, Waveform
from app.core.sources import SourceKind
from tests.acquisition.peers import SAMPLE_RATE_HZ, noise
from tests.acquisition.plants import PLANTS, START, Plant, hours


@pytest.fixture(scope="module", params=list(SourceKind), ids=lambda kind: kind.value)
def running_plant(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Plant]:
    """A server takes seconds to start, so one of each kind serves all tests."""
    made = PLANTS[request.param](tmp_path_factory.mktemp("plant"))
    yield made
    made.close()


@pytest.fixture
def plant(running_plant: Plant, tmp_path: Path) -> Plant:
    is_folder = running_plant.config.kind is SourceKind.FOLDER
    return PLANTS[SourceKind.FOLDER](tmp_path) if is_folder else running_plant


@pytest.fixture
def source(plant: Plant) -> Iterator[Source]:
    made = SOURCES[plant.config.kind](plant.config)
    yield made
    made.close()


def only_point_one(plant: Plant, source: Source) -> None:
    """Folders hold one point a file in these tests; the other kinds keep both points."""
    if plant.config.kind is SourceKind.FOLDER:
        source.config = replace(source.config, points=source.config.points[:1])
    else:
        plant.publish("two", noise(99), START)
    plant.publish("one", noise(98), START)
    source.open()
    read_until_quiet(source)


def read_until_quiet(source: Source) -> list[Waveform]:
    """Everything new; a watched folder needs a second look at a file."""
    taken = []
    quiet = 0
    while quiet < 2:
        new = source.read()
        taken += [each for each in new if isinstance(each, Waveform)]
        quiet = 0 if new else quiet + 1
    return taken


def test_every_kind_has_a_source_and_a_plant_here():
    assert set(SOURCES) == set(SourceKind) == set(PLANTS)


def test_a_block_arrives_once_with_its_values_instant_and_rate(plant: Plant, source: Source):
    only_point_one(plant, source)
    plant.publish("one", noise(1), hours(1))
    (waveform,) = read_until_quiet(source)
    assert waveform.point_id == "one"
    assert waveform.taken_at == hours(1)
    assert waveform.sample_rate_hz == SAMPLE_RATE_HZ
    assert waveform.quality is Quality.GOOD
    np.testing.assert_allclose(waveform.acceleration_ms2, noise(1), rtol=1e-5, atol=1e-6)
    assert waveform.acceleration_ms2.dtype == np.float32
    assert not waveform.acceleration_ms2.flags.writeable
    assert read_until_quiet(source) == []


def test_each_new_block_arrives_in_order(plant: Plant, source: Source):
    only_point_one(plant, source)
    instants = []
    for number in range(1, 4):
        plant.publish("one", noise(number), hours(number))
        instants += [waveform.taken_at for waveform in read_until_quiet(source)]
    assert instants == [hours(1), hours(2), hours(3)]


def test_a_dead_sensor_is_bad_and_says_why(plant: Plant, source: Source):
    only_point_one(plant, source)
    plant.publish_dead_sensor("one", hours(1))
    (waveform,) = read_until_quiet(source)
    assert waveform.quality is Quality.BAD
    assert waveform.bad_reason in {BadReason.SENTINEL, BadReason.FROZEN}


def test_the_same_samples_under_a_new_time_are_frozen(plant: Plant, source: Source):
    only_point_one(plant, source)
    plant.publish("one", noise(1), hours(1))
    read_until_quiet(source)
    plant.publish("one", noise(1), hours(2))
    (waveform,) = read_until_quiet(source)
    assert (waveform.quality, waveform.bad_reason) == (Quality.BAD, BadReason.FROZEN)


def test_a_dead_address_is_named_in_plain_words(plant: Plant):
    source = SOURCES[plant.dead.kind](plant.dead)
    with pytest.raises(SourceUnreachable) as caught:
        source.open()
        source.read()
    source.close()
    assert plant.dead_name in str(caught.value)
    assert "Errno" not in str(caught.value)
    assert caught.value.remedy


def test_losing_the_link_is_told_as_unreachable(plant: Plant, source: Source):
    only_point_one(plant, source)
    plant.stop()
    with pytest.raises(SourceUnreachable):
        source.read()
    plant.start()


def test_closing_twice_and_before_opening_does_nothing(plant: Plant, source: Source):
    source.close()
    fresh = SOURCES[plant.config.kind](plant.config)
    fresh.open()
    fresh.close()
    fresh.close()
    with pytest.raises(SourceUnreachable):
        fresh.read()


def test_the_clock_is_told_only_where_there_is_one(plant: Plant, source: Source):
    only_point_one(plant, source)
    plant.publish("one", noise(1), hours(1))
    read_until_quiet(source)
    clock = source.clock()
    if not plant.config.has_plant_clock:
        assert clock is None
        return
    assert clock is not None
    assert clock.speed == 21_600.0
    assert clock.utc_ms >= round(START.timestamp() * 1000)


def test_nothing_is_written_to_the_plant(plant: Plant, source: Source):
    only_point_one(plant, source)
    for number in range(1, 4):
        plant.publish("one", noise(number), hours(number))
        read_until_quiet(source)
    source.close()
    time.sleep(0.05)
    assert plant.writes() == 0


def test_a_fresh_source_with_the_old_memory_takes_nothing_twice(plant: Plant, source: Source):
    only_point_one(plant, source)
    plant.publish("one", noise(1), hours(1))
    assert len(read_until_quiet(source)) == 1
    source.close()
    fresh = SOURCES[plant.config.kind](source.config)
    fresh.intake = source.intake
    fresh.open()
    assert read_until_quiet(fresh) == []
    fresh.close()
