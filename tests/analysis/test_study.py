"""One record by itself: what is said of it, and what is left unsaid."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from app.analysis.bearings import bearing_named
from app.analysis.study import Machine, study
from app.analysis.zones import ZONES
from app.core.errors import SamplingTooSlow
from app.core.health import FailureMode
from app.core.measurements import BadReason, Quality, Waveform

MACHINE = Machine(ZONES["ISO 10816-3 group 2 rigid"], 1500.0, bearing_named("6205"))
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
    assert found.not_looked_for == ()
    assert found.envelope_rms > 0


def test_a_shaking_shaft_is_unbalance():
    found = study(waveform(tone_ms2=2.0), MACHINE)
    assert found.severity is not None
    assert found.severity.zone == "D"
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.UNBALANCE


def test_less_than_a_turn_of_the_shaft_is_refused():
    with pytest.raises(SamplingTooSlow, match="lasts 0.0300 s; expected at least one turn"):
        study(waveform(0.03), MACHINE)


def test_a_few_turns_are_described_and_the_bearing_is_left_undetermined():
    found = study(waveform(0.2), MACHINE)
    assert found.diagnosis is not None
    assert found.diagnosis.failure_mode is FailureMode.UNDETERMINED
    assert "turns" in found.diagnosis.symptoms[0].text


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


def test_of_a_cut_off_signal_there_are_features_and_no_verdict():
    cut = replace(waveform(), quality=Quality.UNCERTAIN, bad_reason=BadReason.CLIPPED)
    found = study(cut, MACHINE)
    assert (found.severity, found.diagnosis) == (None, None)
    assert found.features.acceleration_rms_ms2 > 0


def test_an_envelope_band_beyond_half_the_sample_rate_is_refused():
    asked = replace(MACHINE, envelope_band_hz=(2000.0, 9000.0))
    with pytest.raises(SamplingTooSlow, match="2000-9000 Hz does not lie below"):
        study(waveform(), asked)
    held = study(waveform(), replace(MACHINE, envelope_band_hz=(2000.0, 5000.0)))
    assert held.envelope_band_hz == (2000.0, 5000.0)
