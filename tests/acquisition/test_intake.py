"""The door for waveforms: what is scheduled, and what is new."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.acquisition.intake import Block, BlockIntake
from app.acquisition.plausibility import bad
from app.core.measurements import BadReason
from tests.acquisition.peers import SAMPLE_RATE_HZ, noise
from tests.acquisition.plants import START, hours


def block_at(hour: float, seed: int | None = None) -> Block:
    samples = noise(round(hour * 1000) if seed is None else seed, 64)
    return Block(hours(hour), SAMPLE_RATE_HZ, samples)


def scheduled_hours(intake: BlockIntake, at_hours: list[float]) -> list[float]:
    return [at for at in at_hours if intake.accept("P", block_at(at)).is_scheduled]


def test_the_first_block_and_then_one_an_interval_is_scheduled():
    intake = BlockIntake(4 * 3600.0)
    assert scheduled_hours(intake, [0, 1, 3.9, 4, 4.1, 8.5, 12, 12.5]) == [0, 4, 8.5, 12.5]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=60))
def test_scheduled_ones_are_an_interval_apart_and_never_later_than_the_next_block(
    steps_minutes: list[int],
):
    intake = BlockIntake(3600.0)
    now = START
    last = None
    for number, step in enumerate(steps_minutes):
        now += timedelta(minutes=step)
        waveform = intake.accept("P", replace(block_at(0, number), taken_at=now))
        is_due = last is None or now - last >= timedelta(hours=1)
        assert waveform.is_scheduled == is_due
        last = now if is_due else last


def test_a_bad_block_never_takes_a_good_ones_turn():
    intake = BlockIntake(3600.0)
    intake.accept("P", block_at(0))
    dead = replace(block_at(1), verdict=bad(BadReason.SENTINEL))
    assert intake.accept("P", dead).is_scheduled
    assert intake.accept("P", block_at(1.1)).is_scheduled


def test_a_torn_block_is_only_a_live_frame():
    torn = replace(block_at(0), verdict=bad(BadReason.TORN))
    intake = BlockIntake(3600.0)
    assert not intake.accept("P", torn).is_scheduled
    assert intake.accept("P", block_at(0.1)).is_scheduled


def test_points_are_scheduled_apart():
    intake = BlockIntake(3600.0)
    assert intake.accept("P", block_at(0)).is_scheduled
    assert intake.accept("Q", block_at(0.5)).is_scheduled


def test_a_clock_set_back_does_not_stop_the_schedule():
    intake = BlockIntake(3600.0)
    assert scheduled_hours(intake, [100, 101]) == [100, 101]
    stale = intake.accept("P", block_at(2))
    assert stale.bad_reason is BadReason.STALE
    assert intake.accept("P", block_at(2.5)).is_scheduled


def test_a_block_is_new_until_its_number_was_accepted():
    intake = BlockIntake(3600.0)
    assert intake.is_new("P", 7)
    intake.accept("P", block_at(0), number=7)
    assert not intake.is_new("P", 7)
    assert intake.is_new("P", 8)
    assert intake.is_new("Q", 7)
