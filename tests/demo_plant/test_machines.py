"""The six machines' stories, judged from their blocks alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demo_plant.builds import BEARING_6309, TAGS
from app.demo_plant.clock import MS_PER_DAY
from app.demo_plant.machines import COMPRESSOR_RANGE_MS2, Machine, WearingPump, demo_machines
from app.demo_plant.signals import outer_race_hz
from app.demo_plant.wear import FAILURE_PEAK_MS2, RENEWED_HEALTHY_DAYS
from tests.demo_plant.measures import (
    amplitude_spectrum,
    envelope_spectrum,
    line_near,
    velocity_rms_mms,
)

DANGER_MMS = 4.5
"""Zone C/D of ISO 10816-3 group 2 on rigid supports, velocity RMS."""
ALARM_MMS = 2.8
seeds = st.integers(0, 100_000)


def pump_of(seed: int) -> WearingPump:
    """Return the pump whose bearing wears out."""
    pump = demo_machines(seed, 0)["P-101"]
    assert isinstance(pump, WearingPump)
    return pump


def samples_at(machine: Machine, day: float) -> np.ndarray:
    """Return what the sensor sends on a day of the story."""
    return machine.block(round(day * MS_PER_DAY)).acceleration_ms2


def peak_ms2(machine: Machine, day: float) -> float:
    """Return the peak of a block."""
    return float(np.abs(samples_at(machine, day)).max())


def is_sound(samples: np.ndarray) -> bool:
    """Whether a block has neither gaps nor clipping."""
    return bool(np.all(np.abs(samples) < COMPRESSOR_RANGE_MS2 * 0.999))


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_pump_passes_its_limit_thirty_to_sixty_days_after_onset(seed: int) -> None:
    pump = pump_of(seed)
    onset = pump.wear.onset_days
    days = np.arange(onset + 10, onset + 65, 0.5)
    peaks = np.array([peak_ms2(pump, float(day)) for day in days])
    passed = days[np.argmax(peaks > FAILURE_PEAK_MS2)] - onset
    assert 30 <= passed <= 60


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_pump_is_healthy_until_its_spall_begins(seed: int) -> None:
    pump = pump_of(seed)
    for day in np.arange(0, pump.wear.onset_days, 0.5):
        samples = samples_at(pump, float(day))
        assert 1.0 <= velocity_rms_mms(samples) <= 1.8
        assert np.abs(samples).max() < 6


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_pump_shows_the_outer_race_comb_late_in_life_and_not_early(seed: int) -> None:
    pump = pump_of(seed)

    def prominence(day: float) -> float:
        block = pump.block(round(day * MS_PER_DAY))
        bpfo_hz = outer_race_hz(BEARING_6309, block.shaft_speed_rpm / 60)
        comb = envelope_spectrum(block.acceleration_ms2, 2400, 4000)
        return line_near(comb, bpfo_hz) / line_near(comb, 1.5 * bpfo_hz, 10.0)

    assert prominence(1.0) < 3
    assert prominence(pump.wear.onset_days + 0.7 * pump.wear.growth_days) > 4


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_a_pump_never_repaired_stands_still_in_the_end(seed: int) -> None:
    block = pump_of(seed).block(85 * MS_PER_DAY)
    assert block.shaft_speed_rpm == 0
    assert 0 < np.abs(block.acceleration_ms2).max() < 1
    assert block.temperature_degc < 30


@given(seeds, st.floats(0.5, 60))
@settings(max_examples=15, deadline=None)
def test_repair_makes_the_pump_as_new(seed: int, repaired_on: float) -> None:
    pump = pump_of(seed)
    pump.repair(round(repaired_on * MS_PER_DAY))
    for later in (0.01, 10.0, 0.75 * RENEWED_HEALTHY_DAYS):
        block = pump.block(round((repaired_on + later) * MS_PER_DAY))
        assert np.abs(block.acceleration_ms2).max() < 6
        assert block.shaft_speed_rpm == pytest.approx(1480, rel=0.0031)


@given(seeds)
@settings(max_examples=8, deadline=None)
def test_no_other_machine_exceeds_danger(seed: int) -> None:
    machines = demo_machines(seed, 0)
    del machines["P-101"]
    for machine in machines.values():
        for day in np.arange(0, 40, 1.1):
            samples = samples_at(machine, float(day))
            if is_sound(samples):
                assert velocity_rms_mms(samples) < DANGER_MMS


@pytest.mark.parametrize("tag", ["M-102", "G-106"])
@given(seed=seeds)
@settings(max_examples=5, deadline=None)
def test_healthy_machines_stay_healthy(tag: str, seed: int) -> None:
    machine = demo_machines(seed, 0)[tag]
    for day in np.arange(0, 120, 5.3):
        assert 0.95 <= velocity_rms_mms(samples_at(machine, float(day))) <= 1.8


@given(seeds)
@settings(max_examples=5, deadline=None)
def test_fan_unbalance_reaches_zone_c_and_goes_again(seed: int) -> None:
    fan = demo_machines(seed, 0)["F-103"]
    course = [velocity_rms_mms(samples_at(fan, day / 4)) for day in range(64)]
    assert ALARM_MMS < max(course) < DANGER_MMS
    assert course[0] < 1.6
    assert course[-1] < 1.6
    worst = samples_at(fan, course.index(max(course)) / 4)
    hz, amplitude = amplitude_spectrum(worst)
    strongest = np.argmax(amplitude[1:] / hz[1:]) + 1
    assert hz[strongest] == pytest.approx(980 / 60, abs=2)


def test_compressor_sensor_is_sometimes_noisy_clipped_or_lost() -> None:
    compressor = demo_machines(5, 0)["C-104"]
    blocks = [samples_at(compressor, hour / 4) for hour in range(400)]
    lost = sum(bool(np.isnan(block).any()) for block in blocks)
    clipped = sum(
        bool(np.sum(np.abs(block) >= COMPRESSOR_RANGE_MS2 * 0.999) > 50) for block in blocks
    )
    spiked = sum(is_sound(block) and bool(np.abs(block).max() > 40) for block in blocks)
    assert min(lost, clipped, spiked) >= 4
    assert lost + clipped + spiked < 100


def test_dead_sensor_says_so_and_sends_zeros() -> None:
    block = demo_machines(5, 0)["V-105"].block(123_456)
    assert not block.is_sensor_ok
    assert not block.acceleration_ms2.any()


@given(seeds, st.sampled_from(TAGS), st.floats(0, 30))
@settings(max_examples=30, deadline=None)
def test_a_block_depends_on_seed_machine_and_instant_alone(seed: int, tag: str, day: float) -> None:
    first, again = demo_machines(seed, 0)[tag], demo_machines(seed, 0)[tag]
    again.block(1)
    ours, theirs = first.block(round(day * MS_PER_DAY)), again.block(round(day * MS_PER_DAY))
    assert np.array_equal(ours.acceleration_ms2, theirs.acceleration_ms2, equal_nan=True)
    assert ours.shaft_speed_rpm == theirs.shaft_speed_rpm
    assert ours.acceleration_ms2.dtype == np.float32


@pytest.mark.parametrize(
    ("tag", "orders"),
    [("P-101", (1, 2, 7)), ("M-102", (1, 2)), ("F-103", (1, 9)), ("G-106", (1, 25))],
)
def test_shaft_vane_blade_and_mesh_lines_stand_out(tag: str, orders: tuple[int, ...]) -> None:
    block = demo_machines(7, 0)[tag].block(MS_PER_DAY)
    spectrum = amplitude_spectrum(block.acceleration_ms2)
    shaft_hz = block.shaft_speed_rpm / 60
    for order in orders:
        beside = line_near(spectrum, (order + 0.5) * shaft_hz, 3.0)
        assert line_near(spectrum, order * shaft_hz, 1.0) > 4 * beside
