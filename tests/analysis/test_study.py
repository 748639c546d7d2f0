"""One record by itself: what is said of it, and what is left unsaid."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from app.analysis.bearings import bearing_named
from app.analysis.diagnosis import Situation
from app.analysis.record_diagnosis import NO_BASELINE
from app.analysis.study import Machine, study
from app.analysis.zones import shipped_zones
from app.core.drive import Drive
from app.core.errors import SamplingTooSlow
from app.core.health import FailureMode
from app.core.measurements import BadReason, Quality, Waveform

MACHINE = Machine(shipped_zones()["10816-3-group-2-rigid"], 1500.0, bearing_named("6205"))
RATE_HZ = 12_800.0
UNDATED = datetime(2026, 3, 2, tzinfo=UTC)


def waveform(seconds: float = 2.0, amplitude_ms2: float = 0.1, tone_ms2: float = 0.0) -> Waveform:
    """Noise, and a tone at 25 Hz."""
    count = int(seconds * RATE_HZ)
    samples = amplitude_ms2 * np.random.default_rng(3).standard_normal(count)
    samples += tone_ms2 * np.sin(2 * np.pi * 25 * np.arange(count) / RATE_HZ)
    return Waveform("x", UNDATED, RATE_HZ, samples.astype(np.float32))


def test_a_sound_record_has_a_zone_a_speed_and_no_fault():
    found = study(waveform(), MACHINE)
    assert found.severity is not None
    assert found.severity.zone == "A"
    assert found.speed is not None
    assert (found.speed.rpm, found.speed.is_estimated) == (1500.0, False)
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.NONE
    assert not any("bearing" in silent for silent in found.not_looked_for)
    assert found.envelope_rms > 0


def test_a_shaking_shaft_is_unbalance():
    found = study(waveform(tone_ms2=2.0), MACHINE)
    assert found.severity is not None
    assert found.severity.zone == "D"
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.UNBALANCE


def test_less_than_a_turn_of_the_shaft_is_refused():
    with pytest.raises(SamplingTooSlow, match="lasts 0.03 s; expected at least one turn"):
        study(waveform(0.03), MACHINE)


def test_a_shaft_too_fast_for_the_sample_rate_is_refused():
    with pytest.raises(SamplingTooSlow, match="has 4 samples; expected more than 8"):
        study(waveform(), replace(MACHINE, speed_rpm=192_000.0))


def test_a_few_turns_are_described_and_the_bearing_is_left_undetermined():
    found = study(waveform(0.2), MACHINE)
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.UNDETERMINED
    assert any("turns" in symptom.text for symptom in found.diagnosis.symptoms)


def test_where_the_speed_is_neither_stated_nor_seen_nothing_is_called_sound():
    found = study(waveform(), replace(MACHINE, speed_rpm=None))
    assert found.speed is None
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.UNDETERMINED
    assert found.diagnosis.symptoms[0].code == "speed_unknown"


def test_without_a_unit_there_is_no_velocity_and_only_the_bearing_is_looked_at():
    found = study(waveform(tone_ms2=2.0), MACHINE, is_unit_known=False)
    assert found.severity is None
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.UNDETERMINED
    without = study(waveform(), replace(MACHINE, bearing=None), is_unit_known=False)
    assert without.diagnosis is None
    assert len(without.not_looked_for) == 2


def test_of_a_cut_off_signal_the_sensor_is_named_and_nothing_of_the_machine():
    wave = waveform(tone_ms2=2.0)
    cut = np.clip(wave.acceleration_ms2, -1.5, 1.5)
    found = study(
        replace(
            wave, acceleration_ms2=cut, quality=Quality.UNCERTAIN, bad_reason=BadReason.CLIPPED
        ),
        MACHINE,
    )
    assert found.severity is None
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.SENSOR_FAULT
    assert found.features.acceleration_rms_ms2 > 0
    assert found.not_looked_for == ("any fault of the machine: the record is not good",)


def test_a_record_doubted_for_another_reason_has_no_diagnosis_at_all():
    doubted = replace(waveform(), quality=Quality.UNCERTAIN, bad_reason=BadReason.TORN)
    assert study(doubted, MACHINE).diagnosis is None


def test_a_sensor_that_drops_out_gives_no_zone_though_its_block_was_taken_for_good():
    wave = waveform(tone_ms2=2.0)
    held = wave.acceleration_ms2.copy()
    for start in range(1000, 20_000, 4000):
        held[start : start + 40] = held[start]
    found = study(replace(wave, acceleration_ms2=held), MACHINE)
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.SENSOR_FAULT
    assert found.severity is None


def test_what_turns_with_the_shaft_is_asked_for_until_it_is_stated():
    silent = " ".join(study(waveform(), MACHINE).not_looked_for)
    for words in ("teeth", "blades", "belt", "supply", "want of grease"):
        assert words in silent
    drive = Drive(24, 6, 2000.0, 200.0, 400.0, 50.0, 2)
    stated = study(waveform(), replace(MACHINE, situation=Situation(drive)))
    assert stated.not_looked_for == (NO_BASELINE,)


def test_an_envelope_band_beyond_half_the_sample_rate_is_refused():
    asked = replace(MACHINE, envelope_band_hz=(2000.0, 9000.0))
    with pytest.raises(SamplingTooSlow, match="2000-9000 Hz does not lie below"):
        study(waveform(), asked)
    held = study(waveform(), replace(MACHINE, envelope_band_hz=(2000.0, 5000.0)))
    assert held.envelope_band_hz == (2000.0, 5000.0)
