"""Each failure mode on records made from published physics, against all the others."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.bearing_wear import MODE_OF_DEFECT
from app.analysis.diagnosis import Situation, diagnose
from app.core.drive import Drive
from app.core.health import Diagnosis, FailureMode
from tests.analysis.modes import sick_machines as sick
from tests.analysis.modes.sick_machines import BEARING, COLOURS, DRIVE, SICK, Machine, block

NOTHING = {FailureMode.NONE, FailureMode.UNDETERMINED}
QUIET_NOISE_MS2 = 0.3


def judged(machine: Machine, samples: np.ndarray, drive: Drive = DRIVE) -> Diagnosis:
    usual_ms2 = max(sick.USUAL_HIGH_MS2, machine.noise_ms2)
    known = Situation(drive, usual_high_ms2=usual_ms2, is_pumping=True)
    return diagnose(block(samples, machine.shaft_hz), BEARING, None, known, is_abnormal=True)


def drawn(rng: np.random.Generator, number: int, noise_ms2: float = QUIET_NOISE_MS2) -> Machine:
    noise_ms2 *= rng.uniform(0.5, 1.5)
    return Machine(rng.uniform(24.0, 24.9), noise_ms2, COLOURS[number % len(COLOURS)])


@pytest.mark.parametrize("fault", SICK)
def test_every_mode_is_named_and_taken_for_no_other(fault):
    """The matrix of thousands is printed by `benchmarks/failure_modes.py`."""
    mode, made = SICK[fault]
    rng = np.random.default_rng(11)
    machines = [drawn(rng, n) for n in range(4)]
    found = [judged(machine, made(machine, rng)).failure_mode for machine in machines]
    assert set(found) <= {mode, FailureMode.UNDETERMINED}
    assert found.count(mode) >= 3


@settings(max_examples=25, deadline=None)
@given(
    fault=st.sampled_from(sorted(SICK)),
    noise_ms2=st.floats(0.02, 3.0),
    seed=st.integers(0, 9999),
)
def test_whatever_the_noise_a_mode_is_named_rightly_or_not_at_all(fault, noise_ms2, seed):
    rng = np.random.default_rng(seed)
    machine = Machine(24.5, noise_ms2, COLOURS[seed % len(COLOURS)])
    mode, made = SICK[fault]
    found = judged(machine, made(machine, rng))
    beside = {other.failure_mode for other in found.others}
    assert found.failure_mode in {mode, *NOTHING} or mode in beside | {FailureMode.SENSOR_FAULT}


def test_confidence_is_no_higher_than_the_share_that_is_right():
    rng = np.random.default_rng(5)
    outcomes = []
    for number in range(8):
        for fault in ("unbalance", "misalignment", "looseness", "gear", "belt", "electrical"):
            mode, made = SICK[fault]
            machine = drawn(rng, number, 1.0)
            found = judged(machine, made(machine, rng))
            if found.failure_mode not in NOTHING:
                outcomes.append((found.confidence, found.failure_mode is mode))
    confidence, is_right = np.array(outcomes).T
    assert confidence.min() >= 0.5
    assert is_right.mean() >= confidence.mean() - 0.02


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("count", [8192, sick.COUNT])
def test_sound_machines_and_bare_noise_are_named_in_one_of_a_hundred_at_most(colour, count):
    """A benchmark of thousands stands in `benchmarks/failure_modes.py`; this is its smoke."""
    rng = np.random.default_rng(17)
    named = 0
    for _ in range(8):
        machine = Machine(rng.uniform(13, 60), rng.uniform(0.02, 0.4), colour, count)
        drive = Drive(int(rng.integers(11, 60)), int(rng.integers(3, 12)), 1600, 125, 180, 50.0, 2)
        found = judged(machine, sick.sound(machine, rng, drive), drive)
        named += found.failure_mode not in NOTHING
    assert named <= 1


def test_a_worn_bearing_on_an_unbalanced_shaft_is_named_with_the_unbalance_beside_it():
    rng = np.random.default_rng(3)
    machine = Machine(24.5, 0.3)
    heard = SICK["outer race"][1](machine, rng)
    heard = heard + sick.tones(machine, rng, [(24.5, 12.0)])
    found = judged(machine, heard)
    assert found.failure_mode is FailureMode.OUTER_RACE_WEAR
    assert FailureMode.UNBALANCE in {other.failure_mode for other in found.others}
    assert found.failure_mode in MODE_OF_DEFECT.values()


def test_two_faults_on_lines_of_their_own_are_both_told():
    rng = np.random.default_rng(4)
    machine = Machine(24.5, 0.2)
    heard = sick.worn_wheel(machine, rng) + sick.tones(machine, rng, [(24.5, 9.0)])
    found = judged(machine, heard)
    told = {found.failure_mode, *(other.failure_mode for other in found.others)}
    assert told >= {FailureMode.GEAR_WEAR, FailureMode.UNBALANCE}
    assert all("lines of its own" in other.note for other in found.others)


def test_a_two_pole_motor_in_a_short_record_is_undetermined_and_a_long_one_tells():
    drive = Drive(supply_hz=50.0, pole_pairs=1)
    rng = np.random.default_rng(6)
    short, long = Machine(49.4, 0.1, count=8192), Machine(49.4, 0.1, count=128_000)
    lines = [(100.0, 6.0), (49.4, 1.0), (148.2, 0.5)]
    found = judged(short, sick.tones(short, rng, lines) + sick.noise(short, rng), drive)
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert any("would part them" in symptom.text for symptom in found.symptoms)
    assert {other.failure_mode for other in found.others} >= {FailureMode.ELECTRICAL}
    found = judged(long, sick.tones(long, rng, lines) + sick.noise(long, rng), drive)
    assert found.failure_mode is FailureMode.ELECTRICAL


def test_two_blades_and_misalignment_are_not_told_apart():
    rng = np.random.default_rng(8)
    machine, drive = Machine(24.5, 0.1), Drive(blades=2)
    heard = sick.tones(machine, rng, [(49.0, 6.0), (24.5, 1.0)]) + sick.noise(machine, rng)
    found = judged(machine, heard, drive)
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert found.symptoms[0].code == "same_line"


def test_a_belt_whose_record_is_too_short_says_how_long_it_should_be():
    rng = np.random.default_rng(9)
    machine = Machine(24.5, 0.1, count=8192)
    found = judged(machine, sick.tones(machine, rng, [(333.0, 6.0)]) + sick.noise(machine, rng))
    assert found.failure_mode is FailureMode.UNDETERMINED
    text = next(s.text for s in found.symptoms if s.code == "belt_unreadable")
    assert "records of 0.7 s or more would show it" in text


def test_without_a_figure_its_mode_is_not_named():
    rng = np.random.default_rng(10)
    for fault in ("gear", "blade pass", "belt", "electrical", "cavitation"):
        mode, made = SICK[fault]
        machine = Machine(24.5, 0.2)
        found = judged(machine, made(machine, rng), Drive())
        assert found.failure_mode is not mode, fault


def test_along_the_shaft_no_unbalance_is_named():
    rng = np.random.default_rng(12)
    machine = Machine(24.5, 0.2)
    heard = block(sick.unbalanced(machine, rng), 24.5)
    found = diagnose(heard, BEARING, None, Situation(is_axial=True))
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert "strongest lines of the shaft" in found.symptoms[0].text


def test_evidence_says_hertz_orders_and_decibels():
    rng = np.random.default_rng(13)
    machine = Machine(24.5, 0.2)
    found = judged(machine, sick.misaligned(machine, rng))
    text = found.symptoms[0].text
    assert all(unit in text for unit in ("Hz", "(2x", "mm/s", "dB above its floor"))


def test_without_a_stated_speed_the_motor_s_field_leads_to_it():
    rng = np.random.default_rng(14)
    machine = Machine(24.6, 0.2)
    known = Situation(DRIVE)
    found = diagnose(block(sick.loose(machine, rng), None), None, None, known)
    assert found.failure_mode is FailureMode.LOOSENESS
    speed = next(s for s in found.symptoms if s.code == "speed_estimated")
    assert speed.value == pytest.approx(24.6 * 60, rel=0.003)


def test_without_anything_known_the_harmonics_lead_to_the_speed():
    rng = np.random.default_rng(15)
    machine = Machine(33.3, 0.2)
    heard = sick.tones(machine, rng, [(33.3 * k, 5 * 0.8**k) for k in range(1, 9)])
    found = diagnose(block(heard + sick.noise(machine, rng), None))
    assert found.failure_mode is FailureMode.LOOSENESS
    lone = sick.tones(machine, rng, [(33.3, 8.0)]) + sick.noise(machine, rng)
    found = diagnose(block(lone, None), is_abnormal=True)
    assert found.failure_mode is FailureMode.UNDETERMINED
    assert [s.code for s in found.symptoms] == ["speed_unknown"]
