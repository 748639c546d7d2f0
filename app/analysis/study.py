"""Everything one record says by itself: features, severity, speed, diagnosis."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.bearings import defect_frequencies
from app.analysis.diagnosis import NOTHING_KNOWN, Situation
from app.analysis.envelope import choose_band, envelope
from app.analysis.features import extract_features
from app.analysis.record_diagnosis import diagnose_record, unasked
from app.analysis.severity import Severity, severity_of
from app.analysis.shaft_speed import ShaftSpeed, shaft_speed, speed_by_field
from app.core.assets import Bearing
from app.core.errors import SamplingTooSlow
from app.core.health import Diagnosis, FailureMode
from app.core.measurements import Features, Quality, Waveform
from app.core.zones import Zones

FEWEST_A_TURN = 8
"""Samples a turn: with fewer not even the third multiple of the speed can be seen."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of the machine a record was taken at; all of it may be missing.

    Attributes
    ----------
    speed_rpm : float or None
        Shaft speed as measured or on the plate, above 0.
    zones : Zones
        Table the severity is judged by.
    is_table_chosen : bool
        Whether somebody chose it, by its name or by the class of the machine.
    envelope_band_hz : tuple of float or None
        Band of the envelope; chosen by the record where None.
    situation : Situation
        What turns with the shaft, which way was measured, whether a liquid is moved.
    """

    zones: Zones
    speed_rpm: float | None = None
    bearing: Bearing | None = None
    envelope_band_hz: tuple[float, float] | None = None
    is_table_chosen: bool = True
    situation: Situation = NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class Study:
    """What one record says.

    Attributes
    ----------
    features : Features
        In m/s2, or in the unit of the record where that is unknown.
    envelope_rms : float
        RMS of the envelope about its mean in `envelope_band_hz`, same unit.
    severity : Severity or None
        None where the unit is unknown or the record may not be believed in full.
    speed : ShaftSpeed or None
        None where none is stated and the record does not tell.
    diagnosis : Diagnosis or None
        None where nothing could be looked for.
    not_looked_for : tuple of str
        What the diagnosis is silent on, and what would make it speak.
    """

    features: Features
    envelope_band_hz: tuple[float, float]
    envelope_rms: float
    severity: Severity | None
    speed: ShaftSpeed | None
    diagnosis: Diagnosis | None
    not_looked_for: tuple[str, ...]


def study(waveform: Waveform, machine: Machine, *, is_unit_known: bool = True) -> Study:
    """Describe and judge one record.

    Parameters
    ----------
    waveform : Waveform
        Not of BAD quality. Of an UNCERTAIN one the features are given, but no severity and no
        diagnosis: both would be of the sensor as much as of the machine.
    machine : Machine
        What is known of it.
    is_unit_known : bool
        Whether the samples are m/s2. If not, no velocity and no zone is given, and only the
        combs of a bearing are looked for: they don't depend on the scale.

    Raises
    ------
    ReadingRefused
        If the record is too short, not finite or has no sample rate.
    SamplingTooSlow
        If it is shorter than a turn of the shaft, or the envelope band asked for lies beyond half
        the sample rate.
    """
    if machine.speed_rpm is not None:
        _check_turns(waveform, machine.speed_rpm)
    samples, rate_hz = waveform.acceleration_ms2, waveform.sample_rate_hz
    speed = _speed(waveform, machine)
    rpm = None if speed is None else speed.rpm
    features = extract_features(waveform, machine.bearing, rpm)
    band_hz = machine.envelope_band_hz or features.envelope_band_hz or choose_band(samples, rate_hz)
    severity = None
    if is_unit_known and waveform.quality is Quality.GOOD:
        severity = severity_of(
            samples, rate_hz, rpm, machine.zones, is_table_chosen=machine.is_table_chosen
        )
    diagnosis = diagnose_record(
        waveform,
        machine.bearing,
        machine.speed_rpm,
        machine.situation,
        severity,
        is_unit_known=is_unit_known,
    )
    if diagnosis is not None and diagnosis.failure_mode is FailureMode.SENSOR_FAULT:
        severity = None  # what a faulty sensor shows is no vibration of the machine
    drive = machine.situation.drive
    silent = unasked(machine.bearing, rpm, drive, severity, waveform.quality)
    return Study(
        features,
        band_hz,
        _envelope_rms(samples, rate_hz, band_hz),
        severity,
        speed,
        diagnosis,
        silent,
    )


def _check_turns(waveform: Waveform, speed_rpm: float) -> None:
    """Refuse less than a turn, or a turn within two samples: neither shows the machine."""
    rate_hz = waveform.sample_rate_hz
    lasts_s, turn_s = waveform.acceleration_ms2.size / rate_hz, 60 / speed_rpm
    if lasts_s < turn_s:
        raise SamplingTooSlow(
            f"The record lasts {lasts_s:.4g} s; expected at least one turn of the shaft, "
            f"{turn_s:.4g} s at {speed_rpm:g} r/min.",
            "Record longer; eight turns are needed to look for faults.",
        )
    if turn_s * rate_hz <= FEWEST_A_TURN:
        raise SamplingTooSlow(
            f"A turn of the shaft at {speed_rpm:g} r/min has {turn_s * rate_hz:.3g} samples; "
            f"expected more than {FEWEST_A_TURN}.",
            "Check speed and sample rate, or sample faster.",
        )


def _speed(waveform: Waveform, machine: Machine) -> ShaftSpeed | None:
    """Settle the speed as the diagnosis does: stated, by the motor's field, or looked for."""
    samples, rate_hz = waveform.acceleration_ms2, waveform.sample_rate_hz
    drive = machine.situation.drive
    field_rpm = drive.synchronous_rpm() if drive is not None else None
    if machine.speed_rpm is None and field_rpm is not None:
        by_field = speed_by_field(samples, rate_hz, field_rpm)
        if by_field is not None:
            return by_field
    per_turn = None if machine.bearing is None else defect_frequencies(machine.bearing, 60.0)
    return shaft_speed(samples, rate_hz, machine.speed_rpm, per_turn)


def _envelope_rms(
    samples: NDArray[np.float32], rate_hz: float, band_hz: tuple[float, float]
) -> float:
    """RMS of the envelope about its mean: how much the band's vibration comes and goes."""
    found, _ = envelope(samples, rate_hz, band_hz)
    return float(found.std())
